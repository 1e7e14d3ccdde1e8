"""Spelling: which words of a text are in no list, and what may have been meant.

The words come from the lists that the package pyspellchecker carries (only its lists are read, the package is never
imported), from the names of the two parties, from a few words of mentoring, and from the user's own words.
"""

from __future__ import annotations

from .own_words import OwnWords
from .spelling import Spelling, spelling_of
from .word_list import WordList, read_list

__all__ = ["OwnWords", "Spelling", "WordList", "read_list", "spelling_of"]
