"""How much of a text is one paragraph, or one block of code, to whoever draws it: what every key within it costs."""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST = 20_000
"""Characters of one stretch that can be pasted: a key in a longer one is seen later than a tenth of a second."""

_BEGINS = re.compile(r"\s*(?:[-*+]\s|[0-9]{1,9}[.)]\s|#{1,6}\s)")
"""A line that begins something of its own: an item of a list, a heading."""

_FENCE = re.compile(r"\s*(```|~~~)")


def longest_line(lines: Iterable[str]) -> int:
    """The characters of the longest line."""
    return max(map(len, lines), default=0)


def longest_stretch(lines: Iterable[str]) -> int:
    """The characters of the longest run of lines that belong together in Markdown."""
    longest = length = 0
    fence = ""
    for line in lines:
        found = _FENCE.match(line)
        if found is not None:
            fence = "" if fence == found[1] else fence or found[1]
        elif not fence and (not line.strip() or _BEGINS.match(line)):
            length = 0
        length += len(line) + 1
        longest = max(longest, length)
    return longest
