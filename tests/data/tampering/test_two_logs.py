"""One log in two files: it goes on in either, and never in both."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from data import clock, log_verdict, mentorships
from data.errors import Unusable
from data.model.entry import EntryKind
from data.model.mentorship import Party
from data.store import entries
from data.store.connection import Database, open_database

from ..mentoring import proposed
from .tampered import START, Ground


def brought_over(source: Database, target: Database, mentorship_id: str) -> None:
    """What another file lacks, as it is: each entry behind the row that it tells of, in the order of the log."""
    tables = {EntryKind.FROZEN: "versions", EntryKind.SIGNED: "signatures"}
    rows = [("mentorships", mentorship_id)]
    for it in entries.of(source, mentorship_id):
        rows += [(tables[it.kind], it.subject)] if it.kind in tables else []
        rows += [("entries", str(it.number))]
    for table, key in rows:
        row = source.row(f"SELECT * FROM {table} WHERE {'number' if table == 'entries' else 'id'} = ?", (key,))
        assert row is not None
        target.table(table).insert(dict(zip(row.keys(), tuple(row), strict=True)))


@contextmanager
def two(plain: Ground, tmp_path: Path) -> Iterator[tuple[Database, Database]]:
    """A file, and a second one that was given its rows."""
    own = tmp_path / "one.db"
    shutil.copyfile(plain.file, own)
    with open_database(own) as one, open_database(tmp_path / "two.db") as other:
        with other.write():
            brought_over(one, other, plain.mentorship_id)
        yield one, other


def differences(own: Database, other: Database) -> list[str]:
    """What is wrong between the logs of two files with one mentorship."""
    (mentorship_id,) = {row["id"] for database in (own, other) for row in database.rows("SELECT id FROM mentorships")}
    return entries.differences(entries.of(own, mentorship_id), entries.of(other, mentorship_id), own.path, other.path)


def test_rows_of_a_log_go_into_another_file_as_they_are(plain: Ground, tmp_path: Path) -> None:
    with two(plain, tmp_path) as (one, other):
        assert entries.of(one, plain.mentorship_id) == entries.of(other, plain.mentorship_id)
        assert differences(one, other) == []
        assert log_verdict.of_log(other, plain.mentorship_id).holds


def test_one_log_may_continue_the_other(plain: Ground, tmp_path: Path) -> None:
    with two(plain, tmp_path) as (one, other), clock.pretending(START):
        proposed(other, mentorships.get(other, plain.mentorship_id), "# Three\n")
        assert differences(one, other) == []
        [sentence] = differences(other, one)
        assert f"ends at entry 8; yours in {other.path} has 1 more entry" in sentence


def test_logs_that_part_are_told_where(plain: Ground, tmp_path: Path) -> None:
    with two(plain, tmp_path) as (one, other), clock.pretending(START):
        for database in (one, other):
            proposed(database, mentorships.get(database, plain.mentorship_id), f"# In {database.path.name}\n")
        [sentence] = differences(one, other)
        assert sentence.startswith(f"From entry 9 on, the log in {other.path} is another")


def test_the_entry_that_would_part_a_log_is_refused(plain: Ground, tmp_path: Path) -> None:
    with two(plain, tmp_path) as (one, other), clock.pretending(START):
        proposed(one, mentorships.get(one, plain.mentorship_id), "# Three\n")
        mentorships.end(other, plain.mentorship_id, Party.MENTEE)
        row = one.row("SELECT * FROM entries WHERE number = 9")
        with pytest.raises(Unusable, match="follows the one before it"), other.write():
            other.connection.execute("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?)", tuple(row or ()))
