"""What is wrong with a database file, and the command that mends it. Looks at anything, changes nothing."""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pysqlite3 import dbapi2 as sqlite3

from ..errors import Unusable, reason
from ..i18n import _
from .connection import KNOWN, whole
from .findings import Finding, Severity, restoring
from .log_files import index_of, is_index, log_of
from .soundness import content
from .sqlite_errors import reason_of
from .surroundings import surroundings

__all__ = ["Finding", "Severity", "doctor", "inside", "reading"]

_MAGIC = b"SQLite format 3\0"
"""What every SQLite file begins with (sqlite.org/fileformat2.html, 1.3)."""


def doctor(path: Path, newest: Path | None = None) -> list[Finding]:
    """Everything that is wrong with a file and around it, the gravest first; empty when all is well.

    The file may be missing, damaged, read-only, of a newer version or of another program: nothing is raised and
    nothing is changed, not even the file's own write-ahead log. A command that needs a backup names the newest one
    where it is given.
    """
    try:
        path = whole(path)
    except Unusable as error:
        return [Finding(Severity.ERROR, str(error))]
    found = list(_unusable(path))
    if not found:
        found = [*_inside(path), *surroundings(path)]
    if newest is not None:
        found = [_with_backup(finding, path, newest) for finding in found]
    rank = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
    return sorted(found, key=lambda finding: rank.index(finding.severity))


def _with_backup(finding: Finding, path: Path, newest: Path) -> Finding:
    remedy = restoring(path)
    return replace(finding, remedy=restoring(path, newest)) if finding.remedy == remedy else finding


def inside(path: Path) -> list[Finding]:
    """What is wrong with a file itself, whatever stands around it: a backup may lie where no database may."""
    return list(_unusable(path)) or _inside(path)


def _unusable(path: Path) -> Iterator[Finding]:
    """Why there is nothing to look into, if there is not."""
    if not path.exists():
        yield Finding(
            Severity.ERROR,
            _("There is no database at {path}. The app makes it when it is first opened.").format(path=path),
            f"handschlag --db {shlex.quote(str(path))}",
        )
        return
    if not path.is_file():
        yield Finding(Severity.ERROR, _("{path} is not a file. Name another one with --db.").format(path=path))
        return
    try:
        with path.open("rb") as file:
            start = file.read(len(_MAGIC))
    except OSError as error:
        yield Finding(
            Severity.ERROR,
            _("{path} cannot be read: {reason}.").format(path=path, reason=reason(error)),
            f"chmod u+rw {shlex.quote(str(path))}",
        )
        return
    if not start:
        yield Finding(
            Severity.NOTE,
            _("{path} is empty. The app fills it when it is first opened.").format(path=path),
            f"handschlag --db {shlex.quote(str(path))}",
        )
    elif start != _MAGIC:
        yield Finding(
            Severity.ERROR,
            _(
                "{path} is no database, or its beginning is damaged. If it was one, put your last backup in its place."
            ).format(path=path),
            restoring(path),
        )


def _inside(path: Path) -> list[Finding]:
    log = Path(f"{path}-wal")
    quiet = not log.exists()
    try:
        with reading(path) as connection:
            found = list(_origin(connection, path)) or [*content(connection, path), *_shared(connection, path)]
    except (sqlite3.Error, UnicodeDecodeError, OSError) as error:
        found = [
            Finding(
                Severity.ERROR,
                _("{path} cannot be read: {reason}.").format(path=path, reason=reason_of(error)),
                restoring(path),
            )
        ]
    # Somebody opened the file meanwhile: what was read may be half old and half new.
    return _inside(path) if quiet and log.exists() else found


def _shared(connection: Any, path: Path) -> list[Finding]:
    """What is wrong with the files that mentorships are shared through."""
    from ..sharing.checks import sharing

    return list(sharing(connection, path))


@contextlib.contextmanager
def reading(path: Path) -> Iterator[Any]:
    """A connection that leaves the file, its folder and its write-ahead log as they are.

    Without a log nobody has the file open, and it is read as it lies. With a log and its index somebody has, or had
    until killed: a read-only connection shares the index and folds nothing in. A log alone came with a copied file:
    reading it would make an index beside it, so that a copy of both is read. An empty log and less than an index are
    what is left where the file could not be opened, since the disk is full.
    """
    log, index = log_of(path), index_of(path)
    with tempfile.TemporaryDirectory(prefix="handschlag-") as folder:
        if log.exists() and is_index(index) and os.access(index, os.W_OK):
            address = f"file:{quote(str(path))}?mode=ro"
        elif not log.exists() or not log.stat().st_size:
            address = f"file:{quote(str(path))}?mode=ro&immutable=1"
        else:
            copy = Path(folder) / "copy.db"
            shutil.copyfile(path, copy)
            shutil.copyfile(log, f"{copy}-wal")
            address = f"file:{quote(str(copy))}?mode=ro"
        with contextlib.closing(sqlite3.connect(address, uri=True, isolation_level=None, timeout=5)) as connection:
            yield connection


def _origin(connection: Any, path: Path) -> Iterator[Finding]:
    """Whether the file is ours and of a version that this app knows; the rest is not asked where it is not."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone():
        yield Finding(
            Severity.ERROR,
            _("{path} is a database of another program. Name another file with --db.").format(path=path),
        )
        return
    applied = {
        row[0] for row in connection.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = 'handschlag'")
    }
    if not applied:
        yield Finding(
            Severity.ERROR,
            _("{path} is a database of another program. Name another file with --db.").format(path=path),
        )
    elif applied - set(KNOWN):
        yield Finding(
            Severity.ERROR,
            _("{path} was written by a newer version of Handschlag. Update the app; nothing was changed.").format(
                path=path
            ),
            "python3 -m pip install --upgrade handschlag",
        )
