"""Changing a series: this one, this and the following, or all, whatever was moved, cancelled or held before."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import icalendar, sessions
from data.errors import BadInput, Refused
from data.model import walltime
from data.model.mentorship import Mentorship, Party
from data.model.recurrence import LAST, Recurrence, monthly_by_weekday, occurrences, parse, weekly
from data.model.session import Scope, Session, SessionState
from data.store.connection import Database

from ..torture import rounds
from .mentoring import begun, dump, fresh

TUESDAY = datetime(2026, 12, 1, 10)
COUNT = 8


def series_of(
    database: Database, mentorship: Mentorship, rule: Recurrence, starts: datetime = TUESDAY
) -> list[Session]:
    return sessions.plan_series(database, mentorship.id, rule=rule, starts=starts)


def days(found: list[Session]) -> list[str]:
    return [f"{it.starts:%m-%d %H:%M}" for it in found]


# -- every scope, over every exception ---------------------------------------------------------------------------------


class Case(NamedTuple):
    """A series with exceptions, and what is asked of it."""

    rule: Recurrence
    exceptions: dict[int, str]
    """What happened to which of them before: `moved`, `cancelled`, `held`."""
    chosen: int
    scope: Scope
    starts: datetime
    zone: str


@st.composite
def cases(draw: st.DrawFn) -> Case:
    rule = draw(
        st.one_of(
            st.builds(weekly, st.integers(1, 4), count=st.just(COUNT)),
            st.builds(monthly_by_weekday, st.sampled_from([1, 2, 3, 4, LAST]), st.integers(0, 6), count=st.just(COUNT)),
        )
    )
    chosen = draw(st.integers(0, COUNT - 1))
    exceptions = draw(st.dictionaries(st.integers(0, COUNT - 1), st.sampled_from(["moved", "cancelled", "held"])))
    if exceptions.get(chosen) != "moved":
        exceptions.pop(chosen, None)
    moved_by = timedelta(days=draw(st.integers(-40, 40)), minutes=draw(st.sampled_from([-480, -30, 0, 15, 300])))
    starts = occurrences(rule, TUESDAY)[chosen] + moved_by
    zone = draw(st.sampled_from(["Europe/Berlin", "America/New_York"]))
    return Case(rule, exceptions, chosen, draw(st.sampled_from(Scope)), walltime.existing(starts, zone), zone)


def made_with_exceptions(database: Database, mentorship: Mentorship, case: Case) -> list[Session]:
    """The series as it stands, in the order of its rule."""
    made = sessions.plan_series(database, mentorship.id, rule=case.rule, starts=TUESDAY, zone=case.zone)
    for index, what in case.exceptions.items():
        session = made[index]
        if what == "moved":
            made[index] = sessions.move(database, session.id, session.starts + timedelta(days=3, hours=3), 20)
        elif what == "cancelled":
            made[index] = sessions.cancel(database, session.id, Party.MENTEE)
        else:
            made[index] = sessions.hold(database, session.id, early=True)
    return made


def reached(case: Case) -> range:
    """The places in the rule that the scope reaches."""
    first = 0 if case.scope is Scope.ALL else case.chosen
    return range(first, case.chosen + 1 if case.scope is Scope.THIS else COUNT)


@given(cases())
@settings(max_examples=rounds(50, 150), deadline=None)
def test_a_move_reaches_what_was_asked_and_never_what_was_held(case: Case) -> None:
    with fresh() as database:
        mentorship = begun(database, zone=case.zone)
        before = made_with_exceptions(database, mentorship, case)
        chosen, rows = before[case.chosen], dump(database)
        try:
            told = sessions.would_move(database, chosen.id, case.starts, case.scope)
            moved = sessions.move_series(database, chosen.id, case.starts, 25, case.scope)
        except BadInput:
            assert dump(database) == rows, "refused as a whole"
            assert case.rule.nth, "a weekly series on one day can always be moved"
            return
        assert {it.id for it in moved} == set(told), "what is told before is what happens"
        after = [sessions.get(database, it.id) for it in before]
        for index, (was, now) in enumerate(zip(before, after, strict=True)):
            what = case.exceptions.get(index, "")
            if index == case.chosen:
                assert (now.starts, now.minutes, now.state) == (case.starts, 25, SessionState.PLANNED)
            elif index not in reached(case) or what == "held":
                assert now == was
            elif what:
                kept = ("starts", "starts_at", "state", "minutes", "cancelled_by", "cancelled_at")
                assert [getattr(now, name) for name in kept] == [getattr(was, name) for name in kept]
            else:
                assert now.follows_rule
                assert now.original_starts is not None
                assert now.original_starts.time() == case.starts.time()
                assert (now.starts, now.minutes) == (walltime.existing(told[now.id], case.zone), 25)
                if not case.rule.nth:
                    assert chosen.original_starts is not None
                    assert was.original_starts is not None
                    apart = was.original_starts.date() - chosen.original_starts.date()
                    assert now.original_starts.date() - case.starts.date() == apart
            assert now.starts_at == walltime.to_utc(now.starts, now.zone)
        assert {it.id for it in sessions.of(database, mentorship.id)} == {it.id for it in before}
        follow_their_rules(database, mentorship)
        assert icalendar.calendar_of(database, mentorship.id).startswith(b"BEGIN:VCALENDAR")


def follow_their_rules(database: Database, mentorship: Mentorship) -> None:
    """Each session stands for one day of its series' rule, and none for the same one."""
    for series in sessions.series(database, mentorship.id):
        given_days = occurrences(parse(series.rule), series.starts)
        originals = [it.original_starts for it in sessions.of_series(database, series.id)]
        assert set(originals) <= set(given_days)
        assert len(set(originals)) == len(originals) > 0


