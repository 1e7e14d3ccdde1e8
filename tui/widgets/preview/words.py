"""Words in rows: wrapped whole where they fit, cut between graphemes where they do not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.cells import cell_len, split_graphemes
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

Run = tuple[str, Style]
"""Some words in one style."""
Row = list[Run]
"""What stands in one row."""

_PIECE = re.compile(r"\n| +|[^ \n]+")


def width_of(row: Row) -> int:
    """Cells that a row takes."""
    return sum(cell_len(text) for text, _style in row)


def chopped(text: str, width: int, first: int | None = None) -> list[str]:
    """Cut a text between graphemes into parts of at most `width` cells; the first one of at most `first`."""
    room = width if first is None else first
    if cell_len(text) <= room:
        return [text]
    parts: list[str] = []
    begin = used = 0
    is_joined = "\u200d" in text or "\ufe0f" in text
    for start, end, cells in split_graphemes(text)[0]:
        used += cells
        if is_joined:
            # Of joiners that join nothing the sum of the graphemes is not what is drawn.
            used = max(used, cell_len(text[begin:end]))
        if used > room and (start > begin or room < width):
            parts.append(text[begin:start])
            begin, used, room = start, cell_len(text[start:end]), width
    parts.append(text[begin:])
    return parts


def wrapped(runs: Sequence[Run], width: int) -> list[Row]:
    """Words in rows of at most `width` cells; a line feed begins a row."""
    return _Wrapping(width).rows_of(runs)


class _Wrapping:
    """Rows being filled with words."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._rows: list[Row] = [[]]
        self._used = 0
        self._blanks: Row = []
        self._word: Row = []
        self._word_width = 0

    def rows_of(self, runs: Sequence[Run]) -> list[Row]:
        """The rows of some runs; a word may go over several."""
        for text, style in runs:
            for piece in _PIECE.findall(text):
                if piece[0] == " ":
                    self._end_word()
                    self._blanks.append((piece, style))
                elif piece == "\n":
                    self._end_word()
                    self._begin_row()
                else:
                    self._word.append((piece, style))
                    self._word_width += cell_len(piece)
        self._end_word()
        return self._rows

    def _begin_row(self) -> None:
        self._rows.append([])
        self._used = 0
        self._blanks = []

    def _end_word(self) -> None:
        if not self._word:
            return
        blanks = width_of(self._blanks)
        if self._used and self._used + blanks + self._word_width > self._width and self._word_width <= self._width:
            self._begin_row()
        elif self._used + blanks < self._width:
            if self._used or self._rows == [[]]:
                for text, style in self._blanks:
                    self._put(text, style)
                self._used += blanks
        else:
            self._begin_row()
        for text, style in self._word:
            self._add(text, style)
        self._blanks, self._word, self._word_width = [], [], 0

    def _add(self, text: str, style: Style) -> None:
        cells = cell_len(text)
        if self._used + cells <= self._width:
            self._put(text, style)
            self._used += cells
            return
        for index, part in enumerate(chopped(text, self._width, self._width - self._used)):
            if index:
                self._begin_row()
            if part:
                self._put(part, style)
                self._used += cell_len(part)

    def _put(self, text: str, style: Style) -> None:
        """Put words at the end of the row; with those before them in the same style they are one run."""
        row = self._rows[-1]
        if row and row[-1][1] is style:
            row[-1] = row[-1][0] + text, style
        else:
            row.append((text, style))


def without_start(row: Row, cells: int) -> Row:
    """A row without its first cells."""
    kept: Row = []
    for text, style in row:
        for start, end, width in split_graphemes(text)[0] if cells > 0 else ():
            if cells <= 0:
                text = text[start:]
                break
            cells -= width
            if end == len(text):
                text = ""
        if text:
            kept.append((text, style))
    return kept


def strip_of(row: Row, width: int, blank: Style) -> Strip:
    """A row as it is painted, filled up or cut to the width."""
    segments = [Segment(text, style) for text, style in row if text]
    used = sum(segment.cell_length for segment in segments)
    if used < width:
        segments.append(Segment(" " * (width - used), blank))
    strip = Strip(segments, max(used, width))
    return strip if used <= width else strip.crop(0, width)
