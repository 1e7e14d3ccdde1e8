"""What keys do in lists and quotes of Markdown: the next item, indenting, taking out; the numbers follow."""

from __future__ import annotations

from collections.abc import MutableSequence

from .items import (
    Head,
    Lines,
    after,
    before,
    depth_of,
    end_of,
    goes_on,
    head_of,
    in_fence,
    next_like,
    parent_of,
    roots,
    within,
)
from .rewrite import Location, Rewrite, Sheet

# -- changing the lines of a sheet -------------------------------------------------------------------------------------


def shift(lines: MutableSequence[str], first: int, last: int, cells: int, head: Head) -> None:
    """Indent the lines `first` to before `last` by some cells more, or less; blank ones stay."""
    for row in range(first, last):
        rest = within(lines[row], head)
        if rest is None or not rest.strip():
            continue
        quote = lines[row][: len(lines[row]) - len(rest)]
        words = rest.lstrip(" \t")
        depth = depth_of(rest)
        lines[row] = f"{quote}{' ' * max(0, depth + cells)}{words}" if depth or cells > 0 else lines[row]


def remark(lines: MutableSequence[str], start: int, marker: str) -> None:
    """Give an item another marker; what is nested in it stays nested."""
    head, end = head_of(lines[start]), end_of(lines, start)
    if head.marker == marker:
        return
    lines[start] = f"{head.quote}{head.indent}{marker}{head.gap}{head.box}{head.words}"
    if (cells := len(marker) - len(head.marker)) != 0:
        nested = (row for row in range(start + 1, end) if depth_of(within(lines[row], head) or "") >= head.inside)
        for row in nested:
            shift(lines, row, row + 1, cells, head)


def step_at(lines: Lines, start: int) -> int:
    """By how much the numbers of a list grow: by one, or not at all where somebody numbers all alike."""
    number = head_of(lines[start]).number
    for neighbour in (before(lines, start), after(lines, start)):
        if neighbour is not None and number is not None and head_of(lines[neighbour]).number == number:
            return 0
    return 1


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
    if goes_on(lines, row):
        sheet.insert(row + 1, quote)
        row += 1
        following = following and following + 1
    number_on(sheet.lines, following)
    return sheet.rewrite((row, len(quote)), (row, len(quote)))


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
