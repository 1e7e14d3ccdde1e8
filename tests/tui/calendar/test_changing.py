"""Sessions moved, cancelled, restored, held: by keys."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from textual.widgets import Static

from data import annex, sessions
from data.model.agreement import AnnexState
from data.model.mentorship import Mentorship, Party
from data.model.recurrence import weekly
from data.model.session import SessionState
from data.prose import Key, write
from data.store.connection import Database
from tui.dialogs.cancellation import CancelSessionDialog, RestoreSessionDialog
from tui.dialogs.document import DocumentDialog
from tui.dialogs.session import MoveSessionDialog
from tui.place import Name, Place
from tui.screens.calendar import CalendarScreen
from tui.widgets.agenda import Agenda

from ..conftest import OpenApp
from ..driving import SMALL, press, settled
from ..seeing import part, seen, told
from .calendars import agenda, calendar, grid, of, plan, type_over

pytestmark = pytest.mark.usefixtures("december")


@pytest.mark.parametrize("key", ["m", "x"])
async def test_in_the_calendar_of_all_a_dialog_says_whose_session_it_is(
    open_app: OpenApp, database: Database, ben: Mentorship, key: str
) -> None:
    it = plan(database, ben, datetime(2026, 12, 1, 16))
    app = open_app(Place(Name.CALENDAR))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, key)
        assert part(app, "#title").endswith("session of Tuesday, 1 December 2026 · Anna Weber → Ben Okafor")
        await press(pilot, "escape")
        sessions.cancel(database, it.id, Party.MENTEE)
        app.base_screen.reload()
        await press(pilot, "x")
        assert part(app, "#title").endswith("is cancelled · Anna Weber → Ben Okafor")


async def test_what_is_expressly_not_agreed_about_cancelling_is_said_so(
    open_app: OpenApp, database: Database, ben: Mentorship
) -> None:
    plan(database, ben, datetime(2026, 12, 1, 16))
    app = open_app(of(ben))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "x")
        assert "Nothing is agreed yet; the logistics have a field for it." in seen(app)
        await press(pilot, "escape")
        annex.set_state(database, ben.id, "cancelling", AnnexState.NOT_AGREED, 0)
        await press(pilot, "x")
        assert "You have expressly agreed on nothing for this." in seen(app)
        assert "Nothing is agreed yet" not in seen(app)


async def test_a_session_is_moved_and_stays_chosen(open_app: OpenApp, database: Database, ben: Mentorship) -> None:
    it = plan(database, ben, datetime(2026, 12, 1, 10))
    app = open_app(of(ben))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("m")
        assert isinstance(app.screen, MoveSessionDialog)
        await type_over(pilot, "day", "+44")
        await type_over(pilot, "time", "9")
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert sessions.get(database, it.id).starts == datetime(2027, 1, 14, 9)
        assert grid(app).day == date(2027, 1, 14)
        assert calendar(app).query_one(Agenda).chosen == it.id


async def test_moving_a_session_within_itself_is_no_overlap(
    open_app: OpenApp, database: Database, ben: Mentorship
) -> None:
    it = plan(database, ben, datetime(2026, 12, 1, 10))
    app = open_app(of(ben))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("m")
        await type_over(pilot, "time", "10:15")
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert sessions.get(database, it.id).starts == datetime(2026, 12, 1, 10, 15)


async def test_cancelling_shows_the_agreed_process_and_keeps_who_and_when(
    open_app: OpenApp, database: Database, ben: Mentorship
) -> None:
    write(database, Key(ben.id, "annex", "cancelling"), "A day ahead, by text message [1].")
    it = plan(database, ben, datetime(2026, 12, 1, 16))
    app = open_app(of(ben))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("x")
        assert isinstance(app.screen, CancelSessionDialog)
        assert "A day ahead, by text message [1]." in [str(line.content) for line in app.screen.query(Static)]
        assert not app.screen.query("#scope")
        await pilot.press("right", "ctrl+s")
        await settled(pilot)
        cancelled = sessions.get(database, it.id)
        assert (cancelled.state, cancelled.cancelled_by) == (SessionState.CANCELLED, Party.MENTEE)
        assert "cancelled by Ben Okafor, Tue 1 Dec 2026" in agenda(app)
        assert grid(app).marks == {}

        assert isinstance(app.screen, DocumentDialog)
        assert part(app, "#title") == "Message to Anna Weber"
        assert "Dear Anna Weber," in seen(app)
        await pilot.press("escape", "x")
        assert isinstance(app.screen, RestoreSessionDialog)
        read = [str(line.content) for line in app.screen.query(Static)]
        assert "cancelled by Ben Okafor, Tue 1 Dec 2026" in read
        assert "A day ahead, by text message [1]." in read
        await pilot.press("enter")
        await settled(pilot)
        assert sessions.get(database, it.id).state is SessionState.PLANNED


@pytest.mark.parametrize(("keys", "left"), [([], [0, 2, 3]), (["right"], [0])])
async def test_of_a_series_one_or_this_and_the_following_are_cancelled(
    open_app: OpenApp, database: Database, ben: Mentorship, keys: list[str], left: list[int]
) -> None:
    made = sessions.plan_series(database, ben.id, rule=weekly(count=4), starts=datetime(2026, 12, 1, 10), minutes=45)
    app = open_app(of(ben))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("j", "x")
        app.screen.query_one("#scope").focus()
        await pilot.press(*keys, "enter")
        await settled(pilot)
        planned = [it.id for it in sessions.of(database, ben.id) if it.state is SessionState.PLANNED]
        assert planned == [made[index].id for index in left]


async def test_what_is_still_to_come_is_not_marked_as_held(
    open_app: OpenApp, database: Database, ben: Mentorship
) -> None:
    it = plan(database, ben, datetime(2026, 12, 8, 10))
    app = open_app(of(ben))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "tab", "h")
        assert told(app) == ["This session is on Tue 8 Dec 2026; it can be marked as held from then on."]
        assert sessions.get(database, it.id).state is SessionState.PLANNED


async def test_held_and_planned_again(open_app: OpenApp, database: Database, ben: Mentorship) -> None:
    it = plan(database, ben, datetime(2026, 12, 1, 10))
    app = open_app(of(ben))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("h")
        assert sessions.get(database, it.id).state is SessionState.HELD
        await pilot.press("m", "x")
        assert isinstance(app.screen, CalendarScreen)
        await pilot.press("h")
        assert sessions.get(database, it.id).state is SessionState.PLANNED
