"""The rows of a comparison: wrapping, and drawing one row at a time, side by side or one below the other.

What was removed and what was added is told by a sign at the edge and by the weight and the line of the words (bold and
struck through, bold and underlined), so that it is seen without colours too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from rich.cells import cell_len, split_graphemes
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from data.clean import shown
from data.i18n import ngettext
from data.model.diff import DiffLine, SpanKind

Entry: TypeAlias = "DiffLine | range"
"""A line, or the lines that are folded."""

MARK, REMOVED, ADDED = "▸", "−", "+"
"""What stands at the edge: where one is, what was, what is."""

EDGE = 4
"""Cells before the words: a mark, a sign, and blanks between them."""

_BETWEEN = 3
"""Cells between the two columns, the sign of the right one among them."""

_LEAST_WIDTH = 8

_PLAIN = re.compile("[ -\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e]*")
"""Letters that take one cell each."""


@dataclass(frozen=True)
class DiffStyles:
    """The styles of one theme, each with its background."""

    text: Style
    muted: Style
    removed: Style
    added: Style
    mark: Style


class DiffRows:
    """Lines as rows of a width; `side_by_side` has the older text at the left, else it stands above."""

    def __init__(self, width: int, *, side_by_side: bool) -> None:
        self.width, self.side_by_side = width, side_by_side
        room = (width - EDGE - _BETWEEN) // 2 if side_by_side else width - EDGE
        self._room = max(_LEAST_WIDTH, room)

    def height(self, entry: Entry) -> int:
        """How many rows it takes."""
        if isinstance(entry, range):
            return 1
        old, new = self._heights(entry)
        if self.side_by_side:
            return max(old, new)
        return new if entry.is_kept else old + new

    def _heights(self, line: DiffLine) -> tuple[int, int]:
        old = 0 if line.old is None else len(wrap(shown(line.was), self._room))
        return old, old if line.is_kept else 0 if line.new is None else len(wrap(shown(line.now), self._room))

    def draw(self, entry: Entry, row: int, styles: DiffStyles, *, marked: bool) -> Strip:
        """One of its rows; `marked` says that one is at this change."""
        if isinstance(entry, range):
            segments = [Segment(" " * EDGE, styles.text), Segment(_folded(len(entry)), styles.muted)]
        else:
            mark = Segment(f"{MARK if marked and not row else ' '} ", styles.mark)
            segments = [mark, *(self._both(entry, row, styles) if self.side_by_side else self._one(entry, row, styles))]
        return _fitted(segments, self.width, styles.text)

    def _one(self, line: DiffLine, row: int, styles: DiffStyles) -> Iterator[Segment]:
        old, _new = self._heights(line)
        if line.is_kept or row >= old:
            yield from self._words(line, SpanKind.ADDED, row if line.is_kept else row - old, styles)
        else:
            yield from self._words(line, SpanKind.REMOVED, row, styles)

    def _both(self, line: DiffLine, row: int, styles: DiffStyles) -> Iterator[Segment]:
        left = list(self._words(line, SpanKind.REMOVED, row, styles))
        used = sum(segment.cell_length for segment in left)
        yield from left
        yield Segment(" " * max(1, 2 + self._room - used + 1), styles.text)
        yield from self._words(line, SpanKind.ADDED, row, styles)

    def _words(self, line: DiffLine, kind: SpanKind, row: int, styles: DiffStyles) -> Iterator[Segment]:
        """The sign and the words of one side of a line in a row; nothing where that side has no such row."""
        is_old = kind is SpanKind.REMOVED
        number, words = (line.old, line.was) if is_old else (line.new, line.now)
        rows = [] if number is None else wrap(shown(words), self._room)
        if row >= len(rows):
            return
        style, sign = (styles.removed, REMOVED) if is_old else (styles.added, ADDED)
        if line.is_kept or row:
            sign = " "
        yield Segment(f"{sign} ", Style(color=style.color, bgcolor=style.bgcolor, bold=True))
        plain = styles.muted if is_old and (self.side_by_side or not line.is_kept) else styles.text
        start, end = rows[row]
        at = 0
        for span in line.spans:
            if span.kind not in (kind, SpanKind.KEPT):
                continue
            text = shown(span.text)
            part = text[max(0, start - at) : max(0, end - at)]
            at += len(text)
            if part:
                yield Segment(part, plain if span.kind is SpanKind.KEPT else style)


def _folded(count: int) -> str:
    words = ngettext("{count} line unchanged", "{count} lines unchanged", count).format(count=count)
    return f"┄┄ {words} ┄┄"


def _fitted(segments: Sequence[Segment], width: int, blank: Style) -> Strip:
    used = sum(segment.cell_length for segment in segments)
    strip = Strip([*segments, Segment(" " * max(0, width - used), blank)], max(used, width))
    return strip if used <= width else strip.crop(0, width)


@lru_cache(maxsize=4_000)
def wrap(text: str, width: int) -> Sequence[tuple[int, int]]:
    """The rows of a text, from which to before which letter; the blank at which a row ends is in none.

    Words go to the next row whole; what is wider than a row is cut between graphemes.
    """
    if _PLAIN.fullmatch(text) is None:
        return _wrapped_by_cells(text, width)
    rows = []
    start = 0
    while len(text) - start > width:
        blank = text.rfind(" ", start + 1, start + width + 1)
        end = blank if blank > 0 else start + width
        rows.append((start, end))
        start = end + (blank > 0)
    return (*rows, (start, len(text)))


def _wrapped_by_cells(text: str, width: int) -> Sequence[tuple[int, int]]:
    if cell_len(text) <= width:
        return ((0, len(text)),)
    rows = []
    start = used = 0
    blank: tuple[int, int] | None = None
    for begin, _end, cells in split_graphemes(text)[0]:
        if text[begin] == " " and begin > start:
            blank = begin, used
        elif used + cells > width and begin > start:
            if blank is None:
                rows.append((start, begin))
                start, used = begin, 0
            else:
                rows.append((start, blank[0]))
                start, used = blank[0] + 1, used - blank[1] - 1
            blank = None
        used += cells
    return (*rows, (start, len(text)))
