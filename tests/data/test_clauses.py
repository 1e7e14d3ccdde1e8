"""Clauses that were answers: where they stand in a draft that is written on, and answers that changed since."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import Key, Prose, clauses, prose, questions
from data.errors import Refused
from data.model.mentorship import Mentorship
from data.model.points import insert_clause
from data.model.question import Question
from data.model.standing import Clause, passages, replaced, standing
from data.store.connection import Database, open_database

from .mentoring import DRAFT, begun, ended, write_draft

ANSWER = "Speak plainly, and give me notice a day ahead."
ITEM = f"- {ANSWER}"


@pytest.fixture
def mentorship(database: Database) -> Mentorship:
    made = begun(database)
    write_draft(database, made, DRAFT)
    return made


@pytest.fixture
def question(database: Database, mentorship: Mentorship) -> Question:
    made = questions.add(database, mentorship.id, "What may I do?", "comfort", "Comfort")
    prose.write(database, questions.answer_key(made), ANSWER)
    return questions.get(database, made.id)


def opened(database: Database, mentorship: Mentorship) -> Prose:
    return Prose.open(database, Key(mentorship.id, "draft"))


def take(database: Database, mentorship: Mentorship, question: Question, section: str = "mentor") -> None:
    draft = opened(database, mentorship)
    start, end, words = insert_clause(draft.text, section, "Mentor's responsibilities", question.answer)
    draft.replace(start, end, words)
    anchor = draft.sticky(start)
    draft.close()
    clauses.note_clause(database, mentorship.id, question.id, question.answer.strip(), question.answer, anchor)


def edit(database: Database, mentorship: Mentorship, before: str, after: str) -> None:
    """Change words of the draft as somebody does who types."""
    draft = opened(database, mentorship)
    start = draft.text.encode().index(before.encode())
    draft.replace(start, start + len(before.encode()), after)
    draft.close()


def lines(database: Database, mentorship: Mentorship) -> list[str]:
    """What stands where a clause is said to stand."""
    text = prose.read(database, Key(mentorship.id, "draft")).split("\n")
    return ["\n".join(text[it.start : it.end]) for it in clauses.of(database, mentorship.id)]


def only(database: Database, mentorship: Mentorship) -> Clause:
    found = clauses.of(database, mentorship.id)
    assert len(found) == 1
    return found[0]


# -- where it stands ---------------------------------------------------------------------------------------------------


def test_without_clauses_there_are_none(database: Database, mentorship: Mentorship) -> None:
    assert clauses.of(database, mentorship.id) == []


def test_a_clause_stands_where_it_was_put(database: Database, mentorship: Mentorship, question: Question) -> None:
    take(database, mentorship, question)
    assert lines(database, mentorship) == [ITEM]
    assert not only(database, mentorship).answer_changed


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# Agreement", "# Our agreement\n\nBegun in December.\n\n- one\n- two"),
        ("- gives notice\n", ""),
        ("- listens\n", "- listens\n- a point of another one\n"),
    ],
)
def test_words_before_it_do_not_move_it_off(
    database: Database, mentorship: Mentorship, question: Question, before: str, after: str
) -> None:
    take(database, mentorship, question)
    edit(database, mentorship, before, after)
    assert lines(database, mentorship) == [ITEM]


@pytest.mark.parametrize("after", ["two days ahead.", "a day ahead, by e-mail.", "a day before."])
def test_edited_words_are_still_the_clause(
    database: Database, mentorship: Mentorship, question: Question, after: str
) -> None:
    take(database, mentorship, question)
    edit(database, mentorship, "a day ahead.", after)
    assert lines(database, mentorship) == [ITEM.replace("a day ahead.", after)]


def test_a_clause_that_was_moved_is_found(database: Database, mentorship: Mentorship, question: Question) -> None:
    take(database, mentorship, question)
    edit(database, mentorship, f"{ITEM}\n", "")
    assert clauses.of(database, mentorship.id) == []
    edit(database, mentorship, "- asks", f"{ITEM}\n- asks")
    assert lines(database, mentorship) == [ITEM]


def test_a_clause_that_is_a_paragraph_now_is_found(
    database: Database, mentorship: Mentorship, question: Question
) -> None:
    take(database, mentorship, question)
    edit(database, mentorship, f"- listens\n{ITEM}", f"- listens\n\n{ANSWER}\nThat is all.")
    assert lines(database, mentorship) == [f"{ANSWER}\nThat is all."]


def test_a_clause_whose_words_are_gone_is_gone_and_back_with_them(
    database: Database, mentorship: Mentorship, question: Question
) -> None:
    take(database, mentorship, question)
    write_draft(database, mentorship, DRAFT)
    assert clauses.of(database, mentorship.id) == []
    write_draft(database, mentorship, f"## Other\n\n{ITEM}\n")
    assert lines(database, mentorship) == [ITEM]
    write_draft(database, mentorship, "")
    assert clauses.of(database, mentorship.id) == []


def test_an_answer_that_is_a_list_stands_as_its_items(
    database: Database, mentorship: Mentorship, question: Question
) -> None:
    prose.write(database, questions.answer_key(question), "1. speaks plainly\n2. gives notice a day ahead")
    take(database, mentorship, questions.get(database, question.id))
    assert lines(database, mentorship) == ["- speaks plainly\n- gives notice a day ahead"]
    edit(database, mentorship, "- gives notice a day ahead\n", "")
    assert lines(database, mentorship) == ["- speaks plainly"]


def test_a_clause_under_a_new_heading_is_found_from_the_mark_before_it(
    database: Database, mentorship: Mentorship, question: Question
) -> None:
    take(database, mentorship, question, "boundaries")
    edit(database, mentorship, "Speak plainly", "Please speak plainly")
    assert lines(database, mentorship) == [ITEM.replace("Speak", "Please speak")]


def test_an_answer_that_was_taken_twice_stands_once(
    database: Database, mentorship: Mentorship, question: Question
) -> None:
    take(database, mentorship, question)
    first = only(database, mentorship)
    anchor = bytes(database.value("SELECT anchor FROM clauses"))
    clauses.note_clause(database, mentorship.id, question.id, ANSWER, ANSWER, anchor)
    assert only(database, mentorship).id != first.id


def test_marks_that_are_damaged_or_of_words_not_read_yet_do_no_harm(
    database: Database, mentorship: Mentorship, question: Question
) -> None:
    behind = opened(database, mentorship)
    with open_database(database.path) as other:
        take(other, mentorship, question)
    assert clauses.of(database, mentorship.id, behind) == []
    behind.catch_up()
    assert [it.answer for it in clauses.of(database, mentorship.id, behind)] == [ANSWER]
    behind.close()
    for anchor in (b"", b"\x00\xff", b"abc", None):
        database.connection.execute("UPDATE clauses SET anchor = ?", (anchor,))
        assert lines(database, mentorship) == [ITEM]


@given(
    st.lists(st.sampled_from(["- asks", "- gives notice", "", "## Part", "words", "  more", "1. one", "> q"])),
    st.sampled_from(["asks", "gives notice\nwith more", "- a\n- b", "words"]),
    st.integers(0, 60),
)
def test_where_a_clause_stands_there_are_words_like_it(parts: list[str], wording: str, place: int) -> None:
    text = "\n".join(parts)
    found = standing(text, place, wording)
    if found is not None:
        start, end = found
        assert 0 <= start < end <= len(parts)
        assert parts[start].strip()
        assert any(it.start == start for it in passages(text))
        first, last, words = replaced(text, start, end, wording)
        data = text.encode()
        kept = (data[:first] + words.encode() + data[last:]).decode().split("\n")
        assert kept[:start] == parts[:start]
        assert kept[start + words.count("\n") + 1 :] == parts[end:]


# -- answers that changed ----------------------------------------------------------------------------------------------


def answer(database: Database, question: Question, words: str) -> None:
    prose.write(database, questions.answer_key(question), words)


def test_an_answer_that_changed_since_shows_at_its_clause(
    database: Database, mentorship: Mentorship, question: Question
) -> None:
    take(database, mentorship, question)
    answer(database, question, "Speak plainly.")
    changed = only(database, mentorship)
    assert (changed.answer, changed.answer_changed) == ("Speak plainly.", True)
    answer(database, question, ANSWER)
    assert not only(database, mentorship).answer_changed


def test_an_answer_that_changed_as_the_clause_did_is_no_news(
    database: Database, mentorship: Mentorship, question: Question
) -> None:
    take(database, mentorship, question)
    edit(database, mentorship, "a day ahead.", "two days ahead.")
    answer(database, question, ANSWER.replace("a day ahead.", "two days ahead."))
    assert not only(database, mentorship).answer_changed
    answer(database, question, f"{ANSWER} \n")
    assert not only(database, mentorship).answer_changed


def test_an_answer_that_was_emptied_has_changed(database: Database, mentorship: Mentorship, question: Question) -> None:
    take(database, mentorship, question)
    answer(database, question, "")
    assert only(database, mentorship).answer_changed


def test_the_clause_may_stay_as_it_is_until_the_answer_changes_again(
    database: Database, mentorship: Mentorship, question: Question
) -> None:
    take(database, mentorship, question)
    answer(database, question, "Speak plainly.")
    clauses.settle(database, mentorship.id, only(database, mentorship).id, "Speak plainly.")
    assert not only(database, mentorship).answer_changed
    assert lines(database, mentorship) == [ITEM]
    answer(database, question, "Speak plainly, please.")
    assert only(database, mentorship).answer_changed


def test_the_clause_may_take_the_new_words(database: Database, mentorship: Mentorship, question: Question) -> None:
    take(database, mentorship, question)
    answer(database, question, "Speak plainly.\n")
    it = only(database, mentorship)
    draft = opened(database, mentorship)
    start, end, words = replaced(draft.text, it.start, it.end, it.answer)
    draft.replace(start, end, words)
    clauses.retake(database, mentorship.id, it.id, it.answer, draft.sticky(start))
    draft.close()
    assert lines(database, mentorship) == ["- Speak plainly."]
    again = only(database, mentorship)
    assert (again.wording, again.answer_changed) == ("Speak plainly.", False)


def test_after_the_end_nothing_is_settled(database: Database, mentorship: Mentorship, question: Question) -> None:
    take(database, mentorship, question)
    answer(database, question, "Speak plainly.")
    ended(database, mentorship)
    it = only(database, mentorship)
    changes: list[Callable[[], object]] = [
        lambda: clauses.settle(database, mentorship.id, it.id, it.answer),
        lambda: clauses.retake(database, mentorship.id, it.id, it.answer, b""),
    ]
    for change in changes:
        with pytest.raises(Refused):
            change()
    assert only(database, mentorship).answer_changed
