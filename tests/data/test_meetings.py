"""The first meeting while it is held: its clock, its question, and what a dropped connection comes back to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from data import meetings, questions, sessions
from data.errors import NotFound, Refused
from data.model.mentorship import Mentorship, Party
from data.model.session import Session, SessionKind, SessionState
from data.store.connection import Database, open_database

from .mentoring import active, ended, planned

TEN = datetime(2026, 12, 1, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def session(database: Database, mentorship: Mentorship) -> Session:
    return planned(database, mentorship, "2026-12-01T10:00", SessionKind.FIRST)


def test_the_clock_runs_from_opening_to_closing(database: Database, session: Session) -> None:
    assert meetings.get(database, session.id) is None
    with time_machine.travel(TEN, tick=False):
        opened = meetings.open(database, session.id)
    assert (opened.opened_at, opened.closed_at, opened.question_id) == (TEN, None, None)
    assert meetings.elapsed(opened, TEN + HOUR / 4) == HOUR / 4
    with time_machine.travel(TEN + HOUR / 2, tick=False):
        assert meetings.open(database, session.id) == opened, "an open meeting goes on"
    with time_machine.travel(TEN + HOUR, tick=False):
        closed = meetings.close(database, session.id)
    assert meetings.elapsed(closed, TEN + 5 * HOUR) == HOUR
    held = sessions.get(database, session.id)
    assert (held.state, held.held_at) == (SessionState.HELD, TEN + HOUR)
    assert meetings.close(database, session.id) == closed
    assert meetings.open(database, session.id) == closed


def test_the_question_is_remembered_by_the_file(database: Database, mentorship: Mentorship, session: Session) -> None:
    question = questions.of(database, mentorship.id)[3]
    meetings.open(database, session.id)
    meetings.at_question(database, session.id, question.id)
    with open_database(database.path) as again:
        found = meetings.get(again, session.id)
    assert found is not None
    assert found.question_id == question.id


def test_a_meeting_that_was_opened_sooner_than_planned_is_closed(database: Database, mentorship: Mentorship) -> None:
    session = planned(database, mentorship, "2199-12-01T10:00", SessionKind.FIRST)
    meetings.open(database, session.id)
    meetings.close(database, session.id)
    assert sessions.get(database, session.id).state is SessionState.HELD


def test_what_was_closed_by_mistake_goes_on(database: Database, session: Session) -> None:
    with time_machine.travel(TEN, tick=False):
        meetings.open(database, session.id)
        meetings.close(database, session.id)
    sessions.unhold(database, session.id)
    again = meetings.open(database, session.id)
    assert (again.opened_at, again.closed_at) == (TEN, None)


def test_a_meeting_is_closed_though_its_session_was_cancelled(database: Database, session: Session) -> None:
    meetings.open(database, session.id)
    sessions.cancel(database, session.id, Party.MENTEE)
    assert meetings.close(database, session.id).closed_at is not None
    assert sessions.get(database, session.id).state is SessionState.CANCELLED


def test_ending_in_the_midst_of_a_meeting_blocks_neither(database: Database) -> None:
    made = active(database)
    session = planned(database, made, "2199-12-01T10:00")
    meetings.open(database, session.id)
    ended(database, made)
    assert meetings.close(database, session.id).closed_at is not None


def test_what_is_not_planned_is_not_opened(database: Database, mentorship: Mentorship) -> None:
    held = sessions.hold(database, planned(database, mentorship, "2026-12-01T10:00").id, early=True)
    cancelled = sessions.cancel(database, planned(database, mentorship, "2026-12-02T10:00").id, Party.MENTOR)
    past = planned(database, mentorship, "2026-01-02T10:00")
    for session in (held, cancelled):
        with pytest.raises(Refused):
            meetings.open(database, session.id)
    ended(database, mentorship)
    with pytest.raises(Refused, match="has ended"):
        meetings.open(database, past.id)
    with pytest.raises(NotFound):
        meetings.close(database, past.id)
    with pytest.raises(NotFound):
        meetings.open(database, "0" * 16)
