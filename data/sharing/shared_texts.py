"""The texts of a shared mentorship: rows of the update log, carried from one file to the other.

An update of a CRDT means the same wherever and however often it is applied, so that a row is known by its content
(`log.digest_of`). A row that is carried twice is there once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..prose import log
from .kinds import NOT_SHARED, OPEN_REVIEWS, REVIEW

if TYPE_CHECKING:
    from ..model.mentorship import Party
    from ..store.connection import Database
    from ..store.shares import Share

LARGEST = 4_000_000
"""Bytes of an update that are taken over: more than any paste makes."""

_ROWS = (
    "SELECT text_updates.*, texts.kind, texts.subject, texts.party FROM text_updates "
    "JOIN texts ON texts.id = text_updates.text_id WHERE texts.mentorship_id = :mentorship"
)
_KEPT_BACK = ", ".join(f"'{kind}'" for kind in NOT_SHARED)
_OPENED = f"texts.kind = '{REVIEW}' AND substr(texts.subject, 1, instr(texts.subject, ':') - 1) IN ({OPEN_REVIEWS})"


def unwritten(database: Database, share: Share) -> list[Any]:
    """The rows of the own log that the shared one has not got yet, in order."""
    return database.rows(
        f"{_ROWS} AND text_updates.seq > :written AND text_updates.replica = '' "
        f"AND texts.kind NOT IN ({_KEPT_BACK}) ORDER BY text_updates.seq",
        {"mentorship": share.mentorship_id, "written": share.texts_written},
    )


def has_unwritten(database: Database, share: Share, me: Party) -> bool:
    """Whether something was typed here that the shared file has not got yet, and may have."""
    return bool(unwritten(database, share) or opened(database, share, me))


def opened(database: Database, share: Share, me: Party) -> list[Any]:
    """The own answers of reviews that both may read now, as rows of the log that were not carried over yet."""
    return database.rows(
        f"{_ROWS} AND text_updates.replica = '' AND texts.party = :me AND {_OPENED} ORDER BY text_updates.seq",
        {"mentorship": share.mentorship_id, "me": me.value},
    )


def unread(shared: Database, share: Share) -> list[Any]:
    """The rows of the shared log that the own one has not got yet, in order."""
    return shared.rows(
        f"{_ROWS} AND text_updates.seq > :read ORDER BY text_updates.seq",
        {"mentorship": share.mentorship_id, "read": share.texts_read},
    )


def last(database: Database) -> int:
    """The last number of a file's log; 0 for an empty one."""
    return int(database.value("SELECT coalesce(max(seq), 0) FROM text_updates"))


def mark_opened(database: Database, rows: list[Any], replica: str) -> None:
    """The own answers of a review have been carried over, as those of the own file."""
    for row in rows:
        database.connection.execute("UPDATE text_updates SET replica = ? WHERE seq = ?", (replica, row["seq"]))


def carry_all_again(database: Database, share: Share) -> None:
    """What was typed here has to go to the shared file once more."""
    database.connection.execute(
        "UPDATE text_updates SET replica = '' WHERE replica = :replica AND text_id IN "
        "(SELECT id FROM texts WHERE mentorship_id = :mentorship)",
        {"replica": share.replica, "mentorship": share.mentorship_id},
    )


def carry(database: Database, mentorship_id: str, rows: list[Any], replica: str) -> None:
    """Append rows of the one file's log to the other's; `replica` is the name of the file they were typed into."""
    texts: dict[tuple[str, str, str], str] = {}
    for row in rows:
        which = row["kind"], row["subject"], row["party"]
        if which not in texts:
            texts[which] = log.ensure(database, log.Key(mentorship_id, *which))["id"]
        database.connection.execute(
            "INSERT INTO text_updates (text_id, payload, at, os_user, replica, digest) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT DO NOTHING",
            (
                texts[which],
                row["payload"],
                row["at"],
                row["os_user"],
                row["replica"] or replica,
                log.digest_of(row["payload"]),
            ),
        )


def is_taken(row: Any, me: Party) -> bool:
    """Whether a row of the shared log may come into the own file.

    Nobody writes private notes there, nobody answers a review for somebody else, and nothing that is no update of a
    text gets in.
    """
    if row["kind"] in NOT_SHARED and (row["kind"] != REVIEW or row["party"] == me.value):
        return False
    return isinstance(row["payload"], bytes) and len(row["payload"]) <= LARGEST and _is_update(row["payload"])


def has(database: Database, mentorship_id: str, row: Any) -> bool:
    """Whether the own log holds a row that was typed here."""
    text = log.find(database, log.Key(mentorship_id, row["kind"], row["subject"], row["party"]))
    found = "SELECT 1 FROM text_updates WHERE text_id = ? AND digest = ?"
    return text is not None and bool(database.value(found, (text["id"], log.digest_of(row["payload"]))))


def _is_update(payload: bytes) -> bool:
    from pycrdt import Doc

    try:
        Doc[Any]().apply_update(payload)
    except (ValueError, RuntimeError):
        return False
    return True
