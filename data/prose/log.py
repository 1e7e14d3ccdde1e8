"""The update log of texts in SQLite: appending to it, reading it, and the plain mirror beside it.

`text_updates` is the truth and is never shortened: it is also the history. `texts.snapshot` is a merge of all updates
up to `snapshot_seq`, so that a long history opens fast; `texts.body` is the plain text up to `body_seq`, for search
and for anyone with the sqlite3 shell. Both may lag behind the log and are never read without what came after them.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .. import clock, identity
from ..errors import Unusable
from ..i18n import _
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


COLUMNS = "id, subject, party, CAST(body AS BLOB) AS body, body_seq, sha256, snapshot, snapshot_seq"
"""Of the table `texts`. The mirror is read as bytes: damaged, it may be no text, and the log has it all the same."""


def body_of(row: Any) -> str:
    """The mirror in a row with `COLUMNS`."""
    return bytes(row["body"]).decode("utf-8", "replace")


def find(database: Database, key: Key) -> Any:
    """The row of the text with its `COLUMNS`, or None while nobody has written it."""
    return database.row(
        f"SELECT {COLUMNS} FROM texts WHERE mentorship_id = ? AND kind = ? AND subject = ? AND party = ?",
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


def digest_of(payload: bytes) -> str:
    """What an update is known by, and found to be damaged by: half of its SHA-256, in hexadecimal digits.

    The mirror has a SHA-256 of its own, but lags behind: what was typed last, and whatever the log says besides the
    words, has this alone.
    """
    return hashlib.sha256(payload).hexdigest()[:32]


def is_whole(row: Any) -> bool:
    """Whether the payload of a row of the log is the one that was written. An empty `digest` tells nothing."""
    return row["digest"] in ("", digest_of(row["payload"]))


def damaged() -> Unusable:
    """What is raised where the log of a text is not the one that was written."""
    return Unusable(_("The history of this text is damaged. Ask `handschlag doctor` what can be done."))


def apply(document: Any, row: Any) -> None:
    """Bring a CRDT from one row of its log to the next. Raises `Unusable` where the row is damaged."""
    if not is_whole(row):
        raise damaged()
    apply_snapshot(document, row["payload"])


def apply_snapshot(document: Any, payload: bytes) -> None:
    """Bring a CRDT to where a snapshot of it was made. Raises `Unusable` where that is damaged."""
    try:
        document.apply_update(payload)
    except Exception as error:  # pycrdt lets Rust's errors through as they come
        raise damaged() from error


def append(database: Database, text_id: str, payloads: Iterable[bytes]) -> list[int]:
    """Commit updates of a text in one transaction; return their numbers in the log."""
    at, user = clock.stamp(clock.now()), identity.user()
    with database.write(durable=False):
        return [
            int(
                database.connection.execute(
                    "INSERT INTO text_updates (text_id, payload, at, os_user, digest) VALUES (?, ?, ?, ?, ?)",
                    (text_id, payload, at, user, digest_of(payload)),
                ).lastrowid
            )
            for payload in payloads
        ]


def updates_after(database: Database, text_id: str, seq: int) -> list[Any]:
    """The rows of the log after a number: `seq`, `payload`, `digest`."""
    return database.rows(
        "SELECT seq, payload, digest FROM text_updates WHERE text_id = ? AND seq > ? ORDER BY seq", (text_id, seq)
    )


def updates_between(database: Database, text_id: str, after: int, last: int) -> list[Any]:
    """The rows of the log after a number up to another one: `seq`, `payload`, `digest`."""
    return database.rows(
        "SELECT seq, payload, digest FROM text_updates WHERE text_id = ? AND seq > ? AND seq <= ? ORDER BY seq",
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
