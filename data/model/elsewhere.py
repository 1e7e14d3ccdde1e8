"""One session by two clocks: what each party's own clocks show when it begins and ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from . import walltime
from .mentorship import Party

if TYPE_CHECKING:
    from .mentorship import Mentorship
    from .session import Session


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """When a session is for a party whose clocks differ from those of the session's zone."""

    party: Party
    zone: str
    starts: datetime
    """Wall-clock start in that zone, naive."""
    ends: datetime


def elsewhere(mentorship: Mentorship, starts_at: datetime, minutes: int, zone: str) -> list[Elsewhere]:
    """The times of those parties whose clocks show another one than the clocks of `zone`, at an instant."""
    found = []
    ends_at = starts_at + timedelta(minutes=minutes)
    for party in Party:
        there = mentorship.zone_of(party)
        starts = walltime.to_wall(starts_at, there)
        if starts != walltime.to_wall(starts_at, zone):
            found.append(Elsewhere(party, there, starts, walltime.to_wall(ends_at, there)))
    return found


def of_session(mentorship: Mentorship, session: Session) -> list[Elsewhere]:
    """As `elsewhere`, for a session."""
    return elsewhere(mentorship, session.starts_at, session.minutes, session.zone)
