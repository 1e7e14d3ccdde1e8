"""The folder that `export calendar --watch` keeps up to date, in a process of its own."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from data import busy, icalendar, mentorships, open_database, sessions
from data.model.mentorship import Mentorship
from data.model.session import Session, SessionKind

WAIT = 30
"""Seconds after which the other process is taken to be stuck."""


def until(happened: Callable[[], bool]) -> None:
    """Wait for what another process does."""
    ends = time.monotonic() + WAIT
    while not happened():
        assert time.monotonic() < ends, "the other process has done nothing"
        time.sleep(0.05)


def planned(path: Path) -> tuple[Mentorship, Session]:
    """A database with one planned session."""
    with open_database(path) as database:
        it = mentorships.create(database, mentor="Anna Weber", mentee="Ben Okafor", language="en", zone="Europe/Berlin")
        starts = datetime(2036, 12, 1, 10, 0)
        return it, sessions.plan(database, it.id, kind=SessionKind.FIRST, starts=starts)


def handschlag(path: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start the command line."""
    command = [sys.executable, "-m", "tui", "--db", str(path), "--lang", "en", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_a_watched_folder_follows_every_change_and_ends_with_ctrl_c(tmp_path: Path) -> None:
    path, folder = tmp_path / "h.db", tmp_path / "calendar"
    _it, session = planned(path)
    file = folder / f"{session.id}@handschlag.ics"
    with handschlag(path, "export", "calendar", "--watch", str(folder)) as watching:
        try:
            until(file.exists)
            with open_database(path) as database:
                sessions.move(database, session.id, datetime(2036, 12, 2, 14, 0))
            until(lambda: b"20361202T140000" in file.read_bytes())
        finally:
            watching.send_signal(signal.SIGINT)
            out, err = watching.communicate(timeout=WAIT)
    assert (watching.returncode, err) == (0, "")
    assert out == f"1 file was written in {folder}.\n" * 2
    assert folder.stat().st_mode & 0o777 == 0o700


def test_an_answer_and_busy_times_are_told(tmp_path: Path) -> None:
    path, file = tmp_path / "h.db", tmp_path / "answer.ics"
    it, session = planned(path)
    with open_database(path) as database:
        content = icalendar.calendar([session], [it], method=icalendar.Method.REQUEST)
    file.write_bytes(content.replace(b"METHOD:REQUEST", b"METHOD:REPLY").replace(b"NEEDS-ACTION", b"DECLINED"))
    assert called(path, "import", "calendar", str(file)) == "Ben Okafor has declined the session on Mon 1 Dec 2036.\n"
    with open_database(path) as database:
        assert busy.answers(database, it.id) == {session.id: "declined"}
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    file.write_text(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//else//EN\r\nBEGIN:VEVENT\r\nUID:1@else\r\n"
        f"DTSTART:{tomorrow:%Y%m%dT080000Z}\r\nDURATION:PT1H\r\nSUMMARY:a secret\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        encoding="utf-8",
    )
    assert called(path, "import", "calendar", str(file), "ben").startswith("1 busy time is known now, until ")
    assert b"a secret" not in path.read_bytes(), "only begins and ends are kept"


def called(path: Path, *arguments: str) -> str:
    """What a command prints that works."""
    with handschlag(path, *arguments) as process:
        out, err = process.communicate(timeout=WAIT)
    assert (process.returncode, err) == (0, "")
    return out
