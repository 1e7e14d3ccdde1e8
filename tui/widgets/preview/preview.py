"""The live preview: one widget that paints the rows of all blocks, and after an edit only those that changed.

An edit comes straight from the editor (`edited`), without a message, so both panes are painted in one frame. Blocks
are drawn when they come into view; the heights of the others are estimated, then measured while nothing else is to do.

Private parts of Textual 8.2.8 relied on: `Widget._scroll_update`, and that setting the reactive `virtual_size` would
lay the screen out again where `set_reactive` does not. The tests compare every cell with a preview loaded anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from time import monotonic
from typing import ClassVar

from rich.style import Style
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from ..reading_view import ReadingView
from .block import Change
from .blocks import BlockList
from .drawings import Drawings
from .heights import Heights
from .styles import Styles

_MEASURED = 4_000
"""Blocks up to which all heights are measured; in longer texts those out of view stay estimates."""
_SLICE = 0.004
"""Seconds of measuring between which keys are looked after."""
_MOST_BANDS = 2
"""Bands of rows that are painted apart."""
_DRAWN_AT_ONCE = 8
"""Blocks that an edit may draw to know how high they are; of more only those are drawn that are seen."""


class Preview(ReadingView):
    """A Markdown text as it reads. Nothing in it can be clicked, and nothing of it is ever taken for markup."""

    DEFAULT_CSS = """
    Preview {
        & > .preview--muted { color: $text-muted; }
        & > .preview--heading { color: $primary; text-style: bold; }
        & > .preview--subheading { color: $secondary; text-style: bold; }
        & > .preview--code { color: $foreground; background: $panel; }
        & > .preview--link { color: $primary; text-style: underline; }
        & > .preview--quote { color: $text-muted; text-style: italic; }
        & > .preview--mark { color: $accent; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "preview--muted",
        "preview--heading",
        "preview--subheading",
        "preview--code",
        "preview--link",
        "preview--quote",
        "preview--mark",
    }

    def __init__(self, blocks: BlockList | None = None, *, id: str | None = None, classes: str | None = None) -> None:
        """`blocks` are those of an editor, which keeps them true to its text; without them, see `load`, `edited`."""
        super().__init__(id=id, classes=classes)
        self._blocks = BlockList() if blocks is None else blocks
        self._blocks.listeners.append(self._changed)
        self._heights = Heights()
        self._shown: list[Strip] = []
        self._look: Styles | None = None
        self._painted: Styles | None = None
        self._drawings = Drawings(self._blocks, lambda: self._styles_now)
        self._measuring = False
        self._estimate_all()

    # -- the text --------------------------------------------------------------------------------------------------

    @property
    def blocks(self) -> BlockList:
        """The text in blocks."""
        return self._blocks

    def load(self, lines: Sequence[str]) -> None:
        """Show a whole text."""
        if self._blocks.lines == list(lines):
            return
        self._blocks.load(lines)

    def edited(self, lines: Sequence[str], top: int, old_bottom: int, new_bottom: int) -> None:
        """The lines `top` to `old_bottom` have become those from `top` to `new_bottom` of the new `lines`.

        The lines are read now and not kept.
        """
        self._blocks.replace(lines, top, old_bottom, new_bottom)

    def _changed(self, change: Change) -> None:
        """Show what has changed of the blocks."""
        self._drawings.changed(change)
        if change.lines is None:
            self._estimate_all()
            if self.is_mounted:
                self.go_to(0)
        else:
            self._replace(change)
        self._show()
        added = self._blocks.blocks[change.first : change.first + change.added]
        if change.references_changed or any(block.drawing is None for block in added):
            self._measure_soon()

    def _replace(self, change: Change) -> None:
        """Measure what has changed, and keep what is at the upper edge of the view there."""
        held, offset = self._held()
        removed = len(change.former)
        first, last = change.first, change.first + change.added
        begins = self._heights.top(min(first, len(self._heights)))
        in_view = change.added <= _DRAWN_AT_ONCE and begins < self.scroll_offset.y + self.size.height
        measure = self._drawings.height if in_view and self._drawings.width else self._drawings.likely_height
        # Of the block behind, the gap above it may be another.
        behind = min(1, len(self._heights) - first - removed)
        if self._heights.replace(first, removed + behind, [measure(index) for index in range(first, last + behind)]):
            self._place()
        if held >= first + removed and self.scroll_offset.y:
            self.go_to(self._heights.top(held - removed + change.added) + offset)

    def annotate(self, notes: Mapping[int, str]) -> None:
        """Show short notes at the right end of list items, by the source line in which an item begins."""
        changed = self._drawings.annotate(notes)
        if not changed:
            return
        for line in changed:
            if len(self._heights):
                self._measure(self._blocks.block_at(line))
        self._show()

    # -- scrolling -------------------------------------------------------------------------------------------------

    def follow(self, line: int) -> None:
        """Keep a line of the text in view: scroll when its place has left the middle of the view, else stand still."""
        height = self.size.height
        if not len(self._heights) or not height:
            return
        for _attempt in range(3):  # What comes into view may be higher than was estimated.
            top = self.scroll_offset.y
            y = self._y_of(line)
            if top + height // 6 <= y < top + height - height // 4:
                return
            self.go_to(y - height // 3)
            if self.scroll_offset.y == top:
                return

    def _y_of(self, line: int) -> int:
        """The row where a line of the text is drawn, near enough."""
        index = self._blocks.block_at(line)
        self._measure(index)
        block = self._blocks.blocks[index]
        part = min(1.0, max(0.0, (line - self._blocks.starts[index]) / len(block.source)))
        gap = self._drawings.gap(index)
        return self._heights.top(index) + gap + int(part * (self._heights[index] - gap))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Paint what has come into view."""
        if self.show_vertical_scrollbar:
            self.vertical_scrollbar.position = new_value
        if round(old_value) != round(new_value):
            self._show()

    def _held(self) -> tuple[int, int]:
        """The block at the upper edge of the view, and the row of it that is there."""
        return self._heights.at(self.scroll_offset.y)

    # -- heights ---------------------------------------------------------------------------------------------------

    def _estimate_all(self) -> None:
        self._heights.load([self._drawings.likely_height(index) for index in range(len(self._blocks.blocks))])
        self._place()
        self._measure_soon()

    def _place(self) -> None:
        """Tell the scrollbar how high the text is."""
        size = Size(0, self._heights.total)
        if size != self.virtual_size:
            self.set_reactive(Widget.virtual_size, size)
            if self.is_mounted:
                self._scroll_update(size)

    def _measure(self, index: int) -> None:
        """Draw a block, and correct its height."""
        if self._heights.correct({index: self._drawings.height(index)}):
            self._place()

    def _measure_soon(self) -> None:
        if not self._measuring and self.is_mounted and len(self._heights) <= _MEASURED:
            self._measuring = True
            self.call_later(self._measure_some)

    def _measure_some(self) -> None:
        """Draw some blocks that are not in view, so that the scrollbar tells the truth."""
        self._measuring = False
        if not self.size.height:
            return
        until = monotonic() + _SLICE
        held, offset = self._held()
        heights: dict[int, int] = {}
        for index in range(len(self._heights)):
            if self._blocks.blocks[index].drawing is None:
                if monotonic() > until:
                    self._measure_soon()
                    break
                heights[index] = self._drawings.height(index)
        if self._heights.correct(heights):
            self._place()
            if self.scroll_offset.y:
                self.go_to(self._heights.top(held) + offset)
            self._show()

    # -- painting --------------------------------------------------------------------------------------------------

    @property
    def _styles_now(self) -> Styles:
        """The styles of the theme."""
        if self._look is None:
            text = self.rich_style
            names = ("muted", "heading", "subheading", "code", "link", "quote", "mark")
            self._look = Styles(text, *(self._component(name) for name in names))
        return self._look

    def _component(self, name: str) -> Style:
        style = self.get_component_rich_style(f"preview--{name}")
        return Style(
            color=style.color,
            bgcolor=style.bgcolor,
            bold=style.bold or None,
            italic=style.italic or None,
            underline=style.underline or None,
        )

    def _rows(self) -> tuple[list[Strip], dict[int, int]]:
        """The rows in view, and the heights of their blocks."""
        index, offset = self._held()
        blank = Strip.blank(self._drawings.cells, self._styles_now.text)
        rows: list[Strip] = []
        heights: dict[int, int] = {}
        wanted = self.size.height + offset
        while len(rows) < wanted and index < len(self._heights):
            before = len(rows)
            rows += [blank] * self._drawings.gap(index)
            rows += self._drawings.strips(index)
            heights[index] = len(rows) - before
            index += 1
        return rows[offset:wanted] + [blank] * (wanted - len(rows)), heights

    def _show(self) -> None:
        """Lay out what is in view and repaint the rows that are not what they were."""
        if not self.is_mounted or not self.size.height:
            self._shown = []
            return
        self._fit()
        y = self.scroll_offset.y
        rows, heights = self._rows()
        while self._heights.correct(heights):
            self._place()
            if self.scroll_offset.y != y:
                return  # Scrolled back because the text became shorter: shown by that.
            rows, heights = self._rows()
        former, self._shown = self._shown, rows
        if self._painted != self._styles_now:
            self._painted = self._styles_now
            self.refresh()
            return
        dirty = [
            row
            for row, strip in enumerate(self._shown)
            if row >= len(former) or (strip is not former[row] and strip != former[row])
        ]
        bands = [[row for _index, row in it] for _gap, it in groupby(enumerate(dirty), key=lambda it: it[1] - it[0])]
        if len(bands) > _MOST_BANDS:
            # Scrolled, for the most part: the rows between that look the same cost less than so many regions.
            bands = [[dirty[0], dirty[-1]]]
        for band in bands:
            self.refresh(Region(0, band[0], self.scrollable_content_region.width, band[-1] - band[0] + 1))

    def render_line(self, y: int) -> Strip:
        """A row in view."""
        rows = self._shown
        if not rows or self._painted != self._styles_now:
            rows, _heights = self._rows()
        return rows[y] if y < len(rows) else Strip.blank(self._drawings.cells, self._styles_now.text)

    def notify_style_update(self) -> None:
        """Another theme: draw everything anew if it looks otherwise."""
        super().notify_style_update()
        self._look = None
        if self.is_mounted:
            self.call_later(self._show)

    def _fit(self) -> None:
        """Wrap anew for another width, and keep what is at the upper edge there."""
        width = self.text_width
        if width < 1 or width == self._drawings.width:
            return
        held, _offset = self._held()
        self._drawings.wrap_anew(width)
        self._estimate_all()
        if self.scroll_offset.y:
            self.go_to(self._heights.top(held))

    def on_resize(self) -> None:
        """Show as much as there is room for."""
        self._show()

    def on_show(self) -> None:
        """Show what was edited while this was hidden."""
        self._show()