@given(cases())
@settings(max_examples=60, deadline=None)
def test_a_cancellation_reaches_what_was_asked_and_never_what_was_held(case: Case) -> None:
    with fresh() as database:
        mentorship = begun(database, zone=case.zone)
        before = made_with_exceptions(database, mentorship, case)
        gone = sessions.cancel_series(database, before[case.chosen].id, Party.MENTOR, case.scope)
        expected = {before[index].id for index in reached(case) if case.exceptions.get(index, "moved") == "moved"}
        assert {it.id for it in gone} == expected
        for was in before:
            now = sessions.get(database, was.id)
            if was.id in expected:
                assert (now.state, now.cancelled_by) == (SessionState.CANCELLED, Party.MENTOR)
                assert now.starts == was.starts
            else:
                assert now == was
        follow_their_rules(database, mentorship)


# -- what it looks like ------------------------------------------------------------------------------------------------


def test_this_and_the_following_go_to_another_day(database: Database, mentorship: Mentorship) -> None:
    made = series_of(database, mentorship, weekly(2, count=4))
    sessions.move_series(database, made[2].id, datetime(2026, 12, 31, 15), scope=Scope.FOLLOWING)
    assert days(sessions.of(database, mentorship.id)) == ["12-01 10:00", "12-15 10:00", "12-31 15:00", "01-14 15:00"]
    assert [it.rule for it in sessions.series(database, mentorship.id)] == [
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;COUNT=2",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;COUNT=2",
    ]


def test_all_go_and_stay_one_series(database: Database, mentorship: Mentorship) -> None:
    made = series_of(database, mentorship, monthly_by_weekday(1, 1, count=3))
    (series,) = sessions.series(database, mentorship.id)
    sessions.move_series(database, made[1].id, datetime(2027, 1, 14, 9), scope=Scope.ALL)
    assert days(sessions.of(database, mentorship.id)) == ["12-10 09:00", "01-14 09:00", "02-11 09:00"]
    (after,) = sessions.series(database, mentorship.id)
    assert (after.id, after.rule, after.sequence) == (series.id, "FREQ=MONTHLY;BYDAY=2TH;COUNT=3", 1)


def test_what_was_held_stays_in_the_series_it_was_held_in(database: Database, mentorship: Mentorship) -> None:
    made = series_of(database, mentorship, weekly(count=4))
    for it in made[:2]:
        sessions.hold(database, it.id, early=True)
    sessions.move_series(database, made[3].id, datetime(2026, 12, 23, 10), scope=Scope.ALL)
    assert days(sessions.of(database, mentorship.id)) == ["12-01 10:00", "12-08 10:00", "12-16 10:00", "12-23 10:00"]
    old, new = sessions.series(database, mentorship.id)
    assert [it.starts.day for it in sessions.of_series(database, old.id)] == [1, 8]
    assert [it.starts.day for it in sessions.of_series(database, new.id)] == [16, 23]


def test_the_last_weekday_of_the_month_stays_the_last(database: Database, mentorship: Mentorship) -> None:
    made = series_of(database, mentorship, monthly_by_weekday(LAST, 4, count=3))
    sessions.move_series(database, made[0].id, datetime(2026, 12, 31, 10), scope=Scope.ALL)
    assert days(sessions.of(database, mentorship.id)) == ["12-31 10:00", "01-28 10:00", "02-25 10:00"]


def test_days_that_no_rule_moves_together_are_told(database: Database, mentorship: Mentorship) -> None:
    made = series_of(database, mentorship, weekly(2, [1, 4], count=6))
    before = dump(database)
    with pytest.raises(BadInput, match="by whole weeks, or this session alone"):
        sessions.move_series(database, made[0].id, made[0].starts + timedelta(days=3), scope=Scope.ALL)
    assert dump(database) == before
    moved = sessions.move_series(database, made[0].id, made[0].starts + timedelta(days=1), scope=Scope.ALL)
    assert {it.starts.weekday() for it in moved} == {2, 5}


