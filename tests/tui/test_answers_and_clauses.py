"""From the answer to its clause and back, and answers that have changed since."""

from __future__ import annotations

import pytest

from data import Prose, clauses, meetings, questions, versions
from data.model.mentorship import Mentorship
from data.model.question import Question
from data.model.session import SessionKind
from data.prose import write
from data.store.connection import Database, open_database
from tui.app import HandschlagApp
from tui.clause import answer_to_clause
from tui.dialogs.changed_answer import ChangedAnswerDialog
from tui.dialogs.outline import OutlineDialog
from tui.place import Name, Place

from ..data.mentoring import DRAFT, ended, planned, write_draft
from .conftest import OpenApp
from .driving import BOTH_SIZES, SMALL, press, settled, until
from .seeing import focused, footer, part, seen, told
from .stored import stored_draft

pytestmark = pytest.mark.usefixtures("december")

ANSWER, NEW = "Speak plainly, and give notice a day ahead.", "Speak [b]plainly.\n"


@pytest.fixture
def question(database: Database, ben: Mentorship) -> Question:
    """A question whose answer stands in the draft."""
    write_draft(database, ben, DRAFT)
    found = next(it for it in questions.of(database, ben.id) if it.topic == "comfort")
    write(database, questions.answer_key(found), ANSWER)
    found = questions.get(database, found.id)
    answer_to_clause(database, ben, found)
    return found


@pytest.fixture
def app(open_app: OpenApp, ben: Mentorship, question: Question) -> HandschlagApp:
    """The app on that draft."""
    return open_app(Place(Name.AGREEMENT, ben.id))


def answer(database: Database, question: Question, words: str) -> None:
    """The answer is another one now."""
    write(database, questions.answer_key(question), words)


# -- there and back ----------------------------------------------------------------------------------------------------


@BOTH_SIZES
async def test_from_the_clause_to_its_answer_and_back_to_the_clause(
    app: HandschlagApp, database: Database, ben: Mentorship, question: Question, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await press(pilot, "alt+a")
        assert app.base_screen.place.name is Name.QUESTIONS
        assert question.wording in part(app, "#wording")
        assert part(app, "#hint") == "This answer has become a clause of the draft."
        await press(pilot, "j")
        assert "to the draft" not in footer(app)
        await press(pilot, "k", "d")
        assert app.base_screen.place == Place(Name.AGREEMENT, ben.id)
        await press(pilot, *"!")
        assert f"- {ANSWER}!\n" in stored_draft(database, ben)


async def test_while_the_meeting_is_held_the_answer_is_there(
    app: HandschlagApp, database: Database, ben: Mentorship, question: Question
) -> None:
    meetings.open(database, planned(database, ben, "2026-12-01T12:00", SessionKind.FIRST).id)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "alt+a")
        assert app.base_screen.place == Place(Name.MEETING, ben.id, question.id)
        assert ANSWER in part(app, "#answer")
        await press(pilot, "alt+d")
        assert focused(app) == "draft"
        await press(pilot, *"!")
        assert f"- {ANSWER}!\n" in stored_draft(database, ben)


async def test_where_no_clause_stands_there_is_no_answer_to_go_to(app: HandschlagApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "pageup", "pageup", "alt+a")
        assert told(app) == ["Move the cursor to a clause that was an answer; the outline marks them with ¶."]
        await press(pilot, "ctrl+o")
        assert isinstance(app.screen, OutlineDialog)
        assert f"{ANSWER} ¶" in part(app, "KeyList")


async def test_the_answer_of_a_question_that_was_taken_off_is_told(
    app: HandschlagApp, database: Database, question: Question
) -> None:
    questions.remove(database, question.id)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "alt+a")
        assert told(app) == ["The question of this clause was taken off the list. There u brings it back."]


async def test_a_clause_that_is_gone_is_said_to_be_gone(
    open_app: OpenApp, database: Database, ben: Mentorship, question: Question
) -> None:
    write_draft(database, ben, DRAFT)
    app = open_app(Place(Name.QUESTIONS, ben.id, question.id))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert part(app, "#hint") == "Its clause does not stand in the draft any more."
        assert "¶" not in part(app, "#questions")
        await press(pilot, "d")
        assert app.base_screen.place.name is Name.QUESTIONS
    again = open_app(Place(Name.AGREEMENT, ben.id, question.id))
    async with again.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: bool(told(again)))
        assert told(again) == ["This clause does not stand in the draft any more."]
        assert not again.screen.query_one("#notice").display
        await press(pilot, "alt+a", "alt+c")
        assert again.screen is again.base_screen


# -- answers that changed ----------------------------------------------------------------------------------------------


