"""What both have changed to different values: both are kept, until one of the two says which stands."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from .. import clock
from ..errors import NotFound
from ..i18n import _
from . import records
from .kinds import KINDS

if TYPE_CHECKING:
    from ..store.connection import Database


@dataclass(frozen=True, slots=True)
class Clash:
    """One column of one record that both have changed."""

    id: str
    """Which clash."""
    mentorship_id: str
    """Of which mentorship."""
    kind: str
    """The table: `sessions`, `commitments` …"""
    key: str
    """The record: JSON, an array."""
    field: str
    """The column: `place`, `starts` …"""
    mine: Any
    """What was written here."""
    theirs: Any
    """What the other wrote; it stands in the record."""
    at: datetime
    """When the two met."""


def keep(database: Database, mentorship_id: str, kind: str, key: str, field: str, mine: Any, theirs: Any) -> None:
    """Keep both values."""
    database.connection.execute(
        "INSERT INTO clashes (id, mentorship_id, name, key, field, mine, theirs, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            database.new_id(),
            mentorship_id,
            kind,
            key,
            field,
            json.dumps(mine, ensure_ascii=False),
            json.dumps(theirs, ensure_ascii=False),
            clock.stamp(clock.now()),
        ),
    )


def of(database: Database, mentorship_id: str) -> list[Clash]:
    """What waits for somebody to choose, the oldest first."""
    rows = database.rows(
        "SELECT * FROM clashes WHERE mentorship_id = ? AND settled_at IS NULL ORDER BY rowid", (mentorship_id,)
    )
    return [_clash(row) for row in rows]


def settle(database: Database, clash_id: str, *, mine: bool) -> None:
    """Let the own value stand, or the other's. Raises `NotFound` where it was settled already."""
    with database.write():
        row = database.row("SELECT * FROM clashes WHERE id = ? AND settled_at IS NULL", (clash_id,))
        if row is None:
            raise NotFound(_("This has been settled already."))
        clash = _clash(row)
        if mine:
            kind = next(kind for kind in KINDS if kind.name == clash.kind)
            records.change(database, kind, clash.key, clash.mentorship_id, {clash.field: clash.mine})
        database.connection.execute(
            "UPDATE clashes SET settled_at = ? WHERE id = ?", (clock.stamp(clock.now()), clash_id)
        )


def _clash(row: Any) -> Clash:
    return Clash(
        id=row["id"],
        mentorship_id=row["mentorship_id"],
        kind=row["name"],
        key=row["key"],
        field=row["field"],
        mine=json.loads(row["mine"]),
        theirs=json.loads(row["theirs"]),
        at=clock.from_stamp(row["at"]),
    )
