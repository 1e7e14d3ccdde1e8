"""The app makes the backup of the day by itself: after the first frame, in silence, telling once where it cannot."""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from data import daily

from .pty_app import PtyApp


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "own" / "sample.db"
    path.parent.mkdir()
    with PtyApp([sys.executable, "-m", "tui", "demo", "--write", str(path)]) as writing:
        assert writing.wait() == 0
    return path


def app(file: Path, language: str = "en") -> PtyApp:
    return PtyApp([sys.executable, "-m", "tui", "--db", str(file), "--lang", language], columns=120, rows=40)


def until(running: PtyApp, there: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not there():
        assert time.monotonic() < end
        running.settle(0.1)


def leave(running: PtyApp) -> None:
    running.send("\x11")
    assert running.wait() == 0


def test_a_backup_is_made_and_nobody_hears_of_it(file: Path) -> None:
    place = daily.Place.of(file)
    with app(file) as running:
        until(running, lambda: bool(place.every()))
        running.settle()
        assert "backup" not in running.text()
        leave(running)
    (made,) = place.every()
    with app(file) as running:
        running.wait_for("F1")
        running.settle()
        leave(running)
    assert place.every() == [made]


def test_one_that_was_begun_is_finished_though_the_app_is_left(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE padding (words)")
        connection.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12000) "
            "INSERT INTO padding SELECT randomblob(10000) FROM n"
        )
    connection.close()
    place = daily.Place.of(file)
    with app(file) as running:
        until(running, place.folder.exists)
        leave(running)
        assert place.every() == [], "it was to be left before"
        until(running, lambda: bool(place.every()))
    assert sorted(it.name for it in place.folder.iterdir() if it.name != ".lock") == [place.every()[0].path.name]


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Today's backup was not made."), ("de", "Die heutige Sicherung wurde nicht")]
)
def test_where_it_fails_that_is_told_and_the_app_goes_on(file: Path, language: str, words: str) -> None:
    (file.parent / "backups").write_text("a file where the folder should be")
    with app(file, language) as running:
        running.wait_for(words)
        running.send("\x1b[15~")
        running.settle()
        leave(running)
    assert (file.parent / "backups").read_text() == "a file where the folder should be"


def test_the_settings_switch_it_off(file: Path) -> None:
    settings = Path.home() / ".config" / "handschlag" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("backups = false\n")
    with app(file) as running:
        running.wait_for("F1")
        running.settle(1.5)
        leave(running)
    assert [it.name for it in file.parent.iterdir()] == [file.name]
