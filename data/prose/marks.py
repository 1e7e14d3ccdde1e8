"""Marks that stay with their words (`Prose.sticky`): a place, and the words before and behind it.

Found again are the same words, nearest to where they stood; where one side was changed, the other one. The marks of the
CRDT itself are not used: pycrdt 0.14 counts letters in two ways where some are no ASCII, so that a mark behind an
umlaut stood elsewhere, or ended the process when it was looked for.
"""

from __future__ import annotations

import json

WORDS = 40
"""Characters kept of either side."""


def mark_of(offset: int, before: str, behind: str) -> bytes:
    """A mark at a UTF-8 byte offset, of the `WORDS` before and behind it."""
    return json.dumps([offset, before, behind], ensure_ascii=False).encode("utf-8")


def mark_at(text: str, offset: int) -> bytes:
    """A mark at a UTF-8 byte offset of a text."""
    place = _character(text, offset)
    return mark_of(offset, text[max(0, place - WORDS) : place], text[place : place + WORDS])


def place_of(text: str, mark: bytes) -> int | None:
    """The UTF-8 byte offset at which a mark is now: where its words stand, or stood when they are gone.

    One that stood at the end of the text stands there still. None for what is no mark.
    """
    try:
        offset, before, behind = json.loads(mark)
        if not (isinstance(offset, int) and isinstance(before, str) and isinstance(behind, str)):
            return None
    except (ValueError, TypeError, RecursionError):
        return None
    place = _found(text, _character(text, max(0, offset)), before[-WORDS:], behind[:WORDS]) if behind else len(text)
    return len(text[:place].encode("utf-8"))


def _character(text: str, offset: int) -> int:
    """The character at a UTF-8 byte offset."""
    return len(text.encode("utf-8")[:offset].decode("utf-8", "ignore"))


def _found(text: str, near: int, before: str, behind: str) -> int:
    """The character at which the words are found, the more of them the better."""
    length = max(len(before), len(behind))
    while length:
        left, right = before[-length:], behind[:length]
        for words, place in ((left + right, len(left)), (right, 0), (left, len(left))):
            if words and (start := _nearest(text, words, near - place)) is not None:
                return start + place
        length //= 2
    return max(0, min(near, len(text)))


def _nearest(text: str, words: str, near: int) -> int | None:
    """Where words stand that are nearest to a place; None where they are nowhere."""
    behind = text.find(words, max(0, near))
    before = text.rfind(words, 0, max(0, near) + len(words))
    found = [start for start in (behind, before) if start >= 0]
    return min(found, key=lambda start: abs(start - near), default=None)
