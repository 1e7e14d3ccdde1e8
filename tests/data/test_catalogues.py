"""Which catalogues there are to choose from: bundled, one's own, shared by a programme."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from data import catalogues, locations, question_changes, questions, texts
from data.store.connection import Database

from .mentoring import begun

OURS = """title = "{title}"
language = "{language}"

[[question]]
topic = "comfort"
wording = "{title}: tea or coffee?"
"""


def written(folder: Path, name: str, title: str, language: str = "en") -> None:
    """A catalogue in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(OURS.format(title=title, language=language))


def titles(language: str) -> list[str]:
    """What they are called."""
    return [it.catalogue.title for it in catalogues.of(language)[0]]


@pytest.mark.parametrize("language", ["en", "de"])
def test_both_bundled_ones_are_there_that_of_the_language_first(language: str) -> None:
    found, problems = catalogues.of(language)
    assert [it.catalogue.language for it in found] == sorted(["en", "de"], key=lambda it: it != language)
    assert all(it.path is None for it in found)
    assert problems == []


def test_ones_own_and_the_shared_folders_are_read_in_their_order(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    written(locations.catalogues(), "own.toml", "Mine")
    written(tmp_path / "programme", "b.toml", "Programme B")
    written(tmp_path / "programme", "a.toml", "Programme A", "de")
    written(tmp_path / "faculty", "c.toml", "Faculty")
    (tmp_path / "faculty" / "README.md").write_text("no catalogue")
    folders = [tmp_path / "programme", tmp_path / "faculty", tmp_path / "programme"]
    monkeypatch.setenv("HANDSCHLAG_CATALOGUES", os.pathsep.join([*map(str, folders), ""]))
    english, german = texts.catalogue("en").title, texts.catalogue("de").title
    assert titles("en") == [english, "Mine", "Programme B", "Faculty", german, "Programme A"]
    assert titles("de")[:2] == [german, "Programme A"]


def test_what_cannot_be_read_is_told_and_the_others_work(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    written(tmp_path / "programme", "good.toml", "Good")
    (tmp_path / "programme" / "bad.toml").write_text("[[question]\n")
    monkeypatch.setenv("HANDSCHLAG_CATALOGUES", f"{tmp_path / 'programme'}{os.pathsep}{tmp_path / 'not there'}")
    assert "Good" in titles("en")
    _found, problems = catalogues.of("en")
    assert len(problems) == 2
    assert "bad.toml" in problems[0]
    assert "not there" in problems[1]


def test_what_is_chosen_from_several_is_one_change(database: Database, tmp_path: Path) -> None:
    mentorship = begun(database)
    before = questions.of(database, mentorship.id)
    written(tmp_path, "ours.toml", "Ours")
    ours, bundled = texts.read_catalogue(tmp_path / "ours.toml"), texts.catalogue("en")
    [new] = [it.key for it in ours.questions]
    there = {it.source for it in before}
    other = next(it.key for it in bundled.questions if it.key not in there)
    assert questions.add_chosen(database, mentorship.id, [(bundled, {other}), (ours, {new})]) == 2
    assert {other, new} <= {it.source for it in questions.of(database, mentorship.id)}
    question_changes.take_back(database, mentorship.id)
    assert [it.id for it in questions.of(database, mentorship.id)] == [it.id for it in before]
