"""Where the words of a clause stand in a text that was written on since."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from .outline import structure
from .points import item_lines, item_words, marker_of, wordings_of
from .rewording import ALIKE, likeness

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ELSEWHERE = 0.75
"""The likeness that is asked of words which stand where they were not put: an accident is less likely then."""


@dataclass(frozen=True, slots=True)
class Clause:
    """An answer that stands in the draft."""

    id: str
    question_id: str
    wording: str
    """The answer as it was taken into the draft."""
    start: int
    """The line at which it stands now, from 0."""
    end: int
    """The line after its last one."""
    answer: str
    """The answer as it is now."""
    answer_changed: bool
    """The answer says something else than it did, and nobody has looked at that yet."""


@dataclass(frozen=True, slots=True)
class Passage:
    """An item of a list, or a paragraph."""

    start: int
    end: int
    words: str


@lru_cache(maxsize=8)
def passages(text: str) -> tuple[Passage, ...]:
    """The items and paragraphs of a text, in its order; headings are none. The last few texts are remembered."""
    lines = text.split("\n")
    known = structure(text)
    items = [(item.start, item.end) for listed in known.lists for item in listed.items]
    taken = {row for start, end in items for row in range(start, end)}
    taken |= {row for heading in known.headings for row in range(heading.line, heading.after)}
    spans = sorted([*items, *_runs(lines, taken)])
    return tuple(Passage(start, end, words) for start, end in spans if (words := item_words(lines[start:end])))


def _runs(lines: Sequence[str], taken: set[int]) -> Iterator[tuple[int, int]]:
    """The lines with words that belong to no item and no heading, as far as they follow one another."""
    start: int | None = None
    for row, line in enumerate([*lines, ""]):
        if line.strip() and row not in taken:
            start = row if start is None else start
        elif start is not None:
            yield start, row
            start = None


def standing(text: str, place: int | None, wording: str) -> tuple[int, int] | None:
    """The lines in which a clause stands now: the first and the one after the last; None where it is gone.

    `place` is the byte at which its mark is; None where it has none. Words that were edited on are still the clause,
    as long as they are more like it than not; words that were moved are found where they are.
    """
    found, wanted = passages(text), wordings_of(wording)
    if not wanted or not found:
        return None
    if place is not None:
        row = text.encode("utf-8")[:place].count(b"\n")
        first = next((index for index, passage in enumerate(found) if passage.end > row), len(found))
        alike, last = _most_alike(found, first, wanted)
        if alike >= ALIKE:
            return found[first].start, found[last].end
    runs = [_most_alike(found, index, wanted) for index in range(len(found))]
    first = max(range(len(runs)), key=lambda index: runs[index][0])
    alike, last = runs[first]
    return (found[first].start, found[last].end) if alike >= _ELSEWHERE else None


def _most_alike(found: Sequence[Passage], first: int, wanted: Sequence[str]) -> tuple[float, int]:
    """How much the passages from one on are like a wording, and the last of them that belongs to it."""
    whole = " ".join(wanted)
    runs = range(first, min(first + len(wanted), len(found)))
    return max(
        ((likeness(" ".join(it.words for it in found[first : last + 1]), whole), last) for last in runs),
        default=(0.0, first),
    )


def replaced(text: str, start: int, end: int, wording: str) -> tuple[int, int, str]:
    """The replacement (first byte, byte after the last one, text) that puts other words where a clause stands."""
    lines = text.split("\n")
    marker = marker_of(lines[start])
    new = item_lines(marker, wording) if marker else wording.strip().split("\n")
    first = len("".join(f"{line}\n" for line in lines[:start]).encode("utf-8"))
    return first, first + len("\n".join(lines[start:end]).encode("utf-8")), "\n".join(new)
