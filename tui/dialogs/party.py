"""Asking which of the two it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static

from data.i18n import _
from data.model.mentorship import Party

from ..widgets.list import KeyList
from .base import Dialog

if TYPE_CHECKING:
    from data.model.mentorship import Mentorship


class PartyDialog(Dialog[Party]):
    """Returns the party that was chosen by its name. Nothing is chosen at first, so that no Enter does it by a slip."""

    DEFAULT_CSS = """
    PartyDialog KeyList { height: auto; margin-top: 1; background: $surface; }
    """

    def __init__(self, mentorship: Mentorship, title: str, text: str) -> None:
        super().__init__()
        self._mentorship, self._title, self._text = mentorship, title, text

    def title_text(self) -> str:
        """What it is about."""
        return self._title

    def compose_dialog(self) -> ComposeResult:
        """A sentence and the two names."""
        yield Static(Content(self._text))
        yield KeyList()

    def dialog_keys(self) -> list[tuple[str, str]]:
        """Choose, then confirm."""
        return [("↑ ↓", _("choose")), (_("Enter"), _("confirm"))]

    def on_mount(self) -> None:
        """Both names, none chosen."""
        names = self.query_one(KeyList)
        names.fill((party.value, Content(self._mentorship.name_of(party))) for party in Party)
        names.highlighted = None
        names.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter on a name."""
        self.dismiss(Party(event.option_id or ""))
