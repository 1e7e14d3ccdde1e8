"""The morning that the sample data are of, and the database that all calls use."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine

from data import Database, mentorships, open_database
from data.model.mentorship import Mentorship

from ..conftest import NOW


@pytest.fixture(autouse=True)
def frozen_clock() -> Iterator[None]:
    """It is the morning of 24 November 2026."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def file(sample_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database of the sample data, which all calls use."""
    path = tmp_path / "sample.db"
    shutil.copyfile(sample_file, path)
    path.chmod(0o600)
    monkeypatch.setenv("HANDSCHLAG_DB", str(path))
    return path


@pytest.fixture
def carla(file: Path) -> Iterator[tuple[Database, Mentorship]]:
    """The mentorship with Carla Diaz, whose agreement is in force."""
    with open_database(file) as opened:
        yield opened, mentorships.find(opened, "carla")


@pytest.fixture
def begun(database: Database, monkeypatch: pytest.MonkeyPatch) -> tuple[Database, Mentorship]:
    """A mentorship in which nothing has happened yet, in the database that all calls use."""
    monkeypatch.setenv("HANDSCHLAG_DB", str(database.path))
    return database, mentorships.create(database, mentor="Anna Weber", mentee="Ben Okafor", language="en")
