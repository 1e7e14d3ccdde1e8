"""What stands on the line of time of a mentorship, and with which shape: the same on a screen and in a document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from .session import SessionKind, SessionState

if TYPE_CHECKING:
    from .agreement import Version
    from .mentorship import Mentorship
    from .session import Session


class MarkKind(StrEnum):
    """What a mark tells; the order says which one covers another in the same place."""

    PLANNED = "planned"
    HELD = "held"
    REVIEW = "review"
    REVIEWED = "reviewed"
    FIRST = "first"
    IN_FORCE = "in force"
    ENDED = "ended"
    TODAY = "today"


SHAPES = {
    MarkKind.PLANNED: "○",
    MarkKind.HELD: "●",
    MarkKind.REVIEW: "◇",
    MarkKind.REVIEWED: "◆",
    MarkKind.FIRST: "▲",
    MarkKind.IN_FORCE: "★",
    MarkKind.ENDED: "■",
    MarkKind.TODAY: "│",
}
"""Told apart without any colour: an outline is planned, a filled one was."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something on a day."""

    day: date
    kind: MarkKind


@dataclass(frozen=True, slots=True)
class Period:
    """How long a version was in force."""

    number: int
    """Of the version."""
    first: date
    last: date | None
    """None while it is in force."""


def periods_of(versions: Sequence[Version], mentorship: Mentorship) -> list[Period]:
    """When which version of one kind was in force, given all of that kind, the oldest first.

    One lasts until the next came into force, the last one until the mentorship ended.
    """
    agreed = [(it.number, it.in_force_at) for it in versions if it.in_force_at is not None]
    begins = [mentorship.day_of(instant) for _number, instant in agreed]
    ended = None if mentorship.ended_at is None else mentorship.day_of(mentorship.ended_at)
    return [
        Period(number, first, last)
        for (number, _instant), first, last in zip(agreed, begins, [*begins[1:], ended], strict=False)
    ]


def marks_of(sessions: Iterable[Session], versions: Iterable[Version], mentorship: Mentorship) -> list[Mark]:
    """All of a mentorship's days in order, without today; cancelled sessions are left out."""
    marks = [Mark(it.day, _kind(it)) for it in sessions if it.state is not SessionState.CANCELLED]
    in_force = [it.in_force_at for it in versions if it.in_force_at is not None]
    marks += [Mark(mentorship.day_of(instant), MarkKind.IN_FORCE) for instant in in_force]
    if mentorship.ended_at is not None:
        marks.append(Mark(mentorship.day_of(mentorship.ended_at), MarkKind.ENDED))
    return sorted(marks, key=lambda mark: (mark.day, list(MarkKind).index(mark.kind)))


def _kind(session: Session) -> MarkKind:
    held = session.state is SessionState.HELD
    return {
        SessionKind.FIRST: MarkKind.FIRST,
        SessionKind.REVIEW: MarkKind.REVIEWED if held else MarkKind.REVIEW,
        SessionKind.REGULAR: MarkKind.HELD if held else MarkKind.PLANNED,
    }[session.kind]
