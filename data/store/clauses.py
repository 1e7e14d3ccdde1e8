"""Which answer became which clause of the draft."""

from __future__ import annotations

from .. import clock
from ..model.agreement import fingerprint
from .connection import Database
from .mentorship_rows import require_open


def note_clause(
    database: Database, mentorship_id: str, question_id: str, wording: str, answer: str, anchor: bytes
) -> None:
    """Remember that an answer stands in the draft as `wording`.

    `anchor` is the mark in the draft that stays with its words (`Prose.sticky`); the SHA-256 of the answer is kept, so
    that an answer that has changed since can be told.
    """
    with database.write():
        require_open(database, mentorship_id)
        database.table("clauses").insert(
            {
                "id": database.new_id(),
                "mentorship_id": mentorship_id,
                "question_id": question_id,
                "wording": wording,
                "answer_sha256": fingerprint(answer),
                "anchor": anchor,
                "created_at": clock.stamp(clock.now()),
            }
        )
