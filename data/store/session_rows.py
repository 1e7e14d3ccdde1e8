"""Sessions as rows: reading them into the model, and the rules that every write of one obeys."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from .. import clock
from ..errors import BadInput, NotFound, Refused
from ..i18n import _, medium_date
from ..model import walltime
from ..model.mentorship import Party
from ..model.session import Scope, Series, Session, SessionKind, SessionState
from .worded import fitting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .connection import Database

# Looked up, where calling the enumeration takes half of the time that a calendar of thousands is read in.
_KINDS = {it.value: it for it in SessionKind}
_STATES = {it.value: it for it in SessionState}

_LONGEST = 200
"""Letters of a title, of a place, of a way to meet."""


def get(db: Database, session_id: str) -> Session:
    """One session. Raises `NotFound`."""
    row = db.row("SELECT * FROM sessions WHERE id = ?", (session_id,))
    if row is None:
        raise NotFound(_("This session does not exist any more."))
    return session_of(row)


def read(db: Database, where: str, parameters: Sequence[object]) -> list[Session]:
    """The sessions that match a condition, in order of time; at the same time as they were planned."""
    rows = db.rows(f"SELECT * FROM sessions WHERE {where} ORDER BY starts_at, rowid", parameters)
    return [session_of(row) for row in rows]


def within(db: Database, session: Session, scope: Scope) -> list[Session]:
    """The sessions that a scope reaches from one on, in order of time; outside a series that one alone.

    What follows is asked of the rule: a session that was moved on its own follows where the rule had put it.
    """
    if session.series_id is None or session.original_starts is None or scope is Scope.THIS:
        return [session]
    if scope is Scope.ALL:
        return read(db, "series_id = ?", (session.series_id,))
    return read(db, "series_id = ? AND original_starts >= ?", (session.series_id, wall(session.original_starts)))


def session_of(row: Any) -> Session:
    """A row of `sessions` as the model sees it."""
    return Session(
        id=row["id"],
        mentorship_id=row["mentorship_id"],
        kind=_KINDS[row["kind"]],
        state=_STATES[row["state"]],
        title=row["title"],
        starts=datetime.fromisoformat(row["starts"]),
        zone=row["zone"],
        starts_at=clock.from_stamp(row["starts_at"]),
        minutes=row["minutes"],
        place=row["place"],
        method=row["method"],
        series_id=row["series_id"],
        original_starts=None if row["original_starts"] is None else datetime.fromisoformat(row["original_starts"]),
        sequence=row["sequence"],
        cancelled_by=None if row["cancelled_by"] is None else Party(row["cancelled_by"]),
        cancelled_at=clock.moment(row["cancelled_at"]),
        held_at=clock.moment(row["held_at"]),
        created_at=clock.from_stamp(row["created_at"]),
        row_version=row["row_version"],
        changed_at=clock.moment(row["changed_at"]),
    )


def series_of(row: Any) -> Series:
    """A row of `series` as the model sees it."""
    return Series(
        id=row["id"],
        mentorship_id=row["mentorship_id"],
        rule=row["rule"],
        starts=datetime.fromisoformat(row["starts"]),
        zone=row["zone"],
        minutes=row["minutes"],
        place=row["place"],
        method=row["method"],
        sequence=row["sequence"],
        title=row["title"],
        created_at=clock.from_stamp(row["created_at"]),
        changed_at=clock.moment(row["changed_at"]),
    )


def wall(naive: datetime) -> str:
    """Wall-clock time as it is stored: `2026-12-01T10:00`."""
    return naive.isoformat(timespec="minutes")


def start(starts: datetime, zone: str) -> dict[str, str]:
    """A start as it is stored: wall-clock time, and beside it the instant that follows from it."""
    return {"starts": wall(starts), "starts_at": clock.stamp(walltime.to_utc(starts, zone))}


def new_row(db: Database, mid: str, kind: SessionKind, starts: datetime, zone: str, minutes: int) -> dict[str, Any]:
    """What every new session begins with."""
    return {
        "id": db.new_id(),
        "mentorship_id": mid,
        "kind": kind.value,
        **start(starts, zone),
        "zone": zone,
        "minutes": minutes,
        "created_at": clock.stamp(clock.now()),
    }


def revise(db: Database, session: Session, values: dict[str, Any]) -> None:
    """Write values; the calendar entry gets its next revision."""
    revision = {
        "sequence": session.sequence + 1,
        "row_version": session.row_version + 1,
        "changed_at": clock.stamp(clock.now()),
    }
    db.table("sessions").update(session.id, values | revision)


def require_no_first_meeting(db: Database, mid: str) -> None:
    """Raises `Refused` where a first meeting is planned or was held: there is one."""
    if read(db, "mentorship_id = ? AND kind = 'first' AND state != 'cancelled'", (mid,)):
        raise Refused(_("The first meeting is planned already. Move it instead."))


def require_planned(session: Session) -> None:
    """Raises `Refused` for a session that was held or cancelled."""
    if session.state is SessionState.HELD:
        raise Refused(_("This session was held; it can neither be moved nor cancelled."))
    if session.state is SessionState.CANCELLED:
        raise Refused(_("This session is cancelled."))


def plannable(starts: datetime, zone: str) -> datetime:
    """The start on a whole minute; `BadInput` where the clocks skip it."""
    starts = starts.replace(second=0, microsecond=0, fold=0)
    instead = walltime.existing(starts, zone)
    if instead != starts:
        raise BadInput(
            _("{time} does not exist on {day} in {zone}: the clocks skip it. Type {instead} or another time.").format(
                time=f"{starts:%H:%M}", day=medium_date(starts.date()), zone=zone, instead=f"{instead:%H:%M}"
            )
        )
    return starts


def details(**typed: str) -> dict[str, str]:
    """Title, place and method, whichever are given, as they are stored. Raises `BadInput` for what is too long."""
    too_long = _("A title, a place and a way to meet have at most {count} characters each. Write more into the agenda.")
    return {name: fitting(words, _LONGEST, too_long=too_long) for name, words in typed.items()}
