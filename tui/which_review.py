"""Which review one is led to, and what is seen of one that nobody has begun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data import reviews, sessions, texts
from data.model.review import Review
from data.model.session import SessionKind, SessionState

if TYPE_CHECKING:
    from data import Database
    from data.model.mentorship import Mentorship
    from data.model.session import Session


def session_of(database: Database, mentorship: Mentorship) -> Session | None:
    """The next one, else the one that was held last; after the end the last one that was revealed."""
    if mentorship.state.is_closed:
        revealed = [it for it in reviews.of(database, mentorship.id) if it.is_revealed]
        return sessions.get(database, revealed[-1].session_id) if revealed else None
    upcoming = sessions.next_review(database, mentorship.id)
    if upcoming is not None:
        return upcoming
    held = [
        it
        for it in sessions.of(database, mentorship.id)
        if it.kind is SessionKind.REVIEW and it.state is SessionState.HELD
    ]
    return held[-1] if held else None


def as_it_would_begin(session: Session, mentorship: Mentorship) -> Review | None:
    """A review with the questions as they are worded now; none for a session that was cancelled.

    Looking at it begins nothing: it is stored with its first answer.
    """
    if session.state is SessionState.CANCELLED:
        return None
    return Review(
        session_id=session.id,
        mentorship_id=session.mentorship_id,
        questions=texts.review_questions(mentorship.language),
        done_by=frozenset(),
        revealed_at=None,
        outcome=None,
        closed_at=None,
    )
