"""Which mentorships are shared with the other party's own file, and through which file."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import Refused
from ..i18n import _
from ..model.mentorship import Party
from .mentorship_rows import get

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .connection import Database


@dataclass(frozen=True, slots=True)
class Share:
    """A mentorship that is shared."""

    mentorship_id: str
    """Which."""
    path: Path
    """The file between the two."""
    replica: str
    """The name of this own file among the two: random, 16 hex digits."""
    texts_read: int
    """The last number of the shared log of texts that is in the own one."""
    texts_mark: str
    """By what the row of that number is known: another one in its place tells of another file."""
    changes_read: int
    """The last number of the shared log of changed records that is in the own file."""
    changes_mark: str
    """By what the row of that number is known."""
    texts_written: int
    """The last number of the own log of texts that is in the shared one."""


def of(database: Database, mentorship_id: str) -> Share | None:
    """How a mentorship is shared; None where it is not."""
    row = database.row("SELECT * FROM shares WHERE mentorship_id = ?", (mentorship_id,))
    return None if row is None else _share(row)


def every(database: Database) -> list[Share]:
    """All that is shared from this file."""
    return [_share(row) for row in database.rows("SELECT * FROM shares ORDER BY mentorship_id")]


def shared_ids(database: Database) -> frozenset[str]:
    """The mentorships that are shared."""
    return frozenset(row["mentorship_id"] for row in database.rows("SELECT mentorship_id FROM shares"))


def _share(row: Any) -> Share:
    return Share(
        mentorship_id=row["mentorship_id"],
        path=Path(row["path"]),
        replica=row["replica"],
        texts_read=row["texts_read"],
        texts_mark=row["texts_mark"],
        changes_read=row["changes_read"],
        changes_mark=row["changes_mark"],
        texts_written=row["texts_written"],
    )


def acting(database: Database, mentorship_id: str) -> tuple[Party, ...]:
    """Who can act from here: both at one terminal, the own party where the other one has an own account."""
    mentorship = get(database, mentorship_id)
    return tuple(Party) if of(database, mentorship_id) is None else (mentorship.me,)


def require_own_side(database: Database, mentorship_id: str, party: Party) -> None:
    """Raises `Refused` where a party acts that works from its own account: nobody stands in for it then."""
    if party not in acting(database, mentorship_id):
        mentorship = get(database, mentorship_id)
        raise Refused(
            _("This mentorship is shared: {name} does this from their own account.").format(
                name=mentorship.name_of(party)
            )
        )


@contextmanager
def together(database: Database, mentorship_id: str, *, alone: bool = False) -> Iterator[None]:
    """A transaction on a mentorship which sees what the other party has done, and which the other sees as it ends.

    Where the mentorship is not shared it is `Database.write`. Where the shared file cannot be written just now it
    raises `Unusable` and nothing is done, unless it may be done `alone`: what must never be blocked, such as ending.
    """
    if of(database, mentorship_id) is None:
        with database.write():
            yield
        return
    from ..sharing import exchange

    found = exchange.of(database, mentorship_id)
    with found.alone() if alone else found.together():
        yield
