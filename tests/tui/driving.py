"""Driving the real app as a person does: keys, typing, pasting."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from tui.terminal.incoming import Paste, Pasted

from .seeing import focused, part

Person = Pilot[None]

LONGEST_TYPED = 12
"""Characters that `fill` types key by key."""

SMALL, LARGE = (80, 24), (120, 40)
BOTH_SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])


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
