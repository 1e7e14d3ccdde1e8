"""The plan of a meeting: shares by the number of questions, and how far one is behind."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from data.model.meeting_plan import behind, plan, stretch_of
from data.model.question import Question, QuestionState

MINUTE = timedelta(minutes=1)
HOUR = 60 * MINUTE


def question(topic: str, state: QuestionState = QuestionState.OPEN, *, removed: bool = False) -> Question:
    """A question of which only topic and state matter."""
    return Question("", "", topic, topic.title(), "?", 0, state, "", "", "", False, removed, 1)


LISTS = st.lists(
    st.builds(question, st.sampled_from("abcd"), st.sampled_from(QuestionState), removed=st.booleans()), max_size=30
)
SPANS = st.timedeltas(timedelta(minutes=1), timedelta(hours=5))


def test_each_topic_has_time_for_its_questions() -> None:
    listed = [question("relationship")] * 3 + [question("comfort")] * 2 + [question("development")]
    assert [(it.title, it.until) for it in plan(listed, HOUR)] == [
        ("Relationship", 30 * MINUTE),
        ("Comfort", 50 * MINUTE),
        ("Development", 60 * MINUTE),
    ]


def test_behind_is_what_has_gone_beyond_the_present_question() -> None:
    listed = [question("a", QuestionState.ASKED), *[question("a")] * 4, question("b", QuestionState.SKIPPED)]
    assert behind(listed, HOUR, 24 * MINUTE) == timedelta()
    assert behind(listed, HOUR, 30 * MINUTE) == 6 * MINUTE
    assert stretch_of(listed, HOUR, "b") is None


def test_with_every_question_asked_nothing_is_behind() -> None:
    assert behind([question("a", QuestionState.ASKED)], HOUR, 90 * MINUTE) == timedelta()
    assert behind([], HOUR, 90 * MINUTE) == timedelta()


@given(LISTS, SPANS)
def test_the_shares_fill_the_meeting_and_only_grow(listed: list[Question], planned: timedelta) -> None:
    stretches = plan(listed, planned)
    ends = [it.until for it in stretches]
    assert ends == sorted(set(ends))
    assert not ends or ends[-1] == planned
    assert {it.topic for it in stretches} == {
        it.topic for it in listed if not it.removed and it.state is not QuestionState.SKIPPED
    }


@given(LISTS, SPANS, SPANS, SPANS)
def test_one_falls_behind_by_the_time_that_passes_and_catches_up_by_asking(
    listed: list[Question], planned: timedelta, gone: timedelta, more: timedelta
) -> None:
    late = behind(listed, planned, gone)
    assert timedelta() <= late <= gone
    assert late <= behind(listed, planned, gone + more) <= late + more
    for place, it in enumerate(listed):
        for state in (QuestionState.ASKED, QuestionState.SKIPPED):
            if it.state is QuestionState.OPEN:
                on = [*listed[:place], dataclasses.replace(it, state=state), *listed[place + 1 :]]
                assert behind(on, planned, gone) <= late, "asking or skipping never puts one further behind"
