"""The history of a text: every state it ever had, in steps, and the way back to each."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from time import process_time

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st

from data import clock, drafts, events, mentorships, versions
from data.errors import Refused, Unusable
from data.model.mentorship import Mentorship
from data.model.past import Landmark, LandmarkKind, Pace
from data.prose import History, Key, Prose, read, turn_into, write
from data.prose import history as history_module
from data.store.connection import Database

from .mentoring import DRAFT, active, begun, ended, fresh, proposed, write_draft

START = datetime(2026, 12, 1, 9, tzinfo=UTC)


@pytest.fixture
def made(database: Database) -> Mentorship:
    """A mentorship whose draft is empty, at nine o'clock."""
    with clock.pretending(START):
        return begun(database, template="")


def key_of(mentorship: Mentorship) -> Key:
    return versions.draft_key(mentorship.id)


def type_on(database: Database, key: Key, words: str, at: datetime, every: float = 0.0) -> None:
    """Type at the end, key by key, a key each so many seconds."""
    prose = Prose.open(database, key)
    for count, letter in enumerate(words):
        with clock.pretending(at + timedelta(seconds=count * every)):
            end = len(prose.text.encode("utf-8"))
            prose.replace(end, end, letter)
    prose.close()


def texts(past: History, pace: Pace = Pace.USUAL, zone: str = "UTC") -> list[str]:
    """The text after each step."""
    return [past.text_at(step.last) for step in past.steps(pace, zone)]


def by(database: Database, at: datetime, who: str) -> None:
    """Somebody else has typed everything from a moment on."""
    with database.write():
        database.connection.execute("UPDATE text_updates SET os_user = ? WHERE at >= ?", (who, clock.stamp(at)))


# -- steps -------------------------------------------------------------------------------------------------------------


def test_a_text_that_nobody_has_written_has_no_history(database: Database, made: Mentorship) -> None:
    past = History(database, Key(made.id, "notes"))
    assert (past.steps(), past.last, past.text_at(0), past.refresh()) == ([], 0, "", False)


def test_a_step_is_what_was_typed_without_a_pause(database: Database, made: Mentorship) -> None:
    key = key_of(made)
    type_on(database, key, "one ", START)
    type_on(database, key, "two ", START + timedelta(seconds=20))
    type_on(database, key, "three", START + timedelta(minutes=4))
    past = History(database, key)
    assert texts(past) == ["one two ", "one two three"]
    assert texts(past, Pace.CLOSE) == ["one ", "one two ", "one two three"]
    assert texts(past, Pace.DAYS) == ["one two three"]
    first, second = past.steps()
    assert (first.began, first.ended, first.edits) == (START, START + timedelta(seconds=20), 8)
    assert (second.began, second.edits, second.by) == (START + timedelta(minutes=4), 5, first.by)


def test_one_who_never_pauses_has_steps_all_the_same(database: Database, made: Mentorship) -> None:
    type_on(database, key_of(made), "x" * 400, START, every=4)
    assert [len(it) for it in texts(History(database, key_of(made)))] == [150, 300, 400]


def test_a_day_ends_where_the_two_live(database: Database, made: Mentorship) -> None:
    key = key_of(made)
    type_on(database, key, "a", datetime(2026, 12, 1, 22, 59, 50, tzinfo=UTC))
    type_on(database, key, "b", datetime(2026, 12, 1, 23, 0, 10, tzinfo=UTC))
    past = History(database, key)
    assert texts(past, Pace.DAYS, "UTC") == ["ab"]
    assert texts(past, Pace.DAYS, "Europe/Berlin") == ["a", "ab"]
    assert texts(past, Pace.USUAL, "Europe/Berlin") == ["a", "ab"]


def test_another_account_is_another_step_unless_both_type_at_once(database: Database, made: Mentorship) -> None:
    key = key_of(made)
    type_on(database, key, "anna ", START)
    type_on(database, key, "ben ", START + timedelta(seconds=6))
    by(database, START + timedelta(seconds=6), "ben")
    assert texts(History(database, key)) == ["anna ", "anna ben "]
    type_on(database, key, "anna", START + timedelta(seconds=8))
    by(database, START + timedelta(seconds=8), "anna")
    steps = History(database, key).steps()
    assert [len(it.by) for it in steps] == [1, 2]
    assert steps[-1].by == ("ben", "anna")


