"""Where one was in a meeting, to the letter: what a dropped connection comes back to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from data import places
from data.errors import HandschlagError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.document._document import Location

    from data import Database

    from .widgets.prose_editor import ProseEditor

PANES = ("answer", "draft")
"""The ids of the two texts."""


@dataclass(frozen=True, slots=True)
class MeetingCursor:
    """A question, the text that one is in, and the cursor of both."""

    question_id: str
    pane: str
    answer: tuple[int, int]
    draft: tuple[int, int]
    at_end: bool
    """Whether the answer was being continued: the cursor belongs behind what was typed last."""

    @classmethod
    def of(cls, question_id: str, pane: str, answer: ProseEditor, draft: ProseEditor) -> MeetingCursor:
        """As it is now."""
        at = answer.cursor_location
        return cls(question_id, pane, at, draft.cursor_location, at == answer.document.end)

    def in_answer(self, editor: ProseEditor) -> Location:
        """Where the cursor belongs in the answer that stands there now."""
        return editor.document.end if self.at_end else self.answer

    def keep(self, database: Database, mentorship_id: str) -> bool:
        """Remember it, and whether that was possible. Being unable to is no reason to stop."""
        record = {
            "question": self.question_id,
            "pane": self.pane,
            "answer": self.answer,
            "draft": self.draft,
            "end": self.at_end,
        }
        try:
            places.remember(database, _memory(mentorship_id), record)
        except HandschlagError:
            return False
        return True


def recall(database: Database, mentorship_id: str) -> MeetingCursor | None:
    """What was kept last; None where there is none, or it was made unreadable."""
    record = places.recall(database, _memory(mentorship_id)) or {}
    answer, draft = _location(record, "answer"), _location(record, "draft")
    question_id, pane = record.get("question"), record.get("pane")
    if answer is None or draft is None or not isinstance(question_id, str) or pane not in PANES:
        return None
    return MeetingCursor(question_id, str(pane), answer, draft, record.get("end") is True)


def _memory(mentorship_id: str) -> str:
    return f"meeting {mentorship_id}"


def _location(record: Mapping[str, object], name: str) -> tuple[int, int] | None:
    value = record.get(name)
    if not isinstance(value, list) or len(value) != 2:
        return None
    row, column = value
    return (row, column) if isinstance(row, int) and isinstance(column, int) and min(row, column) >= 0 else None
