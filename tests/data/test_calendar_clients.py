"""Calendars that others have written read what leaves Handschlag: khal and calcurse, from Debian."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from data.documents import icalendar as documents
from data.documents import invitation, vdir
from data.model.mentorship import Mentorship, Party
from data.model.recurrence import weekly
from data.model.session import SessionState
from data.store import sessions
from data.store.connection import Database

from .document_cases import FIRST_DAY, MEETING_DAY, at, begin, plan_first

pytestmark = pytest.mark.usefixtures("known")

needs_khal = pytest.mark.skipif(shutil.which("khal") is None, reason="khal is not installed (Debian: khal)")
needs_calcurse = pytest.mark.skipif(
    shutil.which("calcurse") is None, reason="calcurse is not installed (Debian: calcurse)"
)

FROM, DAYS = date(2026, 11, 1), 300


class Khal:
    """khal with a calendar of its own: a folder that Handschlag may write, or files that are imported into it."""

    def __init__(self, home: Path) -> None:
        self.folder = home / "calendar"
        self.folder.mkdir(exist_ok=True)
        self._config = home / "khal.conf"
        self._config.write_text(
            f"[calendars]\n[[mentoring]]\npath = {self.folder}\n\n"
            "[locale]\nlocal_timezone = Europe/Berlin\ndefault_timezone = Europe/Berlin\n"
            "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
            "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n\n"
            f"[sqlite]\npath = {home / 'khal.db'}\n",
            encoding="utf-8",
        )

    def run(self, *arguments: str) -> str:
        """What khal prints."""
        done = subprocess.run(
            ["khal", "-c", str(self._config), *arguments], capture_output=True, text=True, check=False, env=UTF8
        )
        assert done.returncode == 0, done.stderr
        assert "error" not in done.stderr.lower(), done.stderr
        return done.stdout

    def take(self, content: bytes) -> None:
        """Import a file."""
        path = self.folder.parent / "import.ics"
        path.write_bytes(content)
        self.run("import", "--batch", "-a", "mentoring", str(path))

    def shows(self) -> list[str]:
        """Day, begin, end and title of all that is not cancelled."""
        form = "{start-date} {start-time}-{end-time} {title}{cancelled}"
        rows = self.run("list", "--day-format", "", "--format", form, FROM.isoformat(), f"{DAYS}d").splitlines()
        return sorted(row for row in rows if row.strip() and "CANCELLED" not in row)


UTF8 = {**os.environ, "LC_ALL": "C.UTF-8", "TZ": "Europe/Berlin"}


def calcurse(home: Path, content: bytes) -> list[str]:
    """Day, begin and end of all that calcurse has after it imported a file."""
    home.mkdir(exist_ok=True)
    path = home / "import.ics"
    path.write_bytes(content)
    common = ["calcurse", "-D", str(home / "data"), "-C", str(home / "config")]
    done = subprocess.run([*common, "-i", str(path)], capture_output=True, text=True, check=False, env=UTF8)
    assert done.returncode == 0, done.stderr
    assert "skipped" not in done.stdout.lower() or "0 skipped" in done.stdout.lower(), done.stdout
    shown = ["-Q", "--from", FROM.strftime("%m/%d/%Y"), "--days", str(DAYS)]
    rows: list[str] = []
    for kind in ("apt", "recur-apt"):
        forms = [f"--format-{kind}", "%(start:%Y-%m-%d %H:%M)-%(end:%H:%M)\n"]
        listed = subprocess.run(
            [*common, *shown, "--filter-type", kind, *forms],
            capture_output=True,
            text=True,
            check=True,
            env=UTF8,
        )
        rows += [row.strip() for row in listed.stdout.splitlines() if row.strip().startswith("20")]
    return sorted(rows)


def expected(database: Database, it: Mentorship) -> list[str]:
    """Day, begin and end of every session that is not cancelled, on the clocks of Berlin."""
    return sorted(
        f"{session.starts:%Y-%m-%d %H:%M}-{session.ends:%H:%M}"
        for session in sessions.of(database, it.id)
        if session.state is not SessionState.CANCELLED
    )


def times(rows: list[str]) -> list[str]:
    """Rows of khal without their titles."""
    return [row[: len("2026-12-01 10:00-11:00")] for row in rows]


@pytest.fixture
def busy(database: Database) -> Mentorship:
    """A first meeting and a series over both changes of the clocks, with one moved, one cancelled, one elsewhere."""
    it = begin(database)
    plan_first(database, it)
    with at(FIRST_DAY):
        planned = sessions.plan_series(
            database, it.id, rule=weekly(2, count=14), starts=datetime(2026, 12, 8, 10, 0), minutes=45, place="Café, 2"
        )
    with at(MEETING_DAY):
        sessions.move(database, planned[2].id, datetime(2027, 1, 7, 15, 30), minutes=30)
        sessions.cancel(database, planned[4].id, Party.MENTEE)
        sessions.change(database, planned[5].id, place="Café", row_version=planned[5].row_version)
    return it


@needs_khal
def test_khal_imports_every_session_at_its_time(database: Database, busy: Mentorship, tmp_path: Path) -> None:
    khal = Khal(tmp_path)
    khal.take(documents.calendar_of(database, busy.id))
    assert times(khal.shows()) == expected(database, busy)
    assert "First meeting of Anna Weber and Ben Okafor" in khal.shows()[0]


@needs_calcurse
def test_calcurse_imports_a_session_and_a_series(database: Database, tmp_path: Path) -> None:
    """Calcurse reads rules and times; exceptions with times of their own it does not know (RECURRENCE-ID)."""
    it = begin(database)
    plan_first(database, it)
    with at(FIRST_DAY):
        sessions.plan_series(database, it.id, rule=weekly(2, count=14), starts=datetime(2026, 12, 8, 10, 0), minutes=45)
    assert calcurse(tmp_path / "calcurse", documents.calendar_of(database, it.id)) == expected(database, it)


@needs_khal
def test_khal_takes_an_update_and_a_cancellation_of_one_session(database: Database, tmp_path: Path) -> None:
    it = begin(database)
    first = plan_first(database, it)
    khal = Khal(tmp_path)
    khal.take(invitation.calendar_file(it, sessions.get(database, first.id)))
    assert times(khal.shows()) == ["2026-12-01 10:00-11:00"]
    with at(MEETING_DAY - timedelta(days=1)):
        sessions.move(database, first.id, datetime(2026, 12, 2, 14, 30), minutes=30)
    khal.take(invitation.calendar_file(it, sessions.get(database, first.id)))
    assert times(khal.shows()) == ["2026-12-02 14:30-15:00"], "moved, not doubled"
    with at(MEETING_DAY):
        sessions.cancel(database, first.id, Party.MENTEE)
    content = invitation.calendar_file(it, sessions.get(database, first.id))
    assert b"METHOD:CANCEL" in content
    khal.take(content)
    assert khal.shows() == []


@needs_khal
def test_khal_reads_the_folder_that_is_kept_up_to_date(database: Database, busy: Mentorship, tmp_path: Path) -> None:
    khal = Khal(tmp_path)
    assert vdir.write_folder(database, khal.folder) == 2
    assert times(khal.shows()) == expected(database, busy)
    assert vdir.write_folder(database, khal.folder) == 0, "nothing changed, nothing is written"
    session = next(it for it in sessions.of(database, busy.id) if it.is_planned)
    with at(MEETING_DAY):
        sessions.move(database, session.id, datetime(2026, 12, 3, 8, 0))
    assert vdir.write_folder(database, khal.folder) == 1
    assert times(khal.shows()) == expected(database, busy)


def test_the_folder_leaves_the_files_of_others_alone(database: Database, busy: Mentorship, tmp_path: Path) -> None:
    (tmp_path / "other.ics").write_text("of somebody else", encoding="utf-8")
    (tmp_path / "gone@handschlag.ics").write_text("of a mentorship that is gone", encoding="utf-8")
    assert vdir.write_folder(database, tmp_path, busy.id) == 2
    assert (tmp_path / "gone@handschlag.ics").exists(), "it may be of another mentorship"
    assert vdir.write_folder(database, tmp_path) == 1
    assert not (tmp_path / "gone@handschlag.ics").exists()
    assert (tmp_path / "other.ics").read_text(encoding="utf-8") == "of somebody else"
    assert {path.stat().st_mode & 0o777 for path in tmp_path.glob("*@handschlag.ics")} == {0o600}
