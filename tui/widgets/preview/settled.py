"""Where parsing may begin again: the last place between two blocks that is out of reach of a change further down.

The block parser goes through a text from block to block and remembers nothing between two of them, so parsing from the
first line of a block gives what parsing the whole text gives for the rest. It also looks ahead, to see where a block
ends, but

- never further than two lines behind the first line of the next block (a table needs a line of dashes, a definition
  list a term, perhaps an empty line, and a colon), except that
- a link reference definition, or what might have become one, is looked for up to the next empty line or the next block
  that interrupts a paragraph anywhere; so are the end of a block quote and the underline of a heading.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from .block import EMPTY, Block, Kind

_LOOKED_AHEAD = 2
"""Lines behind the first line of a block that decide where the block before it ends."""

_DELIMITER = re.compile(r"^[ \t]*[-:|][-:| \t]*$")
"""The second line of a table, roughly: every such line matches."""

_INTERRUPTING_ITEM = re.compile(r"^ {0,3}(?:[-+*]|0*1[.)])[ \t]+[^ \t]")
"""An item that begins even within a paragraph."""


def last_settled(
    lines: Sequence[str], starts: Sequence[int], blocks: Sequence[Block], beyond: int, from_zero: bool
) -> int | None:
    """The last block whose beginning does not depend on line `beyond` and what follows; None when there is none.

    The first block counts only with `from_zero`.
    """
    index = bisect_left(starts, beyond - _LOOKED_AHEAD) - 1
    while index > 0 and (earlier := _reaching(lines, starts, blocks, index)) is not None:
        index = earlier
    return index if index > 0 or (index == 0 and from_zero) else None


def _reaching(lines: Sequence[str], starts: Sequence[int], blocks: Sequence[Block], index: int) -> int | None:
    """An earlier block from which to parse because it may reach into this one; None when there is none."""
    start, kind = starts[index], blocks[index].kind
    following = lines[start + 1] if start + 1 < len(lines) else ""
    if kind is Kind.ITEM and "|" in lines[start] and _DELIMITER.match(following):
        return index - 1  # Within a list this is an item, but where parsing begins it is the head of a table.
    if kind is Kind.INTERRUPTING or not lines[start - 1].strip(EMPTY):
        return None
    if kind is not Kind.ITEM:
        return index - 1
    # The search for the underline of a heading goes over items that could not interrupt a paragraph. It matters where
    # what they follow is no paragraph in the end: a definition list.
    while blocks[index].kind is Kind.ITEM and not _INTERRUPTING_ITEM.match(lines[starts[index]]):
        if index == 0 or not lines[starts[index] - 1].strip(EMPTY):
            return None
        index -= 1
    return index if blocks[index].kind is Kind.OTHER else None
