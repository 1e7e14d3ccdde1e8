"""Sessions: planned by the clocks of a zone, moved, cancelled, held, and found again from any zone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import example, given, settings
from hypothesis import strategies as st

from data import mentorships, prose, sessions
from data.errors import BadInput, Clash, NotFound, Refused
from data.model import walltime
from data.model.mentorship import Mentorship, Party
from data.model.session import Scope, Session, SessionKind, SessionState
from data.store.connection import Database

from .mentoring import active, begun, dump, ended, fresh, planned

ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]
SKIPPED = "2027-03-28T02:30"
TWICE = "2026-10-25T02:30"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


# -- planning ----------------------------------------------------------------------------------------------------------


def test_a_session_is_wall_clock_time_in_its_zone(database: Database, mentorship: Mentorship) -> None:
    made = planned(
        database, mentorship, "2026-12-01T10:00", minutes=45, place=" room\n2.14 ", method="in person", title="[x]"
    )
    assert (made.starts, made.zone, made.starts_at) == (
        at("2026-12-01T10:00"),
        "Europe/Berlin",
        datetime(2026, 12, 1, 9, tzinfo=UTC),
    )
    assert (made.ends, made.day, made.minutes) == (at("2026-12-01T10:45"), date(2026, 12, 1), 45)
    assert (made.place, made.method, made.title) == ("room 2.14", "in person", "[x]")
    assert (made.kind, made.state, made.sequence, made.changed_at) == (
        SessionKind.REGULAR,
        SessionState.PLANNED,
        0,
        None,
    )
    assert sessions.get(database, made.id) == made


def test_seconds_are_left_out(database: Database, mentorship: Mentorship) -> None:
    assert planned(database, mentorship, "2026-12-01T10:00:59.5").starts == at("2026-12-01T10:00")


def test_a_time_that_the_clocks_skip_is_told(database: Database, mentorship: Mentorship) -> None:
    with pytest.raises(BadInput, match=r"02:30 does not exist on Sun 28 Mar 2027 in Europe/Berlin.*Type 03:30"):
        planned(database, mentorship, SKIPPED)
    assert planned(database, mentorship, SKIPPED, zone="America/New_York").starts == at(SKIPPED)


def test_of_a_time_that_comes_twice_the_first_is_meant(database: Database, mentorship: Mentorship) -> None:
    made = planned(database, mentorship, TWICE)
    assert made.starts_at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert made.ends == at("2026-10-25T02:30"), "an hour later the clocks show the same"


def test_the_end_is_what_the_clocks_show_then(database: Database, mentorship: Mentorship) -> None:
    assert planned(database, mentorship, "2027-03-28T01:30").ends == at("2027-03-28T03:30")


@pytest.mark.parametrize("minutes", [0, -1, 24 * 60 + 1])
def test_a_length_that_cannot_be_is_told(database: Database, mentorship: Mentorship, minutes: int) -> None:
    with pytest.raises(BadInput, match="at most 24 hours"):
        planned(database, mentorship, "2026-12-01T10:00", minutes=minutes)


def test_a_zone_that_is_none_is_told(database: Database, mentorship: Mentorship) -> None:
    with pytest.raises(BadInput, match="no time zone"):
        planned(database, mentorship, "2026-12-01T10:00", zone="Mars")


def test_there_is_one_first_meeting(database: Database, mentorship: Mentorship) -> None:
    assert sessions.first_meeting(database, mentorship.id) is None
    first = planned(database, mentorship, "2026-12-01T10:00", SessionKind.FIRST)
    with pytest.raises(Refused, match="Move it instead"):
        planned(database, mentorship, "2026-12-02T10:00", SessionKind.FIRST)
    sessions.cancel(database, first.id, Party.MENTEE)
    second = planned(database, mentorship, "2026-12-03T10:00", SessionKind.FIRST)
    with pytest.raises(Refused, match="planned already"):
        sessions.uncancel(database, first.id)
    sessions.hold(database, second.id, early=True)
    with pytest.raises(Refused):
        planned(database, mentorship, "2026-12-04T10:00", SessionKind.FIRST)
    found = sessions.first_meeting(database, mentorship.id)
    assert found is not None
    assert found.id == second.id


def test_what_is_none_is_not_found(database: Database) -> None:
    with pytest.raises(NotFound):
        sessions.get(database, "0" * 16)
    with pytest.raises(NotFound):
        sessions.plan(database, "0" * 16, kind=SessionKind.REGULAR, starts=at("2026-12-01T10:00"))


@given(st.datetimes(datetime(2000, 1, 1), datetime(2199, 12, 31)), st.sampled_from(ZONES))
@example(datetime(2027, 3, 28, 2, 30), "Europe/Berlin")
@example(datetime(2026, 10, 4, 2, 15), "Australia/Lord_Howe")
def test_wall_clock_time_and_instant_are_the_same_time(naive: datetime, zone: str) -> None:
    there = walltime.existing(naive, zone)
    assert walltime.exists(there, zone)
    assert walltime.to_wall(walltime.to_utc(naive, zone), zone) == there
    if walltime.exists(naive, zone):
        assert there == naive
    else:
        assert timedelta(0) < there - naive <= timedelta(hours=1)


@pytest.mark.parametrize("name", ["title", "place", "method"])
def test_words_that_are_too_long_are_refused_and_never_cut_off(
    database: Database, mentorship: Mentorship, name: str
) -> None:
    words: dict[str, Any] = {name: "x" * 200}
    session = planned(database, mentorship, "2026-12-01T10:00", **words)
    assert getattr(session, name) == "x" * 200
    for too_long in ("x" * 201, "word " * 60):
        words = {name: too_long}
        with pytest.raises(BadInput, match="at most 200 characters"):
            planned(database, mentorship, "2026-12-02T10:00", **words)
        with pytest.raises(BadInput, match="at most 200 characters"):
            sessions.change(database, session.id, **words, row_version=session.row_version)
    assert sessions.of(database, mentorship.id) == [session]


# -- changing ----------------------------------------------------------------------------------------------------------


def test_each_change_is_a_revision_of_the_calendar_entry(database: Database, mentorship: Mentorship) -> None:
    made = planned(database, mentorship, "2026-12-01T10:00")
    with time_machine.travel(datetime(2026, 11, 24, tzinfo=UTC), tick=False):
        moved = sessions.move(database, made.id, at("2027-06-01T09:00"), 30)
    assert (moved.starts, moved.minutes, moved.sequence) == (at("2027-06-01T09:00"), 30, 1)
    assert moved.starts_at == datetime(2027, 6, 1, 7, tzinfo=UTC)
    assert moved.changed_at == datetime(2026, 11, 24, tzinfo=UTC)
    assert sessions.move(database, made.id, at("2027-06-02T09:00")).minutes == 30
    cancelled = sessions.cancel(database, made.id, Party.MENTEE)
    assert (cancelled.state, cancelled.cancelled_by, cancelled.sequence) == (SessionState.CANCELLED, Party.MENTEE, 3)
    back = sessions.uncancel(database, made.id)
    assert (back.state, back.cancelled_by, back.cancelled_at) == (SessionState.PLANNED, None, None)
    held = sessions.hold(database, made.id, early=True)
    assert (held.state, held.held_at is not None) == (SessionState.HELD, True)
    assert sessions.hold(database, made.id) == held
    again = sessions.unhold(database, made.id)
    assert (again.state, again.held_at, again.sequence) == (SessionState.PLANNED, None, 6)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York"])
def test_what_has_not_come_is_not_held_yet(database: Database, mentorship: Mentorship, zone: str) -> None:
    made = planned(database, mentorship, "2026-12-01T22:00", zone=zone)
    before = dump(database)
    midnight = datetime(2026, 12, 1, tzinfo=ZoneInfo(zone))
    with time_machine.travel(midnight - timedelta(minutes=1), tick=False):
        with pytest.raises(Refused, match=r"^This session is on Tue 1 Dec 2026; it can be marked as held from then on"):
            sessions.hold(database, made.id)
        assert dump(database) == before
    with time_machine.travel(midnight, tick=False):
        assert sessions.hold(database, made.id).state is SessionState.HELD


def test_only_what_is_given_changes(database: Database, mentorship: Mentorship) -> None:
    made = planned(database, mentorship, "2026-12-01T10:00", place="room 2.14", title="Goals")
    after = sessions.change(database, made.id, place="", minutes=90, row_version=made.row_version)
    assert (after.place, after.minutes, after.title, after.starts) == ("", 90, "Goals", made.starts)
    with pytest.raises(Clash):
        sessions.change(database, made.id, title="Other", row_version=made.row_version)
    with pytest.raises(BadInput):
        sessions.change(database, made.id, minutes=0, row_version=after.row_version)
    assert sessions.change(database, made.id, method="phone", row_version=after.row_version).method == "phone"


def test_what_was_held_or_cancelled_is_not_moved(database: Database, mentorship: Mentorship) -> None:
    held = sessions.hold(database, planned(database, mentorship, "2026-12-01T10:00").id, early=True)
    cancelled = sessions.cancel(database, planned(database, mentorship, "2026-12-02T10:00").id, Party.MENTOR)
    before = dump(database)
    refused: list[Callable[[], object]] = [
        lambda: sessions.move(database, held.id, at("2026-12-03T10:00")),
        lambda: sessions.move(database, cancelled.id, at("2026-12-03T10:00")),
        lambda: sessions.cancel(database, held.id, Party.MENTOR),
        lambda: sessions.cancel(database, cancelled.id, Party.MENTOR),
        lambda: sessions.cancel_series(database, held.id, Party.MENTOR, Scope.ALL),
        lambda: sessions.hold(database, cancelled.id),
        lambda: sessions.uncancel(database, held.id),
        lambda: sessions.unhold(database, cancelled.id),
    ]
    for change in refused:
        with pytest.raises(Refused):
            change()
    assert dump(database) == before


def test_moving_to_a_time_that_the_clocks_skip_is_told(database: Database, mentorship: Mentorship) -> None:
    made = planned(database, mentorship, "2026-12-01T10:00")
    with pytest.raises(BadInput):
        sessions.move(database, made.id, at(SKIPPED))
    with pytest.raises(BadInput):
        sessions.move(database, made.id, at("2026-12-02T10:00"), 0)
    assert sessions.get(database, made.id) == made


def test_a_new_zone_of_the_mentorship_moves_no_session(database: Database, mentorship: Mentorship) -> None:
    made = planned(database, mentorship, "2026-12-01T10:00")
    mentorships.change(
        database,
        mentorship.id,
        mentor=mentorship.mentor,
        mentee=mentorship.mentee,
        mentor_email="",
        mentee_email="",
        zone="America/New_York",
        row_version=mentorship.row_version,
    )
    assert sessions.get(database, made.id) == made
    assert sessions.move(database, made.id, at("2026-12-02T10:00")).starts_at == datetime(2026, 12, 2, 9, tzinfo=UTC)
    assert planned(database, mentorship, "2026-12-01T10:00").zone == "America/New_York"


def test_the_calendar_of_an_ended_mentorship_stays(database: Database) -> None:
    made = active(database)
    planned_one = planned(database, made, "2030-12-01T10:00")
    held = sessions.hold(database, planned(database, made, "2026-01-01T10:00").id)
    ended(database, made)
    before = dump(database)
    refused: list[Callable[[], object]] = [
        lambda: planned(database, made, "2030-12-01T10:00"),
        lambda: sessions.move(database, planned_one.id, at("2026-12-03T10:00")),
        lambda: sessions.change(database, held.id, place="x", row_version=held.row_version),
        lambda: sessions.uncancel(database, planned_one.id),
        lambda: sessions.unhold(database, held.id),
    ]
    for change in refused:
        with pytest.raises(Refused):
            change()
    assert dump(database) == before


# -- finding -----------------------------------------------------------------------------------------------------------


def test_all_of_a_mentorship_are_in_order_of_time(database: Database, mentorship: Mentorship) -> None:
    late = planned(database, mentorship, "2026-12-01T10:00")
    early = planned(database, mentorship, "2026-12-01T11:00", zone="Asia/Tokyo")
    planned(database, begun(database), "2026-12-01T10:00")
    assert [it.id for it in sessions.of(database, mentorship.id)] == [early.id, late.id]


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)).map(lambda it: it.replace(second=0, microsecond=0)),
    st.sampled_from([*ZONES, "Pacific/Kiritimati", "Pacific/Pago_Pago"]),
)
@settings(max_examples=30, deadline=None)
def test_the_days_between_are_wall_clock_days(starts: datetime, zone: str) -> None:
    with fresh() as database:
        mentorship = begun(database)
        starts = walltime.existing(starts, zone)
        made = sessions.plan(database, mentorship.id, kind=SessionKind.REGULAR, starts=starts, zone=zone)
        day = starts.date()
        one = timedelta(days=1)
        assert sessions.between(database, day, day) == [made]
        assert sessions.between(database, day, day, mentorship.id) == [made]
        assert sessions.between(database, day - one, day - one) == []
        assert sessions.between(database, day + one, day + one) == []
        assert sessions.between(database, day, day, "0" * 16) == []


def test_the_next_review_is_the_earliest_planned_one(database: Database, mentorship: Mentorship) -> None:
    assert sessions.next_review(database, mentorship.id) is None
    later = planned(database, mentorship, "2027-01-02T10:00", SessionKind.REVIEW)
    sooner = planned(database, mentorship, "2027-01-01T10:00", SessionKind.REVIEW)
    planned(database, mentorship, "2026-12-01T10:00")
    for expected in (sooner, later):
        found = sessions.next_review(database, mentorship.id)
        assert found == expected
        sessions.hold(database, expected.id, early=True)
    assert sessions.next_review(database, mentorship.id) is None


@pytest.mark.parametrize(
    ("starts", "minutes", "zone", "expected"),
    [
        ("2026-12-01T10:30", 10, "Europe/Berlin", True),
        ("2026-12-01T09:00", 61, "Europe/Berlin", True),
        ("2026-12-01T09:00", 60, "Europe/Berlin", False),
        ("2026-12-01T11:00", 60, "Europe/Berlin", False),
        ("2026-11-30T10:30", 24 * 60, "Europe/Berlin", True),
        ("2026-12-01T04:30", 60, "America/New_York", True),
        ("2026-12-01T10:00", 60, "America/New_York", False),
    ],
)
def test_what_overlaps_clashes_in_any_zone(
    database: Database, mentorship: Mentorship, starts: str, minutes: int, zone: str, expected: bool
) -> None:
    there = planned(database, mentorship, "2026-12-01T10:00")
    found = [it.session for it in sessions.conflicts(database, mentorship.id, [at(starts)], minutes, zone)]
    assert found == ([there] if expected else [])
    assert sessions.conflicts(database, mentorship.id, [at(starts)], minutes, zone, {there.id}) == []


def test_a_whole_day_is_seen_to_its_last_minute(database: Database, mentorship: Mentorship) -> None:
    long = planned(database, mentorship, "2026-12-01T10:00", minutes=24 * 60)
    (found,) = sessions.conflicts(database, mentorship.id, [at("2026-12-02T09:59")], 5, "Europe/Berlin")
    assert found.session == long
    assert sessions.conflicts(database, mentorship.id, [at("2026-12-02T10:00")], 5, "Europe/Berlin") == []


def test_what_was_held_or_cancelled_is_in_nobodys_way(database: Database, mentorship: Mentorship) -> None:
    sessions.hold(database, planned(database, mentorship, "2026-12-01T10:00").id, early=True)
    sessions.cancel(database, planned(database, mentorship, "2026-12-01T10:00").id, Party.MENTOR)
    assert sessions.conflicts(database, mentorship.id, [at("2026-12-01T10:00")], 60, "Europe/Berlin") == []


@pytest.mark.parametrize("key", [sessions.agenda_key, sessions.notes_key])
def test_agenda_and_notes_are_prose_of_their_session(
    database: Database, mentorship: Mentorship, key: Callable[[Session], prose.Key]
) -> None:
    one, two = (planned(database, mentorship, f"2026-12-0{day}T10:00") for day in (1, 2))
    prose.write(database, key(one), "- goals")
    assert prose.read(database, key(one)) == "- goals"
    assert prose.read(database, key(two)) == ""
    assert prose.read(database, sessions.agenda_key(one)) != prose.read(database, sessions.notes_key(one))
