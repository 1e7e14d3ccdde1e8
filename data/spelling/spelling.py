"""Whether a word is spelt as one of its language is."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from .british import american
from .compounds import is_compound, is_first_part
from .own_words import OwnWords
from .prose_words import Word, words_of
from .suggesting import suggest
from .word_list import WordList, read_list

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHORT_FORMS = frozenset(("s", "d", "m", "t", "ll", "ve", "re", "n", "ne", "nen", "nem"))
"""What may stand behind an apostrophe: Anna's, we'll, geht's, so'n."""

_LONGEST_LINE = 10_000
"""Characters of a line that is looked at: no key in it shall wait."""

_MOST_KEPT = 20_000
"""Words of which it is remembered whether they are known."""


class Spelling:
    """The spelling of one language, with the names of two parties and a user's own words.

    What was found out about a word is kept, so that looking at a line again costs a look into a dict for each word.
    """

    def __init__(self, language: str, words: WordList, own: OwnWords, names: Iterable[str] = ()) -> None:
        self.language = language
        """`en` or `de`."""
        self.own = own
        """The user's own words."""
        self._words = words
        self._named = _field_words(language) | {
            it.text.lower().removesuffix("'s") for name in names for it in words_of(name)
        }
        self._judged: dict[tuple[str, bool], bool] = {}

    def unknown(self, line: str) -> tuple[tuple[int, int], ...]:
        """From where to where the words of a line go that are not known; of an endless line, nothing is told."""
        if len(line) > _LONGEST_LINE:
            return ()
        return tuple((word.start, word.end) for word in words_of(line) if not self._is_right(word))

    def is_known(self, word: str) -> bool:
        """Whether a word stands in one of the lists, or is made of such."""
        return all(self._is_right(it) for it in words_of(word))

    def refresh(self) -> bool:
        """Look whether the own words were changed; tells whether they were."""
        if not self.own.refresh():
            return False
        self._judged.clear()
        return True

    def add(self, word: str) -> None:
        """Make a word one of the user's own. Raises `BadInput` where it cannot be kept."""
        for it in words_of(word):
            self.own.add(it.text.removesuffix("'s"))
        self._judged.clear()

    def suggestions(self, word: str) -> list[str]:
        """What may have been meant, the likeliest first. Takes up to a second: made to be called in a thread."""
        return suggest(word, self.language, self._words, self._named | self.own.words)

    def _is_right(self, word: Word) -> bool:
        key = word.text, word.is_first_part
        known = self._judged.get(key)
        if known is None:
            if len(self._judged) >= _MOST_KEPT:
                self._judged.clear()
            known = self._judged[key] = self._judge(word.text.lower(), word.is_first_part)
        return known

    def _judge(self, word: str, is_first_part: bool) -> bool:
        if self._is_listed(word):
            return True
        stem, _apostrophe, ending = word.rpartition("'")
        if stem:
            # dogs' and rock'n'roll are judged by what stands before.
            return ending in _SHORT_FORMS and self._judge(stem, False)
        if self.language == "en":
            return any(map(self._is_listed, american(word)))
        return (is_first_part and self._may_begin(word)) or is_compound(word, self._is_listed)

    def _may_begin(self, word: str) -> bool:
        """Organisations- und Teamfragen."""
        return is_first_part(word, lambda it: self._is_listed(it) or is_compound(it, self._is_listed))

    def _is_listed(self, word: str) -> bool:
        if word in self._words or word in self._named or word in self.own.words:
            return True
        # Words of one's own and names have a genitive too.
        return word.endswith("s") and (word[:-1] in self._named or word[:-1] in self.own.words)


def spelling_of(language: str, names: Iterable[str] = ()) -> Spelling:
    """The spelling of a language, with the user's own words. Made to be called in a thread.

    Raises `BadInput` where the list of words cannot be read.
    """
    return Spelling(language, read_list(language), OwnWords(), names)


@cache
def _field_words(language: str) -> frozenset[str]:
    """Words of mentoring that are in no list."""
    text = files("data").joinpath("texts", language, "words.txt").read_text(encoding="utf-8")
    return frozenset(word.lower() for line in text.splitlines() if line[:1] != "#" for word in line.split())
