"""Backups: whole, verified, private, never over an existing file, and opened like any database."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from data import backup, doctor, mentorships, prose, versions
from data.documents.files import FileThere
from data.errors import BadInput, Unusable
from data.store.connection import Database, open_database

from .mentoring import active, begun, dump, proposed


def test_a_backup_is_the_database(database: Database, tmp_path: Path) -> None:
    active(database, "Grüße 😀\n")
    begun(database)
    opened = prose.Prose.open(database, versions.draft_key(mentorships.every(database)[0].id))
    opened.replace(0, 0, "not yet settled")
    made = backup.backup(database, tmp_path / "copy.db")
    assert (made.mentorships, made.size) == (2, (tmp_path / "copy.db").stat().st_size)
    with open_database(tmp_path / "copy.db", create=False) as copy:
        assert dump(copy) == dump(database)
    assert doctor.doctor(tmp_path / "copy.db") == []


def test_a_backup_is_for_its_owner_only_and_leaves_nothing_beside_it(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    before = os.umask(0)
    try:
        backup.backup(database, folder / "copy.db")
    finally:
        os.umask(before)
    assert stat.S_IMODE((folder / "copy.db").stat().st_mode) == 0o600
    assert [it.name for it in folder.iterdir()] == ["copy.db"]


def test_an_existing_file_is_never_touched(database: Database, tmp_path: Path) -> None:
    there = tmp_path / "there.db"
    there.write_bytes(b"precious")
    link = tmp_path / "link.db"
    link.symlink_to(there)
    for path in (there, link, database.path):
        with pytest.raises(FileThere):
            backup.backup(database, path)
    with pytest.raises(BadInput):
        backup.backup(database, tmp_path / "no folder" / "copy.db")
    with pytest.raises(BadInput):
        backup.backup(database, tmp_path)
    assert there.read_bytes() == b"precious"
    assert mentorships.every(database) == []


def test_what_others_have_not_committed_is_not_in_it(database: Database, tmp_path: Path) -> None:
    begun(database)
    with open_database(database.path) as other, other.write():
        other.connection.execute("UPDATE mentorships SET mentor = 'half done'")
        backup.backup(database, tmp_path / "copy.db")
    with open_database(tmp_path / "copy.db") as copy:
        assert mentorships.every(copy)[0].mentor == "Anna Weber"


def test_no_backup_within_a_transaction(database: Database, tmp_path: Path) -> None:
    with pytest.raises(Unusable), database.write():
        backup.backup(database, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_no_backup_is_written_of_what_is_damaged(database: Database, tmp_path: Path) -> None:
    proposed(database, begun(database))
    database.connection.execute("DROP TRIGGER versions_refuse_update")
    database.connection.execute("UPDATE versions SET text = 'other words'")
    with pytest.raises(Unusable, match="No backup was written"):
        backup.backup(database, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_a_damaged_file_is_brought_back_by_what_the_doctor_prints(database: Database, tmp_path: Path) -> None:
    """The very command, in a real shell; only `handschlag` is spoken by a function of the shell."""
    active(database)
    expected = dump(database)
    saved = tmp_path / "saved.db"
    backup.backup(database, saved)
    path = database.path
    database.close()
    content = bytearray(path.read_bytes())
    content[4096 * 3 : 4096 * 12] = os.urandom(4096 * 9)
    path.write_bytes(content)
    Path(f"{path}-wal").write_bytes(b"an old log")
    (remedy,) = {it.remedy for it in doctor.doctor(path) if "BACKUP" in it.remedy}
    script = (
        'handschlag() { "$PYTHON" -c "import sys; from pathlib import Path; from data import backup, open_database; '
        'backup.backup(open_database(Path(sys.argv[2]), create=False), Path(sys.argv[4]))" "$@"; }; '
    )
    subprocess.run(
        ["bash", "-ec", script + remedy.replace("BACKUP", str(saved))],
        check=True,
        cwd=Path(__file__).parents[2],
        env=os.environ | {"PYTHON": sys.executable},
    )
    with open_database(path, create=False) as again:
        assert dump(again) == expected
    aside = Path(f"{path}.damaged")
    assert sorted(it.name for it in aside.iterdir()) == [path.name, f"{path.name}-wal"]
    assert (aside / path.name).read_bytes() == bytes(content)


def test_a_full_disk_leaves_no_half_backup(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun(database)
    monkeypatch.setattr("data.documents.files.os.write", _no_space)
    monkeypatch.setattr("data.documents.files.os.fsync", _no_space)
    with pytest.raises(BadInput):
        backup.backup(database, tmp_path / "copy.db")
    assert sorted(it.name for it in tmp_path.iterdir() if "copy" in it.name) == []


def _no_space(*_arguments: object) -> int:
    raise OSError(28, "No space left on device")
