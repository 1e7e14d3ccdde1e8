"""Headings and points of the draft: jump to one, mark points as understood."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList

from data import points
from data.clean import shown
from data.errors import HandschlagError
from data.i18n import N_, _
from data.model.mentorship import Party
from data.model.outline import outline

from .. import wording
from ..speech import say
from ..widgets.list import KeyList
from ..widgets.list_item import ListItem
from .base import Dialog

if TYPE_CHECKING:
    from data import Database
    from data.model.agreement import Point
    from data.model.mentorship import Mentorship


class OutlineDialog(Dialog[int]):
    """Returns the line of the draft to jump to, counted from 0."""

    DEFAULT_CSS = """
    OutlineDialog > Vertical { width: 96; height: 94%; }
    OutlineDialog #work { height: 1fr; }
    OutlineDialog KeyList { height: 1fr; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("1", "mark('mentor')", "Mentor"),
        ("2", "mark('mentee')", "Mentee"),
        ("3,space", "mark('both')", "Both"),
    ]
    CANCEL_HINT = N_("back")

    def __init__(self, database: Database, mentorship: Mentorship, text: str, line: int) -> None:
        """`line` is where the cursor is: what stands there is chosen first."""
        super().__init__()
        self._database, self._mentorship, self._text, self._line = database, mentorship, text, line

    def title_text(self) -> str:
        """What is listed."""
        return _("Outline and points")

    def compose_dialog(self) -> ComposeResult:
        """The list."""
        yield KeyList()

    def dialog_keys(self) -> list[tuple[str, str]]:
        """Marking and jumping."""
        return [
            (_("Enter"), _("jump")),
            ("1 2 3", _("mentor, mentee, both understood")),
        ]

    def on_mount(self) -> None:
        """Choose what stands at the cursor."""
        self._show()
        lines = [line for line in (*self._headings(), *self._points) if line <= self._line]
        options = self.query_one(KeyList)
        if lines:
            options.highlighted = options.get_option_index(str(max(lines)))
        options.focus()

    def _headings(self) -> dict[int, Content]:
        return {
            heading.line: Content.assemble(("  " * (heading.level - 1), ""), (shown(heading.title), "bold $primary"))
            for heading in outline(self._text)
        }

    def _show(self) -> None:
        self._points = {point.line: point for point in points.of(self._database, self._mentorship.id, self._text)}
        lines: dict[int, Content | ListItem] = {**self._headings()}
        lines |= {line: _point_line(point) for line, point in self._points.items()}
        self.query_one(KeyList).fill((str(line), lines[line]) for line in sorted(lines))

    def action_mark(self, who: str) -> None:
        """Mark the chosen point for one or both, or take the marks back where all are there."""
        chosen = self.query_one(KeyList).chosen
        point = self._points.get(int(chosen)) if chosen is not None else None
        if point is None:
            say(self, _("Choose a point: a list item below the responsibilities of mentor or mentee."))
            return
        parties = list(Party) if who == "both" else [Party(who)]
        try:
            toggle_marks(self._database, self._mentorship.id, point, parties)
        except HandschlagError as error:
            say(self, str(error), error=True)
        self._show()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter on a line."""
        self.dismiss(int(event.option_id or 0))


def toggle_marks(database: Database, mentorship_id: str, point: Point, parties: list[Party]) -> None:
    """Mark the point for the parties, or unmark it where all of them have marked it already."""
    if all(party in point.understood_by for party in parties):
        for party in parties:
            points.unmark(database, mentorship_id, point.key, party)
    else:
        for party in parties:
            points.mark(database, mentorship_id, point.key, point.wording, party)


def marks_text(point: Point) -> str:
    """`✓ mentor ○ mentee`: who has understood a point."""
    signs = {party: "✓" if party in point.understood_by else "○" for party in Party}
    return " ".join(f"{signs[party]} {wording.party(party)}" for party in Party)


def _point_line(point: Point) -> ListItem:
    words = " ".join(point.wording.split())
    return ListItem.of((f"    {marks_text(point)}  ", "$text-success" if point.is_clear else "$accent"), words)
