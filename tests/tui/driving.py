"""Driving the real app as a person does: keys, typing, pasting, and what is seen on the screen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Static

from tui.terminal.incoming import Paste, Pasted

Person = Pilot[None]

LONGEST_TYPED = 12
"""Characters that `fill` types key by key."""

SMALL, LARGE = (80, 24), (120, 40)
BOTH_SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])


# -- seeing ------------------------------------------------------------------------------------------------------------


def rows(app: App[Any]) -> list[str]:
    """The screen as it is drawn, row by row, dialogs and notices included."""
    return [strip.text for strip in app.screen._compositor.render_strips()]


def seen(app: App[Any]) -> str:
    """The whole screen as one text."""
    return "\n".join(rows(app))


def part(app: App[Any], where: str | Widget) -> str:
    """What is drawn of a widget, wrapped words joined again by single blanks."""
    widget = app.screen.query_one(where) if isinstance(where, str) else where
    region = widget.region
    strips = app.screen._compositor.render_strips()[region.y : region.bottom]
    return " ".join(" ".join(strip.crop(region.x, region.right).text for strip in strips).split())


def footer(app: App[Any]) -> str:
    """The footer line."""
    return rows(app)[-1].strip()


def header(app: App[Any]) -> str:
    """The header line, runs of blanks as one."""
    return " ".join(rows(app)[0].split())


def told(app: App[Any]) -> list[str]:
    """The sentences that the app has told and not taken away yet, the oldest first."""
    return [notice.message for notice in app._notifications]


def mended(app: App[Any]) -> str:
    """The sentence below the fields of the dialog that is open; empty where none is shown."""
    place = app.screen.query_one("#error", Static)
    return part(app, place) if place.has_class("-shown") else ""


def focused(app: App[Any]) -> str:
    """The id of the widget that takes the keys; empty for none."""
    return "" if app.focused is None else app.focused.id or type(app.focused).__name__


# -- doing -------------------------------------------------------------------------------------------------------------


async def settled(pilot: Person) -> None:
    """Wait until all messages have arrived, and those they have led to."""
    await pilot.pause()
    await pilot.pause()


async def press(pilot: Person, *keys: str) -> None:
    """Press keys and wait for what follows from them."""
    await pilot.press(*keys)
    await settled(pilot)


async def to_field(pilot: Person, field: str) -> None:
    """Go down the fields of the dialog to the one with this id."""
    for _turn in range(20):
        if focused(pilot.app) == field:
            return
        await pilot.press("down")
    raise AssertionError(f"no key leads to the field {field}")


async def fill(pilot: Person, field: str, text: str) -> None:
    """Go to a line of the dialog, empty it, and type into it; a long text is pasted, which is the same and quicker."""
    await to_field(pilot, field)
    await pilot.press("end", "ctrl+u")
    if len(text) > LONGEST_TYPED:
        await paste(pilot, text)
    else:
        await pilot.press(*text)


async def pick(pilot: Person, field: str, word: str) -> None:
    """Go to a choice of the dialog and step on until this option is the marked one."""
    await to_field(pilot, field)
    for _turn in range(10):
        if f"● {word}" in part(pilot.app, f"#{field}"):
            return
        await pilot.press("right")
    raise AssertionError(f"{field} has no option {word}")


async def paste(pilot: Person, text: str, *, is_whole: bool = True) -> None:
    """Paste a text, or a piece of one, as the terminal sends it."""
    pilot.app.post_message(Paste(Pasted(text, is_whole)))
    await settled(pilot)


async def until(pilot: Person, happened: Callable[[], bool]) -> None:
    """Wait for something that a timer of the app brings about."""
    async with asyncio.timeout(10):
        while not happened():
            await pilot.pause()
