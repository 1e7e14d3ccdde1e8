"""The words of a line of Markdown that are prose: no code, no address, no number, no abbreviation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

_LETTER = r"(?:[^\W\d_][\u0300-\u036f]*)"
_JOINED = rf"{_LETTER}+(?:['’]{_LETTER}+)*"

_PARTS = re.compile(
    r"""
      (?P<code>`+)(?:.*?)(?<!`)(?P=code)(?!`)              # `code`
    | ^\ {0,3}\[[^\]]+\]:\s.*                              # [label]: target
    | (?<=\])\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*           # the target in [words](target "words")
    | <!--.*?-->
    | </?[A-Za-z][^<>]*>                                   # HTML, <https://…>
    | &\#?\w+;
    | \{\{.*?\}\}
    | (?:https?|ftp|mailto|tel|file):\S+
    | www\.\S+
    | [^\s<>()\[\]]+@[^\s<>()\[\]]+                        # addresses
    | (?<!\S)[~.]{0,2}/\S+                                 # paths
    | \w+(?:[.]\w+)*[.][a-z]{2,4}\b(?![.]\w)               # example.org, notes.md
    | (?<!\w)[@\#]\w+
    | \[\^[^\]]*\]
    | \w*\d\w*(?:-\w+)*                                    # Q3, 30-minute
    | (?P<word>WORD(?:[:*_/]-?[Ii]n(?:nen)?(?!\w))?)       # Kolleg:innen is one word
    """.replace("WORD", _JOINED),
    re.VERBOSE,
)

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
    for match in _PARTS.finditer(line):
        if match.lastgroup != "word":
            continue
        start, end = match.span()
        word = _plain(match["word"])
        if len(word) > 1 and _LATIN.fullmatch(word) and not _is_abbreviation(word):
            yield Word(start, end, word, line.startswith("-", end))


def _plain(word: str) -> str:
    if not word.isascii():
        word = unicodedata.normalize("NFC", word).replace("’", "'")
    if ending := _OF_BOTH.search(word):
        word = word[: ending.start()] + ending[0].lstrip(":*_/-").lower()
    return word


def _is_abbreviation(word: str) -> bool:
    """PDF and PDFs; and GitHub or iPhone, which are written as their owner likes."""
    return not (word.islower() or word[1:].islower()) and _ABBREVIATION.fullmatch(word) is not None
