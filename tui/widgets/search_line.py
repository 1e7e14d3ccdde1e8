"""The line above a list into which one types what its items are to contain; out of sight until it is asked for."""

from __future__ import annotations

from .line_input import LineInput


class SearchLine(LineInput):
    """Words, each of which has to be found. A screen opens it, asks it what fits, and closes it."""

    DEFAULT_CSS = """
    SearchLine { display: none; }
    SearchLine.-open { display: block; }
    """

    def __init__(self, placeholder: str) -> None:
        super().__init__(placeholder=placeholder, id="search")

    @property
    def is_open(self) -> bool:
        """Whether it is in sight."""
        return self.has_class("-open")

    def open(self) -> None:
        """Show it; the keys go there."""
        self.add_class("-open")
        self.focus()

    def close(self) -> None:
        """Out of sight: everything fits again."""
        self.value = ""
        self.remove_class("-open")

    def fits(self, text: str) -> bool:
        """Whether a text has every word that is typed, whatever its capitals."""
        text = text.casefold()
        return all(word in text for word in self.value.casefold().split())
