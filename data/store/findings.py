"""What the checks of a database file find: how much it matters, one sentence, and the command that mends it."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from pysqlite3 import dbapi2 as sqlite3

from ..errors import HandschlagError
from ..i18n import _
from .sqlite_errors import reason_of


class Severity(StrEnum):
    """How much a finding matters."""

    NOTE = "note"
    """Good to know; nothing is wrong."""
    WARNING = "warning"
    """Nothing is lost, but it could be, or others could read it."""
    ERROR = "error"
    """Something is lost, changed or cannot be used."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be."""

    severity: Severity
    sentence: str
    """What is the matter, in the language in use."""
    remedy: str = ""
    """A shell command that mends it; empty where no command can, and the sentence then says what to do."""


Check = Callable[[Any, Path], Iterator[Finding]]
"""Asks an open connection; the path is the file as the person knows it."""


def gathered(checks: Iterable[Check], connection: Any, path: Path) -> list[Finding]:
    """Everything that these checks find.

    A question that SQLite cannot answer, or a value that nothing here can have written, is a finding too, and does not
    keep the others from being asked.
    """
    connection.row_factory = sqlite3.Row
    found: list[Finding] = []
    for check in checks:
        try:
            found.extend(check(connection, path))
        except (sqlite3.Error, ValueError, HandschlagError) as error:
            found.append(damaged(path, reason_of(error)))
    return list(dict.fromkeys(found))


def restoring(path: Path, newest: Path | None = None) -> str:
    """The command that puts a backup in the place of a damaged file; a name not given is for the person to fill in.

    What is damaged is kept, together with its write-ahead log: SQLite would play that one into the backup.
    """
    files = " ".join(shlex.quote(f"{path}{end}") for end in ("", "-wal", "-shm"))
    aside = shlex.quote(f"{path}.damaged")
    return (
        f'mkdir -m 700 {aside} && for f in {files}; do test ! -e "$f" || mv "$f" {aside}; done; '
        f"handschlag --db {'BACKUP' if newest is None else shlex.quote(str(newest))} backup {shlex.quote(str(path))}"
    )


def damaged(path: Path, reason: str) -> Finding:
    """A file that SQLite itself finds damaged."""
    return Finding(
        Severity.ERROR,
        _("{path} is damaged ({reason}). Put your last backup in its place; keep the damaged file.").format(
            path=path, reason=reason
        ),
        restoring(path),
    )


def remedy_by_sql(path: Path, sql: str) -> str:
    """The shell command that executes SQL on a file."""
    return f"sqlite3 {shlex.quote(str(path))} {shlex.quote(sql)}"