def test_a_template_and_a_page_that_was_pasted_are_steps_of_their_own(database: Database, made: Mentorship) -> None:
    key = key_of(made)
    with clock.pretending(START):
        write(database, key, "template\n" * 200)
    type_on(database, key, "abc", START)
    assert [len(it) for it in texts(History(database, key))] == [1_800, 1_803]


def test_what_comes_later_is_read_when_it_is_asked_for(database: Database, made: Mentorship) -> None:
    key = key_of(made)
    type_on(database, key, "abc", START)
    past = History(database, key)
    type_on(database, key, "de", START + timedelta(hours=1))
    assert texts(past) == ["abc"]
    assert past.refresh()
    assert texts(past) == ["abc", "abcde"]
    assert not past.refresh()


# -- texts of the past -------------------------------------------------------------------------------------------------


@settings(max_examples=25)
@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 5), st.text("abé😀\n ", max_size=4)), max_size=40),
    st.lists(st.integers(0, 39), max_size=12),
)
def test_every_state_is_there_in_any_order(typed: list[tuple[int, int, str]], asked: list[int]) -> None:
    with fresh() as database, pytest.MonkeyPatch.context() as patch:
        patch.setattr(history_module, "_CHECKPOINT_EVERY", 3)
        key = key_of(begun(database, template=""))
        prose = Prose.open(database, key)
        states = [""]
        for place, length, words in typed:
            text = prose.text
            start, end = min(place, len(text)), min(place + length, len(text))
            if start == end and not words:
                continue
            begin = len(text[:start].encode("utf-8"))
            prose.replace(begin, begin + len(text[start:end].encode("utf-8")), words)
            states.append(prose.text)
        past = History(database, key)
        numbers = [0, *(row["seq"] for row in database.rows("SELECT seq FROM text_updates ORDER BY seq"))]
        assert len(numbers) == len(states)
        for index in [*asked, *range(len(states)), *range(len(states) - 1, -1, -1)]:
            place = min(index, len(states) - 1)
            assert past.text_at(numbers[place]) == states[place]


def test_the_past_is_there_behind_a_snapshot(database: Database, made: Mentorship) -> None:
    key = key_of(made)
    type_on(database, key, "x" * 320, START, every=1)
    type_on(database, key, "y", START + timedelta(hours=2))
    assert database.value("SELECT snapshot_seq FROM texts WHERE kind = 'draft'") > 0
    past = History(database, key)
    assert past.text_at(past.last) == "x" * 320 + "y"
    assert past.text_at(past.last - 1) == "x" * 320
    assert past.text_at(past.last - 321) == ""
    assert past.text_at(past.last - 320) == "x"


def test_a_damaged_history_is_told(database: Database, made: Mentorship) -> None:
    key = key_of(made)
    type_on(database, key, "abc", START)
    with database.write():
        database.connection.execute("UPDATE text_updates SET payload = x'ffffff' WHERE seq = 2")
    past = History(database, key)
    with pytest.raises(Unusable, match="doctor"):
        past.text_at(3)
    assert past.text_at(1) == "a"


def test_ten_thousand_edits_are_stepped_through_without_replaying_all_of_them(
    database: Database, made: Mentorship
) -> None:
    key = key_of(made)
    prose = Prose.open(database, key)
    with database.write(), clock.pretending(START):
        for number in range(10_000):
            at = len(prose.text) if number % 3 else number % max(1, len(prose.text))
            prose.replace(at, at, "x")
    with database.write():
        database.connection.execute(
            "UPDATE text_updates SET at = strftime('%Y-%m-%dT%H:%M:%S+00:00', '2026-12-01', (seq * 20) || ' seconds')"
        )
    begun_at = process_time()
    past = History(database, key)
    steps = past.steps()
    opened_in = process_time() - begun_at
    assert 300 < len(steps) < 1_000
    begun_at = process_time()
    for step in reversed(steps):
        past.text_at(step.last)
    back_in = process_time() - begun_at
    # Replaying from the start for each step would be some 1.7 million updates: well over ten seconds.
    assert opened_in < 2
    assert back_in < 5
    assert len(past.text_at(steps[-1].last)) == 10_000


# -- turning a text into another ---------------------------------------------------------------------------------------


