"""Ready-made clauses by keys: found, read, inserted, kept, changed, deleted, shared, taken in, and by the palette."""

from __future__ import annotations

from pathlib import Path

import pytest

from data import locations, own_clauses, texts
from data.model.mentorship import Mentorship
from data.store.connection import Database
from tui.app import HandschlagApp
from tui.dialogs.clause import ClauseDialog
from tui.dialogs.own_clause import OwnClauseDialog
from tui.dialogs.ready_clauses import ReadyClausesDialog
from tui.place import Name, Place

from ..data.mentoring import begun, ended, write_draft
from .conftest import OpenApp
from .driving import BOTH_SIZES, SMALL, fill, paste, pick, press, settled
from .seeing import focused, mended, part, seen, told
from .stored import stored_draft

pytestmark = pytest.mark.usefixtures("december")

PHONES = "Our [b]phones[/b] stay silent."


@pytest.fixture
def app(open_app: OpenApp, ben: Mentorship) -> HandschlagApp:
    """The app on the bundled template."""
    return open_app(Place(Name.AGREEMENT, ben.id))


def own(language: str = "en") -> list[tuple[str, str, str]]:
    """Section, title and wording of one's own clauses."""
    return [(it.section, it.title, it.wording) for it in own_clauses.of(language)[0]]


# -- choosing ----------------------------------------------------------------------------------------------------------


@BOTH_SIZES
async def test_a_clause_is_found_by_typing_read_in_full_and_inserted_as_one_step(
    app: HandschlagApp, database: Database, ben: Mentorship, size: tuple[int, int]
) -> None:
    before = stored_draft(database, ben)
    wanted = next(it for it in texts.ready_clauses("en") if it.title == "Notes and messages")
    async with app.run_test(size=size) as pilot:
        await press(pilot, "alt+k")
        assert isinstance(app.screen, ReadyClausesDialog)
        assert part(app, "KeyList").startswith("Expectations and goals Goals of the next months")
        await press(pilot, *"Messages pass")
        assert part(app, "KeyList") == "Confidentiality Notes and messages"
        assert part(app, "#wording") == wanted.wording
        await press(pilot, "enter")
        assert told(app) == ["The clause stands in the draft now."]
        after = stored_draft(database, ben)
        section = after.partition("## Confidentiality")[2].partition("## ")[0]
        assert section.rstrip().endswith(f"\n- {wanted.wording}")
        assert focused(app) == "draft"
        await press(pilot, "ctrl+z")
        assert stored_draft(database, ben) == before


async def test_the_arrows_move_in_the_list_while_one_types(app: HandschlagApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "alt+k", "down", "down", "up")
        assert part(app, "#wording").startswith("For each goal we note")
        await press(pilot, *"zzz")
        assert part(app, "KeyList") == "Nothing found."
        assert part(app, "#wording") == ""
        await press(pilot, "enter", "down")
        assert isinstance(app.screen, ReadyClausesDialog)
        await press(pilot, "escape")
        assert focused(app) == "draft"


async def test_the_clauses_are_in_the_language_of_the_agreement(open_app: OpenApp, database: Database) -> None:
    german = begun(database, language="de")
    app = open_app(Place(Name.AGREEMENT, german.id))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "alt+k", *"zuhören", "enter")
        section = stored_draft(database, german).partition("## Grundregeln")[2].partition("## ")[0]
        assert "- Wir lassen einander ausreden" in section


async def test_what_stands_there_already_is_not_inserted_again(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "alt+k", *"favours", "enter", "alt+k", *"favours", "enter")
        assert stored_draft(database, ben).count("We expect no favours") == 1


async def test_insert_a_clause_leads_to_the_ready_made_ones(app: HandschlagApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "ctrl+g")
        assert isinstance(app.screen, ClauseDialog)
        await press(pilot, "r")
        assert isinstance(app.screen, ReadyClausesDialog)


@BOTH_SIZES
async def test_the_palette_finds_clauses_by_their_title(
    app: HandschlagApp, database: Database, ben: Mentorship, size: tuple[int, int]
) -> None:
    own_clauses.add("en", "boundaries", "Phones", PHONES)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "ctrl+p")
        assert "Clause: " not in seen(app)
        await press(pilot, *"favours")
        assert "Clause: Favours and gifts" in seen(app)
        assert "Boundaries: We expect no favours" in seen(app)
        await press(pilot, "enter")
        assert "- We expect no favours" in stored_draft(database, ben)
        await press(pilot, "ctrl+p", *"phones silent", "enter")
        assert f"- {PHONES}\n" in stored_draft(database, ben)
        assert app.screen is app.base_screen


async def test_after_the_end_no_clause_is_offered(app: HandschlagApp, database: Database, ben: Mentorship) -> None:
    ended(database, ben)
    before = stored_draft(database, ben)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "alt+k")
        assert app.screen is app.base_screen
        await press(pilot, "ctrl+p", *"favours")
        assert "Clause: " not in seen(app)
        await press(pilot, "escape")
        assert stored_draft(database, ben) == before


# -- one's own ---------------------------------------------------------------------------------------------------------


@BOTH_SIZES
async def test_the_words_at_the_cursor_are_kept_with_the_section_they_stand_in(
    app: HandschlagApp, database: Database, ben: Mentorship, size: tuple[int, int]
) -> None:
    write_draft(database, ben, "## Boundaries\n\n- no legal\n  advice\n- second\n")
    async with app.run_test(size=size) as pilot:
        await press(pilot, "pageup", "down", "down", "down", "alt+o")
        assert isinstance(app.screen, OwnClauseDialog)
        assert "● Boundaries" in part(app, "#section")
        await fill(pilot, "title", "Advice")
        await press(pilot, "ctrl+s")
        assert told(app) == ["Kept. Alt+K inserts it into any agreement of yours."]
        assert own() == [("boundaries", "Advice", "no legal advice")]
        assert (locations.clauses() / "en.toml").stat().st_mode & 0o777 == 0o600


