"""What may have been meant by a word that is not known."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import pairwise, product
from typing import TYPE_CHECKING

from .british import american
from .compounds import is_first_part

if TYPE_CHECKING:
    from .word_list import WordList

MOST = 9
"""Suggestions: one for each digit."""

LONGEST = 40
"""Letters of a word for which something is sought."""

_ENOUGH = 4
"""So many words one slip away, and those two slips away are not sought."""

_LETTERS = {"en": "abcdefghijklmnopqrstuvwxyz'", "de": "abcdefghijklmnopqrstuvwxyzäöüß"}

_SOUNDS = (("ae", "ä"), ("oe", "ö"), ("ue", "ü"), ("ss", "ß"), ("ß", "ss"))
"""What is written for a letter that a keyboard lacks, or was written before a reform."""


def suggest(word: str, language: str, words: WordList, named: Collection[str]) -> list[str]:
    """At most nine, the likeliest first, each written with capitals as the word is."""
    word = word.replace("’", "'")
    lower = word.lower()
    if not 1 < len(lower) <= LONGEST:
        return []

    def is_known(it: str) -> bool:
        return it in words or it in named or (language == "en" and any(other in words for other in american(it)))

    def rank(it: str) -> tuple[int, str]:
        return -words.frequency(it), it

    found: dict[str, None] = {}
    for group in _groups(lower, language, words, named, is_known):
        if len(found) < _ENOUGH:
            found.update(dict.fromkeys(sorted(group, key=rank)))
    if not found and language == "de":
        found = dict.fromkeys(sorted(_mended_parts(lower, is_known)))
    found.pop(lower, None)
    return [_as_written(it, word) for it in found][:MOST]


def _groups(
    word: str, language: str, words: WordList, named: Collection[str], is_known: Callable[[str], bool]
) -> Iterator[set[str]]:
    """Groups of candidates, the likelier ones first."""
    if language == "de":
        yield {it for it in _respelt(word) if is_known(it)}
    yield set(filter(is_known, _one_slip(word, _LETTERS[language]))) | _parted(word, words)
    yield {it for it in (*two_slips(word, words), *named) if slips(word, it, 2) == 2}


def _respelt(word: str) -> set[str]:
    """With ü for ue and the like, at each place or not."""
    pieces: list[tuple[str, ...]] = []
    place = 0
    while place < len(word):
        other = next(((old, new) for old, new in _SOUNDS if word.startswith(old, place)), None)
        pieces.append(other or (word[place],))
        place += len(pieces[-1][0])
    if sum(len(it) > 1 for it in pieces) > 4:
        return set()
    return {"".join(choice) for choice in product(*pieces)} - {word}


def _one_slip(word: str, letters: str) -> set[str]:
    """Everything that is one slip away: a letter too many, too few, a wrong one, two exchanged."""
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    found = {head + tail[1:] for head, tail in cuts if tail}
    found |= {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    found |= {head + letter + tail[1:] for head, tail in cuts if tail for letter in letters}
    return found | {head + letter + tail for head, tail in cuts for letter in letters}


def _parted(word: str, words: WordList) -> set[str]:
    """As two words, where the blank between them is missing; both in use, not just listed."""
    return {
        f"{word[:cut]} {word[cut:]}"
        for cut in range(2, len(word) - 1)
        if min(words.frequency(word[:cut]), words.frequency(word[cut:])) > 1_000
    }


def _mended_parts(word: str, is_known: Callable[[str], bool]) -> Iterator[str]:
    """A compound of which one part is known and the other one slip away."""
    letters = _LETTERS["de"]
    for cut in range(4, len(word) - 3):
        head, tail = word[:cut], word[cut:]
        if is_first_part(head, is_known):
            yield from (head + it for it in _one_slip(tail, letters) if len(it) > 3 and is_known(it))
        if is_known(tail):
            yield from (it + tail for it in _one_slip(head, letters) if len(it) > 3 and is_known(it))


def two_slips(word: str, words: WordList) -> Iterable[str]:
    """Words of about that length in which a third of the word stands unhurt, for two slips cannot hurt three thirds."""
    if len(word) < 5:
        return ()
    size = len(word)
    cuts = (0, size // 3, 2 * size // 3, size)
    pattern = "|".join(
        f'[^"]{{{max(0, first - 2)},{first + 2}}}{word[first:last]}[^"]{{{max(0, size - last - 2)},{size - last + 2}}}'
        for first, last in pairwise(cuts)
    )
    return words.matching(pattern)


def slips(one: str, other: str, limit: int) -> int:
    """By how many slips two words differ, as far as the limit; beyond it any larger number."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i] + [0] * len(other)
        for j, its in enumerate(other, 1):
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != its))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == its:
                row[j] = min(row[j], earlier[j - 2] + 1)
        if min(row) > limit:
            return limit + 1
    return row[-1]


def _as_written(word: str, model: str) -> str:
    """With capitals as in another word."""
    if len(model) > 1 and model.isupper():
        return word.upper()
    return word[:1].upper() + word[1:] if model[:1].isupper() else word
