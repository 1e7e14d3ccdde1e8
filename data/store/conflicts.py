"""Who would have to be in two places at once: sessions that overlap, of any mentorship of this database."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from .. import clock
from ..model import walltime
from ..model.mentorship import Mentorship, Party
from ..model.session import LONGEST_MINUTES, Session
from . import mentorship_rows
from .session_rows import get

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from .connection import Database


@dataclass(frozen=True, slots=True)
class Conflict:
    """A planned session that another, still to be saved, would overlap."""

    starts: datetime
    """The wall-clock start that is wanted."""
    session: Session
    """What stands there already."""
    mentorship: Mentorship
    """Of the session that stands there."""
    people: tuple[str, ...]
    """Who is in both: a party of the same name, and always the owner of this database."""


def conflicts(
    db: Database, mid: str, starts: Sequence[datetime], minutes: int, zone: str, except_ids: Collection[str] = ()
) -> list[Conflict]:
    """The planned sessions that sessions of a mentorship at these wall-clock times would overlap, in order.

    `except_ids` are the sessions that are moved themselves. All are looked for with one query.
    """
    wanted = sorted((walltime.to_utc(each, zone), each) for each in starts)
    if not wanted:
        return []
    longest, length = timedelta(minutes=LONGEST_MINUTES), timedelta(minutes=minutes)
    rows = [
        (clock.from_stamp(row["starts_at"]), row)
        for row in db.rows(
            "SELECT id, mentorship_id, starts_at, minutes FROM sessions "
            "WHERE starts_at > ? AND starts_at < ? AND state = 'planned' ORDER BY starts_at, rowid",
            (clock.stamp(wanted[0][0] - longest), clock.stamp(wanted[-1][0] + length)),
        )
        if row["id"] not in except_ids
    ]
    begins = [at for at, _row in rows]
    found = []
    for instant, wall in wanted:
        near = rows[bisect_left(begins, instant - longest) : bisect_left(begins, instant + length)]
        found += [(wall, row) for at, row in near if at + timedelta(minutes=row["minutes"]) > instant]
    here = mentorship_rows.get(db, mid)
    of_id = {row["mentorship_id"]: mentorship_rows.get(db, row["mentorship_id"]) for _wall, row in found}
    return [
        Conflict(wall, get(db, row["id"]), of_id[row["mentorship_id"]], tuple(_both(here, of_id[row["mentorship_id"]])))
        for wall, row in found
    ]


def _both(here: Mentorship, there: Mentorship) -> Iterator[str]:
    others = {_same(there.name_of(party)) for party in Party}
    for party in Party:
        if party is here.me or _same(here.name_of(party)) in others:
            yield here.name_of(party)


def _same(name: str) -> str:
    return " ".join(name.casefold().split())
