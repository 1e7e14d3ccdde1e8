"""The scores that both have given, over all reviews: what stands in a picture of them, and where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from .mentorship import Party

if TYPE_CHECKING:
    from .review import Review, ReviewAnswer

LOWEST, HIGHEST = 1, 5
"""The scores that there are."""

SHAPES = {Party.MENTOR: "■", Party.MENTEE: "○"}
"""Whose score it is, told apart without any colour."""

NARROWEST, WIDEST = 3, 8
"""Cells of a review in a picture: both marks stand beside each other, and a gap keeps it from the next one."""


@dataclass(frozen=True, slots=True)
class Scored:
    """What both have given one question in one review."""

    day: date
    mentor: int | None
    mentee: int | None

    def of(self, party: Party) -> int | None:
        """The score of a party; None where it gave none."""
        return self.mentor if party is Party.MENTOR else self.mentee


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One question over all reviews."""

    key: str
    wording: str
    """As it was asked last."""
    reviews: tuple[Scored, ...]
    """All reviews, the oldest first, also those in which nobody gave it a score."""

    def marks(self, level: int) -> list[tuple[Party, ...]]:
        """Who has given this score, for each review."""
        return [tuple(party for party in Party if it.of(party) == level) for it in self.reviews]

    def last(self, count: int) -> ScoreRow:
        """The same with the last reviews only."""
        return ScoreRow(self.key, self.wording, self.reviews[max(0, len(self.reviews) - count) :])


def score_rows(found: Iterable[tuple[date, Review, Sequence[ReviewAnswer]]]) -> list[ScoreRow]:
    """The questions that were given a score, in the order in which they were asked last.

    `found` are the reviews in their order, each with its day and what was answered; of one that was not revealed
    nothing is told.
    """
    revealed = [it for it in found if it[1].is_revealed]
    asked = {item.key: item for _day, review, _answers in revealed for item in review.questions if item.scale}
    last = {item.key: place for _day, review, _answers in revealed for place, item in enumerate(review.questions)}
    rows = [
        ScoreRow(key, asked[key].wording, tuple(_scored(day, key, answers) for day, _review, answers in revealed))
        for key in sorted(asked, key=lambda key: last[key])
    ]
    return [row for row in rows if any(it.of(party) is not None for it in row.reviews for party in Party)]


def _scored(day: date, key: str, answers: Sequence[ReviewAnswer]) -> Scored:
    given = {answer.party: answer.score for answer in answers if answer.question == key}
    return Scored(day, given.get(Party.MENTOR), given.get(Party.MENTEE))


def fitting(count: int, cells: int) -> tuple[int, int]:
    """How many of the last of so many reviews fit in a row of so many cells, and the cells of each.

    All of them are as wide as each other; where not even one fits, one is shown all the same.
    """
    shown = max(1, min(count, cells // NARROWEST))
    return shown, max(NARROWEST, min(WIDEST, cells // shown))
