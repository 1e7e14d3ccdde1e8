"""The backup of each day: made by the app itself, verified before an older one goes, the last seven kept.

It is made by a process of its own (`python -m data.store.daily`), since looking through many texts is work that would
hold up the keys of the one who types. That process may be killed at any time: a backup has its name only when it is
whole, and what a killed one has left is removed by the next.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pysqlite3 import dbapi2 as sqlite3

from .. import i18n
from ..clock import local_zone, today
from ..errors import HandschlagError, Unusable, reason
from ..i18n import _
from ..locations import typed_path
from .backup import verified_copy
from .connection import BUSY_MILLISECONDS
from .sqlite_errors import explained

KEPT = 7
"""How many are kept."""

_LOCK = ".lock"
_UNFINISHED = ".unfinished-"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the backups of one database lie."""

    database: Path
    folder: Path
    name: str
    """What each file name begins with."""

    @classmethod
    def of(cls, database: Path, named: str = "") -> Place:
        """The folder `backups` beside a database, or the one that the settings name.

        A named folder may serve several databases of the same file name: there it is told by its path as well.
        Raises `BadInput` for the home of nobody.
        """
        name = database.stem if database.suffix == ".db" else database.name
        if not named:
            return cls(database, database.parent / "backups", name)
        told = hashlib.sha256(os.fsencode(database)).hexdigest()[:6]
        return cls(database, typed_path(named), f"{name}-{told}")

    def of_day(self, day: date) -> Path:
        """The backup of a day."""
        return self.folder / f"{self.name}-{day.isoformat()}.db"

    def every(self) -> list[Made]:
        """The backups that are there, the newest first; none where the folder cannot be read."""
        form = re.compile(rf"{re.escape(self.name)}-(\d{{4}}-\d\d-\d\d)\.db", re.ASCII)
        found = []
        with contextlib.suppress(OSError):
            for file in self.folder.iterdir():
                match = form.fullmatch(file.name)
                if match and not file.is_symlink() and file.is_file():
                    with contextlib.suppress(ValueError):
                        found.append(Made(file, date.fromisoformat(match[1])))
        return sorted(found, key=lambda made: made.day, reverse=True)


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that is there."""

    path: Path
    day: date


def is_due(place: Place) -> bool:
    """Whether today's is still to be made, as far as file names tell: cheap enough to be asked at every start."""
    return not os.path.lexists(place.of_day(today(local_zone())))


def make(place: Place) -> Path | None:
    """Make today's backup; None where there is one, nothing has changed since the last, or another process is at it.

    Raises `HandschlagError` where it cannot be made. Nothing half is left then, and no older one is removed.
    """
    try:
        if not _is_worth_it(place):
            return None
        place.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _alone(place.folder) as alone:
            return _write(place) if alone and is_due(place) else None
    except OSError as error:
        raise Unusable(
            _("{path} cannot be written: {reason}.").format(path=place.folder, reason=reason(error))
        ) from error


def _is_worth_it(place: Place) -> bool:
    if not is_due(place):
        return False
    with _opened(place.database) as connection:
        if not connection.execute("SELECT 1 FROM mentorships LIMIT 1").fetchone():
            return False
        made = place.every()
        return not made or _has_changed(connection, made[0].path)


def _write(place: Place) -> Path:
    for left in place.folder.glob(f"{_UNFINISHED}*"):
        # Whoever has written it is gone: the lock is ours.
        _remove(left)
    path = place.of_day(today(local_zone()))
    # Others may be allowed to write in the folder that was named: what lies in one of its own they cannot exchange.
    with tempfile.TemporaryDirectory(prefix=_UNFINISHED, dir=place.folder, ignore_cleanup_errors=True) as own:
        unfinished = Path(own) / path.name
        with _opened(place.database) as connection:
            verified_copy(connection, unfinished, place.database)
        _to_disk(unfinished)
        unfinished.rename(path)
        _to_disk(place.folder)
    others = [made for made in place.every() if made.path != path]
    for made in others[KEPT - 1 :]:
        made.path.unlink(missing_ok=True)
    return path


def _remove(left: Path) -> None:
    """Take away what is left of a backup; what somebody else has put there stays."""
    with contextlib.suppress(OSError):
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left)
        else:
            left.unlink()


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[bool]:
    """Whether nobody else makes a backup in this folder; the system gives the lock back when its process dies."""
    handle = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield True
    except BlockingIOError:
        yield False
    finally:
        os.close(handle)


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """A connection of its own that only reads."""
    with (
        explained(path),
        contextlib.closing(
            sqlite3.connect(
                f"file:{quote(str(path))}?mode=ro", uri=True, isolation_level=None, timeout=BUSY_MILLISECONDS / 1000
            )
        ) as connection,
    ):
        yield connection


def _has_changed(connection: Any, last: Path) -> bool:
    """Whether the database holds something that the last backup does not, or no longer holds something.

    Where each account was is not asked about: that changes with every start. Nor are the tables of a replicator.
    """
    try:
        connection.execute("ATTACH ? AS last", (f"file:{quote(str(last))}?mode=ro&immutable=1",))
    except sqlite3.Error:
        return True
    try:
        tables = _tables(connection, "main")
        return tables != _tables(connection, "last") or any(_differs(connection, name) for name in tables)
    except sqlite3.Error:
        # The last backup cannot be read any more: all the more reason for another.
        return True
    finally:
        connection.execute("DETACH last")


def _tables(connection: Any, schema: str) -> dict[str, str]:
    rows = connection.execute(
        f"SELECT name, sql FROM {schema}.sqlite_master WHERE type = 'table' AND name != 'places' "
        "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE '\\_litestream\\_%' ESCAPE '\\'"
    )
    return dict(tuple(row) for row in rows)


def _differs(connection: Any, table: str) -> bool:
    """As many rows, and none that is not there as well: the rows of a table with a key are all different."""
    now, then = (
        connection.execute(f'SELECT count(*) FROM {schema}."{table}"').fetchone()[0] for schema in ("main", "last")
    )
    rows = f'SELECT * FROM main."{table}" EXCEPT SELECT * FROM last."{table}"'
    return now != then or connection.execute(f"{rows} LIMIT 1").fetchone() is not None


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


# -- the process of its own --------------------------------------------------------------------------------------------


def command(place: Place) -> list[str]:
    """What to start so that today's backup is made: it prints why it could not be, in the language in use."""
    # -P: whatever lies in the folder where somebody calls the app is not imported.
    return [
        sys.executable,
        *("-P", "-m", "data.store.daily", i18n.language()),
        *(str(it) for it in (place.database, place.folder, place.name)),
    ]


def environment(given: Mapping[str, str]) -> dict[str, str]:
    """The environment in which the command finds this code, installed or not, and speaks UTF-8."""
    return {**given, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONUTF8": "1"}


def main(arguments: list[str]) -> int:
    """Make today's backup, out of the way of everything else; 1 and a sentence where it could not be made."""
    language, database, folder, name = arguments
    i18n.use(language)
    os.umask(0o077)
    with contextlib.suppress(OSError):
        os.nice(10)
    try:
        make(Place(Path(database), Path(folder), name))
    except HandschlagError as error:
        sys.stdout.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
