"""The formats of documents."""

from __future__ import annotations

from enum import StrEnum


class Format(StrEnum):
    """A format, by the ending of its files."""

    MARKDOWN = "md"
    HTML = "html"
    TEXT = "txt"

    @property
    def ending(self) -> str:
        """Of the name of a file: `.md`."""
        return f".{self.value}"
