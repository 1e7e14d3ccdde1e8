"""The minutes of a session, and the checklist on paper."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from data import prose
from data.documents import minutes
from data.documents import questions as question_list
from data.errors import NotFound
from data.model.mentorship import Party
from data.model.question import QuestionState
from data.model.review import Outcome
from data.model.session import SessionKind
from data.store import commitments, meetings, questions, reviews, sessions

from ..golden_files import golden
from .document_cases import MEETING_DAY, at, begin, hold_first, in_force, needs_german, plan_first

if TYPE_CHECKING:
    from data.store.connection import Database

pytestmark = pytest.mark.usefixtures("known")


def test_the_minutes_of_a_first_meeting(database: Database) -> None:
    it = begin(database)
    first = plan_first(database, it)
    with at(datetime(2026, 12, 1, 9, 2, tzinfo=UTC)):
        meetings.open(database, first.id)
        hold_first(database, it, first)
    with at(datetime(2026, 12, 1, 9, 58, tzinfo=UTC)):
        meetings.close(database, first.id)
    text = minutes.minutes(database, it.id, first.id)
    assert "- Date: Tuesday, 1 December 2026" in text
    assert "- Opened at 10:02, closed at 10:58" in text
    assert "A view from outside.\n\n- and *honest* feedback\n" in text, "an answer stands as it was typed"
    assert "> ```\n> not closed" in text, "and takes nothing after it along"
    assert "- Ben Okafor: send the \\*reading list\\* (by 14 December 2026, open)\n" in text
    assert "  - carried over once; it was due first on 7 December 2026" in text
    golden("minutes-first-en.md", text)


@needs_german
def test_the_minutes_are_in_the_language_of_the_mentorship(database: Database) -> None:
    it = begin(database, language="de")
    first = plan_first(database, it)
    with at(MEETING_DAY):
        hold_first(database, it, first)
    golden("minutes-first-de.md", minutes.minutes(database, it.id, first.id))


def test_the_states_of_questions_are_told(database: Database) -> None:
    it = begin(database)
    first = plan_first(database, it)
    listed = questions.of(database, it.id)
    for question in listed[4:]:
        questions.remove(database, question.id)
    for question, state in zip(listed, (QuestionState.ASKED, QuestionState.SKIPPED), strict=False):
        questions.set_state(database, question.id, state)
    text = minutes.minutes(database, it.id, first.id)
    assert "Asked: 1. Skipped: 1. Left open: 2." in text
    assert f"**{listed[0].wording}**\n\n*Asked; no answer was written down.*" in text
    assert f"**{listed[1].wording}**\n\n*Skipped.*" in text
    assert f"**{listed[2].wording}**\n\n*Left open.*" in text
    assert listed[4].wording not in text


def test_a_session_in_which_nothing_was_written_down(database: Database) -> None:
    it = begin(database)
    with at(MEETING_DAY):
        session = sessions.plan(database, it.id, kind=SessionKind.REGULAR, starts=datetime(2026, 12, 8, 10, 0))
        sessions.cancel(database, session.id, Party.MENTEE)
    text = minutes.minutes(database, it.id, session.id)
    assert text.startswith("# Minutes of the session\n")
    assert "- State: cancelled by Ben Okafor on 1 December 2026" in text
    assert text.endswith("\n\nNothing has been written down yet.\n")


def test_what_a_party_prepares_for_itself_is_in_no_minutes(database: Database) -> None:
    it = begin(database)
    first = plan_first(database, it)
    question = questions.of(database, it.id)[0]
    prose.write(database, prose.Key(it.id, "prepared", question.id, "mentee"), "between me and myself")
    assert "between me and myself" not in minutes.minutes(database, it.id, first.id)


def test_the_answers_of_a_review_are_in_its_minutes_after_the_reveal_only(database: Database) -> None:
    it = in_force(database)
    session = sessions.next_review(database, it.id)
    assert session is not None
    assert session.day == datetime(2026, 12, 31).date()
    with at(datetime(2026, 12, 31, 9, 0, tzinfo=UTC)):
        review = reviews.open(database, session.id)
        prose.write(database, reviews.answer_key(review, "works", Party.MENTOR), "the hours")
        reviews.score(database, session.id, Party.MENTEE, "openness", 4)
        reviews.wish(database, session.id, Party.MENTEE, Outcome.AMEND)
        for party in Party:
            reviews.finish(database, session.id, party)
        before = minutes.minutes(database, it.id, session.id)
        assert "the hours" not in before
        assert "4 of 5" not in before
        assert "would like" not in before
        assert "The answers have not been revealed yet." in before
        reviews.reveal(database, session.id)
        reviews.conclude(database, session.id, Outcome.AMEND)
    after = minutes.minutes(database, it.id, session.id)
    assert "**Anna Weber**\n\nthe hours" in after
    assert "**Ben Okafor**: 4 of 5" in after
    assert "**Ben Okafor** would like to amend the agreement." in after
    assert "Outcome: the agreement is to be amended." in after
    golden("minutes-review-en.md", after)


def test_minutes_of_another_mentorship_are_not_found(database: Database) -> None:
    it, other = begin(database), begin(database, mentee="Carla Diaz")
    first = plan_first(database, it)
    with pytest.raises(NotFound):
        minutes.minutes(database, other.id, first.id)


def test_the_name_of_the_file_has_the_day(database: Database) -> None:
    it = begin(database)
    assert minutes.file_name(it, plan_first(database, it)) == "minutes-anna-weber-ben-okafor-2026-12-01.md"


# -- the checklist -----------------------------------------------------------------------------------------------------


def test_the_checklist_has_room_to_write(database: Database) -> None:
    it = begin(database)
    listed = questions.of(database, it.id)
    prose.write(database, questions.answer_key(listed[0]), "Courage\n\n```\nand more")
    questions.set_state(database, listed[0].id, QuestionState.ASKED)
    questions.set_state(database, listed[1].id, QuestionState.SKIPPED)
    text = question_list.questions_document(it, questions.of(database, it.id))
    assert f"- [x] {listed[0].wording}\n\n  > Courage\n  >\n  > ```\n  > and more\n" in text
    assert listed[1].wording not in text
    assert f"- [ ] {listed[2].wording}\n\n  ______" in text
    golden("questions-en.md", text)


@needs_german
def test_the_checklist_is_in_the_language_of_the_mentorship(database: Database) -> None:
    it = begin(database, language="de")
    golden("questions-de.md", question_list.questions_document(it, questions.of(database, it.id)))
    assert question_list.file_name(it) == "fragenliste-anna-weber-ben-okafor.md"


def test_questions_in_another_order_stay_with_their_topic(database: Database) -> None:
    it = begin(database)
    listed = questions.of(database, it.id)
    shuffled = listed[::2] + listed[1::2]
    text = question_list.questions_document(it, shuffled)
    assert text.count("\n## ") == len({question.topic for question in listed})
    assert all(question.wording in text for question in listed)


def test_a_list_without_questions_says_so(database: Database) -> None:
    it = begin(database)
    removed = [dataclasses.replace(question, removed=True) for question in questions.of(database, it.id)]
    assert question_list.questions_document(it, removed).endswith("There are no questions on the list yet.\n")
    assert question_list.file_name(it) == "questions-anna-weber-ben-okafor.md"


def test_what_is_open_from_earlier_is_carried_into_the_minutes_with_its_first_date(database: Database) -> None:
    it = begin(database)
    first = plan_first(database, it)
    with at(MEETING_DAY):
        kept = commitments.make(database, it.id, Party.MENTEE, "send the list", date(2026, 12, 4), first.id)
        done = commitments.make(database, it.id, Party.MENTOR, "book the room", None, first.id)
        later = sessions.plan(database, it.id, kind=SessionKind.REGULAR, starts=datetime(2026, 12, 8, 10, 0))
        early = commitments.make(database, it.id, Party.MENTOR, "call", None)
        commitments.done(database, early.id)
        commitments.carry_over(database, kept.id, date(2026, 12, 20))
    with at(datetime(2026, 12, 8, 10, 0, tzinfo=UTC)):
        commitments.done(database, done.id)
        commitments.make(database, it.id, Party.MENTEE, "read", None, later.id)
    text = minutes.minutes(database, it.id, later.id)
    made, carried = text.split("## Commitments carried over from earlier\n")
    assert "- Ben Okafor: read (open)" in made
    assert carried.strip().split("\n") == [
        "- Ben Okafor: send the list (by 20 December 2026, open)",
        "  - carried over once; it was due first on 4 December 2026",
        "- Anna Weber: book the room (done)",
    ]
    assert "carried over from earlier" not in minutes.minutes(database, it.id, first.id)


def test_the_list_shows_what_was_written_beforehand_and_room_to_write(database: Database) -> None:
    it = begin(database)
    first, *_others = questions.of(database, it.id)
    prose.write(database, questions.beforehand_key(first), "A *view*\nfrom outside")
    text = question_list.questions_document(it, questions.of(database, it.id))
    assert f"- [ ] {first.wording}\n\n  *Beforehand:*\n\n  A *view*\n  from outside\n\n  ____" in text
