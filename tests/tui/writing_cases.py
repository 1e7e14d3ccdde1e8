"""Texts with the place of the cursor in them: `|` is the cursor, `‹` and `›` are the ends of a selection."""

from __future__ import annotations

from collections.abc import Sequence

from tui.writing.rewrite import Location, Replacement, Rewrite


def marked(text: str) -> tuple[list[str], Location, Location]:
    """The lines, where the selection begins, where the cursor is."""
    places: dict[str, Location] = {}
    lines = []
    for row, line in enumerate(text.split("\n")):
        for sign in "|‹›":
            if sign in line:
                others = [it for it in "|‹›" if it != sign and it in line and line.index(it) < line.index(sign)]
                places[sign] = row, line.index(sign) - len(others)
        lines.append(line.translate({ord(sign): None for sign in "|‹›"}))
    if "|" in places:
        return lines, places["|"], places["|"]
    return lines, places["‹"], places["›"]


def rewritten(lines: Sequence[str], replacements: Sequence[Replacement]) -> list[str]:
    """The lines after the replacements, which are in their order."""
    result = list(lines)
    for it in reversed(replacements):
        (top, left), (bottom, right) = it.start, it.end
        result[top : bottom + 1] = (result[top][:left] + it.inserted + result[bottom][right:]).split("\n")
    return result


def drawn(lines: list[str], rewrite: Rewrite | None) -> str | None:
    """The text after a rewrite, with the selection in it."""
    if rewrite is None:
        return None
    result = rewritten(lines, rewrite.replacements)
    ends = [(rewrite.cursor, "|")]
    if rewrite.anchor != rewrite.cursor:
        ends = sorted([(rewrite.anchor, "‹"), (rewrite.cursor, "›")], reverse=True)
    for (row, column), sign in ends:
        assert 0 <= column <= len(result[row]), (rewrite, result)
        result[row] = result[row][:column] + sign + result[row][column:]
    return "\n".join(result)
