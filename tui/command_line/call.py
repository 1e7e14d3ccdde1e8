"""What one call of the command line works with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from data import locations
from data.errors import BadInput, Unusable
from data.i18n import _

from . import output

if TYPE_CHECKING:
    from data import Database


@dataclass(slots=True)
class Call:
    """The choices that are common to all commands."""

    given: Path | None = None
    """The database named with `--db`."""
    mouse: bool = True
    """Whether the app may ask the terminal for the mouse."""

    @property
    def path(self) -> Path:
        """The database file, be it there or not. Raises `Unusable` where nobody can tell what is meant."""
        try:
            return locations.database(self.given).absolute()
        except BadInput as error:
            # HANDSCHLAG_DB begins with the home of somebody who has none.
            raise Unusable(_("The folder of the database that HANDSCHLAG_DB names does not exist.")) from error

    @property
    def exists(self) -> bool:
        """Whether there is a database."""
        path = self.path
        try:
            return path.exists()
        except OSError as error:
            raise _closed(path) from error

    def database(self, *, create: bool = False, meets: bool = True) -> Database:
        """Open the database; where there is none, make it or raise `Unusable`.

        What is shared is brought together first, so that the other party's last words are there; not for the app, which
        does so after its first frame.
        """
        from data import open_database, shares

        path = self.path
        try:
            database = open_database(path, create=create)
        except OSError as error:
            raise _closed(path) from error
        if meets and shares.shared_ids(database):
            from data import exchange

            exchange.meet_all(database)
        return database

    def to_read(self) -> Database:
        """Open the database to read only: also where it cannot be written, or is damaged, which is then said."""
        try:
            return self.database()
        except Unusable as error:
            from data import reading

            try:
                database = reading.open_to_read(self.path)
            except Unusable:
                raise error from None
            output.complain(_("{why} What can be read of it is read all the same.").format(why=error))
            return database


def _closed(path: Path) -> Unusable:
    return Unusable(
        _("{path} cannot be opened. Check that the folder exists and that you may write in it.").format(path=path)
    )
