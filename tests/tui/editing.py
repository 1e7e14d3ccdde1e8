"""Editors on their own screen, and the screen cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.style import Style
from textual.app import App, ComposeResult
from textual.message import Message
from textual.widget import Widget

from data.prose import Key, Prose, write
from data.store.connection import Database

KEY = Key("m", "draft")


def add_mentorship(database: Database) -> Database:
    """A database with one mentorship, `m`."""
    with database.write():
        database.table("mentorships").insert(
            {"id": "m", "number": 1, "mentor": "Anna", "mentee": "Ben", "me": "mentor", "language": "de"}
            | {"zone": "UTC", "created_at": "2026-01-01T00:00:00+00:00"}
        )
    return database


def opened(database: Database, text: str = "", key: Key = KEY) -> Prose:
    """A stored text, begun some other time."""
    write(database, key, text)
    return Prose.open(database, key)


class Alone(App[None]):
    """One widget, nothing else; keeps the messages it posts."""

    CSS = """
    TextArea, TextArea:focus { border: none; padding: 0 1; }
    """

    def __init__(self, *widgets: Widget) -> None:
        super().__init__()
        self.widgets = widgets
        self.messages: list[Message] = []

    def compose(self) -> ComposeResult:
        yield from self.widgets

    def on_mount(self) -> None:
        self.theme = "textual-dark"
        self.widgets[0].focus()

    def posted(self, kind: type[Message]) -> list[Message]:
        """The messages of a kind that arrived here."""
        return [message for message in self.messages if isinstance(message, kind)]

    async def _on_message(self, message: Message) -> None:
        self.messages.append(message)
        await super()._on_message(message)


def cells(app: App[None]) -> list[list[tuple[str, Style | None]]]:
    """Every cell of the screen with its style."""
    return [list(_cells(strip)) for strip in app.screen._compositor.render_strips()]


def _cells(strip: Any) -> Iterator[tuple[str, Style | None]]:
    for text, style, _control in strip:
        for character in text:
            yield character, style
