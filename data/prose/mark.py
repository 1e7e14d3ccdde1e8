"""Marks that stay with their words (`Prose.sticky`): a place, and the words before and behind it.

Found again are the same words, nearest to where they stood; where one side was changed, the other one. The marks of the
CRDT itself are not used: pycrdt 0.14 counts letters in two ways where some are no ASCII, so that a mark behind an
umlaut stood elsewhere, or ended the process when it was looked for.
"""

from __future__ import annotations

import json

_WORDS = 40
"""Characters kept of either side."""


def mark_at(text: str, offset: int) -> bytes:
    """A mark at a UTF-8 byte offset of a text."""
    place = len(text.encode("utf-8")[:offset].decode("utf-8", "ignore"))
    words = [place, text[max(0, place - _WORDS) : place], text[place : place + _WORDS]]
    return json.dumps(words, ensure_ascii=False).encode("utf-8")


def place_of(text: str, mark: bytes) -> int | None:
    """The UTF-8 byte offset at which a mark is now: where its words stand, or stood when they are gone.

    None for what is no mark.
    """
    try:
        near, before, behind = json.loads(mark)
        place = _found(text, int(near), str(before), str(behind))
    except (ValueError, TypeError):
        return None
    return len(text[:place].encode("utf-8"))


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
