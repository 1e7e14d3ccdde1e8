"""What the tests share that start an app many times."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from data import i18n

from .bad_input import sample
from .nursery import Nursery


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """A process that starts apps cheaply."""
    with Nursery() as started:
        yield started


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample data, written once."""
    return sample(tmp_path_factory.mktemp("sample") / "sample.db")


@pytest.fixture
def path(filled: Path, tmp_path: Path) -> Path:
    """A database with the sample data, to do anything with."""
    return Path(shutil.copy(filled, tmp_path / "sample.db"))


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """Where no database is yet."""
    return tmp_path / "new.db"


@pytest.fixture
def language(request: pytest.FixtureRequest) -> str:
    """What the app speaks and its sentences are expected in."""
    i18n.use(request.param)
    return str(request.param)
