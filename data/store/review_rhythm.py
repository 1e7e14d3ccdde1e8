"""When the next review is: one rhythm after the one that was held or dropped, and never two at once.

A review that is dropped has the next one planned in its place. When it is taken up again that one goes, unless somebody
has touched it meanwhile: moved it, written into it, begun it. It is cancelled by nobody in particular (`cancelled_by`
is empty) rather than deleted, so that calendars which have it are told; where the rhythm comes to the same time again,
it is that one which is taken up.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from .. import clock, prose
from ..model import walltime
from ..model.mentorship import MentorshipState
from ..model.review import Following, next_review_day
from ..model.session import Session, SessionKind, SessionState
from . import commitments, events, sessions
from .mentorship_rows import get as mentorship_of
from .session_rows import get, read, revise, wall

if TYPE_CHECKING:
    from .connection import Database

_INSTEAD = "review planned instead"
"""The event that tells which review was planned in place of a dropped one, and as which revision."""


def plan_next(db: Database, before: Session) -> Session | None:
    """Plan the next review: the same time and place, one rhythm later; None where one is planned already."""
    with db.write():
        if sessions.next_review(db, before.mentorship_id) is not None:
            return None
        starts = _start_after(db, before)
        withdrawn = _withdrawn(db, before, starts)
        if withdrawn is not None:
            revise(db, withdrawn, {"state": SessionState.PLANNED.value, "cancelled_at": None})
            return get(db, withdrawn.id)
        return sessions.plan(
            db,
            before.mentorship_id,
            kind=SessionKind.REVIEW,
            starts=starts,
            minutes=before.minutes,
            place=before.place,
            method=before.method,
            zone=before.zone,
        )


def _start_after(db: Database, before: Session) -> datetime:
    days = mentorship_of(db, before.mentorship_id).review_days
    day = next_review_day(before.day, clock.today(before.zone), days)
    return walltime.existing(datetime.combine(day, before.starts.time()), before.zone)


def _withdrawn(db: Database, before: Session, starts: datetime) -> Session | None:
    """A review that was taken away by the app itself, and is exactly the one that would be planned now."""
    found = read(
        db,
        "mentorship_id = ? AND kind = 'review' AND state = 'cancelled' AND cancelled_by IS NULL AND starts = ?",
        (before.mentorship_id, wall(starts)),
    )
    wanted = (before.zone, before.minutes, before.place, before.method)
    return next((it for it in found if (it.zone, it.minutes, it.place, it.method) == wanted), None)


# -- dropping one, and taking it up again ------------------------------------------------------------------------------


def following(db: Database, dropped: Session) -> Following | None:
    """Which review comes once this planned one is dropped: one that is there, or the one that is planned then.

    None before an agreement was in force, and in a mentorship that has ended.
    """
    others = [it for it in _planned(db, dropped.mentorship_id) if it.id != dropped.id]
    if others:
        return Following(others[0].day, is_planned=True)
    return Following(_start_after(db, dropped).date(), is_planned=False) if _has_rhythm(db, dropped) else None


def plan_instead(db: Database, dropped: Session) -> None:
    """A review that was dropped leaves the rhythm as it is: the next one is planned, unless one is already."""
    with db.write():
        made = plan_next(db, dropped) if _has_rhythm(db, dropped) else None
        if made is not None:
            events.note(db, dropped.mentorship_id, _INSTEAD, dropped.id, f"{made.id} {made.sequence}")


def planned_instead(db: Database, dropped: Session) -> Session | None:
    """The review that is planned in place of a dropped one, as long as nobody has touched it; else None.

    Where that one was dropped in its turn, it is the one in place of that.
    """
    instead = {it.subject: it.detail for it in events.of(db, dropped.mentorship_id, _INSTEAD)}
    seen, at = {dropped.id}, dropped.id
    while at in instead:
        at, _blank, sequence = instead[at].partition(" ")
        found = next(iter(read(db, "id = ?", (at,))), None)
        if found is None or found.id in seen:
            return None
        if found.is_planned:
            return found if found.sequence == int(sequence) and not _is_begun(db, found) else None
        seen.add(at)
    return None


def withdraw_instead(db: Database, taken_up: Session) -> None:
    """A review that is taken up again needs none in its place."""
    with db.write():
        found = planned_instead(db, taken_up)
        if found is not None:
            now = clock.stamp(clock.now())
            revise(db, found, {"state": SessionState.CANCELLED.value, "cancelled_by": None, "cancelled_at": now})


def _planned(db: Database, mid: str) -> list[Session]:
    return read(db, "mentorship_id = ? AND kind = 'review' AND state = 'planned'", (mid,))


def _has_rhythm(db: Database, review: Session) -> bool:
    """An agreement is or was in force, and the mentorship goes on; a pause does not end the rhythm."""
    return mentorship_of(db, review.mentorship_id).state in (MentorshipState.ACTIVE, MentorshipState.PAUSED)


def _is_begun(db: Database, review: Session) -> bool:
    """Somebody has answered, written or promised something there."""
    if db.row("SELECT 1 FROM reviews WHERE session_id = ?", (review.id,)) is not None:
        return True
    keys = (sessions.agenda_key(review), sessions.notes_key(review))
    return any(prose.read(db, key).strip() for key in keys) or bool(commitments.of_session(db, review.id))
