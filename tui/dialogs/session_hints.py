"""What is good to know of a time while it is typed: holidays, the other's clocks, other sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from data import busy, holidays, sessions
from data.i18n import _, medium_date, ngettext, short_date
from data.model import walltime
from data.model.elsewhere import elsewhere

from ..clocks import clock_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data import Database
    from data.model.mentorship import Mentorship


@dataclass(frozen=True, slots=True)
class Wanted:
    """Sessions that are not saved yet."""

    days: Sequence[datetime]
    """Their wall-clock starts; the first is the one that was typed."""
    minutes: int
    zone: str
    moved: frozenset[str] = frozenset()
    """The ids of those that are moved."""


def hints(database: Database, mentorship: Mentorship, wanted: Wanted, region: str) -> dict[str, str]:
    """A line for each field that has something to say, by the field's id."""
    return {
        "day": _holidays(wanted, region),
        "time": _clocks(mentorship, wanted),
        "minutes": _overlaps(database, mentorship, wanted) or _busy(database, mentorship, wanted),
    }


def _holidays(wanted: Wanted, region: str) -> str:
    found: dict[date, str] = {}
    for starts in wanted.days:
        if name := holidays.holiday(starts.date(), wanted.zone, region):
            found[starts.date()] = name
    if not found:
        return ""
    day, name = next(iter(found.items()))
    if len(wanted.days) == 1:
        return _("Public holiday: {name}").format(name=name)
    return ngettext(
        "{count} of them is on a public holiday: {day}, {name}",
        "{count} of them are on public holidays, the first: {day}, {name}",
        len(found),
    ).format(count=len(found), day=short_date(day), name=name)


def _clocks(mentorship: Mentorship, wanted: Wanted) -> str:
    starts = wanted.days[0]
    if walltime.is_twice(starts, wanted.zone):
        return _("The clocks show this time twice; the first is meant.")
    there = elsewhere(mentorship, walltime.to_utc(starts, wanted.zone), wanted.minutes, wanted.zone)
    return " · ".join(clock_of(mentorship, it, starts.date()) for it in there)


def _overlaps(database: Database, mentorship: Mentorship, wanted: Wanted) -> str:
    found = sessions.conflicts(database, mentorship.id, wanted.days, wanted.minutes, wanted.zone, wanted.moved)
    if not found:
        return ""
    it = found[0]
    values = {
        "count": len(found),
        "day": medium_date(it.session.day),
        "begins": f"{it.session.starts:%H:%M}",
        "ends": f"{it.session.ends:%H:%M}",
        "title": it.mentorship.title,
    }
    if len(wanted.days) == 1:
        return _("Overlaps {begins}–{ends}, {title}").format(**values)
    return ngettext(
        "{count} overlap with other sessions: {day}, {begins}–{ends}, {title}",
        "{count} overlaps with other sessions, the first: {day}, {begins}–{ends}, {title}",
        len(found),
    ).format(**values)


def _busy(database: Database, mentorship: Mentorship, wanted: Wanted) -> str:
    """What the calendars of the two say; of a series the first day that somebody has something else."""
    for starts in wanted.days:
        begins = walltime.to_utc(starts, wanted.zone)
        found = busy.during(database, mentorship.id, begins, begins + timedelta(minutes=wanted.minutes))
        if found:
            party, begin, end = found[0]
            return _("{name} is busy: {day}, {begins}–{ends}").format(
                name=mentorship.name_of(party),
                day=short_date(starts.date()),
                begins=f"{walltime.to_wall(begin, wanted.zone):%H:%M}",
                ends=f"{walltime.to_wall(end, wanted.zone):%H:%M}",
            )
    return ""
