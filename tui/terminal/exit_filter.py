"""The last look at what goes out: no control character reaches the terminal, whatever a widget drew.

Text is cleaned where it comes in (`data.clean`); this is for what came in otherwise. A character is replaced by as many
cells as it takes, so that nothing moves.
"""

from __future__ import annotations

import re

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from data import clean

FORBIDDEN = re.compile(f"{clean.FORBIDDEN.pattern}|[\t-\r\u2028\u2029]")
"""What is forbidden anywhere, and what ends or moves a line: no drawn line has it. Joiners of emoji stay."""

_JOINERS = re.compile("[\u200d\ufe0e\ufe0f]")


class ExitFilter(LineFilter):
    """Replaces forbidden characters in every line that is drawn."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same line, harmless."""
        if not any(FORBIDDEN.search(segment.text) for segment in segments):
            return segments
        return [segment if segment.control else Segment(_harmless(segment.text), segment.style) for segment in segments]


def _harmless(text: str) -> str:
    width = cell_len(text)
    replaced = FORBIDDEN.sub(lambda found: "?" * cell_len(found.group()), text)
    if cell_len(replaced) == width:
        return replaced
    # A joiner now joins what was kept apart; the width must be the one that was laid out.
    return set_cell_size(_JOINERS.sub("", replaced), width)
