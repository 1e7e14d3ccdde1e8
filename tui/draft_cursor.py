"""Where the cursor stands in a draft, so that one goes on writing there and never before a sign of Markdown."""

from __future__ import annotations

from data.model.mentorship import Party
from data.model.outline import outline
from data.model.sections import find_section


def resting_place(text: str, line: int) -> tuple[int, int]:
    """For a heading or a point: the end of the point, or of what stands below the heading."""
    lines = text.split("\n")
    headings = [heading.line for heading in outline(text)]
    row = min(line, len(lines) - 1)
    if row in headings:
        end = min((it for it in headings if it > row), default=len(lines))
        row = max(it for it in range(row, end) if lines[it].strip())
    return row, len(lines[row])


def beginning(text: str) -> tuple[int, int]:
    """Where one begins to write: the end of the mentor's responsibilities, which come first (DESIGN.md, step 5)."""
    found = find_section(text, Party.MENTOR)
    if found is None:
        return 0, 0
    lines = text.split("\n")
    last = max(row for row in range(found.heading.line, found.end) if lines[row].strip())
    return last, len(lines[last])
