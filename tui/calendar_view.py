"""The pictures that the calendar has, and which of them an account saw last."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from data import commitments, mentorships, places, sessions
from data.clock import local_zone, today
from data.errors import HandschlagError
from data.i18n import _

from .widgets.agenda import Entry

if TYPE_CHECKING:
    from data import Database

_RECORD = "calendar"
"""Under this name the picture is remembered."""


class View(StrEnum):
    """What the calendar shows; in this order they follow each other."""

    MONTH = "month"
    WEEK = "week"
    DAY = "day"
    AGENDA = "agenda"
    YEAR = "year"

    @property
    def next(self) -> View:
        """The one after it; after the last the first."""
        views = list(View)
        return views[(views.index(self) + 1) % len(views)]


def remembered(database: Database) -> View:
    """The picture that this account saw last; at first the month."""
    try:
        return View((places.recall(database, _RECORD) or {}).get("view", View.MONTH))
    except ValueError:
        return View.MONTH


def remember(database: Database, view: View) -> None:
    """Keep the picture. Being unable to is no reason to stop."""
    try:
        places.remember(database, _RECORD, {"view": view.value})
    except HandschlagError:
        return


def beginning(database: Database, detail: str, zone: str) -> date:
    """The day to begin with: the one that a place names, that of the session that it names, or today."""
    try:
        return date.fromisoformat(detail)
    except ValueError:
        pass
    try:
        return sessions.get(database, detail).day if detail else today(zone)
    except HandschlagError:
        return today(zone)


def nothing(view: View, *, may_plan: bool) -> str:
    """What stands in place of an agenda without entries."""
    if view in (View.DAY, View.YEAR):
        if may_plan:
            return _("Nothing stands on this day. Press n to plan a session.")
        return _("Nothing stands on this day.")
    if may_plan:
        return _("Nothing is planned in the weeks from here on. Press n to plan a session.")
    return _("Nothing is planned in the weeks from here on.")


def entries(database: Database, first: date, last: date, mid: str | None) -> list[Entry]:
    """What stands on the days from `first` to `last`, of one mentorship or of all, in order."""
    named = {it.id: it for it in mentorships.every(database)}
    made, zone, is_of_all = commitments.counted(database, mid), local_zone(), mid is None
    found = [
        Entry(it, named[it.mentorship_id], made.get(it.id, 0), is_of_all, zone)
        for it in sessions.between(database, first, last, mid)
    ]
    due = commitments.open_between(database, first, last, mid)
    found += [Entry(it, named[it.mentorship_id], is_of_all=is_of_all) for it in due]
    return sorted(found, key=lambda entry: entry.order)