def test_a_series_keeps_its_time_over_the_clock_change_when_moved(database: Database, mentorship: Mentorship) -> None:
    made = series_of(database, mentorship, weekly(count=4), datetime(2027, 3, 14, 10))
    moved = sessions.move_series(database, made[0].id, datetime(2027, 3, 14, 2, 30), scope=Scope.ALL)
    assert days(moved) == ["03-14 02:30", "03-21 02:30", "03-28 03:30", "04-04 02:30"]
    again = sessions.move_series(database, made[0].id, datetime(2027, 3, 14, 16), scope=Scope.ALL)
    assert {it.starts.hour for it in again} == {16}, "the one that the clocks made later goes along"


def test_a_series_of_a_closed_calendar_or_a_held_session_is_not_moved(
    database: Database, mentorship: Mentorship
) -> None:
    made = series_of(database, mentorship, weekly(count=3))
    sessions.hold(database, made[0].id, early=True)
    before = dump(database)
    for scope in Scope:
        with pytest.raises(Refused):
            sessions.move_series(database, made[0].id, TUESDAY + timedelta(days=1), scope=scope)
        with pytest.raises(BadInput):
            sessions.move_series(database, made[1].id, datetime(2027, 3, 28, 2, 30), scope=scope)
        with pytest.raises(BadInput):
            sessions.move_series(database, made[1].id, TUESDAY, 0, scope=scope)
    assert dump(database) == before


def test_one_outside_a_series_moves_alone(database: Database, mentorship: Mentorship) -> None:
    made = series_of(database, mentorship, weekly(count=1))
    other = series_of(database, mentorship, weekly(count=1))
    sessions.move_series(database, made[0].id, TUESDAY + timedelta(days=1), scope=Scope.ALL)
    assert sessions.get(database, other[0].id) == other[0]
    assert sessions.would_move(database, made[0].id, TUESDAY, Scope.THIS) == {made[0].id: TUESDAY}


# -- who cannot be in two places ---------------------------------------------------------------------------------------


def test_a_conflict_says_who_is_in_both(database: Database) -> None:
    mentorship = begun(database)
    other = begun(database, "Anna Weber", "ben  OKAFOR")
    third = begun(database, "Emil Roth", "Anna Weber", me=Party.MENTEE)
    there = sessions.plan_series(database, other.id, rule=weekly(count=2), starts=TUESDAY + timedelta(minutes=30))
    late = sessions.plan_series(database, third.id, rule=weekly(count=1), starts=TUESDAY + timedelta(days=14))
    wanted = occurrences(weekly(count=4), TUESDAY)
    found = sessions.conflicts(database, mentorship.id, wanted, 60, "Europe/Berlin")
    assert [(it.starts, it.session, it.people) for it in found] == [
        (wanted[0], there[0], ("Anna Weber", "Ben Okafor")),
        (wanted[1], there[1], ("Anna Weber", "Ben Okafor")),
        (wanted[2], late[0], ("Anna Weber",)),
    ]
    assert found[2].mentorship == third
    assert sessions.conflicts(database, mentorship.id, wanted, 30, "Europe/Berlin") == found[2:]
    assert sessions.conflicts(database, mentorship.id, wanted, 60, "America/New_York") == []
    assert sessions.conflicts(database, mentorship.id, [], 60, "Europe/Berlin") == []
    moved = {it.id for it in (*there, *late)}
    assert sessions.conflicts(database, mentorship.id, wanted, 60, "Europe/Berlin", moved) == []


@given(
    st.lists(st.tuples(st.integers(0, 3000), st.integers(1, 24 * 60)), min_size=1, max_size=8),
    st.lists(st.integers(0, 3000), min_size=1, max_size=4, unique=True),
    st.integers(1, 24 * 60),
)
@settings(max_examples=40, deadline=None)
def test_conflicts_are_those_that_overlap(there: list[tuple[int, int]], wanted: list[int], minutes: int) -> None:
    with fresh() as database:
        mentorship = begun(database, zone="UTC")
        day = datetime.combine(date(2026, 12, 1), datetime.min.time())
        for begins, length in there:
            sessions.plan_series(
                database, mentorship.id, rule=weekly(count=1), starts=day + timedelta(minutes=begins), minutes=length
            )
        starts = [day + timedelta(minutes=each) for each in wanted]
        found = sessions.conflicts(database, mentorship.id, starts, minutes, "UTC")
        expected = sorted(
            (at, begins, length)
            for at in wanted
            for begins, length in there
            if at < begins + length and begins < at + minutes
        )
        told = sorted(
            (
                (it.starts - day) // timedelta(minutes=1),
                (it.session.starts - day) // timedelta(minutes=1),
                it.session.minutes,
            )
            for it in found
        )
        assert told == expected
