"""Records of a mentorship in one file: read as JSON that is the same in every file, and written as they came."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from .. import clock
from ..errors import BadInput
from ..i18n import _
from ..model import walltime
from ..model.mentorship import MentorshipState, Party
from .kinds import KINDS, MENTORSHIP, SESSION, Kind, select

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..store.connection import Database

Values = dict[str, Any]
"""The shared columns of a record; bytes in hexadecimal."""


@dataclass(frozen=True)
class Record:
    """A record as it stands in a file."""

    kind: Kind
    """Of which kind."""
    key: str
    """Which one: JSON, an array."""
    row: str
    """Its shared columns: JSON, an object."""

    @cached_property
    def values(self) -> Values:
        """The columns by name."""
        values: Values = json.loads(self.row)
        return values


_ORDER = {kind.name: number for number, kind in enumerate(KINDS)}


def read(database: Database, kind: Kind, mentorship_id: str) -> dict[str, str]:
    """All records of a kind of a mentorship: key to row, both JSON."""
    rows = database.rows(select(database, kind), {"mentorship": mentorship_id})
    return {row["key"]: row["row"] for row in rows}


def changed(database: Database, kind: Kind, mentorship_id: str) -> dict[str, str | None]:
    """The records that are not as both files had them last, by key: the row as it is now, None for one that is gone."""
    which = {"mentorship": mentorship_id, "name": kind.name}
    before = "SELECT key, row FROM shared_rows WHERE mentorship_id = :mentorship AND name = :name"
    now = select(database, kind)
    rows = database.rows(f"SELECT * FROM ({now}) EXCEPT {before}", which)
    gone = database.rows(f"SELECT key FROM ({before}) EXCEPT SELECT key FROM ({now})", which)
    return {row["key"]: row["row"] for row in rows} | {row["key"]: None for row in gone}


def before(database: Database, kind: Kind, mentorship_id: str) -> dict[str, str]:
    """The records of a kind as both files had them last."""
    rows = database.rows(
        "SELECT key, row FROM shared_rows WHERE mentorship_id = ? AND name = ?", (mentorship_id, kind.name)
    )
    return {row["key"]: row["row"] for row in rows}


def agree(database: Database, kind: Kind, mentorship_id: str, key: str, row: str | None) -> None:
    """Both files have a record like this now; None: neither has it."""
    if row is None:
        database.connection.execute(
            "DELETE FROM shared_rows WHERE mentorship_id = ? AND name = ? AND key = ?", (mentorship_id, kind.name, key)
        )
        return
    database.connection.execute(
        "INSERT INTO shared_rows (mentorship_id, name, key, row) VALUES (?, ?, ?, ?) "
        "ON CONFLICT DO UPDATE SET row = excluded.row",
        (mentorship_id, kind.name, key, row),
    )


def forget(database: Database, kind: Kind, mentorship_id: str) -> None:
    """Nothing is known of what both files have of a kind."""
    database.connection.execute(
        "DELETE FROM shared_rows WHERE mentorship_id = ? AND name = ?", (mentorship_id, kind.name)
    )


def add(database: Database, record: Record) -> None:
    """Write a record that is not there yet."""
    kind = record.kind
    values = {name: _stored(kind, name, value) for name, value in record.values.items()}
    if kind is MENTORSHIP:
        # Its state follows when everything else is there: under an ended mentorship nothing is signed any more.
        number = database.value("SELECT coalesce(max(number), 0) + 1 FROM mentorships")
        values |= {"number": number, "me": Party.MENTOR.value, "state": MentorshipState.PREPARING.value}
    if kind is SESSION:
        values["starts_at"] = _instant(values["starts"], values["zone"])
    database.connection.execute(
        f"INSERT INTO {kind.name} ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})",
        tuple(values.values()),
    )


def follow(database: Database, kind: Kind, key: str, mentorship_id: str, row: str | None) -> None:
    """Make a record what it is in another file: changed column by column, or taken away."""
    there = read(database, kind, mentorship_id).get(key)
    if there is None or there == row or kind.only_added:
        return
    if row is None:
        remove(database, kind, key, mentorship_id)
        return
    before, after = json.loads(there), json.loads(row)
    change(database, kind, key, mentorship_id, {name: it for name, it in after.items() if it != before.get(name)})


def change(database: Database, kind: Kind, key: str, mentorship_id: str, values: Values) -> None:
    """Write columns of a record that is there; whoever has it open learns that it was changed."""
    stored = {name: _stored(kind, name, value) for name, value in values.items()}
    sets = [f"{name} = :{name}" for name in stored]
    if "row_version" in kind.own:
        sets.append("row_version = row_version + 1")
    where, keys = _where(kind, key, mentorship_id)
    database.connection.execute(f"UPDATE {kind.name} SET {', '.join(sets)} WHERE {where}", stored | keys)
    if kind is SESSION and not stored.keys().isdisjoint({"starts", "zone"}):
        for row in database.rows(f"SELECT starts, zone FROM sessions WHERE {where}", keys):
            starts_at = {"starts_at": _instant(row["starts"], row["zone"])}
            database.connection.execute(f"UPDATE sessions SET starts_at = :starts_at WHERE {where}", starts_at | keys)


def _instant(starts: str, zone: str) -> str:
    """The instant of a wall-clock time. Raises `BadInput` where the one or the other is none."""
    try:
        return clock.stamp(walltime.to_utc(datetime.fromisoformat(starts), zone))
    except ValueError as error:
        raise BadInput(_("A session has no time that can be read.")) from error


def remove(database: Database, kind: Kind, key: str, mentorship_id: str) -> None:
    """Take a record away."""
    where, keys = _where(kind, key, mentorship_id)
    database.connection.execute(f"DELETE FROM {kind.name} WHERE {where}", keys)


def _where(kind: Kind, key: str, mentorship_id: str) -> tuple[str, dict[str, Any]]:
    """Which record: its key, and that it is one of this mentorship."""
    parts = {f"key_{name}": part for name, part in zip(kind.key, json.loads(key), strict=True)}
    terms = [f"{name} IS :key_{name}" for name in kind.key]
    return f"{' AND '.join(terms)} AND {kind.which}", parts | {"mentorship": mentorship_id}


def _stored(kind: Kind, name: str, value: Any) -> Any:
    if name in kind.blobs:
        return bytes.fromhex(value) if value else None
    return value


def in_order(database: Database, found: Iterable[Record]) -> list[Record]:
    """Records in the order in which a database takes them: what is referred to first.

    A signature comes before the version that follows the signed one, because nothing older can be signed any more.
    """
    listed = list(found)
    numbers = {it.values["id"]: it.values["number"] for it in listed if it.kind.name == "versions"}

    def number(version_id: str) -> int:
        if version_id not in numbers:
            numbers[version_id] = database.value("SELECT number FROM versions WHERE id = ?", (version_id,)) or 0
        return int(numbers[version_id])

    def place(record: Record) -> tuple[int, int, int, str]:
        values = record.values
        if record.kind.name == "versions":
            return _ORDER["versions"], values["number"], 0, ""
        if record.kind.name == "signatures":
            return _ORDER["versions"], number(values["version_id"]), 1, values["at"]
        if record.kind.name == "entries":
            return _ORDER["entries"], values["number"], 0, ""
        return _ORDER[record.kind.name], 0, 0, str(values.get("created_at") or values.get("at") or "")

    return sorted(listed, key=place)
