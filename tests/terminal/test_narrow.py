"""What is drawn of the changed rows alone makes the same screen as drawing everything."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pyte
import pytest
from textual.app import App, ComposeResult
from textual.coordinate import Coordinate
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import DataTable, Label, Static

from tui.terminal.narrow import compose_narrowly

from .crowded import CROWDED, crowded

SIZE = (60, 16)
TEXT = "\n".join(f"{number} words 日本語 " + "more " * (number % 9) for number in range(40))
KEYS = [
    *"ab日 ",
    *("enter", "backspace", "up", "down", "left", "home", "end", "pageup", "pagedown", "shift+down", "tab", "f2", "f3"),
]


class Narrow(Screen[None]):
    """A screen with widgets beside, above and over each other."""

    CSS = f"""
    {CROWDED}
    Narrow {{ layers: below above; }}
    #over {{ layer: above; offset: 25 3; width: 20; height: 6; border: solid red; background: blue 50%; }}
    #over.-away {{ display: none; }}
    """

    def __init__(self) -> None:
        super().__init__()
        compose_narrowly(self)

    def compose(self) -> ComposeResult:
        yield Label("the first row", id="title")
        yield from crowded(TEXT)
        yield Static("over the rest 日本", id="over")


class Drawn(App[None]):
    """Feeds each update to a terminal."""

    BINDINGS = [("f2", "hide", ""), ("f3", "change", "")]

    def __init__(self) -> None:
        super().__init__()
        self.terminal = pyte.Screen(*SIZE)
        self.partial = 0

    def on_mount(self) -> None:
        self.push_screen(Narrow())

    def action_hide(self) -> None:
        self.screen.query_one("#over").toggle_class("-away")

    def action_change(self) -> None:
        """Change widgets at both ends of the screen in one frame."""
        self.partial += 1
        self.screen.query_one("#title", Label).update(f"row {self.partial}")
        self.screen.query_one("#over", Static).update(f"changed {self.partial}")
        self.screen.query_one(DataTable).update_cell_at(Coordinate(1, 1), f"日{self.partial}")

    def _display(self, screen: Any, renderable: Any) -> None:
        super()._display(screen, renderable)
        if renderable is not None and screen is self.screen:
            pyte.Stream(self.terminal).feed(renderable.render_segments(self.console).replace("\n", ""))


def shown(terminal: pyte.Screen) -> list[list[tuple[Any, ...]]]:
    """Every cell with its looks."""
    return [[tuple(terminal.buffer[y][x]) for x in range(terminal.columns)] for y in range(terminal.lines)]


@pytest.mark.parametrize("seed", range(4))
async def test_the_screen_is_the_one_drawn_anew(seed: int) -> None:
    app = Drawn()
    async with app.run_test(size=SIZE) as keyboard:
        await keyboard.pause()
        for key in random.Random(seed).choices(KEYS, k=40):
            await keyboard.press(key)
            await keyboard.pause()
            anew = pyte.Screen(*SIZE)
            whole = app.screen._compositor.render_full_update()
            pyte.Stream(anew).feed(whole.render_segments(app.console).replace("\n", ""))
            assert shown(app.terminal) == shown(anew), key


async def test_only_what_is_seen_where_something_changed_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Drawn()
    async with app.run_test(size=SIZE) as keyboard:
        await keyboard.press("f2")
        await keyboard.pause()
        asked: list[tuple[str, Region]] = []

        def noting(widget: Widget) -> Callable[[Region], list[Strip]]:
            draw = widget.render_lines

            def noted(crop: Region) -> list[Strip]:
                asked.append((type(widget).__name__, crop))
                return draw(crop)

            return noted

        for widget in [app.screen, *app.screen.query("*")]:
            monkeypatch.setattr(widget, "render_lines", noting(widget))
        app.screen.query_one(Label).refresh(Region(0, 0, 13, 1))
        await keyboard.pause()
        assert asked == [("Label", Region(0, 0, 13, 1))]
