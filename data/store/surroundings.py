"""What stands around a database file: permissions, the write-ahead log, the file system, the SQLite in use."""

from __future__ import annotations

import os
import shlex
import stat
from collections.abc import Iterator
from pathlib import Path

from pysqlite3 import dbapi2 as sqlite3

from ..i18n import _
from .file_systems import file_system, is_network
from .findings import Finding, Severity

_FIXED = ((3, 44, 6), (3, 50, 7), (3, 51, 3))
"""The SQLite releases that fix the WAL-reset bug (sqlite.org/wal.html#walresetbug), one for each maintained line."""


def has_the_fix(version: tuple[int, ...]) -> bool:
    """Whether a SQLite carries the fix of the WAL-reset bug: by a back-port to its line, or by being newer."""
    return version >= _FIXED[-1] or any(version[:2] == fixed[:2] and version >= fixed for fixed in _FIXED)


def surroundings(path: Path) -> Iterator[Finding]:
    """Everything around a file that is not as it should be."""
    yield from _permissions(path)
    yield from _write_ahead_log(path)
    yield from _file_system(path)
    yield from _sqlite()


def _permissions(path: Path) -> Iterator[Finding]:
    for file in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        if file.exists() and file.stat().st_mode & 0o077:
            yield Finding(
                Severity.WARNING,
                _("Others on this machine may read or change {path}.").format(path=file),
                f"chmod 600 {shlex.quote(str(file))}",
            )
    mode = path.parent.stat().st_mode
    if mode & 0o022 and not mode & stat.S_ISVTX:
        yield Finding(
            Severity.WARNING,
            _("Others on this machine may replace the files in {folder}.").format(folder=path.parent),
            f"chmod go-w {shlex.quote(str(path.parent))}",
        )
    missing = [file for file in (path, path.parent) if not os.access(file, os.W_OK)]
    if missing:
        yield Finding(
            Severity.WARNING,
            _("{path} cannot be written by you: the app shows nothing without that.").format(path=missing[0]),
            f"chmod u+w {shlex.quote(str(missing[0]))}",
        )


def _write_ahead_log(path: Path) -> Iterator[Finding]:
    log = Path(f"{path}-wal")
    if log.exists() and log.stat().st_size:
        copy = path.with_name(f"{path.stem}-copy{path.suffix}")
        yield Finding(
            Severity.NOTE,
            _("The newest changes stand in {path}. Never copy the database without it; a backup has both.").format(
                path=log
            ),
            f"handschlag --db {shlex.quote(str(path))} backup {shlex.quote(str(copy))}",
        )


def _file_system(path: Path) -> Iterator[Finding]:
    kind = file_system(path)
    if is_network(kind):
        inner = Path.home() / "handschlag.db"
        yield Finding(
            Severity.ERROR,
            _(
                "{path} lies on a network file system ({kind}), where SQLite loses data. Move it to a disk of this "
                "machine, and name it with --db or HANDSCHLAG_DB."
            ).format(path=path, kind=kind),
            f"handschlag restore {shlex.quote(str(path))} --to {shlex.quote(str(inner))}",
        )


def _sqlite() -> Iterator[Finding]:
    if not has_the_fix(tuple(sqlite3.sqlite_version_info)):
        yield Finding(
            Severity.WARNING,
            _("SQLite {version} can damage a database that several processes have open (fixed in 3.51.3).").format(
                version=sqlite3.sqlite_version
            ),
            "python3 -m pip install --upgrade pysqlite3",
        )
