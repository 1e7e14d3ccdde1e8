"""Where one is in a row of steps: a line with a knob, and the places at which something happened."""

from __future__ import annotations

from collections.abc import Collection

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from data.i18n import _

KNOB, MARK, LINE = "●", "◆", "─"


class Slider(Widget):
    """One line; nothing on it takes keys, the screen moves the knob."""

    DEFAULT_CSS = """
    Slider { height: 1; width: 1fr; padding: 0 1; }
    """

    count: reactive[int] = reactive(0)
    """How many steps there are."""
    at: reactive[int] = reactive(0)
    """The step one is at, from 0."""
    marks: reactive[Collection[int]] = reactive(frozenset())
    """The steps at which something happened."""

    def render(self) -> Content:
        """`──◆─────●──── 12 of 34`."""
        if not self.count:
            return Content()
        words = _("{number} of {count}").format(number=self.at + 1, count=self.count)
        # The line keeps its length while one steps.
        room = cell_len(_("{number} of {count}").format(number=self.count, count=self.count))
        width = max(3, self.size.width - room - 2)
        knob = self._column(self.at, width)
        marks = {self._column(mark, width) for mark in self.marks}
        parts = [
            (KNOB, "bold $accent")
            if column == knob
            else (MARK, "$secondary")
            if column in marks
            else (LINE, "$primary" if column < knob else "$text-muted")
            for column in range(width)
        ]
        return Content.assemble(*parts, "  ", (words, "bold"))

    def _column(self, step: int, width: int) -> int:
        return round(step * (width - 1) / (self.count - 1)) if self.count > 1 else width - 1
