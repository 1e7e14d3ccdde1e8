"""The scores of all reviews: what is in the picture, where it stands, and how documents tell it."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from data import reviews, sessions
from data.documents import dossier
from data.model.format import Format
from data.model.mentorship import Mentorship, Party
from data.model.review import Outcome, Review, ReviewAnswer, ReviewItem
from data.model.score_history import NARROWEST, WIDEST, Scored, ScoreRow, fitting, score_rows
from data.store.connection import Database

from ..mentoring import active, ended
from .conftest import NOON


def review(*keys: str, revealed: bool = True, wording: str = "") -> Review:
    """One whose questions ask for scores; a key in capitals asks for words only."""
    items = tuple(ReviewItem(key.lower(), wording or key, scale=key.islower()) for key in keys)
    return Review("s", "m", items, frozenset(), NOON if revealed else None, None, None)


def score(party: Party, question: str, value: int | None) -> ReviewAnswer:
    return ReviewAnswer(party, question, "", value)


def test_each_question_with_a_score_has_a_row_and_each_review_a_column() -> None:
    first, second = date(2026, 12, 24), date(2027, 2, 22)
    rows = score_rows(
        [
            (first, review("WORDS", "open", "gone"), [score(Party.MENTOR, "open", 4), score(Party.MENTEE, "gone", 1)]),
            (
                second,
                review("new", "open", wording="now"),
                [score(Party.MENTEE, "open", 2), score(Party.MENTOR, "new", 5)],
            ),
        ]
    )
    assert [(row.key, row.wording) for row in rows] == [("new", "now"), ("open", "now"), ("gone", "gone")]
    assert rows[0].reviews == (Scored(first, None, None), Scored(second, 5, None))
    assert rows[1].reviews == (Scored(first, 4, None), Scored(second, None, 2))
    assert rows[1].marks(4) == [(Party.MENTOR,), ()]
    assert rows[1].marks(2) == [(), (Party.MENTEE,)]
    assert rows[1].last(1).reviews == (Scored(second, None, 2),)
    assert rows[1].last(9) == rows[1]


def test_the_same_score_of_both_has_both_marks() -> None:
    row = ScoreRow("open", "open", (Scored(date(2026, 12, 24), 3, 3),))
    assert row.marks(3) == [(Party.MENTOR, Party.MENTEE)]


def test_what_is_not_revealed_and_what_nobody_gave_a_score_is_in_no_row() -> None:
    day = date(2026, 12, 24)
    hidden = (day, review("open", revealed=False), [score(Party.MENTOR, "open", 1)])
    assert score_rows([hidden]) == []
    assert score_rows([(day, review("open", "WORDS"), [])]) == []
    [row] = score_rows([hidden, (day, review("open"), [score(Party.MENTEE, "open", 2)])])
    assert row.reviews == (Scored(day, None, 2),)


@given(st.integers(1, 200), st.integers(-5, 200))
def test_as_many_reviews_are_shown_as_have_room(count: int, cells: int) -> None:
    shown, width = fitting(count, cells)
    assert 1 <= shown <= count
    assert NARROWEST <= width <= WIDEST
    assert shown * width <= max(cells, NARROWEST)
    assert shown == count or (shown + 1) * NARROWEST > cells, "no room is left for another one"


# -- from the reviews themselves ---------------------------------------------------------------------------------------


@pytest.fixture
def mentorship(database: Database) -> Mentorship:
    with time_machine.travel(NOON, tick=False):
        return active(database, mentee="Ben | *Okafor*")


def scored(database: Database, mentorship: Mentorship, mentor: int | None, mentee: int | None) -> Review:
    """The next review, with scores of both, neither revealed nor concluded."""
    session = sessions.next_review(database, mentorship.id)
    assert session is not None
    made = reviews.open(database, session.id)
    for party, value in zip(Party, (mentor, mentee), strict=True):
        reviews.score(database, session.id, party, "openness", value)
    return made


def held(database: Database, mentorship: Mentorship, mentor: int | None, mentee: int | None) -> Review:
    """The next review, concluded."""
    made = scored(database, mentorship, mentor, mentee)
    reviews.reveal(database, made.session_id, meeting_open=True)
    return reviews.conclude(database, made.session_id, Outcome.CONTINUE)


def test_only_revealed_reviews_are_in_it_and_in_the_dossier(database: Database, mentorship: Mentorship) -> None:
    assert reviews.score_rows(database, mentorship.id) == []
    held(database, mentorship, 4, 2)
    held(database, mentorship, None, 5)
    secret = scored(database, mentorship, 1, 3)
    [row] = reviews.score_rows(database, mentorship.id)
    assert [(it.mentor, it.mentee) for it in row.reviews] == [(4, 2), (None, 5)]
    text = dossier.dossier(database, mentorship.id)
    assert (
        "| Review of | Anna Weber | Ben \\| \\*Okafor\\* |\n| --- | ---: | ---: |\n"
        "| 24 December 2026 | 4 | 2 |\n| 22 February 2027 | – | 5 |\n"
    ) in text
    assert text.count("2027 | 1 | 3 |") == 0
    reviews.reveal(database, secret.session_id, meeting_open=True)
    ended(database, mentorship)
    assert "| 23 April 2027 | 1 | 3 |\n" in dossier.dossier(database, mentorship.id)


def test_a_page_draws_them_by_shapes(database: Database, mentorship: Mentorship) -> None:
    assert "<rect" not in dossier.rendered(database, mentorship.id, Format.HTML)
    for mentor, mentee in ((4, 2), (None, 5), (3, 3), (5, 1)):
        held(database, mentorship, mentor, mentee)
    page = dossier.rendered(database, mentorship.id, Format.HTML)
    picture = page[page.rindex("<svg") : page.rindex("</svg>")]
    assert page.rindex("</svg>") < page.index("<h2>")
    assert "style=" not in picture
    assert picture.count("<rect") == 3
    assert picture.count("<circle") == 4
    marked = re.findall(r'<(?:rect x="([\d.]+)"|circle cx="([\d.]+)") c?y="(\d+)"[^>]*><title>([^:]+): (\d)', picture)
    assert [(day, score) for *_place, day, score in marked][:2] == [("24 December 2026", "4"), ("23 April 2027", "3")]
    height = {score: int(y) + (5 if left else 0) for left, _right, y, _day, score in marked}
    assert [height[score] for score in "12345"] == sorted(height.values(), reverse=True), "a better one stands higher"
    assert picture.count("stroke-dasharray") == 3, "a line between two that follow each other"
    assert picture.count('opacity="0.6"/>') == 1, "and none over what was not given"
    assert "■ Anna Weber · ○ Ben | *Okafor*</p>" in page


def test_many_reviews_stay_within_the_picture(database: Database, mentorship: Mentorship) -> None:
    for turn in range(12):
        with time_machine.travel(NOON + timedelta(days=30 + 60 * turn), tick=False):
            held(database, mentorship, 1 + turn % 5, 5 - turn % 5)
    page = dossier.rendered(database, mentorship.id, Format.HTML)
    picture = page[page.rindex("<svg") : page.rindex("</svg>")]
    places = [float(x) for x in re.findall(r'<circle cx="([\d.]+)"', picture)]
    assert (len(places), places) == (12, sorted(places))
    assert 30 < places[0] < places[-1] < 640
