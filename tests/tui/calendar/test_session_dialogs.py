"""The dialogs for sessions: hints while one types, how far a change of a series goes, messages, urgent requests."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from textual.widgets import Static

from data import annex, dossier, events, i18n, mentorships, sessions
from data.config import Config
from data.model.agreement import AnnexState
from data.model.mentorship import Mentorship, Party
from data.model.recurrence import weekly
from data.model.session import SessionState
from data.prose import Key, write
from data.store.connection import Database
from tui.dialogs.document import DocumentDialog
from tui.dialogs.urgent import UrgentRequestDialog
from tui.place import Name, Place

from ...data.mentoring import ended
from ..conftest import OpenApp
from ..driving import BOTH_SIZES, SMALL, Person, fill, pick, press, settled
from ..seeing import footer, mended, part, seen, told
from .calendars import of, plan

pytestmark = pytest.mark.usefixtures("december")


def hint(pilot: Person, field: str) -> str:
    """What stands below a field."""
    return str(pilot.app.screen.query_one(f"#{field}-hint", Static).content)


async def opened(pilot: Person, key: str) -> None:
    """Open a dialog and wait until its hints can be shown."""
    await press(pilot, key)
    await pilot.app.workers.wait_for_complete()
    await settled(pilot)


def abroad(database: Database, it: Mentorship) -> Mentorship:
    """The mentee lives in New York."""
    return mentorships.change(
        database,
        it.id,
        mentor=it.mentor,
        mentee=it.mentee,
        mentor_email="",
        mentee_email="",
        zone=it.zone,
        mentee_zone="America/New_York",
        row_version=it.row_version,
    )


# -- hints -------------------------------------------------------------------------------------------------------------


@BOTH_SIZES
@pytest.mark.parametrize(
    ("language", "holiday", "clocks"),
    [
        ("en", "Public holiday: Christmas Day", "for Ben Okafor 04:00–04:45 (America/New_York)"),
        ("de", "Feiertag: Erster Weihnachtstag", "bei Ben Okafor 04:00–04:45 (America/New_York)"),
    ],
)
async def test_what_is_good_to_know_stands_below_the_fields(
    open_app: OpenApp,
    database: Database,
    ben: Mentorship,
    size: tuple[int, int],
    language: str,
    holiday: str,
    clocks: str,
) -> None:
    abroad(database, ben)
    plan(database, ben, datetime(2026, 12, 25, 10, 30), 60)
    i18n.use(language)
    app = open_app(of(ben))
    async with app.run_test(size=size) as pilot:
        await opened(pilot, "n")
        await fill(pilot, "day", "25.12.2026")
        await settled(pilot)
        assert (hint(pilot, "day"), hint(pilot, "time")) == (holiday, clocks)
        assert "10:30–11:30, Anna Weber → Ben Okafor" in hint(pilot, "minutes")
        for line in (holiday, clocks, hint(pilot, "minutes")):
            assert line in seen(app), "seen without scrolling"
        await fill(pilot, "day", "24.12.2026")
        assert (hint(pilot, "day"), hint(pilot, "minutes")) == ("", "")
        await fill(pilot, "day", "no day")
        assert hint(pilot, "time") == "", "nothing is said of what is not understood"


async def test_the_settings_say_whose_holidays_are_told(open_app: OpenApp, ben: Mentorship) -> None:
    app = open_app(of(ben), Config(holidays="DE-BY"))
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, "n")
        await fill(pilot, "day", "6.1.2027")
        assert hint(pilot, "day") == "Public holiday: Epiphany"


async def test_of_a_series_holidays_and_overlaps_are_counted(
    open_app: OpenApp, database: Database, ben: Mentorship
) -> None:
    sessions.plan_series(database, ben.id, rule=weekly(count=2), starts=datetime(2026, 12, 11, 10))
    app = open_app(of(ben))
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, "n")
        await fill(pilot, "day", "11.12.2026")
        await pick(pilot, "repeat", "weekly")
        await fill(pilot, "until", "4")
        await settled(pilot)
        assert hint(pilot, "day") == "2 of them are on public holidays, the first: Fri 25 Dec, Christmas Day"
        assert hint(pilot, "minutes").startswith("2 overlaps with other sessions, the first: Fri 11 Dec 2026, 10:00")
        await press(pilot, "ctrl+s")
        assert mended(app).startswith("There are other sessions at these times: Fri 11 Dec 2026, 10:00–11:00")
        assert len(sessions.of(database, ben.id)) == 2
        await press(pilot, "ctrl+s")
        assert len(sessions.of(database, ben.id)) == 6


async def test_a_time_that_comes_twice_is_told(open_app: OpenApp, ben: Mentorship) -> None:
    app = open_app(of(ben))
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, "n")
        await fill(pilot, "day", "2027-10-31")
        await fill(pilot, "time", "02:30")
        assert hint(pilot, "time") == "The clocks show this time twice; the first is meant."


# -- how far a change of a series goes ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scope", "days"),
    [("this one", [1, 9, 15, 22]), ("this and the following", [1, 9, 16, 23]), ("all", [2, 9, 16, 23])],
)
async def test_a_series_is_moved_as_far_as_one_says(
    open_app: OpenApp, database: Database, ben: Mentorship, scope: str, days: list[int]
) -> None:
    sessions.plan_series(database, ben.id, rule=weekly(count=4), starts=datetime(2026, 12, 1, 16))
    app = open_app(of(ben))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "j", "m")
        await fill(pilot, "day", "9.12.2026")
        await pick(pilot, "scope", scope)
        await press(pilot, "ctrl+s")
        assert [it.day.day for it in sessions.of(database, ben.id)] == days
        assert told(app) == ([] if scope == "this one" else [f"{4 if scope == 'all' else 3} sessions are moved."])


async def test_what_was_held_is_not_moved_with_all(open_app: OpenApp, database: Database, ben: Mentorship) -> None:
    made = sessions.plan_series(database, ben.id, rule=weekly(count=3), starts=datetime(2026, 12, 1, 16))
    held = sessions.hold(database, made[0].id)
    app = open_app(of(ben))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "j", "m")
        await fill(pilot, "time", "9:15")
        await pick(pilot, "scope", "all")
        await press(pilot, "ctrl+s")
        assert sessions.get(database, held.id) == held
        assert [f"{it.starts:%d %H:%M}" for it in sessions.of(database, ben.id)] == ["01 16:00", "08 09:15", "15 09:15"]


@pytest.mark.parametrize(("scope", "left"), [("this one", 3), ("this and the following", 1), ("all", 0)])
async def test_a_series_is_cancelled_as_far_as_one_says(
    open_app: OpenApp, database: Database, ben: Mentorship, scope: str, left: int
) -> None:
    sessions.plan_series(database, ben.id, rule=weekly(count=4), starts=datetime(2026, 12, 1, 16))
    app = open_app(of(ben))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "j", "x")
        await pick(pilot, "scope", scope)
        await press(pilot, "ctrl+s")
        assert sum(it.is_planned for it in sessions.of(database, ben.id)) == left
        assert isinstance(app.screen, DocumentDialog)
        assert "Tuesday, 8 December 2026" in seen(app), "the message is about the chosen one"


# -- the message -------------------------------------------------------------------------------------------------------


@BOTH_SIZES
async def test_a_cancellation_is_ready_to_send(
    open_app: OpenApp, database: Database, tmp_path: Path, size: tuple[int, int]
) -> None:
    it = mentorships.create(database, mentor="Anna Weber", mentee="Ben Okafor", language="de", zone="Europe/Berlin")
    write(database, Key(it.id, "annex", "cancelling"), "A day ahead [x].")
    plan(database, it, datetime(2026, 12, 1, 16), 60)
    app = open_app(of(it))
    async with app.run_test(size=size) as pilot:
        await press(pilot, "x", "ctrl+s")
        assert part(app, "#title") == "Message to Ben Okafor"
        assert "Absage unseres Treffens" in seen(app), "in the language of the agreement"
        path = tmp_path / "absage.md"
        await press(pilot, "w")
        await fill(pilot, "path", str(path))
        await press(pilot, "ctrl+s")
        assert "> A day ahead [x]." in path.read_text()
        assert b"STATUS:CANCELLED" in path.with_suffix(".ics").read_bytes()
        await press(pilot, "escape")
        assert sessions.of(database, it.id)[0].state is SessionState.CANCELLED


# -- urgent requests ---------------------------------------------------------------------------------------------------


@BOTH_SIZES
@pytest.mark.parametrize("name", [Name.PATH, Name.CALENDAR])
async def test_an_urgent_request_shows_the_agreed_way_and_is_noted(
    open_app: OpenApp, database: Database, ben: Mentorship, name: Name, size: tuple[int, int]
) -> None:
    write(database, Key(ben.id, "annex", "urgent"), "Call, at any hour [1].")
    app = open_app(Place(name, ben.id))
    async with app.run_test(size=size) as pilot:
        await press(pilot, "u")
        assert isinstance(app.screen, UrgentRequestDialog)
        assert "Call, at any hour [1]." in seen(app)
        await press(pilot, "enter")
        assert events.of(database, ben.id, "urgent request") == [], "no Enter does it by a slip"
        await press(pilot, "down", "down", "enter")
        (noted,) = events.of(database, ben.id, "urgent request")
        assert (noted.detail, noted.subject) == (Party.MENTEE, "")
        assert told(app) == ["Noted: Ben Okafor asked for urgent support."]
        assert app.screen_stack[-1] is app.base_screen, "what lies below is there still"
        assert "1 December 2026: Ben Okafor asked for urgent support" in dossier.dossier(database, ben.id)


async def test_an_urgent_request_can_be_left_alone(open_app: OpenApp, database: Database, ben: Mentorship) -> None:
    app = open_app(of(ben))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "u")
        assert "Nothing is agreed yet; the logistics have a field for it." in seen(app)
        await press(pilot, "escape")
        annex.set_state(database, ben.id, "urgent", AnnexState.NOT_AGREED, 0)
        await press(pilot, "u")
        assert "You have expressly agreed on nothing for this." in seen(app)
        await press(pilot, "escape")
        assert events.of(database, ben.id, "urgent request") == []
        ended(database, ben)
        app.base_screen.reload()
        await press(pilot, "u")
        assert app.screen is app.base_screen


async def test_of_all_mentorships_nobody_is_asked_for_one(open_app: OpenApp, ben: Mentorship) -> None:
    app = open_app(Place(Name.CALENDAR))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "u")
        assert app.screen is app.base_screen


# -- two zones ---------------------------------------------------------------------------------------------------------


@BOTH_SIZES
async def test_both_times_are_seen_in_calendar_and_session(
    open_app: OpenApp, database: Database, ben: Mentorship, size: tuple[int, int]
) -> None:
    abroad(database, ben)
    it = plan(database, ben, datetime(2026, 12, 1, 16))
    app = open_app(of(ben))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        assert "16:00–16:45" in part(app, "#agenda")
        assert "for Ben Okafor 10:00–10:45 (America/New_York)" in part(app, "#agenda")
        await press(pilot, "enter")
        assert app.base_screen.place.detail == it.id
        assert "for Ben Okafor 10:00–10:45 (America/New_York)" in part(app, "#facts")


async def test_the_zones_are_set_where_the_names_are(open_app: OpenApp, database: Database, ben: Mentorship) -> None:
    app = open_app(Place(Name.PATH, ben.id))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "e")
        await fill(pilot, "mentee_zone", "Mars/Olympus")
        await press(pilot, "ctrl+s")
        assert "is no time zone" in mended(app)
        await fill(pilot, "mentee_zone", "America/New_York")
        await press(pilot, "ctrl+s")
        assert mentorships.get(database, ben.id).mentee_zone == "America/New_York"


async def test_new_rules_of_a_zone_are_followed_after_the_first_frame(
    open_app: OpenApp, database: Database, ben: Mentorship
) -> None:
    it = plan(database, ben, datetime(2026, 12, 8, 10), 60)
    with database.write():
        database.connection.execute("UPDATE sessions SET starts_at = '2026-12-08T08:00:00+00:00'")
    app = open_app(of(ben))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert told(app) == ["The rules of a time zone have changed. 1 session keeps its time of day."]
        assert sessions.get(database, it.id) == it
        assert sessions.get(database, it.id).day == date(2026, 12, 8)


@pytest.mark.parametrize(
    ("language", "chosen", "nothing"),
    [
        ("en", ["n new", "m move", "x call off", "h held", "F1 help"], ["n new", "v view", "t today", "F1 help"]),
        (
            "de",
            ["n neu", "m verschieben", "x absagen", "h stattgefunden", "F1 Hilfe"],
            ["n neu", "v Ansicht", "F1 Hilfe"],
        ),
    ],
)
async def test_the_footer_at_80_columns_has_what_matters_most(
    open_app: OpenApp, database: Database, ben: Mentorship, language: str, chosen: list[str], nothing: list[str]
) -> None:
    i18n.use(language)
    plan(database, ben, datetime(2026, 12, 1, 16), 60)
    app = open_app(of(ben))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert [word for word in chosen if word not in footer(app)] == []
        await press(pilot, "right")
        assert [word for word in nothing if word not in footer(app)] == []
