"""Which answer became which clause of the draft, where that stands now, and whether the answer has changed since."""

from __future__ import annotations

from typing import Any

from .. import clock, prose
from ..model.agreement import fingerprint
from ..model.points import wordings_of
from ..model.standing import Clause, passages, standing
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


def of(database: Database, mentorship_id: str, draft: prose.Prose | None = None) -> list[Clause]:
    """The clauses that stand in the draft, in its order; one whose words are gone is none any more.

    `draft` is the draft where a screen has it open: it is then read as it stands there.
    """
    rows = database.rows("SELECT * FROM clauses WHERE mentorship_id = ? ORDER BY rowid", (mentorship_id,))
    if not rows:
        return []
    answers = prose.read_all(database, mentorship_id, "answer")
    opened = draft or prose.Prose.open(database, prose.Key(mentorship_id, "draft"))
    text = opened.text
    words = {passage.start: passage.words for passage in passages(text)}
    found: dict[tuple[str, int], Clause] = {}
    for row in rows:
        place = opened.place_of(row["anchor"]) if row["anchor"] else None
        lines = standing(text, place, row["wording"])
        if lines is not None:
            answer = answers.get((row["question_id"], ""), "")
            changed = _says_something_else(row, answer, words.get(lines[0], ""))
            # An answer that was taken twice stands there once: the later tie is the one that counts.
            found[row["question_id"], lines[0]] = Clause(
                row["id"], row["question_id"], row["wording"], *lines, answer=answer, answer_changed=changed
            )
    if draft is None:
        opened.close()
    return sorted(found.values(), key=lambda clause: clause.start)


def _says_something_else(row: Any, answer: str, standing_there: str) -> bool:
    """Whether an answer says what neither it said when it was taken, nor the clause says by now."""
    if fingerprint(answer) == row["answer_sha256"]:
        return False
    now = wordings_of(answer)
    return now != wordings_of(row["wording"]) and now != [standing_there]


def settle(database: Database, mentorship_id: str, clause_id: str, answer: str) -> None:
    """The clause stays as it is beside the answer as it is now. Raises `Refused` when the mentorship is closed."""
    _update(database, mentorship_id, clause_id, {"answer_sha256": fingerprint(answer)})


def retake(database: Database, mentorship_id: str, clause_id: str, answer: str, anchor: bytes) -> None:
    """The clause says now what the answer says. Raises `Refused` when the mentorship is closed."""
    values = {"answer_sha256": fingerprint(answer), "wording": answer.strip(), "anchor": anchor}
    _update(database, mentorship_id, clause_id, values)


def _update(database: Database, mentorship_id: str, clause_id: str, values: dict[str, Any]) -> None:
    with database.write():
        require_open(database, mentorship_id)
        database.table("clauses").update(clause_id, values)
