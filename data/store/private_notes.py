"""Private notes: what a party writes for nobody else, about the mentorship or about one session.

They are prose of a kind of its own, in the database of the party alone. Everything that leaves the app reads its texts
by kind and never this one; what is shared between two databases leaves it out; no search reads it.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from .. import prose
from ..errors import Refused
from ..i18n import _

if TYPE_CHECKING:
    from ..model.mentorship import Mentorship
    from .connection import Database

KIND = "private"
"""The kind of these texts: never shared, never exported, never searched."""


def key(mentorship: Mentorship, session_id: str = "") -> prose.Key:
    """Where the owner of this database writes them: about a session, or about the mentorship where none is given."""
    return prose.Key(mentorship.id, KIND, session_id, mentorship.me.value)


def open_for(database: Database, mentorship: Mentorship, session_id: str = "") -> prose.Prose:
    """The notes, to be read and written. Raises what `require_own` raises."""
    require_own(database)
    return prose.Prose.open(database, key(mentorship, session_id))


def require_own(database: Database) -> None:
    """Raises `Refused` where the file is not its user's alone: what others may open is no place for private notes."""
    database.require_file()
    if not is_own(database):
        raise Refused(
            _(
                "Others on this machine may open {path}: it is no place for private notes. “handschlag doctor” tells "
                "what to do, and then they open."
            ).format(path=database.path)
        )


def is_own(database: Database) -> bool:
    """Whether the file belongs to whoever works here, and nobody else may read or write it (except root)."""
    found = database.path.stat()
    return found.st_uid == os.getuid() and not found.st_mode & 0o077
