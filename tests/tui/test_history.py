"""The history of the draft by keys: back and forward, played, finer and coarser, taken up and taken back."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from data import clock, i18n, identity, mentorships, versions
from data.model.mentorship import Mentorship
from data.prose import Prose, turn_into
from data.store.connection import Database
from tui.app import HandschlagApp
from tui.dialogs import ConfirmDialog
from tui.place import Name, Place
from tui.screens import history
from tui.screens.history import HistoryScreen
from tui.widgets.slider import Slider

from ..data.mentoring import DRAFT, active, agreed, ended, proposed, write_draft
from .conftest import OpenApp
from .driving import BOTH_SIZES, LARGE, SMALL, press, settled, until
from .seeing import footer, header, part, seen, told

pytestmark = pytest.mark.usefixtures("december")

NOON = datetime(2026, 12, 1, 12, tzinfo=ZoneInfo("Europe/Berlin"))

SECOND = DRAFT.replace("- listens", "- listens well")
THIRD = SECOND + "- prepares each session\n"


@pytest.fixture
def told_over_a_day(database: Database, december: time_machine.Traveller) -> Mentorship:
    """Three steps: the template at noon, a word at two, a line on the next day; it is that day's noon now."""
    made = mentorships.create(
        database, mentor="Anna Weber", mentee="Ben Okafor", language="en", zone="Europe/Berlin", template=DRAFT
    )
    key = versions.draft_key(made.id)
    december.move_to(NOON + timedelta(hours=2), tick=False)
    turn_into(database, key, SECOND)
    december.move_to(NOON + timedelta(days=1), tick=False)
    turn_into(database, key, THIRD)
    return made


def at_history(open_app: OpenApp, mentorship: Mentorship) -> HandschlagApp:
    return open_app(Place(Name.HISTORY, mentorship.id))


def knob(app: HandschlagApp) -> tuple[int, int]:
    """At which step of how many one is, from 1."""
    slider = app.screen.query_one(Slider)
    return slider.at + 1, slider.count


# -- stepping ----------------------------------------------------------------------------------------------------------


@BOTH_SIZES
async def test_one_goes_back_and_forward_in_time(
    open_app: OpenApp, told_over_a_day: Mentorship, size: tuple[int, int]
) -> None:
    app = open_app(Place(Name.VERSIONS, told_over_a_day.id))
    async with app.run_test(size=size) as pilot:
        await press(pilot, "h")
        assert isinstance(app.screen, HistoryScreen)
        assert header(app).startswith("History of the draft · Anna Weber → Ben Okafor")
        assert knob(app) == (3, 3)
        assert "3 of 3" in part(app, "Slider")
        assert part(app, "#when") == f"Wed 2 Dec 2026, 12:00 {identity.user()} · 1 edit"
        assert "+ - prepares each session" in part(app, "DiffView")
        assert footer(app).startswith("← back in time  Space play")
        await press(pilot, "left")
        assert part(app, "#when") == f"Tue 1 Dec 2026, 14:00 {identity.user()} · 1 edit"
        assert "− - listens" in part(app, "DiffView")
        assert "+ - listens well" in part(app, "DiffView")
        assert "prepares" not in part(app, "DiffView")
        assert header(app).endswith("change 1 of 1")
        await press(pilot, "left", "left")
        assert knob(app) == (1, 3)
        assert "+ # Agreement" in part(app, "DiffView")
        await press(pilot, "right")
        assert knob(app) == (2, 3)
        await press(pilot, "less_than_sign")
        assert knob(app) == (1, 3)
        await press(pilot, "greater_than_sign")
        assert knob(app) == (3, 3)
        await press(pilot, "escape")
        assert app.base_screen.place.name is Name.VERSIONS


async def test_steps_are_made_coarser_and_finer_and_one_stays_where_one_is(
    open_app: OpenApp, told_over_a_day: Mentorship
) -> None:
    app = at_history(open_app, told_over_a_day)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "left", "t")
        assert (knob(app), told(app)) == ((1, 2), ["A step is a day."])
        assert part(app, "#when") == f"Tue 1 Dec 2026, 12:00–14:00 {identity.user()} · 2 edits"
        await press(pilot, "t")
        assert told(app)[-1] == "A step is what was typed in one go."
        await press(pilot, "t")
        assert (knob(app), told(app)[-1]) == ((2, 3), "A step is what was typed without a longer pause.")


