"""The checklist: an order, three states, answers as prose, and nothing ever lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import clauses, events, i18n, prose, questions, texts
from data.errors import BadInput, Clash, NotFound, Refused
from data.model.catalogue import Catalogue, CatalogueQuestion, Topic
from data.model.mentorship import Mentorship
from data.model.question import CORE_TOPICS, Question, QuestionState, tally, uncovered
from data.store.connection import Database

from .mentoring import begun, dump, ended, fresh

OWN = Catalogue(
    "Ours",
    "en",
    (Topic("food", "Food", core=False, section="expectations"), Topic("comfort", "Our comfort", True, "ground_rules")),
    (
        CatalogueQuestion("lunch", "food", "Where do we eat?"),
        CatalogueQuestion("tea", "comfort", "Tea or coffee?"),
        CatalogueQuestion("cake", "food", "Cake?"),
    ),
)


def wordings(database: Database, mentorship: Mentorship) -> list[str]:
    return [it.wording for it in questions.of(database, mentorship.id)]


def only(database: Database, mentorship: Mentorship, *words: str) -> list[Question]:
    """The list with these questions alone."""
    for question in questions.of(database, mentorship.id):
        questions.remove(database, question.id)
    return [questions.add(database, mentorship.id, it, "own", "Own") for it in words]


# -- adding ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_core_topics_are_on_the_list_from_the_start(database: Database, language: str) -> None:
    made = begun(database, language=language)
    found = questions.of(database, made.id)
    catalogue = texts.catalogue(language)
    assert [it.wording for it in found] == [it.wording for it in catalogue.questions if it.topic in CORE_TOPICS]
    assert [it.position for it in found] == list(range(len(found)))
    assert {it.state for it in found} == {QuestionState.OPEN}
    assert uncovered(found) == []
    titles = {it.key: it.title for it in catalogue.topics}
    assert questions.topics(database, made.id) == [
        (key, titles[key]) for key in dict.fromkeys(it.topic for it in found)
    ]
    assert questions.add_core(database, made.id) == 0


def test_adding_a_catalogue_twice_adds_nothing(database: Database, mentorship: Mentorship) -> None:
    catalogue = texts.catalogue("en")
    core = len(questions.of(database, mentorship.id))
    assert questions.add_from_catalogue(database, mentorship.id, catalogue) == len(catalogue.questions) - core
    before = dump(database)
    assert questions.add_from_catalogue(database, mentorship.id, catalogue) == 0
    assert questions.add_from_catalogue(database, mentorship.id, texts.catalogue("de")) == 0, "the same in German"
    assert dump(database) == before


def test_only_the_chosen_are_added_behind_their_topic(database: Database, mentorship: Mentorship) -> None:
    assert questions.add_from_catalogue(database, mentorship.id, OWN, {"tea", "cake", "none such"}) == 2
    found = questions.of(database, mentorship.id)
    comfort = [it.wording for it in found if it.topic == "comfort"]
    assert comfort[-1] == "Tea or coffee?"
    assert found[-1].wording == "Cake?"
    assert [it.position for it in found] == list(range(len(found)))
    topics = [it.topic for it in found]
    assert topics == sorted(topics, key=topics.index), "the topics stay together"
    assert (found[-1].source, found[-1].topic_title) == ("cake", "Food")


def test_a_removed_one_comes_back_with_its_answer(database: Database, mentorship: Mentorship) -> None:
    first = questions.of(database, mentorship.id)[0]
    prose.write(database, questions.answer_key(first), "To learn.")
    questions.set_state(database, first.id, QuestionState.ASKED)
    questions.remove(database, first.id)
    assert questions.add_core(database, mentorship.id) == 1
    again = questions.of(database, mentorship.id)[0]
    assert (again.id, again.answer, again.state) == (first.id, "To learn.", QuestionState.ASKED)


def test_an_own_question_goes_behind_its_topic(database: Database, mentorship: Mentorship) -> None:
    own = questions.add(database, mentorship.id, "  What\n makes you [b]laugh[/b]?", "comfort", "Comfort")
    assert (own.wording, own.source, own.state) == ("What makes you [b]laugh[/b]?", "", QuestionState.OPEN)
    found = questions.of(database, mentorship.id)
    assert [it.id for it in found if it.topic == "comfort"][-1] == own.id
    assert [it.position for it in found] == list(range(len(found)))


@pytest.mark.parametrize(
    ("wording", "sentence"), [("", "Type the question"), ("\n \t", "Type"), ("x" * 501, "at most 500")]
)
def test_what_is_no_question_is_told(database: Database, mentorship: Mentorship, wording: str, sentence: str) -> None:
    question = questions.of(database, mentorship.id)[0]
    with pytest.raises(BadInput, match=sentence):
        questions.add(database, mentorship.id, wording, "comfort", "Comfort")
    with pytest.raises(BadInput, match=sentence):
        questions.reword(database, question.id, wording, question.row_version)
    assert questions.get(database, question.id) == question


# -- changing ----------------------------------------------------------------------------------------------------------


def test_other_words_keep_the_answer(database: Database, mentorship: Mentorship) -> None:
    question = questions.of(database, mentorship.id)[1]
    prose.write(database, questions.answer_key(question), "Yes 😀")
    after = questions.reword(database, question.id, "And?", question.row_version)
    assert (after.wording, after.answer, after.source) == ("And?", "Yes 😀", question.source)
    with pytest.raises(Clash):
        questions.reword(database, question.id, "Or?", question.row_version)
    assert questions.get(database, question.id).wording == "And?"


def test_states_are_counted(database: Database, mentorship: Mentorship) -> None:
    total = len(questions.of(database, mentorship.id))
    first, second, third = questions.of(database, mentorship.id)[:3]
    questions.set_state(database, first.id, QuestionState.ASKED)
    questions.set_state(database, second.id, QuestionState.SKIPPED)
    questions.set_state(database, third.id, QuestionState.ASKED)
    questions.remove(database, third.id)
    counted = tally(questions.of(database, mentorship.id, removed=True))
    assert (counted.asked, counted.skipped, counted.open, counted.total) == (1, 1, total - 3, total - 1)
    assert questions.set_state(database, first.id, QuestionState.OPEN).state is QuestionState.OPEN


def test_a_core_topic_without_a_question_is_named(database: Database, mentorship: Mentorship) -> None:
    for question in questions.of(database, mentorship.id):
        if question.topic == "comfort":
            questions.set_state(database, question.id, QuestionState.SKIPPED)
        if question.topic == "development":
            questions.remove(database, question.id)
    assert uncovered(questions.of(database, mentorship.id, removed=True)) == ["comfort", "development"]


def test_the_last_removed_is_known_until_it_is_back(database: Database, mentorship: Mentorship) -> None:
    one, two, _three = only(database, mentorship, "one", "two", "three")
    for question in (two, one):
        questions.remove(database, question.id)
    assert wordings(database, mentorship) == ["three"]
    last = questions.last_removed(database, mentorship.id)
    assert last is not None
    assert (last.id, last.removed) == (one.id, True)
    questions.restore(database, one.id)
    last = questions.last_removed(database, mentorship.id)
    assert last is not None
    assert last.id == two.id
    questions.restore(database, two.id)
    assert wordings(database, mentorship) == ["one", "two", "three"]


def test_nothing_was_removed_from_a_new_list(database: Database, mentorship: Mentorship) -> None:
    assert questions.last_removed(database, mentorship.id) is None


@given(st.integers(1, 6), st.lists(st.tuples(st.integers(0, 5), st.integers(-2, 8), st.booleans()), max_size=6))
@settings(max_examples=25, deadline=None)
def test_moving_is_a_permutation(count: int, moves: list[tuple[int, int, bool]]) -> None:
    with fresh() as database:
        mentorship = begun(database)
        added = only(database, mentorship, *"abcdef"[:count])
        expected = [it.id for it in added]
        for index, place, hide in moves:
            if hide and len(expected) > 1:
                gone = expected.pop(index % len(expected))
                questions.remove(database, gone)
            moved = expected.pop(index % len(expected))
            expected.insert(max(place, 0), moved)
            questions.move(database, moved, place)
            everything = questions.of(database, mentorship.id, removed=True)
            assert [it.id for it in everything if not it.removed] == expected
            assert [it.position for it in everything] == list(range(len(everything)))


def test_a_removed_question_comes_back_to_its_place(database: Database, mentorship: Mentorship) -> None:
    _one, two, three = only(database, mentorship, "one", "two", "three")
    questions.remove(database, two.id)
    questions.restore(database, two.id)
    assert wordings(database, mentorship) == ["one", "two", "three"]
    questions.move(database, three.id, 0)
    assert wordings(database, mentorship) == ["three", "one", "two"]


def test_lists_do_not_mix(database: Database, mentorship: Mentorship) -> None:
    other = begun(database)
    before = questions.of(database, other.id)
    only(database, mentorship, "one", "two")
    questions.move(database, questions.of(database, mentorship.id)[1].id, 0)
    assert questions.of(database, other.id) == before


def test_a_question_that_is_none_is_not_found(database: Database) -> None:
    with pytest.raises(NotFound):
        questions.get(database, "0" * 16)


def test_the_list_of_an_ended_mentorship_stays(database: Database, mentorship: Mentorship) -> None:
    question = questions.of(database, mentorship.id)[0]
    ended(database, mentorship)
    before = dump(database)
    changes: list[Callable[[], object]] = [
        lambda: questions.add(database, mentorship.id, "Why?", "comfort", "Comfort"),
        lambda: questions.add_from_catalogue(database, mentorship.id, OWN),
        lambda: questions.reword(database, question.id, "Why?", question.row_version),
        lambda: questions.set_state(database, question.id, QuestionState.ASKED),
        lambda: questions.move(database, question.id, 2),
        lambda: questions.remove(database, question.id),
        lambda: questions.restore(database, question.id),
        lambda: clauses.note_clause(database, mentorship.id, question.id, "w", "a", b""),
    ]
    for change in changes:
        with pytest.raises(Refused):
            change()
    assert dump(database) == before


# -- answers -----------------------------------------------------------------------------------------------------------


def test_an_answer_is_prose_beside_its_question(database: Database, mentorship: Mentorship) -> None:
    first, second = questions.of(database, mentorship.id)[:2]
    opened = prose.Prose.open(database, questions.answer_key(first))
    opened.replace(0, 0, "Gründlich.\n\n- zuhören")
    assert questions.get(database, first.id).answer == "Gründlich.\n\n- zuhören", "also before it has settled"
    opened.close()
    assert questions.get(database, second.id).answer == ""


def test_an_answer_that_became_a_clause_says_so(database: Database, mentorship: Mentorship) -> None:
    first, second = questions.of(database, mentorship.id)[:2]
    clauses.note_clause(database, mentorship.id, first.id, "gives notice", "A day ahead.", b"\x00\xff")
    assert questions.get(database, first.id).has_clause
    assert not questions.get(database, second.id).has_clause
    row = database.row("SELECT * FROM clauses")
    assert row is not None
    assert (row["wording"], row["anchor"], len(row["answer_sha256"])) == ("gives notice", b"\x00\xff", 64)


def test_removing_is_noted(database: Database, mentorship: Mentorship) -> None:
    question = questions.of(database, mentorship.id)[0]
    with i18n.using("de"):
        questions.remove(database, question.id)
    assert [it.subject for it in events.of(database, mentorship.id, "question removed")] == [question.id]
