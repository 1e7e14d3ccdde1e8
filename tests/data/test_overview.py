"""What home shows: the facts of each mentorship, its next step, and what is due in its zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from data import (
    annex,
    clock,
    commitments,
    copies,
    events,
    mentorships,
    overview,
    points,
    questions,
    reviews,
    sessions,
    versions,
)
from data.model.agreement import ANNEX_FIELDS, AnnexState
from data.model.due import DueKind
from data.model.mentorship import Mentorship, Party
from data.model.path import Action, Facts, Step, StepState
from data.model.question import QuestionState
from data.model.review import Outcome
from data.model.session import SessionKind
from data.store.connection import Database

from .mentoring import DRAFT, active, agreed, begun, dump, ended, planned, proposed, write_draft

TUESDAY = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _tuesday() -> object:
    with time_machine.travel(TUESDAY, tick=False):
        yield


def step(database: Database, mentorship: Mentorship) -> Action:
    """The next step; home and the path say the same."""
    action = overview.path(database, mentorship.id).next
    assert next(it.next for it in overview.overview(database) if it.mentorship.id == mentorship.id) is action
    return action


def facts(database: Database, mentorship: Mentorship) -> Facts:
    return overview.path(database, mentorship.id).facts


def states(database: Database, mentorship: Mentorship) -> dict[Step, StepState]:
    return {line.step: line.state for line in overview.path(database, mentorship.id).lines}


# -- the whole flow ----------------------------------------------------------------------------------------------------


def test_the_whole_flow_step_by_step(database: Database) -> None:
    made = begun(database)
    assert step(database, made) is Action.PLAN_FIRST_MEETING
    assert set(states(database, made).values()) == {StepState.CURRENT, StepState.OPEN}

    first = planned(database, made, "2026-12-01T10:00", SessionKind.FIRST, place="room 2.14", minutes=45)
    assert step(database, made) is Action.INVITE
    seen = facts(database, made)
    assert (seen.first_meeting, seen.first_meeting_place) == (datetime(2026, 12, 1, 10), "room 2.14")
    assert (seen.first_meeting_held, seen.invitation_sent) == (False, False)

    events.note(database, made.id, "invitation", first.id)
    assert step(database, made) is Action.HOLD_FIRST_MEETING
    assert states(database, made)[Step.FIRST_MEETING] is StepState.DONE
    for question in questions.of(database, made.id):
        if question.topic == "comfort":
            questions.set_state(database, question.id, QuestionState.SKIPPED)
    assert step(database, made) is Action.PREPARE_QUESTIONS
    assert facts(database, made).uncovered_topics == 1

    sessions.hold(database, first.id, early=True)
    assert step(database, made) is Action.HOLD_FIRST_MEETING, "with questions left open"
    for question in questions.of(database, made.id):
        questions.set_state(database, question.id, QuestionState.ASKED)
    assert step(database, made) is Action.DRAFT
    assert states(database, made)[Step.QUESTIONS] is StepState.DONE

    write_draft(database, made, DRAFT)
    assert step(database, made) is Action.CLARIFY_POINTS
    for point in points.of(database, made.id):
        for party in Party:
            points.mark(database, made.id, point.key, point.wording, party)
    assert (facts(database, made).points, facts(database, made).clear_points) == (3, 3)
    assert step(database, made) is Action.SETTLE_LOGISTICS

    for field in ANNEX_FIELDS:
        annex.set_state(database, made.id, field, AnnexState.NOT_AGREED, 0)
    assert facts(database, made).annex_settled == 6
    assert step(database, made) is Action.PROPOSE

    version = versions.propose(database, made.id)
    assert step(database, made) is Action.SIGN
    versions.confirm(database, version.id, Party.MENTEE, date(2026, 11, 24))
    assert (facts(database, made).version_number, facts(database, made).signatures) == (1, 1)
    assert step(database, made) is Action.SIGN
    versions.confirm(database, version.id, Party.MENTOR, date(2026, 11, 24))
    assert facts(database, made).in_force_number == 1

    assert step(database, made) is Action.HAND_OVER_COPIES
    for party in (Party.MENTOR, Party.MENTOR, Party.MENTEE):
        assert step(database, made) is Action.HAND_OVER_COPIES
        copies.record(database, made.id, party, "file", "", "0" * 64, version.id)
    assert facts(database, made).copies == 2

    assert step(database, made) is Action.PLAN_SESSIONS
    session = planned(database, made, "2026-12-08T10:00")
    assert step(database, made) is Action.NOTHING
    assert facts(database, made).next_session == datetime(2026, 12, 8, 10)
    assert (facts(database, made).sessions_planned, facts(database, made).sessions_held) == (1, 0)
    assert facts(database, made).review_due == date(2026, 12, 24)

    write_draft(database, made, DRAFT + "- more\n")
    assert step(database, made) is Action.PROPOSE
    write_draft(database, made, DRAFT)
    assert step(database, made) is Action.NOTHING

    sessions.hold(database, session.id, early=True)
    with time_machine.travel(TUESDAY + timedelta(days=29), tick=False):
        assert step(database, made) is Action.PLAN_SESSIONS
    with time_machine.travel(TUESDAY + timedelta(days=30), tick=False):
        assert step(database, made) is Action.HOLD_REVIEW
        assert not facts(database, made).review_overdue
    with time_machine.travel(TUESDAY + timedelta(days=32), tick=False):
        assert facts(database, made).review_overdue
        review = sessions.next_review(database, made.id)
        assert review is not None
        reviews.open(database, review.id)
        reviews.reveal(database, review.id, meeting_open=True)
        reviews.conclude(database, review.id, Outcome.CONTINUE)
        seen = facts(database, made)
        assert (seen.reviews_held, seen.review_due, seen.review_overdue) == (1, date(2027, 2, 22), False)
        assert states(database, made)[Step.REVIEW] is StepState.DONE
        mentorships.pause(database, made.id, Party.MENTEE)
        assert step(database, made) is Action.NOTHING
        assert facts(database, made).paused
        ended(database, made)
        assert step(database, made) is Action.NOTHING
        assert facts(database, made).closed


def test_a_cancelled_first_meeting_is_planned_anew(database: Database) -> None:
    made = begun(database)
    first = planned(database, made, "2026-12-01T10:00", SessionKind.FIRST)
    sessions.cancel(database, first.id, Party.MENTEE)
    assert step(database, made) is Action.PLAN_FIRST_MEETING
    assert facts(database, made).first_meeting is None


def test_copies_are_those_of_the_version_in_force(database: Database) -> None:
    made = active(database)
    version = versions.in_force(database, made.id)
    assert version is not None
    for party in Party:
        copies.record(database, made.id, party, "file", "", "0" * 64, version.id)
    second = proposed(database, made, DRAFT + "- more\n")
    assert step(database, made) is Action.SIGN
    assert facts(database, made).copies == 2
    agreed(database, second)
    assert facts(database, made).copies == 0
    assert step(database, made) is Action.HAND_OVER_COPIES


def test_logistics_may_be_settled_after_the_agreement(database: Database) -> None:
    made = active(database)
    version = versions.in_force(database, made.id)
    assert version is not None
    for party in Party:
        copies.record(database, made.id, party, "file", "", "0" * 64, version.id)
    assert step(database, made) is Action.SETTLE_LOGISTICS
    for field in ANNEX_FIELDS:
        annex.set_state(database, made.id, field, AnnexState.NOT_AGREED, 0)
    assert step(database, made) is Action.PLAN_SESSIONS


@pytest.mark.parametrize("same", [DRAFT, DRAFT.rstrip("\n"), DRAFT + "\n\n", DRAFT.replace("\n", "\r\n")])
def test_a_draft_that_would_freeze_to_the_same_words_has_not_changed(database: Database, same: str) -> None:
    made = active(database)
    write_draft(database, made, same)
    assert not facts(database, made).draft_changed


def test_what_is_typed_right_now_counts(database: Database) -> None:
    """Also before it has settled into the plain mirror."""
    from data import prose

    made = active(database)
    opened = prose.Prose.open(database, versions.draft_key(made.id))
    opened.replace(0, 0, "x")
    assert facts(database, made).draft_changed
    assert step(database, made) is Action.HAND_OVER_COPIES
    opened.replace(0, 1, "")
    assert not facts(database, made).draft_changed


def test_sessions_in_another_zone_are_counted_by_their_instant(database: Database) -> None:
    made = active(database)
    planned(database, made, "2026-11-24T08:00", zone="America/New_York")  # 14:00 in Berlin, an hour from now
    planned(database, made, "2026-11-24T20:00", zone="Asia/Tokyo")  # 12:00 in Berlin, an hour ago
    seen = facts(database, made)
    assert seen.sessions_planned == 1
    assert seen.next_session == datetime(2026, 11, 24, 14)


def test_several_do_not_mix(database: Database) -> None:
    one, two, three = active(database), begun(database), active(database)
    planned(database, one, "2026-12-01T10:00")
    planned(database, two, "2026-12-02T10:00", SessionKind.FIRST)
    ended(database, three)
    found = {it.mentorship.id: it.facts for it in overview.overview(database)}
    assert [it.mentorship for it in overview.overview(database)] == mentorships.every(database)
    for made in (one, two, three):
        alone = facts(database, made)
        if made is two:
            assert found[made.id] == alone
        else:
            # Home does not read the points of an agreement that is not being prepared.
            assert (found[made.id].points, found[made.id].sessions_planned) == (0, alone.sessions_planned)
    assert [found[it.id].sessions_planned for it in (one, two, three)] == [1, 0, 0]


def test_looking_changes_nothing(database: Database) -> None:
    planned(database, active(database), "2026-12-01T10:00")
    before = dump(database)
    overview.overview(database)
    overview.due(database)
    assert dump(database) == before


def test_home_asks_the_same_number_of_questions_for_any_number(database: Database) -> None:
    asked: list[str] = []

    def count() -> int:
        asked.clear()
        database.connection.set_trace_callback(asked.append)
        overview.overview(database)
        overview.due(database)
        database.connection.set_trace_callback(None)
        return len(asked)

    planned(database, active(database), "2026-12-01T10:00")
    before = count()
    for _ in range(5):
        planned(database, active(database), "2026-12-01T10:00")
    assert count() == before


# -- what is due -------------------------------------------------------------------------------------------------------


def due_of(database: Database, **values: int) -> list[tuple[DueKind, date, bool, str]]:
    return [(it.kind, it.day, it.overdue, it.time) for it in overview.due(database, **values)]


def test_everything_that_waits_is_due_in_order(database: Database) -> None:
    made = active(database)
    other = begun(database, mentee="Carla Diaz")
    promise = commitments.make(database, made.id, Party.MENTEE, "send the list", date(2026, 11, 20))
    commitments.carry_over(database, promise.id, date(2026, 11, 23))
    commitments.make(database, made.id, Party.MENTOR, "no day", None)
    commitments.make(database, made.id, Party.MENTOR, "far", date(2026, 12, 2))
    session = planned(database, made, "2026-11-26T10:00", place="room 2.14", minutes=45, title="Goals")
    planned(database, made, "2026-11-22T09:00")
    planned(database, made, "2026-12-02T00:00")
    planned(database, made, "2026-12-01T23:59", SessionKind.REVIEW)
    version = proposed(database, other)
    mentorships.confirm_completion(database, made.id, Party.MENTEE)
    assert due_of(database) == [
        (DueKind.SESSION, date(2026, 11, 22), True, "09:00"),
        (DueKind.COMMITMENT, date(2026, 11, 23), True, ""),
        (DueKind.COMPLETION, date(2026, 11, 24), False, ""),
        (DueKind.SIGNATURE, date(2026, 11, 24), False, ""),
        (DueKind.SESSION, date(2026, 11, 26), False, "10:00"),
        (DueKind.REVIEW, date(2026, 12, 1), False, "23:59"),
    ]
    found = overview.due(database)
    assert (found[1].who, found[1].text, found[1].carried_over) == ("Ben Okafor", "send the list", 1)
    assert (found[3].subject_id, found[3].mentorship.id) == (version.id, other.id)
    assert (found[4].subject_id, found[4].place, found[4].minutes) == (session.id, "room 2.14", 45)
    assert found[4].text == "Goals"
    assert due_of(database, days=8)[6:] == [
        (DueKind.COMMITMENT, date(2026, 12, 2), False, ""),
        (DueKind.SESSION, date(2026, 12, 2), False, "00:00"),
    ]


def test_what_is_settled_is_not_due(database: Database) -> None:
    made = active(database)
    sessions.hold(database, planned(database, made, "2026-11-24T09:00").id)
    sessions.cancel(database, planned(database, made, "2026-11-25T09:00").id, Party.MENTOR)
    commitments.done(database, commitments.make(database, made.id, Party.MENTOR, "a", date(2026, 11, 24)).id)
    commitments.drop(database, commitments.make(database, made.id, Party.MENTOR, "b", date(2026, 11, 24)).id)
    assert overview.due(database) == []


def test_only_the_newest_version_waits_for_a_signature(database: Database) -> None:
    made = begun(database)
    first = proposed(database, made, "v1\n")
    versions.confirm(database, first.id, Party.MENTOR, date(2026, 11, 24))
    second = proposed(database, made, "v2\n")
    assert [it.subject_id for it in overview.due(database)] == [second.id]
    agreed(database, second)
    assert overview.due(database) == []
    third = proposed(database, made, "v3\n")
    versions.confirm(database, third.id, Party.MENTEE, date(2026, 11, 24))
    assert [it.subject_id for it in overview.due(database)] == [third.id]


@pytest.mark.parametrize("how", ["paused", "ended"])
def test_nothing_is_due_of_what_is_paused_or_has_ended(database: Database, how: str) -> None:
    made = active(database)
    planned(database, made, "2026-11-24T09:00")
    commitments.make(database, made.id, Party.MENTOR, "a", date(2026, 11, 20))
    assert len(overview.due(database)) == 2
    if how == "paused":
        mentorships.pause(database, made.id, Party.MENTOR)
    else:
        ended(database, made)
    assert overview.due(database) == []


@pytest.mark.parametrize(
    ("zone", "today", "last"),
    [
        ("Pacific/Kiritimati", date(2026, 11, 25), date(2026, 12, 2)),
        ("Europe/Berlin", date(2026, 11, 24), date(2026, 12, 1)),
        ("Pacific/Pago_Pago", date(2026, 11, 24), date(2026, 12, 1)),
    ],
)
def test_days_are_counted_in_the_zone_of_the_mentorship(database: Database, zone: str, today: date, last: date) -> None:
    made = active(database, zone=zone)
    for day in (today - timedelta(days=1), today, last, last + timedelta(days=1)):
        planned(database, made, f"{day}T23:00")
        commitments.make(database, made.id, Party.MENTEE, "it", day)
    for kind in (DueKind.SESSION, DueKind.COMMITMENT):
        found = [(it.day, it.overdue) for it in overview.due(database) if it.kind is kind]
        assert found == [(today - timedelta(days=1), True), (today, False), (last, False)]


@pytest.mark.parametrize("here", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
@pytest.mark.parametrize("there", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_a_session_elsewhere_is_due_when_it_is_here(database: Database, here: str, there: str) -> None:
    """25 hours lie between the two; the last day is not missed whichever is looked from."""
    made = active(database, zone=here)
    last = clock.today(here) + timedelta(days=7)
    for hour in (0, 23):
        instant = datetime(last.year, last.month, last.day, hour, tzinfo=clock.zone_info(here))
        there_at = instant.astimezone(clock.zone_info(there)).replace(tzinfo=None)
        planned(database, made, there_at.isoformat(), zone=there)
    assert [(it.day, it.time) for it in overview.due(database)] == [(last, "00:00"), (last, "23:00")]
