"""The doctor: finds what is wrong with a file and around it, and changes nothing."""

from __future__ import annotations

import os
import shutil
import sqlite3 as bundled_sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite3

from data import doctor, i18n, prose, versions
from data.errors import Unusable
from data.store import file_systems, surroundings
from data.store.connection import Database, open_database
from data.store.doctor import Finding, Severity

from .mentoring import active, agreed, begun, decided, planned, proposed


@pytest.fixture
def path(database: Database) -> Path:
    """A closed file with something of everything in it."""
    made = active(database, "Grüße\n")
    agreed(database, proposed(database, made, "Grüße 2\n"))
    decided(database, made)
    agreed(database, versions.propose_annex(database, made.id))
    planned(database, made, "2030-12-01T10:00")
    database.close()
    return database.path


@contextmanager
def raw(path: Path) -> Iterator[bundled_sqlite3.Connection]:
    """The file as the sqlite3 shell has it: no foreign keys, no guards to obey."""
    connection = bundled_sqlite3.connect(path, isolation_level=None)
    yield connection
    connection.close()


def unguarded(connection: bundled_sqlite3.Connection, statement: str) -> None:
    """Change what is guarded and put the guards back, as somebody would who wants it not to be seen."""
    guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _sql in guards:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute(statement)
    for _name, sql in guards:
        connection.execute(sql)


def everything(folder: Path) -> dict[str, tuple[bytes, int, int]]:
    """All files of a folder with their content, mode and time."""
    return {
        str(it): (it.read_bytes(), it.stat().st_mode, it.stat().st_mtime_ns) for it in folder.rglob("*") if it.is_file()
    }


def examined(path: Path) -> list[Finding]:
    """What the doctor says, having changed nothing."""
    before = everything(path.parent)
    found = doctor.doctor(path)
    assert everything(path.parent) == before
    return found


def errors(path: Path) -> list[str]:
    return [it.sentence for it in examined(path) if it.severity is Severity.ERROR]


def test_nothing_is_wrong_with_a_whole_file(path: Path) -> None:
    assert examined(path) == []


def test_nothing_is_wrong_while_it_is_open(path: Path) -> None:
    with open_database(path) as database:
        begun(database)
        found = doctor.doctor(path)
        assert [it.severity for it in found] == [Severity.NOTE]
        assert "Never copy the database without it" in found[0].sentence
        assert str(path) + "-wal" in found[0].sentence


# -- what is no database of ours ---------------------------------------------------------------------------------------


def test_a_missing_file_is_not_made(tmp_path: Path) -> None:
    (finding,) = examined(tmp_path / "none.db")
    assert finding.severity is Severity.ERROR
    assert "There is no database" in finding.sentence
    assert finding.remedy == f"handschlag --db {tmp_path / 'none.db'}"


def test_an_empty_file_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    (finding,) = examined(tmp_path / "empty.db")
    assert finding.severity is Severity.NOTE


@pytest.mark.parametrize("content", [b"a letter", b"SQLite", b"\x00" * 5000])
def test_what_is_no_database_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "letter.db").write_bytes(content)
    assert "is no database" in errors(tmp_path / "letter.db")[0]


def test_a_home_that_nobody_has_is_told() -> None:
    nobody = Path("~nobody-of-this-name/x.db")
    (finding,) = doctor.doctor(nobody)
    assert "no home folder for ~nobody-of-this-name" in finding.sentence
    with pytest.raises(Unusable, match="no home folder"):
        open_database(nobody)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (finding,) = doctor.doctor(tmp_path)
    assert "is not a file" in finding.sentence


def test_a_database_of_another_program_is_told(tmp_path: Path) -> None:
    with raw(tmp_path / "other.db") as connection:
        connection.execute("CREATE TABLE bookmarks (url)")
    (tmp_path / "other.db").chmod(0o600)
    assert "another program" in errors(tmp_path / "other.db")[0]
    with raw(tmp_path / "other.db") as connection:
        connection.execute("CREATE TABLE _sqlite_migrations (migration_set, name)")
    assert "another program" in errors(tmp_path / "other.db")[0]


def test_a_newer_version_is_told(path: Path) -> None:
    with raw(path) as connection:
        connection.execute("INSERT INTO _sqlite_migrations VALUES (99, 'handschlag', 'm999_tomorrow', '2030-01-01')")
    (finding,) = examined(path)
    assert "newer version" in finding.sentence
    assert "upgrade" in finding.remedy


