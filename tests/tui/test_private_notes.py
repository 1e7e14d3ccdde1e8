"""Private notes by keys: covered until asked for, gone with one key, and on no other screen and in no command."""

from __future__ import annotations

import grp
import os
from pathlib import Path

import click
import pytest
from textual.widgets import OptionList

from data import i18n, mentorships, open_database, private_notes, prose, sample, sessions, texts
from data.config import Config
from data.model.mentorship import Mentorship
from data.model.session import SessionKind
from data.store.connection import Database
from tui.app import HandschlagApp
from tui.command_line.root import root
from tui.dialogs.private_notes import PrivateNotesDialog
from tui.palette import CommandPalette
from tui.place import Name, Place
from tui.screens.base import BaseScreen
from tui.screens.path import PathScreen

from ..data.mentoring import dump, planned
from ..data.private_cases import MARKER, note_in_private, tables_that_tell, tells
from .calling import call
from .conftest import OpenApp
from .driving import BOTH_SIZES, LARGE, SMALL, paste, press, settled, until
from .everywhere import everything
from .full_disk import fill_disk, free_disk
from .seeing import seen, told

pytestmark = pytest.mark.usefixtures("december")


def own(database: Database, mentorship: Mentorship, session_id: str = "") -> str:
    """The notes as they are stored."""
    return prose.read(database, private_notes.key(mentorship, session_id))


# -- the dialog --------------------------------------------------------------------------------------------------------


@BOTH_SIZES
async def test_they_open_covered_and_close_with_one_key(
    open_app: OpenApp, database: Database, ben: Mentorship, size: tuple[int, int]
) -> None:
    note_in_private(database, ben, [])
    app = open_app(Place(Name.PATH, ben.id))
    async with app.run_test(size=size) as pilot:
        await press(pilot, "alt+p")
        assert isinstance(app.screen, PrivateNotesDialog)
        assert not tells(seen(app))
        shown = " ".join(seen(app).replace("▌", " ").split())
        assert "Private notes of Anna Weber" in shown
        assert "no search finds them, not even yours. Whoever may read that file, as root may, can read them." in shown
        assert "Covered: who sits beside you reads this screen." in shown
        assert "Ctrl+O show them Esc close" in shown
        await press(pilot, "ctrl+o")
        assert f"- {MARKER} mentor" in seen(app)
        assert "mentee" not in seen(app), "those of the other party are not hers"
        assert "Ctrl+O" not in seen(app)
        await press(pilot, "x", "escape")
        assert isinstance(app.screen, PathScreen)
        assert not tells(seen(app))
        await press(pilot, "alt+p")
        assert not tells(seen(app)), "covered each time"
    assert own(database, ben).endswith(f"- {MARKER} mentor\nx")


async def test_whoever_types_on_uncovers_and_writes_nothing(
    open_app: OpenApp, database: Database, ben: Mentorship
) -> None:
    note_in_private(database, ben, [])
    before = own(database, ben)
    app = open_app(Place(Name.PATH, ben.id))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "alt+p", *"ab p", "enter", "tab", "backspace", "ctrl+g", "ctrl+s", "up", "f2")
        await paste(pilot, "words")
        assert isinstance(app.screen, PrivateNotesDialog)
        assert not tells(seen(app))
    assert own(database, ben) == before


async def test_each_session_has_its_own_and_meeting_mode_leads_to_those_of_the_meeting(
    open_app: OpenApp, database: Database, ben: Mentorship
) -> None:
    first = planned(database, ben, "2026-12-01T12:00", SessionKind.FIRST)
    app = open_app(Place(Name.SESSION, ben.id, first.id))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, *"ag", "alt+p", "ctrl+o")
        assert "Private notes of Anna Weber on the session of Tue 1 Dec 2026" in seen(app)
        await press(pilot, *"hm", "escape", *"en")
        app.go(Place(Name.MEETING, ben.id))
        await settled(pilot)
        await press(pilot, "enter", *"an", "alt+p", "ctrl+o", *"!", "escape", *"sw")
    assert own(database, ben, first.id) == "hm!"
    assert own(database, ben) == ""
    assert prose.read(database, sessions.agenda_key(first)) == "agen"


