"""The questions by keys: asked, skipped, reworded, moved, taken off and brought back, answered, made clauses of."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from data import questions, versions
from data.model.mentorship import Mentorship
from data.model.points import insert_clause, points_of
from data.model.question import CORE_TOPICS, QuestionState
from data.prose import read, write
from data.store.connection import Database, open_database
from tui.app import HandschlagApp
from tui.dialogs.catalogue import CatalogueDialog, CatalogueFileDialog
from tui.dialogs.document import DocumentDialog
from tui.dialogs.question import QuestionDialog
from tui.place import Name, Place

from ..data.mentoring import ended
from .conftest import OpenApp
from .driving import BOTH_SIZES, LARGE, SMALL, fill, paste, pick, press, settled, until
from .seeing import focused, footer, header, mended, part, seen, told
from .stored import stored_questions

pytestmark = pytest.mark.usefixtures("december")


@pytest.fixture
def app(open_app: OpenApp, ben: Mentorship) -> HandschlagApp:
    """The app on Ben's questions."""
    return open_app(Place(Name.QUESTIONS, ben.id))


@BOTH_SIZES
async def test_list_and_answer_stand_on_one_screen(
    app: HandschlagApp, database: Database, ben: Mentorship, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        assert header(app).startswith("Questions · Anna Weber → Ben Okafor")
        assert part(app, "#counts") == "0 asked, 0 skipped, 17 open"
        first = stored_questions(database, ben)[0]
        assert part(app, "#questions").startswith(f"{first.topic_title} ○ {first.wording}")
        assert part(app, "#wording") == first.wording
        assert "The answer, as it is given" in part(app, "#answer")
        assert "No question covers" not in seen(app)


@BOTH_SIZES
async def test_every_answer_is_stored_with_every_key_under_its_own_question(
    app: HandschlagApp, database: Database, ben: Mentorship, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        first, second, *_others = stored_questions(database, ben)
        await pilot.press("enter", *"[x] Speak plainl")
        with open_database(database.path) as other:
            assert read(other, questions.answer_key(first)) == "[x] Speak plainl"
        await press(pilot, "y", "escape", "j", "enter", *"n?/x")
        assert [it.answer for it in stored_questions(database, ben)[:2]] == ["[x] Speak plainly", "n?/x"]
        assert part(app, "#wording") == second.wording
        assert footer(app).endswith("saved")
        await press(pilot, "escape", "k")
        assert "[x] Speak plainly" in part(app, "#answer")


async def test_escape_leads_from_the_answer_to_the_list_and_from_there_to_the_path(
    app: HandschlagApp, ben: Mentorship
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "enter", "a", "escape")
        assert focused(app) == "questions"
        await press(pilot, "escape")
        assert app.base_screen.place == Place(Name.PATH, ben.id)


async def test_letters_in_the_answer_are_no_commands_and_the_footer_says_what_works(app: HandschlagApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert "n new" in footer(app)
        await press(pilot, "enter")
        assert "n new" not in footer(app)
        assert "Ctrl+G clause" in footer(app)
        assert "Esc back" in footer(app)


@pytest.mark.parametrize(("key", "state"), [("a", QuestionState.ASKED), ("s", QuestionState.SKIPPED)])
async def test_a_question_is_asked_or_skipped_and_the_same_key_opens_it_again(
    app: HandschlagApp, database: Database, ben: Mentorship, key: str, state: QuestionState
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "j", key)
        assert stored_questions(database, ben)[1].state is state
        assert "16 open" in part(app, "#counts")
        assert app.base_screen.query_one("#questions").highlighted == 1  # type: ignore[attr-defined]
        await press(pilot, key)
        assert stored_questions(database, ben)[1].state is QuestionState.OPEN


async def test_a_core_topic_without_a_question_is_warned_of_until_it_has_one(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    for question in stored_questions(database, ben):
        if question.topic == "comfort":
            questions.set_state(database, question.id, QuestionState.SKIPPED)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert part(app, "#warning") == (
            "No question covers this core topic: what the mentor can do for the mentee's comfort"
        )
        place = next(index for index, it in enumerate(stored_questions(database, ben)) if it.topic == "comfort")
        await press(pilot, *["j"] * place, "s")
        assert "No question covers" not in seen(app)


@BOTH_SIZES
async def test_an_own_question_is_added_to_the_topic_of_the_chosen_one(
    app: HandschlagApp, database: Database, ben: Mentorship, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await press(pilot, "n")
        await fill(pilot, "wording", "What [b]should[/b] I know?")
        await press(pilot, "ctrl+s")
        [made] = [it for it in stored_questions(database, ben) if not it.source]
        assert (made.wording, made.topic) == ("What [b]should[/b] I know?", "relationship")
        assert part(app, "#wording") == "What [b]should[/b] I know?"


async def test_another_topic_is_chosen_in_the_dialog(app: HandschlagApp, database: Database, ben: Mentorship) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "n")
        await fill(pilot, "wording", "And then?")
        await pick(pilot, "topic", "Comfort")
        await press(pilot, "ctrl+s")
        [made] = [it for it in stored_questions(database, ben) if not it.source]
        assert (made.topic, made.topic_title) == ("comfort", "Comfort")


@BOTH_SIZES
async def test_every_topic_of_the_dialog_is_seen(app: HandschlagApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await press(pilot, "n")
        for title in ("Relationship", "Comfort", "Development", "Expectations"):
            assert title in part(app, "#topic")
        assert "Ctrl+S keep it" in seen(app)


async def test_a_question_without_words_is_told_and_not_added(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "n", "space", "ctrl+s")
        assert mended(app) == "Type the question."
        assert isinstance(app.screen, QuestionDialog)
        await press(pilot, "escape")
        assert len(stored_questions(database, ben)) == 17


async def test_a_question_is_reworded_and_keeps_its_answer(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    first, *_others = stored_questions(database, ben)
    write(database, questions.answer_key(first), "this")
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "e")
        assert app.screen.query_one("#wording", Input).value == first.wording
        await fill(pilot, "wording", "Better words?")
        await press(pilot, "enter")
        changed, *_others = stored_questions(database, ben)
        assert (changed.id, changed.wording, changed.answer) == (first.id, "Better words?", "this")


async def test_a_rewording_that_somebody_else_was_quicker_with_overwrites_nothing(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    first, *_others = stored_questions(database, ben)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "e")
        with open_database(database.path) as other:
            questions.reword(other, first.id, "Theirs?", first.row_version)
        await fill(pilot, "wording", "Mine?")
        await press(pilot, "ctrl+s")
        assert mended(app).startswith("Somebody else has changed this question.")
        assert app.screen.query_one("#wording", Input).value == "Mine?"
        assert stored_questions(database, ben)[0].wording == "Theirs?"


@pytest.mark.parametrize(("down", "up"), [("J", "K"), ("shift+down", "shift+up")])
async def test_a_question_is_moved_and_stays_chosen(
    app: HandschlagApp, database: Database, ben: Mentorship, down: str, up: str
) -> None:
    before = [it.id for it in stored_questions(database, ben)]
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, down, down)
        assert [it.id for it in stored_questions(database, ben)][:3] == [before[1], before[2], before[0]]
        await press(pilot, up, up, up)
        assert [it.id for it in stored_questions(database, ben)] == before


@pytest.mark.parametrize("key", ["x", "delete"])
async def test_a_removed_question_comes_back_to_its_place_with_its_answer(
    app: HandschlagApp, database: Database, ben: Mentorship, key: str
) -> None:
    before = stored_questions(database, ben)
    write(database, questions.answer_key(before[1]), "kept")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert "u undo" not in footer(app)
        await press(pilot, "j", key)
        assert before[1].id not in [it.id for it in stored_questions(database, ben)]
        assert told(app) == ["Removed. Press u to bring it back."]
        await press(pilot, "u")
        after = stored_questions(database, ben)
        assert [it.id for it in after] == [it.id for it in before]
        assert after[1].answer == "kept"
        assert part(app, "#wording") == before[1].wording


@BOTH_SIZES
async def test_without_any_question_the_screen_says_what_to_do(
    app: HandschlagApp, database: Database, ben: Mentorship, size: tuple[int, int]
) -> None:
    for question in stored_questions(database, ben):
        questions.remove(database, question.id)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        assert part(app, "#wording") == "No question fits. Press n to add one of your own."
        assert "No question covers these core topics" in part(app, "#warning")
        await press(pilot, "s", "a", "e", "x", "J", "K", "ctrl+g")
        assert app.screen is app.base_screen
        assert stored_questions(database, ben) == []
        await press(pilot, "n", *"First?", "ctrl+s")
        assert [it.wording for it in stored_questions(database, ben)] == ["First?"]


# -- the search --------------------------------------------------------------------------------------------------------


@BOTH_SIZES
async def test_the_search_shows_what_contains_all_words_in_question_or_answer(
    app: HandschlagApp, database: Database, ben: Mentorship, size: tuple[int, int]
) -> None:
    third = stored_questions(database, ben)[2]
    write(database, questions.answer_key(third), "Pineapple on Sundays")
    async with app.run_test(size=size) as pilot:
        await press(pilot, "slash", *"sunday PINE")
        assert part(app, "#questions") == f"{third.topic_title} ○ {third.wording}"
        await press(pilot, "enter", "s")
        assert [it.id for it in stored_questions(database, ben) if it.state is QuestionState.SKIPPED] == [third.id]
        await press(pilot, "escape")
        assert stored_questions(database, ben)[0].wording in part(app, "#questions")
        assert app.screen.query_one("#search", Input).value == ""


# -- catalogues --------------------------------------------------------------------------------------------------------


async def test_several_questions_of_the_catalogue_are_chosen_and_added_at_once(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "c", "space", "j", "j", "space")
        assert "2 questions chosen" in seen(app)
        assert "Ctrl+S add" in seen(app)
        await press(pilot, "space", "k", "space", "ctrl+s")
        assert told(app) == ["2 questions added."]
        assert len(stored_questions(database, ben)) == 19


async def test_enter_adds_the_highlighted_one_and_escape_none(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "c", "space", "a", "escape")
        assert len(stored_questions(database, ben)) == 17
        await press(pilot, "c", "enter")
        assert told(app)[-1] == "1 question added."
        assert len(stored_questions(database, ben)) == 18


async def test_all_are_chosen_with_one_key_and_none_is_offered_twice(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "c", "a", "ctrl+s")
        assert len(stored_questions(database, ben)) == 45
        await press(pilot, "c")
        assert "Every question of this catalogue is on the list already." in seen(app)


OWN = """title = "Ours"
language = "en"

[[topic]]
key = "north"
title = "The [North]"
section = "boundaries"

[[question]]
topic = "north"
wording = "What about winter?"

[[question]]
topic = "comfort"
wording = "Tea [/] or coffee?"
"""


async def test_questions_come_from_a_file_of_ones_own(
    app: HandschlagApp, database: Database, ben: Mentorship, tmp_path: Path
) -> None:
    (tmp_path / "own.toml").write_text(OWN)
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "c", "f")
        await fill(pilot, "path", str(tmp_path / "own.toml"))
        await press(pilot, "ctrl+s")
        assert "What about winter?" in seen(app)
        assert "The [North]" in seen(app)
        await press(pilot, "a", "ctrl+s")
        added = {it.wording: it.topic_title for it in stored_questions(database, ben)[-10:]}
        assert added["What about winter?"] == "The [North]"
        assert "Tea [/] or coffee?" in [it.wording for it in stored_questions(database, ben) if it.topic == "comfort"]


@pytest.mark.parametrize(
    "content",
    [None, b"[[question]\n", b"\xff\xfe", b'[[question]]\ntopic = "north"\nwording = "?"\n', b""],
    ids=["missing", "no TOML", "no UTF-8", "unknown topic", "empty"],
)
async def test_a_file_that_cannot_be_used_is_told_and_its_path_stays_to_be_mended(
    app: HandschlagApp, database: Database, ben: Mentorship, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "own.toml"
    if content is not None:
        path.write_bytes(content)
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "c", "f")
        await fill(pilot, "path", str(path))
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, CatalogueFileDialog)
        assert mended(app)
        assert app.screen.query_one("#path", Input).value == str(path)
        await press(pilot, "escape")
        assert isinstance(app.screen, CatalogueDialog)
        assert len(stored_questions(database, ben)) == 17


async def test_a_path_of_nobody_is_a_sentence(app: HandschlagApp) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "c", "f")
        await fill(pilot, "path", "~nobody-of-this-name/own.toml")
        await press(pilot, "ctrl+s")
        assert mended(app)


# -- clauses -----------------------------------------------------------------------------------------------------------


@BOTH_SIZES
async def test_an_answer_becomes_a_clause_at_the_section_of_its_topic_as_it_is_typed(
    app: HandschlagApp, database: Database, ben: Mentorship, size: tuple[int, int]
) -> None:
    place = next(index for index, it in enumerate(stored_questions(database, ben)) if it.topic == "comfort")
    async with app.run_test(size=size) as pilot:
        await press(pilot, *["j"] * place, "enter", *"notice a day ahead", "ctrl+g")
        assert told(app)[-1] == "The answer stands in the draft now."
        draft = versions.draft_text(database, ben.id)
        assert [wording for _party, wording, _line in points_of(draft)] == ["notice a day ahead"]
        assert stored_questions(database, ben)[place].has_clause
        assert "This answer has become a clause of the draft." in part(app, "#hint")


async def test_a_clause_whose_tie_was_not_stored_is_tied_by_doing_it_again_and_stands_once(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    place = next(index for index, it in enumerate(stored_questions(database, ben)) if it.topic == "comfort")
    draft = versions.draft_text(database, ben.id)
    start, _end, clause = insert_clause(draft, "mentor", "", "notice a day ahead")
    before = f"{draft.encode()[:start].decode()}{clause}{draft.encode()[start:].decode()}"
    write(database, versions.draft_key(ben.id), before)
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, *["j"] * place, "enter", *"notice a day ahead", "ctrl+g")
        assert told(app)[-1] == "The answer stands in the draft now."
        assert versions.draft_text(database, ben.id) == before
        assert stored_questions(database, ben)[place].has_clause


async def test_without_an_answer_no_clause_is_made_and_it_is_said_why(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    before = versions.draft_text(database, ben.id)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "ctrl+g")
        assert told(app) == ["There is no answer yet to make a clause of. Type it first."]
        assert versions.draft_text(database, ben.id) == before


# -- together, and afterwards ------------------------------------------------------------------------------------------


async def test_what_somebody_else_types_into_the_answer_appears_while_one_types(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    from data import Prose

    first, *_others = stored_questions(database, ben)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "enter", *"mine")
        with open_database(database.path) as other:
            theirs = Prose.open(other, questions.answer_key(first))
            theirs.replace(0, 0, "theirs, ")
            theirs.close()
        await until(pilot, lambda: "theirs, mine" in part(app, "#answer"))
        await press(pilot, *"!")
        assert stored_questions(database, ben)[0].answer == "theirs, mine!"


async def test_the_list_is_exported_as_it_stands(app: HandschlagApp, tmp_path: Path) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "o")
        assert isinstance(app.screen, DocumentDialog)
        await press(pilot, "w")
        await fill(pilot, "path", str(tmp_path / "questions.md"))
        await press(pilot, "ctrl+s")
        written = (tmp_path / "questions.md").read_text()
        assert "What would you like to take away from this relationship?" in written