# -- what is damaged ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", [1, 2, 5, 9])
def test_a_damaged_page_is_found(path: Path, page: int) -> None:
    content = bytearray(path.read_bytes())
    content[4096 * page : 4096 * (page + 1)] = b"\xa5" * 4096
    path.write_bytes(content)
    found = examined(path)
    assert any(it.severity is Severity.ERROR and "BACKUP" in it.remedy for it in found)
    with pytest.raises(Unusable, match=r"damaged|cannot be used"):
        open_database(path)


def test_a_damaged_index_is_found(path: Path) -> None:
    """What the quick check at opening does not see."""
    with raw(path) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_master SET sql = 'CREATE INDEX questions_by_mentorship ON questions(topic, wording)' "
            "WHERE name = 'questions_by_mentorship'"
        )
    assert any("is damaged (" in it for it in errors(path))


def test_a_truncated_file_is_found(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: 4096 * 4 + 17])
    assert errors(path)


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE versions SET text = 'Grusse' WHERE number = 1 AND kind = 'agreement'", "frozen text of version 1"),
        ("UPDATE versions SET text = 'x' WHERE kind = 'annex'", "frozen text of annex 1"),
        ("UPDATE versions SET previous_sha256 = '' WHERE number = 2", "Version 2 .* does not follow"),
        ("DELETE FROM versions WHERE number = 1 AND kind = 'agreement'", "does not follow|without what they belong to"),
        ("UPDATE versions SET number = 9 WHERE number = 2", "Version 9 .* does not follow"),
        ("UPDATE signatures SET sha256 = 'x' WHERE name = 'Anna Weber'", "signature of Anna Weber stands under"),
        ("UPDATE texts SET body = 'other' WHERE kind = 'draft'", "damaged in its copy, but its history is whole"),
        ("DELETE FROM text_updates", "history of a text .* is damaged; the text itself is whole"),
        ("UPDATE text_updates SET payload = x'00ff'", "history of a text"),
        ("UPDATE texts SET sha256 = 'x' WHERE kind = 'draft'", "check sum differs"),
        ("DELETE FROM mentorships", "rows without what they belong to"),
    ],
)
def test_what_was_changed_beside_the_app_is_found(path: Path, statement: str, sentence: str) -> None:
    import re

    with raw(path) as connection:
        unguarded(connection, statement)
    found = errors(path)
    assert any(re.search(sentence, it) for it in found), found


def test_a_whole_chain_rewritten_is_found_by_its_signatures(path: Path) -> None:
    from data.model.agreement import fingerprint

    with raw(path) as connection:
        new = fingerprint("other\n")
        unguarded(connection, f"UPDATE versions SET text = 'other\n', sha256 = '{new}' WHERE kind = 'annex'")
    assert all("signature of" in it or "of the log" in it for it in errors(path))


def test_a_text_is_mended_by_what_is_printed(path: Path) -> None:
    with raw(path) as connection:
        before = connection.execute("SELECT body FROM texts WHERE kind = 'draft'").fetchone()
        connection.execute("UPDATE texts SET body = 'other' WHERE kind = 'draft'")
    (remedy,) = {it.remedy for it in examined(path)}
    assert remedy.startswith("sqlite3 ")
    run_in_shell(remedy)
    assert examined(path) == []
    with open_database(path) as database:
        mentorship_id = database.value("SELECT id FROM mentorships")
        assert prose.read(database, versions.draft_key(mentorship_id)) == before[0]


@pytest.mark.parametrize(
    "guard",
    ["versions_refuse_update", "signatures_refuse_delete", "mentorships_stay_ended", "mentorships_refuse_delete"],
)
@pytest.mark.parametrize("how", ["dropped", "weakened"])
def test_a_guard_that_is_missing_or_weak_is_found_and_mended_by_what_is_printed(
    path: Path, guard: str, how: str
) -> None:
    with raw(path) as connection:
        (table,) = connection.execute("SELECT tbl_name FROM sqlite_master WHERE name = ?", (guard,)).fetchone()
        connection.execute(f"DROP TRIGGER {guard}")
        if how == "weakened":
            connection.execute(f"CREATE TRIGGER {guard} BEFORE UPDATE ON {table} WHEN 0 BEGIN SELECT 1; END")
    (finding,) = examined(path)
    assert f"“{guard}” is missing or was changed" in finding.sentence
    run_in_shell(finding.remedy)
    assert examined(path) == []


