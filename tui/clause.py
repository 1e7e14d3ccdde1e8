"""Turning an answer or a suggestion into a clause of the draft: the one way that all screens share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data import Prose, clauses, meetings, sessions, texts, versions
from data.errors import BadInput
from data.i18n import _
from data.model.points import clause_at, insert_clause

from .place import Name, Place

if TYPE_CHECKING:
    from data import Database
    from data.model.mentorship import Mentorship
    from data.model.question import Question

    from .widgets.prose_editor import ProseEditor


def answer_to_clause(
    database: Database, mentorship: Mentorship, question: Question, editor: ProseEditor | None = None
) -> str:
    """Insert the answer at the section of its topic and remember the tie; returns what to tell the person.

    `editor` is the draft where the screen has it open: undo then takes the clause back. Raises `BadInput` while there
    is no answer.
    """
    answer = question.answer.strip()
    if not answer:
        raise BadInput(_("There is no answer yet to make a clause of. Type it first."))
    section = texts.section_of(mentorship.language, question.topic)
    anchor = insert_at_section(database, mentorship, section, answer, editor)
    clauses.note_clause(database, mentorship.id, question.id, answer, question.answer, anchor)
    return _("The answer stands in the draft now.")


def insert_at_section(
    database: Database, mentorship: Mentorship, section: str, wording: str, editor: ProseEditor | None = None
) -> bytes:
    """Insert a list item at the end of a section; returns the mark that stays with its words.

    Words that stand there already are not inserted again: whoever was cut off before the tie was stored, or the
    suggestion ticked off, does the same once more.
    """
    prose = editor.prose if editor is not None and editor.prose is not None else None
    opened = prose or Prose.open(database, versions.draft_key(mentorship.id))
    start = clause_at(opened.text, section, wording)
    if start is None:
        inserted = _insert(opened, mentorship, section, wording, None if prose is None else editor)
        # The mark stands at the words themselves, not at the blank line or the heading that came with them.
        found = clause_at(opened.text, section, wording)
        start = inserted if found is None else found
    elif editor is not None and prose is not None:
        editor.move_cursor(editor.document.location_of(start))
    anchor = opened.sticky(start)
    if prose is None:
        opened.close()
    return anchor


def _insert(opened: Prose, mentorship: Mentorship, section: str, wording: str, editor: ProseEditor | None) -> int:
    """Through the editor that has the draft open, if there is one; returns the first byte."""
    title = texts.sections(mentorship.language)[section]
    start, end, inserted = insert_clause(opened.text, section, title, wording)
    if editor is None:
        opened.replace(start, end, inserted)
    else:
        place = editor.document.location_of(start)
        editor.replace(inserted, place, editor.document.location_of(end))
        editor.move_cursor(editor.document.location_of(start + len(inserted.rstrip("\n").encode("utf-8"))))
    return start


def question_place(database: Database, question: Question) -> Place:
    """Where an answer is: in the meeting while that is held, else in the list of questions."""
    session = sessions.first_meeting(database, question.mentorship_id)
    meeting = None if session is None else meetings.get(database, session.id)
    is_held_now = meeting is not None and meeting.closed_at is None
    return Place(Name.MEETING if is_held_now else Name.QUESTIONS, question.mentorship_id, question.id)
