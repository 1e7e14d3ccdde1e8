"""One of a few options, all of them in sight, chosen with the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from data.clean import shown

_GAP = "   "
"""Between two options."""

LONGEST = 38
"""Cells of an option: it has to fit on a line of its own at 80 columns."""


class Choice(Widget, can_focus=True):
    """All options, on one line where there is room, the chosen one marked by shape and colour."""

    DEFAULT_CSS = """
    Choice { height: auto; width: 1fr; padding: 0 1; background: $panel; }
    Choice:focus { background: $primary 25%; }
    """
    # Arrows only: a name that is typed into the wrong field must not choose who signs.
    BINDINGS: ClassVar[list[BindingType]] = [
        ("left", "step(-1)", "Before"),
        ("right", "step(1)", "Next"),
    ]

    @dataclass
    class Changed(Message):
        """Another option was chosen."""

        choice: Choice
        value: str

    index: reactive[int] = reactive(0)
    """The chosen option, counted from 0."""

    def __init__(self, options: Sequence[tuple[str, str]], value: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.options = [(key, Content(shown(word)).truncate(LONGEST, ellipsis=True).plain) for key, word in options]
        self.set_reactive(Choice.index, next((i for i, (key, _word) in enumerate(options) if key == value), 0))

    @property
    def value(self) -> str:
        """The value of the chosen option."""
        return self.options[self.index][0]

    @value.setter
    def value(self, value: str) -> None:
        self.index = next(i for i, (key, _word) in enumerate(self.options) if key == value)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line for as many options as fit beside each other."""
        return len(self._lines(width))

    def _lines(self, width: int) -> list[list[int]]:
        lines: list[list[int]] = [[]]
        room = width
        for index in range(len(self.options)):
            if lines[-1] and room < self._length(index) - len(_GAP):
                lines.append([])
                room = width
            lines[-1].append(index)
            room -= self._length(index)
        return lines

    def _length(self, index: int) -> int:
        return Content(self.options[index][1]).cell_length + 2 + len(_GAP)

    def render(self) -> Content:
        """`● mentor   ○ mentee`."""
        return Content("\n").join(
            Content.assemble(*(self._option(index) for index in line)) for line in self._lines(self.size.width)
        )

    def _option(self, index: int) -> tuple[str, str]:
        chosen = index == self.index
        return f"{'●' if chosen else '○'} {self.options[index][1]}{_GAP}", "bold $accent" if chosen else "$text-muted"

    def watch_index(self) -> None:
        """Tell the dialog."""
        self.post_message(self.Changed(self, self.value))

    def action_step(self, step: int) -> None:
        """Choose the next or the one before."""
        self.index = (self.index + step) % len(self.options)

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked."""
        at = event.x - 1
        for index in self._lines(self.size.width)[event.y]:
            if at < self._length(index):
                self.index = index
                return
            at -= self._length(index)
