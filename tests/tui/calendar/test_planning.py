"""Sessions and series planned by keys: what is asked, what is refused, what is told once and then accepted."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from textual.widgets import Input, Static

from data import sessions
from data.model.mentorship import Mentorship
from data.store.connection import Database
from tui.dialogs.session import PlanSessionDialog
from tui.place import Name, Place
from tui.widgets.day_grid import DayMark

from ...data.mentoring import ended
from ..conftest import OpenApp
from ..driving import BOTH_SIZES, SMALL, pick, press, settled
from ..seeing import part
from .calendars import agenda, calendar, error, grid, of, plan, type_over

pytestmark = pytest.mark.usefixtures("december")


@BOTH_SIZES
async def test_a_session_is_planned_on_the_chosen_day(
    open_app: OpenApp, database: Database, ben: Mentorship, size: tuple[int, int]
) -> None:
    app = open_app(of(ben))
    async with app.run_test(size=size) as pilot:
        await pilot.press("j", "right", "n")
        assert isinstance(app.screen, PlanSessionDialog)
        assert app.screen.query_one("#day", Input).value == "9 December 2026"
        await type_over(pilot, "time", "14:30")
        await type_over(pilot, "place", "room [2]")
        await pilot.press("ctrl+s")
        await settled(pilot)
        [made] = sessions.of(database, ben.id)
        assert (made.starts, made.minutes, made.place) == (datetime(2026, 12, 9, 14, 30), 45, "room [2]")
        assert grid(app).marks[date(2026, 12, 9)] == {DayMark.SESSION}
        assert "● 14:30–15:15  Session" in agenda(app)
        assert "room [2] · planned" in agenda(app)


async def test_month_and_agenda_stand_side_by_side_and_every_key_of_a_dialog_is_seen_at_80_columns(
    open_app: OpenApp, ben: Mentorship
) -> None:
    app = open_app(of(ben))
    async with app.run_test(size=SMALL) as pilot:
        left, right = calendar(app).query_one("DayPictures"), calendar(app).query_one("#agenda-pane")
        assert left.region.y == right.region.y
        assert left.region.right <= right.region.x
        assert grid(app).region.bottom <= calendar(app).query_one("#legend").region.bottom <= 23
        await pilot.press("n")
        keys = app.screen.query_one("#keys")
        assert app.screen.region.contains_region(keys.region)
        assert app.screen.query_one("#until").region.bottom <= keys.region.y


@pytest.mark.parametrize(
    ("repeat", "every", "until", "days"),
    [
        (["right"], "1", "3", [date(2026, 12, 8), date(2026, 12, 15), date(2026, 12, 22)]),
        (["right"], "2", "5.1.2027", [date(2026, 12, 8), date(2026, 12, 22), date(2027, 1, 5)]),
        (["right"], "3", "2", [date(2026, 12, 8), date(2026, 12, 29)]),
        (["right", "right"], "1", "3", [date(2026, 12, 8), date(2027, 1, 12), date(2027, 2, 9)]),
    ],
)
async def test_a_series_is_planned(
    open_app: OpenApp,
    database: Database,
    ben: Mentorship,
    repeat: list[str],
    every: str,
    until: str,
    days: list[date],
) -> None:
    app = open_app(of(ben))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("j", "n")
        app.screen.query_one("#repeat").focus()
        await pilot.press(*repeat)
        await type_over(pilot, "every", every)
        await type_over(pilot, "until", until)
        await pilot.press("enter")
        await settled(pilot)
        assert [it.day for it in sessions.of(database, ben.id)] == days
        assert len({it.series_id for it in sessions.of(database, ben.id)}) == 1
        [told] = app._notifications
        assert told.message.startswith(f"{len(days)} sessions are planned: ")


async def test_enter_goes_from_field_to_field_and_plans_at_the_end(
    open_app: OpenApp, database: Database, ben: Mentorship
) -> None:
    app = open_app(of(ben))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("n", *["enter"] * 9)
        await settled(pilot)
        assert [it.day for it in sessions.of(database, ben.id)] == [date(2026, 12, 1)]


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("day", "31.2.", "There is no day 31 in February"),
        ("day", "soon", "“soon” is no day."),
        ("day", "", "is no day"),
        ("time", "25:00", "“25:00” is no time of day."),
        ("minutes", "0", "at least one minute"),
        ("minutes", "-5", "is no length"),
        ("every", "0", "between 1 and 52"),
        ("every", "two", "as a number"),
        ("until", "1.11.2026", "The last day is before the first session."),
        ("until", "0", "between 1 and 500"),
        ("until", "never", "“never” is no day."),
    ],
)
async def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    open_app: OpenApp, database: Database, ben: Mentorship, field: str, typed: str, sentence: str
) -> None:
    app = open_app(of(ben))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("n")
        await type_over(pilot, "place", "the library")
        app.screen.query_one("#repeat").focus()
        await pilot.press("right")
        await type_over(pilot, field, typed)
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert sentence in error(app)
        assert app.screen.query_one(f"#{field}", Input).value == typed
        assert app.screen.query_one("#place", Input).value == "the library"
        assert sessions.of(database, ben.id) == []


async def test_a_time_that_the_clocks_skip_is_refused_with_the_time_instead(
    open_app: OpenApp, database: Database, ben: Mentorship
) -> None:
    app = open_app(of(ben))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("n")
        await type_over(pilot, "day", "2027-03-28")
        await type_over(pilot, "time", "02:30")
        await pilot.press("ctrl+s")
        assert "02:30 does not exist on Sun 28 Mar 2027 in Europe/Berlin" in error(app)
        await type_over(pilot, "time", "03:30")
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert [it.starts for it in sessions.of(database, ben.id)] == [datetime(2027, 3, 28, 3, 30)]


async def test_an_overlap_is_told_once_with_whom_and_then_accepted(
    open_app: OpenApp, database: Database, ben: Mentorship, carla: Mentorship
) -> None:
    plan(database, carla, datetime(2026, 12, 1, 10, 30))
    app = open_app(of(ben))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("n", "ctrl+s")
        assert error(app).splitlines() == [
            "There is another session at this time:",
            "Tue 1 Dec 2026, 10:30–11:15: Anna Weber → Carla Diaz (Anna Weber in both)",
            "Press the same key again if it is meant so.",
        ]
        assert sessions.of(database, ben.id) == []
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert len(sessions.of(database, ben.id)) == 1


async def test_a_day_that_has_passed_is_told_once_and_then_accepted(
    open_app: OpenApp, database: Database, ben: Mentorship
) -> None:
    app = open_app(of(ben))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "n")
        await type_over(pilot, "day", "24.11.2026")
        await press(pilot, "ctrl+s")
        assert error(app) == "Tue 24 Nov 2026 has passed. Press the same key again to plan it all the same."
        await type_over(pilot, "day", "23.11.2026")
        await press(pilot, "ctrl+s")
        assert error(app).startswith("Mon 23 Nov 2026 has passed.")
        assert sessions.of(database, ben.id) == []
        await press(pilot, "ctrl+s")
        assert [it.day for it in sessions.of(database, ben.id)] == [date(2026, 11, 23)]
        await press(pilot, "m")
        await type_over(pilot, "day", "24.11.2026")
        await press(pilot, "ctrl+s")
        assert error(app).startswith("Tue 24 Nov 2026 has passed.")
        await press(pilot, "ctrl+s")
        assert [it.day for it in sessions.of(database, ben.id)] == [date(2026, 11, 24)]


@pytest.mark.parametrize(("typed", "asked"), [("60", False), ("61", True)])
async def test_a_very_long_series_is_asked_about_once(
    open_app: OpenApp, database: Database, ben: Mentorship, typed: str, asked: bool
) -> None:
    app = open_app(of(ben))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "n")
        await pick(pilot, "repeat", "weekly")
        await type_over(pilot, "until", typed)
        await press(pilot, "ctrl+s")
        if asked:
            assert error(app) == "This plans 61 sessions. Press the same key again to plan them all."
            assert sessions.of(database, ben.id) == []
            await press(pilot, "ctrl+s")
        assert len(sessions.of(database, ben.id)) == int(typed)


async def test_an_ended_mentorship_is_not_told_to_plan(open_app: OpenApp, database: Database, ben: Mentorship) -> None:
    app = open_app(of(ben))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert part(app, "#empty").endswith("Press n to plan a session.")
        ended(database, ben)
        app.base_screen.reload()
        await settled(pilot)
        assert part(app, "#empty") == "Nothing is planned in the weeks from here on."


async def test_the_day_is_shown_as_it_is_understood_while_it_is_typed(open_app: OpenApp, ben: Mentorship) -> None:
    app = open_app(of(ben))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("g")
        shown = app.screen.query_one(".understood", Static)
        assert str(shown.content) == ""
        await pilot.press(*"tue")
        assert str(shown.content).strip() == "Tue 8 Dec 2026"
        await pilot.press("x")
        assert str(shown.content) == ""
        await type_over(pilot, "day", "31.12.")
        assert str(shown.content).strip() == "Thu 31 Dec 2026"
        assert shown.region.width == len(" Thu 31 Dec 2026")


async def test_an_empty_calendar_says_how_to_plan(open_app: OpenApp, ben: Mentorship) -> None:
    app = open_app(of(ben))
    async with app.run_test(size=SMALL):
        assert calendar(app).query_one("#empty").display
        assert agenda(app) == []


async def test_in_the_calendar_of_all_it_is_asked_with_whom(
    open_app: OpenApp, database: Database, ben: Mentorship, carla: Mentorship
) -> None:
    app = open_app(Place(Name.CALENDAR))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("n", "down", "enter")
        await settled(pilot)
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert len(sessions.of(database, ben.id)) == 1
        assert sessions.of(database, carla.id) == []
