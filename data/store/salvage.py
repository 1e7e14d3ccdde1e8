"""What can still be read of a damaged file, row by row: the tables alone, without the indexes that lead astray."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from pysqlite3 import dbapi2 as sqlite3

_DIRECTIONS = ("ASC", "DESC")
"""A damaged page ends the reading: what lies behind it is read from the end."""


def is_whole(connection: Any) -> bool:
    """Whether SQLite's own check finds a file right."""
    try:
        return bool(connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok")
    except (sqlite3.Error, UnicodeDecodeError):
        return False


def salvage(connection: Any, into: Any) -> None:
    """Copy every row that can be read into an empty database.

    A table whose own description is damaged is left out: what asks for it is told that the file is damaged. Raises
    `sqlite3.Error` where there is none left, or never was.
    """
    # With this SQLite reads a file, too, that is shorter than it should be; nothing is written.
    connection.execute("PRAGMA writable_schema = ON")
    connection.text_factory = lambda words: words.decode("utf-8", "replace")
    for _rowid, kind, name, _table, _page, sql in list(_rows(connection, "sqlite_master")):
        if kind != "table" or not name or name.startswith("sqlite_"):
            continue
        with contextlib.suppress(sqlite3.Error, ValueError):
            into.execute(sql)
            _copy_rows(connection, into, name.replace('"', '""'))
    if not into.execute("SELECT 1 FROM sqlite_master").fetchone():
        connection.execute("SELECT * FROM sqlite_master").fetchall()


def _copy_rows(connection: Any, into: Any, table: str) -> None:
    columns = [row[1] for row in into.execute(f'PRAGMA table_info("{table}")')]
    named, marks = ", ".join(f'"{column}"' for column in columns), ", ".join("?" * (len(columns) + 1))
    for row in _rows(connection, table):
        into.execute(f'INSERT OR IGNORE INTO "{table}" (rowid, {named}) VALUES ({marks})', row)


def _rows(connection: Any, table: str) -> Iterator[tuple[Any, ...]]:
    for direction in _DIRECTIONS:
        try:
            for row in connection.execute(f'SELECT rowid, * FROM "{table}" NOT INDEXED ORDER BY rowid {direction}'):
                yield tuple(row)
        except sqlite3.Error:
            continue
        return
