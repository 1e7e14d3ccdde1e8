"""The calendar by keys: planned, moved, cancelled, held, walked through, exported."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from textual.pilot import Pilot
from textual.widgets import Input, Static

from data import annex, commitments, mentorships, sessions
from data.model.agreement import AnnexState
from data.model.mentorship import Mentorship, Party
from data.model.recurrence import weekly
from data.model.session import Session, SessionKind, SessionState
from data.prose import Key, write
from data.store.connection import Database
from tui.app import HandschlagApp
from tui.dialogs.cancellation import CancelSessionDialog, RestoreSessionDialog
from tui.dialogs.document import DocumentDialog
from tui.dialogs.session import MoveSessionDialog, PlanSessionDialog
from tui.place import Name, Place
from tui.screens.calendar import CalendarScreen
from tui.screens.session import SessionScreen
from tui.widgets.agenda import Agenda
from tui.widgets.day_grid import DayMark
from tui.widgets.month_grid import MonthGrid

from ..data.mentoring import ended
from .conftest import OpenApp
from .driving import part, pick, press, seen, told

SMALL, LARGE = (80, 24), (120, 40)
Person = Pilot[None]


@pytest.fixture(autouse=True)
def first_of_december() -> Iterator[None]:
    """It is Tuesday, 1 December 2026, noon in Berlin."""
    with time_machine.travel(datetime(2026, 12, 1, 12, tzinfo=ZoneInfo("Europe/Berlin"))):
        yield


@pytest.fixture
def ben(database: Database) -> Mentorship:
    """A mentorship with Ben."""
    return mentorships.create(database, mentor="Anna Weber", mentee="Ben Okafor", language="en", zone="Europe/Berlin")


@pytest.fixture
def carla(database: Database) -> Mentorship:
    """Another, with Carla."""
    return mentorships.create(database, mentor="Anna Weber", mentee="Carla Diaz", language="en", zone="Europe/Berlin")


def plan(database: Database, mentorship: Mentorship, starts: datetime, **details: str) -> Session:
    """A session of 45 minutes."""
    return sessions.plan(database, mentorship.id, kind=SessionKind.REGULAR, starts=starts, minutes=45, **details)


def of(mentorship: Mentorship, detail: str = "") -> Place:
    """The calendar of one mentorship."""
    return Place(Name.CALENDAR, mentorship.id, detail)


def calendar(app: HandschlagApp) -> CalendarScreen:
    """The calendar below the dialogs."""
    return next(screen for screen in app.screen_stack if isinstance(screen, CalendarScreen))


def grid(app: HandschlagApp) -> MonthGrid:
    """Its month."""
    return calendar(app).query_one(MonthGrid)


def agenda(app: HandschlagApp) -> list[str]:
    """What stands beside the month, line by line, headings too."""
    listing = calendar(app).query_one(Agenda)
    return [line.strip() for option in listing.options for line in str(option.prompt).splitlines() if line]


def error(app: HandschlagApp) -> str:
    """The sentence below the fields of the dialog that is open."""
    place = app.screen.query_one("#error", Static)
    return str(place.content) if place.has_class("-shown") else ""


async def type_over(pilot: Person, field: str, text: str) -> None:
    """Empty a field of the dialog and type into it, key by key."""
    line = pilot.app.screen.query_one(f"#{field}", Input)
    line.focus()
    await pilot.press("end", "ctrl+u", *text)
    assert line.value == text


async def settled(pilot: Person) -> None:
    """Wait until all messages have arrived."""
    await pilot.pause()
    await pilot.pause()


@pytest.mark.parametrize("size", [SMALL, LARGE])
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


async def test_an_empty_calendar_says_how_to_plan(open_app: OpenApp, ben: Mentorship) -> None:
    app = open_app(of(ben))
    async with app.run_test(size=SMALL):
        assert calendar(app).query_one("#empty").display
        assert agenda(app) == []


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
