"""The real app over a real database, driven by keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from data.config import Config
from data.store.connection import Database
from tui.app import HandschlagApp
from tui.place import Place

OpenApp = Callable[..., HandschlagApp]
"""`open_app(place=None)` gives the app on the test's database."""


@pytest.fixture
def open_app(database: Database) -> OpenApp:
    """Make the app on the test's database, at a place."""

    def make(place: Place | None = None, config: Config | None = None) -> HandschlagApp:
        return HandschlagApp(database, config or Config(), place)

    return make
