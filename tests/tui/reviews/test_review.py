"""The review by keys: each answers alone, nothing is seen before both are done, then an outcome."""

from __future__ import annotations

import re

import pytest

from data import mentorships, reviews, sessions, versions
from data.model.mentorship import Mentorship, MentorshipState, Party
from data.model.review import Outcome, Review
from data.model.session import SessionState
from data.prose import read_all, write
from data.store.connection import Database, open_database
from tui.app import HandschlagApp
from tui.dialogs import ConfirmDialog
from tui.dialogs.party import PartyDialog
from tui.place import Name, Place

from ...data.mentoring import DRAFT, ended
from ..conftest import OpenApp
from ..driving import BOTH_SIZES, LARGE, SMALL, press, settled, until
from ..seeing import focused, footer, header, part, rows, seen, told

pytestmark = pytest.mark.usefixtures("december")

SECRETS = ("zebra crossing", "quince jelly")
"""What the first one answers, and what must not be seen afterwards."""


@pytest.fixture
def app(open_app: OpenApp, carla: Mentorship) -> HandschlagApp:
    """The app on Carla's review."""
    return open_app(Place(Name.REVIEW, carla.id))


def review_of(database: Database, mentorship: Mentorship) -> Review:
    """The one review."""
    with open_database(database.path) as other:
        [review] = reviews.of(other, mentorship.id)
        return review


def answered(database: Database, mentorship: Mentorship) -> Review:
    """Both have answered everything that is compared, and are done."""
    session = sessions.next_review(database, mentorship.id)
    assert session is not None
    review = reviews.open(database, session.id)
    for party, words in ((Party.MENTOR, "from Anna"), (Party.MENTEE, "from Carla")):
        for item in review.questions:
            if not (item.scale or item.choice):
                write(database, reviews.answer_key(review, item.key, party), words)
        for item in review.questions:
            if item.scale:
                reviews.score(database, session.id, party, item.key, 5 if party is Party.MENTOR else 2)
        reviews.finish(database, session.id, party)
    return review


@BOTH_SIZES
async def test_without_an_agreement_in_force_it_says_when_the_review_comes(
    open_app: OpenApp, ben: Mentorship, size: tuple[int, int]
) -> None:
    app = open_app(Place(Name.REVIEW, ben.id))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        assert part(app, "#who") == (
            "The review comes 30 days after the agreement has come into force. None is planned yet."
        )
        await press(pilot, "enter", "f", "w", "r", "c", "m", "x", "1")
        assert app.screen is app.base_screen


@BOTH_SIZES
async def test_the_owner_begins_with_the_own_answers_stored_key_by_key(
    app: HandschlagApp, database: Database, carla: Mentorship, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        assert header(app).startswith("Review · Anna Weber → Carla Diaz")
        assert "Anna Weber answers now. Carla Diaz sees nothing of it until both are done." in part(app, "#who")
        assert part(app, "#items").startswith("○ What works well under the agreement?")
        await press(pilot, "enter", *"we [talk]", "escape")
        review = review_of(database, carla)
        key = reviews.answer_key(review, "works", Party.MENTOR)
        assert read_all(database, carla.id, "review") == {(key.subject, "mentor"): "we [talk]"}
        assert part(app, "#items").startswith("✓ What works well under the agreement?")
        assert focused(app) == "items"


async def test_looking_at_a_review_begins_nothing_and_its_first_answer_does(
    app: HandschlagApp, database: Database, carla: Mentorship
) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "j", "enter", "escape", "w", "escape", "w", "enter")
        assert reviews.of(database, carla.id) == []
        assert "○ What works well under the agreement?" in part(app, "#items")
        await press(pilot, "enter", "x")
        assert review_of(database, carla).done_by == frozenset()


async def test_a_review_that_was_cancelled_is_told_so_and_not_begun(
    open_app: OpenApp, database: Database, carla: Mentorship
) -> None:
    session = sessions.next_review(database, carla.id)
    assert session is not None
    sessions.cancel(database, session.id, Party.MENTOR)
    app = open_app(Place(Name.REVIEW, carla.id, session.id))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "enter", "f", "w", "r", "c", "m", "x", "1")
        assert part(app, "#who") == "This review was cancelled. Plan another one in the calendar."
        assert app.screen is app.base_screen
        assert told(app) == []
        assert reviews.of(database, carla.id) == []


