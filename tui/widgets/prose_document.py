"""The text of an editor as lines: split at LF only, with UTF-8 byte offsets, and harmless to show.

Textual's own document splits with `str.splitlines`, which turns VT, FF, NEL, U+2028 … into line breaks: a text that
went through it would not be the text that was stored. Here a line ends with LF and with nothing else.

Private parts of Textual 8.2.8 relied on: `Document._lines`, `Document._newline`, and of `WrappedDocument`
`_offset_to_line_info`, `_line_index_to_offsets` and `_wrap_offsets`.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import overload

from textual.document._document import Document, EditResult, Location
from textual.document._wrapped_document import WrappedDocument

from data import Edit, clean

_NOT_SHOWN = re.compile(f"{clean.FORBIDDEN.pattern}|[\x0b-\x0d\u2028\u2029]")
"""What must not reach a terminal from within a line."""


def _bytes(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8"))


def _shown(line: str) -> str:
    """A line with each character that a terminal must not get replaced by one visible cell."""
    return _NOT_SHOWN.sub(clean.REPLACEMENT, line)


class ProseDocument(Document):
    """Lines of a text, addressed by (row, column) or by UTF-8 byte offset.

    Offsets are found from where the last one was found, so that edits near each other cost the same in a long text.
    """

    def __init__(self, text: str) -> None:
        self._newline = "\n"
        self._lines = text.split("\n")
        self._row, self._row_start = 0, 0
        self._harmless: list[str] | None = None
        if _NOT_SHOWN.search(text):
            self._harmless = [_shown(line) for line in self._lines]

    @property
    def shown_lines(self) -> list[str]:
        """The lines as they are drawn: the same characters at the same columns, but harmless."""
        return self._lines if self._harmless is None else self._harmless

    def clamped(self, location: Location) -> Location:
        """The nearest location that exists."""
        row, column = location
        if row >= len(self._lines):
            return self.end
        row = max(row, 0)
        return row, min(max(column, 0), len(self._lines[row]))

    def replace_range(self, start: Location, end: Location, text: str) -> EditResult:
        """Replace what lies between two locations; only LF in the inserted text begins a line."""
        top, bottom = sorted((self.clamped(start), self.clamped(end)))
        replaced = self.get_text_range(top, bottom)
        self._go_to(top[0])
        inserted = text.split("\n")
        last_column = len(inserted[-1]) + (top[1] if len(inserted) == 1 else 0)
        inserted[0] = self._lines[top[0]][: top[1]] + inserted[0]
        inserted[-1] += self._lines[bottom[0]][bottom[1] :]
        if self._harmless is None and _NOT_SHOWN.search(text):
            self._harmless = [_shown(line) for line in self._lines]
        if self._harmless is not None:
            self._harmless[top[0] : bottom[0] + 1] = [_shown(line) for line in inserted]
        self._lines[top[0] : bottom[0] + 1] = inserted
        return EditResult((top[0] + len(inserted) - 1, last_column), replaced)

    def get_text_range(self, start: Location, end: Location) -> str:
        """The text between two locations."""
        top, bottom = sorted((self.clamped(start), self.clamped(end)))
        if top[0] == bottom[0]:
            return self._lines[top[0]][top[1] : bottom[1]]
        inner = self._lines[top[0] + 1 : bottom[0]]
        return "\n".join([self._lines[top[0]][top[1] :], *inner, self._lines[bottom[0]][: bottom[1]]])

    def around(self, location: Location, count: int) -> tuple[str, str]:
        """So many characters before and behind a location, without going through the whole text."""
        row, column = self.clamped(location)
        before, behind = self._lines[row][max(0, column - count) : column], self._lines[row][column : column + count]
        above, below = row, row
        while len(before) < count and above:
            above -= 1
            before = f"{self._lines[above]}\n{before}"
        while len(behind) < count and below < len(self._lines) - 1:
            below += 1
            behind = f"{behind}\n{self._lines[below][:count]}"
        return before[-count:] if count else "", behind[:count]

    def offset_of(self, location: Location) -> int:
        """The UTF-8 byte offset of a location."""
        row, column = self.clamped(location)
        self._go_to(row)
        return self._row_start + _bytes(self._lines[row][:column])

    def location_of(self, offset: int) -> Location:
        """The location of a UTF-8 byte offset; the end for one that lies behind it."""
        while offset < self._row_start:
            self._go_to(self._row - 1)
        while offset > (end := self._row_start + _bytes(self._lines[self._row])):
            if self._row == len(self._lines) - 1:
                offset = end
                break
            self._go_to(self._row + 1)
        line, rest = self._lines[self._row], offset - self._row_start
        column = rest if line.isascii() else len(line.encode("utf-8")[:rest].decode("utf-8", "ignore"))
        return self._row, column

    def _go_to(self, row: int) -> None:
        """Know the byte offset at which a row begins."""
        while self._row > row:
            self._row -= 1
            self._row_start -= _bytes(self._lines[self._row]) + 1
        while self._row < row:
            self._row_start += _bytes(self._lines[self._row]) + 1
            self._row += 1


class _Shown(Document):
    """A document as it is drawn: what wrapping and cursor movement measure."""

    def __init__(self, document: ProseDocument) -> None:
        self._newline = "\n"
        self._document = document

    @property
    def lines(self) -> list[str]:
        return self._document.shown_lines

    @property
    def line_count(self) -> int:
        return self._document.line_count

    @overload
    def __getitem__(self, line_index: int) -> str: ...

    @overload
    def __getitem__(self, line_index: slice) -> list[str]: ...

    def __getitem__(self, line_index: int | slice) -> str | list[str]:
        return self._document.shown_lines[line_index]


class WrappedProse(WrappedDocument):
    """A wrapped document that knows its height and its rows without going through the whole text."""

    def __init__(self, document: ProseDocument, tab_width: int) -> None:
        super().__init__(_Shown(document), tab_width=tab_width)

    @property
    def height(self) -> int:
        """The number of rows."""
        return len(self._offset_to_line_info)

    def get_sections(self, line_index: int) -> list[str]:
        """The rows of a line."""
        line = self.document[line_index]
        cuts = [0, *self.get_offsets(line_index), len(line)]
        return [line[start:end] for start, end in pairwise(cuts)]

    def row(self, y: int) -> tuple[int, int, str] | None:
        """The line that row `y` belongs to, where in it the row begins, and its text; None behind the end."""
        if not 0 <= y < len(self._offset_to_line_info):
            return None
        line, section = self._offset_to_line_info[y]
        text, cuts = self.document[line], self._wrap_offsets[line]
        if not cuts:
            return line, 0, text
        start = cuts[section - 1] if section else 0
        return line, start, text[start : cuts[section] if section < len(cuts) else len(text)]

    def rows_of(self, first: int, last: int) -> tuple[int, int]:
        """The first row of one line and the last row of another."""
        return self._line_index_to_offsets[first][0], self._line_index_to_offsets[last][-1]


def _common(one: str, other: str) -> int:
    """The number of characters that two texts begin with alike, found by halving."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one.startswith(other[:middle]) else (low, middle - 1)
    return low


def difference(before: str, after: str) -> Edit | None:
    """The one edit that makes a text from another, or None where they are equal."""
    if before == after:
        return None
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    start = _bytes(before[:head])
    return Edit(start, start + _bytes(before[head : len(before) - tail]), after[head : len(after) - tail])
