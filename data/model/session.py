"""Sessions and commitments: what is planned in wall-clock time with its zone, what happened in UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from ..errors import BadInput
from ..i18n import _
from . import walltime
from .mentorship import Party

LONGEST_MINUTES = 24 * 60
"""The longest that a session may take; the query for overlaps relies on it."""


class SessionKind(StrEnum):
    """The first meeting, a regular session, or a review."""

    FIRST = "first"
    REGULAR = "regular"
    REVIEW = "review"


class SessionState(StrEnum):
    """A session is planned until it was held or cancelled."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class Scope(StrEnum):
    """How much of a series a change is for; what was held or cancelled stays as it is in all three."""

    THIS = "this"
    FOLLOWING = "following"
    """This one and those after it by the rule."""
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Session:
    """One meeting of the two."""

    id: str
    mentorship_id: str
    kind: SessionKind
    state: SessionState
    title: str
    """Optional; screens show the kind where it is empty."""
    starts: datetime
    """Wall-clock start in `zone`, naive."""
    zone: str
    starts_at: datetime
    """The same instant in UTC, derived, for order."""
    minutes: int
    place: str
    method: str
    """How they meet: in person, by phone, by video; free text."""
    series_id: str | None
    original_starts: datetime | None
    """The wall-clock start that the series' rule gave it; None outside a series."""
    sequence: int
    """The revision of the calendar entry, rising with every change (RFC 5545, 3.8.7.4)."""
    cancelled_by: Party | None
    cancelled_at: datetime | None
    held_at: datetime | None
    created_at: datetime
    row_version: int
    changed_at: datetime | None = None
    """When it was last changed; None while it is as it was planned."""

    @property
    def ends(self) -> datetime:
        """Wall-clock end in `zone`, naive; in the night of a clock change it is what the clocks show then."""
        return walltime.to_wall(self.starts_at + timedelta(minutes=self.minutes), self.zone)

    @property
    def day(self) -> date:
        """The wall-clock day it starts on."""
        return self.starts.date()

    @property
    def is_planned(self) -> bool:
        """Neither held nor cancelled."""
        return self.state is SessionState.PLANNED

    @property
    def follows_rule(self) -> bool:
        """Whether it stands where the rule of its series put it."""
        return self.original_starts is not None and self.starts == walltime.existing(self.original_starts, self.zone)


@dataclass(frozen=True, slots=True)
class Series:
    """A rule that gave sessions."""

    id: str
    mentorship_id: str
    rule: str
    """An RFC 5545 RRULE value such as `FREQ=WEEKLY;INTERVAL=2;COUNT=10`."""
    starts: datetime
    zone: str
    minutes: int
    place: str
    method: str
    sequence: int
    created_at: datetime
    title: str = ""
    changed_at: datetime | None = None
    """When it was last changed as a whole; None while it is as it was planned."""


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many sessions a day has, by what became of them."""

    held: int = 0
    planned: int = 0
    cancelled: int = 0


def check_minutes(minutes: int) -> None:
    """Raises `BadInput` for a length that no session can have."""
    if not 1 <= minutes <= LONGEST_MINUTES:
        raise BadInput(_("A session takes at least one minute and at most 24 hours."))


class CommitmentState(StrEnum):
    """A commitment is carried over until it is done or dropped."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Commitment:
    """What a party promised to do, by when."""

    id: str
    mentorship_id: str
    session_id: str | None
    """Where it was made."""
    party: Party
    what: str
    due: date | None
    first_due: date | None
    """The date it had first; `due` may have been carried over."""
    carried_over: int
    """How often it was carried over."""
    state: CommitmentState
    created_at: datetime
    closed_at: datetime | None
    row_version: int


@dataclass(frozen=True, slots=True)
class Meeting:
    """The first meeting while it is held, or as it was."""

    session_id: str
    opened_at: datetime
    """When the clock started, UTC."""
    closed_at: datetime | None
    """When it stopped; None while the meeting goes on."""
    question_id: str | None
    """The question it is at."""
