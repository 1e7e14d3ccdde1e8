"""The words of a line of Markdown that are prose: no code, no address, no number, no abbreviation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_LETTER = r"(?:[^\W\d_][\u0300-\u036f]*)"
_JOINED = rf"{_LETTER}+(?:['’]{_LETTER}+)*"

_PARTS = re.compile(
    r"""
      (?P<code>`+)(?:.{,1000}?)(?<!`)(?P=code)(?!`)         # `code`
    | ^\ {0,3}\[[^\]]+\]:\s.*                              # [label]: target
    | (?<=\])\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*           # the target in [words](target "words")
    | <!--.{,1000}?-->
    | </?[A-Za-z][^<>]*>                                   # HTML, <https://…>
    | &\#?\w{1,20};
    | \{\{.{,60}?\}\}
    | (?:https?|ftp|mailto|tel|file):\S+
    | www\.\S+
    | [^\s<>()\[\]@]{1,60}@[^\s<>()\[\]]+                  # addresses
    | (?<!\S)[~.]{0,2}/\S+                                 # paths
    | \w{1,60}(?:[.]\w{1,60}){,4}[.][a-z]{2,4}\b(?![.]\w)  # example.org, notes.md
    | (?<!\w)[@\#]\w+
    | \[\^[^\]]{,60}\]
    | \w*\d\w*(?:-\w+)*                                    # Q3, 30-minute
    | (?P<word>WORD(?:[:*_/]-?[Ii]n(?:nen)?(?!\w))?)       # Kolleg:innen is one word
    """.replace("WORD", _JOINED),
    re.VERBOSE,
)
"""Every repetition has an end, so that no line takes long, whatever stands in it."""

_WORD = re.compile(r"(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)")
_NOT_PLAIN = re.compile(r"[\[\]`<&{@#/\\*_~0-9\u0300-\u036f]|[.:]\w")
"""What may make something else than words of a line; most lines have nothing of it, and are read twice as fast."""

_ABBREVIATION = re.compile(r"[A-ZÀ-Þ]{2,}(?:'?s|n)?|(?:[ie]|[A-ZÀ-Þ]?[a-zß-ÿ]{2,})[A-ZÀ-Þ][A-Za-zÀ-ÿ]*")
_LATIN = re.compile(r"[a-zA-Zß-öø-ɏÀ-ÖØ-Þ\u1e00-\u1eff']+")
_OF_BOTH = re.compile(r"[:*_/]-?[Ii]n(?:nen)?$|(?<=[a-zäöüß])In(?:nen)?$")


class Word(NamedTuple):
    """A word of a line."""

    start: int
    """Its first character."""
    end: int
    """The one behind its last."""
    text: str
    """As it is written, but composed, with a straight apostrophe, and without a sign for both genders."""
    is_first_part: bool = False
    """Whether a hyphen stands behind it."""


def words_of(line: str) -> Iterator[Word]:
    """The words of a line whose spelling can be judged."""
    parts = _PARTS if _NOT_PLAIN.search(line) else _WORD
    for match in parts.finditer(line):
        if match.lastgroup == "word":
            word = _plain(match["word"])
            if word:
                start, end = match.span()
                yield Word(start, end, word, line.startswith("-", end))


@lru_cache(maxsize=10_000)
def _plain(word: str) -> str:
    """What is judged of a word; empty for what is no word to be judged."""
    if not word.isascii():
        word = unicodedata.normalize("NFC", word).replace("’", "'")
    if ending := _OF_BOTH.search(word):
        word = word[: ending.start()] + ending[0].lstrip(":*_/-").lower()
    return word if len(word) > 1 and _LATIN.fullmatch(word) and not _is_abbreviation(word) else ""


def _is_abbreviation(word: str) -> bool:
    """PDF and PDFs; and GitHub or iPhone, which are written as their owner likes."""
    return not (word.islower() or word[1:].islower()) and _ABBREVIATION.fullmatch(word) is not None
