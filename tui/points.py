"""How a point is told: who has understood it, what it said before, what was noted about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data import flags, points
from data.i18n import _, listed
from data.model.mentorship import Party

from . import wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data import Database
    from data.model.agreement import Point
    from data.model.mentorship import Mentorship
    from data.model.standing import Clause


def toggle_marks(database: Database, mentorship_id: str, point: Point, parties: list[Party]) -> None:
    """Mark the point for the parties, or unmark it where all of them have marked it already."""
    if all(party in point.understood_by for party in parties):
        for party in parties:
            points.unmark(database, mentorship_id, point.key, party)
    else:
        for party in parties:
            points.mark(database, mentorship_id, point.key, point.wording, party)


def leave_as_it_is(database: Database, mentorship_id: str, point: Point) -> str:
    """A flagged point is not changed after all; what is to be said about it."""
    if not point.to_change:
        return _("No review has flagged this point as to be changed.")
    flags.leave(database, mentorship_id, point)
    return _("The point stays as it is; it is not marked any more.")


def to_change_text(point: Point) -> str:
    """What is said at a point that a review has flagged; empty at any other."""
    return _("to be changed") if point.to_change else ""


def marks_text(point: Point) -> str:
    """`✓ mentor ○ mentee`: who has understood a point."""
    signs = {party: "✓" if party in point.understood_by else "○" for party in Party}
    return " ".join(f"{signs[party]} {wording.party(party)}" for party in Party)


def former_text(point: Point, mentorship: Mentorship) -> str:
    """That the words are new, and what was understood before; empty where they are not."""
    if point.former is None:
        return ""
    names = listed([mentorship.name_of(party) for party in Party if party in point.former.understood_by])
    return _("New words: it was understood as “{wording}” by {names}.").format(
        wording=point.former.wording, names=names
    )


def changed_text() -> str:
    """What is said at a clause whose answer has changed."""
    return _("the answer has changed since")


def notes_of(found: Sequence[Point], clauses: Sequence[Clause]) -> dict[int, str]:
    """What stands beside the lines of the draft in its preview: marks, and in short what else is to be known."""
    notes: dict[int, list[str]] = {}
    for point in found:
        said = [marks_text(point)]
        if point.to_change:
            said.append(to_change_text(point))
        if point.former is not None:
            said.append(_("new words"))
        if point.remark:
            said.append(_("remark"))
        notes[point.line] = said
    for clause in clauses:
        if clause.answer_changed:
            notes.setdefault(clause.start, []).append(changed_text())
    return {line: " · ".join(said) for line, said in notes.items()}
