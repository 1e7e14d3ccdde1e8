"""The line under words that are spelt wrong: found when their row is painted, kept as long as their line is the same.

A key looks at the line it stands in and at no other. Lines of code are no prose: where blocks of code begin and end is
known without going through the text at each key.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from textual.document._document import Location, Selection

from .frugal_text_area import LineStyles, Span

if TYPE_CHECKING:
    from data.spelling import Spelling

    from .prose_editor import ProseEditor

MISSPELT = "prose-editor--misspelt"
"""The component class of the editor that styles such a word."""

_MOST_LINES = 2_000
"""Lines of which it is kept where their unknown words are."""

_FENCE = r" {0,3}(?:(?:[-*+>]|\d+[.)]) *)*(`{3,}|~{3,})(.*)"
"""Compiled when the first block of code is met, which is never in most texts."""
_APOSTROPHES = "'’"


class SpellingMarks(LineStyles):
    """Marks the unknown words of one editor, but for the one that is being typed."""

    def __init__(self, editor: ProseEditor) -> None:
        self._editor = editor
        self._spelling: Spelling | None = None
        self._lines: Sequence[str] = []
        self._fences: list[int] = []
        self._code: list[tuple[int, int]] = []
        self._found: dict[str, tuple[Span, ...]] = {}
        self._edited_line: int | None = None
        self._typed: Location | None = None
        editor.add_styles(self)
        editor.watch(editor, "selection", self._cursor_moved, init=False)

    def use(self, spelling: Spelling | None) -> None:
        """Judge by this spelling from now on; by none, nothing is marked. Also after its words have changed."""
        self._spelling = spelling
        self._found.clear()
        self._editor.refresh()

    # -- what the text area asks -----------------------------------------------------------------------------------

    def load(self, lines: Sequence[str]) -> None:
        """Another text: the list of its lines stays the same one while it is edited."""
        self._lines = lines
        self._typed = self._edited_line = None
        self._fences = list(self._fences_in(0, len(lines) - 1))
        self._code = self._blocks()

    def edited(self, lines: Sequence[str], top: int, old_bottom: int, new_bottom: int) -> None:
        """Know where blocks of code are now; the lines in between are asked for when they are painted."""
        self._lines, self._edited_line = lines, new_bottom
        moved = new_bottom - old_bottom
        fences = [line for line in self._fences if line < top]
        fences += self._fences_in(top, new_bottom)
        fences += [line + moved for line in self._fences if line > old_bottom]
        if not fences and not self._fences:
            return
        expected = [tuple(line + moved * (line > old_bottom) for line in block) for block in self._code]
        self._fences = fences
        self._code = self._blocks()
        if self._code != expected:
            self._editor.restyle(top, len(lines) - 1)

    def spans_of(self, line: int) -> Sequence[Span]:
        """The unknown words of a line, without the one that is being typed."""
        spans = self._unknown_in(line)
        if spans and self._typed is not None and self._typed[0] == line:
            place = self._typed[1]
            return [span for span in spans if not span[0] <= place < span[1]]
        return spans

    # -- what commands ask -----------------------------------------------------------------------------------------

    def at(self, place: Location) -> tuple[int, int] | None:
        """From where to where the unknown word goes that a place is in, or at whose end it is."""
        row, column = place
        return next(((start, end) for start, end, _name in self._unknown_in(row) if start <= column <= end), None)

    def after(self, place: Location) -> tuple[Location, Location] | None:
        """The next unknown word behind a place, going round at the end; None where there is none."""
        row, column = place
        others = chain(range(row + 1, len(self._lines)), range(row + 1))
        for line, first in chain([(row, column)], ((it, 0) for it in others)):
            for start, end, _name in self._unknown_in(line):
                if start >= first:
                    return (line, start), (line, end)
        return None

    # -- finding ---------------------------------------------------------------------------------------------------

    def _unknown_in(self, line: int) -> tuple[Span, ...]:
        if self._spelling is None or self._editor.read_only or line >= len(self._lines) or self._is_code(line):
            return ()
        text = self._lines[line]
        spans = self._found.get(text)
        if spans is None:
            if len(self._found) >= _MOST_LINES:
                self._found.clear()
            spans = self._found[text] = tuple((*place, MISSPELT) for place in self._spelling.unknown(text))
        return spans

    def _cursor_moved(self, _old: Selection, new: Selection) -> None:
        """A word is left when the cursor is neither in it nor at one of its ends."""
        row, column = new.end
        start = word_start(self._lines[row], column) if row < len(self._lines) else None
        if self._edited_line == row:
            self._typed = None if start is None else (row, start)
        elif self._typed is not None and self._typed != (row, start):
            left, self._typed = self._typed[0], None
            self._editor.restyle(left, left)
        self._edited_line = None

    # -- blocks of code --------------------------------------------------------------------------------------------

    def _fences_in(self, first: int, last: int) -> Iterator[int]:
        for line in range(first, last + 1):
            text = self._lines[line]
            if ("```" in text or "~~~" in text) and re.match(_FENCE, text):
                yield line

    def _blocks(self) -> list[tuple[int, int]]:
        """The first and the last line of each block of code, both fences with it."""
        blocks: list[tuple[int, int]] = []
        opened: tuple[int, str] | None = None
        for line in self._fences:
            found = re.match(_FENCE, self._lines[line])
            if found is None:
                continue
            sign, behind = found[1], found[2]
            if opened is None:
                if sign[0] == "~" or "`" not in behind:
                    opened = line, sign
            elif sign.startswith(opened[1]) and not behind.strip():
                blocks.append((opened[0], line))
                opened = None
        if opened is not None:
            blocks.append((opened[0], len(self._lines) - 1))
        return blocks

    def _is_code(self, line: int) -> bool:
        index = bisect_right(self._code, (line, len(self._lines))) - 1
        return index >= 0 and self._code[index][0] <= line <= self._code[index][1]


def word_start(line: str, column: int) -> int | None:
    """Where the word begins that a place is in, or at whose end it is; None where there is no word."""
    start = column
    while start and (_is_letter(line[start - 1]) or line[start - 1] in _APOSTROPHES):
        start -= 1
    while start < len(line) and line[start] in _APOSTROPHES:
        start += 1
    return start if start <= column and any(map(_is_letter, line[start : max(column, start + 1)])) else None


def _is_letter(character: str) -> bool:
    return character.isalpha() or "\u0300" <= character <= "\u036f"
