"""After the reveal: two columns, points that are flagged, scores of all reviews; and dropping a review."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from data import flags, points, reviews, sessions
from data.i18n import medium_date
from data.model.mentorship import Mentorship, Party
from data.model.review import NEXT_REVIEW_AFTER, Outcome
from data.model.score_history import Scored, ScoreRow
from data.model.session import Session
from data.prose import write
from data.store.connection import Database
from tui.app import HandschlagApp
from tui.dialogs.cancellation import CancelSessionDialog, RestoreSessionDialog
from tui.dialogs.flags import FlagsDialog
from tui.dialogs.scores import ScoresDialog
from tui.dialogs.walk import WalkDialog
from tui.place import Name, Place
from tui.widgets.score_chart import ScoreChart

from ..conftest import OpenApp
from ..driving import BOTH_SIZES, LARGE, SMALL, press, settled
from ..seeing import focused, footer, part, rows, seen, told

pytestmark = pytest.mark.usefixtures("december")

WORDS = "we speak plainly about what does not work, and neither of us has to ask twice for it "


def review_of(database: Database, mentorship: Mentorship) -> Session:
    found = sessions.next_review(database, mentorship.id)
    assert found is not None
    return found


def revealed(database: Database, mentorship: Mentorship, mentor: int = 5, mentee: int = 2) -> Session:
    """The next review, answered by both and revealed."""
    session = review_of(database, mentorship)
    review = reviews.open(database, session.id)
    for party, score in ((Party.MENTOR, mentor), (Party.MENTEE, mentee)):
        write(database, reviews.answer_key(review, "works", party), f"{party.value}: {WORDS * 2}")
        reviews.score(database, session.id, party, "openness", score)
    reviews.reveal(database, session.id, meeting_open=True)
    return session


def flagged(database: Database, session: Session) -> list[str]:
    review = reviews.get(database, session.id)
    assert review is not None
    return [it.wording for it in flags.of_review(database, review)]


# -- side by side ------------------------------------------------------------------------------------------------------


async def test_the_columns_follow_the_width_of_the_terminal(
    open_app: OpenApp, database: Database, carla: Mentorship
) -> None:
    session = revealed(database, carla)
    app = open_app(Place(Name.REVIEW, carla.id, session.id))

    def beside() -> bool:
        return any(re.search("Anna Weber: ●●●●● 5 +Carla Diaz: ●●○○○ 2", row) for row in rows(app))

    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        assert beside()
        assert sum("mentor: we speak" in row and "mentee: we speak" in row for row in rows(app)) == 1
        for width, expected in ((99, False), (100, True), (80, False), (160, True)):
            await pilot.resize_terminal(width, 30)
            await settled(pilot)
            assert beside() is expected, width
        whole = part(app, "#items")
        assert whole.count("neither of us has to ask") >= 2, "long words wrap in their own column"


# -- flags -------------------------------------------------------------------------------------------------------------


@BOTH_SIZES
async def test_points_are_flagged_and_amending_opens_the_draft_at_them(
    open_app: OpenApp, database: Database, carla: Mentorship, size: tuple[int, int]
) -> None:
    session = revealed(database, carla)
    app = open_app(Place(Name.REVIEW, carla.id, session.id))
    async with app.run_test(size=size) as pilot:
        await press(pilot, "p")
        assert isinstance(app.screen, FlagsDialog)
        assert part(app, "#points").startswith("Mentor's responsibility ◇ gives notice ◇ listens")
        await press(pilot, "j", "enter")
        assert "◆ listens to be changed" in part(app, "#points")
        await press(pilot, "j", "space", "r", *"too vague", "escape", "escape")
        assert flagged(database, session) == ["listens", "asks"]
        assert "2 points are to be changed (p)." in part(app, "#who")
        if size == LARGE:
            assert "listens to be changed" in part(app, "#agreement")
        await press(pilot, "p", "j", "enter")
        assert flagged(database, session) == ["asks"]
        await press(pilot, "enter", "escape")
        assert flagged(database, session) == ["listens", "asks"]
        await press(pilot, "m")
        assert "the draft opens with 2 points marked" in part(app, "#work")
        await press(pilot, "enter")
        await settled(pilot)
        assert app.base_screen.place == Place(Name.AGREEMENT, carla.id)
        assert part(app, "#notice").startswith("2 points are to be changed after the review. Alt+U leads")
        assert "· to be changed" in part(app, "Preview")
        await press(pilot, *" to the end")
        assert [it.wording for it in points.of(database, carla.id) if it.to_change] == ["asks"], "the cursor was there"
        await press(pilot, "alt+u", "f", "o", "r")
        assert [it.wording for it in points.of(database, carla.id) if it.to_change] == []
        assert "asksfor" in seen(app)


async def test_a_point_that_stays_as_it_is_loses_its_mark_in_the_walk_and_in_the_outline(
    open_app: OpenApp, database: Database, carla: Mentorship
) -> None:
    session = revealed(database, carla)
    for point in points.of(database, carla.id):
        for party in Party:
            points.mark(database, carla.id, point.key, point.wording, party)
        flags.toggle(database, session.id, point)
    reviews.conclude(database, session.id, Outcome.AMEND)
    app = open_app(Place(Name.AGREEMENT, carla.id))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "alt+n")
        assert isinstance(app.screen, WalkDialog)
        assert part(app, "#to-change") == "A review has flagged this point as to be changed."
        assert part(app, "#whose") == "Mentor's responsibility"
        assert part(app, "#point") == "listens"
        await press(pilot, "x", "n")
        assert part(app, "#point") == "gives notice"
        await press(pilot, "n")
        assert part(app, "#point") == "2 points are still to be changed. n begins again."
        await press(pilot, "escape", "ctrl+o")
        listed = part(app, "KeyList")
        assert listed.count("to be changed") == 2
        await press(pilot, "g", *"jj", "x")
        assert part(app, "KeyList").count("to be changed") == 1
        await press(pilot, "x")
        assert told(app)[-1] == "No review has flagged this point as to be changed."
        await press(pilot, "escape")
        assert part(app, "#notice").startswith("1 point is to be changed after the review.")
        assert focused(app) == "draft"


async def test_before_the_reveal_nothing_is_flagged(open_app: OpenApp, carla: Mentorship) -> None:
    app = open_app(Place(Name.REVIEW, carla.id))
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "p")
        assert app.screen is app.base_screen
        assert "p points" not in footer(app)


# -- scores ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [0, 1, 12, 30])
@pytest.mark.parametrize("width", [20, 70])
def test_the_picture_has_a_column_for_each_review_that_has_room(carla: Mentorship, count: int, width: int) -> None:
    first = date(2026, 12, 24)
    scored = [Scored(first + timedelta(days=60 * turn), 1 + turn % 5, 5) for turn in range(count)]
    rows = [ScoreRow("openness", "How openly?", tuple(scored))] if count else []
    drawn = ScoreChart(rows, carla).plain(width)
    if not count:
        assert drawn == "No review with a score has been revealed yet."
        return
    shown = min(count, (width - 4) // 3)
    levels = [line for line in drawn.split("\n") if "│" in line]
    assert [line[1] for line in levels] == ["5", "4", "3", "2", "1"]
    assert levels[0].count("○") == drawn.count("○") - 1 == shown, "all are fives; one tells what the shape means"
    assert drawn.count("■") == shown + 1
    for turn in range(count - shown, count):
        assert levels[4 - turn % 5].count("■") == len(range(turn % 5, count, 5)) - len(
            range(turn % 5, count - shown, 5)
        )
    days = drawn.partition("Carla Diaz")[2]
    told = [f"{turn + 1}: {medium_date(scored[turn].day)}" for turn in range(count - shown, count)]
    assert " ".join(days.split()) == " ".join(told)
    assert max(map(len, drawn.split("\n"))) <= max(width, len("■ Anna Weber   ○ Carla Diaz")), "nothing is cut"


async def test_the_scores_of_twelve_reviews_are_a_picture_on_a_small_terminal(
    open_app: OpenApp, database: Database, carla: Mentorship
) -> None:
    for turn in range(12):
        session = revealed(database, carla, 1 + turn % 5, 5)
        reviews.conclude(database, session.id, Outcome.CONTINUE)
    app = open_app(Place(Name.REVIEW, carla.id))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "s")
        assert isinstance(app.screen, ScoresDialog)
        [fives] = [row for row in rows(app) if "5 │" in row]
        assert fives.count("○") == 12
        assert " 1 2 3 4 5 6 7 8 9 10 11 12 " in re.sub(" +", " ", seen(app))
        await press(pilot, *["down"] * 12)
        assert "12: " in seen(app), "the last day is scrolled to"
        await press(pilot, "escape")
        assert not app.screen.is_modal


async def test_on_a_large_terminal_the_picture_stands_below_the_answers_and_not_before_the_reveal(
    open_app: OpenApp, database: Database, carla: Mentorship
) -> None:
    reviews.conclude(database, revealed(database, carla).id, Outcome.CONTINUE)
    session = review_of(database, carla)
    app = open_app(Place(Name.REVIEW, carla.id, session.id))
    async with app.run_test(size=LARGE) as pilot:
        await settled(pilot)
        assert not app.screen.query_one("#scores").display
        reviews.open(database, session.id)
        reviews.score(database, session.id, Party.MENTEE, "openness", 1)
        await press(pilot, "r", "enter", "y")
        assert part(app, "#scores").endswith("■ Anna Weber ○ Carla Diaz")
        assert " 1 │ ○" in re.sub(" +", " ", seen(app)), "what was revealed now is in it"
        await pilot.resize_terminal(120, 30)
        await settled(pilot)
        assert not app.screen.query_one("#scores").display


# -- dropping one ------------------------------------------------------------------------------------------------------


async def test_dropping_a_review_tells_which_one_comes_then_and_taking_it_up_which_one_goes(
    open_app: OpenApp, database: Database, carla: Mentorship
) -> None:
    session = review_of(database, carla)
    app: HandschlagApp = open_app(Place(Name.CALENDAR, carla.id))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "left", "x")
        assert isinstance(app.screen, CancelSessionDialog)
        assert "The next review is then planned for Friday, 29 January 2027." in part(app, "#work")
        await press(pilot, "ctrl+s", "escape")
        assert review_of(database, carla).day == session.day + NEXT_REVIEW_AFTER
        await press(pilot, "x")
        assert isinstance(app.screen, RestoreSessionDialog)
        assert "The review that is planned for Friday, 29 January 2027 instead is taken away then." in part(
            app, "#work"
        )
        await press(pilot, "enter")
        assert review_of(database, carla).id == session.id
