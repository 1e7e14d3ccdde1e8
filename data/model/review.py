"""The review: both answer alone, then both are revealed, then an outcome."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from .mentorship import Party

FIRST_REVIEW_AFTER = timedelta(days=30)
"""How long after an agreement came into force the first review is due."""

NEXT_REVIEW_AFTER = timedelta(days=60)
"""How long after a review the next one is due, unless the mentorship has its own rhythm."""

SHORTEST_RHYTHM, LONGEST_RHYTHM = 7, 365
"""How many days from one review to the next a mentorship may choose."""


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
    wish: Outcome | None = None
    """How to go on, where the question asks for it."""

    @property
    def is_empty(self) -> bool:
        """Neither words nor a score nor a wish."""
        return not self.text.strip() and self.score is None and self.wish is None


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One question of a review, as it was worded when the review was opened."""

    key: str
    wording: str
    scale: bool
    """Whether it asks for a score of 1 to 5 beside the words."""
    choice: bool = False
    """Whether it asks for one of the three outcomes beside the words."""


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


@dataclass(frozen=True, slots=True)
class Flag:
    """A point of the agreement that a review has found to be in need of change."""

    point: str
    """Its key: a changed wording is another point."""
    party: Party
    """Whose responsibility it is."""
    wording: str


@dataclass(frozen=True, slots=True)
class Following:
    """The review that comes when one is dropped."""

    day: date
    is_planned: bool
    """It is planned already, so that none is added."""


def outcome_of(answers: Iterable[ReviewAnswer]) -> Outcome | None:
    """What both wishes come to: either “end” wins, otherwise either “amend” wins; None while nobody wished anything.

    A proposal, never an act: who concludes the review chooses.
    """
    wishes = {answer.wish for answer in answers}
    return next((it for it in (Outcome.END, Outcome.AMEND, Outcome.CONTINUE) if it in wishes), None)


def differences_first(items: Sequence[ReviewItem], answers: Iterable[ReviewAnswer]) -> list[ReviewItem]:
    """The questions as both look at them together: where they differ most comes first, else the order stays.

    Different wishes, then scores by their distance, then what only one of both answered, then what both answered, last
    what neither did.
    """
    by_key: dict[str, list[ReviewAnswer]] = {}
    for answer in answers:
        if not answer.is_empty:
            by_key.setdefault(answer.question, []).append(answer)
    return sorted(items, key=lambda item: _weight(by_key.get(item.key, [])), reverse=True)


def _weight(given: Sequence[ReviewAnswer]) -> tuple[bool, int, int]:
    """How far the answers to one question are apart; the greater, the further up."""
    scores = [answer.score for answer in given if answer.score is not None]
    distance = max(scores) - min(scores) if scores else 0
    wishes = {answer.wish for answer in given if answer.wish is not None}
    return len(wishes) > 1, distance, (0, 2, 1)[len(given)]


def next_review_day(planned: date, held: date, days: int = NEXT_REVIEW_AFTER.days) -> date:
    """The day of the review after one that was planned for a day and held on another.

    The rhythm is counted from the planned days, so that it does not drift with reviews held late; what would come
    sooner than half a rhythm of `days` after the one just held is left out.
    """
    rhythm = timedelta(days=days)
    day = planned + rhythm
    while day < held + rhythm // 2:
        day += rhythm
    return day
