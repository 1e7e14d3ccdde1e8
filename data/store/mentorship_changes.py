"""Changing the state of a mentorship: in force, paused, complete, and ended by either side at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import clock
from ..errors import Refused
from ..i18n import _
from ..model.entry import EntryKind
from ..model.mentorship import TRANSITIONS, Mentorship, MentorshipState, Party
from . import entries, events
from .mentorship_rows import get, revise
from .session_changes import cancel_upcoming
from .shares import require_own_side, together

if TYPE_CHECKING:
    from .connection import Database


def activate(database: Database, mentorship_id: str) -> None:
    """An agreement has come into force: what was being prepared is active now."""
    with database.write():
        if get(database, mentorship_id).state is MentorshipState.PREPARING:
            now = clock.stamp(clock.now())
            revise(database, mentorship_id, {"state": MentorshipState.ACTIVE.value, "active_since": now})


def pause(database: Database, mentorship_id: str, party: Party) -> Mentorship:
    """Pause what is active. Raises `Refused` from any other state."""
    return _go(database, mentorship_id, MentorshipState.PAUSED, party, {"paused_at": clock.stamp(clock.now())})


def resume(database: Database, mentorship_id: str, party: Party) -> Mentorship:
    """Take up what is paused. Raises `Refused` from any other state."""
    with together(database, mentorship_id):
        if get(database, mentorship_id).state is not MentorshipState.PAUSED:
            raise Refused(_("This mentorship is not paused."))
        return _go(database, mentorship_id, MentorshipState.ACTIVE, party, {"paused_at": None})


def end(database: Database, mentorship_id: str, party: Party) -> Mentorship:
    """End it, for either party, from every state, at once; what was planned is cancelled with it.

    No reason is taken. Raises `Refused` only where it has ended already.
    """
    with together(database, mentorship_id, alone=True):
        _go(database, mentorship_id, MentorshipState.ENDED, party, {"ended_at": clock.stamp(clock.now())})
        cancel_upcoming(database, mentorship_id, party)
    return get(database, mentorship_id)


def confirm_completion(database: Database, mentorship_id: str, party: Party) -> Mentorship:
    """A party says that it is complete; it is when both have. Again is no change.

    Raises `Refused` where it is not active, and for the other party of a shared one.
    """
    with together(database, mentorship_id):
        require_own_side(database, mentorship_id, party)
        it = get(database, mentorship_id)
        if it.state is not MentorshipState.ACTIVE:
            raise Refused(_("Only a mentorship whose agreement is in force can be completed."))
        if party in it.completed_by:
            return it
        now = clock.stamp(clock.now())
        revise(database, mentorship_id, {f"{party.value}_completed_at": now})
        events.note(database, mentorship_id, "completion confirmed", detail=party.value)
        if party.other in it.completed_by:
            _go(database, mentorship_id, MentorshipState.COMPLETED, party, {"ended_at": now})
            cancel_upcoming(database, mentorship_id, party)
    return get(database, mentorship_id)


def _go(
    database: Database, mentorship_id: str, state: MentorshipState, party: Party, values: dict[str, Any]
) -> Mentorship:
    with database.write():
        it = get(database, mentorship_id)
        if it.state.is_closed:
            raise Refused(_("This mentorship has ended already. It can be read and exported."))
        if state is it.state:
            raise Refused(_("This mentorship is paused already."))
        if state not in TRANSITIONS[it.state]:
            raise Refused(_("Only a mentorship whose agreement is in force can be paused."))
        revise(database, mentorship_id, values | {"state": state.value})
        if state.is_closed:
            entries.append(database, mentorship_id, EntryKind(state.value))
        kind = "resumed" if state is MentorshipState.ACTIVE else state.value
        events.note(database, mentorship_id, kind, it.state.value, party.value)
    return get(database, mentorship_id)
