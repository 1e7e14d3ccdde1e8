"""What other calendars send: busy times without what they are about, and answers to invitations."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.documents import invitation
from data.documents.calendar_reading import read_calendar
from data.errors import BadInput
from data.model.answer import Reply
from data.model.mentorship import Party
from data.model.recurrence import weekly
from data.store import busy, sessions
from data.store.connection import Database

from .document_cases import FIRST_DAY, MEETING_DAY, at, begin, plan_first

pytestmark = pytest.mark.usefixtures("known")

BERLIN = "Europe/Berlin"


def file(*lines: str, method: str = "") -> bytes:
    """A calendar of somebody else."""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//somebody//else//EN", *([method] if method else [])]
    return "\r\n".join([*head, *lines, "END:VCALENDAR", ""]).encode()


def event(*lines: str, uid: str = "1@elsewhere") -> list[str]:
    """An entry of it."""
    return ["BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20261101T000000Z", *lines, "END:VEVENT"]


def utc(day: int, hour: int, minute: int = 0, month: int = 12) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def test_recurring_entries_are_written_out_over_the_change_of_the_clocks_and_joined() -> None:
    content = file(
        *event("DTSTART;TZID=Europe/Berlin:20261201T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3"),
        *event("DTSTART:20261201T083000Z", "DTEND:20261201T100000Z", uid="2@elsewhere"),
    )
    found = read_calendar(content, BERLIN, FIRST_DAY)
    assert found.busy == (
        (utc(1, 8), utc(1, 10)),
        (utc(8, 8), utc(8, 9)),
        (utc(15, 8), utc(15, 9)),
    )
    assert not found.answers


@pytest.mark.parametrize(
    "lines",
    [
        event("DTSTART:20261201T083000Z", "DTEND:20261201T100000Z", "TRANSP:TRANSPARENT"),
        event("DTSTART:20261201T083000Z", "DTEND:20261201T100000Z", "STATUS:CANCELLED"),
        event("DTSTART:20261201T083000Z", "DTEND:20261201T100000Z", uid="0011@handschlag"),
        event("DTSTART:20251201T083000Z", "DTEND:20251201T100000Z"),
        event("DTSTART:20261201T083000Z", "DTEND:20261201T083000Z"),
    ],
    ids=["free", "called off", "our own", "past", "no time at all"],
)
def test_what_keeps_nobody_busy_is_left_out(lines: list[str]) -> None:
    assert read_calendar(file(*lines), BERLIN, FIRST_DAY).busy == ()


def test_whole_days_and_times_without_a_zone_are_of_the_zone_here() -> None:
    content = file(
        *event("DTSTART;VALUE=DATE:20261201", "DTEND;VALUE=DATE:20261202"),
        *event("DTSTART:20261203T090000", "DTEND:20261203T100000", uid="2@elsewhere"),
    )
    found = read_calendar(content, BERLIN, FIRST_DAY)
    assert found.busy == ((utc(30, 23, month=11), utc(1, 23)), (utc(3, 8), utc(3, 9)))


def test_free_busy_periods_are_read() -> None:
    content = file(
        "BEGIN:VFREEBUSY",
        "UID:3@elsewhere",
        "DTSTAMP:20261101T000000Z",
        "FREEBUSY;FBTYPE=BUSY:20261201T080000Z/PT1H,20261202T080000Z/20261202T090000Z",
        "FREEBUSY;FBTYPE=FREE:20261203T080000Z/PT1H",
        "END:VFREEBUSY",
    )
    assert read_calendar(content, BERLIN, FIRST_DAY).busy == ((utc(1, 8), utc(1, 9)), (utc(2, 8), utc(2, 9)))


@pytest.mark.parametrize("content", [b"", b"\x00\xff", b"# Minutes\n", b"BEGIN:VCARD\r\nEND:VCARD\r\n"])
def test_what_is_no_calendar_is_refused(content: bytes) -> None:
    with pytest.raises(BadInput):
        read_calendar(content, BERLIN, FIRST_DAY)


def test_a_rule_without_end_is_refused_at_once_rather_than_written_out() -> None:
    content = file(*event("DTSTART:20261201T083000Z", "DURATION:PT1S", "RRULE:FREQ=SECONDLY;INTERVAL=2"))
    with pytest.raises(BadInput, match="more than a calendar"):
        read_calendar(content, BERLIN, FIRST_DAY)


@given(st.binary(max_size=200), st.integers(0, 200))
def test_a_damaged_calendar_is_read_or_refused(junk: bytes, place: int) -> None:
    content = file(*event("DTSTART:20261201T083000Z", "DTEND:20261201T100000Z", "RRULE:FREQ=DAILY;COUNT=3"))
    try:
        found = read_calendar(content[:place] + junk + content[place:], BERLIN, FIRST_DAY)
    except BadInput:
        return
    assert all(begin < end for begin, end in found.busy)


def reply(content: bytes, partstat: str) -> bytes:
    """The invitation as a calendar sends it back."""
    return content.replace(b"METHOD:REQUEST", b"METHOD:REPLY").replace(b"PARTSTAT=NEEDS-ACTION", partstat.encode())


def test_an_answer_is_noted_for_its_session_and_one_to_an_earlier_time_is_not(database: Database) -> None:
    it = begin(database)
    first = plan_first(database, it)
    answered = reply(invitation.calendar_file(it, sessions.get(database, first.id)), "PARTSTAT=ACCEPTED")
    (answer,) = read_calendar(answered, BERLIN, FIRST_DAY).answers
    assert (answer.uid, answer.original_starts, answer.reply) == (first.id, None, Reply.ACCEPTED)
    assert busy.note_answer(database, answer.uid, None, answer.reply, answer.sequence) == (it.id, first.id, True)
    assert busy.answers(database, it.id) == {first.id: "accepted"}
    with at(MEETING_DAY):
        sessions.move(database, first.id, datetime(2026, 12, 2, 9, 0))
    assert busy.note_answer(database, answer.uid, None, Reply.DECLINED, answer.sequence) == (it.id, first.id, False)
    assert busy.note_answer(database, "unknown", None, Reply.DECLINED, 0) is None
    assert busy.answers(database, it.id) == {first.id: "accepted"}


def test_an_answer_to_a_series_is_noted_for_each_of_its_sessions(database: Database) -> None:
    it = begin(database)
    planned = sessions.plan_series(database, it.id, rule=weekly(count=3), starts=datetime(2026, 12, 8, 10, 0))
    series = planned[0].series_id
    assert series is not None
    busy.note_answer(database, series, None, Reply.ACCEPTED, 9)
    busy.note_answer(database, series, planned[1].original_starts, Reply.DECLINED, 9)
    assert busy.answers(database, it.id) == dict(
        zip([each.id for each in planned], ["accepted", "declined", "accepted"], strict=True)
    )


def test_a_new_file_replaces_the_former_and_each_owner_has_their_own(database: Database) -> None:
    it, other = begin(database), begin(database, mentee="Carla Diaz")
    busy.replace(database, [(utc(1, 8), utc(1, 9))])
    busy.replace(database, [(utc(1, 10), utc(1, 11))], it.id)
    day = utc(1, 0), utc(2, 0)
    assert busy.during(database, it.id, *day) == [
        (Party.MENTOR, utc(1, 8), utc(1, 9)),
        (Party.MENTEE, utc(1, 10), utc(1, 11)),
    ]
    assert busy.during(database, other.id, *day) == [(Party.MENTOR, utc(1, 8), utc(1, 9))]
    assert busy.during(database, it.id, utc(1, 9), utc(1, 10)) == [], "what only touches does not overlap"
    busy.replace(database, [])
    assert busy.during(database, it.id, *day) == [(Party.MENTEE, utc(1, 10), utc(1, 11))]
