"""Private notes of both parties, each with a word that stands nowhere else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from data import prose
from data.model.mentorship import Mentorship, Party
from data.store.private_notes import KIND

from .mentoring import dump

if TYPE_CHECKING:
    from collections.abc import Iterable

    from data.store.connection import Database

MARKER = "Zwetschgenkuchen"
"""In every private note."""

_FOLDED = re.compile(r"\r?\n[ \t]?")
"""What iCalendar, plain text and a narrow screen may put within a word."""


def note_in_private(database: Database, it: Mentorship, session_ids: Iterable[str]) -> None:
    """Notes of both parties on the mentorship and on sessions: the other party's come from an older, shared file."""
    for party in Party:
        for subject in ("", *session_ids):
            prose.write(database, prose.Key(it.id, KIND, subject, party.value), f"# {MARKER}\n\n- {MARKER} {party}\n")


def tells(content: str | bytes) -> bool:
    """Whether anything of the notes is in a content."""
    words = content.decode("utf-8", "replace") if isinstance(content, bytes) else content
    return MARKER.casefold() in _FOLDED.sub("", words).casefold()


def tables_that_tell(database: Database) -> set[str]:
    """The tables that hold anything of the notes."""
    return {
        table
        for table, rows in dump(database).items()
        for row in rows
        if any(isinstance(value, str | bytes) and tells(value) for value in row)
    }
