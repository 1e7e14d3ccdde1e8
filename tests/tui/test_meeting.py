"""The first meeting by keys: asked, answered, left for later, made clauses of, parked, promised, closed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine

from data import commitments, i18n, meetings, prose, questions, sessions, versions
from data.errors import Unusable
from data.i18n import _
from data.model.mentorship import Mentorship, Party
from data.model.points import points_of
from data.model.question import QuestionState
from data.model.session import Session, SessionKind, SessionState
from data.store.connection import Database
from tui.app import HandschlagApp
from tui.commands.meeting import CloseMeeting
from tui.dialogs import ConfirmDialog
from tui.dialogs.commitment import CommitmentDialog
from tui.dialogs.prose import ProseDialog
from tui.draft_cursor import beginning
from tui.place import Name, Place
from tui.widgets.prose_editor import ProseEditor

from ..data.mentoring import ended, planned
from .conftest import OpenApp
from .driving import BOTH_SIZES, LARGE, SMALL, fill, paste, press, settled, until
from .seeing import focused, footer, header, mended, part, seen, told
from .stored import stored_questions

pytestmark = pytest.mark.usefixtures("december")


@pytest.fixture
def first(database: Database, ben: Mentorship) -> Session:
    """The first meeting, planned for now."""
    return planned(database, ben, "2026-12-01T12:00", SessionKind.FIRST, minutes=60)


@pytest.fixture
def app(open_app: OpenApp, ben: Mentorship, first: Session) -> HandschlagApp:
    """The app in the meeting that is planned for now."""
    return open_app(Place(Name.MEETING, ben.id))


@pytest.fixture
def running(database: Database, first: Session, app: HandschlagApp) -> HandschlagApp:
    """The app in the meeting that has just begun."""
    meetings.open(database, first.id)
    return app


@BOTH_SIZES
async def test_before_it_has_begun_the_screen_says_what_to_expect_and_enter_starts_the_clock(
    app: HandschlagApp, database: Database, first: Session, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        assert header(app).startswith("Meeting with Ben Okafor")
        assert "Planned: Tuesday, 1 December 2026, 12:00, 60 minutes." in part(app, "#before")
        assert "17 questions are prepared." in part(app, "#before")
        assert footer(app).startswith("Enter begin")
        for word in ("next", "later", "park it", "close"):
            assert word not in footer(app)
        await press(pilot, "ctrl+n", "ctrl+l", "ctrl+g", "ctrl+t", "ctrl+o", "f10")
        assert meetings.get(database, first.id) is None
        await press(pilot, "enter")
        begun = meetings.get(database, first.id)
        assert begun is not None
        assert begun.closed_at is None
        assert focused(app) == "answer"
        assert footer(app).startswith("Ctrl+N next")


@pytest.mark.parametrize("speech", ["en", "de"])
async def test_the_footer_says_how_to_close_at_80_columns(running: HandschlagApp, speech: str) -> None:
    i18n.use(speech)
    async with running.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert f"F10 {_(CloseMeeting.hint)}" in footer(running)


async def test_a_meeting_that_was_not_planned_is_planned_for_now(
    open_app: OpenApp, database: Database, ben: Mentorship
) -> None:
    app = open_app(Place(Name.MEETING, ben.id))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert "It is not planned yet." in part(app, "#before")
        await press(pilot, "enter")
        [made] = sessions.of(database, ben.id)
        assert (made.kind, made.minutes) == (SessionKind.FIRST, 60)
        assert meetings.get(database, made.id) is not None


@BOTH_SIZES
async def test_question_answer_draft_counts_and_clock_stand_on_one_screen(
    running: HandschlagApp, database: Database, ben: Mentorship, size: tuple[int, int]
) -> None:
    async with running.run_test(size=size) as pilot:
        await settled(pilot)
        question = stored_questions(database, ben)[0]
        assert part(running, "#question") == f"○ {question.wording}"
        assert part(running, "#topic") == f"question 1 of 17 · {question.topic_title}"
        assert part(running, "#counts") == "0 asked, 0 skipped, 17 open"
        assert "0:0" in part(running, "MeetingClock")
        assert "of 60:00" in part(running, "MeetingClock")
        assert "## Mentor's responsibilities" in part(running, "#draft")


async def test_an_answer_is_stored_with_every_key_and_next_counts_the_question_as_asked(
    running: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    async with running.run_test(size=SMALL) as pilot:
        await press(pilot, *"To lead [b]well")
        assert stored_questions(database, ben)[0].answer == "To lead [b]well"
        assert stored_questions(database, ben)[0].state is QuestionState.OPEN
        await press(pilot, "ctrl+n", *"Because")
        first, second, third, *_others = stored_questions(database, ben)
        assert (first.state, second.state, third.state) == (
            QuestionState.ASKED,
            QuestionState.OPEN,
            QuestionState.OPEN,
        )
        assert second.answer == "Because"
        assert part(running, "#counts") == "1 asked, 0 skipped, 16 open"
        await press(pilot, "ctrl+r")
        assert part(running, "#question") == f"✓ {first.wording}"
        assert "To lead [b]well" in part(running, "#answer")
        await press(pilot, "ctrl+r")
        assert part(running, "#question") == f"✓ {first.wording}"


async def test_later_leaves_a_question_open_and_the_second_time_skips_it(
    running: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    for question in stored_questions(database, ben)[2:]:
        questions.set_state(database, question.id, QuestionState.ASKED)
    async with running.run_test(size=SMALL) as pilot:
        first, second, *_others = stored_questions(database, ben)
        await press(pilot, "ctrl+l")
        assert part(running, "#question") == f"○ {second.wording}"
        assert told(running) == ["Left for later."]
        await press(pilot, "ctrl+l")
        assert part(running, "#question") == f"○ {first.wording}"
        assert {it.state for it in stored_questions(database, ben)[:2]} == {QuestionState.OPEN}
        await press(pilot, "ctrl+l")
        assert stored_questions(database, ben)[0].state is QuestionState.SKIPPED
        assert stored_questions(database, ben)[1].state is QuestionState.OPEN


async def test_later_on_a_question_that_was_asked_or_skipped_changes_nothing_of_it(
    running: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    first, second, *_others = stored_questions(database, ben)
    questions.set_state(database, first.id, QuestionState.ASKED)
    async with running.run_test(size=SMALL) as pilot:
        await press(pilot, "ctrl+r", "ctrl+r")
        assert part(running, "#question") == f"✓ {first.wording}"
        await press(pilot, "ctrl+l")
        assert stored_questions(database, ben)[0].state is QuestionState.ASKED
        assert part(running, "#question") == f"○ {second.wording}"


async def test_behind_the_last_question_come_those_that_were_left_and_then_the_end_is_told(
    running: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    for question in stored_questions(database, ben)[2:-1]:
        questions.set_state(database, question.id, QuestionState.ASKED)
    async with running.run_test(size=SMALL) as pilot:
        await press(pilot, "ctrl+l", "ctrl+n")
        *_others, last = stored_questions(database, ben)
        while stored_questions(database, ben)[-1].state is QuestionState.OPEN:
            await press(pilot, "ctrl+n")
        assert part(running, "#question") == f"○ {stored_questions(database, ben)[0].wording}"
        while (
            stored_questions(database, ben)[0].state is QuestionState.OPEN
            or part(running, "#question") != f"✓ {last.wording}"
        ):
            await press(pilot, "ctrl+n")
        await press(pilot, "ctrl+n")
        assert told(running)[-1] == "That was the last question. F10 closes the meeting."


@BOTH_SIZES
async def test_an_answer_becomes_a_clause_in_the_draft_beside_it_and_undo_there_takes_it_back(
    running: HandschlagApp, database: Database, ben: Mentorship, size: tuple[int, int]
) -> None:
    before = versions.draft_text(database, ben.id)
    for question in stored_questions(database, ben):
        if question.topic != "comfort":
            questions.set_state(database, question.id, QuestionState.SKIPPED)
    async with running.run_test(size=size) as pilot:
        await press(pilot, *"Notice a day ahead", "ctrl+g")
        draft = versions.draft_text(database, ben.id)
        assert [(party, wording) for party, wording, _line in points_of(draft)] == [
            (Party.MENTOR, "Notice a day ahead")
        ]
        assert "- Notice a day ahead" in part(running, "#draft")
        assert focused(running) == "answer"
        await press(pilot, "tab")
        assert focused(running) == "draft"
        await press(pilot, "ctrl+z")
        assert versions.draft_text(database, ben.id) == before


async def test_what_comes_up_is_parked_without_leaving_the_question(
    running: HandschlagApp, database: Database, ben: Mentorship, first: Session
) -> None:
    async with running.run_test(size=SMALL) as pilot:
        await press(pilot, *"half a sen", "ctrl+t", *"salary [x]")
        assert isinstance(running.screen, ProseDialog)
        assert prose.read(database, prose.Key(ben.id, "parked", first.id)) == "salary [x]"
        await press(pilot, "ctrl+s")
        assert told(running)[-1].startswith("Everything is saved")
        await press(pilot, "escape", *"tence")
        assert stored_questions(database, ben)[0].answer == "half a sentence"
        await press(pilot, "ctrl+t")
        assert "salary [x]" in seen(running)


async def test_a_commitment_is_noted_in_the_meeting(
    running: HandschlagApp, database: Database, ben: Mentorship, first: Session
) -> None:
    async with running.run_test(size=SMALL) as pilot:
        await press(pilot, "ctrl+o", "ctrl+s")
        assert isinstance(running.screen, CommitmentDialog)
        assert mended(running) == "Type what was promised."
        await fill(pilot, "what", "send the list")
        await fill(pilot, "due", "+7")
        await press(pilot, "ctrl+s")
        [made] = commitments.of_session(database, first.id)
        assert (made.party, made.what, made.due) == (Party.MENTEE, "send the list", date(2026, 12, 8))
        assert focused(running) == "answer"


@BOTH_SIZES
async def test_an_overrun_is_shown_and_allowed(
    running: HandschlagApp,
    database: Database,
    ben: Mentorship,
    december: time_machine.Traveller,
    size: tuple[int, int],
) -> None:
    async with running.run_test(size=size) as pilot:
        await settled(pilot)
        december.shift(timedelta(minutes=62, seconds=13))
        await until(pilot, lambda: "60:00 + 2:" in part(running, "MeetingClock"))
        await press(pilot, *"still", "ctrl+n")
        assert stored_questions(database, ben)[0].answer == "still"


@BOTH_SIZES
async def test_closing_asks_while_questions_are_open_and_then_opens_the_draft(
    running: HandschlagApp,
    database: Database,
    ben: Mentorship,
    first: Session,
    december: time_machine.Traveller,
    size: tuple[int, int],
) -> None:
    async with running.run_test(size=size) as pilot:
        await settled(pilot)
        december.shift(timedelta(minutes=45))
        await press(pilot, "f10")
        assert isinstance(running.screen, ConfirmDialog)
        assert "17 questions are still open." in seen(running)
        await press(pilot, "escape")
        assert sessions.get(database, first.id).state is SessionState.PLANNED
        await press(pilot, "f10", "enter")
        assert sessions.get(database, first.id).state is SessionState.HELD
        assert running.base_screen.place == Place(Name.AGREEMENT, ben.id)
        assert "The meeting took 45 minutes." in told(running)


async def test_closing_asks_and_says_how_long_it_took_also_when_every_question_was_asked(
    running: HandschlagApp, database: Database, ben: Mentorship, first: Session, december: time_machine.Traveller
) -> None:
    for question in stored_questions(database, ben):
        questions.set_state(database, question.id, QuestionState.ASKED)
    async with running.run_test(size=SMALL) as pilot:
        await settled(pilot)
        december.shift(timedelta(minutes=58))
        await press(pilot, "f10")
        assert "It has taken 58 minutes so far." in seen(running)
        assert "still open" not in part(running, "ConfirmDialog #work")
        assert sessions.get(database, first.id).state is SessionState.PLANNED
        await press(pilot, "enter")
        assert sessions.get(database, first.id).state is SessionState.HELD
        assert running.base_screen.place == Place(Name.AGREEMENT, ben.id)


async def test_one_comes_back_to_the_same_question_after_a_dropped_connection(
    running: HandschlagApp, open_app: OpenApp, database: Database, ben: Mentorship
) -> None:
    async with running.run_test(size=SMALL) as pilot:
        await press(pilot, "ctrl+n", "ctrl+n", *"half")
    again = open_app(Place(Name.MEETING, ben.id))
    async with again.run_test(size=SMALL) as pilot:
        await settled(pilot)
        third = stored_questions(database, ben)[2]
        assert part(again, "#question") == f"○ {third.wording}"
        assert "half" in part(again, "#answer")
        await press(pilot, "f3", "f9")
        assert part(again, "#question") == f"○ {third.wording}"


async def test_without_questions_the_screen_says_where_to_make_some(
    running: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    for question in stored_questions(database, ben):
        questions.remove(database, question.id)
    async with running.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert part(running, "#question") == "There are no questions yet. F3 leads to the list."
        await press(pilot, "ctrl+n", "ctrl+r", "ctrl+l", "ctrl+g")
        await press(pilot, "f3")
        assert running.base_screen.place == Place(Name.QUESTIONS, ben.id)


@BOTH_SIZES
async def test_in_an_ended_mentorship_the_meeting_is_read_and_not_changed(
    running: HandschlagApp, database: Database, ben: Mentorship, first: Session, size: tuple[int, int]
) -> None:
    prose.write(database, questions.answer_key(stored_questions(database, ben)[1]), "as it was")
    prose.write(database, prose.Key(ben.id, "parked", first.id), "parked words")
    ended(database, ben)
    before, draft = stored_questions(database, ben), versions.draft_text(database, ben.id)
    async with running.run_test(size=size) as pilot:
        await settled(pilot)
        for word in ("later", "clause", "commitment", "park it", "close"):
            assert word not in footer(running)
        await press(pilot, *"abc", "ctrl+n", *"def", "ctrl+l", "ctrl+g", "ctrl+o", "ctrl+t", "f10")
        await paste(pilot, "pasted")
        assert part(running, "#question") == f"○ {before[1].wording}"
        assert "as it was" in part(running, "#answer")
        await press(pilot, "tab", *"ghi")
        assert stored_questions(database, ben) == before
        assert versions.draft_text(database, ben.id) == draft
        assert prose.read(database, prose.Key(ben.id, "parked", first.id)) == "parked words"


async def test_a_meeting_that_was_never_begun_is_not_offered_after_the_end(
    app: HandschlagApp, database: Database, ben: Mentorship, first: Session
) -> None:
    ended(database, ben)
    async with app.run_test(size=LARGE) as pilot:
        await settled(pilot)
        assert "Press Enter to begin" not in seen(app)
        await press(pilot, "enter")
        assert meetings.get(database, first.id) is None


async def test_the_cursor_of_the_terminal_goes_along_with_a_text_that_is_moved(
    running: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    second = stored_questions(database, ben)[1]
    prose.write(database, questions.beforehand_key(second), "What the mentee thinks of it.")
    async with running.run_test(size=LARGE) as pilot:
        await press(pilot, "ctrl+n")
        await until(pilot, lambda: "What the mentee thinks of it." in seen(running))
        editor = running.screen.query_one("#answer", ProseEditor)
        assert running.cursor_position == editor.content_region.offset


async def test_an_answer_that_is_left_at_once_is_come_back_to_where_it_was(running: HandschlagApp) -> None:
    async with running.run_test(size=SMALL) as pilot:
        await press(pilot, *"yes and no", "left", "left", "ctrl+n", "ctrl+r")
        editor = running.screen.query_one("#answer", ProseEditor)
        assert editor.cursor_location == (0, len("yes and "))


async def test_keys_in_a_meeting_that_cannot_be_read_end_nothing(
    running: HandschlagApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(*_arguments: object) -> None:
        raise Unusable("the disk says no")

    monkeypatch.setattr(sessions, "first_meeting", unreadable)
    async with running.run_test(size=SMALL) as pilot:
        await press(pilot, "f10", "ctrl+n", "ctrl+g")
        assert set(told(running)) == {"the disk says no"}


async def test_a_draft_that_only_clauses_were_put_into_opens_where_writing_begins(running: HandschlagApp) -> None:
    async with running.run_test(size=SMALL) as pilot:
        await press(pilot, *"An answer", "ctrl+g")
        running._keep_whereabouts()
        await press(pilot, "f4")
        editor = running.screen.query_one("#draft", ProseEditor)
        assert editor.cursor_location == beginning(editor.text)
        await press(pilot, "up")
        left = editor.cursor_location
        await press(pilot, "f9", "f4")
        assert running.screen.query_one("#draft", ProseEditor).cursor_location == left
