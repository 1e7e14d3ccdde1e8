"""What many tests of the store begin with."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from data import identity

from .mentoring import begun

if TYPE_CHECKING:
    from data.model.mentorship import Mentorship
    from data.store.connection import Database


@pytest.fixture
def mentorship(database: Database) -> Mentorship:
    """One that is being prepared."""
    return begun(database)


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ids are counted instead of drawn, and the account is called anna: the same bytes on every computer."""
    numbers = itertools.count(1)
    monkeypatch.setattr("secrets.token_hex", lambda size: f"{next(numbers):0{2 * size}x}")
    monkeypatch.setattr(identity, "user", lambda: "anna")
