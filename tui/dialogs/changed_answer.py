"""A clause whose answer has changed since: both beside each other, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from data.clean import shown, text
from data.i18n import N_, _

from ..commands import key_name
from .base import Dialog

if TYPE_CHECKING:
    from data.model.question import Question
    from data.model.standing import Clause

TAKE, LEAVE, ANSWER = "take", "leave", "answer"
"""What the dialog returns: the answer's new words, the clause as it is, or the way to the answer."""


class ChangedAnswerDialog(Dialog[str]):
    """Returns `TAKE`, `LEAVE` or `ANSWER`."""

    DEFAULT_CSS = """
    ChangedAnswerDialog > Vertical { width: 96; }
    ChangedAnswerDialog .label { height: 1; margin-top: 1; color: $text-muted; }
    ChangedAnswerDialog .words { height: auto; margin: 0 2; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("t", f"choose('{TAKE}')", "Take"),
        ("l", f"choose('{LEAVE}')", "Leave"),
        ("g,enter", f"choose('{ANSWER}')", "Answer"),
    ]
    CANCEL_HINT = N_("later")

    def __init__(self, question: Question, clause: Clause, standing: str, *, read_only: bool) -> None:
        """`standing` is the clause as it stands in the draft now; `read_only` leaves only the way to the answer."""
        super().__init__()
        self._question, self._clause, self._standing, self._read_only = question, clause, standing, read_only

    def title_text(self) -> str:
        """What has happened."""
        return _("The answer has changed since it became this clause")

    def compose_dialog(self) -> ComposeResult:
        """The question, the clause, the answer."""
        yield Static(Content(shown(self._question.wording)))
        yield Static(_("In the draft"), classes="label")
        yield Static(Content(text(self._standing)), classes="words")
        yield Static(_("The answer as it is now"), classes="label")
        answer = self._clause.answer.strip()
        yield Static(Content(text(answer)) if answer else _("There is none any more."), classes="words")

    def dialog_keys(self) -> list[tuple[str, str]]:
        """Three ways on."""
        there = (key_name("enter"), _("go to the answer"))
        if self._read_only:
            return [there]
        take = [("t", _("take its words"))] if self._clause.answer.strip() else []
        return [*take, ("l", _("leave as it is")), there]

    def action_choose(self, what: str) -> None:
        """Return what was chosen, where it can be."""
        if what == ANSWER or not (self._read_only or (what == TAKE and not self._clause.answer.strip())):
            self.dismiss(what)
