"""What of a mentorship is shared: which records, by which key, in which order; and which texts.

What is not named here stays in its owner's file: private notes, what a review's author has not yet let the other read,
where somebody was, when somebody is busy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..store.private_notes import KIND as PRIVATE

if TYPE_CHECKING:
    from ..store.connection import Database

REVIEW = "review"
"""The kind of text in which a party answers a review: shared once both are done, or the meeting has opened them."""

NOT_SHARED = (PRIVATE, REVIEW)
"""Kinds of text that are not shared as they are typed."""

_OPEN = "(revealed_at IS NOT NULL OR (mentor_done_at IS NOT NULL AND mentee_done_at IS NOT NULL))"
"""Whether the answers of a review may leave their author's file."""

OPEN_REVIEWS = f"SELECT session_id FROM reviews WHERE mentorship_id = :mentorship AND {_OPEN}"
"""The reviews whose answers are shared."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Records of one table."""

    name: str
    """The table."""
    key: tuple[str, ...]
    """The columns that tell a record from another one of the same mentorship, the same in every file."""
    own: tuple[str, ...] = ()
    """Columns that each file has for itself."""
    which: str = "mentorship_id = :mentorship"
    """Which records belong to a mentorship."""
    only_added: bool = False
    """Whether a record is never changed and never taken away: the database refuses it."""
    blobs: tuple[str, ...] = ()
    """Columns of bytes, which stand in hexadecimal between the files."""
    masked: tuple[str, ...] = ()
    """Columns that are empty between the files until the review is open."""


_VERSIONS = "version_id IN (SELECT id FROM versions WHERE mentorship_id = :mentorship)"
_ROW_VERSION = ("row_version",)

KINDS = (
    Kind("mentorships", ("id",), ("number", "me", "continues", "row_version"), "id = :mentorship"),
    Kind("questions", ("id",), _ROW_VERSION),
    Kind("clauses", ("id",), blobs=("anchor",)),
    Kind("marks", ("point", "party")),
    Kind("annex_fields", ("field",), _ROW_VERSION),
    Kind("versions", ("id",), only_added=True),
    Kind("signatures", ("id",), which=_VERSIONS, only_added=True),
    Kind("entries", ("number",), only_added=True),
    Kind("copies", ("id",), only_added=True),
    Kind("series", ("id",)),
    # The instant follows from the wall-clock time and its zone, by the rules that each machine has.
    Kind("sessions", ("id",), ("starts_at", "row_version")),
    Kind(
        "meetings", ("session_id",), which="session_id IN (SELECT id FROM sessions WHERE mentorship_id = :mentorship)"
    ),
    Kind("commitments", ("id",), _ROW_VERSION),
    Kind("reviews", ("session_id",), _ROW_VERSION, masked=("mentor_wish", "mentee_wish")),
    Kind("review_scores", ("session_id", "party", "question"), which=f"session_id IN ({OPEN_REVIEWS})"),
    # What was taken up again is told by numbers of the own log, which are others in another file.
    Kind(
        "events",
        ("at", "os_user", "kind", "subject", "detail"),
        ("id",),
        "mentorship_id = :mentorship AND kind != 'restored'",
        only_added=True,
    ),
)
"""All kinds, each behind those that its records refer to."""

MENTORSHIP = KINDS[0]
"""The mentorship itself."""

SESSION = next(kind for kind in KINDS if kind.name == "sessions")
"""A session, whose instant each file derives."""


def columns(database: Database, kind: Kind) -> list[str]:
    """The columns of a record that are the same in every file."""
    every = [row["name"] for row in database.rows(f"PRAGMA table_info({kind.name})")]
    return [name for name in every if name not in kind.own]


def select(database: Database, kind: Kind) -> str:
    """SQL for the records of the mentorship `:mentorship`, in two columns of JSON: `key`, an array; `row`, an object.

    The text is the same in every file for the same record, so that SQLite can compare them.
    """
    values = ", ".join(f"'{name}', {_value(kind, name)}" for name in columns(database, kind))
    return (
        f"SELECT json_array({', '.join(kind.key)}) AS key, json_object({values}) AS row "
        f"FROM {kind.name} WHERE {kind.which}"
    )


def _value(kind: Kind, column: str) -> str:
    if column in kind.blobs:
        return f"hex({column})"
    if column in kind.masked:
        return f"CASE WHEN {_OPEN} THEN {column} END"
    return column
