"""What the database holds, as another process reads it."""

from __future__ import annotations

from data import questions, versions
from data.model.mentorship import Mentorship
from data.model.question import Question
from data.store.connection import Database, open_database


def stored_draft(database: Database, mentorship: Mentorship) -> str:
    """The draft."""
    with open_database(database.path) as other:
        return versions.draft_text(other, mentorship.id)


def stored_questions(database: Database, mentorship: Mentorship) -> list[Question]:
    """The list of questions."""
    with open_database(database.path) as other:
        return questions.of(other, mentorship.id)
