"""The checklist of a first meeting on paper: the questions by topic, each with room to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..i18n import _, pgettext, using
from ..model.question import QuestionState
from . import names
from .markdown import escaped, indented, typed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..model.mentorship import Mentorship
    from ..model.question import Question

_LINES = 3
"""How many lines there are to write an answer on."""

_LINE = "_" * 60
"""A line to write on: as such in the text, and as a rule wherever Markdown is rendered."""


def questions_document(mentorship: Mentorship, questions: Sequence[Question]) -> str:
    """The questions as Markdown, in the mentorship's language; skipped and removed ones are left out.

    Below a question stands what the mentee wrote beforehand, then its answer, or lines to write on.
    """
    with using(mentorship.language):
        blocks = [
            f"# {_('Questions for our first meeting')}",
            _("Mentor: {mentor}. Mentee: {mentee}.").format(
                mentor=escaped(mentorship.mentor), mentee=escaped(mentorship.mentee)
            ),
        ]
        for title, members in by_topic(questions):
            blocks.append(f"## {escaped(title)}")
            blocks += [_entry(question) for question in members]
        if len(blocks) == 2:
            blocks.append(_("There are no questions on the list yet."))
    return "\n\n".join(blocks) + "\n"


def file_name(mentorship: Mentorship) -> str:
    """What the list is called as a file, in the mentorship's language."""
    with using(mentorship.language):
        return names.file_name(pgettext("name of a file", "questions"), mentorship, ".md")


def by_topic(questions: Iterable[Question], *, skipped: bool = False) -> Iterator[tuple[str, list[Question]]]:
    """The questions on the list under the titles of their topics, in the order in which each comes first."""
    topics: dict[str, list[Question]] = {}
    for question in questions:
        if not question.removed and (skipped or question.state is not QuestionState.SKIPPED):
            topics.setdefault(question.topic_title, []).append(question)
    yield from topics.items()


def _entry(question: Question) -> str:
    box = "[x]" if question.state is QuestionState.ASKED else "[ ]"
    room = typed(question.answer) or "\n\n".join([_LINE] * _LINES)
    parts = [f"- {box} {escaped(question.wording)}"]
    if before := typed(question.beforehand):
        parts += [indented(f"*{_('Beforehand:')}*"), indented(before)]
    return "\n\n".join([*parts, indented(room)])
