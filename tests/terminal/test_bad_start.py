"""What prevents the start, in a real terminal: one line says what it is and what to do, and nothing was changed."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from data import open_database
from data.i18n import _

from .bad_input import at_agreement, at_terminal, both, quits, refused, refuses_to_start, require_modes, small_disk


@both
def test_a_missing_database_is_named_and_not_made(new: Path, language: str) -> None:
    app = at_terminal("--db", new, "--lang", language, "open", "ben", columns=300)
    refused(app, 3, _("There is no database at {path}.").format(path=new))
    assert not new.exists()


@both
def test_a_database_that_may_not_be_read_is_said(path: Path, tmp_path: Path, language: str) -> None:
    require_modes(tmp_path)
    path.chmod(0o000)
    sentence = _("You may not read {path}. Ask its owner, or name another file with --db.").format(path=path)
    refuses_to_start(path, language, sentence, bound=True)


@both
def test_a_read_only_database_is_said_and_not_changed(path: Path, tmp_path: Path, language: str) -> None:
    require_modes(tmp_path)
    before = path.read_bytes()
    path.chmod(0o400)
    sentence = _not_writable()
    refuses_to_start(path, language, sentence.format(path=path), bound=True)
    assert path.read_bytes() == before


def test_a_read_only_disk_is_said(path: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 600) as disk:
        there = Path(shutil.copy(path, disk.path))
        disk.seal()
        sentence = _not_writable().format(path=there)
        refuses_to_start(there, "en", sentence)
        nowhere = disk.path / "new.db"
        sentence = f"{nowhere} cannot be made: it lies on a disk that is read-only. Name another file with --db."
        refuses_to_start(nowhere, "en", sentence)


@pytest.mark.parametrize(
    "content", [b"Dear Ben,\nthis is a letter.\n" * 100, bytes(5_000), "ein Wort".encode("utf-16")]
)
@both
def test_a_file_that_is_no_database_is_said_and_not_changed(new: Path, language: str, content: bytes) -> None:
    new.write_bytes(content)
    sentence = _("{path} is no Handschlag database. Name another file with --db.").format(path=new)
    refuses_to_start(new, language, sentence)
    assert new.read_bytes() == content


@both
def test_the_database_of_another_program_is_said_and_not_changed(new: Path, language: str) -> None:
    other = sqlite3.connect(new)
    other.execute("CREATE TABLE bookmarks (url TEXT)")
    other.close()
    before = new.read_bytes()
    sentence = _("{path} is a database of another program. Name another file with --db.").format(path=new)
    refuses_to_start(new, language, sentence)
    assert new.read_bytes() == before


@both
def test_a_damaged_database_is_said_and_not_changed(path: Path, language: str) -> None:
    torn = path.read_bytes()[:20_000]
    path.write_bytes(torn)
    sentence = _("{path} is damaged. Run “handschlag doctor” to see what can be saved.").format(path=path)
    refuses_to_start(path, language, sentence)
    assert path.read_bytes() == torn


@both
def test_a_database_of_a_newer_version_is_said_and_not_changed(path: Path, language: str) -> None:
    with open_database(path) as database, database.write():
        database.connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('handschlag', 'm999_later', '')"
        )
    before = path.read_bytes()
    sentence = _("{path} was written by a newer version of Handschlag. Update the app; nothing was changed.")
    refuses_to_start(path, language, sentence.format(path=path))
    assert path.read_bytes() == before


@both
def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path, language: str) -> None:
    require_modes(tmp_path)
    folder = tmp_path / "folder"
    folder.mkdir(0o500)
    nowhere = folder / "new.db"
    sentence = _("{path} cannot be made: {reason}. Name another file with --db.")
    sentence = sentence.format(path=nowhere, reason=_("it is not allowed"))
    refuses_to_start(nowhere, language, sentence, bound=True)


def test_a_database_in_a_folder_that_cannot_be_written_is_said(path: Path, tmp_path: Path) -> None:
    require_modes(tmp_path)
    folder = tmp_path / "folder"
    folder.mkdir()
    there = Path(shutil.copy(path, folder))
    folder.chmod(0o500)
    sentence = _not_writable().format(path=there)
    refuses_to_start(there, "en", sentence, bound=True)


@both
def test_a_disk_without_a_free_byte_at_the_start_is_said(path: Path, tmp_path: Path, language: str) -> None:
    with small_disk(tmp_path / "disk", 600) as disk:
        there = Path(shutil.copy(path, disk.path))
        before = there.read_bytes()
        disk.fill()
        sentence = _("The disk is full. Free some space; what stands on the screen is kept until then.")
        refuses_to_start(there, language, sentence)
        assert there.read_bytes() == before
        disk.free()
        with at_agreement(there, language) as app:
            quits(app)


def _not_writable() -> str:
    return _(
        "{path} cannot be written. Ask for write permission, or name another file with --db; “handschlag export” reads "
        "it as it is."
    )
