"""Lists and quotes of Markdown, line by line: which lines are one item, the next item, indenting, numbering.

An item has its lines as CommonMark reads them: what is indented as far as its words, and the line that goes on without
being indented. The text is read around the cursor only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, MutableSequence, Sequence
from dataclasses import dataclass

from .rewrite import Location, Rewrite, Sheet

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


def _depth(line: str) -> int:
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
        if _depth(line) < head.inside and not goes_on:
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
        elif head.words and not head.depth and (_BLOCK.match(head.words) or not _goes_on(lines, start)):
            return


def _goes_on(lines: Lines, row: int) -> bool:
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


# -- changing the lines of a sheet -------------------------------------------------------------------------------------


def shift(lines: MutableSequence[str], first: int, last: int, cells: int, head: Head) -> None:
    """Indent the lines `first` to before `last` by some cells more, or less; blank ones stay."""
    for row in range(first, last):
        rest = within(lines[row], head)
        if rest is None or not rest.strip():
            continue
        quote = lines[row][: len(lines[row]) - len(rest)]
        words = rest.lstrip(" \t")
        depth = _depth(rest)
        lines[row] = f"{quote}{' ' * max(0, depth + cells)}{words}" if depth or cells > 0 else lines[row]


def remark(lines: MutableSequence[str], start: int, marker: str) -> None:
    """Give an item another marker; what is nested in it stays nested."""
    head, end = head_of(lines[start]), end_of(lines, start)
    if head.marker == marker:
        return
    lines[start] = f"{head.quote}{head.indent}{marker}{head.gap}{head.box}{head.words}"
    if (cells := len(marker) - len(head.marker)) != 0:
        nested = (row for row in range(start + 1, end) if _depth(within(lines[row], head) or "") >= head.inside)
        for row in nested:
            shift(lines, row, row + 1, cells, head)


def step_at(lines: Lines, start: int) -> int:
    """By how much the numbers of a list grow: by one, or not at all where somebody numbers all alike."""
    number = head_of(lines[start]).number
    for neighbour in (before(lines, start), after(lines, start)):
        if neighbour is not None and number is not None and head_of(lines[neighbour]).number == number:
            return 0
    return 1


def next_like(lines: Lines, start: int) -> int | None:
    """The item after an item, where it is of the same list: another kind of marker begins another one."""
    following = after(lines, start)
    return following if following is not None and head_of(lines[following]).is_like(head_of(lines[start])) else None


def number_on(lines: MutableSequence[str], start: int | None, step: int = 1, first: int | None = None) -> None:
    """Number an item of an ordered list, and those after it, on from the one before it; the first one from `first`."""
    while start is not None:
        head, earlier = head_of(lines[start]), before(lines, start)
        if head.number is None:
            return
        if earlier is not None and head_of(lines[earlier]).is_like(head):
            number = (head_of(lines[earlier]).number or 0) + step
        elif first is not None:
            number = first
        else:
            number = head.number
        remark(lines, start, head.numbered(number))
        start = next_like(lines, start)


# -- keys --------------------------------------------------------------------------------------------------------------


def entered(lines: Lines, place: Location) -> Rewrite | None:
    """What Enter does in a list or a quote: the next item, or out of an empty one. None: a line like any other."""
    row, column = place
    head = head_of(lines[row])
    if not (head.marker or head.quote) or column < head.length or in_fence(lines, row):
        return None
    if head.is_empty:
        return (
            outdented(lines, place, place) if head.marker and parent_of(lines, row) is not None else _left(lines, row)
        )
    sheet = Sheet(lines)
    step = step_at(lines, row) if head.number is not None else 1
    box = f"[ ]{head.box[3:] or ' '}" if head.box else ""
    sheet.lines[row] = lines[row][:column]
    sheet.insert(row + 1, f"{head.quote}{head.indent}{head.marker}{head.gap}{box}{lines[row][column:]}")
    if head.number is not None:
        remark(sheet.lines, row + 1, head.numbered(head.number + step))
        number_on(sheet.lines, next_like(sheet.lines, row + 1), step)
    place = row + 1, len(sheet.lines[row + 1]) - len(lines[row]) + column
    return sheet.rewrite(place, place)


def _left(lines: Lines, row: int) -> Rewrite | None:
    """Out of an empty item, then out of the quote: what is typed next is a paragraph, not more of the last item."""
    head = head_of(lines[row])
    sheet = Sheet(lines)
    quote = head.quote if head.marker else ""
    following = next_like(lines, row) if head.number is not None else None
    sheet.lines[row] = quote
    if _goes_on(lines, row):
        sheet.insert(row + 1, quote)
        row += 1
        following = following and following + 1
    number_on(sheet.lines, following)
    return sheet.rewrite((row, len(quote)), (row, len(quote)))


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


def indented(lines: Lines, anchor: Location, cursor: Location) -> Rewrite | None:
    """The items of a selection one level deeper, into the item before; None where there is none before."""
    sheet = Sheet(lines)
    top, bottom = sorted((anchor, cursor))
    for start in roots(lines, top[0], bottom[0]):
        earlier = before(sheet.lines, start)
        if earlier is None:
            continue
        head, end = head_of(sheet.lines[start]), end_of(sheet.lines, start)
        left, step = next_like(sheet.lines, start), step_at(sheet.lines, start)
        shift(sheet.lines, start, end, head_of(sheet.lines[earlier]).inside - head.depth, head)
        _join(sheet.lines, start)
        number_on(sheet.lines, left, step)
    return _kept(sheet, lines, anchor, cursor)


def outdented(lines: Lines, anchor: Location, cursor: Location) -> Rewrite | None:
    """The items of a selection one level further out, behind the item they were in; None where they are in none."""
    sheet = Sheet(lines)
    top, bottom = sorted((anchor, cursor))
    for start in roots(lines, top[0], bottom[0]):
        parent = parent_of(sheet.lines, start)
        if parent is None:
            continue
        head, end = head_of(sheet.lines[start]), end_of(sheet.lines, start)
        outer, outer_end = head_of(sheet.lines[parent]), end_of(sheet.lines, parent)
        step = step_at(sheet.lines, parent)
        following = next_like(sheet.lines, parent)
        remaining = after(sheet.lines, start)
        remark(sheet.lines, start, outer.numbered((outer.number or 0) + step))
        shift(sheet.lines, start, end, outer.depth - head.depth, head)
        now = head_of(sheet.lines[start])
        if remaining is not None:
            # What came after it in the same item is nested in it now.
            cells = now.inside - head_of(sheet.lines[remaining]).depth
            if cells > 0:
                shift(sheet.lines, remaining, outer_end, cells, head)
            number_on(sheet.lines, remaining, first=1)
        number_on(sheet.lines, following, step)
    return _kept(sheet, lines, anchor, cursor)


def _join(lines: MutableSequence[str], start: int) -> None:
    """An item that came into a list takes its kind of marker, and a number that follows."""
    earlier, head = before(lines, start), head_of(lines[start])
    if earlier is not None:
        other = head_of(lines[earlier])
        remark(lines, start, other.numbered((other.number or 0) + 1))
        number_on(lines, start)
    elif head.number is not None:
        number_on(lines, start, first=1)


def _kept(sheet: Sheet, lines: Lines, anchor: Location, cursor: Location) -> Rewrite | None:
    """A rewrite that leaves the lines as many as they are, the selection staying with its words."""
    places = [
        (row, max(0, column + len(sheet.lines[row]) - len(lines[row])) if column else 0)
        for row, column in (anchor, cursor)
    ]
    return sheet.rewrite(*places)
