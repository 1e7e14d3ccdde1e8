"""Changing what is planned: move, cancel, hold, and back. Each change is a revision of the calendar entry."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from .. import clock
from ..errors import Clash, Refused
from ..i18n import _, medium_date
from ..model.mentorship import Party
from ..model.session import Scope, Session, SessionKind, SessionState, check_minutes
from .mentorship_rows import require_open
from .session_rows import (
    details,
    get,
    plannable,
    read,
    require_no_first_meeting,
    require_planned,
    revise,
    start,
    within,
)

if TYPE_CHECKING:
    from .connection import Database


def change(
    db: Database,
    session_id: str,
    *,
    place: str | None = None,
    method: str | None = None,
    title: str | None = None,
    minutes: int | None = None,
    row_version: int,
) -> Session:
    """Change what is given. Raises `Clash` when somebody else changed the session since `row_version`."""
    given = {"place": place, "method": method, "title": title}
    values: dict[str, object] = {**details(**{name: words for name, words in given.items() if words is not None})}
    if minutes is not None:
        check_minutes(minutes)
        values["minutes"] = minutes
    with db.write():
        session = get(db, session_id)
        require_open(db, session.mentorship_id)
        if session.row_version != row_version:
            raise Clash(_("Somebody else has changed this session. Look at it again; nothing was overwritten."))
        revise(db, session, values)
    return get(db, session_id)


def move(db: Database, session_id: str, starts: datetime, minutes: int | None = None) -> Session:
    """Move a planned session, and no other of its series, to another wall-clock time in its zone.

    Raises `Refused` for one that was held or cancelled, `BadInput` for a time that the clocks skip.
    """
    with db.write():
        session = get(db, session_id)
        require_open(db, session.mentorship_id)
        require_planned(session)
        starts = plannable(starts, session.zone)
        minutes = session.minutes if minutes is None else minutes
        check_minutes(minutes)
        revise(db, session, {**start(starts, session.zone), "minutes": minutes})
    return get(db, session_id)


def cancel(db: Database, session_id: str, party: Party) -> Session:
    """Cancel a planned session; who did and when is kept. Raises `Refused` for one that was held or cancelled."""
    return cancel_series(db, session_id, party, Scope.THIS)[0]


def cancel_series(db: Database, session_id: str, party: Party, scope: Scope) -> list[Session]:
    """Cancel this session and, of its series, as many as the scope says; what was held stays.

    A review that is dropped has the next one planned, one rhythm after its own day (`review_rhythm`).

    Returns the cancelled ones, in order of time. Raises `Refused` where this one was held or cancelled.
    """
    from .review_rhythm import plan_instead

    with db.write():
        session = get(db, session_id)
        require_planned(session)
        chosen = [session] if scope is Scope.THIS else [it for it in within(db, session, scope) if it.is_planned]
        for each in chosen:
            _cancel(db, each, party)
        for each in chosen:
            if each.kind is SessionKind.REVIEW:
                plan_instead(db, each)
    return [get(db, each.id) for each in chosen]


def cancel_upcoming(db: Database, mid: str, party: Party) -> int:
    """Cancel every planned session of a mentorship that has not begun yet: what ending does. Returns how many."""
    with db.write():
        upcoming = read(
            db,
            "mentorship_id = ? AND state = 'planned' AND starts_at > ?",
            (mid, clock.stamp(clock.now())),
        )
        for session in upcoming:
            _cancel(db, session, party)
    return len(upcoming)


def uncancel(db: Database, session_id: str) -> Session:
    """Take a cancellation back; the review that was planned in place of this one is taken away, if nobody touched it.

    Raises `Refused` for one that is not cancelled, and in a closed mentorship.
    """
    from .review_rhythm import withdraw_instead

    with db.write():
        session = get(db, session_id)
        require_open(db, session.mentorship_id)
        if session.state is not SessionState.CANCELLED:
            raise Refused(_("This session is not cancelled."))
        if session.kind is SessionKind.FIRST:
            require_no_first_meeting(db, session.mentorship_id)
        if session.kind is SessionKind.REVIEW:
            withdraw_instead(db, session)
        revise(db, session, {"state": SessionState.PLANNED.value, "cancelled_by": None, "cancelled_at": None})
    return get(db, session_id)


def hold(db: Database, session_id: str, *, early: bool = False) -> Session:
    """Mark a planned session as held; the same again changes nothing.

    Raises `Refused` for a cancelled one, and before its day has come; `early` is for one that was held sooner than
    planned, as the app has seen itself: its review was concluded, its meeting was closed.
    """
    with db.write():
        session = get(db, session_id)
        if session.state is SessionState.HELD:
            return session
        require_planned(session)
        if session.day > clock.today(session.zone) and not early:
            raise Refused(
                _("This session is on {day}; it can be marked as held from then on.").format(
                    day=medium_date(session.day)
                )
            )
        revise(db, session, {"state": SessionState.HELD.value, "held_at": clock.stamp(clock.now())})
    return get(db, session_id)


def unhold(db: Database, session_id: str) -> Session:
    """Back to planned, for one that was marked as held by mistake. Raises `Refused` for one that was not held."""
    with db.write():
        session = get(db, session_id)
        require_open(db, session.mentorship_id)
        if session.state is not SessionState.HELD:
            raise Refused(_("This session is not marked as held."))
        revise(db, session, {"state": SessionState.PLANNED.value, "held_at": None})
    return get(db, session_id)


def _cancel(db: Database, session: Session, party: Party) -> None:
    values = {"state": SessionState.CANCELLED.value, "cancelled_by": party.value}
    revise(db, session, values | {"cancelled_at": clock.stamp(clock.now())})
