"""A long text that is read by keyboard: by rows, by pages, to both ends. Nothing glides: over SSH each step is sent."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.scroll_view import ScrollView

_BEFORE_SCROLLBAR = 1
"""Cells between the words and the scrollbar, which stands within the padding of a widget."""


class ReadingView(ScrollView):
    """What is scrolled by keys, at once."""

    DEFAULT_CSS = """
    ReadingView {
        width: 1fr;
        height: 1fr;
        padding: 0 0 0 1;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        scrollbar-background: $background;
        scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
        scrollbar-color: $panel;
        background: $background;
        color: $foreground;
        &:focus { scrollbar-color: $primary; }
    }
    """
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "scroll_up", show=False, id="reading.up"),
        Binding("down,j", "scroll_down", show=False, id="reading.down"),
        Binding("pageup", "page_up", show=False, id="reading.page_up"),
        Binding("pagedown", "page_down", show=False, id="reading.page_down"),
        Binding("home,g", "scroll_home", show=False, id="reading.home"),
        Binding("end,G", "scroll_end", show=False, id="reading.end"),
    ]

    @property
    def text_width(self) -> int:
        """Cells that a line of the text has."""
        return self.scrollable_content_region.width - _BEFORE_SCROLLBAR

    def go_to(self, y: int) -> None:
        """Show the text from a row on."""
        self.scroll_to(y=y, animate=False, force=True)

    def action_scroll_up(self) -> None:
        """A row up."""
        self.go_to(self.scroll_offset.y - 1)

    def action_scroll_down(self) -> None:
        """A row down."""
        self.go_to(self.scroll_offset.y + 1)

    def action_page_up(self) -> None:
        """A page up, one row of it staying in view."""
        self.go_to(self.scroll_offset.y - max(1, self.size.height - 1))

    def action_page_down(self) -> None:
        """A page down, one row of it staying in view."""
        self.go_to(self.scroll_offset.y + max(1, self.size.height - 1))

    def action_scroll_home(self) -> None:
        """To the beginning."""
        self.go_to(0)

    def action_scroll_end(self) -> None:
        """To the end."""
        self.go_to(self.max_scroll_y)
