"""A screen on which widgets of every kind change: rows that scroll, cells, a cursor."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import DataTable, Input, TextArea

CROWDED = "TextArea { width: 1fr; } DataTable { width: 20; } Input { height: 3; }"
"""How it is laid out."""


def crowded(text: str) -> ComposeResult:
    """A text beside a table, a line below."""
    with Horizontal():
        yield TextArea(text)
        table: DataTable[Any] = DataTable()
        table.add_columns("one", "two 日")
        table.add_rows([(number, "x" * (number % 5)) for number in range(30)])
        yield table
    yield Input("input")
