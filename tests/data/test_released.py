"""Databases of every release are brought up: no row is lost, whoever starts at the same time, whenever it is killed."""

from __future__ import annotations

import contextlib
import os
import random
import select
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pysqlite3 import dbapi2 as sqlite3

from data import mentorships, prose, versions
from data.documents import copy, verify
from data.model.agreement import VersionKind
from data.store.connection import KNOWN, open_database
from data.store.doctor import Severity, doctor
from data.store.overview import overview

from .. import released
from ..torture import Tried, rounds

OLD = ("m001_first_release", "m005_the_rhythm_of_reviews")
"""The first release, and the one before there was a log of entries."""

BEFORE = pytest.mark.parametrize("release", ["", *OLD], ids=["new", "m001", "m005"])
"""What a file was before it is brought up: not there, or of an old release."""

Rows = dict[str, tuple[list[str], list[tuple[Any, ...]]]]
"""By table: its columns and its rows."""


def rows(path: Path, columns: Rows | None = None) -> Rows:
    """Every row of every table; where columns are given, of these tables and columns only."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        tables = [
            str(row[0])
            for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
            if not row[0].startswith(("sqlite_", "_sqlite_"))
        ]
        found: Rows = {}
        for table in tables if columns is None else columns:
            if columns is None:
                named = [str(row[1]) for row in connection.execute(f"PRAGMA table_info({table})")]
            else:
                named = columns[table][0]
            found[table] = (
                named,
                connection.execute(f"SELECT {', '.join(named)} FROM {table} ORDER BY rowid").fetchall(),
            )
        return found


def applied(path: Path) -> tuple[str, ...]:
    """The migrations that a file has had, and that SQLite finds it whole."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        table = connection.execute("SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone()
        if table is None:
            assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
            return ()
        return tuple(str(row[0]) for row in connection.execute("SELECT name FROM _sqlite_migrations ORDER BY rowid"))


def schema(path: Path) -> list[tuple[str, str]]:
    """What a file is made of."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT name, coalesce(sql, '') FROM sqlite_master ORDER BY name").fetchall()
        return [(str(name), str(sql)) for name, sql in rows]


# -- each release ------------------------------------------------------------------------------------------------------


def test_every_migration_has_a_database_of_its_release(tmp_path: Path) -> None:
    newest = released.names()[-1]
    assert newest == KNOWN[-1], "a migration is new: `python -m tests.released` writes a database of this release"
    open_database(tmp_path / "new.db").close()
    there = schema(released.unpack(newest, tmp_path / "released.db"))
    assert schema(tmp_path / "new.db") == there, (
        f"{newest} is another one than the one that was released: add a migration, or, before its release, write its "
        "database anew by `python -m tests.released --again`"
    )
    assert len(released.names()) >= 5


@pytest.mark.parametrize("name", released.names())
def test_a_database_of_each_release_is_brought_up_with_every_row(name: str, tmp_path: Path) -> None:
    path = released.unpack(name, tmp_path / "old.db")
    assert applied(path) == KNOWN[: KNOWN.index(name) + 1]
    before = rows(path)
    least = {"versions": 2, "signatures": 4, "sessions": 5, "texts": 20, "text_updates": 40, "copies": 2, "reviews": 1}
    assert {table: number for table, number in least.items() if len(before[table][1]) < number} == {}
    with open_database(path) as database:
        assert rows(path, before) == before
        assert applied(path) == KNOWN
        listed = [it.mentorship for it in overview(database)]
        assert len(listed) == len(mentorships.every(database)) == len(before["mentorships"][1])
        drafts = [versions.draft_text(database, it.id) for it in listed]
        assert any(text.startswith(released.TYPED_LAST) for text in drafts)
        for it in listed:
            for version in versions.of(database, it.id, VersionKind.AGREEMENT):
                assert verify.verify(copy.copy_of(database, it.id, version.number)).whole
            draft = prose.Prose.open(database, versions.draft_key(it.id))
            draft.replace(0, 0, "Typed after it. ")
            draft.close()
    new = tmp_path / "new.db"
    open_database(new).close()
    assert schema(path) == schema(new)
    assert [it.sentence for it in doctor(path) if it.severity is Severity.ERROR] == []


# -- started three times at once, and killed ---------------------------------------------------------------------------


@contextlib.contextmanager
def process(act: Callable[[], None], *, ready: int | None = None) -> Iterator[tuple[int, int]]:
    """A process that does something, with all that is imported here: its id, and where what it says can be read."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.close(reading)
            if ready is not None:
                select.select([ready], [], [])
            os.write(writing, b".")
            act()
            code = 0
        except BaseException as error:
            os.write(writing, repr(error).encode()[:4_000])
        finally:
            os._exit(code)
    os.close(writing)
    try:
        yield child, reading
    finally:
        os.close(reading)


