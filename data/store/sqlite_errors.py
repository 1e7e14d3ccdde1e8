"""What SQLite refuses, as one sentence that says what to do.

SQLite's own words quote names and sometimes what people typed, so that it is asked for its code instead.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from pysqlite3 import dbapi2 as sqlite3

from ..errors import HandschlagError, Unusable, reason
from ..i18n import _
from .log_files import INDEX

_BY_WORDS = {
    "database or disk is full": "SQLITE_FULL",
    "file is not a database": "SQLITE_NOTADB",
    "database disk image is malformed": "SQLITE_CORRUPT",
    "disk I/O error": "SQLITE_IOERR",
    "database is locked": "SQLITE_BUSY",
}
"""Where an error comes without its code, as it does from copying a file, these are its words, and no others."""

_NO_LETTERS = "Could not decode to UTF-8"
_DAMAGED_WORDS = (_NO_LETTERS, "no such table", "no such column")
"""What has no code of its own: letters that are none, and a part of the schema that is gone."""


@contextlib.contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite raises into one sentence that says what to do."""
    try:
        yield
    except HandschlagError:
        raise
    except sqlite3.Error as error:
        raise Unusable(_sentence(path, error)) from error
    except UnicodeDecodeError as error:
        # A name in the schema is none any more: SQLite would quote it.
        raise Unusable(damaged(path)) from error


def reason_of(error: Exception) -> str:
    """Why something cannot be read, to stand inside a sentence, without the words that SQLite would quote."""
    if isinstance(error, UnicodeDecodeError) or str(error).startswith(_NO_LETTERS):
        return _("a text in it is none")
    return reason(error)


def damaged(path: Path) -> str:
    """What is said of a file that is ours and not whole."""
    return _("{path} is damaged. Run “handschlag doctor” to see what can be saved.").format(path=path)


def not_writable(path: Path) -> str:
    """What is said of a file that can be read and not written."""
    return _(
        "{path} cannot be written. Ask for write permission, or name another file with --db; “handschlag export” reads "
        "it as it is."
    ).format(path=path)


def _sentence(path: Path, error: Exception) -> str:
    code: str = getattr(error, "sqlite_errorname", None) or _BY_WORDS.get(str(error), "")
    if code.startswith("SQLITE_FULL") or (code.startswith("SQLITE_IOERR") and _is_full(path)):
        return _("The disk is full. Free some space; what stands on the screen is kept until then.")
    if code.startswith("SQLITE_NOTADB"):
        return _("{path} is no Handschlag database. Name another file with --db.").format(path=path)
    if code.startswith("SQLITE_CORRUPT") or str(error).startswith(_DAMAGED_WORDS):
        return damaged(path)
    if code.startswith("SQLITE_READONLY"):
        return not_writable(path)
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return _("{path} is held by another process. Try again in a moment.").format(path=path)
    if code.startswith("SQLITE_CANTOPEN"):
        return _("{path} cannot be opened. Check that the folder exists and that you may write in it.").format(
            path=path
        )
    return _("The database {path} cannot be used: {reason}.").format(path=path, reason=str(error))


def _is_full(path: Path) -> bool:
    """Whether a disk has no room for the index: of that SQLite says no more than that it could not be written."""
    try:
        disk = os.statvfs(path.parent)
    except OSError:
        return False
    return disk.f_bavail * disk.f_frsize < INDEX
