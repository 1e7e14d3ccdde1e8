"""Who has understood which point of the draft, and what the two have noted about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from .. import clock, identity, prose
from ..model.agreement import FormerWording, Point
from ..model.mentorship import Party
from ..model.points import owner_of, point_key, points_of
from ..model.rewording import former_wordings
from . import events, flags
from .connection import Database
from .mentorship_rows import require_open

_REMARKED = "point remarked"
"""The event that keeps the words of a point with a remark: the remark is found again when they were changed."""


def of(database: Database, mentorship_id: str, text: str | None = None) -> list[Point]:
    """The points of a text (of the draft where none is given) with their marks and remarks, in the order of the text.

    Marks belong to wordings: a point whose words were changed has none, and has them again when the words are back. Its
    former wording is told, and its remark stays with it. What a review has flagged as to be changed is a wording too:
    once it was changed the flag is gone.
    """
    if text is None:
        text = prose.read(database, prose.Key(mentorship_id, "draft"))
    flagged = flags.to_change(database, mentorship_id)
    found = [replace(it, to_change=it.key in flagged) for it in marked(database, mentorship_id, points_of(text))]
    return _with_remarks(database, mentorship_id, _with_former(database, mentorship_id, found))


def marked(database: Database, mentorship_id: str, found: Iterable[tuple[Party, str, int]]) -> list[Point]:
    """The points that `points_of` has found, with their marks."""
    marks: dict[str, set[Party]] = {}
    for row in database.rows("SELECT point, party FROM marks WHERE mentorship_id = ?", (mentorship_id,)):
        marks.setdefault(row["point"], set()).add(Party(row["party"]))
    keyed = [(point_key(party, wording), party, wording, line) for party, wording, line in found]
    return [Point(key, party, wording, line, frozenset(marks.get(key, ()))) for key, party, wording, line in keyed]


def _with_former(database: Database, mentorship_id: str, found: list[Point]) -> list[Point]:
    """What was understood before the words were changed, for the points that are not clear."""
    rows = database.rows("SELECT point, party, wording FROM marks WHERE mentorship_id = ?", (mentorship_id,))
    by: dict[tuple[Party, str], set[Party]] = {}
    for row in rows:
        owner = owner_of(row["point"], row["wording"])
        if owner is not None:
            by.setdefault((owner, row["wording"]), set()).add(Party(row["party"]))
    unclear = [place for place, point in enumerate(found) if not point.is_clear]
    before = former_wordings([(it.party, it.wording) for it in found], unclear, list(by))
    told = list(found)
    for place, wording in before.items():
        point = found[place]
        if missing := frozenset(by[point.party, wording] - point.understood_by):
            told[place] = replace(point, former=FormerWording(wording, missing))
    return told


def _with_remarks(database: Database, mentorship_id: str, found: list[Point]) -> list[Point]:
    remarks = {
        subject: words.strip()
        for (subject, _party), words in prose.read_all(database, mentorship_id, "remark").items()
        if words.strip()
    }
    if not remarks:
        return found
    noted = [event for event in events.of(database, mentorship_id, _REMARKED) if event.subject in remarks]
    owners = {it.subject: owner for it in noted if (owner := owner_of(it.subject, it.detail)) is not None}
    kept = {(owners[it.subject], it.detail): it.subject for it in noted if it.subject in owners}
    without = [place for place, point in enumerate(found) if point.key not in remarks]
    before = former_wordings([(it.party, it.wording) for it in found], without, list(kept))
    told = []
    for place, point in enumerate(found):
        key = kept[point.party, before[place]] if place in before else point.key
        told.append(replace(point, remark=remarks[key], remark_key=key) if key in remarks else point)
    return told


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


def remark_key(mentorship_id: str, point: Point) -> prose.Key:
    """Where the remark on a point is typed."""
    return prose.Key(mentorship_id, "remark", point.remark_key or point.key)


def note_remark(database: Database, mentorship_id: str, point: Point) -> None:
    """Keep the words of a point that is remarked on, so that the remark is found again when they were changed.

    Again is no change. Raises `Refused` when the mentorship is closed.
    """
    with database.write():
        require_open(database, mentorship_id)
        key = point.remark_key or point.key
        noted = [(event.subject, event.detail) for event in events.of(database, mentorship_id, _REMARKED)]
        if (key, point.wording) not in noted:
            events.note(database, mentorship_id, _REMARKED, key, point.wording)
