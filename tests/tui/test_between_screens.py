"""The app looks around by timers: a look that falls between two screens, or into their making, ends nothing."""

from __future__ import annotations

import asyncio
import contextlib

import pytest

from data import mentorships, open_database, places, sample
from data.store.connection import Database
from tui.app import HandschlagApp
from tui.keeping_together import KeepingTogether
from tui.place import Name, Place

from .conftest import OpenApp
from .driving import LARGE

PLACES = [name for name in Name if name not in (Name.COMPARE, Name.SESSION)]
TURNS = 15
"""Of the loop, after which a screen is made."""


async def look(app: HandschlagApp, other: Database, turns: int) -> None:
    """Look around in every turn of the loop, with news from somebody else each time."""
    together = KeepingTogether(app)
    for turn in range(turns):
        places.remember(other, "news", {"turn": turn})
        app._notice_others()
        together.look()
        await asyncio.sleep(0)


@pytest.mark.parametrize("last", [Name.QUESTIONS, Name.CALENDAR])
async def test_a_look_while_a_screen_is_made_or_taken_apart_ends_nothing(
    open_app: OpenApp, database: Database, last: Name
) -> None:
    sample.write(database)
    ben = mentorships.find(database, "Ben")
    app = open_app(Place())
    with open_database(database.path) as other:
        async with app.run_test(size=LARGE) as pilot:
            for name in (*PLACES, last):
                app.go(Place(name, ben.id))
                await look(app, other, TURNS)
                await pilot.pause()
                assert app.base_screen.place.name is name
            looks = asyncio.create_task(look(app, other, 10_000))
        looks.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await looks
