"""A database of the first release is brought up when it is opened: nothing of it changes, and what was signed holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlite_utils
from pysqlite3 import dbapi2 as sqlite3

from data import ssh
from data.documents import copy, verify
from data.errors import Refused
from data.model.agreement import Method, VersionState
from data.model.mentorship import Party
from data.store import entries, versions
from data.store.backup import backup
from data.store.connection import KNOWN, open_database
from data.store.doctor import Severity, doctor
from data.store.schema import MIGRATIONS

from ..golden_files import FOLDER as GOLDEN
from ..ssh_keys import make_key, needs_openssh
from .document_cases import MEETING_DAY, at, begin, in_force

if TYPE_CHECKING:
    from data.store.connection import Database

pytestmark = pytest.mark.usefixtures("known")


def first_release(of: Database, path: Path) -> Path:
    """A file of the first release, with its triggers, that holds what a database holds."""
    connection = sqlite3.connect(path, isolation_level=None)
    MIGRATIONS.apply(sqlite_utils.Database(connection), stop_before="m002_ssh_signatures")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA foreign_keys = OFF")
    tables = [
        row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid")
    ]
    for table in tables:
        if table.startswith(("_", "sqlite_")):
            continue
        columns = ", ".join(row[1] for row in connection.execute(f"PRAGMA table_info({table})"))
        for row in of.rows(f"SELECT {columns} FROM {table} ORDER BY rowid"):
            connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(row))})", tuple(row))
    connection.close()
    return path


def content(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """What a file of the first release holds, as far as that release knew it."""
    connection = sqlite3.connect(path)
    return {
        table: connection.execute(f"SELECT {columns} FROM {table} ORDER BY rowid").fetchall()
        for table, columns in (
            ("versions", "*"),
            ("signatures", "id, version_id, party, name, signed_on, at, method, sha256, os_user"),
            ("mentorships", "id, number, mentor, mentee, state"),
            ("text_updates", "seq, text_id, payload, at, os_user"),
        )
    }


def applied(path: Path) -> tuple[str, ...]:
    connection = sqlite3.connect(path)
    return tuple(row[0] for row in connection.execute("SELECT name FROM _sqlite_migrations ORDER BY rowid"))


def test_signatures_of_the_first_release_hold(database: Database, tmp_path: Path) -> None:
    it = in_force(database)
    path = first_release(database, tmp_path / "first.db")
    assert applied(path) == ("m001_first_release",)
    before = content(path)
    assert len(before["signatures"]) == 4
    with open_database(path) as opened:
        assert applied(path) == KNOWN
        [version] = versions.of(opened, it.id)
        assert version.state is VersionState.IN_FORCE
        assert [signature.ssh for signature in version.signatures] == [None, None]
        # The log of what happened before it was kept is made as the file is brought up, and a new copy names it.
        made, kept = ({(one.kind, one.subject) for one in entries.of(each, it.id)} for each in (opened, database))
        assert made == kept
        assert len(made) == 8
        assert verify.verify(copy.copy_of(opened, it.id, 1)).whole
        text = copy.agreement_copy(it, version, versions.attached_annex(opened, it.id) or "")
        assert text == (GOLDEN / "copy-of-0.1-in-force-en.md").read_text(encoding="utf-8")
        assert verify.verify(text).whole
        with pytest.raises(sqlite3.IntegrityError, match="what is frozen stays as it is"):
            opened.connection.execute("UPDATE signatures SET ssh_signature = 'x'")
        backup(opened, tmp_path / "backup.db")
    assert content(path) == before
    assert not [it for it in doctor(path) if it.severity is Severity.ERROR]
    assert content(tmp_path / "backup.db") == before


@needs_openssh
def test_a_key_signs_in_a_file_of_the_first_release(database: Database, tmp_path: Path) -> None:
    it = begin(database)
    with at(MEETING_DAY):
        version = versions.propose(database, it.id)
        versions.sign(database, version.id, Party.MENTEE, "Ben Okafor", MEETING_DAY.date(), Method.IN_PERSON)
        path = first_release(database, tmp_path / "first.db")
        make_key(Path.home() / ".ssh" / "anna")
        [key] = ssh.usable_keys()
        with open_database(path) as opened:
            words = versions.statement(opened, version.id, Party.MENTOR, "Anna Weber", MEETING_DAY.date())
            given = (opened, version.id, Party.MENTOR, "Anna Weber", MEETING_DAY.date())
            with pytest.raises(Refused, match="does not fit"):
                versions.sign(*given, Method.OWN_LOGIN, ssh.sign(key, words.replace("1", "2", 1)))
            signed = versions.sign(*given, Method.OWN_LOGIN, ssh.sign(key, words))
            assert signed.state is VersionState.IN_FORCE
            assert not [it for it in doctor(path) if it.severity is Severity.ERROR]


def test_a_file_that_cannot_be_brought_up_stays_as_it_is(database: Database, tmp_path: Path) -> None:
    in_force(database)
    path = first_release(database, tmp_path / "first.db")
    connection = sqlite3.connect(path)
    connection.execute("CREATE TRIGGER signatures_one_own_login_each BEFORE INSERT ON places BEGIN SELECT 1; END")
    connection.close()
    before = content(path)
    with pytest.raises(Exception, match="cannot be used"):
        open_database(path)
    assert content(path) == before
    assert applied(path) == ("m001_first_release",)
