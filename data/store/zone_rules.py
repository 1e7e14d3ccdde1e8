"""When the rules of a time zone change, what is planned keeps its time of day: its instant is derived anew.

The instant beside a planned session only serves order and overlaps, and is what an older tzdata made of it. Whether the
rules are others is told by the bytes of the few zones in use, so that a start reads no session when nothing is new.
"""

from __future__ import annotations

import zoneinfo
from datetime import datetime
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from .. import clock
from ..model import walltime
from . import places

if TYPE_CHECKING:
    from .connection import Database

_RECORD = "zone rules"
"""Under this name it is kept by which rules the instants were derived last."""


def follow(db: Database) -> int:
    """Derive the instants of planned sessions anew where the rules of their zone are others than this account knew.

    Returns how many are others now. What was held or cancelled stays as it was; no wall-clock time changes.
    """
    zones = [row["zone"] for row in db.rows("SELECT DISTINCT zone FROM sessions WHERE state = 'planned'")]
    rules = {zone: fingerprint(zone) for zone in zones}
    known = places.recall(db, _RECORD) or {}
    changed = [zone for zone in zones if known.get(zone) != rules[zone]]
    if not changed:
        return 0
    wrong = [each for zone in changed for each in _otherwise(db, zone)]
    with db.write():
        for session_id, starts_at in wrong:
            db.connection.execute("UPDATE sessions SET starts_at = ? WHERE id = ?", (starts_at, session_id))
        places.remember(db, _RECORD, rules)
    return len(wrong)


def _otherwise(db: Database, zone: str) -> list[tuple[str, str]]:
    rows = db.rows("SELECT id, starts, starts_at FROM sessions WHERE state = 'planned' AND zone = ?", (zone,))
    derived = [(row, clock.stamp(walltime.to_utc(datetime.fromisoformat(row["starts"]), zone))) for row in rows]
    return [(row["id"], starts_at) for row, starts_at in derived if row["starts_at"] != starts_at]


def fingerprint(zone: str) -> str:
    """What tells the rules of a zone from others: of the file that `zoneinfo` reads them from."""
    for folder in zoneinfo.TZPATH:
        path = Path(folder) / zone
        if path.is_file():
            return sha256(path.read_bytes()).hexdigest()
    package = files("tzdata") / "zoneinfo"
    return sha256(package.joinpath(*zone.split("/")).read_bytes()).hexdigest()
