"""The write-ahead log and its index beside a database file: whose they are, and putting away what is another one's.

SQLite finds both by their name alone. Beside a file that has taken the place of another one it would play in what
belongs to that one, and closing a file it would delete a log that is not its own. What is put away is never deleted:
it may hold somebody's last words.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterator
from pathlib import Path

from ..errors import Unusable, reason
from ..i18n import _

Identity = tuple[int, int]
"""What tells a file from another one of the same name: its device and its number there."""

INDEX = 32_768
"""Bytes that the index of a write-ahead log takes at least: without them no file can be opened that has one."""

_LOCKS = Path("/proc/locks")
_PROCESSES = Path("/proc")


def log_of(path: Path) -> Path:
    """The write-ahead log of a database."""
    return Path(f"{path}-wal")


def index_of(path: Path) -> Path:
    """The index of the write-ahead log, which all processes share that have the database open."""
    return Path(f"{path}-shm")


def is_index(file: Path) -> bool:
    """Whether a file is the whole index of a write-ahead log, which somebody uses or has used."""
    return file.exists() and file.stat().st_size >= INDEX


def identity(path: Path) -> Identity | None:
    """What tells a file from another one of the same name; None where there is none."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found.st_dev, found.st_ino


def put_away(path: Path) -> None:
    """Give the log and the index that lie beside a database another name. Raises `OSError` where that is refused."""
    for left in (log_of(path), index_of(path)):
        if left.exists():
            left.rename(f"{left}.left-{secrets.token_hex(4)}")


def put_away_of_another(path: Path) -> None:
    """Put away the log of a file whose place this one has taken while some process had it open, and still has.

    Raises `Unusable` where that is refused.
    """
    if _is_of_another(path):
        try:
            put_away(path)
        except OSError as error:
            raise Unusable(
                _("{path} cannot be written: {reason}.").format(path=path.parent, reason=reason(error))
            ) from error


def _is_of_another(path: Path) -> bool:
    """Whether all who have the index open have another database open than this one; False where nobody can tell."""
    if not log_of(path).exists():
        return False
    with contextlib.suppress(OSError):
        index, database = identity(index_of(path)), identity(path)
        if index is not None:
            users = [files for files in map(_open_files, _lockers(index[1])) if index in files]
            return bool(users) and all(database not in files for files in users)
    return False


def _lockers(number: int) -> Iterator[int]:
    """The processes that hold a lock on a file of this number, which everybody does who uses an index (proc(5))."""
    for line in _LOCKS.read_text(encoding="ascii").splitlines():
        fields = line.split()
        if len(fields) > 5 and fields[1] != "->" and fields[5].rpartition(":")[2] == str(number):
            yield int(fields[4])


def _open_files(process: int) -> set[Identity]:
    """What a process has open; empty where one may not look, or it is in another container."""
    found: set[Identity] = set()
    with contextlib.suppress(OSError):
        for file in (_PROCESSES / str(process) / "fd").iterdir():
            with contextlib.suppress(OSError):
                status = file.stat()
                found.add((status.st_dev, status.st_ino))
    return found
