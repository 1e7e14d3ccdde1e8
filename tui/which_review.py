"""Which review one is led to, and what is seen of one that nobody has begun."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from data import reviews, sessions, texts
from data.clock import today
from data.model.review import Review
from data.model.session import SessionKind, SessionState

if TYPE_CHECKING:
    from data import Database
    from data.model.mentorship import Mentorship
    from data.model.session import Session


SOON = timedelta(days=14)
"""How long before its day a review is what one is led to."""


def session_of(database: Database, mentorship: Mentorship) -> Session | None:
    """The next one, else the one that was held last; after the end the last one that was revealed.

    While the next one is more than `SOON` away and nobody has begun it, it is the last one as well: whoever wants to
    begin early opens it from the calendar.
    """
    if mentorship.state.is_closed:
        revealed = [it for it in reviews.of(database, mentorship.id) if it.is_revealed]
        return sessions.get(database, revealed[-1].session_id) if revealed else None
    upcoming = sessions.next_review(database, mentorship.id)
    held = [
        it
        for it in sessions.of(database, mentorship.id)
        if it.kind is SessionKind.REVIEW and it.state is SessionState.HELD
    ]
    if upcoming is None or (held and _is_far(database, upcoming)):
        return held[-1] if held else None
    return upcoming


def _is_far(database: Database, session: Session) -> bool:
    return session.day - today(session.zone) > SOON and reviews.get(database, session.id) is None


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
