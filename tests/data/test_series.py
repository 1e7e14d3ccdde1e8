"""Series: rules in RFC 5545's words, the time of day kept whatever the clocks do, written out as sessions."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from data import i18n, sessions
from data.errors import BadInput, Refused
from data.model import walltime
from data.model.mentorship import Mentorship, Party
from data.model.recurrence import (
    LAST,
    LIMIT,
    Frequency,
    Recurrence,
    bounded,
    describe,
    monthly_by_weekday,
    occurrences,
    parse,
    weekly,
)
from data.model.session import Scope, SessionState
from data.store.connection import Database

from .mentoring import begun, ended, fresh

TUESDAY = datetime(2026, 12, 1, 10)


def days(rule: Recurrence, starts: datetime = TUESDAY) -> list[str]:
    return [f"{it:%m-%d}" for it in occurrences(rule, starts)]


# -- rules -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (weekly(count=3), ["12-01", "12-08", "12-15"]),
        (weekly(2, count=3), ["12-01", "12-15", "12-29"]),
        (weekly(1, [3, 1, 1], count=4), ["12-01", "12-03", "12-08", "12-10"]),
        (weekly(2, [0], count=2), ["12-07", "12-21"]),
        (weekly(until=date(2026, 12, 15)), ["12-01", "12-08", "12-15"]),
        (monthly_by_weekday(2, 1, count=3), ["12-08", "01-12", "02-09"]),
        (monthly_by_weekday(1, 1, interval=2, count=2), ["12-01", "02-02"]),
        (monthly_by_weekday(LAST, 4, count=3), ["12-25", "01-29", "02-26"]),
        (monthly_by_weekday(4, 0, until=date(2027, 1, 24)), ["12-28"]),
    ],
)
def test_the_days_of_a_rule(rule: Recurrence, expected: list[str]) -> None:
    assert days(rule) == expected


def test_without_an_end_a_series_goes_on_for_a_year() -> None:
    assert len(occurrences(weekly(), TUESDAY)) == 53
    assert occurrences(weekly(), TUESDAY)[-1] == TUESDAY + timedelta(days=364)
    assert len(occurrences(monthly_by_weekday(1, 1), TUESDAY)) == 12


ENDS = st.one_of(
    st.tuples(st.integers(1, 60), st.none()),
    st.tuples(st.none(), st.dates(date(2026, 12, 1), date(2029, 1, 1))),
    st.just((None, None)),
)
STARTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(lambda it: it.replace(second=0, microsecond=0))
WEEKDAYS = st.integers(0, 6)


@given(st.integers(1, 6), st.sets(WEEKDAYS, max_size=3), ENDS, STARTS)
def test_weeks_are_n_apart_on_the_chosen_days(
    interval: int, weekdays: set[int], end: tuple[int | None, date | None], starts: datetime
) -> None:
    rule = weekly(interval, sorted(weekdays), count=end[0], until=end[1])
    assert parse(str(rule)) == rule
    assume(end[1] is None or end[1] >= starts.date() + timedelta(days=7))
    found = occurrences(rule, starts)
    assert found == sorted(set(found))
    assert starts <= found[0] < starts + timedelta(days=7)
    assert {it.time() for it in found} == {starts.time()}
    assert {it.weekday() for it in found} <= (weekdays or {starts.weekday()})
    first_monday = found[0].date() - timedelta(days=found[0].weekday())
    assert {(it.date() - first_monday).days // 7 % interval for it in found} == {0}
    assert end[0] is None or len(found) == end[0]
    assert end[1] is None or found[-1].date() <= end[1]


@given(st.sampled_from([1, 2, 3, 4, LAST]), WEEKDAYS, st.integers(1, 4), st.integers(1, 24), STARTS)
def test_months_have_their_nth_weekday(nth: int, weekday: int, interval: int, count: int, starts: datetime) -> None:
    rule = monthly_by_weekday(nth, weekday, interval=interval, count=count)
    assert parse(str(rule)) == rule
    found = occurrences(rule, starts)
    assert len(found) == count
    assert {(it.weekday(), it.time()) for it in found} == {(weekday, starts.time())}
    for it in found:
        length = monthrange(it.year, it.month)[1]
        assert (it.day + 7 > length) if nth == LAST else ((it.day - 1) // 7 + 1 == nth)
    months = [it.year * 12 + it.month for it in found]
    assert [later - earlier for earlier, later in pairwise(months)] == [interval] * (count - 1)


@pytest.mark.parametrize(
    "make",
    [
        lambda: weekly(0),
        lambda: weekly(53),
        lambda: weekly(count=0),
        lambda: weekly(count=LIMIT + 1),
        lambda: weekly(count=2, until=date(2027, 1, 1)),
        lambda: monthly_by_weekday(5, 1),
        lambda: occurrences(weekly(until=date(2026, 11, 30)), TUESDAY),
        lambda: occurrences(weekly(1, [0], until=date(2026, 12, 5)), TUESDAY),
        lambda: occurrences(weekly(1, range(7), until=date(2099, 1, 1)), TUESDAY),
    ],
)
def test_a_rule_that_cannot_be_is_told(make: object) -> None:
    assert callable(make)
    with pytest.raises(BadInput):
        make()


def test_a_weekday_that_is_none_is_a_fault_of_the_caller() -> None:
    with pytest.raises(ValueError, match="7"):
        weekly(1, [7])


@pytest.mark.parametrize(
    "text",
    [
        *("", "FREQ=DAILY", "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY;COUNT=many", "FREQ=WEEKLY;UNTIL=soon", "INTERVAL=2"),
        *("FREQ=MONTHLY", "FREQ=MONTHLY;BYDAY=TU", "FREQ=MONTHLY;BYDAY=1TU,2TU", "FREQ=WEEKLY;COUNT=0"),
    ],
)
def test_a_rule_of_another_kind_is_told(text: str) -> None:
    with pytest.raises(BadInput):
        parse(text)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("end", [{"count": 1}, {"count": 3}, {"until": date(2027, 3, 1)}])
@pytest.mark.parametrize("interval", [1, 2])
def test_a_rule_is_a_sentence(language: str, end: dict[str, object], interval: int) -> None:
    rules = [
        weekly(interval, [1], **end),  # type: ignore[arg-type]
        weekly(interval, [0, 1, 4], **end),  # type: ignore[arg-type]
        monthly_by_weekday(LAST, 4, interval=interval, **end),  # type: ignore[arg-type]
    ]
    with i18n.using(language):
        for rule in rules:
            said = describe(bounded(rule, TUESDAY))
            assert "{" not in said
            assert i18n.weekday_name(rule.weekdays[-1]) in said
            assert rule.until is None or i18n.plain_date(rule.until) in said
            assert rule.frequency in (Frequency.WEEKLY, Frequency.MONTHLY)


def test_several_days_are_listed() -> None:
    assert describe(weekly(1, [0, 1, 4], count=3)) == "every week on Monday, Tuesday and Friday, 3 times"
    assert describe(bounded(weekly(), TUESDAY)) == "every week on Tuesday, until 30 November 2027"


# -- written out -------------------------------------------------------------------------------------------------------


def test_a_series_is_sessions_of_its_own(database: Database, mentorship: Mentorship) -> None:
    made = sessions.plan_series(
        database, mentorship.id, rule=weekly(1, [3], count=3), starts=TUESDAY, minutes=45, place="room 2.14", title="x"
    )
    assert [it.starts for it in made] == [datetime(2026, 12, day, 10) for day in (3, 10, 17)]
    assert {(it.minutes, it.place, it.title, it.original_starts == it.starts) for it in made} == {
        (45, "room 2.14", "x", True)
    }
    (series,) = sessions.series(database, mentorship.id)
    assert (series.rule, series.starts, series.title) == ("FREQ=WEEKLY;BYDAY=TH;COUNT=3", made[0].starts, "x")
    assert sessions.series(database) == [series]
    assert sessions.of_series(database, series.id) == made
    assert sessions.series(database, begun(database).id) == []


@given(
    st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]),
    st.times().map(lambda it: it.replace(second=0, microsecond=0)),
    st.booleans(),
)
@settings(max_examples=25, deadline=None)
def test_the_time_of_day_is_kept_over_clock_changes(zone: str, at: time, monthly: bool) -> None:
    with fresh() as database:
        mentorship = begun(database, zone=zone)
        rule = monthly_by_weekday(LAST, 6) if monthly else weekly(1, [6])
        starts = datetime.combine(date(2026, 9, 1), at)
        assume(walltime.exists(occurrences(rule, starts)[0], zone))
        made = sessions.plan_series(database, mentorship.id, rule=rule, starts=starts)
        assert len({it.starts_at - it.starts.replace(tzinfo=UTC) for it in made}) >= 2, "the clocks have changed"
        for it in made:
            assert it.original_starts is not None
            assert it.original_starts.time() == at
            assert it.starts == walltime.existing(it.original_starts, zone)
            assert it.starts_at == walltime.to_utc(it.starts, zone)
            assert it.starts.time() == at or not walltime.exists(it.original_starts, zone)


def test_only_the_session_whose_time_is_skipped_is_later(database: Database, mentorship: Mentorship) -> None:
    made = sessions.plan_series(
        database, mentorship.id, rule=weekly(1, [6], count=3), starts=datetime(2027, 3, 21, 2, 30)
    )
    assert [f"{it.starts:%d %H:%M}" for it in made] == ["21 02:30", "28 03:30", "04 02:30"]
    with pytest.raises(BadInput, match="the clocks skip it"):
        sessions.plan_series(database, mentorship.id, rule=weekly(1, [6], count=3), starts=datetime(2027, 3, 28, 2, 30))


def test_cancelling_the_following_leaves_what_was(database: Database, mentorship: Mentorship) -> None:
    made = sessions.plan_series(database, mentorship.id, rule=weekly(count=5), starts=TUESDAY)
    other = sessions.plan_series(database, mentorship.id, rule=weekly(count=5), starts=TUESDAY)
    sessions.hold(database, made[3].id, early=True)
    gone = sessions.cancel_series(database, made[2].id, Party.MENTEE, Scope.FOLLOWING)
    assert [it.id for it in gone] == [made[2].id, made[4].id]
    assert {it.cancelled_by for it in gone} == {Party.MENTEE}
    found = sessions.of_series(database, made[0].series_id or "")
    assert [it.state for it in found] == ["planned", "planned", "cancelled", "held", "cancelled"]
    assert {it.state for it in sessions.of_series(database, other[0].series_id or "")} == {SessionState.PLANNED}


def test_cancelling_the_following_of_a_single_one_cancels_it_alone(database: Database, mentorship: Mentorship) -> None:
    one, two = (
        sessions.plan_series(database, mentorship.id, rule=weekly(count=1), starts=TUESDAY + timedelta(days=add))[0]
        for add in (0, 7)
    )
    assert [it.id for it in sessions.cancel_series(database, one.id, Party.MENTOR, Scope.FOLLOWING)] == [one.id]
    assert sessions.get(database, two.id).state is SessionState.PLANNED


def test_one_session_of_a_series_moves_alone(database: Database, mentorship: Mentorship) -> None:
    made = sessions.plan_series(database, mentorship.id, rule=weekly(count=3), starts=TUESDAY)
    moved = sessions.move(database, made[1].id, datetime(2026, 12, 9, 15))
    assert (moved.series_id, moved.original_starts) == (made[0].series_id, made[1].starts)
    assert [it.starts.day for it in sessions.of_series(database, made[0].series_id or "")] == [1, 9, 15]


def test_a_series_is_planned_whole_or_not_at_all(database: Database, mentorship: Mentorship) -> None:
    ended(database, mentorship)
    with pytest.raises(Refused):
        sessions.plan_series(database, mentorship.id, rule=weekly(count=3), starts=TUESDAY)
    assert (sessions.of(database, mentorship.id), sessions.series(database)) == ([], [])
    with pytest.raises(BadInput):
        sessions.plan_series(database, mentorship.id, rule=weekly(count=3), starts=TUESDAY, minutes=0)