def run_in_shell(remedy: str) -> None:
    """The printed command in a real shell; where there is no sqlite3 shell, Python's own speaks for it."""
    script = remedy
    if shutil.which("sqlite3") is None:
        script = (
            'sqlite3() { "$PYTHON" -c "import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript(sys.argv[2])" '
            f'"$@"; }}; {remedy}'
        )
    subprocess.run(["bash", "-ec", script], check=True, env=os.environ | {"PYTHON": sys.executable})


def test_a_copied_file_with_its_log_is_read_with_it(database: Database, tmp_path: Path) -> None:
    begun(database)
    aside = tmp_path / "copied"
    aside.mkdir(mode=0o700)
    for end in ("", "-wal"):
        shutil.copy(f"{database.path}{end}", aside / f"copy.db{end}")
    assert [it.severity for it in examined(aside / "copy.db")] == [Severity.NOTE]


def test_everything_is_said_in_german_too(path: Path) -> None:
    with raw(path) as connection:
        connection.execute("DROP TRIGGER versions_refuse_update")
    with i18n.using("de"):
        (finding,) = doctor.doctor(path)
    assert "versions_refuse_update" in finding.sentence


# -- what stands around ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "sentence", "remedy"),
    [
        (lambda path: path.chmod(0o644), "may read or change", "chmod 600 "),
        (lambda path: path.parent.chmod(0o777), "may replace the files", "chmod go-w "),
    ],
)
def test_open_doors_are_found_and_closed_by_what_is_printed(
    path: Path, change: Callable[[Path], None], sentence: str, remedy: str
) -> None:
    change(path)
    (finding,) = examined(path)
    assert finding.severity is Severity.WARNING
    assert sentence in finding.sentence
    assert finding.remedy.startswith(remedy)
    run_in_shell(finding.remedy)
    assert examined(path) == []


def test_a_sticky_folder_is_no_open_door(path: Path) -> None:
    path.parent.chmod(0o1777)
    assert examined(path) == []


def test_errors_come_first(path: Path) -> None:
    path.chmod(0o644)
    with raw(path) as connection:
        connection.execute("DROP TRIGGER versions_refuse_update")
    assert [it.severity for it in doctor.doctor(path)] == [Severity.ERROR, Severity.WARNING]


MOUNTS = """21 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
30 21 0:50 / /home rw - nfs4 server:/home rw
31 30 0:51 / /home/anna/with\\040blank rw shared:1 - fuse.sshfs host: rw
32 21 0:52 / /mnt rw - tmpfs none rw
33 21 0:53 / /mnt rw - cifs //server/share rw
no mount at all
"""


@pytest.mark.parametrize(
    ("place", "kind", "network"),
    [
        ("/var/x.db", "ext4", False),
        ("/home/ben/x.db", "nfs4", True),
        ("/home/anna/with blank/x.db", "fuse.sshfs", True),
        ("/homes/x.db", "ext4", False),
        ("/mnt/x.db", "cifs", True),
    ],
)
def test_network_file_systems_are_known(tmp_path: Path, place: str, kind: str, network: bool) -> None:
    table = tmp_path / "mountinfo"
    table.write_text(MOUNTS)
    assert file_systems.file_system(Path(place), table) == kind
    assert file_systems.is_network(kind) is network


def test_where_it_cannot_be_told_nothing_is_said(tmp_path: Path) -> None:
    assert file_systems.file_system(tmp_path, tmp_path / "none") == ""
    assert not file_systems.is_network("")


def test_a_network_file_system_is_an_error(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(surroundings, "file_system", lambda _path: "nfs4")
    (finding,) = examined(path)
    assert finding.severity is Severity.ERROR
    assert "network file system (nfs4)" in finding.sentence


@pytest.mark.parametrize(
    ("version", "fixed"),
    [
        *(((3, 40, 1), False), ((3, 50, 6), False), ((3, 51, 2), False)),
        *(((3, 44, 6), True), ((3, 50, 7), True), ((3, 51, 3), True), ((3, 53, 0), True), ((4, 0, 0), True)),
    ],
)
def test_which_sqlite_carries_the_fix(version: tuple[int, ...], fixed: bool) -> None:
    assert surroundings.has_the_fix(version) is fixed


def test_an_old_sqlite_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 40, 1))
    (finding,) = examined(path)
    assert finding.severity is Severity.WARNING
    assert "pysqlite3" in finding.remedy
