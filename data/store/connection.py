"""The database file: opening it safely, one connection, and the only two ways to write.

WAL; synchronous NORMAL while typing and FULL for whatever a screen calls done; every write is `BEGIN IMMEDIATE`,
because a deferred transaction that has read cannot wait for its turn (SQLite answers SQLITE_BUSY at once). No
transaction lives across an await: `write` is an ordinary context manager.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import time
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pysqlite3 import dbapi2 as sqlite3

from ..errors import BadInput, Unusable, reason
from ..i18n import _
from ..locations import typed_path
from . import file_systems
from .log_files import Identity, identity, log_of, put_away, put_away_of_another
from .sqlite_errors import damaged, not_writable
from .sqlite_errors import explained as explained

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import sqlite_utils
    from sqlite_utils.db import Table

Row = Any
"""One row of a query: `row["column"]`."""

BUSY_MILLISECONDS = 5_000
"""How long a write waits for another process's write."""

SMALL = 1_000
"""Pages of 4 kB up to which a file is looked through wholly when it is opened: half a millisecond for the usual 100."""


class Database:
    """An open database file; `close` it, or use it as a context manager."""

    def __init__(self, path: Path, connection: Any) -> None:
        self.path = path
        """The file."""
        self.connection = connection
        """The sqlite3 connection, in autocommit mode: transactions are explicit."""
        self.durable_writes = 0
        """How many transactions of this connection waited for the disk: typing alone makes none."""
        self._on_close: list[Callable[[], None]] = []
        self._depth = 0
        self._file = identity(path)
        self._log: Identity | None = None

    def __enter__(self) -> Database:
        """Use it for a while."""
        return self

    def __exit__(self, *_exception: object) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Close the file. SQLite folds the write-ahead log back in when the last connection closes."""
        while self._on_close:
            self._on_close.pop()()
        with contextlib.suppress(OSError):
            if identity(self.path) == self._file and not self._has_its_log:
                # The file was put back after another one of its name had made a log: SQLite would delete that one.
                put_away(self.path)
        self.connection.close()

    def on_close(self, act: Callable[[], None]) -> None:
        """Do something before the file is closed: what was opened beside it is closed with it."""
        self._on_close.append(act)

    def note_log(self) -> None:
        """Keep in mind which file the write-ahead log is, once SQLite has made it."""
        self._log = identity(log_of(self.path))

    @property
    def is_there(self) -> bool:
        """Whether the paths still lead to the file that was opened and to its write-ahead log.

        Somebody may have deleted or replaced them: SQLite would go on writing into a file without a name, and all of
        it is gone when the last process closes it. A new database of the same name takes the log with it.
        """
        try:
            return identity(self.path) == self._file and self._has_its_log
        except OSError:
            # Nobody can tell, and what SQLite has open it can use.
            return True

    @property
    def _has_its_log(self) -> bool:
        return self._log in (None, identity(log_of(self.path)))

    def require_file(self) -> None:
        """Raises `Unusable` where the file is not there any more."""
        if not self.is_there:
            raise Unusable(
                _(
                    "{path} was deleted or replaced while it was open: nothing is saved any more. Put it back, or copy "
                    "what you need into other files before you leave."
                ).format(path=self.path)
            )

    def _require_no_other(self) -> None:
        """Raises `Unusable` where another file has taken the place of a deleted one, which could be read on.

        Both share the index of the write-ahead log then, and what is read may belong to either.
        """
        with contextlib.suppress(OSError):
            if identity(self.path) not in (None, self._file):
                self.require_file()

    @cached_property
    def tables(self) -> sqlite_utils.Database:
        """The same connection as sqlite-utils sees it. Imported when first written to: it costs 50 ms."""
        import sqlite_utils

        return sqlite_utils.Database(self.connection)

    def table(self, name: str) -> Table:
        """A table to insert into or update, within `write`."""
        return self.tables.table(name)

    def rows(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> list[Row]:
        """All rows of a query. Raises `Unusable` where the file cannot be read."""
        self._require_no_other()
        with explained(self.path):
            rows: list[Row] = self.connection.execute(sql, parameters).fetchall()
            return rows

    def row(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> Row | None:
        """The first row of a query, or None."""
        rows = self.rows(sql, parameters)
        return rows[0] if rows else None

    def value(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> Any:
        """The first column of the first row, or None."""
        row = self.row(sql, parameters)
        return None if row is None else row[0]

    @contextlib.contextmanager
    def write(self, *, durable: bool = True) -> Iterator[None]:
        """One transaction: all or nothing. Nested calls join the outer one.

        `durable` waits until the disk has it (synchronous FULL): for whatever a screen then calls done. Raises
        `Unusable` with a plain sentence when the file cannot be written; nothing is half done then.
        """
        if self._depth:
            yield
            return
        self.require_file()
        with explained(self.path):
            self.connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            self.connection.execute("BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield
                self.connection.execute("COMMIT")
                self.durable_writes += durable
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise
            finally:
                self._depth -= 1

    @property
    def is_writing(self) -> bool:
        """Whether a transaction of this connection is open."""
        return self._depth > 0

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """Reads in here see one state of the file, whatever others commit meanwhile; within `write` they do anyway."""
        if self._depth:
            yield
            return
        with explained(self.path):
            self.connection.execute("BEGIN")
            try:
                yield
            finally:
                self.connection.execute("ROLLBACK")

    @property
    def changes(self) -> int:
        """How many rows this connection has changed so far."""
        return int(self.connection.total_changes)

    def data_version(self) -> int:
        """A number that changes when another connection has committed (PRAGMA data_version): cheap to poll."""
        return int(self.value("PRAGMA data_version"))

    def hurry(self) -> bool:
        """Wait for no other process from now on, because this one ends; whether anything can still be written.

        Within a transaction nothing can: what has interrupted it does not know how far it is.
        """
        if self.connection.in_transaction:
            return False
        self.connection.execute("PRAGMA busy_timeout = 100")
        return True

    def new_id(self) -> str:
        """An id for a new row."""
        return secrets.token_hex(8)


def open_database(path: Path, *, create: bool = True, patience: int = BUSY_MILLISECONDS) -> Database:
    """Open the file, make or bring up its schema, and return it ready to use.

    A new file gets mode 0600 in a folder of 0700. `patience` is how many milliseconds anything done with it waits for
    other processes that are writing into it. Raises `Unusable` for a file that is none of ours, is damaged, cannot
    be written, comes from a newer version of the app, lies on a network file system, or (with `create=False`) does not
    exist.
    """
    path = whole(path)
    _refuse_shared_disk(path)
    if not path.exists():
        if not create:
            raise Unusable(_("There is no database at {path}.").format(path=path))
        _make_file(path)
    if not path.is_file():
        raise Unusable(_("{path} is not a file. Name another one with --db.").format(path=path))
    if not os.access(path, os.R_OK):
        raise Unusable(_("You may not read {path}. Ask its owner, or name another file with --db.").format(path=path))
    if not os.access(path, os.W_OK):
        # SQLite would open it for reading only and refuse the first key typed.
        raise Unusable(not_writable(path))
    put_away_of_another(path)
    with explained(path):
        connection = sqlite3.connect(
            f"file:{_quoted(path)}?mode=rw", uri=True, isolation_level=None, timeout=patience / 1000
        )
        connection.row_factory = sqlite3.Row
        database = Database(path, connection)
        try:
            _prepare(database, patience)
            database.note_log()
        except BaseException:
            connection.close()
            raise
    return database


def _refuse_shared_disk(path: Path) -> None:
    """WAL needs memory that all processes share, and locks that hold: neither is there between machines."""
    if kind := file_systems.refused(path):
        raise Unusable(
            _(
                "{path} lies on a network file system ({kind}), where SQLite loses data. Name a file on a disk of this "
                "machine with --db; “handschlag restore {path} --to FILE” moves what is there."
            ).format(path=path, kind=kind)
        )


def whole(path: Path) -> Path:
    """A path from the root, with `~` as the home folder it stands for. `Unusable` where it stands for none."""
    try:
        return typed_path(str(path))
    except BadInput as error:
        raise Unusable(str(error)) from error


def _make_file(path: Path) -> None:
    """An empty file that only its owner can read; SQLite gives its -wal and -shm the same mode."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # What a deleted one has left: SQLite would play it into the new one.
        put_away(path)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600))
    except OSError as error:
        raise Unusable(
            _("{path} cannot be made: {reason}. Name another file with --db.").format(path=path, reason=reason(error))
        ) from error


