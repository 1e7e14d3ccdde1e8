"""Textual's own text area, alone on the screen, with the cursor at the end of a line: `python stock.py FILE ROW`."""

from __future__ import annotations

import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.widgets import TextArea


class Stock(App[None]):
    """What every Textual app has without further work."""

    CSS = "TextArea, TextArea:focus { border: none; }"

    def __init__(self, text: str, row: int) -> None:
        super().__init__()
        self._text, self._row = text, row

    def compose(self) -> ComposeResult:
        """The text area."""
        yield TextArea(self._text)

    def on_mount(self) -> None:
        """Put the cursor where the other program has it."""
        area = self.query_one(TextArea)
        area.focus()
        self.call_after_refresh(lambda: area.move_cursor((self._row, len(area.document[self._row])), center=True))


if __name__ == "__main__":
    Stock(Path(sys.argv[1]).read_text("utf-8"), int(sys.argv[2])).run()
