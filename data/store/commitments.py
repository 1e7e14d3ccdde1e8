"""Commitments: what a party promised, by when; carried over with the first date kept, until done or dropped."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from .. import clock
from ..errors import BadInput, Clash, NotFound, Refused
from ..i18n import _
from ..model.mentorship import Party
from ..model.session import Commitment, CommitmentState
from .mentorship_rows import require_open
from .worded import worded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .connection import Database

_LONGEST = 500
"""Letters of one commitment."""


def get(db: Database, commitment_id: str) -> Commitment:
    """One commitment. Raises `NotFound`."""
    row = db.row("SELECT * FROM commitments WHERE id = ?", (commitment_id,))
    if row is None:
        raise NotFound(_("This commitment does not exist any more."))
    return _commitment(row)


def of(db: Database, mid: str, *, open_only: bool = False) -> list[Commitment]:
    """The commitments of a mentorship: open ones first, by date, those without one last; then the closed ones."""
    where = "mentorship_id = ? AND state = 'open'" if open_only else "mentorship_id = ?"
    return _read(db, where, (mid,))


def of_session(db: Database, session_id: str) -> list[Commitment]:
    """The commitments that were made in a session, in the order of `of`."""
    return _read(db, "session_id = ?", (session_id,))


def counted(db: Database, mid: str | None = None) -> dict[str, int]:
    """How many were made in each session that has any, of one mentorship or of all."""
    where, parameters = ("session_id IS NOT NULL", [])
    if mid is not None:
        where, parameters = f"{where} AND mentorship_id = ?", [mid]
    rows = db.rows(
        f"SELECT session_id, count(*) AS made FROM commitments WHERE {where} GROUP BY session_id", parameters
    )
    return {row["session_id"]: row["made"] for row in rows}


def open_between(db: Database, first: date, last: date, mid: str | None = None) -> list[Commitment]:
    """The open commitments due from `first` to `last` (inclusive), of one mentorship or of all."""
    where, parameters = "state = 'open' AND due >= ? AND due <= ?", [first.isoformat(), last.isoformat()]
    if mid is not None:
        where, parameters = f"{where} AND mentorship_id = ?", [*parameters, mid]
    return _read(db, where, parameters)


def make(
    db: Database, mid: str, party: Party, what: str, due: date | None, session_id: str | None = None
) -> Commitment:
    """Note what a party promises, by when, and in which session.

    Raises `BadInput` without words, `Refused` in a closed mentorship.
    """
    row = {
        "id": db.new_id(),
        "mentorship_id": mid,
        "session_id": session_id,
        "party": party.value,
        "what": _worded(what),
        "due": _day(due),
        "first_due": _day(due),
        "created_at": clock.stamp(clock.now()),
    }
    with db.write():
        require_open(db, mid)
        db.table("commitments").insert(row)
    return get(db, str(row["id"]))


def change(
    db: Database, commitment_id: str, *, what: str | None = None, party: Party | None = None, row_version: int
) -> Commitment:
    """Word it anew, or give it to the other party. Raises `Clash` when it was changed since `row_version`."""
    values: dict[str, object] = {}
    if what is not None:
        values["what"] = _worded(what)
    if party is not None:
        values["party"] = party.value
    with db.write():
        commitment = get(db, commitment_id)
        require_open(db, commitment.mentorship_id)
        if commitment.row_version != row_version:
            raise Clash(_("Somebody else has changed this commitment. Look at it again; nothing was overwritten."))
        _update(db, commitment, values)
    return get(db, commitment_id)


def done(db: Database, commitment_id: str) -> Commitment:
    """It was kept. Once more changes nothing; `Refused` for a dropped one."""
    return _close(db, commitment_id, CommitmentState.DONE)


def drop(db: Database, commitment_id: str) -> Commitment:
    """It is not wanted any more. Once more changes nothing; `Refused` for one that is done."""
    return _close(db, commitment_id, CommitmentState.DROPPED)


def reopen(db: Database, commitment_id: str) -> Commitment:
    """Back to open, for one that was closed by mistake. Raises `Refused` in a closed mentorship."""
    with db.write():
        commitment = get(db, commitment_id)
        require_open(db, commitment.mentorship_id)
        if commitment.state is not CommitmentState.OPEN:
            _update(db, commitment, {"state": CommitmentState.OPEN.value, "closed_at": None})
    return get(db, commitment_id)


def carry_over(db: Database, commitment_id: str, due: date) -> Commitment:
    """Give an open commitment a later date; its first one is kept, and how often that happened is counted.

    One that had no date gets its first. Raises `Refused` for a closed one, `BadInput` for a date that is not later.
    """
    with db.write():
        commitment = get(db, commitment_id)
        require_open(db, commitment.mentorship_id)
        _require_open_state(commitment)
        if commitment.due is None:
            _update(db, commitment, {"due": _day(due), "first_due": _day(due)})
        elif due <= commitment.due:
            raise BadInput(_("Carried over means later. Type a day after the one it has."))
        else:
            _update(db, commitment, {"due": _day(due), "carried_over": commitment.carried_over + 1})
    return get(db, commitment_id)


def _close(db: Database, commitment_id: str, state: CommitmentState) -> Commitment:
    with db.write():
        commitment = get(db, commitment_id)
        if commitment.state is state:
            return commitment
        require_open(db, commitment.mentorship_id)
        _require_open_state(commitment)
        _update(db, commitment, {"state": state.value, "closed_at": clock.stamp(clock.now())})
    return get(db, commitment_id)


def _require_open_state(commitment: Commitment) -> None:
    if commitment.state is CommitmentState.DONE:
        raise Refused(_("This commitment is done. Open it again first."))
    if commitment.state is CommitmentState.DROPPED:
        raise Refused(_("This commitment was dropped. Open it again first."))


def _worded(what: str) -> str:
    return worded(
        what,
        _LONGEST,
        empty=_("Type what was promised."),
        too_long=_("A commitment has at most {count} characters. Shorten it."),
    )


def _update(db: Database, commitment: Commitment, values: dict[str, Any]) -> None:
    db.table("commitments").update(commitment.id, values | {"row_version": commitment.row_version + 1})


def _read(db: Database, where: str, parameters: Sequence[object]) -> list[Commitment]:
    order = "state != 'open', closed_at DESC, due IS NULL, due, created_at, id"
    rows = db.rows(f"SELECT * FROM commitments WHERE {where} ORDER BY {order}", parameters)
    return [_commitment(row) for row in rows]


def _commitment(row: Any) -> Commitment:
    return Commitment(
        id=row["id"],
        mentorship_id=row["mentorship_id"],
        session_id=row["session_id"],
        party=Party(row["party"]),
        what=row["what"],
        due=_date(row["due"]),
        first_due=_date(row["first_due"]),
        carried_over=row["carried_over"],
        state=CommitmentState(row["state"]),
        created_at=clock.from_stamp(row["created_at"]),
        closed_at=clock.moment(row["closed_at"]),
        row_version=row["row_version"],
    )


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