async def test_it_is_played_a_step_at_a_time_and_stops_at_the_end(
    open_app: OpenApp, told_over_a_day: Mentorship, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "PLAY_EVERY", 0.02)
    app = at_history(open_app, told_over_a_day)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "left")
        screen, passed = app.screen, list[int]()
        assert isinstance(screen, HistoryScreen)
        screen.watch(screen.query_one(Slider), "at", lambda at: passed.append(at), init=False)
        await press(pilot, "space")
        await until(pilot, lambda: screen._playing is None)
        assert passed == [2]
        await press(pilot, "space")
        await until(pilot, lambda: screen._playing is None)
        assert passed == [2, 0, 1, 2]


async def test_any_step_stops_the_playing(open_app: OpenApp, told_over_a_day: Mentorship) -> None:
    app = at_history(open_app, told_over_a_day)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "space")
        screen = app.screen
        assert isinstance(screen, HistoryScreen)
        assert screen._playing is not None
        assert knob(app) == (1, 3)
        await press(pilot, "right")
        assert screen._playing is None
        await press(pilot, "left", "space", "space")
        assert screen._playing is None


async def test_what_a_draft_has_become_stands_on_the_line(
    open_app: OpenApp, database: Database, told_over_a_day: Mentorship, december: time_machine.Traveller
) -> None:
    agreed(database, versions.propose(database, told_over_a_day.id))
    december.move_to(NOON + timedelta(days=1, minutes=30), tick=False)
    write_draft(database, told_over_a_day, DRAFT)
    app = at_history(open_app, told_over_a_day)
    async with app.run_test(size=LARGE) as pilot:
        await settled(pilot)
        assert "◆" in part(app, "Slider")
        await press(pilot, "left")
        assert part(app, "#when").endswith("Proposed as version 1.")


async def test_who_types_at_the_same_time_is_seen_and_one_stays_where_one_is(
    open_app: OpenApp, database: Database, told_over_a_day: Mentorship, december: time_machine.Traveller
) -> None:
    app = at_history(open_app, told_over_a_day)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "left")
        december.move_to(NOON + timedelta(days=1, hours=1), tick=False)
        write_draft(database, told_over_a_day, "other words\n")
        app.base_screen.reload()
        await settled(pilot)
        assert knob(app) == (2, 4)
        assert "+ - listens well" in part(app, "DiffView")


async def test_where_one_was_is_known_when_one_comes_back_to_it(open_app: OpenApp, told_over_a_day: Mentorship) -> None:
    app = at_history(open_app, told_over_a_day)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "left")
        place = app.base_screen.place
    again = open_app(place)
    async with again.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert knob(again) == (2, 3)


async def test_a_draft_that_nobody_has_written_has_no_history(open_app: OpenApp, database: Database) -> None:
    made = mentorships.create(database, mentor="Anna", mentee="Ben", language="en", zone="UTC", template="")
    app = at_history(open_app, made)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert part(app, "#when") == "Nobody has written anything yet."
        assert header(app).endswith("no change")
        await press(pilot, "left", "right", "space", "r", "u", "t", "n", "f", "greater_than_sign")
        assert app.screen is app.base_screen
        write_draft(database, made, "a\n")
        app.base_screen.reload()
        await settled(pilot)
        assert knob(app) == (1, 1)


async def test_ten_thousand_keys_are_stepped_through(open_app: OpenApp, database: Database, ben: Mentorship) -> None:
    text = Prose.open(database, versions.draft_key(ben.id))
    with database.write():
        for number in range(10_000):
            text.replace(0, 0, "x" if number % 40 else "\n")
    text.close()
    with database.write():
        database.connection.execute(
            "UPDATE text_updates SET at = strftime('%Y-%m-%dT%H:%M:%S+00:00', '2026-11-01', (seq * 20) || ' seconds')"
        )
    app = at_history(open_app, ben)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        at, count = knob(app)
        assert at == count > 300
        await press(pilot, *["left"] * 30)
        assert knob(app) == (count - 30, count)
        await press(pilot, "less_than_sign")
        assert knob(app) == (1, count)


# -- taking up a state -------------------------------------------------------------------------------------------------


