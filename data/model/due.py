"""What is due, over all mentorships, and what home shows of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .mentorship import Mentorship
from .path import Action, Facts


class DueKind(StrEnum):
    """What waits."""

    SESSION = "session"
    REVIEW = "review"
    COMMITMENT = "commitment"
    SIGNATURE = "signature"
    """A proposed version lacks a consent."""
    COMPLETION = "completion"
    """One party has confirmed that the mentorship is complete, the other has not."""


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is due."""

    kind: DueKind
    day: date
    """The day it is due, in the zone of its mentorship."""
    mentorship: Mentorship
    subject_id: str
    """The id of the session, commitment or version."""
    overdue: bool
    """Its day has passed."""
    time: str = ""
    """When a session begins: `10:00`."""
    minutes: int = 0
    """How long a session takes."""
    place: str = ""
    """Where a session is."""
    who: str = ""
    """Who made a commitment."""
    text: str = ""
    """What a commitment is about, or the title of a session."""
    carried_over: int = 0
    """How often a commitment was carried over."""


@dataclass(frozen=True, slots=True)
class Overview:
    """One mentorship as home shows it."""

    mentorship: Mentorship
    facts: Facts
    next: Action
