"""One mentor and one mentee: the parties, and the states a mentorship passes through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from . import walltime


class Party(StrEnum):
    """One of the two sides."""

    MENTOR = "mentor"
    MENTEE = "mentee"

    @property
    def other(self) -> Party:
        """The opposite side."""
        return Party.MENTEE if self is Party.MENTOR else Party.MENTOR


class MentorshipState(StrEnum):
    """`preparing → active ⇄ paused → ended`, and `active → completed` when both confirm."""

    PREPARING = "preparing"
    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"
    COMPLETED = "completed"

    @property
    def is_closed(self) -> bool:
        """Readable and exportable, and never reopened."""
        return self in (MentorshipState.ENDED, MentorshipState.COMPLETED)


TRANSITIONS: dict[MentorshipState, frozenset[MentorshipState]] = {
    MentorshipState.PREPARING: frozenset({MentorshipState.ACTIVE, MentorshipState.ENDED}),
    MentorshipState.ACTIVE: frozenset({MentorshipState.PAUSED, MentorshipState.COMPLETED, MentorshipState.ENDED}),
    MentorshipState.PAUSED: frozenset({MentorshipState.ACTIVE, MentorshipState.ENDED}),
    MentorshipState.ENDED: frozenset(),
    MentorshipState.COMPLETED: frozenset(),
}
"""Every step that is allowed. Ending is allowed from every state that is not closed: nothing can block it."""


@dataclass(frozen=True, slots=True)
class Mentorship:
    """A mentorship as it stands."""

    id: str
    number: int
    """The number in `handschlag list`, given once and never reused."""
    mentor: str
    mentee: str
    mentor_email: str
    mentee_email: str
    me: Party
    """Which of the two the owner of this database is."""
    language: str
    """`en` or `de`: the language of the agreement, not of the screens."""
    zone: str
    """The IANA time zone in which days are counted."""
    state: MentorshipState
    created_at: datetime
    active_since: datetime | None
    paused_at: datetime | None
    ended_at: datetime | None
    """When it was ended or completed."""
    completed_by: frozenset[Party]
    """Who has confirmed that it is complete; it is when both have."""
    continues: str | None
    """The id of the mentorship that this one continues."""
    row_version: int
    mentor_zone: str = ""
    """The IANA time zone in which the mentor lives; empty is `zone`."""
    mentee_zone: str = ""
    """The IANA time zone in which the mentee lives; empty is `zone`."""
    review_days: int = 60
    """How many days after a review the next one is planned."""

    def name_of(self, party: Party) -> str:
        """The name of a party."""
        return self.mentor if party is Party.MENTOR else self.mentee

    def email_of(self, party: Party) -> str:
        """The address of a party; empty where none is known."""
        return self.mentor_email if party is Party.MENTOR else self.mentee_email

    def zone_of(self, party: Party) -> str:
        """The IANA time zone in which a party lives."""
        return (self.mentor_zone if party is Party.MENTOR else self.mentee_zone) or self.zone

    def day_of(self, instant: datetime) -> date:
        """The day that it was in the zone of the mentorship, whatever the day was in UTC."""
        return walltime.to_wall(instant, self.zone).date()

    @property
    def title(self) -> str:
        """`Anna Weber → Ben Okafor`."""
        return f"{self.mentor} → {self.mentee}"

    @property
    def partner(self) -> str:
        """The name of the other one, as seen by the owner of this database."""
        return self.name_of(self.me.other)
