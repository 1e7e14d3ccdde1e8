"""Whole texts, without an editor: reading them as they stand, and replacing them.

The CRDT is imported only where the plain mirror lags behind the log, or something is written: it costs 50 ms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import Unusable
from ..model.agreement import fingerprint
from .log import COLUMNS, body_of

if TYPE_CHECKING:
    from ..store.connection import Database
    from .log import Key

_ROWS = f"SELECT {COLUMNS}, (SELECT max(seq) FROM text_updates WHERE text_id = texts.id) AS last_seq FROM texts"
"""Texts, each with the last number of its log: None where nobody has typed."""


def read(database: Database, key: Key) -> str:
    """The text as it stands, empty where nobody has written it."""
    row = database.row(
        f"{_ROWS} WHERE mentorship_id = ? AND kind = ? AND subject = ? AND party = ?",
        (key.mentorship_id, key.kind, key.subject, key.party),
    )
    return "" if row is None else _current(database, row)


def read_all(database: Database, mentorship_id: str, kind: str) -> dict[tuple[str, str], str]:
    """All texts of one kind of a mentorship as they stand, by (subject, party)."""
    rows = database.rows(f"{_ROWS} WHERE mentorship_id = ? AND kind = ?", (mentorship_id, kind))
    return {(row["subject"], row["party"]): _current(database, row) for row in rows}


def _current(database: Database, row: Any) -> str:
    """The mirror where it is whole and does not lag behind, else what the log gives.

    Where the log is damaged, a whole mirror is better than nothing: it can be read and exported.
    """
    body = body_of(row)
    whole = fingerprint(body) == (row["sha256"] or fingerprint(""))
    if whole and row["body_seq"] >= (row["last_seq"] or 0):
        return body
    from .prose import replay

    try:
        return str(replay(database, row)[1])
    except Unusable:
        if not whole or not row["body_seq"]:
            raise
        return body


def write(database: Database, key: Key, text: str) -> None:
    """Replace a whole text: what an import, a template or the command line brings. Undo does not reach behind it."""
    from .prose import Prose

    prose = Prose.open(database, key)
    before, after = prose.text.encode("utf-8"), text.encode("utf-8")
    if before != after:
        prose.replace(0, len(before), text)
    prose.close()
