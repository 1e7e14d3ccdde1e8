"""Receipts: who received which file, when and how."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

from data import copies, events, identity, versions
from data.errors import NotFound
from data.model.mentorship import Party
from data.store.connection import Database

from .mentoring import active, agreed, begun, decided, ended, proposed

SHA = "ab" * 32


def test_a_receipt_says_who_when_and_how(database: Database) -> None:
    made = active(database)
    version = versions.in_force(database, made.id)
    assert version is not None
    moment = datetime(2026, 12, 1, 9, tzinfo=UTC)
    with time_machine.travel(moment, tick=False):
        copy = copies.record(database, made.id, Party.MENTEE, "e-mail", "ben@\x1b[example].org", SHA, version.id)
    assert (copy.party, copy.at, copy.how, copy.place) == (Party.MENTEE, moment, "e-mail", "ben@\ufffd[example].org")
    assert (copy.version_id, copy.annex_version_id, copy.sha256) == (version.id, None, SHA)
    assert copy.os_user == identity.user()
    assert copies.of(database, made.id) == [copy]
    assert copies.of(database, begun(database).id) == []
    event = events.of(database, made.id, "copy received")[0]
    assert (event.subject, event.detail) == (copy.id, "mentee")


def test_a_copy_carries_the_annex_that_goes_with_it(database: Database) -> None:
    made = active(database)
    version = versions.in_force(database, made.id)
    assert version is not None
    decided(database, made)
    annex_version = versions.propose_annex(database, made.id)
    assert (
        copies.record(database, made.id, Party.MENTOR, "file", "", SHA, version.id).annex_version_id == annex_version.id
    )
    named = copies.record(database, made.id, Party.MENTOR, "file", "", SHA, version.id, annex_version.id)
    assert named.annex_version_id == annex_version.id


def test_a_draft_is_a_copy_of_no_version(database: Database) -> None:
    made = begun(database)
    assert copies.record(database, made.id, Party.MENTEE, "file", "/tmp/x", SHA, None).version_id is None
    decided(database, made)
    annex_version = agreed(database, versions.propose_annex(database, made.id))
    copy = copies.record(database, made.id, Party.MENTEE, "file", "/tmp/x", SHA, None, annex_version.id)
    assert copy.annex_version_id == annex_version.id


def test_versions_of_others_and_of_another_kind_are_not_found(database: Database) -> None:
    made, other = active(database), begun(database)
    for mentorship in (made, other):
        decided(database, mentorship)
    theirs = proposed(database, other)
    their_annex = versions.propose_annex(database, other.id)
    mine = versions.in_force(database, made.id)
    own_annex = versions.propose_annex(database, made.id)
    assert mine is not None
    for version_id, annex_id in (
        (theirs.id, None),
        ("0" * 16, None),
        (None, their_annex.id),
        (None, mine.id),
        (mine.id, their_annex.id),
        (mine.id, mine.id),
        (own_annex.id, None),
    ):
        with pytest.raises(NotFound):
            copies.record(database, made.id, Party.MENTEE, "file", "", SHA, version_id, annex_id)
    assert copies.of(database, made.id) == []


def test_each_leaves_with_a_copy_also_after_the_end(database: Database) -> None:
    made = active(database)
    version = versions.in_force(database, made.id)
    assert version is not None
    ended(database, made)
    first = copies.record(database, made.id, Party.MENTEE, "file", "", SHA, version.id)
    second = copies.record(database, made.id, Party.MENTOR, "paper", "", SHA, version.id)
    assert copies.of(database, made.id) == [first, second]


def test_both_receive_a_copy_or_neither_does(database: Database) -> None:
    made, other = active(database), active(database)
    version = versions.in_force(database, made.id)
    assert version is not None
    given = copies.hand_over(database, made.id, Party, "paper", "", SHA, version.id)
    assert [it.party for it in given] == list(Party)
    assert copies.of(database, made.id) == given

    def parties() -> Iterator[Party]:
        yield Party.MENTOR
        raise NotFound("cut off")

    with pytest.raises(NotFound):
        copies.hand_over(database, made.id, parties(), "paper", "", SHA, version.id)
    assert copies.of(database, made.id) == given
    assert copies.of(database, other.id) == []
