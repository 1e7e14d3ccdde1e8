"""The blocks of a Markdown text, kept true to its lines by parsing again only what lies around an edit.

Parsing begins at the last place before the edit that is `settled`, and stops where a block begins at which one began
before the edit.
"""

from __future__ import annotations

import gc
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

from markdown_it.token import Token

from .block import Block, Change, Definition, Kind, References, groups, parser
from .settled import last_settled

_WINDOW = 4
"""Lines that are parsed beyond an edit at first; more, doubling, while the blocks do not meet the former ones."""

_MANY = 2_000
"""Blocks of a text that is long."""


class BlockList:
    """The blocks of a text and the lines at which they begin."""

    def __init__(self, lines: Sequence[str] = (), *, window: int = _WINDOW) -> None:
        """`window` is where the search for an unchanged block begins; any size gives the same blocks."""
        self._markdown = parser()
        self._window = window
        self.lines: list[str] = []
        """The text; an own list."""
        self.starts: list[int] = []
        """The first line of each block."""
        self.blocks: list[Block] = []
        """The blocks, in the order of the text."""
        self.references = References()
        """What links and footnotes may refer to; another object whenever that has changed."""
        self.listeners: list[Callable[[Change], None]] = []
        """Called after each change, with what has changed."""
        self.load(lines)

    def load(self, lines: Sequence[str]) -> None:
        """Take another text."""
        self._load(lines)

    def _load(self, lines: Sequence[str]) -> Change:
        former, self.lines = tuple(self.blocks), list(lines)
        self.starts, self.blocks = self._parse(0, len(self.lines))
        self._collect_references()
        if len(self.blocks) > _MANY:
            # They live as long as the text. A search for garbage would go through them for a third of a second at 1 MB.
            gc.freeze()
        return self._tell(Change(0, former, len(self.blocks), True))

    def _tell(self, change: Change) -> Change:
        for listener in self.listeners:
            listener(change)
        return change

    def block_at(self, line: int) -> int:
        """The index of the block that a line belongs to; empty lines belong to the block before them."""
        return max(0, bisect_right(self.starts, line) - 1)

    def item_number(self, index: int) -> int | None:
        """The number that an item of an ordered list is shown with."""
        first = index
        while self.blocks[first].continues:
            first -= 1
        number = self.blocks[first].number
        return None if number is None else number + index - first

    # -- edits -----------------------------------------------------------------------------------------------------

    def replace(self, lines: Sequence[str], top: int, old_bottom: int, new_bottom: int) -> Change:
        """The lines `top` to `old_bottom` have become those from `top` to `new_bottom` of the new `lines`."""
        shift = new_bottom - old_bottom
        if len(lines) != len(self.lines) + shift or not 0 <= top <= old_bottom + 1 <= len(self.lines):
            return self._load(lines)
        self.lines[top : old_bottom + 1] = lines[top : new_bottom + 1]
        first = last_settled(self.lines, self.starts, self.blocks, top, True) or 0
        starts, blocks, last = self._parse_around(first, new_bottom, shift)
        former = tuple(self.blocks[first:last])
        kept = {block.source: block for block in former}
        for index, block in enumerate(blocks):
            same = kept.get(block.source)
            if same is not None and same.is_like(block):
                del kept[block.source]
                same.continues = block.continues
                blocks[index] = same
        if shift:
            self.starts[last:] = [start + shift for start in self.starts[last:]]
        self.starts[first:last] = starts
        self.blocks[first:last] = blocks
        changed = any(block.definitions or block.footnotes for block in (*former, *blocks))
        changed = changed and self._collect_references()
        return self._tell(Change(first, former, len(blocks), changed, (top, old_bottom, new_bottom)))

    def _parse_around(self, first: int, new_bottom: int, shift: int) -> tuple[list[int], list[Block], int]:
        """The blocks from block `first` on until they meet a former one behind the edit, and which one that is."""
        starts: list[int] = []
        blocks: list[Block] = []
        line = self.starts[first] if first else 0
        continues = first > 0 and self.blocks[first].continues
        end = max(line, new_bottom + 1) + self._window
        count = len(self.lines)
        while line < count:
            end = min(end, count)
            new_starts, new_blocks = self._parse(line, end)
            if new_blocks and new_blocks[0].kind is Kind.ITEM:
                new_blocks[0].continues = continues
            settled: int | None = len(new_starts)
            if end < count:
                settled = last_settled(self.lines, new_starts, new_blocks, end, False)
            if settled is None:
                end += end - line
                continue
            for index in range(min(settled + 1, len(new_starts))):
                start = new_starts[index]
                if start > new_bottom:
                    met = bisect_left(self.starts, start - shift)
                    if (
                        met < len(self.starts)
                        and self.starts[met] == start - shift
                        and self.blocks[met].continues == new_blocks[index].continues
                    ):
                        return starts + new_starts[:index], blocks + new_blocks[:index], met
            starts += new_starts[:settled]
            blocks += new_blocks[:settled]
            if end == count:
                break
            line = new_starts[settled]
            continues = new_blocks[settled].continues
            end += end - line
        return starts, blocks, len(self.starts)

    def _parse(self, begin: int, end: int) -> tuple[list[int], list[Block]]:
        """The blocks of some lines, as if nothing stood before them and nothing behind."""
        lines = self.lines[begin:end]
        source = "\n".join(lines)
        if end < len(self.lines):
            source += "\n"
        tokens: list[Token] = []
        self._markdown.block.parse(source, self._markdown, {}, tokens)
        found = groups(tokens)
        cuts = [*(group.start for group in found), len(lines)]
        blocks = [group.block(lines, cut) for group, cut in zip(found, cuts[1:], strict=True)]
        return [begin + group.start for group in found], blocks

    def _collect_references(self) -> bool:
        """Look up what can be referred to; return whether that has changed."""
        links: dict[str, Definition] = {}
        footnotes: set[str] = set()
        for block in self.blocks:
            for definition in block.definitions:
                links.setdefault(definition.label, definition)
            footnotes.update(block.footnotes)
        references = References(tuple(links.values()), frozenset(footnotes))
        if references == self.references:
            return False
        self.references = references
        return True
