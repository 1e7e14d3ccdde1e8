"""When somebody is busy, read from their calendar: begins and ends, without what they are about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from .. import clock, identity
from ..model.mentorship import Party
from . import events, mentorship_rows, session_rows
from .connection import Database

MINE = ""
"""The owner of the times that are one's own: they count in every mentorship."""

ANSWERED = "answered"
"""The event: the other party has answered an invitation."""


def replace(database: Database, times: Sequence[tuple[datetime, datetime]], mid: str = MINE) -> None:
    """Keep these times (UTC) instead of those known before: one's own, or those of the other party of a mentorship."""
    if mid != MINE:
        mentorship_rows.require_open(database, mid)
    at, account = clock.stamp(clock.now()), identity.user()
    with database.write():
        database.connection.execute(
            "DELETE FROM busy_times WHERE owner = ? AND (owner != '' OR os_user = ?)", (mid, account)
        )
        database.connection.executemany(
            "INSERT INTO busy_times (owner, os_user, starts_at, ends_at, at) VALUES (?, ?, ?, ?, ?)",
            [(mid, account, clock.stamp(begin), clock.stamp(end), at) for begin, end in times],
        )


def during(database: Database, mid: str, begin: datetime, end: datetime) -> list[tuple[Party, datetime, datetime]]:
    """Who of a mentorship is busy at some time between two instants (UTC), and from when to when."""
    me = mentorship_rows.get(database, mid).me
    return [
        (me.other if row["owner"] else me, clock.from_stamp(row["starts_at"]), clock.from_stamp(row["ends_at"]))
        for row in database.rows(
            "SELECT owner, starts_at, ends_at FROM busy_times WHERE starts_at < ? AND ends_at > ? "
            "AND (owner = ? OR (owner = '' AND os_user = ?)) ORDER BY starts_at",
            (clock.stamp(end), clock.stamp(begin), mid, identity.user()),
        )
    ]


def note_answer(
    database: Database, uid: str, original_starts: datetime | None, reply: str, sequence: int
) -> tuple[str, str, bool] | None:
    """Note what the other party answered to the invitation to a session or to the series with this id.

    Returns the ids of the mentorship and the session, and whether the answer is to the session as it stands now: one
    to an earlier time is not noted. None where nothing with this id is known.
    """
    found = session_rows.read(
        database,
        "id = ? OR (series_id = ? AND (? IS NULL OR original_starts = ?))",
        (uid, uid, wall := original_starts and session_rows.wall(original_starts), wall),
    )
    if not found:
        return None
    session = found[0]
    current = session.sequence <= sequence
    if current:
        with database.write():
            for each in found:
                events.note(database, each.mentorship_id, ANSWERED, each.id, reply.casefold())
    return session.mentorship_id, session.id, current


def answers(database: Database, mid: str) -> dict[str, str]:
    """What was answered last to the invitation to each session: `accepted`, `tentative` or `declined`, by its id."""
    return {it.subject: it.detail for it in events.of(database, mid, ANSWERED)}
