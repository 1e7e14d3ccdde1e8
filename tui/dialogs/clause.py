"""What can become a clause: answers that have not become one, and the six suggestions for the mentee."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import OptionList, Static

from data import questions, suggestions
from data.i18n import _

from ..widgets.list import KeyList
from ..widgets.list_item import ListItem
from .base import Dialog

if TYPE_CHECKING:
    from data import Database
    from data.model.mentorship import Mentorship


READY = "ready"
"""What is returned where somebody wants one of the ready-made clauses."""


class ClauseDialog(Dialog[str]):
    """Returns `answer:<question id>`, `suggestion:<key>`, or `READY` for the ready-made ones.

    Suggestions can be dropped and taken back with x.
    """

    DEFAULT_CSS = """
    ClauseDialog > Vertical { width: 96; height: 94%; }
    ClauseDialog #work { height: 1fr; }
    ClauseDialog KeyList { height: 1fr; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [("x", "drop", "Drop"), ("r", "ready", "Ready-made")]

    def __init__(self, database: Database, mentorship: Mentorship) -> None:
        super().__init__()
        self._database, self._mentorship = database, mentorship

    def title_text(self) -> str:
        """What is chosen from."""
        return _("Insert a clause")

    def compose_dialog(self) -> ComposeResult:
        """The list."""
        yield Static(_("Suggestions for the mentee's responsibilities, and answers to the questions."), classes="muted")
        yield KeyList()

    def dialog_keys(self) -> list[tuple[str, str]]:
        """Taking and dropping."""
        return [(_("Enter"), _("insert")), ("x", _("drop, or take back")), ("r", _("ready-made"))]

    def on_mount(self) -> None:
        """Show what there is."""
        self._show()
        self.query_one(KeyList).focus()

    def _show(self) -> None:
        items = []
        for suggestion, state in suggestions.of(self._database, self._mentorship.id):
            sign = {"open": "○", "accepted": "✓", "dropped": "–"}[state]
            style = "$foreground" if state == "open" else "$text-muted"
            items.append(
                (f"suggestion:{suggestion.key}", ListItem.of((f"{sign} ", "$accent"), (suggestion.wording, style)))
            )
        for question in questions.of(self._database, self._mentorship.id):
            if question.answer.strip():
                sign = "✓" if question.has_clause else "○"
                answer = " ".join(question.answer.split())
                items.append(
                    (
                        f"answer:{question.id}",
                        ListItem.of(
                            (f"{sign} ", "$accent"),
                            (answer, "$text-muted" if question.has_clause else "$foreground"),
                            below=[(question.wording, "$text-muted")],
                        ),
                    )
                )
        self.query_one(KeyList).fill(items)

    def action_drop(self) -> None:
        """Drop a suggestion, or take it back."""
        kind, _colon, key = (self.query_one(KeyList).chosen or "").partition(":")
        if kind == "suggestion":
            states = {it.key: state for it, state in suggestions.of(self._database, self._mentorship.id)}
            if states[key] == "dropped":
                suggestions.reopen(self._database, self._mentorship.id, key)
            else:
                suggestions.drop(self._database, self._mentorship.id, key)
            self._show()

    def action_ready(self) -> None:
        """To the ready-made clauses."""
        self.dismiss(READY)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter on a line."""
        self.dismiss(event.option_id)