@BOTH_SIZES
async def test_a_state_is_taken_up_after_asking_and_taken_back(
    open_app: OpenApp, database: Database, told_over_a_day: Mentorship, size: tuple[int, int]
) -> None:
    app = at_history(open_app, told_over_a_day)
    mid = told_over_a_day.id
    async with app.run_test(size=size) as pilot:
        await press(pilot, "r")
        assert app.screen is app.base_screen, "the draft says that already"
        await press(pilot, "left", "r")
        assert isinstance(app.screen, ConfirmDialog)
        assert "as it did on Tue 1 Dec 2026 at 14:00" in part(app, "#work")
        assert "What it says now stays in this history" in part(app, "#work")
        await press(pilot, "escape")
        assert versions.draft_text(database, mid) == THIRD
        await press(pilot, "r", "enter")
        assert versions.draft_text(database, mid) == SECOND
        assert told(app) == ["This is the draft now. u takes it back."]
        assert knob(app) == (4, 4)
        assert part(app, "#when").endswith("A former state was taken up again.")
        assert "− - prepares each session" in part(app, "DiffView")
        await press(pilot, "u")
        assert versions.draft_text(database, mid) == THIRD
        assert knob(app) == (5, 5)
        assert part(app, "#when").endswith("Taking up a text was undone.")
        await press(pilot, "less_than_sign")
        await press(pilot, "right", "r", "enter")
        assert versions.draft_text(database, mid) == SECOND


async def test_a_state_that_the_draft_has_already_is_not_taken_up_again(
    open_app: OpenApp, database: Database, told_over_a_day: Mentorship, december: time_machine.Traveller
) -> None:
    december.shift(timedelta(hours=1))
    turn_into(database, versions.draft_key(told_over_a_day.id), SECOND)
    app = at_history(open_app, told_over_a_day)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "left", "left", "r", "enter")
        assert told(app) == ["The draft says just that already."]
        assert knob(app) == (2, 4)


async def test_a_version_is_taken_up_and_taken_back_where_versions_are(
    open_app: OpenApp, database: Database, ben: Mentorship, december: time_machine.Traveller
) -> None:
    agreed(database, proposed(database, ben, DRAFT))
    december.shift(timedelta(minutes=1))
    write_draft(database, ben, THIRD)
    december.shift(timedelta(minutes=1))
    app = open_app(Place(Name.VERSIONS, ben.id))
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "u")
        assert versions.draft_text(database, ben.id) == THIRD
        await press(pilot, "j", "m")
        assert "They stay in its history (h), and u takes this back." in part(app, "#work")
        await press(pilot, "enter")
        assert versions.draft_text(database, ben.id) == DRAFT
        assert told(app) == ["Version 1 is the draft now. u in the versions takes that back."]
        await press(pilot, "f10")
        assert app.base_screen.place.name is Name.VERSIONS
        assert "u undo" in footer(app)
        await press(pilot, "u")
        assert versions.draft_text(database, ben.id) == THIRD
        await press(pilot, "h", "left")
        assert part(app, "#when").endswith("Version 1 was taken up as the draft.")


@BOTH_SIZES
async def test_after_the_end_the_history_is_played_and_nothing_is_taken_up(
    open_app: OpenApp, database: Database, size: tuple[int, int]
) -> None:
    made = active(database, DRAFT)
    with clock.pretending(NOON + timedelta(hours=1)):
        write_draft(database, made, THIRD)
    over = ended(database, made)
    app = at_history(open_app, over)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "left", "r", "u")
        assert app.screen is app.base_screen
        assert "take this state" not in footer(app)
        assert versions.draft_text(database, over.id) == THIRD
        assert knob(app)[0] == knob(app)[1] - 1


async def test_it_speaks_german(open_app: OpenApp, told_over_a_day: Mentorship) -> None:
    i18n.use("de")
    app = at_history(open_app, told_over_a_day)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert header(app).startswith("Verlauf des Entwurfs · Anna Weber → Ben Okafor")
        assert part(app, "#when") == f"Mi 2. Dez. 2026, 12:00 {identity.user()} · 1 Bearbeitung"
        await press(pilot, "left", "r")
        assert "Diesen Stand als Entwurf nehmen?" in seen(app)
