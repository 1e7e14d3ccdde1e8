"""Home by keys: the mentorships, what is due, a new one, the search, quitting."""

from __future__ import annotations

import tomllib
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from textual.widgets import Input
from textual.widgets._toast import Toast

from data import commitments, locations, mentorships, places, questions, versions
from data.config import Config
from data.model.mentorship import Mentorship, Party
from data.prose import read
from data.store.connection import Database, open_database
from tui.app import LAST_PLACE
from tui.dialogs.mentorship import NewMentorshipDialog
from tui.place import Name, Place
from tui.screens.help import HelpScreen

from ..data.mentoring import active, begun, ended, planned
from .conftest import OpenApp
from .driving import BOTH_SIZES, LARGE, SMALL, fill, pick, press, settled, until
from .seeing import focused, footer, header, mended, part, seen, told

pytestmark = pytest.mark.usefixtures("december")


@BOTH_SIZES
async def test_an_empty_database_welcomes_and_says_how_to_begin(open_app: OpenApp, size: tuple[int, int]) -> None:
    app = open_app()
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        assert "Welcome." in seen(app)
        assert "Press n to begin a mentorship." in part(app, "#welcome")
        assert footer(app).startswith("n new")
        assert "Enter open" not in footer(app)
        assert "search" not in footer(app)
        await press(pilot, "enter", "space", "slash", "tab", "j", "x")
        assert "Welcome." in seen(app)
        assert told(app) == []


@BOTH_SIZES
async def test_a_mentorship_is_begun_in_one_dialog_and_stands_in_another_connection(
    open_app: OpenApp, database: Database, size: tuple[int, int]
) -> None:
    app = open_app()
    async with app.run_test(size=size) as pilot:
        await press(pilot, "n")
        assert "New mentorship" in seen(app)
        await fill(pilot, "mentor", "Anna Weber")
        await fill(pilot, "mentee", "Ben [Okafor]")
        await pick(pilot, "me", "the mentee")
        await pick(pilot, "language", "Deutsch")
        await fill(pilot, "mentee_email", "ben@example.org")
        await press(pilot, "ctrl+s")
        assert app.base_screen.place.name is Name.PATH
        assert "Anna Weber → Ben [Okafor]" in header(app)
        with open_database(database.path) as other:
            [made] = mentorships.every(other)
            assert (made.mentor, made.mentee, made.me, made.language, made.mentee_email) == (
                "Anna Weber",
                "Ben [Okafor]",
                Party.MENTEE,
                "de",
                "ben@example.org",
            )
            assert versions.draft_text(other, made.id).startswith("# Mentoring-Vereinbarung")
            assert questions.of(other, made.id)


async def test_enter_leads_through_the_fields_and_accepts_in_the_last(open_app: OpenApp, database: Database) -> None:
    app = open_app()
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "n", *"Anna", "enter", *"Ben", *["enter"] * 6)
        assert [it.title for it in mentorships.every(database)] == ["Anna → Ben"]


async def test_every_field_and_the_keys_of_the_dialog_are_seen_at_80_columns(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "n")
        for label in ("Mentor", "Mentee", "I am", "Agreement in", "Mentor's e-mail", "Mentee's e-mail", "Own template"):
            assert label in seen(app)
        assert "Ctrl+S begin" in seen(app)
        assert "Esc cancel" in seen(app)


@pytest.mark.parametrize(
    ("mentor", "mentee", "sentence", "there"),
    [
        ("", "Ben", "Type the name of the mentor.", "mentor"),
        ("Anna", " ", "Type the name of the mentee.", "mentee"),
        ("Anna", "anna", "Mentor and mentee are two people. Type two different names.", None),
    ],
)
async def test_what_is_wrong_with_a_name_is_said_and_all_that_was_typed_stays(
    open_app: OpenApp, database: Database, mentor: str, mentee: str, sentence: str, there: str | None
) -> None:
    app = open_app()
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "n")
        await fill(pilot, "mentor", mentor)
        await fill(pilot, "mentee", mentee)
        await fill(pilot, "mentor_email", "anna@example.org")
        await press(pilot, "ctrl+s")
        assert mended(app) == sentence
        if there is not None:
            assert focused(app) == there
        assert mentorships.every(database) == []
        values = {field.id: field.value for field in app.screen.query(Input)}
        assert (values["mentor"], values["mentee"], values["mentor_email"]) == (mentor, mentee, "anna@example.org")


