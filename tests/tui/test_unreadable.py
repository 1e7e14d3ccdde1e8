"""A screen whose data cannot be read says so, and goes on: nothing there is offered that needs them."""

from __future__ import annotations

import shutil

import pytest

from data.store import mentorships, places, text_checks
from data.store.connection import Database
from tui.app import LAST_PLACE
from tui.place import Name, Place

from .conftest import OpenApp
from .driving import press, until
from .seeing import header, told

KEYS = ["f2", "f3", "f4", "f5", "f8", "f9"]


@pytest.fixture
def ben(database: Database) -> str:
    """A mentorship."""
    return mentorships.create(database, mentor="Anna", mentee="Ben", language="en").id


@pytest.mark.parametrize("place", [name for name in Name if name is not Name.SESSION])
async def test_going_on_while_the_database_was_replaced_ends_nothing(
    database: Database, ben: str, open_app: OpenApp, place: Name
) -> None:
    app = open_app(Place(Name.PATH, ben))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        shutil.copy(database.path, database.path.with_name("other.db"))
        database.path.with_name("other.db").replace(database.path)
        app.go(Place(place, ben))
        await pilot.pause()
        for key in (*KEYS, "enter", "n", "x", "space", "ctrl+n", "ctrl+g", "down", "f1", "escape", "escape"):
            await press(pilot, key)
        assert app.is_running
        assert any("replaced" in sentence for sentence in told(app))


async def test_a_text_that_is_not_the_one_that_was_typed_is_told_at_the_start(
    database: Database, ben: str, open_app: OpenApp
) -> None:
    with database.write():
        database.connection.execute("UPDATE texts SET body = 'other' WHERE kind = 'draft'")
    app = open_app(Place(Name.AGREEMENT, ben))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: any("A text (draft, Anna → Ben) is damaged" in it for it in told(app)))
        await press(pilot, "a", "ctrl+s")
    assert not list(filter(None, text_checks.look_through(database))), "the log has made its copy anew"


async def test_a_text_whose_history_is_damaged_is_told_and_the_rest_works(
    database: Database, ben: str, open_app: OpenApp
) -> None:
    with database.write():
        database.connection.execute("UPDATE text_updates SET payload = x'00'")
    app = open_app(Place(Name.PATH, ben))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: any("The history of a text" in it for it in told(app)))
        app.go(Place(Name.AGREEMENT, ben))
        await pilot.pause()
        await press(pilot, "a", "f2", "f3", "escape")
        assert app.is_running


@pytest.mark.parametrize(
    "record",
    [
        {"name": "session", "mentorship": "gone", "detail": "gone"},
        {"name": "questions", "mentorship": "gone", "detail": ""},
        {"name": "calendar", "mentorship": "", "detail": "2026-99-99"},
        {"name": "nowhere", "mentorship": "", "detail": ""},
        {"name": "home", "mentorship": "", "detail": "", "inside": {"focus": 1, "chosen": {"a": 2}, "cursor": {}}},
        {"name": ["home"], "mentorship": 7},
        {},
    ],
)
async def test_a_remembered_place_that_is_gone_leads_home(
    database: Database, open_app: OpenApp, record: dict[str, object]
) -> None:
    places.remember(database, LAST_PLACE, record)
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for key in KEYS[:3]:
            await press(pilot, key)
        assert app.is_running
        assert header(app).startswith("Handschlag" if record.get("name") != "calendar" else "Calendar of all")
