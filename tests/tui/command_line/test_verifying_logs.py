"""`handschlag verify` with a copy and with a name: what it says, and its exit codes."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from data import copy, mentorships
from data.store.connection import open_database

from ...data.mentoring import agreed, begun, proposed
from ..calling import call, refused

COPY = "agreement.md"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database with an agreement in force, and a copy of it."""
    path = tmp_path / "own.db"
    monkeypatch.setenv("HANDSCHLAG_DB", str(path))
    monkeypatch.chdir(tmp_path)
    with open_database(path) as database:
        it = begun(database)
        agreed(database, proposed(database, it))
        Path(COPY).write_text(copy.copy_of(database, it.id, 1))
    return path


def rewrite(path: Path, statement: str) -> None:
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _sql in guards:
            connection.execute(f"DROP TRIGGER {name}")
        connection.executescript(statement)
        for _name, sql in guards:
            connection.execute(sql)


def test_a_copy_and_the_log_of_its_mentorship_agree(file: Path) -> None:
    looked = call("verify", COPY)
    assert looked.code == 0
    assert f"Its receipt, entry 4, stands in the log of Anna Weber → Ben Okafor in {file}." in looked.out
    assert call("verify", COPY, "--json").json["answer"] == "in the log"
    told = call("verify", "ben", "--json").json
    assert (told["holds"], told["entries"]) == (True, 4)
    receipt = told["receipt"]
    assert call("verify", "ben", "--receipt", f"4-{receipt['sha256'][:20]}").code == 0
    assert "The log of Anna Weber → Ben Okafor is whole: 4 entries" in call("verify", "ben").out


def test_an_older_database_put_back_is_told(file: Path) -> None:
    with open_database(file) as database:
        [it] = mentorships.every(database)
        version = proposed(database, it, "# Another\n")
        Path("newer.md").write_text(copy.copy_of(database, it.id, version.number))
    rewrite(file, "DELETE FROM entries WHERE number > 4; DELETE FROM versions WHERE number > 1;")
    assert call("verify", "ben").code == 0, "in itself it fits"
    looked = call("verify", "newer.md")
    assert looked.code == 1
    assert "CUT OFF" in looked.out
    assert call("verify", COPY).code == 0


def test_a_changed_log_ends_with_1(file: Path) -> None:
    rewrite(file, "UPDATE entries SET content = replace(content, 'frozen', 'thawed') WHERE number = 1;")
    looked = call("verify", "ben")
    assert looked.code == 1
    assert "Entry 1 of the log (Anna Weber → Ben Okafor) was changed" in looked.out
    assert call("verify", COPY).code == 1


def test_what_cannot_be_meant_is_one_sentence(file: Path) -> None:
    refused(call("verify", "nobody"), 2)
    refused(call("verify", "./none"), 2)
    refused(call("verify", "none.html"), 2)
    refused(call("verify", "ben", "--receipt", "12"), 2)
    refused(call("verify", COPY, "--receipt", "4-7f3a-91c2-0b4e-55d1-9c2e"), 2)
    refused(call("verify", COPY, "--keys", "none"), 2)
    file.write_text("no database")
    looked = call("verify", COPY)
    assert looked.code == 0
    assert "was compared with nothing" in looked.out
