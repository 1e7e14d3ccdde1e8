"""Two texts compared: side by side where there is room, else what was above what is; unchanged lines are folded.

One widget that draws the rows in view and no others, so that 1 MB is scrolled like a page. The height of every line is
known from the start: wrapping a line takes a microsecond, and the scrollbar tells the truth.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import ClassVar

from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip

from data.model.diff import DiffLine, changes, compare, folds

from .diff_rows import EDGE, DiffRows, DiffStyles, Entry
from .reading_view import ReadingView

SIDE_BY_SIDE = 94
"""Cells from which on the two texts stand side by side: a screen of 100 has them."""


class DiffView(ReadingView):
    """What has changed between two texts."""

    DEFAULT_CSS = """
    DiffView {
        & > .diff--muted { color: $text-muted; }
        & > .diff--removed { color: $text-error; text-style: bold strike; }
        & > .diff--added { color: $text-success; text-style: bold underline; }
        & > .diff--mark { color: $accent; text-style: bold; }
    }
    Dialog DiffView { background: $surface; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"diff--muted", "diff--removed", "diff--added", "diff--mark"}

    def __init__(self, *, folded: bool = True, id: str | None = None) -> None:
        """`folded`: unchanged lines are folded, but for some around each change."""
        super().__init__(id=id)
        self.is_folded = folded
        """Whether unchanged lines are folded."""
        self.current: int | None = None
        """The change one is at, from 0."""
        self._lines: Sequence[DiffLine] = ()
        self._changes: list[range] = []
        self._folds: list[range] = []
        self._entries: list[Entry] = []
        self._places: list[int] = []
        self._tops: list[int] = [0]
        self._drawn = DiffRows(80, side_by_side=False)
        self._look: DiffStyles | None = None
        self._position: int | None = None

    # -- the texts -------------------------------------------------------------------------------------------------

    def show(self, old: str, new: str) -> None:
        """Compare two texts, and go to the first change."""
        self.load(compare(old, new))

    def load(self, lines: Sequence[DiffLine]) -> None:
        """Show what has changed, and go to the first change."""
        self._lines = lines
        self._changes = changes(lines)
        # A text in which nothing has changed is there to be read.
        self._folds = folds(lines) if self._changes else []
        self.current = None
        self._arrange()
        if not self._go_to_change(0):
            self.go_to(0)

    @property
    def lines(self) -> Sequence[DiffLine]:
        """What is shown."""
        return self._lines

    @property
    def change_count(self) -> int:
        """How many places have changed."""
        return len(self._changes)

    @property
    def can_fold(self) -> bool:
        """Whether there are unchanged lines to be folded."""
        return bool(self._folds)

    # -- moving ----------------------------------------------------------------------------------------------------

    def next_change(self, step: int = 1) -> bool:
        """Go to the next change, or with -1 to the one before; return whether there was one.

        From the change one is at, or from what is in view when one has scrolled away from it.
        """
        if self.current is not None and self._position == self.scroll_offset.y:
            return self._go_to_change(self.current + step)
        starts = [self._tops[self._entry_of(run.start)] for run in self._changes]
        top = self.scroll_offset.y
        return self._go_to_change(bisect_left(starts, top) if step > 0 else bisect_left(starts, top) - 1)

    def toggle_folds(self) -> None:
        """Fold the unchanged lines, or show them all, with the same words at the upper edge."""
        at = self._place_at(self.scroll_offset.y)
        self.is_folded = not self.is_folded
        self._arrange()
        if self.current is None or not self._go_to_change(self.current):
            self.go_to(self._tops[self._entry_of(at)])

    def _go_to_change(self, index: int) -> bool:
        if not 0 <= index < len(self._changes):
            return False
        self.current = index
        if not self.size.height:
            return True  # Gone to as soon as there is room.
        run = self._changes[index]
        first, last = self._entry_of(run.start), self._entry_of(run.stop - 1)
        top, bottom, height = self._tops[first], self._tops[last + 1], self.size.height
        if not self.scroll_offset.y <= top <= bottom <= self.scroll_offset.y + height:
            self.go_to(top - max(0, min(height // 3, height - (bottom - top))))
        self._position = self.scroll_offset.y
        self.refresh()
        return True

    # -- laying out ------------------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        """Put lines and folds one after the other, and add up their heights."""
        self._entries, self._places = [], []
        at = 0
        for fold in [*(self._folds if self.is_folded else ()), range(len(self._lines), len(self._lines))]:
            self._entries += self._lines[at : fold.start]
            self._places += range(at, fold.start)
            if fold:
                self._entries.append(fold)
                self._places.append(fold.start)
            at = fold.stop
        self._measure()

    def _measure(self) -> None:
        width = max(EDGE, self.text_width) if self.size.width else 80
        self._drawn = DiffRows(width, side_by_side=width >= SIDE_BY_SIDE)
        self._tops = list(accumulate(map(self._drawn.height, self._entries), initial=0))
        self.virtual_size = Size(0, self._tops[-1])
        self.refresh()

    def _entry_of(self, place: int) -> int:
        """The entry that shows a line."""
        return max(0, bisect_right(self._places, place) - 1)

    def _place_at(self, y: int) -> int:
        """The line that is drawn at a row."""
        index = min(max(0, bisect_right(self._tops, y) - 1), len(self._places) - 1)
        return self._places[index] if self._places else 0

    def on_resize(self) -> None:
        """Wrap anew for another width, with the same words at the upper edge."""
        if self._drawn.width == self.text_width:
            return
        at = self._place_at(self.scroll_offset.y)
        self._measure()
        if self.current is None or not self._go_to_change(self.current):
            self.go_to(self._tops[self._entry_of(at)])

    # -- drawing ---------------------------------------------------------------------------------------------------

    @property
    def _styles_now(self) -> DiffStyles:
        if self._look is None:
            names = ("muted", "removed", "added", "mark")
            self._look = DiffStyles(self.rich_style, *(self._component(name) for name in names))
        return self._look

    def _component(self, name: str) -> Style:
        style = self.get_component_rich_style(f"diff--{name}")
        return Style(
            color=style.color,
            bgcolor=style.bgcolor,
            bold=style.bold or None,
            strike=style.strike or None,
            underline=style.underline or None,
        )

    def render_line(self, y: int) -> Strip:
        """A row in view."""
        row = y + self.scroll_offset.y
        if row >= self._tops[-1]:
            return Strip.blank(self._drawn.width, self._styles_now.text)
        index = bisect_right(self._tops, row) - 1
        marked = self.current is not None and self._places[index] == self._changes[self.current].start
        return self._drawn.draw(self._entries[index], row - self._tops[index], self._styles_now, marked=marked)

    def notify_style_update(self) -> None:
        """Another theme."""
        super().notify_style_update()
        self._look = None
