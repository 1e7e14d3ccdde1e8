"""The command line on a database that cannot be used: what can be read is exported, and the reason stands beside it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from data import Database, open_database, sample
from data.i18n import _, using

from ...terminal.bad_input import small_disk
from ..calling import call

EXPORTS = (("list",), ("due",), ("export", "agreement", "carla"), ("export", "calendar"))


@pytest.fixture
def path(database: Database) -> Path:
    """The sample data, closed."""
    sample.write(database)
    database.close()
    return database.path


def printed(path: Path) -> list[bytes]:
    """What the commands that only read print of a database that can be used."""
    found = [call("--db", str(path), *arguments) for arguments in EXPORTS]
    assert [(it.code, it.err) for it in found] == [(0, "")] * len(EXPORTS)
    return [it.raw for it in found]


def damage_index(path: Path) -> None:
    """Damage a page that no words stand in."""
    with open_database(path) as database:
        page = database.value("SELECT rootpage FROM sqlite_master WHERE name = 'events_by_mentorship'")
    content = bytearray(path.read_bytes())
    content[4096 * (page - 1) : 4096 * page] = b"\xa5" * 4096
    path.write_bytes(content)


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_damaged_database_is_exported_with_a_warning_and_not_copied(
    path: Path, tmp_path: Path, language: str
) -> None:
    before = printed(path)
    damage_index(path)
    content = path.read_bytes()
    with using(language):
        why = _("{path} is damaged. Run “handschlag doctor” to see what can be saved.").format(path=path)
        sentence = _("{why} What can be read of it is read all the same.").format(why=why)
    for arguments, expected in zip(EXPORTS, before, strict=True):
        found = call("--db", str(path), "--lang", language, *arguments)
        assert (found.code, found.err) == (0, f"{sentence}\n")
        if language == "en" or arguments[0] == "export":
            assert found.raw == expected
    for arguments in (("new", "Anna", "Ben"), ("import", "questions", "x.toml", "carla")):
        assert call("--db", str(path), *arguments).code in (2, 3)
    assert call("--db", str(path), "backup", str(tmp_path / "backup.db")).code == 3
    assert not (tmp_path / "backup.db").exists()
    assert path.read_bytes() == content


def test_a_full_disk_is_exported_and_backed_up_to_another_one(path: Path, tmp_path: Path) -> None:
    before = printed(path)
    with small_disk(tmp_path / "disk", 700) as disk:
        there = Path(shutil.copy(path, disk.path))
        disk.fill()
        for arguments, expected in zip(EXPORTS, before, strict=True):
            found = call("--db", str(there), *arguments)
            assert (found.code, found.raw) == (0, expected)
            assert found.err.startswith("The disk is full.")
        assert call("--db", str(there), "new", "Anna", "Ben").code == 3
        assert call("--db", str(there), "backup", str(tmp_path / "backup.db")).code == 0
    assert printed(tmp_path / "backup.db") == before


def test_an_export_of_a_text_that_was_changed_beside_the_app_says_so(path: Path) -> None:
    whole = call("--db", str(path), "export", "agreement", "ben").raw
    with open_database(path) as database, database.write():
        database.connection.execute("UPDATE texts SET body = 'other' WHERE kind = 'draft'")
        database.connection.execute("DROP TRIGGER versions_refuse_update")
        database.connection.execute("UPDATE versions SET text = 'other' WHERE kind = 'annex'")
    found = call("--db", str(path), "export", "agreement", "ben")
    assert (found.code, found.raw) == (0, whole), "the log has the draft"
    assert "is damaged in its copy" in found.err
    assert "The frozen text of annex" in found.err