async def test_left_alone_they_are_covered_again(
    open_app: OpenApp, database: Database, ben: Mentorship, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PrivateNotesDialog, "COVERED_AFTER", 0.1)
    note_in_private(database, ben, [])
    app = open_app(Place(Name.PATH, ben.id))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "alt+p", "ctrl+o", "x")
        dialog = app.screen
        assert isinstance(dialog, PrivateNotesDialog)
        await until(pilot, lambda: not dialog.is_open)
        await settled(pilot)
        assert not tells(seen(app))
        assert tables_that_tell(database) == {"texts", "text_updates"}, "no place in them is remembered"
        await press(pilot, *"yz", "ctrl+o", "w")
    assert own(database, ben).endswith("mentor\nxw")


async def test_words_that_the_disk_refuses_are_not_covered(
    open_app: OpenApp, database: Database, ben: Mentorship
) -> None:
    app = open_app(Place(Name.PATH, ben.id))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "alt+p", "ctrl+o", "a")
        dialog = app.screen
        assert isinstance(dialog, PrivateNotesDialog)
        fill_disk(database)
        await paste(pilot, "word " * 4_000)
        dialog.cover()
        await press(pilot, "escape")
        assert app.screen is dialog
        assert "word word" in seen(app)
        free_disk(database)
        await press(pilot, "b", "escape")
        assert isinstance(app.screen, PathScreen)
    assert own(database, ben).endswith("word b")


async def test_another_terminal_of_the_same_person_shows_what_is_typed(
    open_app: OpenApp, database: Database, ben: Mentorship
) -> None:
    app = open_app(Place(Name.PATH, ben.id))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "alt+p", "ctrl+o", *"one")
        with open_database(database.path) as other:
            prose.write(other, private_notes.key(ben), "one and two")
        await until(pilot, lambda: "one and two" in seen(app))


async def test_in_a_file_that_others_may_open_they_are_refused_with_the_way_out(
    open_app: OpenApp, database: Database, ben: Mentorship
) -> None:
    app = open_app(Place(Name.PATH, ben.id))
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "alt+p")
        database.path.chmod(0o660)
        await press(pilot, "ctrl+o")
        assert told(app)[-1].startswith(f"Others on this machine may open {database.path}")
        app.clear_notifications()
        await press(pilot, "escape", "alt+p")
        assert isinstance(app.screen, PathScreen)
        assert len(told(app)) == 1


async def test_a_dropped_connection_comes_back_to_what_lay_below(
    open_app: OpenApp, database: Database, ben: Mentorship
) -> None:
    note_in_private(database, ben, [])
    app = open_app(Place(Name.PATH, ben.id))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "alt+p", "ctrl+o")
        assert tells(seen(app))
        app._keep_whereabouts()
        assert private_notes.KIND not in str(dump(database)["places"])
        again = HandschlagApp(database, Config(), None)
    async with again.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert isinstance(again.screen, PathScreen)
        assert not tells(seen(again))


# -- everywhere else ---------------------------------------------------------------------------------------------------

SOUGHT = MARKER[:7]
"""What is typed into every search; the whole word would be on the screen by being typed."""

OPENED: dict[Name, tuple[tuple[str, ...], ...]] = {
    Name.HOME: (("slash", SOUGHT),),
    Name.PATH: (("o",), ("i",), ("u",), ("e",)),
    Name.QUESTIONS: (("o",), ("slash", SOUGHT)),
    Name.MEETING: (("ctrl+t",), ("alt+m",)),
    Name.AGREEMENT: (("ctrl+o",),),
    Name.VERSIONS: (("c",), ("h",)),
    Name.SESSION: (("ctrl+g",), ("ctrl+n",)),
}
"""What is opened besides the screens themselves: documents, dialogs that show texts, searches; words are pasted."""


