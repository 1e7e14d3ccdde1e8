"""The rules of a time zone as a VTIMEZONE (RFC 5545, 3.6.5), from the zone data that Python has.

Written here because icalendar 7.3 gives the beginning of summer time as the clocks show it after the change; the RFC
wants it as they would have shown it without.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from ..clock import zone_info

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

    from icalendar import Component, Timezone


def timezone(zone: str, first_year: int, last_year: int) -> Timezone:
    """The component for an IANA zone; it holds from the beginning of `first_year` to the end of `last_year`."""
    from icalendar import Timezone

    info = zone_info(zone)
    begin, end = datetime(first_year, 1, 1, tzinfo=UTC), datetime(last_year + 1, 1, 1, tzinfo=UTC)
    component = Timezone()
    component.add("tzid", zone)
    groups: dict[tuple[bool, str, timedelta, timedelta], list[datetime]] = {}
    for instant in (begin, *_changes(info, begin, end)):
        local = instant.astimezone(info)
        before = _offset(info, begin if instant == begin else instant - timedelta(seconds=1))
        key = ((local.dst() or timedelta()) > timedelta(), local.tzname() or zone, before, _offset(info, instant))
        groups.setdefault(key, []).append((instant + before).replace(tzinfo=None))
    for (summer, name, before, after), onsets in groups.items():
        component.add_component(_observance(summer, name, before, after, onsets))
    return component


def _observance(summer: bool, name: str, before: timedelta, after: timedelta, onsets: list[datetime]) -> Component:
    from icalendar import TimezoneDaylight, TimezoneStandard

    component = TimezoneDaylight() if summer else TimezoneStandard()
    component.add("dtstart", onsets[0])
    component.add("tzname", name)
    component.add("tzoffsetfrom", before)
    component.add("tzoffsetto", after)
    if onsets[1:]:
        component.add("rdate", onsets[1:])
    return component


def _changes(info: ZoneInfo, begin: datetime, end: datetime) -> Iterator[datetime]:
    """The instants, to the second, at which the offset changes: looked for day by day, then halved."""
    day = begin
    while day < end:
        after = day + timedelta(days=1)
        if _offset(info, day) != _offset(info, after):
            low, high = day, after
            while high - low > timedelta(seconds=1):
                middle = low + timedelta(seconds=(high - low).total_seconds() // 2)
                low, high = (middle, high) if _offset(info, middle) == _offset(info, day) else (low, middle)
            yield high
        day = after


def _offset(info: ZoneInfo, instant: datetime) -> timedelta:
    return instant.astimezone(info).utcoffset() or timedelta()
