"""What happened to a mentorship: appended, never changed."""

from __future__ import annotations

from .. import clock, identity
from ..model.event import Event
from .connection import Database


def note(database: Database, mentorship_id: str, kind: str, subject: str = "", detail: str = "") -> None:
    """Append an event; within a transaction it is part of that."""
    with database.write():
        database.table("events").insert(
            {
                "mentorship_id": mentorship_id,
                "at": clock.stamp(clock.now()),
                "os_user": identity.user(),
                "kind": kind,
                "subject": subject,
                "detail": detail,
            }
        )


def of(database: Database, mentorship_id: str, kind: str | None = None) -> list[Event]:
    """The events of a mentorship, all or those of one kind, the oldest first."""
    rows = database.rows(
        "SELECT * FROM events WHERE mentorship_id = ? AND (? IS NULL OR kind = ?) ORDER BY id",
        (mentorship_id, kind, kind),
    )
    return [
        Event(clock.from_stamp(row["at"]), row["os_user"], row["kind"], row["subject"], row["detail"]) for row in rows
    ]
