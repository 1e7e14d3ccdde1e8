"""A question to be answered with one key."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from data import clean
from data.i18n import _, pgettext

from .base import Dialog


class ConfirmDialog(Dialog[bool]):
    """Returns True on `y` (in German also `j`) or Enter; Escape cancels.

    What cannot be taken back is confirmed by the letter only: an Enter that was typed ahead confirms nothing.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        ("y,j", "accept", "Yes"),
        ("enter", "accept_at_once", "Yes"),
        ("n", "cancel", "No"),
    ]

    def __init__(self, title: str, text: str, accept: str, *, by_letter: bool = False) -> None:
        """`accept` is the word beside the accepting key: what will be done."""
        super().__init__()
        self._title, self._text, self._accept, self._by_letter = title, text, accept, by_letter

    def title_text(self) -> str:
        """What is asked."""
        return self._title

    def compose_dialog(self) -> ComposeResult:
        """What follows from it."""
        yield Static(Content(clean.text(self._text)))

    def dialog_keys(self) -> list[tuple[str, str]]:
        """The accepting key."""
        return [(pgettext("the key for yes", "y") if self._by_letter else _("Enter"), self._accept)]

    def action_accept_at_once(self) -> None:
        """Enter, where it is enough."""
        if not self._by_letter:
            self.action_accept()

    def action_accept(self) -> None:
        """Yes."""
        self.dismiss(True)
