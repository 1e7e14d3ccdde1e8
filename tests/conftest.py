"""What every test stands on: own directories, a real database file, English."""

from __future__ import annotations

import gc
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from data import i18n
from data.store.connection import Database, open_database

from . import torture

if TYPE_CHECKING:
    from collections.abc import Iterator

# How long an example takes says how busy the machine is.
settings.register_profile("handschlag", deadline=None, max_examples=torture.rounds(40, 200))
settings.load_profile("handschlag")


@pytest.fixture(autouse=True)
def isolated(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """No test sees the home of the one who runs it; each starts in English."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    for name in (
        "XDG_DATA_HOME",
        "XDG_CONFIG_HOME",
        "XDG_STATE_HOME",
        "HANDSCHLAG_DB",
        "HANDSCHLAG_CATALOGUES",
        "SSH_CONNECTION",
        "SSH_AUTH_SOCK",
        "TMUX",
        "LC_ALL",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setenv("TZ", "Europe/Berlin")
    i18n.use("en")
    yield
    i18n.use("en")


@pytest.fixture(scope="session")
def new_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file in which nothing stands yet, made once: every migration takes its time."""
    path = tmp_path_factory.mktemp("new") / "new.db"
    with open_database(path):
        return path


@pytest.fixture
def database(new_database: Path, tmp_path: Path) -> Iterator[Database]:
    """A new database file."""
    with open_database(Path(shutil.copy(new_database, tmp_path / "handschlag.db"))) as opened:
        yield opened


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that other accounts can reach, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        place.chmod(0o755)
        yield place


@pytest.fixture
def tried(request: pytest.FixtureRequest) -> torture.Tried:
    """Notes what was tried how often and what came of it, for the table of `make torture`."""

    def note(what: str, count: int, result: str) -> None:
        request.node.user_properties.append((torture.PROPERTY, (what, count, result)))

    return note


LONGEST = ("test_whole_flow.py", "test_monday_morning.py", "test_two_people.py")
"""The files whose tests take longest: what is begun last should be short, or all others wait for it."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest."""
    items.sort(key=lambda it: it.path.name not in LONGEST)


def pytest_collection_finish() -> None:
    """Keep the collector of garbage off what stays for good, and let it come rarely: it took a third of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 5, 5)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table of what must never happen, where the full counts were asked for."""
    reports = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
    lines = torture.table(reports) if torture.FULL else []
    if lines:
        terminalreporter.section("what must never happen")
        for line in lines:
            terminalreporter.line(line)
