"""The blocks of a text as rows: drawn when they are asked for, and kept with the block as long as they look so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from textual.strip import Strip

from .block import Block, Change, Kind, parser
from .blocks import BlockList
from .render import drawn
from .styles import Styles

_LEAST_WIDTH = 4
"""Cells in which blocks can be drawn."""
_FIRST_WIDTH = 80
"""Cells for which heights are estimated while the width is not known."""


@dataclass(frozen=True)
class _Drawing:
    """The rows of a block, and for what they were drawn."""

    key: tuple[object, ...]
    strips: list[Strip]


class Drawings:
    """What the blocks of one view look like."""

    def __init__(self, blocks: BlockList, styles: Callable[[], Styles]) -> None:
        """`styles` gives those of the theme in use."""
        self.width = 0
        """The cells of a row; 0 while that is not known."""
        self.notes: dict[int, str] = {}
        """Short notes that stand at the right end of items, by the line of the text in which an item begins."""
        self._blocks = blocks
        self._styles = styles
        self._markdown = parser()
        self._counted: tuple[int, int | None] | None = None

    # -- changes ---------------------------------------------------------------------------------------------------

    def changed(self, change: Change) -> None:
        """The blocks have changed."""
        self._counted = None
        if change.lines is None:
            self.notes = {}
            return
        self._move_notes(*change.lines)
        if change.references_changed:
            for block in self._blocks.blocks:
                if any("[" in line for line in block.source):
                    block.drawing = None

    def annotate(self, notes: Mapping[int, str]) -> set[int]:
        """Take other notes; the lines of which they have changed."""
        changed = {line for line, _note in notes.items() ^ self.notes.items()}
        self.notes = dict(notes)
        return changed

    def wrap_anew(self, width: int) -> None:
        """The rows are of another width."""
        self.width = width
        for block in self._blocks.blocks:
            block.drawing = None

    def _move_notes(self, top: int, old_bottom: int, new_bottom: int) -> None:
        """Keep the notes with their lines."""
        shift = new_bottom - old_bottom
        if shift and self.notes:
            self.notes = {
                line + (shift if line > old_bottom else 0): note
                for line, note in self.notes.items()
                if line < top or line > old_bottom or line == top <= new_bottom
            }

    # -- what they look like ---------------------------------------------------------------------------------------

    def gap(self, index: int) -> int:
        """Empty rows above a block: one, but between items and definitions only where the writer left one."""
        if index == 0:
            return 0
        block, before = self._blocks.blocks[index], self._blocks.blocks[index - 1]
        if block.continues or (block.kind is Kind.DEFINITION is before.kind):
            return int(before.ends_empty)
        return 1

    def height(self, index: int) -> int:
        """The rows of a block with the gap above it."""
        return self.gap(index) + len(self.strips(index))

    def likely_height(self, index: int) -> int:
        """The same, estimated where the block is not drawn."""
        block = self._blocks.blocks[index]
        drawing: _Drawing | None = block.drawing
        if drawing is not None and drawing.key == self._key(index):
            return self.gap(index) + len(drawing.strips)
        return self.gap(index) + sum(1 + len(line) // self.cells for line in block.source if line)

    def strips(self, index: int) -> list[Strip]:
        """The rows of a block."""
        block: Block = self._blocks.blocks[index]
        drawing: _Drawing | None = block.drawing
        key = self._key(index)
        if drawing is None or drawing.key != key:
            strips = drawn(
                block,
                self._markdown,
                self._blocks.references,
                self._styles(),
                self.cells,
                number=self._number(index),
                notes=self._notes_of(index),
            )
            block.drawing = drawing = _Drawing(key, strips)
        return drawing.strips

    @property
    def cells(self) -> int:
        """The cells of a row, likely ones while they are not known."""
        return max(_LEAST_WIDTH, self.width or _FIRST_WIDTH)

    def _key(self, index: int) -> tuple[object, ...]:
        """What the drawing of a block depends on, besides the block."""
        return self.cells, self._styles(), self._number(index), tuple(self._notes_of(index).items())

    def _number(self, index: int) -> int | None:
        """The number of an item; counted on from the item before it where that was asked for last."""
        if self._blocks.blocks[index].number is None:
            return None
        if self._counted is not None and self._counted[0] == index:
            return self._counted[1]
        number: int | None
        if self._counted is not None and self._counted[0] == index - 1 and self._blocks.blocks[index].continues:
            number = None if self._counted[1] is None else self._counted[1] + 1
        else:
            number = self._blocks.item_number(index)
        self._counted = index, number
        return number

    def _notes_of(self, index: int) -> dict[int, str]:
        """The notes of a block, by its own lines."""
        if not self.notes:
            return {}
        start = self._blocks.starts[index]
        length = len(self._blocks.blocks[index].source)
        return {line: self.notes[start + line] for line in range(length) if start + line in self.notes}
