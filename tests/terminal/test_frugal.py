"""Frugal output draws the same screen as Textual's, with fewer bytes, and gives way when it cannot."""

from __future__ import annotations

import random
from typing import Any

import pyte
import pytest
from textual.app import ComposeResult
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.terminal import TerminalApp
from tui.terminal.frugal import Frame, FrugalUpdate, frugal

from .crowded import CROWDED, crowded

SIZE = (60, 16)
TEXT = "\n".join(f"{number} words 日本語 and äöü 😀 e\u0301 " + "more " * (number % 9) for number in range(40))
KEYS = [
    *"ab日é😀 ",
    *("enter", "backspace", "delete", "up", "down", "left", "right", "home", "end", "pageup", "pagedown"),
    *("shift+down", "ctrl+w", "ctrl+k", "ctrl+z", "tab", "f2", "f3", "escape"),
]


class Dialog(ModalScreen[None]):
    """Something that lies over the rest."""

    DEFAULT_CSS = "Dialog { align: center middle; & Static { width: 30; height: 5; border: solid red; } }"
    BINDINGS = [("escape", "dismiss", "")]

    def compose(self) -> ComposeResult:
        yield Static("a dialog 日本 😀")


class Drawn(TerminalApp):
    """Draws each update on two terminals: one gets Textual's own output, one the frugal one."""

    CSS = CROWDED
    BINDINGS = [("f2", "dialog", ""), ("f3", "tell", "")]

    def __init__(self) -> None:
        super().__init__()
        self.frame = Frame()
        self.terminals = [pyte.Screen(*SIZE), pyte.Screen(*SIZE)]
        self.bytes = [0, 0]

    def compose(self) -> ComposeResult:
        yield from crowded(TEXT)

    def action_dialog(self) -> None:
        self.push_screen(Dialog())

    def action_tell(self) -> None:
        self.notify("something to tell 日", timeout=1000)

    def _display(self, screen: Any, renderable: Any) -> None:
        super()._display(screen, renderable)
        if renderable is None:
            return
        console = self.console
        for index, update in enumerate((renderable, frugal(self.frame, renderable))):
            sequences = update.render_segments(console)
            self.bytes[index] += len(sequences)
            pyte.Stream(self.terminals[index]).feed(sequences.replace("\n", ""))


def shown(terminal: pyte.Screen) -> list[list[tuple[Any, ...]]]:
    """Every cell with its looks."""
    return [
        [tuple(terminal.buffer[y][x]) for x in range(terminal.columns)] for y in range(terminal.lines)
    ]  # fmt: skip


async def press(keyboard: Pilot[None], key: str) -> None:
    await keyboard.press(key)
    await keyboard.pause()


@pytest.mark.parametrize("seed", range(3))
async def test_the_screen_is_the_one_that_textual_draws(seed: int) -> None:
    app = Drawn()
    async with app.run_test(size=SIZE, notifications=True) as keyboard:
        for key in random.Random(seed).choices(KEYS, k=60):
            await press(keyboard, key)
            assert shown(app.terminals[1]) == shown(app.terminals[0]), key
        assert app.frame.works
        assert app.bytes[1] < app.bytes[0] / 3


async def test_a_terminal_that_was_cleared_is_drawn_whole() -> None:
    app = Drawn()
    async with app.run_test(size=SIZE) as keyboard:
        await press(keyboard, "a")
        app.terminals[1].reset()
        app.frame.forget()
        app.redraw()
        await keyboard.pause()
        assert shown(app.terminals[1]) == shown(app.terminals[0])


async def test_a_change_of_size_is_drawn_whole() -> None:
    app = Drawn()
    async with app.run_test(size=SIZE) as keyboard:
        await press(keyboard, "a")
        for terminal in app.terminals:
            terminal.resize(20, 70)
            terminal.reset()
        await keyboard.resize_terminal(70, 20)
        await keyboard.pause()
        assert shown(app.terminals[1]) == shown(app.terminals[0])


async def test_what_goes_wrong_leads_back_to_textuals_own_output() -> None:
    app = Drawn()
    async with app.run_test(size=SIZE):
        update = app.screen._compositor.render_full_update()
        frame = Frame()
        own = update.render_segments(app.console)
        assert FrugalUpdate(frame, update).render_segments(app.console) != own
        # Something that the model cannot hold, as another release of Textual might bring it.
        frame.changes = None  # type: ignore[assignment,method-assign]
        assert FrugalUpdate(frame, update).render_segments(app.console) == own
        assert not frame.works
        assert frugal(frame, update) is update
