"""Points that a review has flagged as to be changed: in its record for good, in the draft until they are."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from data import flags, points, reviews, sessions, versions
from data.documents import dossier, minutes
from data.errors import Refused
from data.model.agreement import Point
from data.model.mentorship import Mentorship, Party
from data.model.review import Flag, Outcome, Review
from data.store.connection import Database

from ..mentoring import DRAFT, active, agreed, dump, ended, proposed, write_draft
from .conftest import NOON


@pytest.fixture
def review(database: Database, mentorship: Mentorship) -> Review:
    """The 30-day review, revealed."""
    return revealed(database, mentorship)


def revealed(database: Database, mentorship: Mentorship) -> Review:
    session = sessions.next_review(database, mentorship.id)
    assert session is not None
    return reviews.reveal(database, reviews.open(database, session.id).session_id, meeting_open=True)


def point(database: Database, mentorship: Mentorship, wording: str) -> Point:
    """A point of the version in force."""
    version = versions.in_force(database, mentorship.id)
    assert version is not None
    return next(it for it in points.of(database, mentorship.id, version.text) if it.wording == wording)


def flag(database: Database, review: Review, mentorship: Mentorship, *wordings: str) -> None:
    for wording in wordings:
        flags.toggle(database, review.session_id, point(database, mentorship, wording))


def flagged(database: Database, review: Review) -> list[str]:
    return [it.wording for it in flags.of_review(database, review)]


def marked(database: Database, mentorship: Mentorship) -> list[str]:
    """The points of the draft that are to be changed."""
    return [it.wording for it in points.of(database, mentorship.id) if it.to_change]


def test_a_flag_is_set_and_taken_back(database: Database, mentorship: Mentorship, review: Review) -> None:
    assert flags.toggle(database, review.session_id, point(database, mentorship, "asks"))
    assert flags.toggle(database, review.session_id, point(database, mentorship, "listens"))
    listens = point(database, mentorship, "listens")
    assert flags.of_review(database, review)[0] == Flag(listens.key, Party.MENTOR, "listens"), "the mentor's first"
    assert flagged(database, review) == ["listens", "asks"]
    assert not flags.toggle(database, review.session_id, listens)
    assert flagged(database, review) == ["asks"]
    assert flags.toggle(database, review.session_id, listens)
    assert flagged(database, review) == ["listens", "asks"]


def test_only_after_the_reveal_and_before_the_outcome(database: Database, mentorship: Mentorship) -> None:
    session = sessions.next_review(database, mentorship.id)
    assert session is not None
    asks = point(database, mentorship, "asks")
    before = dump(database)
    with pytest.raises(Refused, match="Reveal the answers first"):
        flags.toggle(database, session.id, asks)
    assert dump(database) == before
    reviews.open(database, session.id)
    with pytest.raises(Refused, match="Reveal the answers first"):
        flags.toggle(database, session.id, asks)
    review = revealed(database, mentorship)
    reviews.conclude(database, review.session_id, Outcome.CONTINUE)
    with pytest.raises(Refused, match="has its outcome already"):
        flags.toggle(database, session.id, asks)


def test_in_an_ended_mentorship_nothing_is_flagged(database: Database, mentorship: Mentorship, review: Review) -> None:
    asks = point(database, mentorship, "asks")
    ended(database, mentorship)
    with pytest.raises(Refused, match="has ended"):
        flags.toggle(database, review.session_id, asks)
    with pytest.raises(Refused, match="has ended"):
        flags.leave(database, mentorship.id, asks)


def test_to_amend_marks_them_in_the_draft(database: Database, mentorship: Mentorship, review: Review) -> None:
    flag(database, review, mentorship, "asks", "listens")
    assert marked(database, mentorship) == [], "nothing is decided yet"
    reviews.conclude(database, review.session_id, Outcome.AMEND)
    assert marked(database, mentorship) == ["listens", "asks"]


@pytest.mark.parametrize("outcome", [Outcome.CONTINUE, Outcome.END])
def test_any_other_outcome_marks_nothing(
    database: Database, mentorship: Mentorship, review: Review, outcome: Outcome
) -> None:
    flag(database, review, mentorship, "asks")
    reviews.conclude(database, review.session_id, outcome, Party.MENTEE)
    assert marked(database, mentorship) == []
    assert flagged(database, review) == ["asks"], "the record of the review keeps it"


def test_what_a_review_flagged_that_went_on_is_not_marked_by_a_later_one(
    database: Database, mentorship: Mentorship, review: Review
) -> None:
    flag(database, review, mentorship, "asks")
    reviews.conclude(database, review.session_id, Outcome.CONTINUE)
    later = revealed(database, mentorship)
    flag(database, later, mentorship, "listens")
    reviews.conclude(database, later.session_id, Outcome.AMEND)
    assert marked(database, mentorship) == ["listens"]


def test_the_mark_goes_with_the_wording_and_comes_back_with_it(
    database: Database, mentorship: Mentorship, review: Review
) -> None:
    flag(database, review, mentorship, "asks", "listens")
    reviews.conclude(database, review.session_id, Outcome.AMEND)
    write_draft(database, mentorship, DRAFT.replace("listens", "listens to the end"))
    assert marked(database, mentorship) == ["asks"]
    write_draft(database, mentorship, DRAFT.replace("- asks", "*  asks"))
    assert marked(database, mentorship) == ["listens", "asks"], "neither white space nor signs are words"


def test_the_mark_goes_where_the_point_stays_as_it_is(
    database: Database, mentorship: Mentorship, review: Review
) -> None:
    flag(database, review, mentorship, "asks", "listens")
    reviews.conclude(database, review.session_id, Outcome.AMEND)
    flags.leave(database, mentorship.id, point(database, mentorship, "asks"))
    assert marked(database, mentorship) == ["listens"]
    before = dump(database)
    flags.leave(database, mentorship.id, point(database, mentorship, "asks"))
    flags.leave(database, mentorship.id, point(database, mentorship, "gives notice"))
    assert dump(database) == before, "what is not flagged is left alone"
    assert flagged(database, review) == ["listens", "asks"]


def test_the_marks_go_with_the_next_version_in_force_and_a_later_review_may_set_them_again(
    database: Database, mentorship: Mentorship, review: Review
) -> None:
    flag(database, review, mentorship, "asks", "listens")
    reviews.conclude(database, review.session_id, Outcome.AMEND)
    version = proposed(database, mentorship, DRAFT.replace("listens", "listens to the end"))
    assert marked(database, mentorship) == ["asks"], "a proposal settles nothing"
    agreed(database, version)
    assert marked(database, mentorship) == []
    later = revealed(database, mentorship)
    flag(database, later, mentorship, "asks")
    reviews.conclude(database, later.session_id, Outcome.AMEND)
    assert marked(database, mentorship) == ["asks"]
    assert flagged(database, review) == ["listens", "asks"]


def test_minutes_and_dossier_tell_what_is_to_be_changed(database: Database) -> None:
    with time_machine.travel(NOON, tick=False):
        mentorship = active(database, DRAFT.replace("asks", "asks *[why](x)*"))
    with time_machine.travel(NOON + timedelta(days=30), tick=False):
        review = revealed(database, mentorship)
        flag(database, review, mentorship, "asks *[why](x)*", "listens")
        told = "To be changed in the agreement:\n\n- Anna Weber: listens\n- Ben Okafor: asks \\*\\[why\\](x)\\*\n"
        assert told in minutes.minutes(database, mentorship.id, review.session_id)
        assert told in dossier.dossier(database, mentorship.id)
        flag(database, review, mentorship, "asks *[why](x)*", "listens")
    assert "To be changed" not in minutes.minutes(database, mentorship.id, review.session_id)
