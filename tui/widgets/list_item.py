"""What a list shows of one item: rows whose words wrap beside their sign, never below it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from data.clean import shown

if TYPE_CHECKING:
    from textual.css.styles import RulesMap

Words: TypeAlias = "str | Content | tuple[str, str]"
"""Plain text, text with a style, or ready content; never markup."""


class ListItem(Visual):
    """Rows one below the other, each a lead (a sign, a day) and words that hang beside it when they wrap."""

    def __init__(self, *rows: tuple[Content, Content]) -> None:
        self._rows = rows

    @classmethod
    def of(cls, lead: Words, *words: Words, above: Words = "", below: Sequence[Words] = ()) -> ListItem:
        """An item: a line above it (a heading), its lead and words, and lines below the words."""
        sign = Content.assemble(_line(lead))
        indent = Content(" " * sign.cell_length)
        rows = [(sign, Content.assemble(*map(_line, words)))]
        if heading := Content.assemble(_line(above)):
            rows.insert(0, (Content(""), heading))
        rows += [(indent, line) for line in (Content.assemble(_line(words)) for words in below) if line]
        return cls(*rows)

    def __str__(self) -> str:
        """Its text, as `plain`."""
        return self.plain

    @property
    def plain(self) -> str:
        """Its text, a line for each row."""
        return "\n".join(f"{lead.plain}{words.plain}" for lead, words in self._rows)

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """The rows, wrapped to a width."""
        strips: list[Strip] = []
        for lead, words in self._rows:
            room = max(1, width - lead.cell_length)
            blank = Strip([Segment(" " * lead.cell_length, style.rich_style)], lead.cell_length)
            sign = lead.render_strips(lead.cell_length, 1, style, options) if lead else [blank]
            wrapped = words.render_strips(room, None, style, options)
            strips += [Strip.join([sign[0] if place == 0 else blank, row]) for place, row in enumerate(wrapped)]
        return strips if height is None else strips[:height]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """The width of the longest row."""
        return max(lead.cell_length + words.get_optimal_width(rules, container_width) for lead, words in self._rows)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """The rows that it takes at a width."""
        return sum(words.get_height(rules, max(1, width - lead.cell_length)) for lead, words in self._rows)


def _line(words: Words) -> Words:
    """Words on one line, with what must not reach a terminal replaced by something that is seen."""
    if isinstance(words, str):
        return shown(words)
    return (shown(words[0]), words[1]) if isinstance(words, tuple) else words
