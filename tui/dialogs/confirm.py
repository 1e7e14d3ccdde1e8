"""A question to be answered with one key."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from data.i18n import _

from .base import Dialog


class ConfirmDialog(Dialog[bool]):
    """Returns True on `y` (in German also `j`) or Enter; Escape cancels."""

    BINDINGS: ClassVar[list[BindingType]] = [("y,j,enter", "accept", "Yes"), ("n", "cancel", "No")]

    def __init__(self, title: str, text: str, accept: str) -> None:
        """`accept` is the word beside the accepting key: what will be done."""
        super().__init__()
        self._title, self._text, self._accept = title, text, accept

    def title_text(self) -> str:
        """What is asked."""
        return self._title

    def compose_dialog(self) -> ComposeResult:
        """What follows from it."""
        yield Static(Content(self._text))

    def dialog_keys(self) -> list[tuple[str, str]]:
        """The accepting key."""
        return [(_("Enter"), self._accept)]

    def action_accept(self) -> None:
        """Yes."""
        self.dismiss(True)
