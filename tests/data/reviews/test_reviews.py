"""Reviews: blind until both are done, then together, then an outcome, and the next one in its rhythm."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from data import mentorships, prose, reviews, sessions, texts, versions
from data.errors import BadInput, NotFound, Refused
from data.model.mentorship import Mentorship, MentorshipState, Party
from data.model.review import (
    LONGEST_RHYTHM,
    NEXT_REVIEW_AFTER,
    SHORTEST_RHYTHM,
    Outcome,
    Review,
    ReviewAnswer,
    ReviewItem,
    differences_first,
    next_review_day,
    outcome_of,
)
from data.model.session import Session, SessionKind, SessionState
from data.store.connection import Database

from ..mentoring import DRAFT, dump, ended, planned, write_draft
from .conftest import NOON


@pytest.fixture
def review(database: Database, session: Session) -> Review:
    return reviews.open(database, session.id)


def of_kind(review: Review, kind: str) -> str:
    """The key of the first question that is a scale or a choice."""
    return next(item.key for item in review.questions if getattr(item, kind))


def answered(database: Database, review: Review, party: Party, words: str) -> None:
    prose.write(database, reviews.answer_key(review, review.questions[0].key, party), words)
    reviews.score(database, review.session_id, party, of_kind(review, "scale"), 4 if party is Party.MENTOR else 2)
    reviews.wish(database, review.session_id, party, Outcome.CONTINUE)


def revealed(database: Database, review: Review) -> Review:
    return reviews.reveal(database, review.session_id, meeting_open=True)


# -- beginning ---------------------------------------------------------------------------------------------------------


def test_a_review_has_its_questions_from_the_moment_it_is_opened(database: Database, session: Session) -> None:
    assert reviews.get(database, session.id) is None
    review = reviews.open(database, session.id)
    assert review.questions == texts.review_questions("en")
    assert (review.done_by, review.is_revealed, review.outcome) == (frozenset(), False, None)
    assert reviews.open(database, session.id) == review
    assert reviews.of(database, session.mentorship_id) == [review]


def test_what_is_no_review_is_not_opened(database: Database, mentorship: Mentorship, session: Session) -> None:
    regular = planned(database, mentorship, "2026-12-01T10:00")
    cancelled = sessions.cancel(
        database, planned(database, mentorship, "2026-12-02T10:00", SessionKind.REVIEW).id, Party.MENTOR
    )
    with pytest.raises(Refused, match="no review"):
        reviews.open(database, regular.id)
    with pytest.raises(Refused, match="was cancelled"):
        reviews.open(database, cancelled.id)
    with pytest.raises(NotFound):
        reviews.open(database, "0" * 16)
    with pytest.raises(NotFound, match="not begun"):
        reviews.finish(database, session.id, Party.MENTOR)
    with time_machine.travel(NOON + timedelta(days=40), tick=False):
        ended(database, mentorship)
    with pytest.raises(Refused, match="has ended"):
        reviews.open(database, session.id)
    assert reviews.of(database, mentorship.id) == []


# -- blind -------------------------------------------------------------------------------------------------------------


def test_until_both_are_done_each_sees_its_own(database: Database, review: Review) -> None:
    answered(database, review, Party.MENTOR, "mentor's words")
    answered(database, review, Party.MENTEE, "mentee's words")
    for party in Party:
        seen = reviews.answers(database, review, party=party)
        assert {it.party for it in seen} == {party}
        assert [it.question for it in seen] == [item.key for item in review.questions]
        assert seen[0].text == f"{party.value}'s words"
    with pytest.raises(Refused, match="revealed when both are done"):
        reviews.answers(database, review, party=None)
    reviews.finish(database, review.session_id, Party.MENTOR)
    with pytest.raises(Refused, match="revealed when both are done"):
        reviews.reveal(database, review.session_id)
    assert {it.party for it in reviews.answers(database, review, party=Party.MENTOR)} == {Party.MENTOR}


def test_when_both_are_done_both_see_both(database: Database, review: Review) -> None:
    for party in Party:
        answered(database, review, party, f"{party}")
        reviews.finish(database, review.session_id, party)
    once = reviews.reveal(database, review.session_id)
    assert once.is_revealed
    assert once.done_by == set(Party)
    assert reviews.reveal(database, review.session_id) == once
    seen = reviews.answers(database, review, party=None)
    assert [it.party for it in seen[:2]] == [Party.MENTOR, Party.MENTEE]
    assert reviews.answers(database, review, party=Party.MENTEE) == seen
    scores = {it.party: it.score for it in seen if it.question == of_kind(review, "scale")}
    assert scores == {Party.MENTOR: 4, Party.MENTEE: 2}
    assert {it.wish for it in seen if it.question == of_kind(review, "choice")} == {Outcome.CONTINUE}
    assert all(it.is_empty for it in seen if it.question not in _answered_keys(review))


def _answered_keys(review: Review) -> set[str]:
    return {review.questions[0].key, of_kind(review, "scale"), of_kind(review, "choice")}


def test_an_open_meeting_reveals_what_there_is(database: Database, review: Review) -> None:
    answered(database, review, Party.MENTEE, "alone")
    assert revealed(database, review).done_by == frozenset()
    assert reviews.answers(database, review, party=Party.MENTOR)[1].text == "alone"


def test_who_is_done_takes_it_up_again_first(database: Database, review: Review) -> None:
    key = of_kind(review, "scale")
    reviews.score(database, review.session_id, Party.MENTOR, key, 5)
    done = reviews.finish(database, review.session_id, Party.MENTOR)
    assert done.done_by == {Party.MENTOR}
    assert reviews.finish(database, review.session_id, Party.MENTOR) == done
    with pytest.raises(Refused, match="Take them up again first"):
        reviews.score(database, review.session_id, Party.MENTOR, key, 1)
    with pytest.raises(Refused, match="Take them up again first"):
        reviews.wish(database, review.session_id, Party.MENTOR, Outcome.END)
    reviews.score(database, review.session_id, Party.MENTEE, key, 1)
    assert reviews.unfinish(database, review.session_id, Party.MENTOR).done_by == frozenset()
    reviews.score(database, review.session_id, Party.MENTOR, key, None)
    found = {it.question: it.score for it in reviews.answers(database, review, party=Party.MENTOR)}
    assert found[key] is None


def test_what_is_revealed_stays(database: Database, review: Review) -> None:
    answered(database, review, Party.MENTOR, "x")
    revealed(database, review)
    before = dump(database)
    key = of_kind(review, "scale")
    changes: list[Callable[[], object]] = [
        lambda: reviews.score(database, review.session_id, Party.MENTOR, key, 1),
        lambda: reviews.wish(database, review.session_id, Party.MENTOR, None),
        lambda: reviews.finish(database, review.session_id, Party.MENTOR),
        lambda: reviews.unfinish(database, review.session_id, Party.MENTOR),
    ]
    for change in changes:
        with pytest.raises(Refused, match="revealed"):
            change()
    assert dump(database) == before


@pytest.mark.parametrize("value", [0, 6, -1])
def test_a_score_is_one_to_five(database: Database, review: Review, value: int) -> None:
    with pytest.raises(BadInput, match="from 1 to 5"):
        reviews.score(database, review.session_id, Party.MENTOR, of_kind(review, "scale"), value)


def test_words_have_no_score(database: Database, review: Review) -> None:
    words = next(item.key for item in review.questions if not item.scale)
    for key in (words, "none such"):
        with pytest.raises(BadInput, match="words only"):
            reviews.score(database, review.session_id, Party.MENTOR, key, 3)


def test_a_changed_mind_replaces_the_score(database: Database, review: Review) -> None:
    key = of_kind(review, "scale")
    for value in (1, 5, 3):
        reviews.score(database, review.session_id, Party.MENTOR, key, value)
    found = {it.question: it.score for it in reviews.answers(database, review, party=Party.MENTOR)}
    assert found[key] == 3
    assert database.value("SELECT count(*) FROM review_scores") == 1


def test_reviews_of_an_ended_mentorship_stay(database: Database, mentorship: Mentorship, review: Review) -> None:
    answered(database, review, Party.MENTOR, "x")
    with time_machine.travel(NOON, tick=False):
        ended(database, mentorship)
    for act in (reviews.finish, reviews.unfinish):
        with pytest.raises(Refused, match="has ended"):
            act(database, review.session_id, Party.MENTOR)
    with pytest.raises(Refused, match="has ended"):
        revealed(database, review)


# -- outcomes ----------------------------------------------------------------------------------------------------------


def test_to_continue_plans_the_next_one(database: Database, mentorship: Mentorship, review: Review) -> None:
    session = sessions.get(database, review.session_id)
    with time_machine.travel(NOON + timedelta(days=33), tick=False):
        revealed(database, review)
        done = reviews.conclude(database, review.session_id, Outcome.CONTINUE)
    assert (done.outcome, done.closed_at) == (Outcome.CONTINUE, NOON + timedelta(days=33))
    assert sessions.get(database, session.id).state is SessionState.HELD
    following = sessions.next_review(database, mentorship.id)
    assert following is not None
    assert following.starts == session.starts + NEXT_REVIEW_AFTER
    assert (following.minutes, following.zone) == (session.minutes, session.zone)
    assert mentorships.get(database, mentorship.id).state is MentorshipState.ACTIVE
    with pytest.raises(Refused, match="has its outcome already"):
        reviews.conclude(database, session.id, Outcome.END, Party.MENTOR)


def test_the_next_one_keeps_its_time_of_day_over_clock_changes(database: Database, mentorship: Mentorship) -> None:
    with time_machine.travel(datetime(2027, 2, 10, tzinfo=UTC), tick=False):
        held = planned(database, mentorship, "2027-02-10T09:30", SessionKind.REVIEW, place="room 2.14")
        first = sessions.next_review(database, mentorship.id)
        assert first is not None
        sessions.cancel(database, first.id, Party.MENTOR)
        revealed(database, reviews.open(database, held.id))
        reviews.conclude(database, held.id, Outcome.CONTINUE)
    following = sessions.next_review(database, mentorship.id)
    assert following is not None
    assert (following.starts, following.place) == (datetime(2027, 4, 11, 9, 30), "room 2.14")
    assert following.starts_at == datetime(2027, 4, 11, 7, 30, tzinfo=UTC)


def test_a_planned_one_is_not_planned_twice(database: Database, mentorship: Mentorship, review: Review) -> None:
    planned(database, mentorship, "2027-06-01T10:00", SessionKind.REVIEW)
    revealed(database, review)
    reviews.conclude(database, review.session_id, Outcome.CONTINUE)
    assert len([it for it in sessions.of(database, mentorship.id) if it.kind is SessionKind.REVIEW]) == 2


def test_to_amend_opens_the_draft(database: Database, mentorship: Mentorship, review: Review) -> None:
    revealed(database, review)
    reviews.conclude(database, review.session_id, Outcome.AMEND)
    assert versions.draft_text(database, mentorship.id) == DRAFT
    assert sessions.next_review(database, mentorship.id) is not None


def test_to_amend_overwrites_nothing_that_was_begun(database: Database, mentorship: Mentorship, review: Review) -> None:
    write_draft(database, mentorship, "the amendment\n")
    revealed(database, review)
    reviews.conclude(database, review.session_id, Outcome.AMEND)
    assert versions.draft_text(database, mentorship.id) == "the amendment\n"


def test_to_end_ends_it_for_the_one_who_says_so(database: Database, mentorship: Mentorship, review: Review) -> None:
    revealed(database, review)
    with pytest.raises(BadInput, match="which of the two"):
        reviews.conclude(database, review.session_id, Outcome.END)
    assert mentorships.get(database, mentorship.id).state is MentorshipState.ACTIVE
    done = reviews.conclude(database, review.session_id, Outcome.END, Party.MENTEE)
    assert done.outcome is Outcome.END
    assert mentorships.get(database, mentorship.id).state is MentorshipState.ENDED
    assert sessions.get(database, review.session_id).state is SessionState.HELD
    assert sessions.next_review(database, mentorship.id) is None


def test_there_is_no_outcome_before_the_reveal_or_of_a_cancelled_one(database: Database, review: Review) -> None:
    with pytest.raises(Refused, match="Reveal the answers first"):
        reviews.conclude(database, review.session_id, Outcome.CONTINUE)
    revealed(database, review)
    sessions.cancel(database, review.session_id, Party.MENTOR)
    before = dump(database)
    with pytest.raises(Refused, match="was cancelled"):
        reviews.conclude(database, review.session_id, Outcome.CONTINUE)
    assert dump(database) == before


# -- rules -------------------------------------------------------------------------------------------------------------


RHYTHMS = st.integers(SHORTEST_RHYTHM, LONGEST_RHYTHM)


@given(st.dates(date(2026, 1, 1), date(2030, 1, 1)), st.integers(-60, 500), RHYTHMS)
def test_the_rhythm_is_counted_from_the_planned_days(planned_on: date, late: int, days: int) -> None:
    held, rhythm = planned_on + timedelta(days=late), timedelta(days=days)
    following = next_review_day(planned_on, held, days)
    assert (following - planned_on).days % days == 0
    assert following >= held + rhythm // 2
    assert following - rhythm == planned_on or following - rhythm < held + rhythm // 2


@given(st.dates(date(2026, 1, 1), date(2030, 1, 1)), RHYTHMS, st.data())
def test_reviews_held_a_little_late_never_drift(first: date, days: int, data: st.DataObject) -> None:
    planned_on = first
    for turn in range(1, 11):
        late = data.draw(st.integers(0, (days + 1) // 2))
        planned_on = next_review_day(planned_on, planned_on + timedelta(days=late), days)
        assert planned_on == first + timedelta(days=days * turn)


def test_a_mentorship_has_its_own_rhythm(database: Database, mentorship: Mentorship, review: Review) -> None:
    change_rhythm(database, mentorship.id, " 21 ")
    session = sessions.get(database, review.session_id)
    with time_machine.travel(NOON + timedelta(days=33), tick=False):
        revealed(database, review)
        reviews.conclude(database, review.session_id, Outcome.CONTINUE)
    following = sessions.next_review(database, mentorship.id)
    assert following is not None
    assert following.starts == session.starts + timedelta(days=21)


@pytest.mark.parametrize("typed", ["", "6", "366", "-7", "1.5", "soon", "²"])
def test_a_rhythm_is_a_number_of_days_within_a_year(database: Database, mentorship: Mentorship, typed: str) -> None:
    with pytest.raises(BadInput, match="every 7 to 365 days"):
        change_rhythm(database, mentorship.id, typed)
    assert mentorships.get(database, mentorship.id).review_days == NEXT_REVIEW_AFTER.days


def test_a_review_is_overdue_until_it_is_dropped_and_the_next_keeps_the_rhythm(
    database: Database, mentorship: Mentorship, session: Session
) -> None:
    with time_machine.travel(NOON + timedelta(days=45), tick=False):
        assert sessions.next_review(database, mentorship.id) == session
        sessions.cancel(database, session.id, Party.MENTOR)
    following = sessions.next_review(database, mentorship.id)
    assert following is not None
    assert following.starts == session.starts + NEXT_REVIEW_AFTER


def change_rhythm(database: Database, mid: str, typed: str) -> None:
    it = mentorships.get(database, mid)
    mentorships.change(
        database,
        mid,
        mentor=it.mentor,
        mentee=it.mentee,
        mentor_email=it.mentor_email,
        mentee_email=it.mentee_email,
        zone=it.zone,
        review_days=typed,
        row_version=it.row_version,
    )


def answer(
    party: Party, question: str, text: str = "", score: int | None = None, wish: Outcome | None = None
) -> ReviewAnswer:
    return ReviewAnswer(party, question, text, score, wish)


@pytest.mark.parametrize(
    ("wishes", "outcome"),
    [
        ([None, None], None),
        ([Outcome.CONTINUE, None], Outcome.CONTINUE),
        ([Outcome.CONTINUE, Outcome.AMEND], Outcome.AMEND),
        ([Outcome.END, Outcome.AMEND], Outcome.END),
    ],
)
def test_either_wish_weighs(wishes: list[Outcome | None], outcome: Outcome | None) -> None:
    answers = [answer(party, "how", wish=wish) for party, wish in zip(Party, wishes, strict=True)]
    assert outcome_of(answers) is outcome


def test_where_both_differ_most_comes_first() -> None:
    items = [ReviewItem(key, key, scale=True) for key in ("neither", "both", "one", "near", "far", "wish")]
    mentor, mentee = Party
    answers = [
        answer(mentor, "both", "a"),
        answer(mentee, "both", "b"),
        answer(mentor, "one", "a"),
        answer(mentee, "one", " \n"),
        answer(mentor, "near", score=3),
        answer(mentee, "near", score=4),
        answer(mentor, "far", score=1),
        answer(mentee, "far", score=5),
        answer(mentor, "wish", wish=Outcome.CONTINUE),
        answer(mentee, "wish", wish=Outcome.END),
    ]
    assert [it.key for it in differences_first(items, answers)] == ["wish", "far", "near", "one", "both", "neither"]
