"""Asking with whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList

from data.clean import shown
from data.i18n import _

from ..widgets.list import KeyList
from .base import Dialog

if TYPE_CHECKING:
    from data.model.mentorship import Mentorship


class MentorshipChoiceDialog(Dialog["Mentorship"]):
    """Returns the chosen mentorship."""

    DEFAULT_CSS = """
    MentorshipChoiceDialog KeyList { height: auto; max-height: 16; background: $surface; }
    """

    def __init__(self, choices: Sequence[Mentorship], title: str) -> None:
        super().__init__()
        self._choices = {it.id: it for it in choices}
        self._title = title

    def title_text(self) -> str:
        """What it is for."""
        return self._title

    def compose_dialog(self) -> ComposeResult:
        """The list."""
        yield KeyList()

    def dialog_keys(self) -> list[tuple[str, str]]:
        """Choosing."""
        return [(_("Enter"), _("choose"))]

    def on_mount(self) -> None:
        """All that are open."""
        self.query_one(KeyList).fill((key, Content(shown(it.title))) for key, it in self._choices.items())
        self.query_one(KeyList).focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter on a line."""
        self.dismiss(self._choices[event.option_id or ""])
