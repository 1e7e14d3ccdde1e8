"""What a rule of writing changes: a few replacements that are one step of undo, and the selection afterwards.

The replacements are as small as they can be: what another person types meanwhile into the lines around stays where it
belongs, and so do the marks of clauses.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

Location = tuple[int, int]
"""Row and column."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """Put a text in the place of what lies between two locations."""

    start: Location
    end: Location
    inserted: str

    @property
    def last(self) -> Location:
        """Where the inserted text ends, once it stands there."""
        head, *more = self.inserted.split("\n")
        return (self.start[0] + len(more), len(more[-1])) if more else (self.start[0], self.start[1] + len(head))


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Several replacements as one step."""

    replacements: tuple[Replacement, ...]
    """In their order, none overlapping another, all in locations of the text as it was before."""
    anchor: Location
    """Where the selection begins afterwards."""
    cursor: Location
    """Where the cursor is afterwards."""


def _place(it: Replacement) -> tuple[Location, Location]:
    return it.start, it.end


def shifted(place: Location, replacements: Sequence[Replacement]) -> Location:
    """Where a location is after the replacements; an insertion at the very place pushes it on."""
    for it in reversed(replacements):
        if place < it.start:
            continue
        if place < it.end:
            place = it.last
        else:
            row, column = place
            same = row == it.end[0]
            place = it.last[0] + row - it.end[0], it.last[1] + column - it.end[1] if same else column
    return place


def at(replacements: Iterable[Replacement], anchor: Location, cursor: Location) -> Rewrite:
    """A rewrite after which the selection is where it was, moved by what was replaced."""
    ordered = tuple(sorted(replacements, key=_place))
    return Rewrite(ordered, shifted(anchor, ordered), shifted(cursor, ordered))


class Sheet:
    """Lines to be rewritten one by one; it remembers which of them are old, so that only what differs is replaced."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = list(lines)
        """As they stand now."""
        self._before = lines
        self._origins: list[int | None] = list(range(len(lines)))

    def insert(self, row: int, *lines: str) -> None:
        """New lines."""
        self.lines[row:row] = lines
        self._origins[row:row] = [None] * len(lines)

    def remove(self, row: int) -> None:
        """Take a line away."""
        del self.lines[row], self._origins[row]

    def move(self, first: int, after: int, to: int) -> None:
        """The lines `first` to before `after` to before the line `to`, which is none of them."""
        block = self.lines[first:after]
        del self.lines[first:after]
        del self._origins[first:after]
        self.insert(to if to <= first else to - (after - first), *block)

    def rewrite(self, anchor: Location, cursor: Location) -> Rewrite | None:
        """What has changed, None for nothing; the selection is given as it is to be."""
        replacements = tuple(self._replacements())
        return Rewrite(replacements, anchor, cursor) if replacements else None

    def _replacements(self) -> Iterable[Replacement]:
        before, lines, origins = self._before, self.lines, self._origins
        kept = [row for row, origin in enumerate(origins) if origin is not None]
        first = kept[0]
        if first or origins[first]:
            yield Replacement((0, 0), (origins[first] or 0, 0), "".join(f"{line}\n" for line in lines[:first]))
        for row, following in pairwise([*kept, len(lines)]):
            origin = origins[row] or 0
            until = origins[following] or 0 if following < len(lines) else len(before)
            old, new = before[origin], lines[row]
            if old is new and following == row + 1 and until == origin + 1:
                continue
            added = "".join(f"\n{line}" for line in lines[row + 1 : following])
            rest = old[len(new) :]
            if added and rest and until == origin + 1 and old.startswith(new) and added.endswith(rest):
                # The line was split: its second half stays what it is.
                place = origin, len(new)
                yield Replacement(place, place, added[: len(added) - len(rest)])
                continue
            if old != new:
                yield _difference(origin, old, new)
            if added or until > origin + 1:
                yield Replacement((origin, len(old)), (until - 1, len(before[until - 1])), added)


def _difference(row: int, old: str, new: str) -> Replacement:
    """The smallest replacement that makes a line from another.

    Blanks that come to those at the beginning stand before them: where the words begin somebody else may be typing.
    """
    most = min(len(old), len(new))
    tail = next((at for at in range(most) if old[-1 - at] != new[-1 - at]), most)
    most -= tail
    head = next((at for at in range(most) if old[at] != new[at]), most)
    return Replacement((row, head), (row, len(old) - tail), new[head : len(new) - tail])
