"""A key is painted before anything that follows from it, unless the screen must be laid out first."""

from __future__ import annotations

from typing import Any

from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from tui.terminal.at_once import paint_at_once
from tui.widgets.frugal_text_area import FrugalTextArea


class Painted(App[None]):
    """Notes what is sent to the terminal."""

    def __init__(self) -> None:
        super().__init__()
        self.area = FrugalTextArea()
        self.updates: list[str] = []

    def compose(self) -> ComposeResult:
        yield Static("above")
        yield self.area

    def on_mount(self) -> None:
        self.area.focus()

    def _display(self, screen: Any, renderable: Any) -> None:
        if renderable is not None:
            self.updates.append(renderable.render_segments(self.console))
        super()._display(screen, renderable)


async def test_a_letter_is_on_its_way_when_it_is_in_the_text() -> None:
    app = Painted()
    async with app.run_test() as keyboard:
        await keyboard.pause()
        app.updates.clear()
        app.area._replace_via_keyboard("letter", (0, 0), (0, 0))
        assert ["letter" in update for update in app.updates] == [True]
        app.area._delete_via_keyboard((0, 0), (0, 3))
        assert len(app.updates) == 2
        app.area.move_cursor((0, 1))
        assert len(app.updates) == 3
        app.updates.clear()
        await keyboard.pause()
        assert app.updates == []


async def test_what_must_be_laid_out_first_waits() -> None:
    app = Painted()
    async with app.run_test() as keyboard:
        await keyboard.pause()
        app.updates.clear()
        app.query_one(Static).styles.height = 3
        assert not paint_at_once(app.screen)
        app.area._replace_via_keyboard("letter", (0, 0), (0, 0))
        assert app.updates == []
        await keyboard.pause()
        assert "letter" in "".join(app.updates)


async def test_a_screen_that_is_not_in_front_waits() -> None:
    app = Painted()
    async with app.run_test() as keyboard:
        await keyboard.pause()
        behind = app.screen
        await app.push_screen(Screen())
        await keyboard.pause()
        assert not paint_at_once(behind)
