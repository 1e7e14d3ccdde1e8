"""A file that cannot be used, read all the same: on a full or read-only disk, in a closed folder, damaged.

It is read into memory, where it is brought up to the present schema; the file, its folder and its write-ahead log stay
as they are. So what can be read can be exported.
"""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

from pysqlite3 import dbapi2 as sqlite3

from ..errors import Unusable, reason
from ..i18n import _
from .connection import KNOWN, Database, applied_to, migrate, whole
from .doctor import reading
from .salvage import is_whole, salvage
from .sqlite_errors import explained, not_writable


class _ToRead(Database):
    """What was read of a file."""

    def write(self, *, durable: bool = True) -> NoReturn:
        """Raises `Unusable`: it would not reach the file."""
        raise Unusable(not_writable(self.path))


def open_to_read(path: Path) -> Database:
    """The file as it is now; every write is refused. Raises `Unusable` where nothing can be read of it."""
    path = whole(path)
    memory = sqlite3.connect(":memory:", isolation_level=None)
    try:
        with explained(path), reading(path) as connection:
            if is_whole(connection):
                connection.backup(memory)
            else:
                salvage(connection, memory)
        memory.row_factory = sqlite3.Row
        read = Database(path, memory)
        if applied_to(read) != KNOWN:
            migrate(read)
        return _ToRead(path, memory)
    except OSError as error:
        memory.close()
        raise Unusable(_("{path} cannot be read: {reason}.").format(path=path, reason=reason(error))) from error
    except BaseException:
        memory.close()
        raise