@BOTH_SIZES
async def test_in_an_ended_mentorship_everything_can_be_read_and_nothing_changed(
    app: HandschlagApp, database: Database, ben: Mentorship, size: tuple[int, int]
) -> None:
    first, *_others = stored_questions(database, ben)
    write(database, questions.answer_key(first), "as it was")
    ended(database, ben)
    before = stored_questions(database, ben)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        for word in ("new", "reword", "skip", "asked", "remove", "restore", "catalogue", "clause", "move"):
            assert f" {word}" not in footer(app)
        assert "as it was" in part(app, "#answer")
        await press(pilot, "n", "e", "s", "a", "x", "J", "c", "ctrl+g")
        assert app.screen is app.base_screen
        await press(pilot, "enter", *"abc", "backspace", "delete", "ctrl+k")
        await paste(pilot, "pasted")
        assert stored_questions(database, ben) == before
        assert all(topic in {it.topic for it in before} for topic in CORE_TOPICS)


# -- taking back -------------------------------------------------------------------------------------------------------


@BOTH_SIZES
async def test_u_takes_back_one_change_after_the_other_and_says_which(
    app: HandschlagApp, database: Database, ben: Mentorship, size: tuple[int, int]
) -> None:
    before = stored_questions(database, ben)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        assert "u undo" not in footer(app)
        await press(pilot, "J", "s", "e")
        await fill(pilot, "wording", "Better words?")
        await press(pilot, "enter", "x", "c", "a", "ctrl+s")
        assert len(stored_questions(database, ben)) == 45
        for sentence, state in (
            ("What was added is off the list again.", 16),
            ("What was removed is on the list again.", 17),
            ("The former words are back.", 17),
            ("Marked as it was before.", 17),
            ("Moved back.", 17),
        ):
            await press(pilot, "u")
            assert told(app)[-1] == sentence
            assert len(stored_questions(database, ben)) == state
        assert [(it.id, it.wording, it.state) for it in stored_questions(database, ben)] == [
            (it.id, it.wording, it.state) for it in before
        ]
        assert "u undo" not in footer(app)


