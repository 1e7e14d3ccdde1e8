"""The plan of a first meeting: a share of its minutes for each topic, and where one is against it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from .question import QuestionState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .question import Question

LATE = timedelta(minutes=2)
"""So much behind is not worth a word: nobody asks by the second."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The share of a topic."""

    topic: str
    title: str
    until: timedelta
    """When it should be over, counted from the beginning of the meeting."""


def plan(questions: Sequence[Question], planned: timedelta) -> list[Stretch]:
    """The topics in the order of the list, each with time for its questions; skipped ones take none."""
    topics: dict[str, tuple[str, int]] = {}
    for question in _counted(questions):
        title, count = topics.get(question.topic, (question.topic_title, 0))
        topics[question.topic] = (title, count + 1)
    total, before = sum(count for _title, count in topics.values()), 0
    stretches = []
    for topic, (title, count) in topics.items():
        before += count
        stretches.append(Stretch(topic, title, planned * before / total))
    return stretches


def behind(questions: Sequence[Question], planned: timedelta, gone: timedelta) -> timedelta:
    """How far the meeting is behind its plan: the time gone, less that of the questions asked and of the present one.

    Nothing where it is within the plan, or every question has been asked.
    """
    counted = _counted(questions)
    asked = sum(question.state is QuestionState.ASKED for question in counted)
    if asked == len(counted):
        return timedelta()
    return max(timedelta(), gone - planned * (asked + 1) / len(counted))


def stretch_of(questions: Sequence[Question], planned: timedelta, topic: str) -> Stretch | None:
    """The share of one topic; None where all of its questions were skipped."""
    return next((it for it in plan(questions, planned) if it.topic == topic), None)


def _counted(questions: Sequence[Question]) -> list[Question]:
    return [it for it in questions if not it.removed and it.state is not QuestionState.SKIPPED]
