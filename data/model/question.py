"""Questions of the first meeting, and what is said of them as a whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

CORE_TOPICS = ("relationship", "comfort", "development", "expectations")
"""The four topics that no first meeting should leave out (DESIGN.md, section 2)."""

LONGEST_WORDING = 500
"""Letters of one question: four lines of a narrow terminal and more."""


class QuestionState(StrEnum):
    """A question is open until it was asked or skipped."""

    OPEN = "open"
    ASKED = "asked"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Question:
    """One question on the checklist of a mentorship."""

    id: str
    mentorship_id: str
    topic: str
    """The key of its topic; an imported catalogue may bring its own."""
    topic_title: str
    """The topic as people read it, in the mentorship's language."""
    wording: str
    position: int
    """The place in the list, counted from 0."""
    state: QuestionState
    source: str
    """The key in the catalogue that it came from, empty for an own question."""
    answer: str
    """The answer as it stands, empty while there is none."""
    beforehand: str
    """What the mentee wrote before the meeting; empty where nothing was."""
    has_clause: bool
    """Whether its answer has become a clause of the draft."""
    removed: bool
    row_version: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How far the questions are."""

    asked: int
    skipped: int
    open: int

    @property
    def total(self) -> int:
        """All questions on the list."""
        return self.asked + self.skipped + self.open


def tally(questions: Iterable[Question]) -> Tally:
    """Count the states of the questions that are on the list."""
    states = [question.state for question in questions if not question.removed]
    return Tally(
        asked=states.count(QuestionState.ASKED),
        skipped=states.count(QuestionState.SKIPPED),
        open=states.count(QuestionState.OPEN),
    )


def uncovered(questions: Iterable[Question]) -> list[str]:
    """The core topics with no question that is or will be asked, in the order of `CORE_TOPICS`."""
    covered = {q.topic for q in questions if not q.removed and q.state is not QuestionState.SKIPPED}
    return [topic for topic in CORE_TOPICS if topic not in covered]
