"""Commitments: what was promised by when, carried over with its first day kept, until done or dropped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from data import commitments
from data.errors import BadInput, Clash, NotFound, Refused
from data.model.mentorship import Mentorship, Party
from data.model.session import CommitmentState
from data.store.connection import Database

from .mentoring import begun, dump, ended, planned

FRIDAY = date(2026, 12, 4)
MONDAY = date(2026, 12, 7)


def test_a_promise_has_a_party_words_and_perhaps_a_day(database: Database, mentorship: Mentorship) -> None:
    session = planned(database, mentorship, "2026-12-01T10:00")
    made = commitments.make(database, mentorship.id, Party.MENTEE, " send\nthe [list] ", FRIDAY, session.id)
    assert (made.party, made.what, made.due, made.first_due) == (Party.MENTEE, "send the [list]", FRIDAY, FRIDAY)
    assert (made.state, made.carried_over, made.session_id) == (CommitmentState.OPEN, 0, session.id)
    assert commitments.of_session(database, session.id) == [made]
    assert commitments.make(database, mentorship.id, Party.MENTOR, "x", None).due is None


@pytest.mark.parametrize(("what", "sentence"), [("", "Type what"), (" \n", "Type what"), ("x" * 501, "at most 500")])
def test_a_promise_without_words_or_with_too_many_is_told(
    database: Database, mentorship: Mentorship, what: str, sentence: str
) -> None:
    with pytest.raises(BadInput, match=sentence):
        commitments.make(database, mentorship.id, Party.MENTEE, what, None)
    assert commitments.of(database, mentorship.id) == []


def test_carried_over_it_keeps_its_first_day_and_counts(database: Database, mentorship: Mentorship) -> None:
    made = commitments.make(database, mentorship.id, Party.MENTEE, "read", FRIDAY)
    for times, day in enumerate((MONDAY, date(2027, 1, 1)), 1):
        after = commitments.carry_over(database, made.id, day)
        assert (after.due, after.first_due, after.carried_over) == (day, FRIDAY, times)
    for earlier in (FRIDAY, date(2027, 1, 1)):
        with pytest.raises(BadInput, match="later"):
            commitments.carry_over(database, made.id, earlier)


def test_a_first_day_is_no_carrying_over(database: Database, mentorship: Mentorship) -> None:
    made = commitments.make(database, mentorship.id, Party.MENTEE, "read", None)
    after = commitments.carry_over(database, made.id, FRIDAY)
    assert (after.due, after.first_due, after.carried_over) == (FRIDAY, FRIDAY, 0)


@pytest.mark.parametrize(
    ("close", "other", "state"),
    [
        (commitments.done, commitments.drop, CommitmentState.DONE),
        (commitments.drop, commitments.done, CommitmentState.DROPPED),
    ],
)
def test_what_is_closed_stays_until_it_is_opened_again(
    database: Database,
    mentorship: Mentorship,
    close: Callable[[Database, str], object],
    other: Callable[[Database, str], object],
    state: CommitmentState,
) -> None:
    made = commitments.make(database, mentorship.id, Party.MENTEE, "read", FRIDAY)
    close(database, made.id)
    closed = commitments.get(database, made.id)
    assert (closed.state, closed.closed_at is not None) == (state, True)
    close(database, made.id)
    assert commitments.get(database, made.id) == closed
    with pytest.raises(Refused, match="Open it again first"):
        other(database, made.id)
    with pytest.raises(Refused, match="Open it again first"):
        commitments.carry_over(database, made.id, MONDAY)
    again = commitments.reopen(database, made.id)
    assert (again.state, again.closed_at, again.due) == (CommitmentState.OPEN, None, FRIDAY)
    assert commitments.reopen(database, made.id) == again


def test_words_and_party_are_corrected(database: Database, mentorship: Mentorship) -> None:
    made = commitments.make(database, mentorship.id, Party.MENTEE, "read", FRIDAY)
    after = commitments.change(database, made.id, what="write", party=Party.MENTOR, row_version=made.row_version)
    assert (after.what, after.party, after.due) == ("write", Party.MENTOR, FRIDAY)
    with pytest.raises(Clash):
        commitments.change(database, made.id, what="sing", row_version=made.row_version)
    assert commitments.change(database, made.id, row_version=after.row_version).what == "write"


def test_open_ones_come_first_by_day(database: Database, mentorship: Mentorship) -> None:
    made = {
        what: commitments.make(database, mentorship.id, Party.MENTEE, what, due)
        for what, due in (("none", None), ("later", MONDAY), ("done", FRIDAY), ("soon", FRIDAY))
    }
    commitments.done(database, made["done"].id)
    assert [it.what for it in commitments.of(database, mentorship.id)] == ["soon", "later", "none", "done"]
    assert [it.what for it in commitments.of(database, mentorship.id, open_only=True)] == ["soon", "later", "none"]


def test_what_was_promised_is_counted_by_session(database: Database, mentorship: Mentorship) -> None:
    other = begun(database)
    mine, theirs = (planned(database, it, "2026-12-01T10:00") for it in (mentorship, other))
    for session_id in (mine.id, mine.id, None):
        commitments.make(database, mentorship.id, Party.MENTOR, "read", None, session_id)
    commitments.make(database, other.id, Party.MENTEE, "write", None, theirs.id)
    assert commitments.counted(database) == {mine.id: 2, theirs.id: 1}
    assert commitments.counted(database, other.id) == {theirs.id: 1}


def test_what_is_due_between_days_includes_both(database: Database, mentorship: Mentorship) -> None:
    other = begun(database)
    made = commitments.make(database, mentorship.id, Party.MENTEE, "read", FRIDAY)
    theirs = commitments.make(database, other.id, Party.MENTEE, "write", MONDAY)
    commitments.drop(database, commitments.make(database, other.id, Party.MENTEE, "gone", MONDAY).id)
    commitments.make(database, other.id, Party.MENTEE, "some day", None)
    assert commitments.open_between(database, FRIDAY, MONDAY) == [made, theirs]
    assert commitments.open_between(database, FRIDAY, MONDAY, other.id) == [theirs]
    assert commitments.open_between(database, date(2026, 12, 5), date(2026, 12, 6)) == []


def test_promises_of_an_ended_mentorship_stay(database: Database, mentorship: Mentorship) -> None:
    made = commitments.make(database, mentorship.id, Party.MENTEE, "read", FRIDAY)
    ended(database, mentorship)
    before = dump(database)
    changes: list[Callable[[], object]] = [
        lambda: commitments.make(database, mentorship.id, Party.MENTEE, "more", None),
        lambda: commitments.change(database, made.id, what="x", row_version=made.row_version),
        lambda: commitments.carry_over(database, made.id, MONDAY),
        lambda: commitments.done(database, made.id),
        lambda: commitments.drop(database, made.id),
        lambda: commitments.reopen(database, made.id),
    ]
    for change in changes:
        with pytest.raises(Refused):
            change()
    assert dump(database) == before


def test_a_promise_that_is_none_is_not_found(database: Database) -> None:
    with pytest.raises(NotFound):
        commitments.get(database, "0" * 16)
