"""Whether what a database file holds is whole: asked of an open connection, nothing is ever changed.

SQLite's own check finds damaged pages, not a changed letter (facts/reliability.md: 23 of 200 flipped bits went
unseen), so every frozen text is compared with its SHA-256, every living one with its own log and SHA-256, and the
guards of the schema with what the schema says they are.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from pysqlite3 import dbapi2 as sqlite3

from ..clock import stamp
from ..i18n import _, ngettext
from ..model.walltime import to_utc
from . import frozen_checks, text_checks
from .connection import KNOWN
from .findings import Finding, Severity, damaged, gathered


def content(connection: Any, path: Path) -> list[Finding]:
    """Everything that is wrong with what the file holds; `path` is the file as the person knows it.

    A query that SQLite cannot answer is a finding too, and does not keep the others from being asked.
    """
    # A damaged letter may be none: what it stands in is then found by its check sum, and not quoted by an error.
    connection.text_factory = lambda words: words.decode("utf-8", "replace")
    checks = (_pages, _tables, _references, *frozen_checks.checks(), text_checks.texts, _instants)
    return gathered(checks, connection, path)


def _pages(connection: Any, path: Path) -> Iterator[Finding]:
    reasons = [row[0] for row in connection.execute("PRAGMA integrity_check(20)")]
    if reasons != ["ok"]:
        yield damaged(path, reasons[0].replace("\n", " "))


def _tables(connection: Any, path: Path) -> Iterator[Finding]:
    """Whether the tables and columns of the schema are there, in a file that has had all migrations."""
    applied = connection.execute("SELECT count(*) FROM _sqlite_migrations WHERE migration_set = 'handschlag'")
    if applied.fetchone()[0] == len(KNOWN):
        missing = sorted(_columns_of_the_schema() - _columns(connection))
        if missing:
            yield damaged(path, _("{columns} is missing").format(columns=", ".join(missing)))


@cache
def _columns_of_the_schema() -> frozenset[str]:
    """The columns as a new file has them."""
    import sqlite_utils

    from .schema import MIGRATIONS

    connection = sqlite3.connect(":memory:")
    MIGRATIONS.apply(sqlite_utils.Database(connection))
    return _columns(connection)


def _columns(connection: Any) -> frozenset[str]:
    rows = connection.execute(
        "SELECT tables.name || '.' || columns.name FROM sqlite_master AS tables, pragma_table_info(tables.name) "
        "AS columns WHERE tables.type = 'table'"
    )
    return frozenset(row[0] for row in rows.fetchall())


def _references(connection: Any, path: Path) -> Iterator[Finding]:
    tables = sorted({row[0] for row in connection.execute("PRAGMA foreign_key_check")})
    if tables:
        yield damaged(path, _("rows without what they belong to in {tables}").format(tables=", ".join(tables)))


def _instants(connection: Any, path: Path) -> Iterator[Finding]:
    """Planned sessions whose order was derived by other rules of their zone; the app sets that right when it opens."""
    rows = connection.execute("SELECT starts, zone, starts_at FROM sessions WHERE state = 'planned'")
    wrong = sum(stamp(to_utc(datetime.fromisoformat(row["starts"]), row["zone"])) != row["starts_at"] for row in rows)
    if wrong:
        yield Finding(
            Severity.NOTE,
            ngettext(
                "The rules of a time zone have changed since {count} session was planned. Its time of day stays.",
                "The rules of a time zone have changed since {count} sessions were planned. Their time of day stays.",
                wrong,
            ).format(count=wrong),
            f"handschlag --db {shlex.quote(str(path))}",
        )
