"""The points of the agreement that a review has flagged as to be changed, until they are or stay as they are.

A flag is set by both together, after the reveal: what one alone finds unworkable is an answer of that party, and hidden
until then. It is an event, as the states of the suggestions are: `marks` tells who has understood a point, and what the
two thought of it in a review is a part of its record that is appended to and never changed. The events of one point are
read in their order, and the last one counts.

In the draft a flag is seen from the outcome “amend” on. There it goes with the wording (a changed wording is another
point), with the words that the point stays as it is, and with the next version that comes into force: it has been
agreed to as it stands then. The record of the review keeps it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import Refused
from ..i18n import _
from ..model.agreement import VersionKind
from ..model.mentorship import Party
from ..model.points import owner_of
from ..model.review import Flag, Outcome
from . import events, mentorship_rows, reviews

if TYPE_CHECKING:
    from ..model.agreement import Point
    from ..model.event import Event
    from ..model.review import Review
    from .connection import Database

_FLAGGED, _TAKEN_BACK, _STAYS = "point flagged", "point flag taken back", "point stays"
"""The first two are of a review and a point, `session:point`, with the wording; the third of a point in the draft."""


def of_review(database: Database, review: Review) -> list[Flag]:
    """What a review has flagged, the mentor's responsibilities first."""
    found: dict[str, Flag] = {}
    for event in _in_order(database, review.mentorship_id):
        session_id, _colon, key = event.subject.partition(":")
        if session_id != review.session_id:
            continue
        if event.kind == _TAKEN_BACK:
            found.pop(key, None)
        elif event.kind == _FLAGGED and (party := owner_of(key, event.detail)) is not None:
            found.setdefault(key, Flag(key, party, event.detail))
    return sorted(found.values(), key=lambda flag: list(Party).index(flag.party))


def to_change(database: Database, mentorship_id: str) -> frozenset[str]:
    """The keys of the points that are still to be changed in the draft."""
    amending = {it.session_id for it in reviews.of(database, mentorship_id) if it.outcome is Outcome.AMEND}
    if not amending:
        return frozenset()
    found: dict[str, set[str]] = {}
    for event in _in_order(database, mentorship_id):
        session_id, _colon, key = event.subject.partition(":")
        if event.kind == _FLAGGED and session_id in amending:
            found.setdefault(key, set()).add(session_id)
        elif event.kind == _TAKEN_BACK:
            found.get(key, set()).discard(session_id)
        elif event.kind == _STAYS:
            found.pop(event.subject, None)
        elif (event.kind, event.detail) == ("in force", VersionKind.AGREEMENT.value):
            found.clear()
    return frozenset(key for key, sessions in found.items() if sessions)


def _in_order(database: Database, mentorship_id: str) -> list[Event]:
    return sorted(events.of(database, mentorship_id), key=lambda event: event.at)


def toggle(database: Database, session_id: str, point: Point) -> bool:
    """Flag a point of the agreement in force, or take that back; whether it is flagged now.

    Raises `Refused` before the reveal, after the outcome, and in an ended mentorship.
    """
    with database.write():
        review = reviews.get(database, session_id)
        if review is None or not review.is_revealed:
            raise Refused(_("Reveal the answers first; then flag together what is to be changed."))
        mentorship_rows.require_open(database, review.mentorship_id)
        if review.outcome is not None:
            raise Refused(_("This review has its outcome already."))
        is_flagged = any(flag.point == point.key for flag in of_review(database, review))
        kind = _TAKEN_BACK if is_flagged else _FLAGGED
        events.note(database, review.mentorship_id, kind, f"{session_id}:{point.key}", point.wording)
    return not is_flagged


def leave(database: Database, mentorship_id: str, point: Point) -> None:
    """The point stays as it is: its flag goes from the draft. Raises `Refused` in an ended mentorship."""
    with database.write():
        mentorship_rows.require_open(database, mentorship_id)
        if point.key in to_change(database, mentorship_id):
            events.note(database, mentorship_id, _STAYS, point.key, point.wording)
