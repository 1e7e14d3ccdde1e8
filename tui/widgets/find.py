"""Finding in the lines of a text: pure functions for a find bar."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from data.errors import BadInput
from data.i18n import _

Location = tuple[int, int]
"""Row and column."""


@dataclass(frozen=True, slots=True)
class Found:
    """One place where it stands; never longer than a line."""

    start: Location
    """Where it begins."""
    end: Location
    """Where it ends, exclusive."""


def count_words(lines: Sequence[str]) -> int:
    """The number of words: runs of anything but blanks that hold a letter or a digit."""
    return sum(1 for line in lines for word in line.split() if any(letter.isalnum() for letter in word))


def compiled(pattern: str, *, regex: bool = False) -> re.Pattern[str]:
    """What to look for. Case counts only where the pattern has a capital.

    Raises `BadInput` for a regular expression that is none.
    """
    flags = re.NOFLAG if any(letter.isupper() for letter in pattern) else re.IGNORECASE
    try:
        return re.compile(pattern if regex else re.escape(pattern), flags)
    except re.error as error:
        raise BadInput(
            _("“{pattern}” is no regular expression: {reason}.").format(pattern=pattern, reason=error.msg)
        ) from error


def find(lines: Sequence[str], pattern: str, *, regex: bool = False) -> list[Found]:
    """All places where the pattern stands, in order; empty matches are left out.

    Raises `BadInput` for a regular expression that is none.
    """
    if not pattern:
        return []
    sought = compiled(pattern, regex=regex)
    return [
        Found((row, match.start()), (row, match.end()))
        for row, line in enumerate(lines)
        for match in sought.finditer(line)
        if match.end() > match.start()
    ]


def nearest(found: Sequence[Found], location: Location, *, backwards: bool = False) -> int | None:
    """The index of the first place from a location on, or of the last one before it; round the end. None for none."""
    if not found:
        return None
    index = bisect_left(found, location, key=lambda place: place.start)
    return (index - 1) % len(found) if backwards else index % len(found)
