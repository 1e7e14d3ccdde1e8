"""What a calendar file of somebody else holds: answers to invitations, and busy times (RFC 5546, RFC 5545)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Reply(StrEnum):
    """What an invitation was answered with (PARTSTAT)."""

    ACCEPTED = "ACCEPTED"
    TENTATIVE = "TENTATIVE"
    DECLINED = "DECLINED"


@dataclass(frozen=True, slots=True)
class Answer:
    """An invitation of Handschlag was answered."""

    uid: str
    """The session's or the series' id."""
    original_starts: datetime | None
    """The wall-clock time by the rule of the one that is answered, naive; None for a whole entry."""
    reply: Reply
    sequence: int
    """The revision of the invitation that is answered."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a file holds for us."""

    answers: tuple[Answer, ...]
    busy: tuple[tuple[datetime, datetime], ...]
    """Begin and end in UTC, in order, none overlapping another."""
