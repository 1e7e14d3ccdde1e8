"""The items of lists and quotes in Markdown, line by line: what a line begins with, which lines belong together.

An item has its lines as CommonMark reads them: what is indented as far as its words, and the line that goes on without
being indented. The text is read around the cursor only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Lines = Sequence[str]

_QUOTE = re.compile(r"[ ]{0,3}>[ ]?")
_HEAD = re.compile(
    r"(?P<quote>(?:[ ]{0,3}>[ ]?)*)(?P<indent>[ \t]*)"
    r"(?:(?P<marker>[-*+]|\d{1,9}[.)])(?P<gap>[ \t]+)(?P<box>\[[ xX]\](?:[ \t]+|$))?)?"
)
_RULE = re.compile(r"[ ]{0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$")
_BLOCK = re.compile(r"[ ]{0,3}(?:#{1,6}(?:[ \t]|$)|```|~~~|>)")
_TAB = 4


@dataclass(frozen=True, slots=True)
class Head:
    """What a line begins with, before its words."""

    quote: str
    indent: str
    marker: str
    """`-`, `*`, `+`, `3.` or `3)`; empty outside lists."""
    gap: str
    box: str
    """`[ ] ` or `[x] ` with the blanks behind it; empty for what is no task."""
    words: str
    """All that follows."""

    @property
    def length(self) -> int:
        """The column at which the words begin."""
        return sum(map(len, (self.quote, self.indent, self.marker, self.gap, self.box)))

    @property
    def depth(self) -> int:
        """How far the item is indented, in cells."""
        return len(self.indent.expandtabs(_TAB))

    @property
    def inside(self) -> int:
        """How far a line has to be indented to belong to the item."""
        gap = len(self.gap) if len(self.gap) <= _TAB and (self.words or self.box) else 1
        return self.depth + len(self.marker) + gap

    @property
    def number(self) -> int | None:
        """The number of an item of an ordered list."""
        return int(self.marker[:-1]) if self.marker[:-1].isdigit() else None

    @property
    def is_empty(self) -> bool:
        """Whether no words follow."""
        return not self.words.strip()

    def numbered(self, number: int) -> str:
        """The marker with another number; a bullet stays a bullet."""
        return self.marker if self.number is None else f"{min(number, 999_999_999)}{self.marker[-1]}"

    def is_like(self, other: Head) -> bool:
        """Whether both stand in the same kind of list."""
        return bool(self.marker) and self.marker[-1] == other.marker[-1:]


def head_of(line: str) -> Head:
    """Read the beginning of a line."""
    found = _HEAD.match(line)
    assert found is not None  # Every part of it may be empty.
    quote, words = found["quote"], line[found.end() :]
    if found["marker"] and _RULE.match(line[len(quote) :]):
        return Head(quote, found["indent"], "", "", "", line[len(quote) + len(found["indent"]) :])
    parts = (found["marker"] or "", found["gap"] or "", found["box"] or "")
    return Head(quote, found["indent"], *parts, words)


def within(line: str, head: Head) -> str | None:
    """A line without the signs of quoting that an item stands in; None where it is not in that quote."""
    for _level in range(head.quote.count(">")):
        found = _QUOTE.match(line)
        if found is None:
            return None
        line = line[found.end() :]
    return line


def depth_of(line: str) -> int:
    """How far a line is indented, in cells."""
    return len(line[: len(line) - len(line.lstrip(" \t"))].expandtabs(_TAB))


def in_fence(lines: Lines, row: int) -> bool:
    """Whether a line stands between ``` and ```, where nothing is a list."""
    sign = ""
    for line in lines[:row]:
        start = line.lstrip("> \t")[:3]
        if start in ("```", "~~~") and (not sign or sign == start):
            sign = "" if sign else start
    return bool(sign)


# -- which lines belong together ---------------------------------------------------------------------------------------


def end_of(lines: Lines, start: int) -> int:
    """The line after the last one of the item that begins at `start`; blank lines at its end do not count."""
    head = head_of(lines[start])
    end, after_blank = start + 1, False
    for row in range(start + 1, len(lines)):
        line = within(lines[row], head)
        if line is None:
            break
        if not line.strip():
            after_blank = True
            continue
        goes_on = not after_blank and not head_of(line).marker and not _BLOCK.match(line) and not _RULE.match(line)
        if depth_of(line) < head.inside and not goes_on:
            break
        end, after_blank = row + 1, False
    return end


def item_at(lines: Lines, row: int) -> int | None:
    """The first line of the innermost item that a line belongs to."""
    return next((start for start in _above(lines, row + 1) if start == row or end_of(lines, start) > row), None)


def _above(lines: Lines, row: int) -> Iterator[int]:
    """The lines above that begin an item, the nearest first, up to one that stands at the margin and ends before."""
    for start in range(row - 1, -1, -1):
        head = head_of(lines[start])
        if head.marker:
            yield start
            if not head.depth and end_of(lines, start) < row:
                return
        elif head.words and not head.depth and (_BLOCK.match(head.words) or not goes_on(lines, start)):
            return


def goes_on(lines: Lines, row: int) -> bool:
    """Whether the line above has words: then a line may go on what that one began."""
    return row > 0 and bool(lines[row - 1].strip("> \t"))


def parent_of(lines: Lines, start: int) -> int | None:
    """The item that an item is nested in."""
    depth, level = head_of(lines[start]).depth, head_of(lines[start]).quote.count(">")
    if not depth:
        return None
    for above in _above(lines, start):
        head = head_of(lines[above])
        if head.inside <= depth and head.quote.count(">") == level and end_of(lines, above) > start:
            return above
    return None


def before(lines: Lines, start: int) -> int | None:
    """The item before an item, in the same item or at the same margin."""
    head, parent = head_of(lines[start]), parent_of(lines, start)
    for above in _above(lines, start):
        if above == parent:
            return None
        other = head_of(lines[above])
        if other.depth <= head.depth < other.inside and other.quote.count(">") == head.quote.count(">"):
            between = lines[end_of(lines, above) : start]
            return above if not any((within(line, head) or "").strip() for line in between) else None
    return None


def after(lines: Lines, start: int) -> int | None:
    """The item after an item, in the same item or at the same margin."""
    head, parent = head_of(lines[start]), parent_of(lines, start)
    row = end_of(lines, start)
    while row < len(lines) and (line := within(lines[row], head)) is not None and not line.strip():
        row += 1
    if row == len(lines) or (parent is not None and end_of(lines, parent) <= row):
        return None
    other = head_of(lines[row])
    return row if other.marker and other.quote.count(">") == head.quote.count(">") else None


def next_like(lines: Lines, start: int) -> int | None:
    """The item after an item, where it is of the same list: another kind of marker begins another one."""
    following = after(lines, start)
    return following if following is not None and head_of(lines[following]).is_like(head_of(lines[start])) else None


def roots(lines: Lines, first: int, last: int) -> list[int]:
    """The items that the lines `first` to `last` begin or stand in, without those nested in them."""
    found: list[int] = []
    row = first
    while row <= last:
        start = item_at(lines, row)
        if start is None:
            row += 1
            continue
        found.append(start)
        row = max(row + 1, end_of(lines, start))
    return found
