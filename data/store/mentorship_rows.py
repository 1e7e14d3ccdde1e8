"""Mentorships as rows: reading them into the model, and the rules that every write of one obeys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import clock
from ..errors import NotFound, Refused
from ..i18n import _
from ..model.mentorship import Mentorship, MentorshipState, Party

if TYPE_CHECKING:
    from .connection import Database


def get(database: Database, mentorship_id: str) -> Mentorship:
    """One mentorship. Raises `NotFound`."""
    row = database.row("SELECT * FROM mentorships WHERE id = ?", (mentorship_id,))
    if row is None:
        raise NotFound(_("This mentorship does not exist any more."))
    return _mentorship(row)


def every(database: Database) -> list[Mentorship]:
    """All mentorships: those that go on first, the newest of each first."""
    rows = database.rows("SELECT * FROM mentorships ORDER BY state IN ('ended', 'completed'), number DESC")
    return [_mentorship(row) for row in rows]


def require_open(database: Database, mentorship_id: str) -> None:
    """Raises `Refused` where the mentorship has ended or is complete: it can be read and exported."""
    if get(database, mentorship_id).state.is_closed:
        raise Refused(_("This mentorship has ended. It can be read and exported; continuing is a new mentorship."))


def revise(database: Database, mentorship_id: str, values: dict[str, Any]) -> None:
    """Write values; whoever read the row before learns that it was changed."""
    row_version = get(database, mentorship_id).row_version
    database.table("mentorships").update(mentorship_id, values | {"row_version": row_version + 1})


def _mentorship(row: Any) -> Mentorship:
    return Mentorship(
        id=row["id"],
        number=row["number"],
        mentor=row["mentor"],
        mentee=row["mentee"],
        mentor_email=row["mentor_email"],
        mentee_email=row["mentee_email"],
        me=Party(row["me"]),
        language=row["language"],
        zone=row["zone"],
        state=MentorshipState(row["state"]),
        created_at=clock.from_stamp(row["created_at"]),
        active_since=clock.moment(row["active_since"]),
        paused_at=clock.moment(row["paused_at"]),
        ended_at=clock.moment(row["ended_at"]),
        completed_by=frozenset(party for party in Party if row[f"{party.value}_completed_at"] is not None),
        continues=row["continues"],
        row_version=row["row_version"],
        mentor_zone=row["mentor_zone"],
        mentee_zone=row["mentee_zone"],
        review_days=row["review_days"],
    )
