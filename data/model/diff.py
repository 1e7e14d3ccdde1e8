"""What has changed between two texts: line by line, and within a changed line word by word.

Lines that stand in both texts exactly once hold the two together (the idea of the patience diff); what lies between
them is compared exactly, by the longest sequence that both have in common. That takes `MOST_PAIRS` at most: where more
lines, or more words of one line, would have to be compared with each other, they are told as replaced, which is right
all the same, only coarser. So 1 MB of prose takes under a second, and a million empty lines take four.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import groupby

MOST_PAIRS = 64_000_000
"""Pairs compared with each other: 8,000 lines with 8,000. A bit is kept for each, 8 MB in all."""

MOST_MATCHED = 2_500
"""Pairs of a removed and an added line of which the ones most alike are found; more are put side by side in order."""

ALIKE = 0.4
"""The share of words that a line keeps to be told as changed, not as removed and another one as added."""

CONTEXT = 2
"""Unchanged lines that stay to be seen around a change when the others are folded."""

_LEAST_FOLDED = 3
"""Fewer lines are not folded: the line that says so would take their room."""

_WORD = re.compile(r"\w+|\s+|.", re.DOTALL)


class SpanKind(StrEnum):
    """What has become of some words."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Span:
    """Some words of a line, one after the other."""

    kind: SpanKind
    text: str


@dataclass(frozen=True, slots=True)
class DiffLine:
    """A line of either text or of both."""

    old: int | None
    """Its number in the older text, from 0; None for one that was added."""
    new: int | None
    """Its number in the newer text, from 0; None for one that was removed."""
    was: str
    """Its words in the older text; empty where it was added."""
    now: str
    """Its words in the newer text; empty where it was removed."""

    @property
    def is_kept(self) -> bool:
        """It stands in both texts with the same words."""
        return self.old is not None and self.new is not None and self.was == self.now

    @property
    def spans(self) -> tuple[Span, ...]:
        """Its words: the kept and the removed are the older line, the kept and the added the newer one."""
        if self.old is None:
            return _spans((SpanKind.ADDED, self.now))
        if self.new is None:
            return _spans((SpanKind.REMOVED, self.was))
        return words(self.was, self.now)


@dataclass(frozen=True, slots=True)
class Extent:
    """How much has changed."""

    changed: int = 0
    """Lines with other words."""
    removed: int = 0
    """Lines that were removed."""
    added: int = 0
    """Lines that were added."""

    @property
    def is_none(self) -> bool:
        """Both texts are the same."""
        return self == Extent()


# -- comparing ---------------------------------------------------------------------------------------------------------


def compare(old: str, new: str) -> tuple[DiffLine, ...]:
    """All lines of both texts in their order, each with what has become of it."""
    was, now = old.split("\n"), new.split("\n")
    lines: list[DiffLine] = []
    i = j = 0
    for a, b in [*_matches(was, now), (len(was), len(now))]:
        if i < a or j < b:
            lines += _replaced(was, now, range(i, a), range(j, b))
        if a < len(was):
            lines.append(DiffLine(a, b, was[a], now[b]))
        i, j = a + 1, b + 1
    return tuple(lines)


def extent(lines: Sequence[DiffLine]) -> Extent:
    """How much has changed."""
    kinds = Counter((line.old is not None, line.new is not None) for line in lines if not line.is_kept)
    return Extent(kinds[True, True], kinds[True, False], kinds[False, True])


def changes(lines: Sequence[DiffLine]) -> list[range]:
    """The runs of lines that are not the same in both texts."""
    return [run for kept, run in _runs(lines) if not kept]


def folds(lines: Sequence[DiffLine], context: int = CONTEXT) -> list[range]:
    """The runs of unchanged lines that one can do without, but for some around each change."""
    found = []
    for kept, run in _runs(lines):
        start = run.start + (context if run.start else 0)
        stop = run.stop - (context if run.stop < len(lines) else 0)
        if kept and stop - start >= _LEAST_FOLDED:
            found.append(range(start, stop))
    return found


def _runs(lines: Sequence[DiffLine]) -> Iterator[tuple[bool, range]]:
    at = 0
    for kept, group in groupby(lines, key=lambda line: line.is_kept):
        start, at = at, at + sum(1 for _line in group)
        yield kept, range(start, at)


