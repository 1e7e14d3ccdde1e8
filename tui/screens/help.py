"""F1: what a screen is for, and every key that works on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Markdown, Static

from data import texts
from data.i18n import _, language

from ..commands import key_name

if TYPE_CHECKING:
    from .base import BaseScreen


class HelpScreen(ModalScreen[None]):
    """The help page of the screen below, in the language in use."""

    DEFAULT_CSS = """
    HelpScreen { align: center middle; }
    HelpScreen > Vertical { width: 90; max-width: 96%; height: 92%; background: $surface; padding: 1 2; }
    HelpScreen VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; }
    HelpScreen Markdown { background: $surface; padding: 0; margin: 0; }
    HelpScreen #close { height: 1; margin-top: 1; color: $text-muted; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,f1,q,enter", "dismiss", "Close"),
        ("j,down", "scroll(1)", "Down"),
        ("k,up", "scroll(-1)", "Up"),
    ]

    def __init__(self, owner: BaseScreen) -> None:
        super().__init__()
        self._owner = owner

    def compose(self) -> ComposeResult:
        """The page, its keys below it."""
        page = texts.help_page(language(), self._owner.place.name.value)
        with Vertical():
            with VerticalScroll():
                yield Markdown(f"{page}\n\n{self._keys()}", open_links=False)
            yield Static(_("Esc closes this page"), id="close", markup=False)

    def _keys(self) -> str:
        """A Markdown table of all commands of the screen."""
        lines = [f"| {_('Key')} | {_('What it does')} |", "| --- | --- |"]
        for command in self._owner.all_commands():
            keys = ", ".join(key_name(key) for key in self._owner.handschlag.key_of(command).split(","))
            escaped = keys.replace("|", "\\|")
            lines.append(f"| {escaped} | {command.explanation()} |")
        return "\n".join(lines)

    def action_scroll(self, step: int) -> None:
        """Move the page by a line."""
        self.query_one(VerticalScroll).scroll_relative(y=step, animate=False)
