"""Taking back the changes of a checklist: all of one's own, the last one first, and nothing of somebody else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import prose, question_changes, questions, texts
from data.errors import Refused
from data.model.mentorship import Mentorship
from data.model.question import QuestionState
from data.store.connection import Database, open_database

from .mentoring import begun, ended, fresh


def shape(database: Database, mentorship: Mentorship) -> list[tuple[str, str, QuestionState]]:
    """What one sees of the list."""
    return [(it.id, it.wording, it.state) for it in questions.of(database, mentorship.id)]


def change(database: Database, mentorship: Mentorship, kind: str, place: int, to: int) -> None:
    """Make one change of a kind."""
    listed = questions.of(database, mentorship.id)
    it = listed[place % len(listed)]
    match kind:
        case "add":
            questions.add(database, mentorship.id, f"Question {to}?", it.topic, it.topic_title)
        case "import":
            questions.add_from_catalogue(database, mentorship.id, texts.catalogue("en"))
        case "reword":
            questions.reword(database, it.id, f"Word {to}?", it.row_version)
        case "asked" | "skipped":
            questions.set_state(database, it.id, QuestionState(kind))
        case "move":
            questions.move(database, it.id, to % len(listed))
        case "remove" if len(listed) > 1:
            questions.remove(database, it.id)


KINDS = ["add", "import", "reword", "asked", "skipped", "move", "remove"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 60), st.integers(0, 60)), max_size=12))
def test_taking_back_everything_leads_back_step_by_step(steps: list[tuple[str, int, int]]) -> None:
    with fresh() as database:
        mentorship = begun(database)
        seen = [shape(database, mentorship)]
        for kind, place, to in steps:
            change(database, mentorship, kind, place, to)
            if (now := shape(database, mentorship)) != seen[-1]:
                seen.append(now)
        while question_changes.can_take_back(database, mentorship.id):
            assert shape(database, mentorship) == seen.pop()
            question_changes.take_back(database, mentorship.id)
        assert [shape(database, mentorship)] == seen


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("add", "What was added is off the list again."),
        ("import", "What was added is off the list again."),
        ("reword", "The former words are back."),
        ("skipped", "Marked as it was before."),
        ("move", "Moved back."),
        ("remove", "What was removed is on the list again."),
    ],
)
def test_it_is_said_what_was_taken_back(database: Database, mentorship: Mentorship, kind: str, told: str) -> None:
    change(database, mentorship, kind, 1, 3)
    _question, sentence = question_changes.take_back(database, mentorship.id)
    assert sentence == told


def test_the_core_questions_of_a_new_list_are_no_change(database: Database, mentorship: Mentorship) -> None:
    assert not question_changes.can_take_back(database, mentorship.id)
    with pytest.raises(Refused, match="nothing to take back"):
        question_changes.take_back(database, mentorship.id)


def test_what_somebody_else_has_changed_since_stays(database: Database, mentorship: Mentorship) -> None:
    first, second, *_others = questions.of(database, mentorship.id)
    questions.reword(database, first.id, "Mine?", first.row_version)
    with open_database(database.path) as other:
        assert not question_changes.can_take_back(other, mentorship.id)
        mine = questions.get(other, first.id)
        questions.reword(other, mine.id, "Theirs?", mine.row_version)
    with pytest.raises(Refused, match="Somebody else"):
        question_changes.take_back(database, mentorship.id)
    assert questions.get(database, first.id).wording == "Theirs?"
    assert not question_changes.can_take_back(database, mentorship.id)
    assert questions.get(database, second.id) == second


def test_a_move_is_taken_back_around_what_came_in_meanwhile(database: Database, mentorship: Mentorship) -> None:
    before = [it.id for it in questions.of(database, mentorship.id)]
    questions.move(database, before[0], 3)
    with open_database(database.path) as other:
        come = questions.add(other, mentorship.id, "New?", "own", "Own").id
    question, _sentence = question_changes.take_back(database, mentorship.id)
    assert question == before[0]
    assert [it.id for it in questions.of(database, mentorship.id)] == [*before, come]


def test_an_added_question_keeps_its_answer_off_the_list(database: Database, mentorship: Mentorship) -> None:
    made = questions.add(database, mentorship.id, "Mine?", "own", "Own")
    prose.write(database, questions.answer_key(made), "kept")
    question_changes.take_back(database, mentorship.id)
    assert made.id not in [it.id for it in questions.of(database, mentorship.id)]
    assert questions.get(database, made.id).answer == "kept"


def test_a_change_that_failed_leaves_nothing_to_take_back(database: Database, mentorship: Mentorship) -> None:
    first, *_others = questions.of(database, mentorship.id)
    with pytest.raises(Exception, match="Somebody else"):
        questions.reword(database, first.id, "Mine?", first.row_version + 1)
    assert not question_changes.can_take_back(database, mentorship.id)


def test_in_an_ended_mentorship_nothing_is_taken_back(database: Database, mentorship: Mentorship) -> None:
    first, *_others = questions.of(database, mentorship.id)
    questions.set_state(database, first.id, QuestionState.SKIPPED)
    ended(database, mentorship)
    with pytest.raises(Refused):
        question_changes.take_back(database, mentorship.id)
    assert questions.get(database, first.id).state is QuestionState.SKIPPED


def test_what_was_written_beforehand_is_kept_apart_from_the_answer(database: Database, mentorship: Mentorship) -> None:
    first, *_others = questions.of(database, mentorship.id)
    prose.write(database, questions.beforehand_key(first), "before")
    prose.write(database, questions.answer_key(first), "said")
    for found in (questions.get(database, first.id), questions.of(database, mentorship.id)[0]):
        assert (found.beforehand, found.answer) == ("before", "said")
