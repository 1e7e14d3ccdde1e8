"""The disk refuses: what was typed stands on the screen, nothing is left without a word, and it is saved later."""

from __future__ import annotations

import pytest

from data import annex, meetings, mentorships, questions, sessions, versions
from data.model.mentorship import Mentorship, MentorshipState
from data.model.session import SessionKind
from data.prose import Key, read
from data.store.connection import Database, open_database
from tui.app import HandschlagApp
from tui.dialogs.prose import ProseDialog
from tui.place import Name, Place

from ..data.mentoring import active, planned
from .conftest import OpenApp
from .driving import SMALL, paste, press, settled, until
from .full_disk import WORDS, fill_disk, free_disk, overfill
from .seeing import footer, seen, told

pytestmark = pytest.mark.usefixtures("december")


def stored(database: Database, key: Key) -> str:
    """A text as another process reads it."""
    with open_database(database.path) as other:
        return read(other, key)


def place_and_text(database: Database, ben: Mentorship, name: Name) -> tuple[Key, tuple[str, ...]]:
    """The text that is typed into on a screen, and the keys that lead there."""
    if name is Name.MEETING:
        first = planned(database, ben, "2026-12-01T12:00", SessionKind.FIRST)
        meetings.open(database, first.id)
    question = questions.of(database, ben.id)[0]
    return {
        Name.QUESTIONS: (questions.answer_key(question), ("enter",)),
        Name.MEETING: (questions.answer_key(question), ()),
        Name.AGREEMENT: (versions.draft_key(ben.id), ()),
        Name.LOGISTICS: (annex.text_key(ben.id, "place"), ("enter",)),
    }[name]


@pytest.mark.parametrize("name", [Name.QUESTIONS, Name.MEETING, Name.AGREEMENT, Name.LOGISTICS], ids=str)
async def test_words_stay_on_the_screen_until_there_is_room_and_leaving_is_refused(
    open_app: OpenApp, database: Database, ben: Mentorship, name: Name
) -> None:
    key, keys = place_and_text(database, ben, name)
    app = open_app(Place(name, ben.id))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, *keys, *"ab")
        before = stored(database, key)
        fill_disk(database)
        await paste(pilot, WORDS)
        assert footer(app).endswith("NOT SAVED")
        assert any("The disk is full." in sentence for sentence in told(app))
        assert "word word word" in seen(app)
        assert stored(database, key) == before
        await press(pilot, "ctrl+s")
        assert told(app)[-1].startswith("What you typed last is not saved: the disk refuses it.")
        await press(pilot, "f2")
        assert app.base_screen.place.name is name
        assert "word word word" in seen(app)
        free_disk(database)
        await press(pilot, "c")
        assert footer(app).endswith("saved")
        assert not footer(app).endswith("NOT SAVED")
        assert WORDS.strip() + " c" in stored(database, key)
        await press(pilot, "f2")
        assert app.base_screen.place.name is Name.PATH


async def test_ctrl_q_warns_once_and_is_obeyed_the_second_time(
    open_app: OpenApp, database: Database, ben: Mentorship
) -> None:
    app = open_app(Place(Name.AGREEMENT, ben.id))
    async with app.run_test(size=SMALL) as pilot:
        await overfill(pilot, database)
        await press(pilot, "ctrl+q")
        assert not app._exit
        assert told(app)[-1] == (
            "What you typed last could not be saved. Copy it first; Ctrl+Q once more leaves without it."
        )
        await pilot.press("ctrl+q")
        assert app._exit
    free_disk(database)


async def test_it_is_saved_by_itself_when_there_is_room_again(
    open_app: OpenApp, database: Database, ben: Mentorship
) -> None:
    app = open_app(Place(Name.AGREEMENT, ben.id))
    async with app.run_test(size=SMALL) as pilot:
        await overfill(pilot, database)
        free_disk(database)
        await until(pilot, lambda: footer(app).endswith("saved") and not footer(app).endswith("NOT SAVED"))
        assert told(app)[-1] == "Everything is saved again."
        assert WORDS in stored(database, versions.draft_key(ben.id))


async def test_what_is_parked_in_a_dialog_is_not_closed_away(
    open_app: OpenApp, database: Database, ben: Mentorship
) -> None:
    key, _keys = place_and_text(database, ben, Name.MEETING)
    first = sessions.first_meeting(database, ben.id)
    assert first is not None
    app = open_app(Place(Name.MEETING, ben.id))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "ctrl+t", "a")
        fill_disk(database)
        await paste(pilot, WORDS)
        assert "The disk is full." in told(app)[-1]
        await press(pilot, "escape")
        assert isinstance(app.screen, ProseDialog)
        await press(pilot, "ctrl+q")
        assert not app._exit
        free_disk(database)
        await press(pilot, "escape")
        assert not isinstance(app.screen, ProseDialog)
        assert stored(database, Key(ben.id, "parked", first.id)) == "a" + WORDS
        assert stored(database, key) == ""


async def test_what_a_dialog_leads_to_is_refused_with_a_sentence_and_nothing_is_half_done(
    open_app: OpenApp, database: Database
) -> None:
    carla = active(database, mentee="Carla Diaz")
    app = open_app(Place(Name.PATH, carla.id))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "x")
        read_only(database, True)
        await press(pilot, "down", "enter")
        read_only(database, False)
        assert app.screen is app.base_screen
        assert "cannot be written" in told(app)[-1]
        assert mentorships.get(database, carla.id).state is MentorshipState.ACTIVE


def read_only(database: Database, wanted: bool) -> None:
    """Let every write be refused, or no longer."""
    database.rows(f"PRAGMA query_only = {'ON' if wanted else 'OFF'}")


KEYS = {
    Name.HOME: ("f5", "escape", "enter"),
    Name.PATH: ("p", "f3", "f4"),
    Name.QUESTIONS: ("s", "a", "x", "u", "J", "K", "enter", "escape", "ctrl+g", "f2"),
    Name.MEETING: ("enter", "ctrl+n", "ctrl+l", "f2"),
    Name.AGREEMENT: ("ctrl+n", "ctrl+t", "3", "ctrl+g", "enter", "ctrl+g", "x", "escape", "ctrl+l", "escape"),
    Name.LOGISTICS: ("s", "x", "ctrl+n", "a", "down", "enter", "escape"),
    Name.VERSIONS: ("p", "enter", "a", "down", "enter", "m", "enter", "escape"),
    Name.REVIEW: ("1", "f", "w", "enter", "r", "enter", "u", "escape", "f2"),
}


@pytest.mark.parametrize("name", KEYS, ids=str)
async def test_no_key_ends_the_app_where_nothing_can_be_written(
    open_app: OpenApp, database: Database, name: Name
) -> None:
    carla = active(database, mentee="Carla Diaz")
    app: HandschlagApp = open_app(Place(name, "" if name is Name.HOME else carla.id))
    read_only(database, True)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, *KEYS[name])
        assert app.is_running
    read_only(database, False)
