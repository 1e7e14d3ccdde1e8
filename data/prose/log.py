"""The update log of texts in SQLite: appending, replaying, and the plain mirror beside it.

`text_updates` is the truth and is never shortened: it is also the history. `texts.snapshot` is a merge of all updates
up to `snapshot_seq`, so that a long history opens fast; `texts.body` is the plain text up to `body_seq`, for search
and for anyone with the sqlite3 shell. Both may lag behind the log and are never read without what came after them.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .. import clock, identity

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


def settle(database: Database, text_id: str, body: str, seq: int, snapshot: bytes | None) -> None:
    """Bring the plain mirror (and, where given, the snapshot) up to a number of the log, on the disk for good."""
    values = {
        "body": body,
        "body_seq": seq,
        "sha256": hashlib.sha256(body.encode("utf-8")).hexdigest(),
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


def read(database: Database, key: Key) -> str:
    """The text as it stands, empty where nobody has written it."""
    row = find(database, key)
    return "" if row is None else _current(database, row)


def read_all(database: Database, mentorship_id: str, kind: str) -> dict[tuple[str, str], str]:
    """All texts of one kind of a mentorship as they stand, by (subject, party)."""
    rows = database.rows("SELECT * FROM texts WHERE mentorship_id = ? AND kind = ?", (mentorship_id, kind))
    return {(row["subject"], row["party"]): _current(database, row) for row in rows}


def _current(database: Database, row: Any) -> str:
    last = database.value("SELECT max(seq) FROM text_updates WHERE text_id = ?", (row["id"],)) or 0
    if row["body_seq"] >= last:
        return str(row["body"])
    from .prose import replay

    return str(replay(database, row)[1])


def write(database: Database, key: Key, text: str) -> None:
    """Replace a whole text: what an import, a template or the command line brings. Undo does not reach behind it."""
    from .prose import Prose

    prose = Prose.open(database, key)
    before, after = prose.text.encode("utf-8"), text.encode("utf-8")
    if before != after:
        prose.replace(0, len(before), text)
        prose.settle()
    prose.close()
