"""How many columns letters take where every one has the same width, and lines that keep to a number of them."""

from __future__ import annotations

import re
import unicodedata

_ZERO_WIDTH = frozenset(("Mn", "Me", "Cf"))
_JOINER, _EMOJI_SELECTOR = "\u200d", "\ufe0f"
_PIECE = re.compile(r"\n|[ \t]+|[^ \t\n]+")


def width(text: str) -> int:
    """Columns of a text on one line: wide letters (UAX #11) and emoji take two, combining characters none."""
    if text.isascii():
        return len(text)
    columns = last = 0
    joined = False
    for character in text:
        if character == _JOINER:
            joined = True
            continue
        if character == _EMOJI_SELECTOR:
            columns += 2 - last if last == 1 else 0
            last = 2
            continue
        if unicodedata.category(character) in _ZERO_WIDTH or "\U0001f3fb" <= character <= "\U0001f3ff":
            continue
        wide = 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if not (joined and wide == 2):
            columns += wide
            last = wide
        joined = False
    return columns


def wrapped(text: str, columns: int) -> list[str]:
    """A text in lines of at most so many columns, broken at blanks and between wide letters; LF begins a line.

    A longer word, an address or a fingerprint, stays whole: cut, it could not be copied.
    """
    lines: list[str] = []
    line, used, blank = "", 0, ""
    for piece in _pieces(text):
        if piece == "\n":
            lines.append(line)
            line, used, blank = "", 0, ""
        elif piece[0] in " \t":
            blank = " " if line else ""
        else:
            needed = width(piece)
            if line and used + len(blank) + needed > columns:
                lines.append(line)
                line, used, blank = "", 0, ""
            line += blank + piece
            used += len(blank) + needed
            blank = ""
    return [*lines, line]


def _pieces(text: str) -> list[str]:
    """Words, blanks, line ends; words between whose letters a line may break, letter by letter."""
    found: list[str] = []
    for piece in _PIECE.findall(text):
        if piece.isascii() or not any(unicodedata.east_asian_width(it) in "WF" for it in piece):
            found.append(piece)
        else:
            found += _letters(piece)
    return found


def _letters(word: str) -> list[str]:
    """A word cut before each wide letter and behind it, what is joined to it included."""
    parts: list[str] = []
    was_wide = True
    for character in word:
        wide = unicodedata.east_asian_width(character) in "WF"
        belongs = (
            unicodedata.category(character)[0] == "M"
            or character == _JOINER
            or (bool(parts) and parts[-1].endswith(_JOINER))
            or "\U0001f3fb" <= character <= "\U0001f3ff"
            or unicodedata.category(character)[0] == "P"
        )
        if parts and (belongs or not (wide or was_wide)):
            parts[-1] += character
        else:
            parts.append(character)
        was_wide = wide
    return parts


def chopped(text: str, columns: int) -> list[str]:
    """A line cut into parts of at most so many columns, wherever that is."""
    parts: list[str] = [""]
    used = 0
    for character in text:
        longer = width(parts[-1] + character)
        if used and longer > columns and longer > used:
            parts.append("")
            longer = width(character)
        parts[-1] += character
        used = longer
    return parts
