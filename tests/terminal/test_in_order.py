"""What is typed ahead over a slow line arrives in order, wherever it leads."""

from __future__ import annotations

import sys
from pathlib import Path

from data import annex, mentorships, open_database, questions

from .pty_app import PtyApp


def sample(path: Path) -> list[str]:
    """The sample data, and how to start the app on them."""
    with PtyApp([sys.executable, "-m", "tui", "demo", "--write", str(path)]) as writing:
        assert writing.wait() == 0
    return [sys.executable, "-m", "tui", "--db", str(path)]


def test_words_and_the_key_that_follows_them_are_not_mixed_up(tmp_path: Path) -> None:
    path = tmp_path / "sample.db"
    run = sample(path)
    with PtyApp([*run, "open", "ben", "path"]) as app:
        app.wait_for("Logistics")
        app.settle()
        app.send("l\x1b[B\x1b[B\rWho prepares what.\x0eAn evening call.\x0e")
        app.wait_for("6 of 6 settled")
    with open_database(path) as database:
        words = {entry.field: entry.text for entry in annex.of(database, mentorships.find(database, "ben").id)}
    assert words["content"] == "Who prepares what."
    assert words["urgent"] == "An evening call."


def test_what_is_typed_ahead_waits_for_the_dialog_that_it_is_meant_for(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    with PtyApp([sys.executable, "-m", "tui", "--db", str(path)]) as app:
        app.wait_for("Welcome.")
        app.send("nAnna Weber\rBen Okafor\x13")
        app.wait_for("Anna Weber → Ben Okafor")
        app.send("\x1bORnWhat else?\x13")
        app.wait_for("18 open")
    with open_database(path) as database:
        it = mentorships.find(database, "1")
        assert (it.mentor, it.mentee) == ("Anna Weber", "Ben Okafor")
        assert "What else?" in {question.wording for question in questions.of(database, it.id)}
