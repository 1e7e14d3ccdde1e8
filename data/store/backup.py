"""A copy of the whole database that can be trusted: complete or not there, for its owner's eyes only, verified."""

from __future__ import annotations

import contextlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from pysqlite3 import dbapi2 as sqlite3

from ..documents.files import FileThere, write_file
from ..errors import Refused, Unusable, reason
from ..i18n import _
from .connection import Database, whole
from .doctor import inside, reading
from .findings import Severity
from .soundness import content
from .sqlite_errors import explained


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
        mentorships = verified_copy(db.connection, copy, db.path)
        write_file(path, copy.read_bytes())
    return Backup(path, path.stat().st_size, mentorships)


def restore(source: Path, path: Path) -> Backup:
    """Bring a backup back into a new file of mode 0600; the backup is only read, and stays as it is.

    A backup by an older version of the app keeps its schema, which is brought up when the file is opened. Raises
    `Refused` for what is no backup or is damaged; else as `backup`, and `Unusable` where the write-ahead log of a
    database that is gone lies beside the new name, since SQLite would play it in.
    """
    source, path = whole(source), whole(path)
    for finding in inside(source):
        if finding.severity is Severity.ERROR:
            raise Refused(_("Nothing was restored. {why}").format(why=finding.sentence))
    if source.stat().st_size == 0:
        raise Refused(_("Nothing was restored: {path} is empty.").format(path=source))
    if os.path.lexists(path):
        raise FileThere(_("{path} exists already.").format(path=path))
    for left in (Path(f"{path}-wal"), Path(f"{path}-shm")):
        if left.exists():
            raise Unusable(
                _("{left} was left by a database that is gone. Move it away, or name another file.").format(left=left)
            )
    with tempfile.TemporaryDirectory(prefix="handschlag-") as folder, explained(source):
        copy = Path(folder) / "restored.db"
        with reading(source) as connection:
            mentorships = verified_copy(connection, copy, source)
        write_file(path, copy.read_bytes())
    return Backup(path, path.stat().st_size, mentorships)


def verified_copy(connection: sqlite3.Connection, copy: Path, original: Path) -> int:
    """Write what a connection sees into a new file of mode 0600 and look it through; how many mentorships it holds.

    Raises `Unusable` where that fails or something is damaged; what was written is then for the caller to remove.
    """
    with explained(original):
        try:
            # SQLite takes an empty file, and would make one that others may read.
            os.close(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600))
        except OSError as error:
            raise Unusable(
                _("{path} cannot be written: {reason}.").format(path=copy.parent, reason=reason(error))
            ) from error
        connection.execute("VACUUM INTO ?", (str(copy),))
        with contextlib.closing(sqlite3.connect(copy)) as copied:
            for finding in content(copied, original):
                if finding.severity is Severity.ERROR:
                    raise Unusable(
                        _("No backup was written, since the database is damaged: {finding}").format(
                            finding=finding.sentence
                        )
                    )
            return int(copied.execute("SELECT count(*) FROM mentorships").fetchone()[0])