def edits(old: str, new: str) -> list[tuple[int, int, str]]:
    """What makes the newer text of the older one and leaves alone what both have: replacements (first byte, byte after
    the last one, text) in UTF-8, from the end to the start, so that each stands where it says.
    """
    found: list[tuple[int, int, str]] = []
    at = 0
    for kind, text in _pieces(compare(old, new)):
        length = len(text.encode("utf-8"))
        if kind is SpanKind.KEPT:
            at += length
            continue
        start, end, added = found.pop() if found and found[-1][1] == at else (at, at, "")
        if kind is SpanKind.REMOVED:
            at += length
            found.append((start, at, added))
        else:
            found.append((start, end, added + text))
    return found[::-1]


def _pieces(lines: Sequence[DiffLine]) -> Iterator[tuple[SpanKind, str]]:
    """The spans of all lines, with the line ends between them."""
    first_old, first_new = True, True
    for line in lines:
        ends_old = line.old is not None and not first_old
        ends_new = line.new is not None and not first_new
        if ends_old or ends_new:
            yield SpanKind.KEPT if ends_old and ends_new else SpanKind.REMOVED if ends_old else SpanKind.ADDED, "\n"
        first_old, first_new = first_old and line.old is None, first_new and line.new is None
        for span in line.spans:
            yield span.kind, span.text


# -- lines -------------------------------------------------------------------------------------------------------------


