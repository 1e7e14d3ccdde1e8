"""Where one was on a screen, when the connection has dropped: the same screen, the same question, the same letter."""

from __future__ import annotations

import pytest

from data import sample, versions
from data.prose import Prose
from data.store.connection import Database
from tui.app import HandschlagApp
from tui.place import Name, Place
from tui.whereabouts import Whereabouts
from tui.widgets.prose_editor import ProseEditor

from .conftest import OpenApp
from .driving import LARGE, press, settled, until


@pytest.fixture
def filled(database: Database) -> Database:
    """Sample data."""
    sample.write(database)
    return database


def mentorship(database: Database, mentee: str) -> str:
    """The id of the mentorship with somebody."""
    return str(database.value("SELECT id FROM mentorships WHERE mentee LIKE ?", (f"{mentee}%",)))


def session(database: Database, mid: str) -> str:
    """The id of a session that was held."""
    sql = "SELECT id FROM sessions WHERE mentorship_id = ? AND kind = 'regular' ORDER BY starts LIMIT 1"
    return str(database.value(sql, (mid,)))


WALKS = {
    Name.HOME: ("", ["down"]),
    Name.QUESTIONS: ("Ben", ["down", "down", "enter", *"word", "left"]),
    Name.AGREEMENT: ("Ben", ["down", "down", *"word", "left"]),
    Name.LOGISTICS: ("Ben", ["down", "down", "enter", *"word", "left"]),
    Name.CALENDAR: ("Ben", ["down", "right"]),
    Name.SESSION: ("Carla", [*"word", "left"]),
    Name.REVIEW: ("Carla", ["down", "enter", *"word", "left"]),
}
"""Of whom, and what is pressed, on each screen."""


@pytest.mark.parametrize("name", list(WALKS), ids=str)
async def test_one_comes_back_to_the_letter(open_app: OpenApp, filled: Database, name: Name) -> None:
    mentee, keys = WALKS[name]
    mid = mentorship(filled, mentee) if mentee else ""
    place = Place(name, mid, session(filled, mid) if name is Name.SESSION else "")
    first = open_app(place)
    async with first.run_test(size=LARGE) as person:
        await settled(person)
        for key in keys:
            await press(person, key)
        before = where(first)
        assert first.emergency is not None
        first.emergency()
    again = open_app()
    async with again.run_test(size=LARGE) as person:
        await settled(person)
        await until(person, lambda: where(again) == before)


def where(app: HandschlagApp) -> tuple[Whereabouts, object]:
    """All that is to be the same."""
    focused = app.base_screen.focused
    return Whereabouts.on(app.base_screen), isinstance(focused, ProseEditor) and focused.cursor_location


async def test_what_was_typed_after_the_last_look_stands_before_the_cursor(open_app: OpenApp, filled: Database) -> None:
    mid = mentorship(filled, "Ben")
    first = open_app(Place(Name.AGREEMENT, mid))
    async with first.run_test(size=LARGE) as person:
        await settled(person)
        assert first.emergency is not None
        first.emergency()
        editor = first.base_screen.query_one("#draft", ProseEditor)
        row, column = editor.cursor_location
        offset = editor.document.offset_of((row, column))
    draft = Prose.open(filled, versions.draft_key(mid))
    draft.replace(offset, offset, "and typed on")
    draft.close()
    again = open_app()
    async with again.run_test(size=LARGE) as person:
        await settled(person)
        editor = again.base_screen.query_one("#draft", ProseEditor)
        await until(person, lambda: editor.cursor_location == (row, column + len("and typed on")))


async def test_a_look_at_a_screen_that_is_taken_apart_ends_nothing(open_app: OpenApp, filled: Database) -> None:
    app = open_app(Place(Name.CALENDAR, mentorship(filled, "Ben")))
    async with app.run_test(size=LARGE) as pilot:
        await settled(pilot)
        kept = app._kept
        await app.screen.query("Agenda").remove()
        app._keep_whereabouts()
        assert app._kept == kept
        await press(pilot, "f2")
        assert app._kept.place.name is Name.PATH
