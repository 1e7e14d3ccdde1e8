"""Short words that people type into one line: neither none nor more than fit, and never cut off unseen."""

from __future__ import annotations

from ..clean import line
from ..errors import BadInput


def worded(typed: str, longest: int, *, empty: str, too_long: str) -> str:
    """What was typed, on one line. Raises `BadInput` with `empty` or with `too_long`, whose `{count}` is `longest`."""
    words = line(typed, longest + 1)
    if not words:
        raise BadInput(empty)
    return fitting(words, longest, too_long=too_long)


def fitting(typed: str, longest: int, *, too_long: str) -> str:
    """As `worded`, for words that may be missing."""
    words = line(typed, longest + 1)
    if len(words) > longest:
        raise BadInput(too_long.format(count=longest))
    return words
