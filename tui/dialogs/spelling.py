"""What may have been meant by a word: a digit or Enter puts it in its place."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import OptionList

from data.clean import shown
from data.i18n import _

from ..widgets.list import KeyList
from ..widgets.list_item import ListItem
from .base import Dialog

if TYPE_CHECKING:
    from data.spelling import Spelling


class SpellingDialog(Dialog[str]):
    """Returns what is to stand in place of a word; the word itself where it is right and one of the user's own."""

    DEFAULT_CSS = """
    SpellingDialog KeyList { height: auto; min-height: 1; max-height: 9; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *((str(digit), f"take({digit})", "Take") for digit in range(1, 10)),
        ("a", "keep", "Own word"),
    ]

    def __init__(self, spelling: Spelling, word: str) -> None:
        super().__init__()
        self._spelling, self._word = spelling, word
        self._found: list[str] = []

    def title_text(self) -> str:
        """The word."""
        return _("Instead of “{word}”").format(word=shown(self._word))

    def compose_dialog(self) -> ComposeResult:
        """The list."""
        yield KeyList()

    def dialog_keys(self) -> list[tuple[str, str]]:
        """Taking one, or none."""
        return [(f"1–9 {_('Enter')}", _("replace")), ("a", _("is right: an own word"))]

    def on_mount(self) -> None:
        """Seek: that may take a moment, and Escape leads out meanwhile."""
        self.query_one(KeyList).fill((), empty=_("Looking for similar words …"))
        self.query_one(KeyList).focus()
        self.run_worker(self._seek(), exit_on_error=False)

    async def _seek(self) -> None:
        self._found = await asyncio.to_thread(self._spelling.suggestions, self._word)
        self.query_one(KeyList).fill(
            ((word, ListItem.of((f"{number}  ", "$accent"), word)) for number, word in enumerate(self._found, 1)),
            empty=_("No similar word is known."),
        )

    def action_take(self, number: int) -> None:
        """A digit."""
        if number <= len(self._found):
            self.dismiss(self._found[number - 1])

    def action_keep(self) -> None:
        """It is right as it is."""
        self.dismiss(self._word)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter on a line."""
        self.dismiss(event.option_id)
