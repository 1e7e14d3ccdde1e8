"""What can be done about the spelling of a text. All keys work while one types."""

from __future__ import annotations

from data.i18n import N_

from .base import Command


class NextMisspelling(Command):
    """Jump to the next word that is in no word list, and select it."""

    key = "f7"
    title = N_("Next misspelling")
    priority = True


class CorrectWord(Command):
    """Show what may have been meant by the underlined word at the cursor, and put it in its place."""

    key = "f12"
    title = N_("Correct the word")
    priority = True


class KeepWord(Command):
    """Add the word at the cursor to your own words: it is right from now on, in every text."""

    key = "alt+w"
    title = N_("Add to my own words")
    priority = True


class CheckSpelling(Command):
    """Underline words that are in no word list, or stop it; it is remembered."""

    key = "alt+s"
    title = N_("Spelling on or off")
    priority = True


SPELLING = (NextMisspelling, CorrectWord, KeepWord, CheckSpelling)
"""On every screen with a text."""
