"""The line under words that are spelt wrong, and what can be done about them."""

from __future__ import annotations

import asyncio
import gzip
import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.geometry import Region
from textual.widgets.text_area import Selection

from data import config, i18n, locations, mentorships
from data.config import Config
from data.i18n import _
from data.model.mentorship import Mentorship, Party
from data.spelling import spelling_of
from data.store.connection import Database
from tui.app import HandschlagApp
from tui.dialogs.spelling import SpellingDialog
from tui.place import Name, Place
from tui.screens.spelt import SpeltScreen
from tui.widgets.prose_editor import ProseEditor
from tui.widgets.spelling_marks import SpellingMarks, word_start

from . import driving as person
from . import seeing
from .conftest import OpenApp
from .editing import Alone, add_mentorship, cells, opened

pytestmark = pytest.mark.usefixtures("december")


@pytest.fixture
def mentorship(database: Database) -> Database:
    return add_mentorship(database)


class Marked:
    """An editor of a text whose spelling is looked at, on a screen of its own."""

    def __init__(self, database: Database, text: str, language: str = "en") -> None:
        self.editor = ProseEditor(opened(database, text))
        self.app = Alone(self.editor)
        self.language = language

    def begin(self) -> SpellingMarks:
        marks = SpellingMarks(self.editor)
        marks.use(spelling_of(self.language, ["Anna Weber"]))
        return marks


def underlined(app: Alone | HandschlagApp, editor: ProseEditor | None = None) -> list[str]:
    """The underlined words of the screen, or of an editor, from top to bottom."""
    where = app.screen.region if editor is None else editor.region
    found = []
    for row in cells(app)[where.y : where.bottom]:
        text = "".join(
            character if style is not None and style.underline else "\n"
            for character, style in row[where.x : where.right]
        )
        found += text.split()
    return found


# -- marks -------------------------------------------------------------------------------------------------------------


async def test_unknown_words_are_underlined_in_every_kind_of_row(mentorship: Database) -> None:
    marked = Marked(
        mentorship, "The mentor recieves teh minutes.\n\tSee *wrogn* and `wrogn`.\nAll is right.\n日本 wrogn"
    )
    async with marked.app.run_test(size=(60, 8)) as pilot:
        marked.begin()
        for place in ((2, 0), (0, 0), (1, 0), (3, 0)):
            marked.editor.move_cursor(place)
            await pilot.pause()
            assert underlined(marked.app) == ["recieves", "teh", "wrogn", "wrogn"], place


async def test_it_is_seen_without_underlines_as_well(mentorship: Database) -> None:
    marked = Marked(mentorship, "One wrogn word.\n")
    async with marked.app.run_test(size=(60, 8)) as pilot:
        marked.begin()
        marked.editor.move_cursor((1, 0))
        await pilot.pause()
        colors = [style and style.color for _character, style in cells(marked.app)[0]]
        assert colors[1] != colors[5]


async def test_the_word_that_is_being_typed_is_left_alone(mentorship: Database) -> None:
    marked = Marked(mentorship, "")
    async with marked.app.run_test(size=(60, 8)) as pilot:
        marked.begin()
        for key in "rec":
            await pilot.press(key)
            assert underlined(marked.app) == [], key
        await pilot.press("space")
        await pilot.pause()
        assert underlined(marked.app) == ["rec"]
        await pilot.press("left")
        await pilot.pause()
        assert underlined(marked.app) == ["rec"]
        await pilot.press(*"ieve")
        await pilot.pause()
        assert underlined(marked.app) == []
        await pilot.press("end", "enter", *"teh")
        await pilot.pause()
        assert underlined(marked.app) == ["recieve"]
        await pilot.press("up")
        await pilot.pause()
        assert underlined(marked.app) == ["recieve", "teh"]


async def test_a_mark_goes_when_the_word_is_mended_and_comes_back_by_undo(mentorship: Database) -> None:
    marked = Marked(mentorship, "One wrogn word.")
    async with marked.app.run_test(size=(60, 8)) as pilot:
        marked.begin()
        marked.editor.replace("wrong", (0, 4), (0, 9))
        await pilot.pause()
        assert underlined(marked.app) == []
        await pilot.press("ctrl+z", "home")
        await pilot.pause()
        assert underlined(marked.app) == ["wrogn"]


async def test_blocks_of_code_are_no_prose(mentorship: Database) -> None:
    text = "teh\n```a`b\nwrogn\n~~~ python\nwrogn\n```\nwrogn\n~~~~\nwrogn\n- ````\n  wrogn\n  ```\n  wrogn"
    marked = Marked(mentorship, text)
    async with marked.app.run_test(size=(60, 20)):
        marks = marked.begin()
        found = [row for row in range(13) if marks.at((row, 2))]
        # A backtick behind the sign makes it no fence; a shorter sign or another one ends no block.
        assert found == [0, 2, 8]