async def test_an_own_template_becomes_the_draft_byte_for_byte(
    open_app: OpenApp, database: Database, tmp_path: Path
) -> None:
    text = "# Unser *Weg*\r\n\r\n- [x] {{mentor}}\ttab  \n\n\n1) é – “äöü”\n"
    template = tmp_path / "weg.md"
    template.write_bytes(text.encode())
    app = open_app()
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "n", *"Anna", "enter", *"Ben")
        await fill(pilot, "template", str(template))
        await press(pilot, "ctrl+s")
        [made] = mentorships.every(database)
        assert read(database, versions.draft_key(made.id)) == text.replace("\r\n", "\n")


@pytest.mark.parametrize("content", [b"\xff\xfe\x00 no text", None], ids=["not UTF-8", "missing"])
async def test_a_template_that_cannot_be_read_is_named_and_nothing_is_made(
    open_app: OpenApp, database: Database, tmp_path: Path, content: bytes | None
) -> None:
    template = tmp_path / "own.md"
    if content is not None:
        template.write_bytes(content)
    app = open_app()
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "n", *"Anna", "enter", *"Ben")
        await fill(pilot, "template", str(template))
        await press(pilot, "ctrl+s")
        assert "own.md" in mended(app).replace(" ", "")
        assert isinstance(app.screen, NewMentorshipDialog)
        assert app.screen.query_one("#mentee", Input).value == "Ben"
        assert mentorships.every(database) == []


async def test_a_template_of_an_account_that_does_not_exist_is_a_sentence(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "n", *"Anna", "enter", *"Ben")
        await fill(pilot, "template", "~nobody-of-this-name/own.md")
        await press(pilot, "ctrl+s")
        assert mended(app)
        assert isinstance(app.screen, NewMentorshipDialog)


async def test_escape_begins_nothing(open_app: OpenApp, database: Database) -> None:
    app = open_app()
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "n", *"Anna", "enter", *"Ben", "escape")
        assert mentorships.every(database) == []
        assert app.base_screen.place.name is Name.HOME


# -- the list ----------------------------------------------------------------------------------------------------------


@BOTH_SIZES
async def test_each_mentorship_stands_with_its_state_and_next_step_those_that_go_on_first(
    open_app: OpenApp, database: Database, size: tuple[int, int]
) -> None:
    ended(database, begun(database, mentee="Dora Ott"))
    active(database, mentee="Carla Diaz")
    begun(database, mentee="Ben Okafor")
    app = open_app()
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        listed = part(app, "#mentorships")
        assert "Anna Weber → Ben Okafor en 0 of 9 next: plan the first meeting" in listed
        assert "Anna Weber → Carla Diaz en in force next: hand over the copies" in listed
        assert "Anna Weber → Dora Ott en ended Tue 1 Dec 2026" in listed
        assert listed.index("Okafor") < listed.index("Carla") < listed.index("Dora")


async def test_enter_opens_the_chosen_mentorship_and_escape_comes_back_home(
    open_app: OpenApp, database: Database
) -> None:
    first, _second = begun(database, mentee="Ben"), begun(database, mentee="Carla")
    app = open_app()
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "j", "enter")
        assert app.base_screen.place == Place(Name.PATH, first.id)
        await press(pilot, "escape")
        assert app.base_screen.place == Place()


