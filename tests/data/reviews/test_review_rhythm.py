"""A review that is dropped has the next one planned, and taking it up again leaves no two."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine

from data import commitments, mentorships, prose, reviews, sessions
from data.model.mentorship import Mentorship, Party
from data.model.review import NEXT_REVIEW_AFTER, Following, Outcome
from data.model.session import Session, SessionKind, SessionState
from data.store.connection import Database

from ..mentoring import begun, ended, planned
from .conftest import NOON


def planned_reviews(database: Database, mentorship: Mentorship) -> list[Session]:
    return [it for it in sessions.of(database, mentorship.id) if it.kind is SessionKind.REVIEW and it.is_planned]


def count(database: Database, mentorship: Mentorship) -> int:
    return sum(it.kind is SessionKind.REVIEW for it in sessions.of(database, mentorship.id))


def dropped(database: Database, session: Session) -> Session:
    return sessions.cancel(database, session.id, Party.MENTOR)


@pytest.mark.parametrize("late", [0, 40, 95, 700])
def test_what_is_said_before_it_is_dropped_is_what_comes(
    database: Database, mentorship: Mentorship, session: Session, late: int
) -> None:
    with time_machine.travel(NOON + timedelta(days=late), tick=False):
        said = reviews.following(database, session)
        dropped(database, session)
    [then] = planned_reviews(database, mentorship)
    assert said == Following(then.day, is_planned=False)
    assert (then.day - session.day) % NEXT_REVIEW_AFTER == timedelta()


def test_where_another_one_is_planned_no_third_is(database: Database, mentorship: Mentorship, session: Session) -> None:
    other = planned(database, mentorship, "2027-06-01T10:00", SessionKind.REVIEW)
    assert reviews.following(database, session) == Following(other.day, is_planned=True)
    dropped(database, session)
    assert planned_reviews(database, mentorship) == [other]
    sessions.uncancel(database, session.id)
    assert [it.id for it in planned_reviews(database, mentorship)] == [session.id, other.id], "nobody's else is taken"


def test_before_an_agreement_and_after_the_end_none_follows(database: Database, session: Session) -> None:
    early = begun(database, mentee="Dora Lind")
    meeting = planned(database, early, "2026-12-02T10:00", SessionKind.REVIEW)
    assert reviews.following(database, meeting) is None
    dropped(database, meeting)
    assert planned_reviews(database, early) == []
    late = ended(database, mentorships.get(database, session.mentorship_id))
    assert reviews.following(database, session) is None
    assert planned_reviews(database, late) == []


def test_a_pause_does_not_end_the_rhythm(database: Database, mentorship: Mentorship, session: Session) -> None:
    mentorships.pause(database, mentorship.id, Party.MENTEE)
    dropped(database, session)
    mentorships.resume(database, mentorship.id, Party.MENTEE)
    assert [it.day for it in planned_reviews(database, mentorship)] == [session.day + NEXT_REVIEW_AFTER]


# -- taking it up again ------------------------------------------------------------------------------------------------


def test_taken_up_again_there_is_one_however_often(
    database: Database, mentorship: Mentorship, session: Session
) -> None:
    for _turn in range(3):
        dropped(database, session)
        [instead] = planned_reviews(database, mentorship)
        assert reviews.planned_instead(database, session) == instead
        sessions.uncancel(database, session.id)
        assert [it.id for it in planned_reviews(database, mentorship)] == [session.id]
        gone = sessions.get(database, instead.id)
        assert (gone.state, gone.cancelled_by) == (SessionState.CANCELLED, None), "nobody has cancelled it"
        assert gone.sequence > instead.sequence, "calendars are told"
    assert count(database, mentorship) == 2, "the same one comes and goes"
    reviews.reveal(database, reviews.open(database, session.id).session_id, meeting_open=True)
    reviews.conclude(database, session.id, Outcome.CONTINUE)
    assert [it.id for it in planned_reviews(database, mentorship)] == [instead.id]


def moved(database: Database, it: Session) -> None:
    sessions.move(database, it.id, it.starts + timedelta(days=1))


def answered(database: Database, it: Session) -> None:
    reviews.wish(database, reviews.open(database, it.id).session_id, Party.MENTEE, Outcome.CONTINUE)


def prepared(database: Database, it: Session) -> None:
    prose.write(database, sessions.agenda_key(it), "the goals")


def noted(database: Database, it: Session) -> None:
    prose.write(database, sessions.notes_key(it), "we spoke")


def promised(database: Database, it: Session) -> None:
    commitments.make(database, it.mentorship_id, Party.MENTOR, "read", None, it.id)


def held(database: Database, it: Session) -> None:
    sessions.hold(database, it.id, early=True)


@pytest.mark.parametrize("touched", [moved, answered, prepared, noted, promised, held])
def test_what_somebody_has_touched_stays(
    database: Database, mentorship: Mentorship, session: Session, touched: Callable[[Database, Session], None]
) -> None:
    dropped(database, session)
    [instead] = planned_reviews(database, mentorship)
    touched(database, instead)
    before = sessions.get(database, instead.id)
    assert reviews.planned_instead(database, session) is None
    sessions.uncancel(database, session.id)
    assert sessions.get(database, instead.id) == before
    assert sessions.get(database, session.id).is_planned


def test_the_last_of_several_that_were_dropped_is_the_one_in_place_of_the_first(
    database: Database, mentorship: Mentorship, session: Session
) -> None:
    dropped(database, session)
    [second] = planned_reviews(database, mentorship)
    dropped(database, second)
    [third] = planned_reviews(database, mentorship)
    assert reviews.planned_instead(database, session) == third
    sessions.uncancel(database, session.id)
    assert [it.id for it in planned_reviews(database, mentorship)] == [session.id]
    assert sessions.get(database, second.id).cancelled_by is Party.MENTOR


def test_what_the_two_have_cancelled_themselves_is_not_taken_up_by_the_rhythm(
    database: Database, mentorship: Mentorship, session: Session
) -> None:
    own = planned(database, mentorship, (session.starts + NEXT_REVIEW_AFTER).isoformat(), SessionKind.REVIEW)
    dropped(database, own)
    dropped(database, session)
    [instead] = planned_reviews(database, mentorship)
    assert (instead.starts, instead.id != own.id) == (own.starts, True)
