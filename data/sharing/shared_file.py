"""The file between two own files: opening it, and who the two are."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import clock
from ..errors import BadInput, Unusable
from ..i18n import _
from ..model.mentorship import Party
from ..store.connection import Database, open_database
from ..store.sqlite_errors import damaged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..store.shares import Share


@dataclass(frozen=True, slots=True)
class Participant:
    """One of the two who share a mentorship."""

    party: Party
    """Which side it is."""
    uid: int
    """The number of its account."""
    os_user: str
    """The name of its account."""
    replica: str
    """The name of its own file."""
    joined_at: datetime
    """Since when."""


def open_shared(path: Path) -> Database:
    """Open a shared file; nothing done with it ever waits. Raises `Unusable` as `open_database`."""
    return open_database(path, create=False, patience=0)


def opened(share: Share) -> Database:
    """The file of a share. Raises `Unusable` where it is not there, or is another one."""
    shared = open_shared(share.path)
    try:
        with as_written_by_the_app(shared):
            known = any(it.replica == share.replica for it in participants(shared, share.mentorship_id))
    except Unusable:
        shared.close()
        raise
    if not known:
        shared.close()
        raise Unusable(
            _("{path} is not the file that this mentorship is shared through. “handschlag join” names another.").format(
                path=share.path
            )
        )
    return shared


def mentorship_in(shared: Database) -> str:
    """The id of the mentorship that a file shares. Raises `BadInput` for a file that shares none."""
    found: str | None = shared.value("SELECT mentorship_id FROM participants LIMIT 1")
    if found is None:
        raise BadInput(
            _("{path} is no shared mentorship. Ask for the file that “handschlag share” has named.").format(
                path=shared.path
            )
        )
    return found


def participants(shared: Database, mentorship_id: str) -> list[Participant]:
    """Who shares a mentorship, in the order in which they came."""
    rows = shared.rows("SELECT * FROM participants WHERE mentorship_id = ? ORDER BY joined_at, rowid", (mentorship_id,))
    return [_participant(row) for row in rows]


def admit(shared: Database, mentorship_id: str, party: Party, uid: int, os_user: str, replica: str) -> None:
    """Note who takes a side, within `write`; the same account may come with another own file."""
    shared.connection.execute(
        "INSERT INTO participants (mentorship_id, party, uid, os_user, replica, joined_at) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (mentorship_id, party) DO UPDATE SET replica = excluded.replica, os_user = excluded.os_user",
        (mentorship_id, party.value, uid, os_user, replica, clock.stamp(clock.now())),
    )


@contextlib.contextmanager
def as_written_by_the_app(shared: Database) -> Iterator[None]:
    """What is read in here may have been written by anybody who can write the file, with any program.

    Raises `Unusable` for values that no row of ours has: they say nothing, and must end nothing.
    """
    try:
        yield
    except (TypeError, ValueError, KeyError, OverflowError, RecursionError) as error:
        raise Unusable(damaged(shared.path)) from error


@contextlib.contextmanager
def patiently(shared: Database, milliseconds: int) -> Iterator[None]:
    """What is done in here waits for others who are writing into the file."""
    shared.connection.execute(f"PRAGMA busy_timeout = {milliseconds}")
    try:
        yield
    finally:
        shared.connection.execute("PRAGMA busy_timeout = 0")


def _participant(row: Any) -> Participant:
    return Participant(
        Party(row["party"]), row["uid"], row["os_user"], row["replica"], clock.from_stamp(row["joined_at"])
    )