async def test_no_screen_shows_them_and_no_search_finds_them(open_app: OpenApp, database: Database) -> None:
    places = everything(database, "other words")
    [session_id] = {place.detail for name, place in places.items() if name is Name.SESSION}
    note_in_private(database, _the_only(database), [session_id])
    app = open_app(places[Name.HOME])
    async with app.run_test(size=LARGE) as pilot:
        for name, place in places.items():
            app.go(place)
            for keys in ((), *OPENED.get(name, ()), ("ctrl+p", SOUGHT)):
                while not isinstance(app.screen, BaseScreen):
                    app.pop_screen()
                for key in keys:
                    await (paste if key == SOUGHT else press)(pilot, key)
                await settled(pilot)
                assert app._exception is None
                assert not tells(seen(app)), (name, keys)
            assert isinstance(app.screen, CommandPalette)
            assert [str(it.prompt) for it in app.screen.query_one(OptionList).options] == ["Nothing found."], name
            app.pop_screen()
    assert tables_that_tell(database) == {"texts", "text_updates"}


def _the_only(database: Database) -> Mentorship:
    [it] = mentorships.every(database)
    return it


# -- the command line --------------------------------------------------------------------------------------------------


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample data with private notes on everything, which all calls use."""
    path = tmp_path / "notes.db"
    with open_database(path) as opened:
        sample.write(opened)
        for it in mentorships.every(opened):
            note_in_private(opened, it, [session.id for session in sessions.of(opened, it.id)])
    monkeypatch.setenv("HANDSCHLAG_DB", str(path))
    monkeypatch.chdir(tmp_path)
    return path


CALLS: dict[str, tuple[tuple[str, ...], ...]] = {
    "open": (("Ben",),),
    "demo": (("--write", "demo.db"),),
    "new": (("Anna Weber", "Zoe Roth"),),
    "list": ((), ("--json",)),
    "due": ((), ("--days", "400"), ("--json",)),
    **{
        f"export {what}": tuple(("Carla", "-o", f"{what}.{ending}") for ending in ("md", "html", "txt"))
        for what in ("agreement", "questions", "minutes", "dossier")
    },
    "export invitation": (("Carla",), ("Ben",)),
    "export calendar": ((), ("Carla",), ("--folder", "calendars")),
    "import questions": (("questions.toml", "Ben"),),
    "import calendar": (("none.ics",),),
    "share": (("Carla", "shared", "--group", grp.getgrgid(os.getgid()).gr_name),),
    "join": (("shared/none.db",),),
    "verify": (("agreement.md",), ("agreement.md", "--json")),
    "doctor": ((), ("--json",)),
}
"""Each command as it is called; every export is read as a file. Those of `KEEPING` are the person's own files."""

KEEPING = {"backup", "restore"}
"""Backups hold the whole database, and so these as well: the README and the notes themselves say so."""


def commands(group: click.Group, before: str = "") -> set[str]:
    """The names of all commands."""
    found: set[str] = set()
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        found |= commands(command, f"{before}{name} ") if isinstance(command, click.Group) else {f"{before}{name}"}
    return found


def test_no_command_prints_or_writes_them(file: Path, tmp_path: Path) -> None:
    assert commands(root) == CALLS.keys() | KEEPING, "say in CALLS how a new command is called"
    for name, every in CALLS.items():
        for arguments in every:
            printed = call(*name.split(), *arguments)
            assert not tells(printed.raw), (name, arguments)
            assert not tells(printed.err), (name, arguments)
    written = [path for path in tmp_path.rglob("*") if path.is_file() and not path.name.startswith("notes.db")]
    assert {"dossier.md", "dossier.html", "dossier.txt", "minutes.md", "agreement.html"} <= {it.name for it in written}
    assert any("shared" in path.parts for path in written)
    assert not [path for path in written if tells(path.read_bytes())]


def test_a_backup_holds_them_as_it_says(file: Path) -> None:
    assert call("backup", "copy.db").code == 0
    with open_database(file.with_name("copy.db")) as copied:
        assert tables_that_tell(copied) == {"texts", "text_updates"}
    assert file.with_name("copy.db").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_key_is_told_on_the_help_pages(language: str) -> None:
    for name in (Name.PATH, Name.SESSION, Name.MEETING):
        assert "**Alt+P**" in texts.help_page(language, name.value)