async def test_j_k_and_the_arrows_move_and_space_goes_to_the_next_step(open_app: OpenApp, database: Database) -> None:
    _made = begun(database, mentee="Ben")
    agreed = active(database, mentee="Carla")
    app = open_app()
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "j", "k", "down", "up", "space")
        assert app.base_screen.place == Place(Name.VERSIONS, agreed.id)


@BOTH_SIZES
async def test_the_search_finds_by_a_part_of_either_name_and_escape_shows_all_again(
    open_app: OpenApp, database: Database, size: tuple[int, int]
) -> None:
    begun(database, mentor="Anna Weber", mentee="Ben Okafor")
    carla = begun(database, mentor="Anna Weber", mentee="Carla Diaz")
    app = open_app()
    async with app.run_test(size=size) as pilot:
        await press(pilot, "slash", *"DIA web")
        assert "Carla Diaz" in part(app, "#mentorships")
        assert "Okafor" not in seen(app)
        await press(pilot, "escape")
        assert "Okafor" in part(app, "#mentorships")
        assert focused(app) == "mentorships"
        await press(pilot, "slash", *"carla", "enter", "enter")
        assert app.base_screen.place == Place(Name.PATH, carla.id)


async def test_letters_typed_into_the_search_are_no_commands(open_app: OpenApp, database: Database) -> None:
    begun(database, mentee="Ben")
    app = open_app()
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "slash", *"n ?x")
        assert app.screen is app.base_screen
        assert app.screen.query_one("#search", Input).value == "n ?x"
        assert "n new" not in footer(app)


async def test_a_search_without_a_hit_says_so(open_app: OpenApp, database: Database) -> None:
    begun(database, mentee="Ben")
    app = open_app()
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "slash", *"zzz", "enter", "enter")
        assert app.base_screen.place.name is Name.HOME
        assert "Okafor" not in seen(app)


# -- what is due -------------------------------------------------------------------------------------------------------


@BOTH_SIZES
async def test_what_is_due_stands_beside_the_mentorships_and_leads_where_it_is_done(
    open_app: OpenApp, database: Database, size: tuple[int, int]
) -> None:
    agreed = active(database, mentee="Carla Diaz")
    session = planned(database, agreed, "2026-12-03T10:00", minutes=45)
    commitments.make(database, agreed.id, Party.MENTEE, "send the reading list", datetime(2026, 12, 4).date())
    app = open_app()
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        assert "Thu 3 Dec Session with Carla Diaz, 10:00, 45 min" in part(app, "#due")
        assert "Fri 4 Dec Carla Diaz: send the reading list" in part(app, "#due")
        await press(pilot, "tab")
        assert focused(app) == "due"
        assert "next step" not in footer(app)
        await press(pilot, "enter")
        assert app.base_screen.place == Place(Name.CALENDAR, agreed.id, session.id)


async def test_an_overdue_review_is_told_and_opens_the_review(open_app: OpenApp, database: Database) -> None:
    from data import clock

    with clock.pretending(clock.now() - timedelta(days=33)):
        agreed = active(database, mentee="Carla Diaz")
    app = open_app()
    async with app.run_test(size=LARGE) as pilot:
        await settled(pilot)
        assert "Review with Carla Diaz is 3 days overdue" in part(app, "#due")
        await press(pilot, "tab", "enter")
        assert app.base_screen.place.name is Name.REVIEW
        assert app.base_screen.place.mentorship_id == agreed.id
        assert "Anna Weber answers now." in part(app, "#who")


async def test_where_nothing_is_due_that_is_said_and_tab_stays(open_app: OpenApp, database: Database) -> None:
    begun(database)
    app = open_app()
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert "Nothing is due in the next seven days." in seen(app)
        await press(pilot, "tab")
        assert focused(app) == "mentorships"


async def test_a_mentorship_begun_by_somebody_else_appears_by_itself(open_app: OpenApp, database: Database) -> None:
    app = open_app()
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        with open_database(database.path) as other:
            begun(other, mentee="Ben Okafor")
        await until(pilot, lambda: "Ben Okafor" in seen(app))