async def test_the_selected_words_are_kept_with_all_their_lines(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    write_draft(database, ben, "first\nsecond\nthird\n")
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "pageup", "home", "shift+down", "shift+down", "alt+o")
        assert part(app, "#wording") == "first second"
        await press(pilot, "ctrl+s")
        assert own() == [("expectations", "first second", "first\nsecond")]


async def test_where_nothing_stands_there_is_nothing_to_keep(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    write_draft(database, ben, "\n")
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "alt+o")
        assert told(app) == ["Select the words to be kept, or move the cursor to a clause."]


@BOTH_SIZES
async def test_a_clause_of_ones_own_is_written_changed_and_deleted(app: HandschlagApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await press(pilot, "alt+k", "ctrl+n")
        await fill(pilot, "title", "Phones")
        await pick(pilot, "section", "Boundaries")
        await press(pilot, "ctrl+s")
        assert mended(app) == "Type the words of the clause."
        assert focused(app) == "wording"
        await paste(pilot, PHONES)
        await press(pilot, "ctrl+s", *"phones")
        assert own() == [("boundaries", "Phones", PHONES)]
        assert "Phones en.toml" in part(app, "KeyList")
        await press(pilot, "ctrl+u", *"en.toml")
        await press(pilot, "ctrl+u", *"silent", "ctrl+t")
        await pick(pilot, "section", "Ground rules")
        await press(pilot, "ctrl+s")
        assert own() == [("ground_rules", "Phones", PHONES)]
        await press(pilot, "ctrl+l")
        assert "“Phones” is taken out of en.toml." in seen(app)
        await press(pilot, "escape")
        assert len(own()) == 1
        await press(pilot, "ctrl+l", "enter")
        assert own() == []
        assert part(app, "KeyList") == "Nothing found."


async def test_what_came_with_handschlag_is_neither_changed_nor_deleted(app: HandschlagApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "alt+k")
        for key in ("ctrl+t", "ctrl+l"):
            app.clear_notifications()
            await press(pilot, key)
            assert isinstance(app.screen, ReadyClausesDialog)
            assert [it.startswith("This one came with Handschlag.") for it in told(app)] == [True], key


@BOTH_SIZES
async def test_a_broken_file_is_named_with_its_line_and_the_others_are_there(
    app: HandschlagApp, size: tuple[int, int]
) -> None:
    own_clauses.add("en", "boundaries", "Phones", PHONES)
    (locations.clauses() / "broken.toml").write_text("[[clause]]\nwording = none\n")
    async with app.run_test(size=size) as pilot:
        await press(pilot, "alt+k")
        assert "broken.toml, line 2: this is not valid TOML." in part(app, "#problems")
        await press(pilot, *"silent")
        assert part(app, "#wording") == PHONES


# -- sharing -----------------------------------------------------------------------------------------------------------


async def test_ones_own_are_shared_as_one_file_and_a_file_is_replaced_only_when_asked(
    app: HandschlagApp, tmp_path: Path
) -> None:
    own_clauses.add("en", "boundaries", "Phones", PHONES)
    own_clauses.add("en", "mentor", "Listening", "listens\nwell")
    own_clauses.add("de", "mentor", "Zuhören", "zuhören")
    path = tmp_path / "shared.toml"
    path.write_text("mine")
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "alt+k", "ctrl+o")
        await fill(pilot, "path", str(path))
        await press(pilot, "enter")
        assert "exists already." in seen(app)
        await press(pilot, "escape")
        assert path.read_text() == "mine"
        await press(pilot, "ctrl+o")
        await fill(pilot, "path", str(path))
        await press(pilot, "enter", "enter")
        assert told(app)[-1] == f"2 clauses are written to {path}."
    _text, shared = texts.read_clauses(path)
    assert {it.wording for it in shared} == {PHONES, "listens\nwell"}


async def test_without_own_ones_there_is_nothing_to_share(app: HandschlagApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "alt+k", "ctrl+o")
        assert told(app) == ["There is none of your own yet."]


async def test_a_file_of_somebody_else_is_taken_in_and_replaces_only_when_asked(
    app: HandschlagApp, tmp_path: Path
) -> None:
    theirs = tmp_path / "theirs.toml"
    theirs.write_text(own_clauses.exported(texts.ready_clauses("en")[:2]))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "alt+k", "ctrl+r")
        await fill(pilot, "path", str(tmp_path / "none.toml"))
        await press(pilot, "enter")
        assert "There is no file" in mended(app)
        await fill(pilot, "path", str(theirs))
        await press(pilot, "enter")
        assert told(app)[-1] == "2 clauses were taken in."
        theirs.write_text('[[clause]]\nwording = "new"\n')
        await press(pilot, "ctrl+r")
        await fill(pilot, "path", str(theirs))
        await press(pilot, "enter", "escape")
        assert len(own()) == 2
        await press(pilot, "ctrl+r")
        await fill(pilot, "path", str(theirs))
        await press(pilot, "enter", "enter")
        assert own() == [("expectations", "new", "new")]
        await settled(pilot)
        assert isinstance(app.screen, ReadyClausesDialog)


async def test_a_long_title_of_an_own_clause_is_shown_from_its_beginning(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        app.push_screen(
            OwnClauseDialog("en", wording="gives notice of what changes at least one whole working day ahead of it")
        )
        await settled(pilot)
        assert part(app, "Input#title").startswith("gives notice of what")
        await press(pilot, "N")
        assert part(app, "Input#title") == "N"
