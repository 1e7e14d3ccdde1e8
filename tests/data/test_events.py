"""What happened: appended with its time and account, in order, within the transaction it belongs to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from data import events, identity
from data.store.connection import Database

from .mentoring import begun

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_what_happened_is_in_order_and_of_its_kind(database: Database) -> None:
    with time_machine.travel(NOON, tick=False):
        made, other = begun(database), begun(database)
        events.note(database, made.id, "invitation", "s1", "printed")
    with time_machine.travel(NOON - timedelta(days=1), tick=False):
        events.note(database, made.id, "invitation", "s2")
    events.note(database, other.id, "invitation", "s3")
    assert [it.kind for it in events.of(database, made.id)] == ["created", "invitation", "invitation"]
    first, second = events.of(database, made.id, "invitation")
    assert (first.at, first.os_user, first.subject, first.detail) == (NOON, identity.user(), "s1", "printed")
    assert (second.subject, second.detail) == ("s2", "")


def test_what_was_taken_back_did_not_happen(database: Database) -> None:
    made = begun(database)
    with pytest.raises(RuntimeError), database.write():
        events.note(database, made.id, "invitation")
        raise RuntimeError
    assert events.of(database, made.id, "invitation") == []
