"""Finding and replacing in the draft: the line below it, and what is asked of it from within."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..commands import key_name
from ..commands.writing import MindCase, ReplaceAll, UseRegex
from ..widgets.find_bar import FindBar
from .drafting import DraftingScreen

if TYPE_CHECKING:
    from ..commands import Command


class FindingScreen(DraftingScreen):
    """A screen with a `FindBar` for its draft."""

    def _is_finding(self) -> bool:
        return self.query_one(FindBar).is_open

    can_use_regex = can_mind_case = _is_finding

    def can_replace_all(self) -> bool:
        """While one finds in a text that may be written."""
        return self._is_finding() and self._can_write()

    def do_back(self) -> None:
        """Out of the search, else to the path."""
        bar = self.query_one(FindBar)
        if bar.is_open:
            bar.close()
            self._draft_panes.take_focus()
        else:
            super().do_back()

    def do_find_text(self) -> None:
        """Open the lines to type in."""
        self._draft_panes.see_text()
        self.query_one(FindBar).open(*(self._key(it) for it in (UseRegex, MindCase, ReplaceAll)))

    def _key(self, command: type[Command]) -> str:
        return key_name(self.handschlag.key_of(command).split(",")[0])

    def do_use_regex(self) -> None:
        """As a regular expression, or not."""
        self.query_one(FindBar).use_regex()

    def do_mind_case(self) -> None:
        """With the capitals, or not."""
        self.query_one(FindBar).mind_case()

    def do_replace_all(self) -> None:
        """Every place."""
        self.query_one(FindBar).replace_all()
