"""Where the cursor of the other one stands in a text that two people type into: a cell that stays with its words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .frugal_text_area import LineStyles, Span

if TYPE_CHECKING:
    from textual.document._document import Location

    from .prose_editor import ProseEditor

OTHER = "prose-editor--other"
"""The component class of the editor that styles the cell."""


class OtherCursor(LineStyles):
    """Marks the cell at which the other one types; at the end of a line the last one in it."""

    def __init__(self, editor: ProseEditor) -> None:
        self._editor = editor
        self._place: Location | None = None
        editor.add_styles(self)

    def show(self, place: Location | None) -> None:
        """Mark this place and no other; None marks none."""
        if place == self._place:
            return
        before, self._place = self._place, place
        for it in (before, place):
            if it is not None:
                self._editor.restyle(it[0], it[0])

    def load(self, lines: Sequence[str]) -> None:
        """Another text: nobody is known to be in it."""
        self._place = None

    def edited(self, lines: Sequence[str], top: int, old_bottom: int, new_bottom: int) -> None:
        """The mark goes along with its line; where in it stands is told anew within a second."""
        if self._place is not None and self._place[0] > old_bottom:
            self._place = self._place[0] + new_bottom - old_bottom, self._place[1]

    def spans_of(self, line: int) -> Sequence[Span]:
        """The one cell."""
        if self._place is None or self._place[0] != line:
            return ()
        length = len(self._editor.document.shown_lines[line])
        column = min(self._place[1], max(0, length - 1))
        return ((column, column + 1, OTHER),)
