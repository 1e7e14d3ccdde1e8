"""A meeting whose connection drops: `kill -9` in a real terminal, and one goes on writing where one was."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import pytest

from data import meetings, mentorships, places, questions, sessions, versions
from data.model.mentorship import Mentorship
from data.model.session import SessionKind
from data.prose import Key, Prose
from data.store.connection import Database

from .pty_app import PtyApp

LEFT, UP, TAB, CTRL_N = "\x1b[D", "\x1b[A", "\t", "\x0e"


def opened(path: Path, moment: str) -> PtyApp:
    """The app at a moment, where the account was last."""
    argv = [sys.executable, "-m", "tests.terminal.launch", moment, "--db", str(path), "--lang", "en"]
    return PtyApp(argv, columns=80, rows=24, environment={"LANG": "en_GB.UTF-8"})


def kept(app: PtyApp, database: Database, key: Key, before: str) -> None:
    """Read what the app draws until it has kept its cursor behind words, and in which text it is."""
    for _look in range(200):
        text, focus = Prose.open(database, key), (places.recall(database, "last place") or {}).get("inside", {})
        offset = text.remembered_place()
        at = None if offset is None else text.text.encode()[:offset].decode()
        if at is not None and at.endswith(before) and focus.get("focus") == key.kind:
            return
        app.drain(0.05)
    raise AssertionError(f"the cursor was not kept\n{app.text()}")


@pytest.fixture
def mentorship(database: Database) -> Mentorship:
    """A mentorship whose first meeting begins at ten; the account is in meeting mode."""
    made = mentorships.create(database, mentor="Anna Weber", mentee="Ben Okafor", language="en", zone="Europe/Berlin")
    sessions.plan(database, made.id, kind=SessionKind.FIRST, starts=datetime(2026, 12, 1, 10, 0))
    places.remember(database, "last place", {"name": "meeting", "mentorship": made.id, "detail": ""})
    return made


def test_after_a_kill_question_cursor_pane_and_clock_are_the_same(database: Database, mentorship: Mentorship) -> None:
    with opened(database.path, "2026-12-01T10:00+01:00") as app:
        app.wait_for("Press Enter to begin")
        app.send("\r")
        app.wait_for("of 60:00")
        app.send(CTRL_N)
        app.wait_for("question 2 of 17")
        app.send("one\rtwo")
        app.wait_for("two")
        app.send(UP + LEFT)
        kept(app, database, questions.answer_key(questions.of(database, mentorship.id)[1]), "on")
        app.kill()
    with opened(database.path, "2026-12-01T10:24+01:00") as app:
        app.wait_for("question 2 of 17")
        app.wait_for("24:0")
        app.send("X")
        app.wait_for("onXe")
        app.send(TAB + "Z")
        app.wait_for("Z")
        kept(app, database, versions.draft_key(mentorship.id), "Z")
        app.kill()
    with opened(database.path, "2026-12-01T10:31+01:00") as app:
        app.wait_for("question 2 of 17")
        app.wait_for("31:0")
        app.send("Y")
        app.wait_for("ZY")
        app.send("\x11")
        assert app.wait() == 0
    assert questions.of(database, mentorship.id)[1].answer == "onXe\ntwo"
    session = sessions.first_meeting(database, mentorship.id)
    assert session is not None
    meeting = meetings.get(database, session.id)
    assert meeting is not None
    assert meeting.closed_at is None


def test_what_was_typed_in_the_last_second_is_gone_on_with_at_its_end(
    database: Database, mentorship: Mentorship
) -> None:
    with opened(database.path, "2026-12-01T10:00+01:00") as app:
        app.wait_for("Press Enter to begin")
        app.send("\r")
        app.wait_for("of 60:00")
        app.send("To lead")
        kept(app, database, questions.answer_key(questions.of(database, mentorship.id)[0]), "To lead")
        app.send(" and to decide")
        app.wait_for("and to decide")
        app.kill()
    with opened(database.path, "2026-12-01T10:01+01:00") as app:
        app.wait_for("and to decide")
        app.send("!")
        app.wait_for("decide!")
        app.send("\x11")
        assert app.wait() == 0
    assert questions.of(database, mentorship.id)[0].answer == "To lead and to decide!"
