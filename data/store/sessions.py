"""Sessions: planned in wall-clock time with its zone, moved, cancelled, held; single or in a series.

A series is written out: each of its sessions is a row of its own that remembers the start its rule gave it, so that
one can be moved, cancelled or held like any other, and what was held is never changed by the rule.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from .. import clock
from ..model import walltime
from ..model.recurrence import Recurrence, bounded, occurrences
from ..model.session import DayCount, Series, Session, SessionKind, check_minutes
from ..prose import Key
from . import mentorship_rows
from .conflicts import Conflict, conflicts
from .session_changes import cancel, cancel_series, cancel_upcoming, change, hold, move, uncancel, unhold
from .session_rows import (
    details,
    get,
    new_row,
    plannable,
    read,
    require_no_first_meeting,
    series_of,
    wall,
)
from .session_series import move_series, would_move

if TYPE_CHECKING:
    from .connection import Database

__all__ = [
    "Conflict",
    "agenda_key",
    "between",
    "cancel",
    "cancel_series",
    "cancel_upcoming",
    "change",
    "conflicts",
    "counted",
    "first_meeting",
    "get",
    "hold",
    "move",
    "move_series",
    "next_review",
    "notes_key",
    "of",
    "of_series",
    "plan",
    "plan_series",
    "series",
    "uncancel",
    "unhold",
    "would_move",
]

_FARTHEST_ZONE = timedelta(hours=15)
"""No zone is farther from UTC: by how much the instants of a wall-clock day can lie outside that day in UTC."""


def of(db: Database, mid: str) -> list[Session]:
    """All sessions of a mentorship, cancelled ones too, in order of time."""
    return read(db, "mentorship_id = ?", (mid,))


def between(db: Database, first: date, last: date, mid: str | None = None) -> list[Session]:
    """All sessions that start on a wall-clock day from `first` to `last` (inclusive), in order of time.

    Of one mentorship, or of all; cancelled ones too.
    """
    return read(db, *_between(first, last, mid))


def _between(first: date, last: date, mid: str | None) -> tuple[str, list[str]]:
    """The condition for a wall-clock day between two; the instants are named too, since they are what is in order."""
    after = datetime.combine(first, time.min)
    before = datetime.combine(last, time.min) + timedelta(days=1)
    where = "starts_at >= ? AND starts_at < ? AND starts >= ? AND starts < ?"
    parameters = [
        clock.stamp((after - _FARTHEST_ZONE).replace(tzinfo=UTC)),
        clock.stamp((before + _FARTHEST_ZONE).replace(tzinfo=UTC)),
        wall(after),
        wall(before),
    ]
    if mid is not None:
        where, parameters = f"mentorship_id = ? AND {where}", [mid, *parameters]
    return where, parameters


def counted(db: Database, first: date, last: date, mid: str | None = None) -> dict[date, DayCount]:
    """How many sessions each wall-clock day from `first` to `last` (inclusive) has; days without any are left out."""
    where, parameters = _between(first, last, mid)
    rows = db.rows(
        "SELECT substr(starts, 1, 10) AS day, sum(state = 'held') AS held, sum(state = 'planned') AS planned, "
        f"sum(state = 'cancelled') AS cancelled FROM sessions WHERE {where} GROUP BY day",
        parameters,
    )
    return {date.fromisoformat(row["day"]): DayCount(row["held"], row["planned"], row["cancelled"]) for row in rows}


def of_series(db: Database, series_id: str) -> list[Session]:
    """All sessions of a series, in order of time."""
    return read(db, "series_id = ?", (series_id,))


def series(db: Database, mid: str | None = None) -> list[Series]:
    """The series of one mentorship, or of all."""
    where, parameters = ("", ()) if mid is None else ("WHERE mentorship_id = ?", (mid,))
    return [series_of(row) for row in db.rows(f"SELECT * FROM series {where} ORDER BY starts, id", parameters)]


def first_meeting(db: Database, mid: str) -> Session | None:
    """The first meeting, planned or held; None while there is none or it was cancelled."""
    found = read(db, "mentorship_id = ? AND kind = 'first' AND state != 'cancelled'", (mid,))
    return found[0] if found else None


def next_review(db: Database, mid: str) -> Session | None:
    """The earliest review that was neither held nor cancelled, overdue or still to come."""
    found = read(db, "mentorship_id = ? AND kind = 'review' AND state = 'planned'", (mid,))
    return found[0] if found else None


def agenda_key(session: Session) -> Key:
    """Where the agenda is written."""
    return Key(session.mentorship_id, "agenda", session.id)


def notes_key(session: Session) -> Key:
    """Where the notes are written."""
    return Key(session.mentorship_id, "notes", session.id)


def plan(
    db: Database,
    mid: str,
    *,
    kind: SessionKind,
    starts: datetime,
    minutes: int = 60,
    place: str = "",
    method: str = "",
    title: str = "",
    zone: str | None = None,
) -> Session:
    """Plan one session at a naive wall-clock time, in the mentorship's zone where none is given.

    Raises `BadInput` for a time that the clocks skip or a length that cannot be, `Refused` in a closed mentorship and
    for a second first meeting.
    """
    zone = zone or mentorship_rows.get(db, mid).zone
    starts = plannable(starts, zone)
    check_minutes(minutes)
    row = new_row(db, mid, kind, starts, zone, minutes)
    row |= details(title=title, place=place, method=method)
    with db.write():
        mentorship_rows.require_open(db, mid)
        if kind is SessionKind.FIRST:
            require_no_first_meeting(db, mid)
        db.table("sessions").insert(row)
    return get(db, row["id"])


def plan_series(
    db: Database,
    mid: str,
    *,
    rule: Recurrence,
    starts: datetime,
    minutes: int = 60,
    place: str = "",
    method: str = "",
    title: str = "",
    zone: str | None = None,
) -> list[Session]:
    """Plan a series of regular sessions; its first is on the first day from `starts` on that fits the rule.

    Each keeps the wall-clock time; where the clocks skip that time on a day, that one session is as much later. Raises
    `BadInput` as `occurrences` and `plan` do, `Refused` in a closed mentorship.
    """
    zone = zone or mentorship_rows.get(db, mid).zone
    starts = starts.replace(second=0, microsecond=0)
    check_minutes(minutes)
    days = occurrences(rule, starts)
    plannable(days[0], zone)
    common = details(title=title, place=place, method=method)
    series_id = db.new_id()
    rows = [
        new_row(db, mid, SessionKind.REGULAR, walltime.existing(day, zone), zone, minutes)
        | common
        | {"series_id": series_id, "original_starts": wall(day)}
        for day in days
    ]
    head = {
        "id": series_id,
        "mentorship_id": mid,
        "rule": str(bounded(rule, days[0])),
        "starts": wall(days[0]),
        "zone": zone,
        "minutes": minutes,
        "created_at": rows[0]["created_at"],
    }
    with db.write():
        mentorship_rows.require_open(db, mid)
        db.table("series").insert(head | common)
        db.table("sessions").insert_all(rows)
    return of_series(db, series_id)
