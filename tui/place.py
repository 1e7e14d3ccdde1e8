"""Where somebody is: what a start opens, what Escape leads back to, what is remembered over a dropped connection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

TO_CHANGE = "to be changed"
"""The detail of the agreement where it is opened at what a review has flagged."""


class Name(StrEnum):
    """The screens one can be on."""

    HOME = "home"
    PATH = "path"
    QUESTIONS = "questions"
    MEETING = "meeting"
    AGREEMENT = "agreement"
    LOGISTICS = "logistics"
    VERSIONS = "versions"
    COMPARE = "compare"
    HISTORY = "history"
    CALENDAR = "calendar"
    SESSION = "session"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Place:
    """A screen, and of what."""

    name: Name = Name.HOME
    mentorship_id: str = ""
    """Empty on home and in the calendar of all."""
    detail: str = ""
    """What is selected there: the id of a question, session, version, of both versions that are compared, the number
    of a step of the history; on home the id of a mentorship; in the agreement also `TO_CHANGE`."""

    came_from: Name | None = field(default=None, compare=False)
    """The screen of the same mentorship that led here, where Escape leads back to it."""

    @property
    def back(self) -> Place | None:
        """Where Escape leads; None on home."""
        if self.name is Name.HOME:
            return None
        if self.came_from is not None:
            return Place(self.came_from, self.mentorship_id)
        if self.name is Name.PATH or not self.mentorship_id:
            return Place(detail=self.mentorship_id)
        if self.name is Name.SESSION:
            return Place(Name.CALENDAR, self.mentorship_id, self.detail)
        if self.name in (Name.COMPARE, Name.HISTORY):
            return Place(Name.VERSIONS, self.mentorship_id)
        return Place(Name.PATH, self.mentorship_id)

    def as_record(self) -> dict[str, str]:
        """What is stored of it."""
        return {"name": self.name.value, "mentorship": self.mentorship_id, "detail": self.detail}

    @classmethod
    def from_record(cls, record: Mapping[str, object]) -> Place:
        """Read back what `as_record` gave; home for what is not known."""
        values = [record.get(key) for key in ("name", "mentorship", "detail")]
        if not all(isinstance(value, str) for value in values) or values[0] not in set(Name):
            return cls()
        name, mentorship_id, detail = map(str, values)
        return cls(Name(name), mentorship_id, detail)
