"""The first meeting while it is held: its clock, and the question it is at."""

from __future__ import annotations

from datetime import datetime, timedelta

from .. import clock
from ..errors import NotFound
from ..i18n import _
from ..model.session import Meeting, SessionState
from . import sessions
from .connection import Database
from .mentorship_rows import require_open
from .session_rows import require_planned


def get(database: Database, session_id: str) -> Meeting | None:
    """The meeting of a session; None before it was opened."""
    row = database.row("SELECT * FROM meetings WHERE session_id = ?", (session_id,))
    if row is None:
        return None
    return Meeting(
        session_id=session_id,
        opened_at=clock.from_stamp(row["opened_at"]),
        closed_at=clock.moment(row["closed_at"]),
        question_id=row["question_id"],
    )


def open(database: Database, session_id: str) -> Meeting:  # noqa: A001 - said as `meetings.open`
    """Start the clock; an open meeting goes on, and so does one that was closed by mistake and is planned again.

    Raises `Refused` for a session that is not planned, and where the mentorship has ended.
    """
    with database.write():
        found = get(database, session_id)
        session = sessions.get(database, session_id)
        if found is not None and (found.closed_at is None or session.state is not SessionState.PLANNED):
            return found
        require_open(database, session.mentorship_id)
        require_planned(session)
        if found is None:
            database.table("meetings").insert({"session_id": session_id, "opened_at": clock.stamp(clock.now())})
        else:
            database.table("meetings").update(session_id, {"closed_at": None})
    return _existing(database, session_id)


def at_question(database: Database, session_id: str, question_id: str) -> None:
    """Remember the question, so that a dropped connection comes back to it."""
    with database.write(durable=False):
        database.connection.execute(
            "UPDATE meetings SET question_id = ? WHERE session_id = ?", (question_id, session_id)
        )


def close(database: Database, session_id: str) -> Meeting:
    """Stop the clock; the session was held, unless it was cancelled meanwhile. Closing again changes nothing."""
    with database.write():
        if _existing(database, session_id).closed_at is None:
            database.table("meetings").update(session_id, {"closed_at": clock.stamp(clock.now())})
            if sessions.get(database, session_id).state is not SessionState.CANCELLED:
                sessions.hold(database, session_id, early=True)
    return _existing(database, session_id)


def elapsed(meeting: Meeting, now: datetime) -> timedelta:
    """How long the meeting has been going on, or took."""
    return (meeting.closed_at or now) - meeting.opened_at


def _existing(database: Database, session_id: str) -> Meeting:
    found = get(database, session_id)
    if found is None:
        raise NotFound(_("This meeting was not opened yet."))
    return found
