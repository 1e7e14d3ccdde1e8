"""Bold, italic, headings and links, each put on and taken off by the same key: on the selection, or the word there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .items import Lines, head_of
from .rewrite import Location, Replacement, Rewrite, Sheet, at, shifted

BOLD, ITALIC = "**", "*"

DEEPEST = 3
"""The level of heading after which there is none again."""

URL = re.compile(r"(?:https?|ftp)://[^\s<>]+|mailto:[^\s<>]+", re.IGNORECASE)

_WORD = re.compile(r"\w+(?:['’\-]\w+)*")
_LINK = re.compile(r"(?<!!)\[((?:[^\[\]\\]|\\.)*)\]\((<[^<>]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)\)")
_HEADING = re.compile(r"[ ]{0,3}(#{1,6})(?:[ \t]+|$)")
_CLOSING = re.compile(r"[ \t]+#+[ \t]*$")
_UNDERLINE = re.compile(r"[ ]{0,3}(=+|-+)[ \t]*$")
_ESCAPED = re.compile(r"(?<!\\)([\[\]])")


def emphasised(lines: Lines, anchor: Location, cursor: Location, sign: str) -> Rewrite | None:
    """Put a sign (`**` or `*`) around the words, or take it off where all of them have it."""
    parts = list(_parts(lines, anchor, cursor))
    if not parts:
        if anchor == cursor:
            return _empty_pair(lines, cursor, sign)
        return None
    if all(_has(lines[row], start, end, sign) for row, start, end in parts):
        replacements = [it for part in parts for it in _without(lines, *part, sign)]
    else:
        replacements = [
            it
            for row, start, end in parts
            if not _has(lines[row], start, end, sign)
            for it in (Replacement((row, start), (row, start), sign), Replacement((row, end), (row, end), sign))
        ]
    return _holding(lines, replacements, anchor, cursor, len(sign))


def way_out(lines: Lines, cursor: Location, sign: str) -> Location | None:
    """Behind the sign that the cursor stands before at the end of words; None where it does not."""
    row, column = cursor
    line = lines[row]
    if not column or _run_before(line, column) or _run_after(line, column) != len(sign):
        return None
    return row, column + len(sign)


def _empty_pair(lines: Lines, cursor: Location, sign: str) -> Rewrite:
    """Between two signs, to type in; the same key takes them off again."""
    row, column = cursor
    line, size = lines[row], len(sign)
    if _run_before(line, column) == _run_after(line, column) == size:
        return at([Replacement((row, column - size), (row, column + size), "")], cursor, cursor)
    inside = row, column + size
    return Rewrite((Replacement(cursor, cursor, sign * 2),), inside, inside)


def _parts(lines: Lines, anchor: Location, cursor: Location) -> Iterator[tuple[int, int, int]]:
    """Row, start and end of the words in question: of each line apart, without its signs and the blanks around."""
    (top, left), (bottom, right) = sorted((anchor, cursor))
    if anchor == cursor:
        word = next((it for it in _WORD.finditer(lines[top]) if it.start() <= left <= it.end()), None)
        if word is not None:
            yield top, word.start(), word.end()
        return
    for row in range(top, bottom + 1):
        line = lines[row]
        first = max(left if row == top else 0, _words_at(line))
        last = right if row == bottom else len(line)
        words = line[first:last]
        start, end = first + len(words) - len(words.lstrip()), first + len(words.rstrip())
        if start < end:
            yield row, *_bare(line, start, end)


def _words_at(line: str) -> int:
    """The column at which the words of a line begin, behind the signs of lists and headings."""
    length = head_of(line).length
    heading = _HEADING.match(line[length:])
    return length + (heading.end() if heading else 0)


def _bare(line: str, start: int, end: int) -> tuple[int, int]:
    """A range without the signs at its ends that are selected with the words."""
    words = line[start:end]
    first, last = _run_after(words, 0), _run_before(words, len(words))
    around = _run_before(line, start) + first and last + _run_after(line, end)
    return (start + first, end - last) if around and first + last < len(words) else (start, end)


def _run_before(line: str, column: int) -> int:
    return column - len(line[:column].rstrip("*"))


def _run_after(line: str, column: int) -> int:
    return len(line) - column - len(line[column:].lstrip("*"))


def _has(line: str, start: int, end: int, sign: str) -> bool:
    """Whether words have a sign: one asterisk is italic, two are bold, three are both."""
    signs = min(_run_before(line, start), _run_after(line, end))
    return signs in ((2, 3) if sign == BOLD else (1, 3))


def _without(lines: Lines, row: int, start: int, end: int, sign: str) -> Iterator[Replacement]:
    size = len(sign)
    yield Replacement((row, start - size), (row, start), "")
    yield Replacement((row, end), (row, end + size), "")


def _holding(
    lines: Lines, replacements: list[Replacement], anchor: Location, cursor: Location, size: int
) -> Rewrite | None:
    """The selection goes on holding the same words, without the signs at its ends."""
    if not replacements:
        return None
    rewrite = at(replacements, anchor, cursor)
    if anchor == cursor:
        # At the end of a word the cursor stays there, within the signs.
        behind = any(it.inserted and it.start == cursor for it in replacements[1::2])
        place = (rewrite.cursor[0], rewrite.cursor[1] - size) if behind else rewrite.cursor
        return Rewrite(rewrite.replacements, place, place)
    end = max(anchor, cursor)
    last = shifted(end, [it for it in replacements if not (it.inserted and it.start == end)])
    first = rewrite.anchor if anchor < cursor else rewrite.cursor
    return Rewrite(rewrite.replacements, *((first, last) if anchor < cursor else (last, first)))


# -- headings ----------------------------------------------------------------------------------------------------------


def next_heading(lines: Lines, anchor: Location, cursor: Location) -> Rewrite | None:
    """The line of the cursor as a heading of the next level, after the third as none. None for an item of a list."""
    row = cursor[0]
    head = head_of(lines[row])
    if head.marker or head.depth > 3:
        return None
    start, words = len(head.quote), lines[row][len(head.quote) :]
    found = _HEADING.match(words)
    sheet = Sheet(lines)
    underlined = None if found or not words.strip() or row + 1 == len(lines) else _UNDERLINE.match(lines[row + 1])
    if found is not None:
        level, words = len(found[1]), words[found.end() :]
    elif underlined is not None:
        level = 1 if underlined[1][0] == "=" else 2
        sheet.remove(row + 1)
    else:
        level, words = 0, words.lstrip(" ")
    level = level + 1 if level < DEEPEST else 0
    sheet.lines[row] = head.quote + (f"{'#' * level} {words}" if level else _CLOSING.sub("", words))
    longer = len(sheet.lines[row]) - len(lines[row])
    column = max(start, cursor[1] + longer) if cursor[1] >= start else cursor[1]
    place = row, min(column, len(sheet.lines[row]))
    return sheet.rewrite(place, place)


# -- links -------------------------------------------------------------------------------------------------------------


def linked(lines: Lines, anchor: Location, cursor: Location) -> Rewrite | None:
    """Make a link of the words and go to where its address is typed; or take off the link that the cursor is in."""
    (row, start), (last, end) = sorted((anchor, cursor))
    if last > row:
        return None
    line = lines[row]
    for found in _LINK.finditer(line):
        if found.start() <= start and end <= found.end():
            place = row, min(max(start - 1, found.start()), found.start() + len(found[1]))
            return Rewrite((Replacement((row, found.start()), (row, found.end()), found[1]),), place, place)
    if start == end:
        near = (it for pattern in (URL, _WORD) for it in pattern.finditer(line) if it.start() <= start <= it.end())
        word = next(near, None)
        start, end = word.span() if word else (start, end)
    words = line[start:end]
    if URL.fullmatch(words):
        place = row, start + 1
        parts = Replacement((row, start), (row, start), "[]("), Replacement((row, end), (row, end), ")")
        return Rewrite(parts, place, place)
    named, rest = _named(row, start, end, words, "")
    place = row, named + (1 if words else -1)
    return Rewrite(rest, place, place)


def link_to(lines: Lines, anchor: Location, cursor: Location, address: str) -> Rewrite | None:
    """Make a link of the selected words to an address; None where nothing fit for it is selected."""
    (row, start), (last, end) = sorted((anchor, cursor))
    words = lines[row][start:end]
    if last > row or not words.strip() or URL.search(words):
        return None
    if any(found.start() < end and start < found.end() for found in _LINK.finditer(lines[row])):
        return None
    if address.count("(") != address.count(")"):
        address = f"<{address}>"
    end_column, parts = _named(row, start, end, words, address)
    place = row, end_column + len(address) + 2
    return Rewrite(parts, place, place)


def _named(row: int, start: int, end: int, words: str, address: str) -> tuple[int, tuple[Replacement, ...]]:
    """The replacements that put a link around words, and the column of what follows the `]`."""
    safe = words if words.count("[") == words.count("]") else _ESCAPED.sub(r"\\\1", words)
    if safe == words and words:
        parts = Replacement((row, start), (row, start), "["), Replacement((row, end), (row, end), f"]({address})")
        return end + 2, parts
    return start + len(safe) + 2, (Replacement((row, start), (row, end), f"[{safe}]({address})"),)
