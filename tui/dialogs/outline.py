"""Headings, points and clauses of the draft: jump to one, mark points as understood, remark on them."""

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
from data.model.points import item_words

from ..points import changed_text, former_text, leave_as_it_is, marks_text, to_change_text, toggle_marks
from ..speech import say
from ..widgets.list import KeyList
from ..widgets.list_item import ListItem
from .base import Dialog
from .remark import RemarkDialog
from .walk import WalkDialog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data import Database
    from data.model.agreement import Point
    from data.model.mentorship import Mentorship
    from data.model.standing import Clause


class OutlineDialog(Dialog[int]):
    """Returns the line of the draft to jump to, counted from 0."""

    DEFAULT_CSS = """
    OutlineDialog > Vertical { width: 96; height: 94%; }
    OutlineDialog #work { height: 1fr; }
    OutlineDialog KeyList { height: 1fr; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("1,m", "mark('mentor')", "Mentor"),
        ("2,e", "mark('mentee')", "Mentee"),
        ("3,space,b", "mark('both')", "Both"),
        ("r", "remark", "Remark"),
        ("w", "walk", "Walk"),
        ("x", "leave", "Leave"),
    ]
    CANCEL_HINT = N_("back")

    def __init__(
        self, database: Database, mentorship: Mentorship, text: str, line: int, clauses: Sequence[Clause] = ()
    ) -> None:
        """`line` is where the cursor is: what stands there is chosen first. `clauses` are answers that stand there."""
        super().__init__()
        self._database, self._mentorship, self._text, self._line = database, mentorship, text, line
        self._clauses = {clause.start: clause for clause in clauses}
        self._flagged = any(point.to_change for point in points.of(database, mentorship.id, text))

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
            ("m e b", _("mentor, mentee, both")),
            ("r", _("remark")),
            ("w", _("walk")),
            *([("x", _("stays as it is"))] if self._flagged else []),
        ]

    def on_mount(self) -> None:
        """Choose what stands at the cursor."""
        self._show()
        lines = [line for line in (*self._headings(), *self._points) if line <= self._line]
        options = self.query_one(KeyList)
        if lines:
            options.highlighted = options.get_option_index(str(max(lines)))
        options.focus()

    def reload(self) -> None:
        """Somebody else has changed something: their marks and remarks are seen."""
        self._show()

    def _headings(self) -> dict[int, Content]:
        return {
            heading.line: Content.assemble(("  " * (heading.level - 1), ""), (shown(heading.title), "bold $primary"))
            for heading in outline(self._text)
        }

    def _show(self) -> None:
        self._points = {point.line: point for point in points.of(self._database, self._mentorship.id, self._text)}
        lines: dict[int, Content | ListItem] = {**self._headings()}
        lines |= {line: self._clause_line(clause) for line, clause in self._clauses.items() if line not in lines}
        lines |= {line: self._point_line(point) for line, point in self._points.items()}
        self.query_one(KeyList).fill((str(line), lines[line]) for line in sorted(lines))

    def _point_line(self, point: Point) -> ListItem:
        clause = self._clauses.get(point.line)
        return ListItem.of(
            (f"    {marks_text(point)}  ", "$text-success" if point.is_clear else "$accent"),
            " ".join(point.wording.split()),
            (" ¶" if clause is not None else "", "$accent"),
            below=[
                (to_change_text(point), "$text-warning"),
                (former_text(point, self._mentorship), "$text-warning"),
                *self._news(clause),
                *((line, "$text-muted") for line in point.remark.split("\n")),
            ],
        )

    def _clause_line(self, clause: Clause) -> ListItem:
        words = item_words(self._text.split("\n")[clause.start : clause.end])
        return ListItem.of(("    ¶ ", "$accent"), words, below=self._news(clause))

    def _news(self, clause: Clause | None) -> list[tuple[str, str]]:
        return [] if clause is None or not clause.answer_changed else [(changed_text(), "$text-warning")]

    def _point_or_word(self) -> Point | None:
        """The chosen point; where none is, it is said what one is."""
        chosen = self.query_one(KeyList).chosen
        point = self._points.get(int(chosen)) if chosen is not None else None
        if point is None:
            say(self, _("Choose a point: a list item below the responsibilities of mentor or mentee."))
        return point

    def action_remark(self) -> None:
        """Read or change the remark on the chosen point."""
        if (point := self._point_or_word()) is not None:
            dialog = RemarkDialog(self._database, self._mentorship, point)
            self.app.push_screen(dialog, lambda _none: self._show())

    def action_leave(self) -> None:
        """The chosen point is not to be changed after all."""
        if (point := self._point_or_word()) is not None:
            try:
                say(self, leave_as_it_is(self._database, self._mentorship.id, point))
            except HandschlagError as error:
                say(self, str(error), error=True)
            self._show()

    def action_walk(self) -> None:
        """Go through the points that are not clear; what is to be edited is jumped to."""

        def back(line: int | None) -> None:
            self._show()
            if line is not None:
                self.dismiss(line)

        self.app.push_screen(WalkDialog(self._database, self._mentorship, self._text), back)

    def action_mark(self, who: str) -> None:
        """Mark the chosen point for one or both, or take the marks back where all are there."""
        point = self._point_or_word()
        if point is None:
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
