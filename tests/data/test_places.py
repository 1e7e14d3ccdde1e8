"""Where an account was, by name."""

from __future__ import annotations

import pytest

from data import identity, places
from data.store.connection import Database, open_database


def test_the_last_record_is_recalled_by_its_name(database: Database) -> None:
    assert places.recall(database, "screen") is None
    places.remember(database, "screen", {"name": "draft", "line": 3})
    places.remember(database, "screen", {"name": "draft", "line": 4, "words": "Grüße 😀", "none": None})
    places.remember(database, "other", {})
    with open_database(database.path) as again:
        assert places.recall(again, "screen") == {"name": "draft", "line": 4, "words": "Grüße 😀", "none": None}
        assert places.recall(again, "other") == {}


def test_each_account_has_its_own(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    places.remember(database, "screen", {"line": 1})
    monkeypatch.setattr(identity, "user", lambda: "ben")
    assert places.recall(database, "screen") is None
    places.remember(database, "screen", {"line": 2})
    monkeypatch.undo()
    assert places.recall(database, "screen") == {"line": 1}


@pytest.mark.parametrize("value", ["[1, 2]", '"words"', "not json", ""])
def test_what_is_no_record_is_none(database: Database, value: str) -> None:
    places.remember(database, "screen", {})
    with database.write():
        database.connection.execute("UPDATE places SET value = ?", (value,))
    assert places.recall(database, "screen") is None