def test_words_that_stay_are_left_alone_and_marks_stay_with_them(database: Database, made: Mentorship) -> None:
    key = key_of(made)
    write(database, key, DRAFT)
    open_text = Prose.open(database, key)
    mark = open_text.sticky(DRAFT.index("asks"))
    before, after = turn_into(database, key, DRAFT.replace("- listens", "- hears everything\n- and more"))
    assert after > before > 0
    open_text.catch_up()
    assert open_text.text == read(database, key) == DRAFT.replace("- listens", "- hears everything\n- and more")
    place = open_text.place_of(mark)
    assert place is not None
    assert open_text.text[place:].startswith("asks")


def test_what_is_the_same_is_not_written(database: Database, made: Mentorship) -> None:
    write(database, key_of(made), DRAFT)
    before, after = turn_into(database, key_of(made), DRAFT)
    assert before == after > 0


def test_any_text_is_made_of_any_other_with_one_update(database: Database, made: Mentorship) -> None:
    key = key_of(made)
    write(database, key, "".join(f"- line {number} here\n" for number in range(1_500)))
    new = "".join(f"- line {number} there\n" for number in range(1_500))
    before, after = turn_into(database, key, new)
    assert (read(database, key), after - before) == (new, 1)


# -- taking up and taking back -----------------------------------------------------------------------------------------


def test_a_version_is_taken_up_and_that_is_undone_and_done_again(database: Database, made: Mentorship) -> None:
    version = proposed(database, made)
    write_draft(database, made, DRAFT + "- more\n")
    assert not drafts.can_undo(database, made.id)
    versions.restore(database, version.id)
    assert versions.draft_text(database, made.id) == DRAFT
    assert drafts.can_undo(database, made.id)
    drafts.undo(database, made.id)
    assert versions.draft_text(database, made.id) == DRAFT + "- more\n"
    drafts.undo(database, made.id)
    assert versions.draft_text(database, made.id) == DRAFT


def test_after_the_next_key_there_is_nothing_to_undo_but_the_history(database: Database, made: Mentorship) -> None:
    version = proposed(database, made)
    write_draft(database, made, "other words\n")
    versions.restore(database, version.id)
    type_on(database, key_of(made), "!", clock.now())
    assert not drafts.can_undo(database, made.id)
    with pytest.raises(Refused, match="history"):
        drafts.undo(database, made.id)
    assert versions.draft_text(database, made.id) == DRAFT + "!"
    past = drafts.history(database, made.id)
    assert "other words\n" in [
        past.text_at(step.last) for step in past.steps(cuts=drafts.landmarks(database, made.id, past))
    ]


def test_any_state_is_taken_up_again(database: Database, made: Mentorship) -> None:
    type_on(database, key_of(made), "one", START)
    type_on(database, key_of(made), " two", START + timedelta(hours=1))
    first, _second = drafts.history(database, made.id).steps()
    drafts.restore(database, made.id, first.last)
    assert versions.draft_text(database, made.id) == "one"
    drafts.undo(database, made.id)
    assert versions.draft_text(database, made.id) == "one two"


def test_landmarks_stand_where_the_draft_was_frozen_or_replaced(database: Database) -> None:
    with time_machine.travel(START, tick=False) as traveller:
        made = begun(database, template="")
        version = proposed(database, made, "first\n")
        traveller.shift(60)
        write_draft(database, made, "second\n")
        traveller.shift(60)
        versions.restore(database, version.id)
        drafts.undo(database, made.id)
        past = drafts.history(database, made.id)
        found = drafts.landmarks(database, made.id, past)
        told = [(past.text_at(it.last), found.get(it.last)) for it in past.steps(cuts=found)]
    assert told == [
        ("first\n", [Landmark(LandmarkKind.PROPOSED, 1)]),
        ("second\n", []),
        ("first\n", [Landmark(LandmarkKind.RESTORED, 1)]),
        ("second\n", [Landmark(LandmarkKind.UNDONE, None)]),
    ]


def test_a_restoring_noted_without_numbers_is_passed_over(database: Database, made: Mentorship) -> None:
    events.note(database, made.id, "restored", "somewhere", "x y")
    assert not drafts.can_undo(database, made.id)
    assert drafts.landmarks(database, made.id, drafts.history(database, made.id)) == {}


def test_after_the_end_the_history_is_read_and_nothing_is_taken_up(database: Database) -> None:
    over = ended(database, active(database))
    past = drafts.history(database, over.id)
    assert past.text_at(past.last) == DRAFT
    with pytest.raises(Refused, match="ended"):
        drafts.restore(database, over.id, past.last)
    with pytest.raises(Refused, match="ended"):
        drafts.undo(database, over.id)
    assert mentorships.get(database, over.id).state.is_closed
