"""A live talk: the plan of its minutes, the words from before, the cursor one comes back to, the minutes at the end."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from data import commitments, i18n, meetings, places, prose, questions, versions
from data.model.mentorship import Mentorship, Party
from data.model.question import QuestionState
from data.model.session import Session, SessionKind
from data.store.connection import Database, open_database
from tui.app import HandschlagApp
from tui.dialogs.document import DocumentDialog
from tui.place import Name, Place
from tui.widgets.prose_editor import ProseEditor

from ..data.mentoring import planned
from .conftest import OpenApp
from .driving import BOTH_SIZES, SMALL, fill, press, settled, until
from .seeing import focused, part, seen
from .stored import stored_questions

pytestmark = pytest.mark.usefixtures("december")


@pytest.fixture
def first(database: Database, ben: Mentorship) -> Session:
    """The first meeting, which has just begun."""
    session = planned(database, ben, "2026-12-01T12:00", SessionKind.FIRST, minutes=60)
    meetings.open(database, session.id)
    return session


@pytest.fixture
def app(open_app: OpenApp, ben: Mentorship, first: Session) -> HandschlagApp:
    """The app in it."""
    return open_app(Place(Name.MEETING, ben.id))


def four_questions(database: Database, mentorship: Mentorship) -> None:
    """Two of the relationship, two of comfort."""
    left = {"relationship": 2, "comfort": 2}
    for question in stored_questions(database, mentorship):
        if left.get(question.topic, 0) > 0:
            left[question.topic] -= 1
        else:
            questions.remove(database, question.id)


# -- the plan ----------------------------------------------------------------------------------------------------------


@BOTH_SIZES
@pytest.mark.parametrize(
    ("speech", "in_time", "late"),
    [
        ("en", "Relationship: until 30:00", "6 min behind the plan"),
        ("de", "Relationship: bis 30:00", "6 Min. hinter dem Plan"),
    ],
)
async def test_the_plan_says_until_when_and_how_far_behind(
    app: HandschlagApp,
    database: Database,
    ben: Mentorship,
    december: time_machine.Traveller,
    size: tuple[int, int],
    speech: str,
    in_time: str,
    late: str,
) -> None:
    i18n.use(speech)
    four_questions(database, ben)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        assert part(app, "PlanLine") == in_time
        december.shift(timedelta(minutes=21, seconds=10))
        await until(pilot, lambda: part(app, "PlanLine") == late)
        await press(pilot, "ctrl+n")
        assert part(app, "PlanLine") == in_time
        await press(pilot, "ctrl+n")
        assert part(app, "PlanLine").endswith("60:00")


async def test_the_plan_is_still_once_the_meeting_is_closed(
    app: HandschlagApp, database: Database, first: Session
) -> None:
    meetings.close(database, first.id)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert part(app, "PlanLine") == ""


# -- beforehand --------------------------------------------------------------------------------------------------------


@BOTH_SIZES
async def test_the_words_from_before_stand_muted_above_the_answer(
    app: HandschlagApp, database: Database, ben: Mentorship, size: tuple[int, int]
) -> None:
    one, two, *_others = stored_questions(database, ben)
    prose.write(database, questions.beforehand_key(one), "a view [x]\nfrom outside")
    async with app.run_test(size=size) as pilot:
        await press(pilot, *"said")
        assert part(app, "#beforehand") == "Beforehand: a view [x] from outside"
        assert stored_questions(database, ben)[0].answer == "said"
        assert stored_questions(database, ben)[0].beforehand == "a view [x]\nfrom outside"
        await press(pilot, "ctrl+n")
        assert "Beforehand" not in seen(app)
        with open_database(database.path) as other:
            prose.write(other, questions.beforehand_key(two), "while we talk")
        await until(pilot, lambda: "Beforehand: while we talk" in part(app, "#beforehand"))


# -- coming back -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pane", ["answer", "draft"])
async def test_one_comes_back_to_the_same_place_of_the_same_text(
    app: HandschlagApp, open_app: OpenApp, database: Database, ben: Mentorship, pane: str
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "ctrl+n", *"one", "enter", *"two", "left", "up")
        if pane == "draft":
            await press(pilot, "tab", "ctrl+home", "down", "down")
        cursors = {name: app.screen.query_one(f"#{name}", ProseEditor).cursor_location for name in ("answer", "draft")}
        app._keep_whereabouts()
    prose.write(database, versions.draft_key(ben.id), f"{versions.draft_text(database, ben.id)}\nand more")
    again = open_app()
    async with again.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert focused(again) == pane
        for name, cursor in cursors.items():
            assert again.screen.query_one(f"#{name}", ProseEditor).cursor_location == cursor
        await press(pilot, "f3", "f9")
        assert focused(again) == pane
        assert again.screen.query_one(f"#{pane}", ProseEditor).cursor_location == cursors[pane]


@pytest.mark.parametrize(
    "record", [{}, {"pane": 1}, {"question": "x", "pane": "footer", "answer": [0, 0], "draft": [0, 0], "end": True}]
)
async def test_a_memory_that_says_nothing_begins_in_the_answer(
    app: HandschlagApp, database: Database, ben: Mentorship, record: dict[str, object]
) -> None:
    places.remember(database, f"meeting {ben.id}", record)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert focused(app) == "answer"


async def test_each_answer_is_gone_on_with_where_one_was_in_it(app: HandschlagApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, *"first", "left")
        app._keep_whereabouts()
        await press(pilot, "ctrl+n", *"second", "ctrl+r")
        assert focused(app) == "answer"
        await press(pilot, "X")
        assert app.screen.query_one("#answer", ProseEditor).text == "firsXt"


# -- the minutes -------------------------------------------------------------------------------------------------------


@BOTH_SIZES
async def test_closing_shows_the_minutes_ready_to_be_written(
    app: HandschlagApp, database: Database, ben: Mentorship, first: Session, tmp_path: Path, size: tuple[int, int]
) -> None:
    commitments.make(database, ben.id, Party.MENTEE, "send the list", None, first.id)
    async with app.run_test(size=size) as pilot:
        await press(pilot, *"To lead", "ctrl+n", "f10", "enter")
        assert isinstance(app.screen, DocumentDialog)
        await press(pilot, "w")
        await fill(pilot, "path", str(tmp_path / "minutes.md"))
        await press(pilot, "ctrl+s")
        written = (tmp_path / "minutes.md").read_text()
        for words in ("To lead", "Asked: 1. Skipped: 0. Left open: 16.", "- Ben Okafor: send the list (open)"):
            assert words in written
        await press(pilot, "escape")
        assert app.base_screen.place == Place(Name.AGREEMENT, ben.id)
        assert len(app.screen_stack) == 2


async def test_the_minutes_are_read_while_they_write_themselves(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, *"To lead", "alt+m")
        assert isinstance(app.screen, DocumentDialog)
        await press(pilot, "escape", *" well")
        assert stored_questions(database, ben)[0].answer == "To lead well"
        assert stored_questions(database, ben)[0].state is QuestionState.OPEN