async def test_a_digit_on_the_list_gives_a_score_or_a_wish_and_only_where_one_is_asked(
    app: HandschlagApp, database: Database, carla: Mentorship
) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "4", "j", "j", "4")
        review = review_of(database, carla)
        given = {it.question: it for it in reviews.answers(database, review, party=Party.MENTOR)}
        assert (given["works"].score, given["openness"].score) == (None, 4)
        assert "●●●●○ 4" in part(app, "#items")
        await press(pilot, "G", "5", "2")
        given = {it.question: it for it in reviews.answers(database, review, party=Party.MENTOR)}
        assert given["outcome"].wish is Outcome.AMEND
        assert "amend" in part(app, "#items")


def nothing_of_the_first_one(app: HandschlagApp) -> bool:
    """No row that is drawn holds anything that the first one has given."""
    drawn = "\n".join(rows(app))
    return not any(word in drawn for secret in SECRETS for word in secret.split()) and "●●●●○" not in drawn


@BOTH_SIZES
async def test_after_handing_over_nothing_of_the_first_ones_answers_is_anywhere_on_the_screen(
    app: HandschlagApp, database: Database, carla: Mentorship, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await press(pilot, "enter", *SECRETS[0], "escape", "j", "enter", *SECRETS[1], "escape", "j", "4", "G", "2")
        await press(pilot, "g")
        assert not nothing_of_the_first_one(app)
        await pilot.press("w")
        assert isinstance(app.screen, ConfirmDialog)
        assert nothing_of_the_first_one(app)
        assert "Only Carla Diaz should see the screen." in part(app, "#work")
        await press(pilot, "enter")
        assert "Carla Diaz answers now." in part(app, "#who")
        for _place in range(9):
            assert nothing_of_the_first_one(app)
            await press(pilot, "enter", "ctrl+z", "ctrl+y", "escape", "j")
        for key in ("f1", "ctrl+p"):
            await press(pilot, key)
            assert nothing_of_the_first_one(app)
            await press(pilot, "escape")
        await press(pilot, "g", "enter", *"my own", "escape", "f")
        assert nothing_of_the_first_one(app)
        review = review_of(database, carla)
        assert review.done_by == {Party.MENTEE}
        with open_database(database.path) as other:
            texts = {(party, text) for (_key, party), text in read_all(other, carla.id, "review").items() if text}
        assert texts == {("mentor", SECRETS[0]), ("mentor", SECRETS[1]), ("mentee", "my own")}


async def test_escape_from_the_hand_over_shows_nobodys_answers(app: HandschlagApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "enter", *SECRETS[0], "escape", "w", "escape")
        assert nothing_of_the_first_one(app)
        assert "Hand over the keyboard" in part(app, "#who")


async def test_who_is_done_leaves_the_screen_and_the_other_one_begins(
    app: HandschlagApp, database: Database, carla: Mentorship
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "enter", *SECRETS[0], "escape", "f")
        assert nothing_of_the_first_one(app)
        assert part(app, "#who").startswith("Hand over the keyboard to Carla Diaz.")
        await press(pilot, "enter", "1")
        assert nothing_of_the_first_one(app)
        await press(pilot, "w", "enter", "f")
        assert part(app, "#who") == "Both are done. r reveals both answers."
        assert review_of(database, carla).done_by == set(Party)


async def test_answers_that_are_done_are_taken_up_again_by_their_own_party(
    app: HandschlagApp, database: Database, carla: Mentorship
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "enter", *SECRETS[0], "escape", "f", "u")
        assert isinstance(app.screen, PartyDialog)
        assert nothing_of_the_first_one(app)
        await press(pilot, "down", "enter")
        assert SECRETS[0] in seen(app)
        assert review_of(database, carla).done_by == set()


# -- together ----------------------------------------------------------------------------------------------------------


@BOTH_SIZES
async def test_the_reveal_shows_both_side_by_side_the_differences_first(
    app: HandschlagApp, database: Database, carla: Mentorship, size: tuple[int, int]
) -> None:
    answered(database, carla)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        assert "from Anna" not in seen(app)
        assert "from Carla" not in seen(app)
        await press(pilot, "r")
        assert review_of(database, carla).is_revealed
        listed = part(app, "#items")
        assert listed.startswith("How openly can you speak")
        assert "Anna Weber: ●●●●● 5 Carla Diaz: ●●○○○ 2 " in listed
        [beside] = {bool(re.search("from Anna +from Carla", row)) for row in rows(app) if "from Anna" in row}
        assert beside is (size == LARGE), "two columns from 100 columns on, else one below the other"
        assert footer(app).startswith("c continue  m amend  x end")


async def test_a_reveal_before_both_are_done_is_asked_once(
    app: HandschlagApp, database: Database, carla: Mentorship
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "enter", *SECRETS[0], "escape", "f", "r")
        assert "Carla Diaz is not done yet." in part(app, "#work")
        await press(pilot, "escape")
        assert not review_of(database, carla).is_revealed
        assert nothing_of_the_first_one(app)
        await press(pilot, "r", "enter", "y")
        assert review_of(database, carla).is_revealed
        assert SECRETS[0] in seen(app)


async def test_both_wishes_come_to_a_proposal_and_never_to_an_act(
    app: HandschlagApp, database: Database, carla: Mentorship
) -> None:
    session = sessions.next_review(database, carla.id)
    assert session is not None
    reviews.open(database, session.id)
    reviews.wish(database, session.id, Party.MENTEE, Outcome.END)
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "r", "enter", "y")
        assert "There is a wish to end: x." in part(app, "#who")
        assert mentorships.get(database, carla.id).state is MentorshipState.ACTIVE


