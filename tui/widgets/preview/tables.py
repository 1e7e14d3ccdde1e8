"""Tables: columns as wide as they need to be, narrower where the view is, and none where not even that has room."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import zip_longest

from rich.style import Style

from .styles import BOLD, Styles, both
from .words import Row, Run, width_of, wrapped

_LEAST_COLUMN = 3
_BETWEEN = " │ "


@dataclass
class Table:
    """The cells of a table."""

    rows: list[list[list[Run]]] = field(default_factory=list)
    sides: list[str] = field(default_factory=list)
    line: int = -1
    """Of the block, where the last row stands."""


def table_rows(table: Table, room: int, styles: Styles) -> list[Row]:
    """A table: columns as wide as they need to be, narrower where the view is."""
    columns = len(table.sides)
    natural = [max((width_of(row[index]) for row in table.rows), default=0) for index in range(columns)]
    widths = _fitted([max(1, width) for width in natural], room - len(_BETWEEN) * (columns - 1))
    if widths is None:
        between = (_BETWEEN, styles.muted)
        flat = [[run for cell in row for run in (*cell, between)][:-1] for row in table.rows]
        return [line for row in flat for line in wrapped(row, room)]
    rows: list[Row] = []
    for index, cells in enumerate(table.rows):
        if index == 0:
            cells = [[(text, both(style, BOLD)) for text, style in cell] for cell in cells]
        parts = [wrapped(cell, width) for cell, width in zip(cells, widths, strict=True)]
        for lines in zip_longest(*parts, fillvalue=[]):
            row: Row = []
            for column, (line, width, side) in enumerate(zip(lines, widths, table.sides, strict=True)):
                if column:
                    row.append((_BETWEEN, styles.muted))
                row += _aligned(line, width, side, styles.text)
            rows.append(row)
        if index == 0:
            rows.append([("─┼─".join("─" * width for width in widths), styles.muted)])
    return rows


def _fitted(widths: list[int], room: int) -> list[int] | None:
    """Widths that fit, taken from the widest columns; None where not even the narrowest do."""
    if sum(min(width, _LEAST_COLUMN) for width in widths) > room:
        return None
    while (over := sum(widths) - room) > 0:
        widest = max(widths)
        lower = max((width for width in widths if width < widest), default=0)
        those = [index for index, width in enumerate(widths) if width == widest]
        take = max(1, min(over // len(those), widest - max(lower, _LEAST_COLUMN)))
        for index in those:
            if over > 0:
                step = min(take, over)
                widths[index] -= step
                over -= step
    return widths


def _aligned(line: Row, width: int, side: str, blank: Style) -> Row:
    """A cell's row, filled up to the width of its column."""
    spare = max(0, width - width_of(line))
    before = {"right": spare, "center": spare // 2}.get(side, 0)
    return [(" " * before, blank), *line, (" " * (spare - before), blank)]
