"""A copy of the whole database that can be trusted: complete or not there, for its owner's eyes only, verified."""

from __future__ import annotations

import contextlib
import tempfile
from dataclasses import dataclass
from pathlib import Path

from pysqlite3 import dbapi2 as sqlite3

from ..documents.files import write_file
from ..errors import Unusable
from ..i18n import _
from .connection import Database, explained, whole
from .soundness import Severity, content


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was verified and written."""

    path: Path
    size: int
    """Bytes."""
    mentorships: int
    """How many it holds."""


def backup(db: Database, path: Path) -> Backup:
    """Write everything that is committed into a new file of mode 0600, after having looked through it.

    VACUUM INTO gives one consistent state, whatever others write meanwhile. The file is there only when SQLite's
    integrity check and the check sum of every text have been found right; an existing file is never touched. A backup
    is an ordinary database: what opens the one opens the other, and a backup of it brings it back to a new place.

    Raises `FileThere` for a name that is taken, `BadInput` for one that cannot be made, `Unusable` when the database
    or the disk refuses, when the database is damaged, and for a home folder that nobody has.
    """
    path = whole(path)
    with tempfile.TemporaryDirectory(prefix="handschlag-") as folder:
        copy = Path(folder) / "backup.db"
        with explained(db.path):
            db.connection.execute("VACUUM INTO ?", (str(copy),))
        with explained(db.path), contextlib.closing(sqlite3.connect(copy)) as connection:
            _verify(connection, db.path)
            mentorships = int(connection.execute("SELECT count(*) FROM mentorships").fetchone()[0])
        write_file(path, copy.read_bytes())
    return Backup(path, path.stat().st_size, mentorships)


def _verify(connection: sqlite3.Connection, original: Path) -> None:
    for finding in content(connection, original):
        if finding.severity is Severity.ERROR:
            raise Unusable(
                _("No backup was written, since the database is damaged: {finding}").format(finding=finding.sentence)
            )
