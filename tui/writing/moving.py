"""Moving lines up and down: a point goes with its continuation and all that is nested in it."""

from __future__ import annotations

from itertools import pairwise

from .items import Lines, after, before, end_of, head_of, in_fence, next_like, roots
from .lists import number_on, remark
from .rewrite import Location, Rewrite, Sheet


def moved(lines: Lines, anchor: Location, cursor: Location, step: int) -> Rewrite | None:
    """The point at the cursor past the one before (`step` -1) or after (1) it; elsewhere the lines past one line.

    None at the end of the list, or of the text.
    """
    top, bottom = sorted((anchor, cursor))
    block = None if in_fence(lines, top[0]) else _items(lines, top[0], bottom[0])
    if block is None:
        return _past_line(lines, anchor, cursor, step)
    first, last, end = block
    neighbour = before(lines, first) if step < 0 else after(lines, last)
    if neighbour is None:
        return None
    sheet = Sheet(lines)
    number = head_of(lines[min(first, neighbour)]).number
    beyond, own = end_of(lines, neighbour), end - first
    if step < 0:
        other, gap = beyond - neighbour, first - beyond
        sheet.move(first, end, neighbour)
        sheet.move(neighbour + own + other, neighbour + own + other + gap, neighbour + own)
        upper, distance = neighbour, neighbour - first
    else:
        other, gap = beyond - neighbour, neighbour - end
        sheet.move(first, end, beyond)
        sheet.move(first, first + gap, first + gap + other)
        upper, distance = first, gap + other
    if number is not None and head_of(sheet.lines[upper]).number is not None:
        remark(sheet.lines, upper, head_of(sheet.lines[upper]).numbered(number))
        number_on(sheet.lines, next_like(sheet.lines, upper))
    places = [_stays(sheet, lines, place, distance) for place in (anchor, cursor)]
    return sheet.rewrite(*places)


def _items(lines: Lines, first: int, last: int) -> tuple[int, int, int] | None:
    """The first line of the first and of the last item of a selection, and the line after them; None for no items."""
    found = roots(lines, first, last)
    if not found or found[0] > first or any(after(lines, one) != other for one, other in pairwise(found)):
        return None
    end = end_of(lines, found[-1])
    return (found[0], found[-1], end) if end > last else None


def _stays(sheet: Sheet, lines: Lines, place: Location, distance: int) -> Location:
    """Where a place is after its line was moved and perhaps got another number."""
    row, column = place
    longer = len(sheet.lines[row + distance]) - len(lines[row])
    return row + distance, max(0, column + longer) if column else 0


def _past_line(lines: Lines, anchor: Location, cursor: Location, step: int) -> Rewrite | None:
    """The lines of the selection past one line."""
    (first, _left), (last, right) = sorted((anchor, cursor))
    if last > first and right == 0:
        # A selection that ends before the first character of a line has nothing of it.
        last -= 1
    neighbour = first - 1 if step < 0 else last + 1
    if not 0 <= neighbour < len(lines):
        return None
    sheet = Sheet(lines)
    sheet.move(first, last + 1, neighbour if step < 0 else neighbour + 1)
    places = ((min(row + step, len(lines) - 1), column) for row, column in (anchor, cursor))
    return sheet.rewrite(*((row, min(column, len(sheet.lines[row]))) for row, column in places))
