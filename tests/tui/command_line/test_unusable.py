"""A database that cannot be used: one line, and nothing is made or changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..calling import call, refused

NEEDS_A_DATABASE = [
    ("list",),
    ("list", "--json"),
    ("export", "agreement", "x"),
    ("export", "calendar", "x"),
    ("backup", "copy.db"),
]


@pytest.mark.parametrize("arguments", NEEDS_A_DATABASE)
def test_a_missing_database_is_said_and_not_made(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    path = tmp_path / "none.db"
    assert str(path) in refused(call("--db", str(path), *arguments), 3)
    assert not path.exists()


@pytest.mark.parametrize("arguments", [*NEEDS_A_DATABASE, ("due",), ("new", "A", "B")])
def test_what_is_no_database_cannot_be_used(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Ben, " * 100)
    assert str(path) in refused(call("--db", str(path), *arguments), 3)
    assert path.read_text() == "Dear Ben, " * 100
    assert str(tmp_path) in refused(call("--db", str(tmp_path), *arguments), 3)


def test_a_home_that_nobody_has_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    refused(call("--db", "~nobody has this/x.db", "list"), 3)
    monkeypatch.setenv("HANDSCHLAG_DB", "~nobody has this/x.db")
    assert "HANDSCHLAG_DB" in refused(call("list"), 3)
    assert "HANDSCHLAG_DB" in refused(call("due"), 3)
