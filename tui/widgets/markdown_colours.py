"""The colours of Markdown in an editor: from the same blocks that its preview shows.

A key parses the blocks around it again, once for both panes. The words of a line are looked at when it is painted, and
what was found is kept with the block; only lines that come to look otherwise are painted.
"""

from __future__ import annotations

from collections.abc import Sequence

from .frugal_text_area import FrugalTextArea, LineStyles, Span
from .markdown_spans import KINDS, PREFIX, BlockSpans
from .preview.block import Block, Change
from .preview.blocks import BlockList

CLASSES = frozenset(PREFIX + kind for kind in KINDS)
"""The component classes that an editor with these colours has."""

LOOK = """
& > .markdown--heading { color: $primary; text-style: bold; }
& > .markdown--subheading { color: $secondary; text-style: bold; }
& > .markdown--quote { color: $text-muted; text-style: italic; }
& > .markdown--mark { color: $accent; }
& > .markdown--strong { text-style: bold; }
& > .markdown--emphasis { text-style: italic; }
& > .markdown--strike { text-style: strike; }
& > .markdown--code { color: $secondary; }
& > .markdown--link { color: $primary; }
& > .markdown--target, & > .markdown--html, & > .markdown--sign { color: $text-muted; }
"""
"""How they look, for the CSS of that editor: words as bright as elsewhere, what is written around them muted."""


class MarkdownColours(LineStyles):
    """Keeps the blocks true to the text of an editor, and colours the editor after them."""

    def __init__(self, editor: FrugalTextArea, blocks: BlockList) -> None:
        self._editor = editor
        self._blocks = blocks
        blocks.listeners.append(self._repaint)
        editor.add_styles(self)

    # -- what the text area asks -----------------------------------------------------------------------------------

    def load(self, lines: Sequence[str]) -> None:
        """Another text."""
        self._blocks.load(lines)

    def edited(self, lines: Sequence[str], top: int, old_bottom: int, new_bottom: int) -> None:
        """Some lines have become others."""
        self._blocks.replace(lines, top, old_bottom, new_bottom)

    def spans_of(self, line: int) -> Sequence[Span]:
        """The colours of a line."""
        index = self._blocks.block_at(line)
        if index >= len(self._blocks.blocks):
            return ()
        return self._spans_in(self._blocks.blocks[index], line - self._blocks.starts[index])

    # -- what changes of other lines -------------------------------------------------------------------------------

    def _spans_in(self, block: Block, line: int) -> Sequence[Span]:
        if not 0 <= line < len(block.source):
            return ()  # An empty line before the first block.
        spans: BlockSpans | None = block.spans
        if spans is None or spans.references is not self._blocks.references:
            block.spans = spans = BlockSpans(block, self._blocks.references)
        return spans.of(line)

    def _repaint(self, change: Change) -> None:
        """Paint the lines in view that look otherwise now, besides those that were edited."""
        if change.lines is None or not self._editor.is_mounted:
            return
        in_view = self._editor.lines_in_view
        if change.references_changed:
            self._editor.restyle(in_view.start, in_view.stop - 1)
            return
        top, old_bottom, new_bottom = change.lines
        former = self._former(change)
        for line in in_view:
            if top <= line <= new_bottom:
                continue
            before = former.get(line if line < top else line - new_bottom + old_bottom)
            if before is not None and self._spans_in(*before) != self.spans_of(line):
                self._editor.restyle(line, line)

    def _former(self, change: Change) -> dict[int, tuple[Block, int]]:
        """The blocks that are gone, and the lines in them, by the lines where they stood."""
        kept = set(self._blocks.blocks[change.first : change.first + change.added])
        start = self._blocks.starts[change.first] if change.first < len(self._blocks.starts) else 0
        found: dict[int, tuple[Block, int]] = {}
        for block in change.former:
            if block not in kept:
                found.update({start + line: (block, line) for line in range(len(block.source))})
            start += len(block.source)
        return found