def _matches(was: Sequence[str], now: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The lines that both have in common, in order: between two that hold the texts together as many as can be."""
    start, end = _same_ends(was, now)
    yield from ((place, place) for place in range(start))
    i = j = start
    last = len(was) - end, len(now) - end
    for a, b in [*_unique(was, now, start, *last), last]:
        yield from ((i + x, j + y) for x, y in common(was[i:a], now[j:b]))
        if (a, b) != last:
            yield a, b
        i, j = a + 1, b + 1
    yield from ((last[0] + place, last[1] + place) for place in range(end))


def _same_ends(was: Sequence[str], now: Sequence[str]) -> tuple[int, int]:
    """How many are the same at the beginning, and of the others at the end."""
    least = min(len(was), len(now))
    start = next((place for place in range(least) if was[place] != now[place]), least)
    left = least - start
    return start, next((place for place in range(left) if was[-1 - place] != now[-1 - place]), left)


def _unique(was: Sequence[str], now: Sequence[str], start: int, i: int, j: int) -> list[tuple[int, int]]:
    """The longest sequence of lines that stand in either part exactly once."""
    of_old, of_new = Counter(was[start:i]), Counter(now[start:j])
    where = {now[place]: place for place in range(start, j) if of_new[now[place]] == 1}
    pairs = [(place, where[was[place]]) for place in range(start, i) if of_old[was[place]] == 1 and was[place] in where]
    return _rising(pairs)


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of the pairs in which the second numbers rise too."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, (_a, b) in enumerate(pairs):
        length = bisect_left(ends, b)
        ends[length : length + 1] = [b]
        last[length : length + 1] = [index]
        before.append(last[length - 1] if length else -1)
    found = []
    index = last[-1] if last else -1
    while index >= 0:
        found.append(pairs[index])
        index = before[index]
    return found[::-1]


def common(was: Sequence[str], now: Sequence[str]) -> list[tuple[int, int]]:
    """The places of the longest sequence that both have in common; none where that takes more than `MOST_PAIRS`.

    With a bit for each line of the first: Hyyrö, Bit-parallel LCS-length computation revisited (2004).
    """
    if not was or not now or len(was) * len(now) > MOST_PAIRS:
        return []
    masks = _masks(was, set(now))
    ones, size = (1 << len(was)) - 1, len(was) // 8 + 1
    state, states = ones, []
    for line in now:
        hit = state & masks.get(line, 0)
        state = (state + hit | state - hit) & ones
        states.append(state.to_bytes(size, "little"))
    found = []
    i, j = len(was), len(now)
    while i and j:
        byte, bit = divmod(i - 1, 8)
        if states[j - 1][byte] >> bit & 1:
            i -= 1
        elif j > 1 and not states[j - 2][byte] >> bit & 1:
            j -= 1
        else:
            i, j = i - 1, j - 1
            found.append((i, j))
    return found[::-1]


def _masks(lines: Sequence[str], wanted: set[str]) -> dict[str, int]:
    """Where each of the wanted lines stands, as the bits of a number."""
    bits: dict[str, bytearray] = {}
    for place, line in enumerate(lines):
        if line in wanted:
            bits.setdefault(line, bytearray(len(lines) // 8 + 1))[place // 8] |= 1 << place % 8
    return {line: int.from_bytes(mask, "little") for line, mask in bits.items()}


def _replaced(was: Sequence[str], now: Sequence[str], old: range, new: range) -> Iterator[DiffLine]:
    """Lines that have given way to others: those that are alike are told as one changed line."""
    i, j = old.start, new.start
    for a, b in [*_alike([was[it] for it in old], [now[it] for it in new]), (len(old), len(new))]:
        a, b = old.start + a, new.start + b
        yield from (DiffLine(it, None, was[it], "") for it in range(i, a))
        yield from (DiffLine(None, it, "", now[it]) for it in range(j, b))
        if a < old.stop and b < new.stop:
            yield DiffLine(a, b, was[a], now[b])
        i, j = a + 1, b + 1


def _alike(was: Sequence[str], now: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of lines that are alike, in order, so that they are alike as much as can be."""
    old, new = [_bag(line) for line in was], [_bag(line) for line in now]
    if len(old) * len(new) > MOST_MATCHED:
        return [(it, it) for it in range(min(len(old), len(new))) if _likeness(old[it], new[it]) >= ALIKE]
    likeness = [[_likeness(a, b) for b in new] for a in old]
    best = [[0.0] * (len(new) + 1) for _row in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            together = likeness[i][j] + best[i + 1][j + 1] if likeness[i][j] >= ALIKE else 0.0
            best[i][j] = max(together, best[i + 1][j], best[i][j + 1])
    found, i, j = [], 0, 0
    while i < len(old) and j < len(new):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            found.append((i, j))
            i, j = i + 1, j + 1
    return found


def _bag(line: str) -> Counter[str]:
    """The words of a line, however they stand; its signs where it has no words."""
    found = Counter(it for it in _WORD.findall(line) if it[0].isalnum() or it[0] == "_")
    return found or Counter(it for it in line if not it.isspace())


def _likeness(old: Counter[str], new: Counter[str]) -> float:
    """From 0 to 1: the share of words that both have."""
    most = max(old.total(), new.total())
    return (old & new).total() / most if most else 0.0


# -- words -------------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=2_000)
def words(was: str, now: str) -> tuple[Span, ...]:
    """What has become of the words of one line."""
    if was == now:
        return _spans((SpanKind.KEPT, now))
    old, new = _WORD.findall(was), _WORD.findall(now)
    start, end = _same_ends(old, new)
    kept = [
        *((it, it) for it in range(start)),
        *_readable(old, _common_within(old, new, start, end)),
        *((len(old) - it, len(new) - it) for it in range(end, 0, -1)),
    ]
    pieces: list[tuple[SpanKind, str]] = []
    i = j = 0
    for a, b in [*kept, (len(old), len(new))]:
        pieces += [(SpanKind.REMOVED, "".join(old[i:a])), (SpanKind.ADDED, "".join(new[j:b]))]
        if a < len(old):
            pieces.append((SpanKind.KEPT, old[a]))
        i, j = a + 1, b + 1
    return _spans(*pieces)


def _common_within(old: Sequence[str], new: Sequence[str], start: int, end: int) -> list[tuple[int, int]]:
    """The places of what both have in common between their ends."""
    found = common(old[start : len(old) - end], new[start : len(new) - end])
    return [(start + i, start + j) for i, j in found]


def _readable(old: Sequence[str], kept: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Without the blanks and signs that stand alone between changes: they tear apart what is read as one."""
    runs: list[list[tuple[int, int]]] = []
    for i, j in kept:
        if runs and runs[-1][-1] == (i - 1, j - 1):
            runs[-1].append((i, j))
        else:
            runs.append([(i, j)])
    for run in runs:
        if any(old[i][0].isalnum() for i, _j in run):
            yield from run


def _spans(*pieces: tuple[SpanKind, str]) -> tuple[Span, ...]:
    """Spans of what is not empty, each as long as can be; what was removed stands before what was added."""
    found: list[Span] = []
    filled = (piece for piece in pieces if piece[1])
    for kept, group in groupby(filled, key=lambda piece: piece[0] is SpanKind.KEPT):
        texts: dict[SpanKind, str] = {}
        for kind, text in group:
            texts[kind] = texts.get(kind, "") + text
        kinds = (SpanKind.KEPT,) if kept else (SpanKind.REMOVED, SpanKind.ADDED)
        found += [Span(kind, texts[kind]) for kind in kinds if kind in texts]
    return tuple(found)
