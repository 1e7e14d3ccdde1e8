"""Words of people in a row of cells: cut to their room, with what must not reach a terminal shown as something seen."""

from __future__ import annotations

from textual.content import Content

from data.clean import shown


def fitted(words: str, width: int) -> str:
    """The words in exactly so many cells: cut with an ellipsis, or followed by blanks."""
    if width <= 0:
        return ""
    return Content(shown(words)).truncate(width, ellipsis=True, pad=True).plain
