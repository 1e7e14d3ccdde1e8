"""The database file: how it is made, opened, refused."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from data.errors import Unusable
from data.store import connection
from data.store.connection import Database, open_database
from data.store.schema import MIGRATIONS

ROOT = pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_file_is_private_under_any_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        path = tmp_path / "new" / "handschlag.db"
        with open_database(path) as database, database.write():
            database.connection.execute("INSERT INTO places VALUES ('u', 'n', '{}', 't')")
            assert mode(path) == 0o600
            assert mode(path.with_name("handschlag.db-wal")) == 0o600
            assert mode(path.parent) == 0o700
    finally:
        os.umask(before)


def test_the_names_known_at_opening_are_the_migrations() -> None:
    database = open_database.__globals__["sqlite3"].connect(":memory:")
    import sqlite_utils

    names = tuple(it.name for it in MIGRATIONS.pending(sqlite_utils.Database(database)))
    assert names == connection.KNOWN


def test_a_missing_file_is_named_when_it_must_exist(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match=r"There is no database at .*gone\.db"):
        open_database(tmp_path / "gone.db", create=False)
    assert not (tmp_path / "gone.db").exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            b"this is a letter, not a database, and long enough to be read as a page header" * 20,
            "no Handschlag database",
        ),
        (b"SQLite format 3\x00" + b"\x00" * 4000, "damaged|no Handschlag database|cannot be used"),
    ],
)
def test_garbage_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "handschlag.db"
    path.write_bytes(content)
    with pytest.raises(Unusable, match=sentence):
        open_database(path)
    assert path.read_bytes() == content


def test_a_truncated_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "handschlag.db"
    open_database(path).close()
    path.write_bytes(path.read_bytes()[: 3 * 4096 + 100])
    with pytest.raises(Unusable, match="damaged"):
        open_database(path)


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    import sqlite3

    path = tmp_path / "other.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE bookmarks (url)")
    other.commit()
    other.close()
    with pytest.raises(Unusable, match="another program"):
        open_database(path)


def test_a_newer_schema_is_refused_and_left_as_it_is(database: Database) -> None:
    with database.write():
        database.table("_sqlite_migrations").insert(
            {"migration_set": "handschlag", "name": "m999_tomorrow", "applied_at": "2030-01-01"}
        )
    path = database.path
    database.close()
    with pytest.raises(Unusable, match="newer version"):
        open_database(path)


def test_a_folder_in_the_way_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="is not a file"):
        open_database(tmp_path)


def test_a_place_where_no_folder_can_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Unusable, match="cannot be made"):
        open_database(tmp_path / "file" / "handschlag.db")


@ROOT
def test_a_read_only_file_is_named(database: Database) -> None:
    path = database.path
    database.close()
    path.chmod(0o400)
    with pytest.raises(Unusable, match="cannot be written"), open_database(path) as again, again.write():
        again.table("places").insert({"os_user": "u", "name": "n", "value": "{}", "at": "t"})


def test_a_write_is_all_or_nothing(database: Database) -> None:
    row = {"os_user": "u", "name": "n", "value": "{}", "at": "t"}
    with pytest.raises(RuntimeError), database.write():
        database.table("places").insert(row)
        raise RuntimeError
    assert database.rows("SELECT * FROM places") == []


def test_a_nested_write_belongs_to_the_outer_one(database: Database) -> None:
    row = {"os_user": "u", "name": "n", "value": "{}", "at": "t"}
    with pytest.raises(RuntimeError), database.write():
        with database.write():
            database.table("places").insert(row)
        raise RuntimeError
    assert database.rows("SELECT * FROM places") == []


def test_durable_writes_wait_for_the_disk(database: Database) -> None:
    with database.write():
        assert database.value("PRAGMA synchronous") == 2
    with database.write(durable=False):
        assert database.value("PRAGMA synchronous") == 1


def test_a_full_disk_is_told_and_nothing_is_half_done(database: Database) -> None:
    pages = database.value("PRAGMA page_count")
    database.connection.execute(f"PRAGMA max_page_count = {pages}")
    row = {"os_user": "u", "name": "n", "value": "x" * 100_000, "at": "t"}
    with pytest.raises(Unusable, match="The disk is full"), database.write():
        database.table("places").insert(row)
    database.connection.execute("PRAGMA max_page_count = 100000")
    with database.write():
        database.table("places").insert(row)
    assert database.value("SELECT count(*) FROM places") == 1


def test_others_commits_are_noticed_and_own_ones_are_not(database: Database) -> None:
    before = database.data_version()
    with database.write():
        database.table("places").insert({"os_user": "u", "name": "n", "value": "{}", "at": "t"})
    assert database.data_version() == before
    with open_database(database.path) as other, other.write():
        other.table("places").insert({"os_user": "v", "name": "n", "value": "{}", "at": "t"})
    assert database.data_version() != before


def test_a_held_file_is_told(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "BUSY_MILLISECONDS", 50)
    with (
        open_database(database.path) as other,
        database.write(),
        pytest.raises(Unusable, match="held by another process"),
        other.write(),
    ):
        pass


def test_first_starts_at_the_same_time_make_one_schema(tmp_path: Path) -> None:
    path = tmp_path / "handschlag.db"
    script = f"from pathlib import Path; from data import open_database; open_database(Path({str(path)!r})).close()"
    started = [subprocess.Popen([sys.executable, "-c", script], stderr=subprocess.PIPE, text=True) for _ in range(3)]
    errors = [process.communicate()[1] for process in started]
    assert [process.returncode for process in started] == [0, 0, 0], errors


@pytest.mark.parametrize("table", ["versions", "signatures"])
def test_what_is_frozen_has_its_guards(database: Database, table: str) -> None:
    triggers = database.rows("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table,))
    assert {f"{table}_refuse_update", f"{table}_refuse_delete"} <= {row["name"] for row in triggers}


def test_a_file_that_is_deleted_or_replaced_is_not_written_any_more(database: Database, tmp_path: Path) -> None:
    away = tmp_path / "away.db"
    with database.write():
        database.connection.execute("INSERT INTO places VALUES ('u', 'n', '{}', 't')")
    database.path.rename(away)
    assert not database.is_there
    with pytest.raises(Unusable, match="was deleted or replaced"), database.write():
        raise AssertionError
    assert database.value("SELECT count(*) FROM places") == 1
    away.rename(database.path)
    assert database.is_there
    with database.write():
        database.connection.execute("DELETE FROM places")
    database.path.rename(away)
    with open_database(database.path) as other, other.write():
        other.connection.execute("INSERT INTO places VALUES ('u', 'other', '{}', 't')")
    for use in (database.data_version, lambda: database.row("SELECT * FROM places"), database.write().__enter__):
        with pytest.raises(Unusable, match="was deleted or replaced"):
            use()
    database.close()
    with open_database(database.path) as other:
        assert other.value("SELECT name FROM places") == "other"


def test_a_file_put_back_after_another_one_has_taken_its_log_is_not_written(database: Database, tmp_path: Path) -> None:
    away = tmp_path / "away.db"
    database.path.rename(away)
    open_database(database.path).close()
    away.replace(database.path)
    assert not database.is_there
    with pytest.raises(Unusable, match="was deleted or replaced"), database.write():
        raise AssertionError


def test_the_log_of_a_deleted_database_is_not_played_into_the_next_one(tmp_path: Path) -> None:
    path = tmp_path / "handschlag.db"
    with open_database(path) as old:
        with old.write():
            old.table("places").insert({"os_user": "a", "name": "b", "value": "{}", "at": ""})
        path.unlink()
        with open_database(path) as new:
            assert new.value("SELECT count(*) FROM places") == 0
        assert list(tmp_path.glob("handschlag.db-wal.left-*")), "the last words of the deleted one are kept"


# -- a file in the place of an open one --------------------------------------------------------------------------------


def noted(database: Database) -> list[str]:
    """The names in the table that these tests write into."""
    return [row["name"] for row in database.rows("SELECT name FROM places ORDER BY name")]


def note(database: Database, name: str) -> None:
    with database.write():
        database.connection.execute("INSERT INTO places VALUES ('u', ?, '{}', 't')", (name,))


def elsewhere(path: Path, script: str) -> str:
    """What another process prints that works on the file and is then killed: its log stays."""
    beginning = (
        "import os, sys; from pathlib import Path; from data.store.connection import open_database; "
        "database = open_database(Path(sys.argv[1]))\n"
        "def note(name):\n with database.write():\n"
        "  database.connection.execute('INSERT INTO places VALUES (?, ?, ?, ?)', ('u', name, '{}', 't'))\n"
        "def noted(): return [row['name'] for row in database.rows('SELECT name FROM places ORDER BY name')]\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", f"{beginning}{script}; sys.stdout.flush(); os.kill(os.getpid(), 9)", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == -9, done.stderr
    return done.stdout.strip()


def test_a_backup_put_in_the_place_of_an_open_file_is_not_overwritten_by_its_log(
    database: Database, tmp_path: Path
) -> None:
    backup = tmp_path / "backup.db"
    with open_database(backup) as made:
        note(made, "from the backup")
    note(database, "of the open file")
    backup.replace(database.path)
    assert elsewhere(database.path, "print(noted()); note('new')") == "['from the backup']"
    assert not database.is_there
    database.close()
    with open_database(database.path) as opened:
        assert noted(opened) == ["from the backup", "new"]
    (left,) = tmp_path.glob("handschlag.db-wal.left-*")
    assert b"of the open file" in left.read_bytes(), "its last words are kept"


def test_a_second_start_takes_the_log_for_its_own(database: Database, tmp_path: Path) -> None:
    note(database, "a")
    assert elsewhere(database.path, "note('b'); print(noted())") == "['a', 'b']"
    assert noted(database) == ["a", "b"]
    note(database, "c")
    link = tmp_path / "link.db"
    link.symlink_to(database.path)
    assert elsewhere(link, "print(noted())") == "['a', 'b', 'c']"
    assert not list(tmp_path.glob("*.left-*"))


def test_closing_a_file_that_was_put_back_deletes_no_log_of_another_one(database: Database, tmp_path: Path) -> None:
    away, other = tmp_path / "away.db", tmp_path / "other.db"
    note(database, "mine")
    database.path.rename(away)
    elsewhere(database.path, "note('of the other')")
    database.path.rename(other)
    away.rename(database.path)
    database.close()
    with open_database(database.path) as opened:
        assert noted(opened) == ["mine"]
    kept = [it for it in tmp_path.glob("handschlag.db-wal.left-*") if b"of the other" in it.read_bytes()]
    assert len(kept) == 1
    kept[0].rename(f"{other}-wal")
    with open_database(other) as opened:
        assert noted(opened) == ["of the other"]


# -- what SQLite says --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("SELECT * FROM busy_timetables", "is damaged"),
        ("SELECT disk_is_full FROM places", "is damaged"),
        ("SELEC locked", "cannot be used: near"),
    ],
)
def test_a_word_in_a_name_is_not_taken_for_the_reason(database: Database, statement: str, sentence: str) -> None:
    with pytest.raises(Unusable, match=sentence):
        database.rows(statement)


def test_letters_that_are_none_are_damage_and_are_not_quoted(database: Database) -> None:
    with database.write():
        database.connection.execute("INSERT INTO places VALUES ('u', 'n', CAST(x'536563726574ff' AS TEXT), 't')")
    with pytest.raises(Unusable, match="is damaged") as raised:
        database.rows("SELECT * FROM places")
    assert "Secret" not in str(raised.value)
