"""F1: the page of the screen one is on, in the language in use, with every key that works there."""

from __future__ import annotations

import pytest

from data import i18n
from data.config import Config
from data.model.mentorship import Mentorship
from tui.place import Name, Place
from tui.screens.help import HelpScreen

from .conftest import OpenApp
from .driving import BOTH_SIZES, LARGE, SMALL, press, settled
from .seeing import seen

pytestmark = pytest.mark.usefixtures("december")

PAGES = [Name.HOME, Name.PATH, Name.QUESTIONS, Name.MEETING, Name.AGREEMENT, Name.LOGISTICS, Name.VERSIONS, Name.REVIEW]


def place_of(name: Name, mentorship: Mentorship) -> Place:
    return Place() if name is Name.HOME else Place(name, mentorship.id)


@BOTH_SIZES
@pytest.mark.parametrize("name", PAGES, ids=str)
async def test_f1_explains_the_screen_and_scrolled_through_it_names_every_command(
    open_app: OpenApp, ben: Mentorship, name: Name, size: tuple[int, int]
) -> None:
    app = open_app(place_of(name, ben))
    async with app.run_test(size=size) as pilot:
        await press(pilot, "f1")
        assert isinstance(app.screen, HelpScreen)
        read = [seen(app)]
        while len(read) < 2 or read[-1] != read[-2]:
            await press(pilot, "pagedown")
            read.append(seen(app))
        whole = " ".join("\n".join(read).split())
        for command in app.base_screen.all_commands():
            assert " ".join(command.explanation().split()[:3]) in whole
        assert "Esc closes this page" in seen(app)


@pytest.mark.parametrize("key", ["escape", "f1", "q", "enter"])
async def test_the_page_closes_and_the_screen_is_as_before(open_app: OpenApp, ben: Mentorship, key: str) -> None:
    app = open_app(Place(Name.PATH, ben.id))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        before = seen(app)
        await press(pilot, "f1", key)
        assert seen(app) == before


async def test_the_page_is_german_where_the_screens_are(open_app: OpenApp, ben: Mentorship) -> None:
    i18n.use("de")
    app = open_app(Place(Name.QUESTIONS, ben.id))
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "f1")
        assert "Taste" in seen(app)
        assert "Fragen" in seen(app)
        assert "What it does" not in seen(app)


async def test_the_page_names_the_key_that_the_settings_have_given(open_app: OpenApp, ben: Mentorship) -> None:
    app = open_app(Place(Name.LOGISTICS, ben.id), Config(keys={"settle_field": "f6"}))
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "f1")
        assert any("F6" in line and "settled" in line for line in seen(app).splitlines())


async def test_k_scrolls_back_up(open_app: OpenApp, ben: Mentorship) -> None:
    app = open_app(Place(Name.QUESTIONS, ben.id))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "f1")
        first = seen(app)
        await press(pilot, "j", "j", "down")
        assert seen(app) != first
        await press(pilot, "k", "up", "k")
        assert seen(app) == first