# -- the app itself ----------------------------------------------------------------------------------------------------


async def test_the_calendar_of_all_is_one_key_away(open_app: OpenApp, database: Database) -> None:
    begun(database)
    app = open_app()
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "f5")
        assert app.base_screen.place == Place(Name.CALENDAR)
        await press(pilot, "escape")
        assert app.base_screen.place == Place()


@pytest.mark.parametrize("key", ["question_mark", "f1"])
async def test_a_question_mark_and_f1_explain_the_screen(open_app: OpenApp, database: Database, key: str) -> None:
    begun(database)
    app = open_app()
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, key)
        assert isinstance(app.screen, HelpScreen)


async def test_the_language_changes_at_once_and_is_remembered(open_app: OpenApp, database: Database) -> None:
    begun(database)
    app = open_app()
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "f12")
        assert "Fällig" in seen(app)
        assert "Di., 1. Dez. 2026" in header(app) or "Di 1. Dez. 2026" in header(app)
        assert tomllib.loads(locations.config().read_text())["language"] == "de"
        await press(pilot, "f12")
        assert "Due" in seen(app)


async def test_dark_becomes_light_and_is_remembered(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=SMALL) as pilot:
        before = app.theme
        await press(pilot, "f10")
        assert app.theme != before
        assert tomllib.loads(locations.config().read_text())["theme"] == app.theme
        await press(pilot, "f10")
        assert app.theme == before


async def test_ctrl_s_tells_that_all_is_saved_and_when(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "ctrl+s")
        assert told(app) == ["Everything is saved, as of 12:00. There is nothing to press."]
        assert "Everything is saved" in seen(app)


async def test_ctrl_q_quits_at_once_and_the_next_start_begins_at_home(
    open_app: OpenApp, database: Database, ben: Mentorship
) -> None:
    app = open_app(Place(Name.HOME))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "enter", "f3")
        assert (places.recall(database, LAST_PLACE) or {})["name"] == "questions"
        await pilot.press("ctrl+q")
        assert app._exit
        assert (places.recall(database, LAST_PLACE) or {})["name"] == "home"


async def test_ctrl_q_quits_from_a_dialog_as_well(open_app: OpenApp, database: Database) -> None:
    app = open_app()
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "n", *"Anna")
        await pilot.press("ctrl+q")
        assert app._exit
        assert mentorships.every(database) == []


async def test_ctrl_c_out_of_habit_is_answered_with_the_key_that_leaves(open_app: OpenApp) -> None:
    app = open_app(config=Config(keys={"quit": "ctrl+x"}))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "ctrl+c")
        assert told(app) == ["Ctrl+X leaves Handschlag."]
        await pilot.press("ctrl+x")
        assert app._exit


async def test_the_same_sentence_stands_once_and_begins_its_time_anew(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await press(pilot, "ctrl+c")
        [notice] = app._notifications
        [toast] = app.screen.query(Toast)
        [first] = toast._timers
        notice.raised_at -= 3
        await press(pilot, "ctrl+c", "ctrl+c")
        assert told(app) == ["Ctrl+Q leaves Handschlag."]
        assert list(app.screen.query(Toast)) == [toast]
        assert notice.time_left > 3
        assert first._task is None
        assert len([timer for timer in toast._timers if timer._task is not None]) == 1
        await press(pilot, "ctrl+s")
        assert len(told(app)) == 2
        toast._expire()
        await press(pilot, "ctrl+c")
        assert told(app)[1:] == ["Ctrl+Q leaves Handschlag."]


async def test_a_dropped_connection_comes_back_to_the_place(
    open_app: OpenApp, database: Database, ben: Mentorship
) -> None:
    app = open_app()
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "enter", "f4")
    app = open_app()
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert app.base_screen.place == Place(Name.AGREEMENT, ben.id)