async def test_a_fence_that_is_typed_takes_the_marks_below_away(mentorship: Database) -> None:
    marked = Marked(mentorship, "\nwrogn\n\nteh")
    async with marked.app.run_test(size=(60, 20)) as pilot:
        marked.begin()
        await pilot.pause()
        assert underlined(marked.app) == ["wrogn", "teh"]
        await pilot.press(*["`"] * 3)
        await pilot.pause()
        assert underlined(marked.app) == []
        marked.editor.insert("```", (2, 0))
        await pilot.pause()
        assert underlined(marked.app) == ["teh"]
        marked.editor.insert("\n\n", (1, 0))
        await pilot.pause()
        assert underlined(marked.app) == ["teh"]
        marked.editor.delete((0, 0), (0, 3))
        await pilot.pause()
        assert underlined(marked.app) == ["wrogn"]


async def test_only_what_is_seen_is_looked_at_and_a_key_looks_at_its_line(
    mentorship: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    marked = Marked(mentorship, "\n".join(f"line number wrogn{'x' * (number % 7)}{number}" for number in range(500)))
    async with marked.app.run_test(size=(60, 10)) as pilot:
        spelling = spelling_of("en")
        looked: list[str] = []
        unknown = spelling.unknown

        def noted(line: str) -> tuple[tuple[int, int], ...]:
            looked.append(line)
            return unknown(line)

        monkeypatch.setattr(spelling, "unknown", noted)
        SpellingMarks(marked.editor).use(spelling)
        await pilot.pause()
        assert 0 < len(looked) <= 11
        looked.clear()
        await pilot.press("x", "y")
        await pilot.pause()
        assert set(looked) <= {marked.editor.document[0], "x" + marked.editor.document[0][2:]}
        painted: list[Region] = []
        monkeypatch.setattr(
            type(marked.editor), "restyle", lambda self, first, last: painted.append(Region(0, first, 1, last))
        )
        await pilot.press("z")
        assert painted == []


async def test_another_text_has_its_own_marks(mentorship: Database) -> None:
    marked = Marked(mentorship, "```\nwrogn")
    async with marked.app.run_test(size=(60, 10)) as pilot:
        marks = marked.begin()
        await pilot.pause()
        assert underlined(marked.app) == []
        marked.editor.open(opened(mentorship, "teh wrogn\n"), (1, 0))
        await pilot.pause()
        assert underlined(marked.app) == ["teh", "wrogn"]
        marked.editor.read_only = True
        marks.use(None)
        await pilot.pause()
        assert underlined(marked.app) == []


async def test_the_next_one_is_sought_round_the_end(mentorship: Database) -> None:
    marked = Marked(mentorship, "teh a\nfine\nwrogn wrogn")
    async with marked.app.run_test(size=(60, 10)):
        marks = marked.begin()
        assert marks.after((0, 0)) == ((0, 0), (0, 3))
        assert marks.after((0, 3)) == ((2, 0), (2, 5))
        assert marks.after((2, 5)) == ((2, 6), (2, 11))
        assert marks.after((2, 11)) == ((0, 0), (0, 3))
        marks.use(None)
        assert marks.after((0, 0)) is None


def test_where_a_word_begins() -> None:
    line = "go, Anna’s book"
    assert [word_start(line, column) for column in (0, 2, 3, 4, 10, 11, 15)] == [0, 0, None, 4, 4, 11, 11]


# -- the screens -------------------------------------------------------------------------------------------------------


@pytest.fixture
def app(open_app: OpenApp, ben: Mentorship) -> HandschlagApp:
    """The app on Ben's agreement."""
    return open_app(Place(Name.AGREEMENT, ben.id))


async def words_read(pilot: person.Person) -> None:
    """Wait until the words are there."""
    await person.settled(pilot)
    await pilot.app.workers.wait_for_complete()
    await person.settled(pilot)


@asynccontextmanager
async def reading(app: HandschlagApp, size: tuple[int, int] = person.SMALL) -> AsyncIterator[person.Person]:
    """The app, which knows the words of its language."""
    async with app.run_test(size=size) as pilot:
        await words_read(pilot)
        yield pilot


def editor_of(app: HandschlagApp) -> ProseEditor:
    return app.base_screen.query_one("#draft", ProseEditor)


async def write(pilot: person.Person, text: str) -> None:
    """Make this the draft, the cursor at its end."""
    editor_of(pilot.app).text = text  # type: ignore[arg-type]
    await pilot.press("ctrl+end")
    editor_of(pilot.app).move_cursor(editor_of(pilot.app).document.end)  # type: ignore[arg-type]
    await person.settled(pilot)


@person.BOTH_SIZES
async def test_a_new_agreement_has_no_marks_and_a_wrong_word_has_one(app: HandschlagApp, size: tuple[int, int]) -> None:
    async with reading(app, size) as pilot:
        assert underlined(app, editor_of(app)) == []
        await write(pilot, "Anna and Okafor's colour.\n\nHe recieves teh minutes.\n")
        assert underlined(app, editor_of(app)) == ["recieves", "teh"]


async def test_the_language_is_that_of_the_mentorship(open_app: OpenApp, database: Database) -> None:
    german = mentorships.create(database, mentor="Anna Weber", mentee="Ben Okafor", language="de", zone="Europe/Berlin")
    app = open_app(Place(Name.AGREEMENT, german.id))
    async with reading(app, person.LARGE) as pilot:
        assert underlined(app, editor_of(app)) == []
        await write(pilot, "Die Terminabsprache ist vileicht responsibility.\n")
        assert underlined(app, editor_of(app)) == ["vileicht", "responsibility"]


async def test_f7_goes_from_word_to_word_and_f12_corrects_in_one_step(app: HandschlagApp) -> None:
    async with reading(app) as pilot:
        await write(pilot, "He recieves\n\nteh minutes.\n")
        editor = editor_of(app)
        await person.press(pilot, "f7")
        assert editor.selected_text == "recieves"
        await person.press(pilot, "f7")
        assert editor.selected_text == "teh"
        await person.press(pilot, "f12")
        await words_read(pilot)
        assert isinstance(app.screen, SpellingDialog)
        assert "Instead of “teh”" in seeing.part(app, "#title")
        assert "1 the" in seeing.part(app, "KeyList")
        await person.press(pilot, "1")
        assert editor.text == "He recieves\n\nthe minutes.\n"
        await person.press(pilot, "ctrl+z")
        assert editor.text == "He recieves\n\nteh minutes.\n"
        await person.press(pilot, "ctrl+y")
        await person.press(pilot, "f7", "f12")
        await words_read(pilot)
        await person.press(pilot, "enter", "f7")
        assert editor.text == "He receives\n\nthe minutes.\n"
        assert "Every word of this text is known." in seeing.told(app)


async def test_a_dialog_that_is_left_changes_nothing_and_a_digit_without_a_word_neither(app: HandschlagApp) -> None:
    async with reading(app) as pilot:
        await write(pilot, "qxqxqxqxqx")
        await person.press(pilot, "f12")
        await words_read(pilot)
        assert "No similar word is known." in seeing.part(app, "KeyList")
        await person.press(pilot, "1", "enter")
        assert isinstance(app.screen, SpellingDialog)
        await person.press(pilot, "escape")
        assert editor_of(app).text == "qxqxqxqxqx"


async def test_a_word_somebody_else_changed_meanwhile_is_not_replaced(app: HandschlagApp) -> None:
    async with reading(app) as pilot:
        await write(pilot, "teh")
        await person.press(pilot, "f12")
        await words_read(pilot)
        editor_of(app).insert("A new ", (0, 0))
        await person.press(pilot, "1")
        assert editor_of(app).text == "A new teh"
        assert "The word is no longer there." in seeing.told(app)


@pytest.mark.parametrize("keys", [("alt+w",), ("f12", "a")], ids=str)
async def test_an_own_word_is_kept_for_all_texts(app: HandschlagApp, keys: tuple[str, ...]) -> None:
    async with reading(app) as pilot:
        await write(pilot, "At Quxbach, Quxbach’s and Quxbach's")
        await person.press(pilot, *keys)
        await words_read(pilot)
        assert underlined(app, editor_of(app)) == []
        assert "“Quxbach's” is one of your own words now." in seeing.told(app)
    assert locations.own_words().read_text() == "Quxbach\n"
    assert stat.S_IMODE(locations.own_words().stat().st_mode) == 0o600


async def test_own_words_that_were_changed_by_hand_are_read_again(app: HandschlagApp) -> None:
    async with reading(app) as pilot:
        await write(pilot, "Quxbach\n")
        assert underlined(app, editor_of(app)) == ["Quxbach"]
        locations.own_words().parent.mkdir(parents=True, exist_ok=True)
        locations.own_words().write_text("quxbach\n")
        app.base_screen.reload()
        await person.settled(pilot)
        assert underlined(app, editor_of(app)) == []


async def test_a_word_that_cannot_be_kept_is_told(open_app: OpenApp, ben: Mentorship) -> None:
    locations.own_words().mkdir(parents=True)
    app = open_app(Place(Name.AGREEMENT, ben.id))
    async with reading(app) as pilot:
        await write(pilot, "Quxbach")
        for keys in (("alt+w",), ("f12", "a")):
            app.clear_notifications()
            await person.press(pilot, *keys)
            assert any("cannot be kept" in it for it in seeing.told(app)), keys
        assert editor_of(app).text == "Quxbach"


async def test_without_a_word_at_the_cursor_it_is_said_where_to_go(app: HandschlagApp) -> None:
    async with reading(app) as pilot:
        await write(pilot, "All is right.")
        for key in ("f12", "alt+w"):
            app.clear_notifications()
            await person.press(pilot, key)
            assert seeing.told(app) == ["Move the cursor to an underlined word; F7 leads to the next one."], key
        assert app.screen is app.base_screen


async def test_it_is_switched_off_and_on_and_that_is_remembered(open_app: OpenApp, ben: Mentorship) -> None:
    app = open_app(Place(Name.AGREEMENT, ben.id))
    async with reading(app) as pilot:
        await write(pilot, "teh\n")
        await person.press(pilot, "alt+s")
        assert underlined(app, editor_of(app)) == []
        assert config.load().spelling is False
        assert not app.base_screen.check_action("command", ("next_misspelling",))
    app = open_app(Place(Name.AGREEMENT, ben.id), config.load())
    async with reading(app) as pilot:
        assert underlined(app, editor_of(app)) == []
        await person.press(pilot, "alt+s")
        await words_read(pilot)
        assert underlined(app, editor_of(app)) == ["teh"]
        assert config.load().spelling is True


async def test_a_text_that_is_closed_has_no_marks(open_app: OpenApp, database: Database, ben: Mentorship) -> None:
    app = open_app(Place(Name.AGREEMENT, ben.id))
    async with reading(app) as pilot:
        await write(pilot, "teh\n")
    mentorships.end(database, ben.id, Party.MENTOR)
    app = open_app(Place(Name.AGREEMENT, ben.id))
    async with reading(app) as pilot:
        assert underlined(app, editor_of(app)) == []
        assert not app.base_screen.check_action("command", ("correct_word",))


@pytest.mark.parametrize("name", [Name.QUESTIONS, Name.MEETING, Name.LOGISTICS, Name.REVIEW, Name.AGREEMENT], ids=str)
async def test_every_screen_with_a_text_has_its_marks(open_app: OpenApp, ben: Mentorship, name: Name) -> None:
    app = open_app(Place(name, ben.id))
    async with reading(app, person.LARGE):
        screen = app.base_screen
        assert isinstance(screen, SpeltScreen)
        assert set(screen._marks) == set(screen.query(ProseEditor))
        assert screen._spelling is not None


async def test_without_a_list_nothing_is_marked_and_one_sentence_says_so(
    open_app: OpenApp, ben: Mentorship, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    package = tmp_path / "lib" / "spellchecker"
    (package / "resources").mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "resources" / "en.json.gz").write_bytes(gzip.compress(b"[]"))
    monkeypatch.syspath_prepend(package.parent)
    monkeypatch.setattr("data.spelling.word_list._LISTS", {})
    app = open_app(Place(Name.AGREEMENT, ben.id))
    async with reading(app) as pilot:
        await write(pilot, "teh\n")
        assert underlined(app, editor_of(app)) == []
        await person.press(pilot, "f3")
        await words_read(pilot)
        assert len([it for it in seeing.told(app) if it.startswith("Spelling is not checked")]) == 1


async def test_what_was_typed_before_the_words_were_there_is_marked_afterwards(
    open_app: OpenApp, ben: Mentorship, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Typing waits for nothing."""
    gate = asyncio.Event()
    original = asyncio.to_thread

    async def later(*arguments: object) -> object:
        await gate.wait()
        return await original(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr("tui.screens.spelt.asyncio.to_thread", later)
    app = open_app(Place(Name.AGREEMENT, ben.id), Config())
    async with app.run_test(size=person.SMALL) as pilot:
        await person.settled(pilot)
        await write(pilot, "")
        await person.press(pilot, *"teh", "enter")
        assert editor_of(app).text == "teh\n"
        assert underlined(app, editor_of(app)) == []
        assert editor_of(app).selection == Selection.cursor((1, 0))
        gate.set()
        await words_read(pilot)
        assert underlined(app, editor_of(app)) == ["teh"]


@pytest.mark.parametrize("speech", ["en", "de"])
async def test_the_dialog_fits_80_columns_with_all_its_keys(app: HandschlagApp, speech: str) -> None:
    i18n.use(speech)
    async with reading(app) as pilot:
        await write(pilot, "teh")
        await person.press(pilot, "f12")
        await words_read(pilot)
        dialog = app.screen
        assert isinstance(dialog, SpellingDialog)
        line = seeing.part(app, "#keys")
        for key, word in (*dialog.dialog_keys(), (_("Esc"), _(dialog.CANCEL_HINT))):
            assert f"{key} {word}" in line
        assert seeing.part(app, "KeyList").startswith("1 the 2 ten")
