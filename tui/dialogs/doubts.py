"""Asking once about what is probably not meant: a past day, a time that is taken, a very long series."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data import sessions
from data.clock import today
from data.errors import BadInput, about
from data.i18n import _, listed, medium_date, ngettext

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from data import Database
    from data.model.mentorship import Mentorship
    from data.model.session import Session

TOLD_CONFLICTS = 3
"""Overlapping sessions that are named; of more the number is told."""

MANY_SESSIONS = 60
"""A series of more is asked about: more than one a week for a year is seldom meant."""


class Doubts:
    """Asks each doubt once; what is accepted a second time is meant so."""

    def __init__(self, database: Database, mentorship: Mentorship, session: Session | None = None) -> None:
        """`session` is the one that is moved."""
        self._database, self._mentorship = database, mentorship
        self._zone = mentorship.zone if session is None else session.zone
        self._asked: set[object] = set()

    def _first_time(self, doubt: object) -> bool:
        if doubt in self._asked:
            return False
        self._asked.add(doubt)
        return True

    def ask_once(self, starts: datetime, minutes: int, days: Sequence[datetime], moved: Collection[str] = ()) -> None:
        """Raises `BadInput` for a day that has passed, and with the sessions that these would overlap, each once.

        `moved` are the ids of those that are moved: with one another they do not overlap.
        """
        if starts.date() < today(self._zone) and self._first_time(starts.date()):
            with about("day"):
                raise BadInput(
                    _("{day} has passed. Press the same key again to plan it all the same.").format(
                        day=medium_date(starts.date())
                    )
                )
        found = sessions.conflicts(self._database, self._mentorship.id, days, minutes, self._zone, moved)
        if found and self._first_time(tuple((it.starts, it.session.id) for it in found)):
            raise BadInput(told(found))

    def ask_about_series(self, count: int) -> None:
        """Raises `BadInput` with the number of a series that is very long, the first time for this number."""
        if count > MANY_SESSIONS and self._first_time(count):
            with about("until"):
                raise BadInput(
                    _("This plans {count} sessions. Press the same key again to plan them all.").format(count=count)
                )


def told(found: Sequence[sessions.Conflict]) -> str:
    """The sessions that stand there already, the first of them by name, and who would have to be in both."""
    lines = [
        _("{day}, {begins}–{ends}: {title} ({people} in both)").format(
            day=medium_date(it.session.day),
            begins=f"{it.session.starts:%H:%M}",
            ends=f"{it.session.ends:%H:%M}",
            title=it.mentorship.title,
            people=listed(it.people),
        )
        for it in found[:TOLD_CONFLICTS]
    ]
    if (more := len(found) - TOLD_CONFLICTS) > 0:
        lines.append(ngettext("… and {count} more", "… and {count} more", more).format(count=more))
    return "\n".join(
        [
            ngettext("There is another session at this time:", "There are other sessions at these times:", len(found)),
            *lines,
            _("Press the same key again if it is meant so."),
        ]
    )
