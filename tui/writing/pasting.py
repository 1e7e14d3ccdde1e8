"""Pasting into Markdown: an address over selected words is a link, several lines go on the list or the quote.

What a terminal pastes is plain text, so that nothing of HTML or of a word processor's formatting can come along.
"""

from __future__ import annotations

from .emphasis import URL, link_to
from .items import Head, Lines, head_of, in_fence, item_at, next_like, within
from .lists import number_on, step_at
from .rewrite import Location, Rewrite, Sheet


def pasted(lines: Lines, anchor: Location, cursor: Location, text: str) -> Rewrite | None:
    """What pasting a text over a selection makes; None where it is inserted as it is."""
    if URL.fullmatch(text.strip()):
        return None if in_fence(lines, anchor[0]) else link_to(lines, anchor, cursor, text.strip())
    given = text.split("\n")
    begins_anew, ends_anew = not given[0].strip(), not given[-1].strip()
    given = _without_blank_ends(given)
    if len(given) < 2:
        return None
    top, bottom = sorted((anchor, cursor))
    start, head = _start(lines, top), head_of(lines[top[0]])
    if start is None:
        return None
    first, rest = lines[top[0]][: top[1]], lines[bottom[0]][bottom[1] :]
    continues_words = bool(first[head.length :].strip())
    if start == top[0]:
        # Behind the words of an item, items stay items; elsewhere the first one goes on what stands there.
        are_items = bool(head_of(given[0]).marker) and not rest.strip()
        begun = _items(lines, start, given, apart=continues_words and (begins_anew or are_items))
    else:
        begun = _more_of_the_same(f"{head.quote}{head.indent}", given, apart=continues_words and begins_anew)
    if ends_anew and rest.strip():
        # Behind a line end, what stands there begins a line of its own.
        begun.append(_inside(head) if start == top[0] else f"{head.quote}{head.indent}")
        rest = rest.lstrip()
    else:
        _keep_apart_behind(begun, given, rest)
    _keep_apart_before(begun, given, first)
    sheet = Sheet(lines)
    sheet.lines[top[0]] = first + begun[0]
    sheet.insert(bottom[0] + 1, *begun[1:-1], begun[-1] + rest)
    for _row in range(top[0], bottom[0]):
        sheet.remove(top[0] + 1)
    row, column = top[0] + len(begun) - 1, len(begun[-1])
    if start == top[0] and head.number is not None:
        _number(sheet, lines, start, row)
    return sheet.rewrite((row, column), (row, column))


def _start(lines: Lines, place: Location) -> int | None:
    """The line in which the item at a place begins, -1 in a quote without one; None where neither is."""
    row, column = place
    head = head_of(lines[row])
    item = row if head.marker and column >= head.length else item_at(lines, row)
    if (item is None and not head.quote) or column < head.length or in_fence(lines, row):
        return None
    return -1 if item is None else item


def _more_of_the_same(begin: str, given: list[str], *, apart: bool) -> list[str]:
    """The lines as ones that go on an item, or as ones of a quote."""
    begun = ["", f"{begin}{given[0]}"] if apart else [given[0]]
    return [*begun, *(f"{begin}{line}".rstrip() for line in given[1:])]


def _inside(head: Head) -> str:
    """What stands before a line that goes on an item."""
    return f"{head.quote}{head.indent}{' ' * (head.inside - head.depth)}"


def _keep_apart_before(begun: list[str], given: list[str], first: str) -> None:
    """Put a space where a marker or spaces that were left out stood behind a word."""
    if first and not first[-1].isspace() and begun[0] and not given[0].startswith(begun[0]):
        begun[0] = f" {begun[0]}"


def _keep_apart_behind(begun: list[str], given: list[str], rest: str) -> None:
    """Put a space where spaces that were left out stood before a word."""
    if rest and not rest[0].isspace() and given[-1][-1].isspace():
        begun[-1] = f"{begun[-1].rstrip()} "


def _without_blank_ends(given: list[str]) -> list[str]:
    """The lines without the blank ones before the first words and after the last ones."""
    written = [number for number, line in enumerate(given) if line.strip()]
    return given[written[0] : written[-1] + 1] if written else []


def _number(sheet: Sheet, lines: Lines, start: int, last: int) -> None:
    """Go on numbering behind what was pasted."""
    step = step_at(lines, start)
    final = item_at(sheet.lines, last)
    while final is not None and (earlier := head_of(sheet.lines[final])).depth > head_of(lines[start]).depth:
        final = item_at(sheet.lines, final - 1) if earlier.marker else None
    if final is not None:
        number_on(sheet.lines, next_like(sheet.lines, final), step)


def _items(lines: Lines, start: int, given: list[str], *, apart: bool) -> list[str]:
    """The lines as items: each one of its own, but with a blank line among them they are paragraphs of the one item.

    `apart` has the first of them begin a line of its own.
    """
    head = head_of(lines[start])
    outside = f"{head.quote}{head.indent}"
    heads = [head_of(line) for line in given]
    if not any(it.marker for it in heads) and any(not line.strip() for line in given):
        inside = _inside(head)
        begun = ["", f"{inside}{given[0].strip()}"] if apart else [given[0].lstrip()]
        return [*begun, *(f"{inside}{line.strip()}".rstrip() for line in given[1:])]
    step = step_at(lines, start) if head.number is not None else 1
    number = head.number or 0
    box = f"[ ]{head.box[3:] or ' '}" if head.box else ""
    least = min((it.depth for it in heads if it.marker), default=0)
    result = [""] if apart else []
    for line, it in zip(given, heads, strict=True):
        words = within(line, it) or ""
        if not words.strip():
            continue
        deeper = it.depth - least if it.marker or least or any(other.marker for other in heads) else 0
        if result and any(other.marker for other in heads) and (not it.marker or deeper > 0):
            # What was nested, or went on an item, where it was copied from.
            result.append(f"{outside}{' ' * max(deeper, head.inside - head.depth)}{words.strip()}")
            continue
        if result:
            number += step
            result.append(f"{outside}{head.numbered(number)}{head.gap}{_boxed(it.box or box)}{it.words.strip()}")
        else:
            result.append(it.words.strip())
    return result or [""]


def _boxed(box: str) -> str:
    return f"{box[:3]} " if box else ""
