"""Month, week, day, agenda, year: each by one key, the day stays chosen, and the view is remembered."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from data import commitments, i18n, identity, sessions
from data.model.mentorship import Mentorship, Party
from data.model.recurrence import weekly
from data.store.connection import Database
from tui.app import HandschlagApp
from tui.calendar_view import View
from tui.dialogs.session import PlanSessionDialog
from tui.widgets.agenda import Agenda
from tui.widgets.month_grid import MonthGrid
from tui.widgets.week_grid import DayPlan, WeekGrid
from tui.widgets.week_list import WeekList
from tui.widgets.year_grid import YearGrid

from ..conftest import OpenApp
from ..driving import BOTH_SIZES, LARGE, SMALL, press, settled
from ..seeing import footer, part, rows, seen
from .calendars import agenda, calendar, of, plan

pytestmark = pytest.mark.usefixtures("december")


def title(app: HandschlagApp) -> str:
    return part(app, "#title")


def lines(app: HandschlagApp) -> list[str]:
    """The picture, without colours."""
    grid = calendar(app).grid
    return [grid.render_line(y).text.rstrip() for y in range(grid.size.height)]


TITLES = {
    "en": ["December 2026", "Week 51 · Mon 14 Dec – Sun 20 Dec 2026", "Tuesday, 15 December 2026"],
    "de": ["Dezember 2026", "Woche 51 · Mo 14. Dez. – So 20. Dez. 2026", "Dienstag, 15. Dezember 2026"],
}


@BOTH_SIZES
@pytest.mark.parametrize("language", ["en", "de"])
async def test_one_key_each_and_the_day_stays_chosen(
    open_app: OpenApp, database: Database, ben: Mentorship, size: tuple[int, int], language: str
) -> None:
    i18n.use(language)
    it = plan(database, ben, datetime(2026, 12, 15, 10))
    app = open_app(of(ben))
    async with app.run_test(size=size) as pilot:
        await press(pilot, "j", "j")
        kinds = [MonthGrid, WeekGrid if size == LARGE else WeekList, DayPlan, MonthGrid, YearGrid]
        for key, view, kind in zip("12345", View, kinds, strict=True):
            await press(pilot, key)
            assert calendar(app).view is view
            assert type(calendar(app).grid) is kind
            assert calendar(app).chosen_day == date(2026, 12, 15)
            assert calendar(app).query_one(Agenda).chosen == it.id
            assert "10:00–10:45" in seen(app)
            if key in "123":
                assert title(app) == TITLES[language][int(key) - 1]
            await press(pilot, "n")
            assert isinstance(app.screen, PlanSessionDialog)
            await press(pilot, "escape")


async def test_one_key_goes_through_all_of_them(open_app: OpenApp, ben: Mentorship) -> None:
    app = open_app(of(ben))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        found = []
        for _turn in range(6):
            found.append(calendar(app).view)
            assert "v view" in footer(app)
            await press(pilot, "v")
        assert found == [*View, View.MONTH]


async def test_the_view_is_remembered_for_each_account(
    open_app: OpenApp, ben: Mentorship, monkeypatch: pytest.MonkeyPatch
) -> None:
    for user, keys, view in (("anna", "3", View.DAY), ("ben", "", View.MONTH), ("anna", "", View.DAY)):
        monkeypatch.setattr(identity, "user", lambda user=user: user)
        app = open_app(of(ben))
        async with app.run_test(size=SMALL) as pilot:
            await press(pilot, *keys)
            assert calendar(app).view is view


@pytest.mark.parametrize(
    ("view", "on", "column", "row"),
    [
        ("1", date(2027, 1, 1), 1, 7),
        ("2", date(2026, 12, 8), 7, 1),
        ("3", date(2026, 12, 2), 1, 7),
        ("5", date(2027, 12, 1), 7, 1),
    ],
)
async def test_steps_follow_the_picture(
    open_app: OpenApp, ben: Mentorship, view: str, on: date, column: int, row: int
) -> None:
    app = open_app(of(ben))
    async with app.run_test(size=SMALL) as pilot:
        today = date(2026, 12, 1)
        for keys, day in (
            ((view, "pagedown"), on),
            (("pageup",), today),
            (("]",), on),
            (("t",), today),
            (("right",), today + timedelta(days=column)),
            (("t", "down"), today + timedelta(days=row)),
            (("t", "k"), today - timedelta(days=row)),
        ):
            await press(pilot, *keys)
            assert calendar(app).grid.day == day


async def test_a_week_has_seven_columns_and_hours_where_there_is_room(
    open_app: OpenApp, database: Database, ben: Mentorship
) -> None:
    plan(database, ben, datetime(2026, 12, 2, 10), 90, title="Portfolio", place="room 2")
    sessions.cancel(database, plan(database, ben, datetime(2026, 12, 4, 14), title="Gone").id, Party.MENTOR)
    commitments.make(database, ben.id, Party.MENTEE, "send it", date(2026, 12, 6))
    app = open_app(of(ben))
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "2")
        shown = lines(app)
        for name in ("Mon 30 Nov", "Tue 1 Dec", "Wed 2 Dec", "Thu 3 Dec", "Fri 4 Dec", "Sat 5 Dec", "Sun 6 Dec"):
            assert name in shown[0]
        wednesday, friday = shown[0].index("Wed 2 Dec"), shown[0].index("Fri 4 Dec")
        assert "◆ Ben" in shown[1]
        begins = next(y for y, line in enumerate(shown) if line.startswith(" 10:00"))
        assert shown[begins].index("● 10:00 Por") == pytest.approx(wednesday, abs=1)
        assert "│ room 2" in shown[begins + 1]
        assert "│" in shown[begins + 2]
        assert "│" not in shown[begins + 3]
        gone = next(line for line in shown if "× 14:00 Gone" in line)
        assert gone.index("×") == pytest.approx(friday, abs=1)
        assert [line[:6].strip() for line in shown if line[:6].strip()] == [f"{hour:02}:00" for hour in range(8, 18)]


async def test_a_week_is_a_list_of_days_at_80_columns(open_app: OpenApp, database: Database, ben: Mentorship) -> None:
    for hour in (9, 11, 13):
        plan(database, ben, datetime(2026, 12, 2, hour), title=f"at {hour}")
    app = open_app(of(ben))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "2")
        shown = lines(app)
        assert [line[:12].strip() for line in shown[::2]][:7] == [
            *("Mon 30 Nov", "Tue 1 Dec", "Wed 2 Dec", "Thu 3 Dec", "Fri 4 Dec", "Sat 5 Dec", "Sun 6 Dec"),
        ]
        assert shown[4].endswith("● 09:00 at 9")
        assert "● 11:00 at 11" in shown[5]
        assert shown[5].endswith("+1")


async def test_a_week_changes_its_form_with_the_terminal_and_keeps_the_day(
    open_app: OpenApp, database: Database, ben: Mentorship
) -> None:
    plan(database, ben, datetime(2026, 12, 3, 10), title="Here")
    app = open_app(of(ben))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "2", "down", "down")
        await pilot.resize_terminal(*LARGE)
        await settled(pilot)
        assert isinstance(calendar(app).grid, WeekGrid)
        assert calendar(app).grid.day == date(2026, 12, 3)
        assert any("● 10:00 Here" in line for line in lines(app))
        await pilot.resize_terminal(*SMALL)
        await settled(pilot)
        assert isinstance(calendar(app).grid, WeekList)
        assert calendar(app).grid.day == date(2026, 12, 3)


@BOTH_SIZES
async def test_what_overlaps_stands_side_by_side_on_a_day(
    open_app: OpenApp, database: Database, ben: Mentorship, size: tuple[int, int]
) -> None:
    for index in range(5):
        plan(database, ben, datetime(2026, 12, 1, 10), 60, title=f"s{index}")
    plan(database, ben, datetime(2026, 12, 1, 6), 60, title="early")
    plan(database, ben, datetime(2026, 12, 1, 22), 180, title="late")
    app = open_app(of(ben))
    async with app.run_test(size=size) as pilot:
        await press(pilot, "3")
        shown = lines(app)
        row = next(line for line in shown if "s0" in line)
        assert row.count("●") == 3
        assert row.endswith("+2")
        assert any(line.startswith(" 06:00 ● 06:00 early") for line in shown)
        assert any("● 22:00 late" in line for line in shown)


async def test_a_holiday_is_named_beside_its_day(open_app: OpenApp, ben: Mentorship) -> None:
    app = open_app(of(ben, "2026-12-25"))
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "3")
        assert title(app) == "Friday, 25 December 2026 · Christmas Day"
        await press(pilot, "left")
        assert title(app) == "Thursday, 24 December 2026"


@BOTH_SIZES
async def test_a_year_shows_how_many_were_held(
    open_app: OpenApp, database: Database, ben: Mentorship, size: tuple[int, int]
) -> None:
    for day, count in ((2, 1), (3, 2), (4, 3), (5, 4)):
        for hour in range(count):
            sessions.hold(database, plan(database, ben, datetime(2026, 2, day, 9 + hour)).id)
    plan(database, ben, datetime(2026, 12, 24, 10))
    sessions.cancel(database, plan(database, ben, datetime(2026, 12, 28, 10)).id, Party.MENTEE)
    app = open_app(of(ben, "2026-02-04"))
    async with app.run_test(size=size) as pilot:
        await press(pilot, "5")
        assert title(app) == "2026 · 10 sessions held · 1 planned"
        shown = lines(app)
        assert sum(line.count("▒") for line in shown[1:8]) == 1
        assert sum(line.count("▓") for line in shown[1:8]) == 1
        assert sum(line.count("█") for line in shown[1:8]) == 2
        assert sum(line.count("○") for line in shown[1:8]) == 1
        assert sum(line.count(sign) for line in shown[1:8] for sign in "·▒▓█○") == 365
        assert "Feb  10" in shown[9]
        assert agenda(app)[0] == "Wednesday, 4 February 2026"
        assert len([line for line in agenda(app) if line.startswith("●")]) == 3
        await press(pilot, "down")
        assert agenda(app)[0] == "Thursday, 5 February 2026"
        await press(pilot, "down")
        assert agenda(app) == []
        assert part(app, "#empty") == "Nothing stands on this day. Press n to plan a session."
        assert "▒ one held" in part(app, "#legend")


async def test_the_agenda_alone_takes_the_width_and_its_day_along(
    open_app: OpenApp, database: Database, ben: Mentorship
) -> None:
    for day in (3, 8, 20):
        plan(database, ben, datetime(2026, 12, day, 10))
    app = open_app(of(ben))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "4")
        assert calendar(app).query_one("#agenda-pane").region.width == 80
        assert "Tab" not in footer(app)
        await press(pilot, "down", "1")
        assert calendar(app).grid.day == date(2026, 12, 8)
        assert "December 2026" in title(app)


async def test_what_people_typed_is_drawn_as_it_is(open_app: OpenApp, database: Database, ben: Mentorship) -> None:
    plan(database, ben, datetime(2026, 12, 1, 10), title="[b]x[/b] [@click=app.quit]\x1b[31m")
    for size in (SMALL, LARGE):
        app = open_app(of(ben))
        async with app.run_test(size=size) as pilot:
            for key in "12345":
                await press(pilot, key)
                assert not any("\x1b" in line for line in rows(app))
                if key in "23":
                    assert any("10:00 [b]x" in line for line in rows(app))


async def test_ten_thousand_sessions_are_found_by_index_and_counted_by_sqlite(
    open_app: OpenApp, database: Database, ben: Mentorship
) -> None:
    sessions.plan_series(database, ben.id, rule=weekly(weekdays=range(7), count=500), starts=datetime(2026, 1, 1, 9))
    app = open_app(of(ben))
    async with app.run_test(size=LARGE) as pilot:
        for key in "12345":
            await press(pilot, key)
            asked: list[str] = []
            database.connection.set_trace_callback(asked.append)
            calendar(app).load()
            database.connection.set_trace_callback(None)
            of_sessions = [it for it in asked if "FROM sessions" in it]
            assert 0 < len(of_sessions) <= 2
            for query in of_sessions:
                plan_of = " ".join(str(row[3]) for row in database.rows(f"EXPLAIN QUERY PLAN {query}"))
                assert "USING INDEX sessions_by_mentorship (mentorship_id=? AND starts_at>? AND starts_at<?)" in plan_of
            assert len(asked) <= 8
