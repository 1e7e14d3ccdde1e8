"""Whether the texts that people type are as they were typed: the log of each, the mirror and the snapshot made of it.

SQLite does not see a changed letter. Each update of a log has a digest, and each mirror the SHA-256 of the text that
the log gives up to there; what was written before there were digests is found by the latter alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..i18n import _
from ..model.agreement import fingerprint, has_plain_line_ends
from ..prose.log import COLUMNS, body_of, is_whole
from .connection import SMALL
from .findings import Finding, Severity, remedy_by_sql, restoring
from .sqlite_errors import damaged

if TYPE_CHECKING:
    from .connection import Database

_TEXTS = (
    f"SELECT {COLUMNS}, kind, (SELECT mentor || ' → ' || mentee FROM mentorships WHERE id = mentorship_id) AS title "
    "FROM texts ORDER BY rowid"
)


def texts(connection: Any, path: Path) -> Iterator[Finding]:
    """What is wrong with a text: one finding each, of what is gone for good first."""
    digest = "digest" if _has_digests(connection) else "'' AS digest"
    for row in connection.execute(_TEXTS).fetchall():
        updates = connection.execute(
            f"SELECT seq, payload, {digest} FROM text_updates WHERE text_id = ? ORDER BY seq", (row["id"],)
        ).fetchall()
        yield from _text(row, updates, path)


def _text(row: Any, updates: list[Any], path: Path) -> Iterator[Finding]:
    what = {"kind": row["kind"], "title": row["title"]}
    settled = [it for it in updates if it["seq"] <= row["body_seq"]]
    mirror = fingerprint(body_of(row)) == row["sha256"] or not row["sha256"]
    log = all(map(is_whole, settled)) and _gives(row, None, settled)
    snapshot = row["snapshot"] is None or _gives(row, row["snapshot"], settled)
    if not (log or mirror):
        sentence = _("A text ({kind}, {title}) is not the one that was typed: its check sum differs.")
        yield Finding(Severity.ERROR, sentence.format(**what), restoring(path))
    elif not log:
        sentence = _("The history of a text ({kind}, {title}) is damaged; the text itself is whole. Export it.")
        yield Finding(Severity.ERROR, sentence.format(**what), restoring(path))
    elif not all(map(is_whole, updates)):
        yield Finding(Severity.ERROR, _end_damaged().format(**what), restoring(path))
    elif not (mirror and snapshot):
        # Both are made anew from the log, which is the truth and is whole.
        sentence = _("A text ({kind}, {title}) is damaged in its copy, but its history is whole.")
        mending = "UPDATE texts SET body = '', body_seq = 0, sha256 = '', snapshot = NULL, snapshot_seq = 0"
        yield Finding(
            Severity.ERROR, sentence.format(**what), remedy_by_sql(path, f"{mending} WHERE id = '{row['id']}';")
        )


def _end_damaged() -> str:
    return _("What was typed last into a text ({kind}, {title}) is damaged; what was typed before is whole. Export it.")


def _gives(row: Any, snapshot: bytes | None, settled: Iterable[Any]) -> bool:
    """Whether the log gives the text that its mirror was made of, from the start or from a snapshot."""
    from pycrdt import Doc, Text

    if not row["sha256"]:
        return True
    document: Doc[Any] = Doc()
    text = document.get("body", type=Text)
    after = 0 if snapshot is None else row["snapshot_seq"]
    payloads = [it["payload"] for it in settled if it["seq"] > after]
    try:
        for payload in payloads if snapshot is None else [snapshot, *payloads]:
            document.apply_update(payload)
    except Exception:  # pycrdt lets Rust's errors through as they come; each of them says that the log is damaged
        return False
    return bool(fingerprint(str(text)) == row["sha256"])


def _has_digests(connection: Any) -> bool:
    return "digest" in {row["name"] for row in connection.execute("PRAGMA table_info(text_updates)")}


# -- while the app is at work ------------------------------------------------------------------------------------------

_VERSIONS = (
    "SELECT CAST(text AS BLOB) AS text, sha256, kind, number, "
    "(SELECT mentor || ' → ' || mentee FROM mentorships WHERE id = mentorship_id) AS title "
    "FROM versions ORDER BY rowid"
)
_UPDATES = "SELECT seq, text_id, payload, digest FROM text_updates WHERE seq > ? ORDER BY seq LIMIT ?"
_AT_ONCE = 500
"""Updates that are looked at without a break: about a millisecond."""


def look_through(database: Database) -> Iterator[str]:
    """Compare everything with its check sum, a little at a time; a sentence for what differs, else an empty one.

    Made to be asked after each start: it replays no log unless something differs in it. `texts` does.
    """
    yield from _damaged_tables(database)
    for row in database.rows(_VERSIONS):
        yield _frozen(row)
    doubtful = {row["id"] for row in database.rows("SELECT id FROM texts") if not _is_mirror_whole(database, row["id"])}
    yield ""
    last, rows = 0, database.rows(_UPDATES, (0, _AT_ONCE))
    while rows:
        doubtful |= {row["text_id"] for row in rows if not is_whole(row)}
        last = rows[-1]["seq"]
        yield ""
        rows = database.rows(_UPDATES, (last, _AT_ONCE))
    if doubtful:
        for row in database.rows(_TEXTS):
            if row["id"] in doubtful:
                updates = database.rows(
                    "SELECT seq, payload, digest FROM text_updates WHERE text_id = ? ORDER BY seq", (row["id"],)
                )
                yield from (found.sentence for found in _text(row, updates, database.path))


def _damaged_tables(database: Database) -> Iterator[str]:
    """SQLite's own check of a file that was too large for it at its opening; the log of the texts has its digests."""
    if database.value("PRAGMA page_count") < SMALL:
        return
    for row in database.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name != 'text_updates'"):
        name = row["name"].replace("'", "''")
        yield "" if database.value(f"PRAGMA integrity_check('{name}')") == "ok" else damaged(database.path)


def _is_mirror_whole(database: Database, text_id: str) -> bool:
    row = database.row("SELECT CAST(body AS BLOB) AS body, sha256 FROM texts WHERE id = ?", (text_id,))
    return row is None or not row["sha256"] or _sha256(row["body"]) == row["sha256"]


def _frozen(row: Any) -> str:
    """What is wrong with a frozen text; empty where nothing is."""
    if _sha256(row["text"]) == row["sha256"]:
        is_ours = has_plain_line_ends(row["text"].decode("utf-8", "replace"))
        return "" if is_ours else strange_line_ends(row["kind"], row["number"], row["title"])
    sentence = (
        _("The frozen text of version {number} ({title}) is not the one that was frozen. Compare your copy.")
        if row["kind"] == "agreement"
        else _("The frozen text of annex {number} ({title}) is not the one that was frozen. Compare your copy.")
    )
    return sentence.format(number=row["number"], title=row["title"])


def strange_line_ends(kind: str, number: int, title: str) -> str:
    """What is said of a frozen text that fits its check sum, and that was not frozen here all the same."""
    sentence = (
        _(
            "The lines of version {number} ({title}) do not end as Handschlag ends them: another program wrote this "
            "text. Compare your copy."
        )
        if kind == "agreement"
        else _(
            "The lines of annex {number} ({title}) do not end as Handschlag ends them: another program wrote this "
            "text. Compare your copy."
        )
    )
    return sentence.format(number=number, title=title)


def _sha256(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()
