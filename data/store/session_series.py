"""Moving a series: from one session on, or all of it, with the exceptions that were made before.

The rule is written anew, and a part that gets another rule becomes a series of its own, as calendars expect it. What
was held stays in the old series as it was; what was cancelled, or moved on its own, keeps its time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from .. import clock
from ..errors import BadInput
from ..i18n import _
from ..model import walltime
from ..model.recurrence import Recurrence, moved, occurrences, parse, shortened
from ..model.session import Scope, Series, Session, SessionState, check_minutes
from .mentorship_rows import require_open
from .session_changes import move
from .session_rows import get, plannable, read, require_planned, revise, series_of, start, wall, within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .connection import Database


@dataclass(frozen=True, slots=True)
class _Move:
    """What moving a series comes to, before it is done."""

    series: Series
    before: Recurrence
    """The rule as it is."""
    rule: Recurrence
    """The rule of those that go."""
    days: Sequence[datetime]
    """What the rule as it is gives."""
    given: dict[datetime, datetime]
    """Where each of its days goes."""
    going: list[Session]
    staying: list[Session]
    """What is not reached, and what was held."""

    def place_of(self, session: Session) -> datetime:
        """Where the new rule puts a session."""
        return self.given[self.original_of(session)]

    @staticmethod
    def original_of(session: Session) -> datetime:
        """The start that the rule gave it."""
        if session.original_starts is None:
            raise ValueError(session.id)
        return session.original_starts


def move_series(
    db: Database, session_id: str, starts: datetime, minutes: int | None = None, scope: Scope = Scope.ALL
) -> list[Session]:
    """Move a planned session to another wall-clock time and, of its series, as many with it as the scope says.

    Returns the moved ones, in order of time. Raises `Refused` where this one was held or cancelled, `BadInput` for a
    time that the clocks skip, and where no rule moves all of them so.
    """
    with db.write():
        session = get(db, session_id)
        if scope is Scope.THIS or session.series_id is None:
            return [move(db, session_id, starts, minutes)]
        require_open(db, session.mentorship_id)
        require_planned(session)
        starts = plannable(starts, session.zone)
        if minutes is not None:
            check_minutes(minutes)
        it = _move(db, session, starts, scope)
        series_id = _split(db, it, minutes) if it.staying else _rewrite(db, it, minutes)
        for each in it.going:
            values: dict[str, Any] = {"series_id": series_id, "original_starts": wall(it.place_of(each))}
            if _goes_along(each, session):
                values |= start(walltime.existing(it.place_of(each), each.zone), each.zone)
                values["minutes"] = each.minutes if minutes is None else minutes
            revise(db, each, values)
    return [get(db, each.id) for each in it.going if _goes_along(each, session)]


def would_move(db: Database, session_id: str, starts: datetime, scope: Scope) -> dict[str, datetime]:
    """The wall-clock start that each session would get by `move_series`, by its id, in order of time."""
    session = get(db, session_id)
    if scope is Scope.THIS or session.series_id is None:
        return {session_id: starts}
    it = _move(db, session, starts, scope)
    return {each.id: it.place_of(each) for each in it.going if _goes_along(each, session)}


def _goes_along(each: Session, chosen: Session) -> bool:
    return each.id == chosen.id or (each.is_planned and each.follows_rule)


def _move(db: Database, session: Session, starts: datetime, scope: Scope) -> _Move:
    series = series_of(db.row("SELECT * FROM series WHERE id = ?", (session.series_id,)))
    rule = parse(series.rule)
    days = occurrences(rule, series.starts)
    members = read(db, "series_id = ?", (series.id,))
    if not {it.original_starts for it in members} <= set(days):
        raise BadInput(_("This series does not follow its own rule any more. Move this session alone."))
    at = days.index(_Move.original_of(session))
    begins = 0 if scope is Scope.ALL else at
    there, found = moved(rule, days[begins:], at - begins, starts)
    given = dict(zip(days[begins:], found, strict=True))
    reached = {it.id for it in within(db, session, scope) if it.state is not SessionState.HELD}
    return _Move(
        series,
        rule,
        there,
        days,
        given,
        [it for it in members if it.id in reached],
        [it for it in members if it.id not in reached],
    )


def _rewrite(db: Database, it: _Move, minutes: int | None) -> str:
    """All of them go: the series stays the same one, with another rule."""
    _revise_series(db, it.series, _head(it) | ({} if minutes is None else {"minutes": minutes}))
    return it.series.id


def _split(db: Database, it: _Move, minutes: int | None) -> str:
    """Those that go become a series of their own; the old one ends with the last that stays."""
    last = max(it.days.index(it.original_of(each)) for each in it.staying)
    _revise_series(db, it.series, {"rule": str(shortened(it.before, last + 1))})
    row: dict[str, Any] = dict(db.rows("SELECT * FROM series WHERE id = ?", (it.series.id,))[0])
    row |= {"id": db.new_id(), "sequence": 0, "created_at": clock.stamp(clock.now()), "changed_at": None, **_head(it)}
    if minutes is not None:
        row["minutes"] = minutes
    db.table("series").insert(row)
    return str(row["id"])


def _head(it: _Move) -> dict[str, Any]:
    return {"rule": str(it.rule), "starts": wall(next(iter(it.given.values())))}


def _revise_series(db: Database, series: Series, values: dict[str, Any]) -> None:
    revision = {"sequence": series.sequence + 1, "changed_at": clock.stamp(clock.now())}
    db.table("series").update(series.id, values | revision)
