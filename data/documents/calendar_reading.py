"""Reading an iCalendar file of somebody else: when they are busy, and what they answered to an invitation.

Of a busy time only its begin and end are taken, never what it is about. Recurring entries are written out for a year by
the library recurring-ical-events; RFC 5545 says what is busy (3.8.2.7, 3.6.4), RFC 5546 what an answer is (3.2.3).
"""

from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from ..clock import zone_info
from ..errors import BadInput
from ..i18n import _
from ..model.answer import Answer, Incoming, Reply

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from zoneinfo import ZoneInfo

    from icalendar import Calendar

HORIZON = timedelta(days=366)
"""How far ahead busy times are taken: no session of the two is planned farther."""

LARGEST = 10
"""Megabytes of a file; more than ten years of a full calendar."""

MOST = 3_000
"""Busy times of one file; a file with more is not what somebody's calendar exports."""

_OURS = "@handschlag"


def read_calendar(content: bytes, zone: str, now: datetime) -> Incoming:
    """Read a file; days without a time, and times without a zone, are meant in `zone`.

    Raises `BadInput` for what is no iCalendar file, or holds more than a calendar does.
    """
    try:
        return _read(content, zone, now)
    except BadInput:
        raise
    except Exception as error:
        # What the two libraries raise for a damaged file is whatever happens to break in them.
        raise BadInput(_no_calendar()) from error


def _no_calendar() -> str:
    return _("This is no iCalendar file: export one (.ics) from your calendar, then try again.")


def _read(content: bytes, zone: str, now: datetime) -> Incoming:
    from icalendar import Calendar

    calendars = [it for it in Calendar.from_ical(content, multiple=True) if it.name == "VCALENDAR"]
    if not calendars:
        raise BadInput(_no_calendar())
    answers: list[Answer] = []
    busy: list[tuple[datetime, datetime]] = []
    for calendar in calendars:
        if str(calendar.get("METHOD", "")).upper() == "REPLY":
            answers += _answers(calendar)
        else:
            busy += _busy(calendar, zone_info(zone), now)
    return Incoming(tuple(answers), tuple(_joined(busy)))


# -- answers -----------------------------------------------------------------------------------------------------------


def _answers(calendar: Calendar) -> Iterator[Answer]:
    for event in calendar.walk("VEVENT"):
        uid, _at, _host = str(event.get("UID", "")).partition("@")
        if not str(event.get("UID", "")).endswith(_OURS):
            continue
        for attendee in _listed(event.get("ATTENDEE")):
            with contextlib.suppress(ValueError):
                reply = Reply(str(attendee.params.get("PARTSTAT", "")).upper())
                original = event.get("RECURRENCE-ID")
                at = original.dt if original is not None and isinstance(original.dt, datetime) else None
                yield Answer(uid, at and at.replace(tzinfo=None), reply, int(event.get("SEQUENCE", 0)))


def _listed(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


# -- busy times --------------------------------------------------------------------------------------------------------


def _busy(calendar: Calendar, zone: ZoneInfo, now: datetime) -> Iterator[tuple[datetime, datetime]]:
    import recurring_ical_events

    query = recurring_ical_events.of(calendar, skip_bad_series=True)
    for number, event in enumerate(query.after(now)):
        if _instant(event.start, zone) >= now + HORIZON:
            break
        if number >= MOST:
            raise BadInput(_("This file holds more than a calendar does. Export fewer of its entries."))
        if _is_busy(event):
            yield _instant(event.start, zone), _instant(event.end, zone)
    for part in calendar.walk("VFREEBUSY"):
        for period in (each for value in _listed(part.get("FREEBUSY")) for each in _listed(value)):
            if str(period.params.get("FBTYPE", "BUSY")).upper() == "FREE":
                continue
            begin, end = period.dt
            yield _instant(begin, zone), _instant(begin + end if isinstance(end, timedelta) else end, zone)


def _is_busy(event: Any) -> bool:
    """Neither marked as free nor called off nor one of our own sessions."""
    return (
        str(event.get("TRANSP", "OPAQUE")).upper() != "TRANSPARENT"
        and str(event.get("STATUS", "")).upper() != "CANCELLED"
        and not str(event.get("UID", "")).endswith(_OURS)
    )


def _instant(at: date | datetime, zone: ZoneInfo) -> datetime:
    moment = at if isinstance(at, datetime) else datetime.combine(at, time())
    return (moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)).astimezone(UTC)


def _joined(times: Iterable[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """In order, those that touch or overlap as one."""
    joined: list[tuple[datetime, datetime]] = []
    for begin, end in sorted(times):
        if begin >= end:
            continue
        if joined and begin <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((begin, end))
    return joined