@BOTH_SIZES
async def test_continue_holds_the_review_and_plans_the_next(
    app: HandschlagApp, database: Database, carla: Mentorship, size: tuple[int, int]
) -> None:
    review = answered(database, carla)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "r", "c", "enter")
        assert review_of(database, carla).outcome is Outcome.CONTINUE
        assert sessions.get(database, review.session_id).state is SessionState.HELD
        following = sessions.next_review(database, carla.id)
        assert following is not None
        assert told(app)[-1].startswith("The next review is planned for ")
        assert part(app, "#who") == "Held. You go on with the agreement as it is."
        await press(pilot, "c", "m", "x")
        assert app.screen is app.base_screen
        assert "from Carla" in seen(app)


async def test_amend_opens_the_draft_and_what_is_in_force_stays_so(
    app: HandschlagApp, database: Database, carla: Mentorship
) -> None:
    answered(database, carla)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "r", "m", "enter")
        assert review_of(database, carla).outcome is Outcome.AMEND
        assert app.base_screen.place == Place(Name.AGREEMENT, carla.id)
        assert versions.in_force(database, carla.id) is not None
        assert versions.draft_text(database, carla.id) == DRAFT


@BOTH_SIZES
async def test_end_asks_only_who_and_nothing_chosen_ends_nothing(
    app: HandschlagApp, database: Database, carla: Mentorship, size: tuple[int, int]
) -> None:
    answered(database, carla)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "r", "x", "enter", "escape")
        assert mentorships.get(database, carla.id).state is MentorshipState.ACTIVE
        await press(pilot, "x", "down", "down", "enter")
        assert mentorships.get(database, carla.id).state is MentorshipState.ENDED
        assert review_of(database, carla).outcome is Outcome.END
        assert part(app, "#who") == "Held. The mentoring has ended."
        assert "from Carla" in part(app, "#items")


# -- beside it ---------------------------------------------------------------------------------------------------------


async def test_the_agreement_in_force_stands_beside_the_questions_or_is_one_key_away(
    app: HandschlagApp, open_app: OpenApp, carla: Mentorship
) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await settled(pilot)
        assert "• gives notice" in part(app, "#agreement")
        assert "v agreement" not in footer(app)
    small = open_app(Place(Name.REVIEW, carla.id))
    async with small.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert "gives notice" not in seen(small)
        await press(pilot, "v")
        assert "• gives notice" in part(small, "#agreement")
        assert "What works well" not in seen(small)
        await press(pilot, "v")
        assert "What works well" in part(small, "#items")


async def test_that_the_other_one_is_done_at_another_terminal_is_noticed(
    app: HandschlagApp, database: Database, carla: Mentorship
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "f")
        with open_database(database.path) as other:
            session = sessions.next_review(other, carla.id)
            assert session is not None
            reviews.finish(other, session.id, Party.MENTEE)
        await until(pilot, lambda: "Both are done." in part(app, "#who"))


@BOTH_SIZES
async def test_after_the_end_the_last_revealed_review_is_read_and_not_changed(
    app: HandschlagApp, database: Database, carla: Mentorship, size: tuple[int, int]
) -> None:
    review = answered(database, carla)
    reviews.reveal(database, review.session_id)
    ended(database, carla)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        assert "from Anna" in part(app, "#items")
        for word in ("continue", "amend", "end  ", "reveal", "done", "answer"):
            assert word not in footer(app)
        await press(pilot, "c", "m", "x", "enter", "f", "w", "r", "u", "1")
        assert app.screen is app.base_screen
        assert review_of(database, carla).outcome is None


@BOTH_SIZES
async def test_after_the_end_answers_that_were_never_revealed_stay_unseen(
    app: HandschlagApp, database: Database, carla: Mentorship, size: tuple[int, int]
) -> None:
    answered(database, carla)
    ended(database, carla)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        assert part(app, "#who") == "The mentoring has ended, and no review was held."
        assert "from " not in seen(app)
        await press(pilot, "r", "w", "u", "enter")
        assert "from " not in seen(app)