@BOTH_SIZES
async def test_an_answer_that_changed_since_is_seen_at_its_clause_and_in_its_question(
    app: HandschlagApp, database: Database, question: Question, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        assert not app.screen.query_one("#notice").display
        answer(database, question, NEW)
        app.base_screen.reload()
        await settled(pilot)
        assert part(app, "#notice") == "The answer to 1 clause has changed since. Alt+C looks at it."
        await press(pilot, "ctrl+l", "ctrl+l")
        assert "the answer has changed since" in part(app, "Preview")
        await press(pilot, "ctrl+l", "ctrl+o")
        assert "the answer has changed since" in part(app, "KeyList")
        await press(pilot, "escape", "alt+a")
        assert part(app, "#hint") == "The answer has changed since it became a clause."


@BOTH_SIZES
async def test_the_clause_takes_the_new_words_as_one_step(
    app: HandschlagApp, database: Database, ben: Mentorship, question: Question, size: tuple[int, int]
) -> None:
    before = stored_draft(database, ben)
    answer(database, question, NEW)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "alt+c")
        assert isinstance(app.screen, ChangedAnswerDialog)
        keys = "t take its words l leave as it is Enter go to the answer Esc later"
        assert part(app, "#keys") == keys
        work = part(app, "#work")
        for words in (question.wording, ANSWER, NEW.strip()):
            assert words in work
        await press(pilot, "t")
        assert stored_draft(database, ben) == before.replace(ANSWER, NEW.strip())
        assert told(app) == ["The clause has the answer's words now."]
        assert not app.screen.query_one("#notice").display
        assert [it.answer_changed for it in clauses.of(database, ben.id)] == [False]
        await press(pilot, "ctrl+z")
        assert stored_draft(database, ben) == before


async def test_the_clause_stays_as_it_is(
    app: HandschlagApp, database: Database, ben: Mentorship, question: Question
) -> None:
    before = stored_draft(database, ben)
    answer(database, question, NEW)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "alt+c", "escape")
        assert app.screen.query_one("#notice").display
        await press(pilot, "alt+c", "l")
        assert told(app) == ["The clause stays as it is."]
        assert not app.screen.query_one("#notice").display
        assert stored_draft(database, ben) == before
        await press(pilot, "alt+c")
        assert app.screen is app.base_screen


async def test_what_is_put_off_gives_way_to_the_next_and_comes_again(
    app: HandschlagApp, database: Database, ben: Mentorship, question: Question
) -> None:
    other = next(it for it in questions.of(database, ben.id) if it.topic == "relationship")
    answer(database, other, "To learn to decide.")
    answer_to_clause(database, ben, questions.get(database, other.id))
    answer(database, other, "To decide sooner.")
    answer(database, question, NEW)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert part(app, "#notice") == "The answers to 2 clauses have changed since. Alt+C looks at them."
        shown = []
        for _turn in range(4):
            await press(pilot, "alt+c")
            shown.append("To decide sooner." in part(app, "#work"))
            await press(pilot, "escape")
        assert shown in ([True, False] * 2, [False, True] * 2)


async def test_an_answer_that_is_empty_now_cannot_be_taken(
    app: HandschlagApp, database: Database, ben: Mentorship, question: Question
) -> None:
    before = stored_draft(database, ben)
    answer(database, question, "")
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "alt+c")
        assert "There is none any more." in seen(app)
        await press(pilot, "t")
        assert isinstance(app.screen, ChangedAnswerDialog)
        await press(pilot, "enter")
        assert app.base_screen.place.name is Name.QUESTIONS
        assert stored_draft(database, ben) == before


async def test_what_was_typed_meanwhile_is_kept_when_the_new_words_come(
    app: HandschlagApp, database: Database, ben: Mentorship, question: Question
) -> None:
    answer(database, question, NEW)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "alt+c")
        with open_database(database.path) as other:
            theirs = Prose.open(other, versions.draft_key(ben.id))
            theirs.replace(0, len("# Agreement"), "# Ours\n\nWords of somebody else.")
            theirs.close()
        await until(pilot, lambda: "Words of somebody else." in app.base_screen.query_one("#draft").text)  # type: ignore[attr-defined]
        await press(pilot, "t")
        expected = f"- listens\n- {NEW.strip()}\n"
        assert expected in stored_draft(database, ben)
        assert "Words of somebody else." in stored_draft(database, ben)


async def test_after_the_end_only_the_way_to_the_answer_is_left(
    app: HandschlagApp, database: Database, ben: Mentorship, question: Question
) -> None:
    before = stored_draft(database, ben)
    answer(database, question, NEW)
    ended(database, ben)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "alt+c", "t", "l")
        assert isinstance(app.screen, ChangedAnswerDialog)
        assert stored_draft(database, ben) == before
        await press(pilot, "g")
        assert app.base_screen.place.name is Name.QUESTIONS


async def test_escape_leads_from_the_answer_back_to_the_agreement_that_led_there(
    open_app: OpenApp, database: Database, ben: Mentorship
) -> None:
    question = questions.of(database, ben.id)[0]
    app = open_app(Place(Name.QUESTIONS, ben.id, question.id, came_from=Name.AGREEMENT))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "enter", "a", "escape")
        assert app.base_screen.place.name is Name.QUESTIONS
        await press(pilot, "escape")
        assert app.base_screen.place == Place(Name.AGREEMENT, ben.id)
