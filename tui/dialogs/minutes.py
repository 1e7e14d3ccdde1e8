"""The minutes of a session, ready to be read, copied or written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data import minutes
from data.i18n import _

from .document import DocumentDialog

if TYPE_CHECKING:
    from data import Database
    from data.model.mentorship import Mentorship
    from data.model.session import Session


def minutes_dialog(database: Database, mentorship: Mentorship, session: Session) -> DocumentDialog:
    """The dialog with the minutes as they stand now."""
    text = minutes.minutes(database, mentorship.id, session.id)
    return DocumentDialog(_("Minutes"), text, minutes.file_name(mentorship, session), mentorship.language)