# -- beforehand --------------------------------------------------------------------------------------------------------


@BOTH_SIZES
async def test_what_the_mentee_writes_beforehand_is_kept_apart_and_stands_above_the_answer(
    app: HandschlagApp, database: Database, ben: Mentorship, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await press(pilot, "ctrl+t", "enter")
        assert part(app, "#which") == "Beforehand, in the mentee's own words"
        assert "What the mentee thinks of it before you meet" in part(app, "#answer")
        await press(pilot, *"a [view]", "ctrl+t")
        assert focused(app) == "answer"
        assert part(app, "#other-words") == "Beforehand: a [view]"
        assert "The answer, as it is given" in part(app, "#answer")
        await press(pilot, *"said")
        first, *_others = stored_questions(database, ben)
        assert (first.beforehand, first.answer) == ("a [view]", "said")
        await press(pilot, "escape", "ctrl+t")
        assert part(app, "#other-words") == "In the meeting: said"
        await press(pilot, "j", "k", "slash", *"view")
        assert part(app, "#questions") == f"{first.topic_title} ○ {first.wording}"


# -- more than one catalogue -------------------------------------------------------------------------------------------


@BOTH_SIZES
async def test_questions_are_found_as_one_types_and_chosen_by_topic_from_several_catalogues(
    app: HandschlagApp,
    database: Database,
    ben: Mentorship,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "ours.toml").write_text(OWN)
    (tmp_path / "shared" / "broken.toml").write_text("[[")
    monkeypatch.setenv("HANDSCHLAG_CATALOGUES", str(tmp_path / "shared"))
    async with app.run_test(size=size) as pilot:
        await press(pilot, "c")
        assert "broken.toml" in told(app)[-1]
        assert "(en, 1 of 3)" in part(app, "#source")
        await press(pilot, "t")
        first = part(app, "#count")
        assert first != "0 questions chosen"
        await press(pilot, "t", "n")
        assert part(app, "#source") == "Ours (en, 2 of 3)"
        await press(pilot, "slash", *"winter")
        assert part(app, "CatalogueDialog KeyList") == "The [North] ○ What about winter?"
        await press(pilot, "enter", "t")
        assert part(app, "#count") == "1 question chosen"
        await press(pilot, "escape")
        assert "Tea [/] or coffee?" in part(app, "CatalogueDialog KeyList")
        await press(pilot, "p", "space")
        assert part(app, "#count") == "2 questions chosen"
        await press(pilot, "ctrl+s")
        assert told(app)[-1] == "2 questions added."
        assert "What about winter?" in [it.wording for it in stored_questions(database, ben)]
        await press(pilot, "u")
        assert len(stored_questions(database, ben)) == 17