def ended(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def brought_up(path: Path) -> Callable[[], None]:
    return lambda: open_database(path).close()


def started_at_once(path: Path, number: int) -> list[str]:
    """Open a file in several processes as soon as all of them are there; what went wrong."""
    ready, go = os.pipe()
    with contextlib.ExitStack() as stack:
        processes = [stack.enter_context(process(brought_up(path), ready=ready)) for _ in range(number)]
        os.write(go, b"!")
        wrong = []
        for child, reading in processes:
            if code := ended(child):
                wrong.append(f"{code}: {os.read(reading, 5_000).decode()}")
    os.close(ready)
    os.close(go)
    return wrong


@pytest.mark.torture
@BEFORE
def test_three_first_starts_at_once_bring_a_file_up_once(release: str, tmp_path: Path, tried: Tried) -> None:
    count = rounds(3, 50)
    failed = []
    for number in range(count):
        path = tmp_path / f"{number}.db"
        before = {}
        if release:
            released.unpack(release, path)
            before = rows(path)
        failed += started_at_once(path, 3)
        assert applied(path) == KNOWN
        assert rows(path, before) == before
        path.unlink()
    tried(f"three first starts at once, {release or 'a new file'}", count, f"{len(failed)} errors")
    assert failed == []


def killed_after(path: Path, seconds: float) -> None:
    """Open a file in a process that is killed some time after it has begun."""
    with process(brought_up(path)) as (child, reading):
        os.read(reading, 1)
        select.select([], [], [], seconds)
        os.kill(child, signal.SIGKILL)
        assert ended(child) in (0, -signal.SIGKILL)


def time_to_bring_up(path: Path) -> float:
    began = time.perf_counter()
    with process(brought_up(path)) as (child, _reading):
        assert ended(child) == 0
    return time.perf_counter() - began


@pytest.mark.torture
@BEFORE
def test_a_kill_leaves_the_old_file_or_the_new_one(release: str, tmp_path: Path, tried: Tried) -> None:
    def fresh(name: str) -> Path:
        return released.unpack(release, tmp_path / name) if release else tmp_path / name

    random.seed(2)
    count = rounds(6, 120)
    old = KNOWN[: KNOWN.index(release) + 1] if release else ()
    before = rows(fresh("before.db")) if release else {}
    longest = max(time_to_bring_up(fresh(f"measured-{number}.db")) for number in range(3))
    left: dict[str, int] = {"old": 0, "new": 0}
    for number in range(count):
        path = fresh(f"{number}.db")
        killed_after(path, random.uniform(0, longest))
        if path.exists():
            found = applied(path)
            assert found in (old, KNOWN)
            assert rows(path, before) == before
            left["old" if found == old else "new"] += 1
        open_database(path).close()
        assert applied(path) == KNOWN
        assert rows(path, before) == before
    tried(f"killed while {release or 'a new file'} is brought up", count, f"{left['old']} old, {left['new']} new")
