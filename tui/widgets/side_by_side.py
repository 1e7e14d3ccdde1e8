"""What both parties have said to one question: in two columns, each wrapped on its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

if TYPE_CHECKING:
    from textual.css.styles import RulesMap

_GAP = 3
"""Cells between the columns."""


class SideBySide(Visual):
    """A heading over the whole width, then pairs of words: the left one and the right one begin on the same row."""

    def __init__(self, heading: Content, *pairs: tuple[Content, Content]) -> None:
        self._heading, self._pairs = heading, pairs

    def __str__(self) -> str:
        """Its text, as `plain`."""
        return self.plain

    @property
    def plain(self) -> str:
        """Its text: the heading, then each pair on a line."""
        return "\n".join([self._heading.plain, *(f"{left.plain}   {right.plain}" for left, right in self._pairs)])

    @staticmethod
    def _columns(width: int) -> tuple[int, int]:
        left = max(1, (width - _GAP) // 2)
        return left, max(1, width - _GAP - left)

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """Heading and columns for a width, and an empty row."""
        strips = self._heading.render_strips(width, None, style, options)
        columns = self._columns(width)
        gap = _blank(_GAP, style)
        for pair in self._pairs:
            sides = [
                words.render_strips(cells, None, style, options) if words else []
                for words, cells in zip(pair, columns, strict=True)
            ]
            for row in range(max(map(len, sides))):
                left, right = (
                    side[row].adjust_cell_length(cells, style.rich_style) if row < len(side) else _blank(cells, style)
                    for side, cells in zip(sides, columns, strict=True)
                )
                strips.append(Strip.join([left, gap, right]))
        strips.append(_blank(width, style))
        return strips if height is None else strips[:height]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """All there is: the columns are halves of it."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """The rows that it takes at a width."""
        columns = self._columns(width)
        pairs = (
            max(words.get_height(rules, cells) if words else 0 for words, cells in zip(pair, columns, strict=True))
            for pair in self._pairs
        )
        return self._heading.get_height(rules, width) + sum(pairs) + 1


def _blank(cells: int, style: Style) -> Strip:
    return Strip([Segment(" " * cells, style.rich_style)], cells)
