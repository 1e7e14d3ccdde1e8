"""How far an own file and the shared one have come together, and whether the shared one is still the one it was.

The last row that was read is remembered by its number and by what it is known by: where another row has that number, or
none, somebody has put a former copy in the file's place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import clock

if TYPE_CHECKING:
    from ..store.connection import Database
    from ..store.shares import Share

_TEXTS = "SELECT seq, digest AS mark FROM text_updates"
_CHANGES = "SELECT seq, mark FROM shared_changes"


def is_replaced(shared: Database, share: Share) -> bool:
    """Whether the shared file is not the one that was read last."""
    read = ((_TEXTS, share.texts_read, share.texts_mark), (_CHANGES, share.changes_read, share.changes_mark))
    return any(
        seq and shared.value(f"SELECT mark FROM ({log}) WHERE seq = ?", (seq,)) != mark for log, seq, mark in read
    )


def unread_records(shared: Database, share: Share) -> dict[str, set[str]]:
    """The keys of the records that the other has changed since, by the name of their table."""
    rows = shared.rows(
        "SELECT DISTINCT name, key FROM shared_changes WHERE mentorship_id = ? AND seq > ? AND replica != ?",
        (share.mentorship_id, share.changes_read, share.replica),
    )
    named: dict[str, set[str]] = {}
    for row in rows:
        named.setdefault(row["name"], set()).add(row["key"])
    return named


def tell(shared: Database, share: Share, name: str, key: str) -> None:
    """Note in the shared file that a record was changed from here."""
    shared.connection.execute(
        "INSERT INTO shared_changes (mentorship_id, name, key, replica, mark) VALUES (?, ?, ?, ?, ?)",
        (share.mentorship_id, name, key, share.replica, shared.new_id()),
    )


def note_read(own: Database, shared: Database, share: Share) -> None:
    """Everything in the shared file was read."""
    texts, changes = _last(shared, _TEXTS), _last(shared, _CHANGES)
    if (texts["seq"], changes["seq"]) != (share.texts_read, share.changes_read):
        _note(
            own,
            share,
            texts_read=texts["seq"],
            texts_mark=texts["mark"],
            changes_read=changes["seq"],
            changes_mark=changes["mark"],
        )


def note_written(own: Database, shared: Database, share: Share, texts_written: int) -> None:
    """Everything of the own file was written, its texts up to a number of the own log; nothing else is in there."""
    _note(own, share, texts_written=texts_written)
    note_read(own, shared, share)


def begin_anew(own: Database, shared: Database, share: Share) -> None:
    """All records were compared; all texts are to be carried over once more, in both directions."""
    changes = _last(shared, _CHANGES)
    _note(
        own,
        share,
        texts_read=0,
        texts_mark="",
        texts_written=0,
        changes_read=changes["seq"],
        changes_mark=changes["mark"],
    )


def _last(shared: Database, log: str) -> Any:
    return shared.row(f"{log} ORDER BY seq DESC LIMIT 1") or {"seq": 0, "mark": ""}


def _note(own: Database, share: Share, **values: Any) -> None:
    sets = ", ".join(f"{name} = :{name}" for name in values)
    own.connection.execute(
        f"UPDATE shares SET {sets}, at = :at WHERE mentorship_id = :id",
        values | {"at": clock.stamp(clock.now()), "id": share.mentorship_id},
    )
