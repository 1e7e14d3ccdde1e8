"""A fault in the app: the terminal as it was, one line, the exit code; where it happened only on demand."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from data import i18n
from data.i18n import _

from .faulty_app import SECRET
from .pty_app import PtyApp

F6, F7, F10, F11, CTRL_Q = "\x1b[17~", "\x1b[18~", "\x1b[21~", "\x1b[23~", "\x11"
LEFT = b"\x1b[?1049l"
"""Leaving the alternate screen."""


def started(path: Path, language: str, **environment: str) -> PtyApp:
    """The app with faults, on a new database."""
    i18n.use(language)
    argv = [sys.executable, "-m", "tests.terminal.faulty_app", "--db", str(path), "--lang", language]
    return PtyApp(argv, columns=200, environment=environment)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize(
    ("key", "kind", "reason"),
    [
        (F6, "FileNotFoundError", r"[Errno 2] No such thing: '\x1b[2J17'"),
        (F7, "ValueError", "17"),
        (F10, "FileNotFoundError", r"[Errno 2] No such thing: '\x1b[2J17'"),
    ],
)
def test_a_fault_is_one_line_in_a_terminal_as_it_was(
    tmp_path: Path, language: str, key: str, kind: str, reason: str
) -> None:
    with started(tmp_path / "new.db", language) as app:
        app.wait_for(_("Welcome."))
        app.settle()
        app.send(key)
        assert app.wait() == 70
        assert app.attributes_now() == app.attributes
        _drawn, _left, after = bytes(app.raw).rpartition(LEFT)
        sentence = _("This is a fault in Handschlag: {kind}, {reason}. With HANDSCHLAG_TRACEBACK=1 it says where.")
        assert after.count(b"\n") == 1
        assert after.rstrip().endswith(sentence.format(kind=kind, reason=reason).encode())
        assert b"Traceback" not in app.raw
        assert SECRET.encode() not in app.raw


def test_where_it_happened_is_said_on_demand(tmp_path: Path) -> None:
    with started(tmp_path / "new.db", "en", HANDSCHLAG_TRACEBACK="1") as app:
        app.wait_for("Welcome.")
        app.settle()
        app.send(F6)
        assert app.wait() == 70
        _drawn, _left, after = bytes(app.raw).rpartition(LEFT)
        assert b"Traceback" in after
        assert b"in action_fail" in after
        assert SECRET.encode() not in app.raw


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
