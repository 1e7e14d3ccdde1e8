"""The real app over a real database, driven by keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import rich.markup
import textual.markup
import time_machine
from textual.app import App
from textual.screen import Screen

from data import mentorships, open_database, sample
from data.config import Config
from data.model.mentorship import Mentorship
from data.store.connection import Database
from tui.app import HandschlagApp
from tui.place import Place

from ..hostile import MARK

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))
"""The morning that the sample data are of."""

OpenApp = Callable[..., HandschlagApp]
"""`open_app(place=None)` gives the app on the test's database."""


@pytest.fixture
def open_app(database: Database) -> OpenApp:
    """Make the app on the test's database, at a place."""

    def make(place: Place | None = None, config: Config | None = None) -> HandschlagApp:
        return HandschlagApp(database, config or Config(), place)

    return make


@pytest.fixture
def december() -> Iterator[time_machine.Traveller]:
    """It is Tuesday, 1 December 2026, noon in Berlin; the test may travel on."""
    with time_machine.travel(datetime(2026, 12, 1, 12, tzinfo=ZoneInfo("Europe/Berlin"))) as traveller:
        yield traveller


@pytest.fixture
def ben(database: Database) -> Mentorship:
    """A mentorship with Ben that is being prepared: the bundled template and the core questions."""
    return mentorships.create(database, mentor="Anna Weber", mentee="Ben Okafor", language="en", zone="Europe/Berlin")


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample data, made once."""
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    with time_machine.travel(NOW, tick=False), open_database(path) as opened:
        sample.write(opened)
    return path


@pytest.fixture
def acted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What must stay empty: texts of people that were taken for markup, and actions that stand in them."""
    found: list[str] = []
    run_action, to_content, render = App.run_action, textual.markup.to_content, rich.markup.render

    async def recorded(self: App[Any], action: Any, *args: Any, **options: Any) -> Any:
        if any(it in str(action) for it in ("hostile", "simulate_key", "app.bell", "app.quit")):
            found.append(f"action {action}")
        return await run_action(self, action, *args, **options)

    def marked(name: str, parse: Any) -> Any:
        def parsed(markup: str, *args: Any, **options: Any) -> Any:
            if MARK.search(str(markup)):
                found.append(f"{name} {markup!r}")
            return parse(markup, *args, **options)

        return parsed

    monkeypatch.setattr(App, "run_action", recorded)
    monkeypatch.setattr(textual.markup, "to_content", marked("markup", to_content))
    monkeypatch.setattr(rich.markup, "render", marked("rich markup", render))
    for owner in (App, Screen):
        monkeypatch.setattr(owner, "action_hostile", lambda *_args: found.append("done"), raising=False)
    return found
