"""How a text came about: the steps of its history, and what happened to the draft as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Pace(StrEnum):
    """How much is put together to a step."""

    CLOSE = "close"
    """What was typed without taking the hands off the keys."""
    USUAL = "usual"
    """What was typed without a longer pause."""
    DAYS = "days"
    """All of a day, whoever typed it."""


@dataclass(frozen=True, slots=True)
class Step:
    """Some edits that belong together."""

    last: int
    """The number of the last one in the log: the step leaves the text as it was then."""
    began: datetime
    ended: datetime
    by: tuple[str, ...]
    """The accounts that typed, in the order in which they began."""
    edits: int
    """How many there are."""


class LandmarkKind(StrEnum):
    """What happened to the draft as a whole."""

    PROPOSED = "proposed"
    """It was frozen as a version."""
    RESTORED = "restored"
    """It was replaced by a version, or by what it was before."""
    UNDONE = "undone"
    """That was taken back."""


@dataclass(frozen=True, slots=True)
class Landmark:
    """Something that happened to the draft when its log had come to a number."""

    kind: LandmarkKind
    number: int | None
    """The number of the version; None where no version is part of it."""
