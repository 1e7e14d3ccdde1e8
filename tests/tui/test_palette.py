"""Ctrl+P: what can be done here, found by a part of its name."""

from __future__ import annotations

import pytest

from data import questions
from data.config import Config
from data.model.mentorship import Mentorship
from data.store.connection import Database
from tui.palette import CommandPalette
from tui.place import Name, Place

from ..data.mentoring import begun, ended
from .conftest import OpenApp
from .driving import BOTH_SIZES, LARGE, SMALL, press, settled
from .seeing import focused, part, seen

pytestmark = pytest.mark.usefixtures("december")


@BOTH_SIZES
async def test_it_lists_what_works_here_with_its_key_and_explanation(
    open_app: OpenApp, ben: Mentorship, size: tuple[int, int]
) -> None:
    app = open_app(Place(Name.QUESTIONS, ben.id))
    async with app.run_test(size=size) as pilot:
        await press(pilot, "ctrl+p")
        listed = part(app, "OptionList")
        assert "Type the answer Enter Type the answer to the chosen question" in listed
        await press(pilot, *"catalogue")
        assert "Add from a catalogue c Choose more questions" in part(app, "OptionList")
        assert "Change the words" not in part(app, "OptionList")


async def test_enter_does_the_first_hit(open_app: OpenApp, database: Database, ben: Mentorship) -> None:
    app = open_app(Place(Name.QUESTIONS, ben.id))
    first, *_others = questions.of(database, ben.id)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "ctrl+p", *"skip or", "enter")
        assert app.screen is app.base_screen
        assert questions.get(database, first.id).state == "skipped"


async def test_the_arrows_choose_while_one_types(open_app: OpenApp, ben: Mentorship) -> None:
    app = open_app(Place(Name.PATH, ben.id))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "ctrl+p", *"mentorship")
        names = [str(option.prompt).split("\n")[0] for option in app.screen.query_one("OptionList").options]  # type: ignore[attr-defined]
        place = next(index for index, name in enumerate(names) if name.startswith("Path of the mentorship"))
        await press(pilot, *["down"] * (place + 1), "up", "enter")
        assert app.base_screen.place.name is Name.PATH


async def test_the_key_of_the_settings_is_shown(open_app: OpenApp, ben: Mentorship) -> None:
    app = open_app(Place(Name.PATH, ben.id), Config(keys={"open_logistics": "f6"}))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "ctrl+p", *"logistics fields")
        assert "Logistics F6" in part(app, "OptionList")
        await press(pilot, "escape", "f6")
        assert app.base_screen.place.name is Name.LOGISTICS


async def test_escape_does_nothing_and_ctrl_p_opens_it_once(open_app: OpenApp, ben: Mentorship) -> None:
    app = open_app(Place(Name.PATH, ben.id))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        before = seen(app)
        await press(pilot, "ctrl+p", "ctrl+p")
        assert [isinstance(screen, CommandPalette) for screen in app.screen_stack[-2:]] == [False, True]
        await press(pilot, "escape")
        assert seen(app) == before


async def test_what_fits_nothing_leaves_nothing_to_do(open_app: OpenApp, ben: Mentorship) -> None:
    app = open_app(Place(Name.PATH, ben.id))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "ctrl+p", *"xyzzy", "enter")
        assert isinstance(app.screen, CommandPalette)
        await press(pilot, "escape")
        assert app.base_screen.place.name is Name.PATH


async def test_in_an_ended_mentorship_nothing_that_changes_it_is_offered(open_app: OpenApp, database: Database) -> None:
    over = ended(database, begun(database))
    app = open_app(Place(Name.PATH, over.id))
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "ctrl+p", *"end the")
        assert "End the mentorship" not in part(app, "OptionList")
        await press(pilot, "ctrl+u", *"continue as")
        assert "Continue as a new mentorship" in part(app, "OptionList")


async def test_it_works_from_within_a_text_and_the_cursor_is_back_there_afterwards(
    open_app: OpenApp, ben: Mentorship
) -> None:
    app = open_app(Place(Name.AGREEMENT, ben.id))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "ctrl+p", *"find", "enter")
        assert focused(app) == "find"
        await press(pilot, "escape", "ctrl+p", "escape")
        assert focused(app) == "draft"
