"""The calendar walked through by keys: days, months, the agenda, one mentorship or all, and its file."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from textual.widgets import Input, Static

from data import commitments, sessions
from data.model.mentorship import Mentorship, Party
from data.model.recurrence import weekly
from data.store.connection import Database
from tui.screens.session import SessionScreen
from tui.widgets.agenda import Agenda

from ..conftest import OpenApp
from ..driving import SMALL, settled
from .calendars import agenda, calendar, error, grid, of, plan

pytestmark = pytest.mark.usefixtures("december")


@pytest.mark.parametrize(
    ("keys", "day", "month"),
    [
        (["pagedown"], date(2027, 1, 1), "January 2027"),
        (["]", "]", "["], date(2027, 1, 1), "January 2027"),
        (["pageup", "left"], date(2026, 10, 31), "October 2026"),
        ([">"], date(2027, 12, 1), "December 2027"),
        (["<", "end"], date(2025, 12, 31), "December 2025"),
        (["pagedown", ">", "t"], date(2026, 12, 1), "December 2026"),
        (["end", "pagedown", "pagedown"], date(2027, 2, 28), "February 2027"),
        (["g", *"24.12.2030", "enter"], date(2030, 12, 24), "December 2030"),
    ],
)
async def test_day_month_and_year_by_key(
    open_app: OpenApp, ben: Mentorship, keys: list[str], day: date, month: str
) -> None:
    app = open_app(of(ben))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press(*keys)
        await settled(pilot)
        assert grid(app).day == day
        assert str(calendar(app).query_one("#title", Static).content) == month


async def test_month_year_today_and_date_work_from_the_agenda_too(open_app: OpenApp, ben: Mentorship) -> None:
    app = open_app(of(ben))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("tab")
        assert calendar(app).query_one(Agenda).has_focus
        for keys, day in (
            (["]", ">"], date(2028, 1, 1)),
            (["<", "["], date(2026, 12, 1)),
            (["g", *"24.12.2030", "enter"], date(2030, 12, 24)),
            (["t"], date(2026, 12, 1)),
        ):
            await pilot.press(*keys)
            await settled(pilot)
            assert grid(app).day == day


async def test_a_wrong_date_to_go_to_is_explained(open_app: OpenApp, ben: Mentorship) -> None:
    app = open_app(of(ben))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("g", *"31.4.", "enter")
        assert "There is no day 31 in April" in error(app)
        await pilot.press("escape")
        assert grid(app).day == date(2026, 12, 1)


async def test_the_agenda_has_sessions_and_commitments_in_order_from_the_chosen_day_on(
    open_app: OpenApp, database: Database, ben: Mentorship
) -> None:
    first = plan(database, ben, datetime(2026, 12, 1, 10), title="Start")
    plan(database, ben, datetime(2027, 1, 20, 10), title="Later")
    commitments.make(database, ben.id, Party.MENTEE, "send the list [x]", date(2026, 12, 3), session_id=first.id)
    app = open_app(of(ben))
    async with app.run_test(size=SMALL) as pilot:
        assert agenda(app) == [
            "Tuesday, 1 December 2026",
            "● 10:00–10:45  Start",
            "planned · 1 commitment",
            "Thursday, 3 December 2026",
            "◆ Ben Okafor: send the list [x]",
            "commitment due",
            "Wednesday, 20 January 2027",
            "● 10:00–10:45  Later",
            "planned",
        ]
        await pilot.press("right")
        assert "Tuesday, 1 December 2026" not in agenda(app)
        await pilot.press("left")
        assert agenda(app)[0] == "Tuesday, 1 December 2026"
        await pilot.press("right", "right", "enter")
        await settled(pilot)
        assert isinstance(app.screen, SessionScreen)
        assert app.screen.place.detail == first.id


async def test_enter_opens_the_session_and_escape_comes_back_to_its_day(
    open_app: OpenApp, database: Database, ben: Mentorship
) -> None:
    it = plan(database, ben, datetime(2026, 12, 8, 10))
    app = open_app(of(ben))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("enter")
        assert calendar(app).is_current
        await pilot.press("tab", "enter")
        await settled(pilot)
        assert type(app.screen) is SessionScreen
        await pilot.press("escape")
        await settled(pilot)
        assert grid(app).day == date(2026, 12, 8)
        assert calendar(app).query_one(Agenda).chosen == it.id


async def test_the_calendar_of_all_shows_both_and_leads_to_one(
    open_app: OpenApp, database: Database, ben: Mentorship, carla: Mentorship
) -> None:
    plan(database, ben, datetime(2026, 12, 8, 10))
    plan(database, carla, datetime(2026, 12, 8, 14))
    app = open_app(of(ben))
    async with app.run_test(size=SMALL) as pilot:
        assert not any("14:00" in line for line in agenda(app))
        await pilot.press("j", "a")
        await settled(pilot)
        assert calendar(app).place.mentorship_id == ""
        assert grid(app).day == date(2026, 12, 8)
        assert agenda(app)[1:] == [
            "● 10:00–10:45  Session",
            "Ben Okafor · planned",
            "● 14:00–14:45  Session",
            "Carla Diaz · planned",
        ]
        await pilot.press("tab", "down", "a")
        await settled(pilot)
        assert calendar(app).place.mentorship_id == carla.id
        assert agenda(app)[1:] == ["● 14:00–14:45  Session", "planned"]


async def test_the_calendar_is_written_as_icalendar_and_never_over_a_file_unasked(
    open_app: OpenApp, database: Database, ben: Mentorship, tmp_path: Path
) -> None:
    plan(database, ben, datetime(2026, 12, 8, 10), title="Portfolio")
    path = tmp_path / "ben.ics"
    app = open_app(of(ben))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("o")
        app.screen.query_one("#path", Input).value = str(path)
        await pilot.press("ctrl+s")
        await settled(pilot)
        written = path.read_bytes()
        assert written.startswith(b"BEGIN:VCALENDAR\r\n")
        assert b"Portfolio" in written
        assert str(path) in next(it.message for it in app._notifications)

        path.write_text("mine")
        for answer, content in (("escape", b"mine"), ("enter", b"BEGIN:VCALENDAR")):
            await pilot.press("o")
            app.screen.query_one("#path", Input).value = str(path)
            await pilot.press("ctrl+s")
            await settled(pilot)
            await pilot.press(answer)
            await settled(pilot)
            assert path.read_bytes().startswith(content)


async def test_a_full_agenda_says_how_much_is_left_out(open_app: OpenApp, database: Database, ben: Mentorship) -> None:
    sessions.plan_series(database, ben.id, rule=weekly(weekdays=range(7), count=70), starts=datetime(2026, 12, 1, 10))
    app = open_app(of(ben))
    async with app.run_test(size=SMALL) as pilot:
        assert agenda(app)[-1] == "… and 10 more, further on"
        await pilot.press("pagedown")
        await settled(pilot)
        assert "more, further on" not in agenda(app)[-1]


async def test_a_session_that_is_gone_opens_today(open_app: OpenApp, ben: Mentorship) -> None:
    app = open_app(of(ben, "0123456789abcdef"))
    async with app.run_test(size=SMALL):
        assert grid(app).day == date(2026, 12, 1)


async def test_a_step_within_the_month_reads_nothing(open_app: OpenApp, database: Database, ben: Mentorship) -> None:
    plan(database, ben, datetime(2026, 12, 8, 10))
    app = open_app(of(ben))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        plan(database, ben, datetime(2026, 12, 20, 10), title="New")
        await pilot.press("right")
        assert not any("New" in line for line in agenda(app))
        calendar(app).reload()
        assert any("New" in line for line in agenda(app))
