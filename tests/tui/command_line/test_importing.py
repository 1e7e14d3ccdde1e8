"""`import questions`: a catalogue of one's own, once."""

from __future__ import annotations

from pathlib import Path

from data import Database, questions
from data.model.mentorship import Mentorship

from ..calling import call, refused

CATALOGUE = """
[[question]]
topic = "comfort"
wording = "What should I know about your days?"
"""


def test_questions_are_imported_once(begun: tuple[Database, Mentorship], tmp_path: Path) -> None:
    database, it = begun
    path = tmp_path / "own.toml"
    path.write_text(CATALOGUE, encoding="utf-8")
    first = call("import", "questions", str(path), "ben")
    assert (first.code, first.out) == (0, "1 question was added to the list of Anna Weber → Ben Okafor.\n")
    assert "What should I know about your days?" in {each.wording for each in questions.of(database, it.id)}
    second = call("import", "questions", str(path), "ben")
    assert (second.code, second.out) == (0, "Every question of this catalogue is on the list already.\n")


def test_a_catalogue_that_is_none_changes_nothing(begun: tuple[Database, Mentorship], tmp_path: Path) -> None:
    database, it = begun
    path = tmp_path / "own.toml"
    path.write_text("title = 3\n[[", encoding="utf-8")
    before = questions.of(database, it.id)
    assert "own.toml" in refused(call("import", "questions", str(path), "ben"), 2)
    assert questions.of(database, it.id) == before


def test_an_ended_mentorship_takes_no_questions(file: Path, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(CATALOGUE, encoding="utf-8")
    refused(call("import", "questions", str(path), "emil"), 1)
