"""A fault in the app: the terminal as it was, one line, the exit code; where it happened in a log, without a word."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from data import i18n
from data.i18n import _

from .faulty_app import SECRET
from .pty_app import PtyApp

F6, F7, F8, F10, F11, CTRL_Q = "\x1b[17~", "\x1b[18~", "\x1b[19~", "\x1b[21~", "\x1b[23~", "\x11"
LEFT = b"\x1b[?1049l"
"""Leaving the alternate screen."""


def started(path: Path, language: str, **environment: str) -> PtyApp:
    """The app with faults, on a new database."""
    i18n.use(language)
    argv = [sys.executable, "-m", "tests.terminal.faulty_app", "--db", str(path), "--lang", language]
    return PtyApp(argv, columns=200, environment=environment)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize(
    ("key", "kind", "place"),
    [
        (F6, "FileNotFoundError", "in FaultyApp.action_fail"),
        (F7, "ValueError", "in Faulty.render"),
        (F8, "LookupError", "in Deaf.feed"),
        (F10, "FileNotFoundError", "in FaultyApp.action_fail"),
    ],
)
def test_a_fault_is_one_line_in_a_terminal_as_it_was(
    tmp_path: Path, language: str, key: str, kind: str, place: str
) -> None:
    with started(tmp_path / "new.db", language) as app:
        app.wait_for(_("Welcome."))
        app.settle()
        app.send(key)
        if key == F8:
            app.settle()
            app.send(key)
        assert app.wait() == 70
        assert app.attributes_now() == app.attributes
        _drawn, _left, after = bytes(app.raw).rpartition(LEFT)
        log = tmp_path / "home" / ".local" / "state" / "handschlag" / "faults.log"
        sentence = _("This is a fault in Handschlag ({kind}). {path} says where, without a word of yours.")
        assert after.count(b"\n") == 1
        assert after.rstrip().endswith(sentence.format(kind=kind, path=log).encode())
        assert b"Traceback" not in app.raw
        assert SECRET.encode() not in app.raw
        assert stat.S_IMODE(log.stat().st_mode) == 0o600
        said = log.read_text()
        assert said.splitlines()[1].endswith(f".{kind}")
        assert said.splitlines()[-1].endswith(place)
        assert SECRET not in said
        assert "faulty_app.py" in said


def test_where_it_happened_is_said_on_demand(tmp_path: Path) -> None:
    with started(tmp_path / "new.db", "en", HANDSCHLAG_TRACEBACK="1") as app:
        app.wait_for("Welcome.")
        app.settle()
        app.send(F6)
        assert app.wait() == 70
        _drawn, _left, after = bytes(app.raw).rpartition(LEFT)
        assert b"Traceback" in after
        assert b"in action_fail" in after


def test_a_sentence_that_nobody_has_caught_is_told_and_the_next_key_works(tmp_path: Path) -> None:
    with started(tmp_path / "new.db", "en") as app:
        app.wait_for("Welcome.")
        app.settle()
        app.send(F11)
        app.wait_for("Nobody has caught this.")
        app.send("n")
        app.wait_for("New mentorship")
        app.send(CTRL_Q)
        assert app.wait() == 0
