"""The update log of texts in SQLite: appending to it, reading it, and the plain mirror beside it.

`text_updates` is the truth and is never shortened: it is also the history. `texts.snapshot` is a merge of all updates
up to `snapshot_seq`, so that a long history opens fast; `texts.body` is the plain text up to `body_seq`, for search
and for anyone with the sqlite3 shell. Both may lag behind the log and are never read without what came after them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .. import clock, identity
from ..model.agreement import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..store.connection import Database

SNAPSHOT_EVERY = 300
"""Updates after which a settled text gets a new snapshot (replaying 1,000 takes about 6 ms)."""


@dataclass(frozen=True, slots=True)
class Key:
    """Which text of a mentorship."""

    mentorship_id: str
    kind: str
    """`draft`, `answer`, `prepared`, `annex`, `agenda`, `notes`, `review`, `parked` …"""
    subject: str = ""
    """What it belongs to: the id of a question or session, the name of a field."""
    party: str = ""
    """Whose text it is, where each party has one."""


def find(database: Database, key: Key) -> Any:
    """The row of the text, or None while nobody has written it."""
    return database.row(
        "SELECT * FROM texts WHERE mentorship_id = ? AND kind = ? AND subject = ? AND party = ?",
        (key.mentorship_id, key.kind, key.subject, key.party),
    )


def ensure(database: Database, key: Key) -> Any:
    """The row of the text, made where there was none."""
    row = find(database, key)
    if row is None:
        with database.write(durable=False):
            database.connection.execute(
                "INSERT INTO texts (id, mentorship_id, kind, subject, party) VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT DO NOTHING",
                (database.new_id(), key.mentorship_id, key.kind, key.subject, key.party),
            )
        row = find(database, key)
    return row


def append(database: Database, text_id: str, payloads: Iterable[bytes]) -> list[int]:
    """Commit updates of a text in one transaction; return their numbers in the log."""
    at, user = clock.stamp(clock.now()), identity.user()
    with database.write(durable=False):
        return [
            int(
                database.connection.execute(
                    "INSERT INTO text_updates (text_id, payload, at, os_user) VALUES (?, ?, ?, ?)",
                    (text_id, payload, at, user),
                ).lastrowid
            )
            for payload in payloads
        ]


def updates_after(database: Database, text_id: str, seq: int) -> list[Any]:
    """The rows of the log after a number: `seq`, `payload`."""
    return database.rows(
        "SELECT seq, payload FROM text_updates WHERE text_id = ? AND seq > ? ORDER BY seq", (text_id, seq)
    )


def updates_between(database: Database, text_id: str, after: int, last: int) -> list[Any]:
    """The rows of the log after a number up to another one: `seq`, `payload`."""
    return database.rows(
        "SELECT seq, payload FROM text_updates WHERE text_id = ? AND seq > ? AND seq <= ? ORDER BY seq",
        (text_id, after, last),
    )


def stamps_after(database: Database, text_id: str, seq: int) -> list[Any]:
    """Who typed when, after a number of the log: `seq`, `at`, `os_user`, and `size`, the bytes of the update."""
    return database.rows(
        "SELECT seq, at, os_user, length(payload) AS size FROM text_updates WHERE text_id = ? AND seq > ? ORDER BY seq",
        (text_id, seq),
    )


def last_number(database: Database, key: Key) -> int:
    """The number of the last update of a text; 0 while nobody has written it."""
    row = find(database, key)
    sql = "SELECT coalesce(max(seq), 0) FROM text_updates WHERE text_id = ?"
    return 0 if row is None else int(database.value(sql, (row["id"],)))


def settle(database: Database, text_id: str, body: str, seq: int, snapshot: bytes | None) -> None:
    """Bring the plain mirror (and, where given, the snapshot) up to a number of the log, on the disk for good."""
    values = {
        "body": body,
        "body_seq": seq,
        "sha256": fingerprint(body),
        "changed_at": clock.stamp(clock.now()),
    }
    if snapshot is not None:
        values |= {"snapshot": snapshot, "snapshot_seq": seq}
    with database.write():
        database.connection.execute(
            f"UPDATE texts SET {', '.join(f'{name} = :{name}' for name in values)} "
            "WHERE id = :id AND body_seq <= :body_seq",
            {**values, "id": text_id},
        )
