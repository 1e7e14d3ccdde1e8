"""Calendar files, read back with the library that other programs use, and expanded as the RFC says."""

from __future__ import annotations

import dataclasses
import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from dateutil import rrule
from hypothesis import given, settings
from hypothesis import strategies as st

from data.clean import line
from data.documents import icalendar as documents
from data.documents.timezones import timezone
from data.model.mentorship import Mentorship, Party
from data.model.recurrence import LAST, Recurrence, monthly_by_weekday, weekly
from data.model.session import Session, SessionKind, SessionState
from data.store import sessions
from data.store.connection import open_database

from ..golden_files import golden
from ..torture import rounds
from .document_cases import FIRST_DAY, HOSTILE, MEETING_DAY, at, begin, plan_first

if TYPE_CHECKING:
    from data.store.connection import Database

pytestmark = pytest.mark.usefixtures("known")

BERLIN = ZoneInfo("Europe/Berlin")
ANY_ID = b"0123456789abcdef"
"""Stands for an id in a golden file: how many were given before is nothing that it tells."""


def events(content: bytes) -> list[Any]:
    """The entries of a file that is read back; the file is sound by itself."""
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    calendars = icalendar.Calendar.from_ical(content, multiple=True)
    assert len(calendars) == 1
    calendar = calendars[0]
    assert (calendar["VERSION"], calendar["CALSCALE"]) == ("2.0", "GREGORIAN")
    zones = {str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")}
    found = calendar.walk("VEVENT")
    for event in found:
        assert not event.errors
        assert {"UID", "DTSTAMP", "DTSTART", "SEQUENCE"} <= set(event)
        for name in ("DTSTART", "RECURRENCE-ID"):
            if name in event and "TZID" in event[name].params:
                assert event[name].params["TZID"] in zones
    return list(found)


def starts(content: bytes) -> list[datetime]:
    """Every start that a calendar shows, as RFC 5545 expands it: the rule, without EXDATE, with its overrides."""
    found: dict[tuple[str, datetime], datetime | None] = {}
    for event in events(content):
        uid, begin = str(event["UID"]), event["DTSTART"].dt
        if "RECURRENCE-ID" in event:
            cancelled = event["STATUS"] == "CANCELLED"
            found[uid, event["RECURRENCE-ID"].dt.replace(tzinfo=None)] = None if cancelled else begin
            continue
        days = [begin.replace(tzinfo=None)]
        if "RRULE" in event:
            rule = event["RRULE"].to_ical().decode()
            days = list(rrule.rrulestr(re.sub(";UNTIL=[0-9TZ]+", "", rule), dtstart=days[0])[:600])
            if "UNTIL" in event["RRULE"]:
                last = event["RRULE"]["UNTIL"][0]
                days = [day for day in days if day.replace(tzinfo=begin.tzinfo) <= last]
        exdates = event.get("EXDATE", [])
        left_out = {it.dt.replace(tzinfo=None) for each in _listed(exdates) for it in each.dts}
        for day in days:
            if day not in left_out:
                found.setdefault((uid, day), day.replace(tzinfo=begin.tzinfo))
    return sorted(start.astimezone(UTC) for start in found.values() if start is not None)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def going_on(all_sessions: list[Session]) -> list[datetime]:
    return sorted(it.starts_at for it in all_sessions if it.state is not SessionState.CANCELLED)


def plan_series(database: Database, it: Mentorship, rule: Recurrence, starting: datetime) -> list[Session]:
    with at(FIRST_DAY):
        return sessions.plan_series(
            database, it.id, rule=rule, starts=starting, minutes=45, place="Room 2.14", title="Every other week"
        )


def test_one_session(database: Database) -> None:
    it = begin(database)
    first = plan_first(database, it)
    content = documents.calendar_of(database, it.id)
    (event,) = events(content)
    assert event["DTSTART"].dt == datetime(2026, 12, 1, 10, 0, tzinfo=BERLIN)
    assert event["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert event["DURATION"].dt == timedelta(minutes=60)
    assert event["UID"] == f"{first.id}@handschlag"
    assert event["SEQUENCE"] == 0
    assert event["LOCATION"] == "Room 2.14"
    assert event["SUMMARY"] == "First meeting of Anna Weber and Ben Okafor"
    golden("calendar-one-session.ics", content.replace(first.id.encode(), ANY_ID))


def test_a_change_is_the_next_revision_of_the_same_entry(database: Database) -> None:
    it = begin(database)
    first = plan_first(database, it)
    with at(MEETING_DAY - timedelta(days=1)):
        sessions.move(database, first.id, datetime(2026, 12, 2, 10, 0))
    with at(MEETING_DAY):
        sessions.cancel(database, first.id, Party.MENTEE)
    (event,) = events(documents.calendar_of(database, it.id))
    assert event["UID"] == f"{first.id}@handschlag"
    assert event["SEQUENCE"] == 2
    assert event["STATUS"] == "CANCELLED"
    assert event["DTSTAMP"].dt == MEETING_DAY


def test_a_series_over_both_changes_of_the_clocks(database: Database) -> None:
    """Every two weeks at 10:00 from October to April; one moved, one cancelled, one with another place."""
    it = begin(database)
    planned = plan_series(database, it, weekly(2, count=14), datetime(2026, 10, 13, 10, 0))
    with at(MEETING_DAY):
        sessions.move(database, planned[4].id, datetime(2026, 12, 9, 15, 30), minutes=30)
        sessions.cancel(database, planned[6].id, Party.MENTEE)
        sessions.change(database, planned[7].id, place="Café", row_version=planned[7].row_version)
    content = documents.calendar_of(database, it.id)
    found = events(content)
    assert [("RRULE" in event, "RECURRENCE-ID" in event) for event in found] == [(True, False)] + 3 * [(False, True)]
    assert len({event["UID"] for event in found}) == 1
    assert starts(content) == going_on(sessions.of(database, it.id))
    local = {start.astimezone(BERLIN).time() for start in starts(content)}
    assert {time.isoformat("minutes") for time in local} == {"10:00", "15:30"}
    assert len({start.hour for start in starts(content)}) == 3, "one hour in summer, one in winter, one moved"
    golden("calendar-series.ics", content.replace(str(planned[0].series_id).encode(), ANY_ID))


@pytest.mark.parametrize(
    "rule",
    [
        weekly(count=60),
        weekly(1, [0, 3], count=40),
        weekly(3, until=date(2027, 6, 1)),
        weekly(1, [5], until=date(2027, 3, 27)),
        monthly_by_weekday(LAST, 6, count=12),
        monthly_by_weekday(2, 1, interval=2, until=date(2027, 12, 31)),
        weekly(4),
    ],
    ids=str,
)
@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"])
def test_a_calendar_expands_a_series_to_the_sessions_there_are(database: Database, rule: Recurrence, zone: str) -> None:
    it = begin(database)
    planned = sessions.plan_series(database, it.id, rule=rule, starts=datetime(2026, 9, 5, 2, 15), zone=zone)
    sessions.cancel(database, planned[1].id, Party.MENTOR)
    assert starts(documents.calendar_of(database, it.id)) == going_on(sessions.of(database, it.id))


def test_a_time_that_the_clocks_skip(database: Database) -> None:
    it = begin(database)
    plan_series(database, it, weekly(count=4), datetime(2027, 3, 14, 2, 30))
    content = documents.calendar_of(database, it.id)
    assert starts(content) == going_on(sessions.of(database, it.id))
    moved = [event for event in events(content) if "RECURRENCE-ID" in event]
    assert [event["DTSTART"].dt.replace(tzinfo=None) for event in moved] == [datetime(2027, 3, 28, 3, 30)]
    assert "COUNT" not in events(content)[0]["RRULE"], "programs differ in whether they count the day of the change"


def test_days_without_a_session_are_left_out_of_the_rule(database: Database) -> None:
    it = begin(database)
    planned = plan_series(database, it, weekly(count=6), datetime(2026, 12, 1, 10, 0))
    some = [planned[0], planned[2], planned[5]]
    assert starts(documents.calendar(some, [it], sessions.series(database))) == going_on(some)


def test_one_session_of_a_series_keeps_its_identity(database: Database) -> None:
    it = begin(database)
    planned = plan_series(database, it, weekly(count=3), datetime(2026, 12, 1, 10, 0))
    moved = sessions.move(database, planned[1].id, datetime(2026, 12, 9, 9, 0))
    (event,) = events(documents.calendar([moved], [it], method=documents.Method.REQUEST))
    assert event["UID"] == events(documents.calendar_of(database, it.id))[0]["UID"]
    assert event["RECURRENCE-ID"].dt == datetime(2026, 12, 8, 10, 0, tzinfo=BERLIN)
    assert event["DTSTART"].dt == datetime(2026, 12, 9, 9, 0, tzinfo=BERLIN)


def test_the_calendar_of_all(database: Database) -> None:
    it, other = begin(database), begin(database, mentee="Carla Diaz", language="de")
    plan_first(database, it)
    with at(FIRST_DAY):
        sessions.plan(
            database, other.id, kind=SessionKind.REGULAR, starts=datetime(2026, 12, 3, 9, 0), zone="Asia/Tokyo"
        )
    found = events(documents.calendar_of(database))
    assert {str(event["DTSTART"].params["TZID"]) for event in found} == {"Europe/Berlin", "Asia/Tokyo"}
    assert len(events(documents.calendar_of(database, it.id))) == 1


def test_a_calendar_without_sessions_is_a_calendar(database: Database) -> None:
    assert events(documents.calendar_of(database)) == []


def test_the_same_data_give_the_same_bytes(database: Database) -> None:
    it = begin(database)
    plan_series(database, it, weekly(count=5), datetime(2026, 12, 1, 10, 0))
    with at(MEETING_DAY):
        first = documents.calendar_of(database, it.id)
    assert documents.calendar_of(database, it.id) == first
    assert documents.file_name(it) == "calendar-anna-weber-ben-okafor.ics"


@given(st.text(), st.text(), st.text())
@settings(max_examples=rounds(50, 150))
def test_any_words_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, name: str, place: str, title: str
) -> None:
    it, session = _one_session(tmp_path_factory)
    it = dataclasses.replace(it, mentor=name)
    session = dataclasses.replace(session, place=place, title=title, method="by phone")
    (event,) = events(documents.calendar([session], [it], method=documents.Method.REQUEST))
    if line(title):
        assert str(event["SUMMARY"]) == line(title)
    if line(place):
        assert str(event["LOCATION"]) == line(place)
    assert event["ORGANIZER"].params["CN"] == line(name).replace("\\", "/")


_made: list[tuple[Mentorship, Session]] = []


def _one_session(tmp_path_factory: pytest.TempPathFactory) -> tuple[Mentorship, Session]:
    """Made once: a database for each of many names would take long."""
    if not _made:
        with open_database(tmp_path_factory.mktemp("db") / "handschlag.db") as database:
            it = begin(database)
            _made.append((it, plan_first(database, it)))
    return _made[0]


def test_a_hostile_name_adds_no_property(database: Database) -> None:
    it = dataclasses.replace(begin(database), mentor="x\r\nATTENDEE:mailto:evil@example.org", mentee=HOSTILE)
    (event,) = events(documents.calendar([plan_first(database, it)], [it]))
    assert "ATTENDEE" not in event


# -- time zones --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "zone",
    [
        "Europe/Berlin",
        "Europe/Dublin",
        "America/New_York",
        "America/Santiago",
        "Australia/Lord_Howe",
        "Africa/Casablanca",
        "Asia/Kathmandu",
        "Pacific/Apia",
        "Etc/GMT+5",
    ],
)
def test_the_rules_of_a_zone_give_the_offsets_that_it_has(zone: str) -> None:
    """Each onset is read as RFC 5545, 3.6.5, says: in the local time before it."""
    component: Any = icalendar.Timezone.from_ical(timezone(zone, 2025, 2028).to_ical())
    onsets: list[tuple[datetime, timedelta]] = []
    for part in component.subcomponents:
        before, after = part["TZOFFSETFROM"].td, part["TZOFFSETTO"].td
        rdates = [it.dt for each in _listed(part.get("RDATE", [])) for it in each.dts]
        onsets += [((local - before).replace(tzinfo=UTC), after) for local in (part["DTSTART"].dt, *rdates)]
    onsets.sort()
    info = ZoneInfo(zone)
    instant = datetime(2025, 1, 1, tzinfo=UTC)
    while instant < datetime(2029, 1, 1, tzinfo=UTC):
        given = [offset for onset, offset in onsets if onset <= instant][-1]
        assert given == instant.astimezone(info).utcoffset(), instant
        instant += timedelta(hours=1)


def test_summer_time_is_called_daylight_time() -> None:
    component: Any = timezone("Europe/Berlin", 2026, 2026)
    assert {(part.name, str(part["TZNAME"])) for part in component.subcomponents} == {
        ("STANDARD", "CET"),
        ("DAYLIGHT", "CEST"),
    }
    summer = next(part for part in component.subcomponents if part.name == "DAYLIGHT")
    assert summer["DTSTART"].dt == datetime(2026, 3, 29, 2, 0), "as the clocks showed it before the change"
