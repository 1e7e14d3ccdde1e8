"""What cannot be used is read all the same: on a full or read-only disk, by another account, damaged."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from data import backup, mentorships, prose, reading, versions
from data.documents import copy
from data.errors import Unusable
from data.model.mentorship import Mentorship
from data.store.connection import Database, open_database

from ..terminal.bad_input import small_disk
from .mentoring import active, begun, write_draft
from .processes import UNPRIVILEGED, hand_over, output

WORDS = "Grüße\n" * 500
"""Of the draft; more than a page."""


@pytest.fixture
def made(database: Database) -> Mentorship:
    """A mentorship with an agreement in force and a draft that goes on."""
    it = active(database)
    write_draft(database, it, WORDS)
    return it


def exported(path: Path, it: Mentorship) -> tuple[str, str]:
    """What can be taken out of a file that cannot be used: the agreement, and the draft."""
    with reading.open_to_read(path) as database:
        with pytest.raises(Unusable, match="cannot be written"):
            mentorships.end(database, it.id, it.me)
        return copy.copy_of(database, it.id, 1), versions.draft_text(database, it.id)


def test_it_is_what_the_file_holds_and_neither_is_changed(database: Database, made: Mentorship, tmp_path: Path) -> None:
    whole = copy.copy_of(database, made.id, 1), WORDS
    assert exported(database.path, made) == whole, "with what stands in the log of one who has it open"
    database.close()
    content = database.path.read_bytes()
    assert exported(database.path, made) == whole
    with reading.open_to_read(database.path) as read:
        backup.backup(read, tmp_path / "backup.db")
    assert database.path.read_bytes() == content
    assert {it.name for it in tmp_path.iterdir()} == {"handschlag.db", "backup.db", "home"}
    with open_database(tmp_path / "backup.db") as opened:
        assert versions.draft_text(opened, made.id) == WORDS


def test_a_full_and_a_read_only_disk_are_read(database: Database, made: Mentorship, tmp_path: Path) -> None:
    whole = copy.copy_of(database, made.id, 1), WORDS
    database.close()
    with small_disk(tmp_path / "disk", 700) as disk:
        there = Path(shutil.copy(database.path, disk.path))
        disk.fill()
        with pytest.raises(Unusable, match="disk is full"):
            open_database(there)
        assert exported(there, made) == whole
        disk.seal()
        with pytest.raises(Unusable, match="cannot be written"):
            open_database(there)
        assert exported(there, made) == whole


@pytest.mark.parametrize(("file_mode", "folder_mode"), [(0o444, 0o755), (0o644, 0o555)])
def test_another_account_reads_what_it_may_not_write(folder: Path, file_mode: int, folder_mode: int) -> None:
    path = folder / "handschlag.db"
    with open_database(path) as database:
        begun(database, template=WORDS)
    before = path.read_bytes()
    hand_over(path)
    path.chmod(file_mode)
    folder.chmod(folder_mode)
    said = output(
        path,
        UNPRIVILEGED
        + """
from data import reading
try:
    open_database(path)
except HandschlagError:
    with reading.open_to_read(path) as database:
        it = mentorships.every(database)[0]
        say(len(versions.draft_text(database, it.id)))
""",
    )
    assert int(said) == len(WORDS)
    folder.chmod(0o755)
    assert path.read_bytes() == before
    assert [it.name for it in folder.iterdir()] == ["handschlag.db"]


def test_what_is_whole_in_a_damaged_file_is_read(database: Database, made: Mentorship) -> None:
    whole = copy.copy_of(database, made.id, 1), WORDS
    page = database.value("SELECT rootpage FROM sqlite_master WHERE name = 'events_by_mentorship'")
    database.close()
    content = bytearray(database.path.read_bytes())
    content[4096 * (page - 1) : 4096 * page] = b"\xa5" * 4096
    database.path.write_bytes(content)
    with pytest.raises(Unusable, match="is damaged"):
        open_database(database.path)
    assert exported(database.path, made) == whole
    assert database.path.read_bytes() == content


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"a letter " * 1_000, "no Handschlag database"), (None, "cannot be opened")],
    ids=["a letter", "nothing"],
)
def test_what_is_none_is_refused(tmp_path: Path, content: bytes | None, sentence: str) -> None:
    path = tmp_path / "letter.db"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(Unusable, match=sentence):
        reading.open_to_read(path)
    assert path.exists() == (content is not None)


# -- a text of which a part is damaged ---------------------------------------------------------------------------------


def damage(database: Database, statement: str) -> None:
    with database.write():
        assert database.connection.execute(statement).rowcount == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE texts SET body = 'other' WHERE kind = 'draft'",
        "UPDATE texts SET body = CAST(x'47ff' AS TEXT) WHERE kind = 'draft'",
        "UPDATE texts SET sha256 = 'x' WHERE kind = 'draft'",
        "UPDATE texts SET snapshot = x'00ff', snapshot_seq = body_seq WHERE kind = 'draft'",
    ],
)
def test_a_damaged_mirror_or_snapshot_is_passed_over(database: Database, made: Mentorship, statement: str) -> None:
    key = versions.draft_key(made.id)
    damage(database, statement)
    assert prose.read(database, key) == WORDS
    opened = prose.Prose.open(database, key)
    opened.replace(0, 0, "more ")
    opened.close()
    assert prose.read(database, key) == "more " + WORDS


def test_with_a_damaged_log_the_mirror_is_read_and_nobody_types(database: Database, made: Mentorship) -> None:
    key = versions.draft_key(made.id)
    row = "(SELECT max(seq) FROM text_updates WHERE text_id IN (SELECT id FROM texts WHERE kind = 'draft'))"
    damage(database, f"UPDATE text_updates SET payload = CAST(payload || x'00' AS BLOB) WHERE seq = {row}")
    assert prose.read(database, key) == WORDS
    with pytest.raises(Unusable, match="history of this text is damaged"):
        prose.Prose.open(database, key)
    damage(database, "UPDATE texts SET body = 'other' WHERE kind = 'draft'")
    with pytest.raises(Unusable, match="history of this text is damaged"):
        prose.read(database, key)


def test_an_end_of_the_log_that_is_not_found_is_noticed(database: Database, made: Mentorship) -> None:
    key = versions.draft_key(made.id)
    damage(database, "UPDATE texts SET body_seq = body_seq + 1 WHERE kind = 'draft'")
    assert prose.read(database, key) == WORDS
    with pytest.raises(Unusable, match="history of this text is damaged"):
        prose.Prose.open(database, key)


def test_what_was_typed_last_and_is_damaged_is_not_read(database: Database, made: Mentorship) -> None:
    key = versions.draft_key(made.id)
    prose.Prose.open(database, key).replace(0, 0, "typed last ")
    assert prose.read(database, key) == "typed last " + WORDS
    seq = database.value("SELECT max(seq) FROM text_updates")
    payload = bytes(database.value("SELECT payload FROM text_updates WHERE seq = ?", (seq,)))
    with database.write():
        database.connection.execute(
            "UPDATE text_updates SET payload = ? WHERE seq = ?", (payload.replace(b"last", b"lost"), seq)
        )
    assert prose.read(database, key) == WORDS
