"""What happened to a mentorship, and when: written once, never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened."""

    at: datetime
    os_user: str
    """The account that did it."""
    kind: str
    """`created`, `invitation`, `in force`, `paused`, `resumed`, `completion confirmed`, `completed`, `ended`,
    `urgent request` …"""
    subject: str
    """The id or the name of what it happened to; may be empty."""
    detail: str
    """What else is to be known, such as the party; may be empty."""
