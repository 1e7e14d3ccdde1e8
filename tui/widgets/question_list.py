"""The list of questions by topic: its sign says how far each is, a ¶ that its answer has become a clause."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from data.model.question import Question, QuestionState

from .list import KeyList
from .list_item import ListItem

_SIGN = {QuestionState.OPEN: "○", QuestionState.ASKED: "✓", QuestionState.SKIPPED: "–"}


class QuestionList(KeyList):
    """One of them is chosen."""

    def show(self, questions: Sequence[Question], in_draft: Collection[str], *, choose: str | None = None) -> None:
        """Show questions; those whose answers stand in the draft are named by their ids."""
        self.fill(_items(questions, in_draft), choose=choose)


def _items(questions: Sequence[Question], in_draft: Collection[str]) -> Iterator[tuple[str, ListItem]]:
    topic = ""
    for question in questions:
        heading = "" if question.topic == topic else question.topic_title
        topic = question.topic
        style = "$text-muted" if question.state is QuestionState.SKIPPED else "$foreground"
        clause = " ¶" if question.id in in_draft else ""
        yield (
            question.id,
            ListItem.of(sign(question), (question.wording, style), (clause, "$accent"), above=(heading, "$secondary")),
        )


def sign(question: Question) -> tuple[str, str]:
    """Whether it is open, asked or skipped, as a sign with its style."""
    return f"{_SIGN[question.state]} ", "$text-success" if question.state is QuestionState.ASKED else "$accent"
