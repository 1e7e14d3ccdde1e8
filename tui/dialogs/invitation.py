"""The invitation to a session: the text, and beside it the calendar entry that can be answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data import events, invitation, questions
from data.i18n import _
from data.model.session import SessionKind

from .document import DocumentDialog

if TYPE_CHECKING:
    from data import Database
    from data.model.mentorship import Mentorship
    from data.model.session import Session


def invitation_dialog(database: Database, mentorship: Mentorship, session: Session) -> DocumentDialog:
    """Read it, copy it, write it; that it went out is noted."""

    def went_out(how: str, place: str) -> None:
        events.note(database, mentorship.id, "invitation", session.id, f"{how} {place}".strip())

    return DocumentDialog(
        _("Invitation to the first meeting") if session.kind is SessionKind.FIRST else _("Invitation"),
        invitation.invitation(mentorship, session, questions.of(database, mentorship.id)),
        invitation.file_name(mentorship),
        mentorship.language,
        also={invitation.calendar_name(mentorship): invitation.calendar_file(mentorship, session)},
        on_out=went_out,
    )
