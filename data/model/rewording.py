"""Words that were changed: which former wording a point had, as far as the words tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from .mentorship import Party

ALIKE = 0.5
"""The likeness from which on one wording counts as the other one, reworded."""

_WORD = re.compile(r"\w+")


@lru_cache(maxsize=50_000)
def likeness(one: str, other: str) -> float:
    """How alike two wordings are: 0 for nothing in common, 1 for the same words.

    By words that both have, and by runs of three letters, so that neither a moved word nor a mended one weighs much.
    Words that were only added at the end do not make another wording of it, however many they are.
    """
    continued = ALIKE if _continues(one, other) or _continues(other, one) else 0.0
    return max(continued, _shared(_words(one), _words(other)), _shared(_runs(one), _runs(other)))


def _continues(longer: str, shorter: str) -> bool:
    words = _WORD.findall(shorter.casefold())
    return bool(words) and _WORD.findall(longer.casefold())[: len(words)] == words


def _shared(one: Counter[str], other: Counter[str]) -> float:
    both = one.total() + other.total()
    return 2 * (one & other).total() / both if both else 0.0


@lru_cache(maxsize=2_000)
def _words(wording: str) -> Counter[str]:
    return Counter(_WORD.findall(wording.casefold()))


@lru_cache(maxsize=2_000)
def _runs(wording: str) -> Counter[str]:
    letters = f" {' '.join(_WORD.findall(wording.casefold()))} "
    return Counter(letters[at : at + 3] for at in range(len(letters) - 2))


def former_wordings(
    now: Sequence[tuple[Party, str]], asked: Iterable[int], known: Sequence[tuple[Party, str]]
) -> dict[int, str]:
    """Which former wording the points of a text had, by the place of the point.

    `now` are all points, `asked` the places of those in question, `known` the wordings that something is kept of, each
    with the party whose responsibility it is. A wording that still stands in the text is not a former one; each is
    given to one point at most, the most alike first.
    """
    standing = set(now)
    gone = [it for it in dict.fromkeys(known) if it not in standing]
    pairs = [
        (-alike, place, number)
        for place in asked
        for number, (party, wording) in enumerate(gone)
        if party is now[place][0] and (alike := likeness(now[place][1], wording)) >= ALIKE
    ]
    found: dict[int, int] = {}
    for _unlike, place, number in sorted(pairs):
        if place not in found and number not in found.values():
            found[place] = number
    return {place: gone[number][1] for place, number in found.items()}
