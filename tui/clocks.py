"""When a session is by each party's own clocks, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.i18n import _, short_date
from data.model.elsewhere import Elsewhere, of_session

if TYPE_CHECKING:
    from datetime import date

    from data.model.mentorship import Mentorship
    from data.model.session import Session


def clock_of(mentorship: Mentorship, it: Elsewhere, day: date) -> str:
    """When it is by a party's own clocks; with the day, where theirs is another one than `day`."""
    values = {
        "name": mentorship.name_of(it.party),
        "begins": f"{it.starts:%H:%M}",
        "ends": f"{it.ends:%H:%M}",
        "zone": it.zone,
        "day": short_date(it.starts.date()),
    }
    if it.starts.date() == day:
        return _("for {name} {begins}–{ends} ({zone})").format(**values)
    return _("for {name} {day}, {begins}–{ends} ({zone})").format(**values)


def clocks_of(mentorship: Mentorship, session: Session) -> list[str]:
    """For each party whose clocks show another time than the session's zone."""
    return [clock_of(mentorship, it, session.day) for it in of_session(mentorship, session)]
