"""The review: both answer alone, then both are revealed, then an outcome."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from .mentorship import Party

FIRST_REVIEW_AFTER = timedelta(days=30)
"""How long after an agreement came into force the first review is due."""

NEXT_REVIEW_AFTER = timedelta(days=60)
"""How long after a review the next one is due."""


class Outcome(StrEnum):
    """What a review ends with. Either “end” wins; otherwise either “amend” wins."""

    CONTINUE = "continue"
    AMEND = "amend"
    END = "end"


@dataclass(frozen=True, slots=True)
class ReviewAnswer:
    """One party's answer to one review question."""

    party: Party
    question: str
    """The key of the question."""
    text: str
    score: int | None
    """1 to 5 where the question asks for it."""


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One question of a review, as it was worded when the review was opened."""

    key: str
    wording: str
    scale: bool
    """Whether it asks for a score of 1 to 5 beside the words."""


@dataclass(frozen=True, slots=True)
class Review:
    """The review that belongs to one session."""

    session_id: str
    mentorship_id: str
    questions: tuple[ReviewItem, ...]
    done_by: frozenset[Party]
    """Who has finished answering."""
    revealed_at: datetime | None
    outcome: Outcome | None
    closed_at: datetime | None

    @property
    def is_revealed(self) -> bool:
        """Both may see both."""
        return self.revealed_at is not None