def _quoted(path: Path) -> str:
    from urllib.parse import quote

    return quote(str(path))


def _prepare(database: Database, patience: int) -> None:
    connection = database.connection
    # In an index damaged unseen a text is not found, and would be begun anew. A large file is looked through later.
    check = "integrity_check" if connection.execute("PRAGMA page_count").fetchone()[0] < SMALL else "quick_check"
    if connection.execute(f"PRAGMA {check}(1)").fetchone()[0] != "ok":
        raise Unusable(damaged(database.path))
    # First whose file it is: the journal mode is kept in it, and nothing of another program's is changed.
    applied = applied_to(database)
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        _use_log(connection, patience)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA recursive_triggers = ON")
    if applied != KNOWN:
        migrate(database)


def _use_log(connection: Any, patience: int) -> None:
    """Switch to a write-ahead log. Where two first starts do so at once, SQLite refuses one without any waiting."""
    until = time.monotonic() + patience / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.005)
        else:
            return


KNOWN = (
    "m001_first_release",
    "m002_ssh_signatures",
    "m003_a_zone_for_each_party",
    "m004_busy_times",
    "m005_the_rhythm_of_reviews",
    "m006_a_log_of_entries",
    "m007_sharing",
)
"""The names of all migrations, so that an up-to-date file opens without importing them."""


def applied_to(database: Database) -> tuple[str, ...]:
    """The migrations that a file has had, the oldest first.

    Raises `Unusable` for a file of another program, or of a newer version.
    """
    has_table = database.value("SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'")
    if not has_table:
        if database.value("SELECT count(*) FROM sqlite_master"):
            raise Unusable(
                _("{path} is a database of another program. Name another file with --db.").format(path=database.path)
            )
        return ()
    rows = database.rows("SELECT name FROM _sqlite_migrations WHERE migration_set = 'handschlag' ORDER BY rowid")
    names = tuple(row["name"] for row in rows)
    if set(names) - set(KNOWN):
        raise Unusable(
            _("{path} was written by a newer version of Handschlag. Update the app; nothing was changed.").format(
                path=database.path
            )
        )
    return names


def migrate(database: Database) -> None:
    """Bring the schema up. The lock is taken first, so that two first starts do it once."""
    from .schema import MIGRATIONS

    with database.write():
        applied_to(database)
        MIGRATIONS.apply(database.tables)
