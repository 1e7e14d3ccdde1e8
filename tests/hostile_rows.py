"""Putting hostile texts into a database the way somebody with the `sqlite3` shell does: past every entrance."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from data import Database, mentorships, open_database, prose
from data.prose import Edit, Key

COLUMNS = {
    "mentorships": ("mentor", "mentee", "mentor_email", "mentee_email"),
    "texts": (),
    "text_updates": ("os_user",),
    "questions": ("topic_title", "wording", "source"),
    "clauses": ("wording",),
    "marks": ("wording", "os_user"),
    "signatures": ("name", "os_user"),
    "versions": ("frozen_by",),
    "copies": ("how", "place", "os_user"),
    "series": ("title", "place", "method"),
    "sessions": ("title", "place", "method"),
    "commitments": ("what",),
    "events": ("os_user", "detail"),
}
"""The columns that hold what people write, or what their accounts are called."""


def poison(path: Path, texts: Iterator[str]) -> None:
    """Write a text of its own into every such place of the database; long texts get several, each on a line."""
    raw = sqlite3.connect(path, isolation_level=None)
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    raw.execute("BEGIN")
    for table, columns in COLUMNS.items():
        for column in columns:
            # Half of the clauses keep their words: by them they are found in the draft.
            some = "WHERE rowid % 2" if table == "clauses" else ""
            for (rowid,) in raw.execute(f"SELECT rowid FROM {table} {some}").fetchall():
                raw.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (next(texts), rowid))
    _poison_reviews(raw, texts)
    _poison_versions(raw, texts)
    raw.execute("COMMIT")
    raw.close()
    with open_database(path) as database:
        _poison_prose(database, texts)


def _poison_reviews(raw: sqlite3.Connection, texts: Iterator[str]) -> None:
    for rowid, asked in raw.execute("SELECT rowid, questions FROM reviews").fetchall():
        questions = json.loads(asked)
        for question in questions:
            question["wording"] = next(texts)
        raw.execute("UPDATE reviews SET questions = ? WHERE rowid = ?", (json.dumps(questions), rowid))


def _poison_versions(raw: sqlite3.Connection, texts: Iterator[str]) -> None:
    """Frozen texts, with a SHA-256 that is right: nothing is shown of a text that was changed."""
    for mid, text in raw.execute("SELECT id, text FROM versions").fetchall():
        changed = f"{_with(text, texts)}\n"
        digest = hashlib.sha256(changed.encode("utf-8", "surrogatepass")).hexdigest()
        raw.execute("UPDATE versions SET text = ?, sha256 = ? WHERE id = ?", (changed, digest, mid))
        raw.execute("UPDATE signatures SET sha256 = ? WHERE version_id = ?", (digest, mid))


def _poison_prose(database: Database, texts: Iterator[str]) -> None:
    """Texts that are typed: the row of the log is what another program with the same CRDT would have written."""
    for row in database.rows("SELECT * FROM texts"):
        text = prose.Prose.open(database, Key(row["mentorship_id"], row["kind"], row["subject"], row["party"]))
        # Inserted, not replaced: what leads from an answer to its clause stays at its words.
        text.replace_all(_insertions(text.text, texts))
        text.close()
    for it in mentorships.every(database):
        for kind in ("parked", "prepared"):
            prose.write(database, Key(it.id, kind, ""), _with("", texts))


def _with(text: str, texts: Iterator[str]) -> str:
    """A text with hostile lines: above, as points of each of its lists, and below."""
    changed = text.encode("utf-8")
    for edit in _insertions(text, texts):
        changed = changed[: edit.start] + edit.inserted.encode("utf-8", "surrogatepass") + changed[edit.start :]
    return changed.decode("utf-8", "surrogatepass")


def _insertions(text: str, texts: Iterator[str]) -> list[Edit]:
    """Where they are inserted, the last one first; the places are counted in bytes."""
    ends = [0]
    for line in text.split("\n"):
        ends.append(ends[-1] + len(line.encode("utf-8")) + 1)
    listed = [end for end, line in zip(ends[1:-1], text.split("\n"), strict=False) if line.startswith(("- ", "1. "))]
    link = f"\n\n{next(texts)}\n\n[{next(texts)}](https://evil.example/{next(texts)})"
    below = Edit(ends[-1] - 1, ends[-1] - 1, link)
    points = [Edit(end, end, f"- {next(texts)}\n") for end in reversed(listed[::3])]
    return [below, *points, Edit(0, 0, f"{next(texts)}\n")]
