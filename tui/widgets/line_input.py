"""A line to type in, as every screen and dialog uses it."""

from __future__ import annotations

from textual.widgets import Input

from data.clean import shown


class LineInput(Input):
    """An Input whose cursor stands still: a blinking one sends bytes for as long as the screen is open.

    What it begins with is a suggestion: it is replaced by what is typed first, until somebody has changed it.
    """

    def __init__(self, value: str = "", *, placeholder: str = "", id: str | None = None) -> None:
        value = shown(value)
        super().__init__(value, placeholder=placeholder, id=id, select_on_focus=bool(value))
        self.cursor_blink = False
        self._suggested = value

    def replace(self, text: str, start: int, end: int) -> None:
        """Typed, pasted or put there: harmless as it comes in."""
        super().replace(shown(text), start, end)

    def on_input_changed(self, event: Input.Changed) -> None:
        """It holds what a person typed now."""
        if event.value != self._suggested:
            self.select_on_focus = False
