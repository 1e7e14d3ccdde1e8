"""Who has understood which point of the draft."""

from __future__ import annotations

from collections.abc import Iterable

from .. import clock, identity, prose
from ..model.agreement import Point
from ..model.mentorship import Party
from ..model.points import point_key, points_of
from .connection import Database
from .mentorship_rows import require_open


def of(database: Database, mentorship_id: str, text: str | None = None) -> list[Point]:
    """The points of a text (of the draft where none is given) with their marks, in the order of the text.

    Marks belong to wordings: a point whose words were changed has none, and has them again when the words are back.
    """
    if text is None:
        text = prose.read(database, prose.Key(mentorship_id, "draft"))
    return marked(database, mentorship_id, points_of(text))


def marked(database: Database, mentorship_id: str, found: Iterable[tuple[Party, str, int]]) -> list[Point]:
    """The points that `points_of` has found, with their marks."""
    marks: dict[str, set[Party]] = {}
    for row in database.rows("SELECT point, party FROM marks WHERE mentorship_id = ?", (mentorship_id,)):
        marks.setdefault(row["point"], set()).add(Party(row["party"]))
    keyed = [(point_key(party, wording), party, wording, line) for party, wording, line in found]
    return [Point(key, party, wording, line, frozenset(marks.get(key, ()))) for key, party, wording, line in keyed]


def mark(database: Database, mentorship_id: str, point: str, wording: str, party: Party) -> None:
    """A party has understood the point with this key; `wording` is kept beside it. Again is no change.

    Raises `Refused` when the mentorship is closed.
    """
    with database.write():
        require_open(database, mentorship_id)
        database.connection.execute(
            "INSERT INTO marks (mentorship_id, party, point, wording, at, os_user) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT DO NOTHING",
            (mentorship_id, party.value, point, wording, clock.stamp(clock.now()), identity.user()),
        )


def unmark(database: Database, mentorship_id: str, point: str, party: Party) -> None:
    """Take a party's mark back. Raises `Refused` when the mentorship is closed."""
    with database.write():
        require_open(database, mentorship_id)
        database.connection.execute(
            "DELETE FROM marks WHERE mentorship_id = ? AND point = ? AND party = ?",
            (mentorship_id, point, party.value),
        )
