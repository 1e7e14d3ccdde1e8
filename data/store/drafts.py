"""The draft over time: how it came about, taking up a text of the past, and taking that back.

Whatever replaces the draft as a whole notes where in its log that was. So it can be undone until somebody types on, and
after that as well: the words before it are a step of the history like every other.
"""

from __future__ import annotations

from .. import prose
from ..clock import from_stamp
from ..errors import Refused
from ..i18n import _, ngettext
from ..model.outline import structure
from ..model.past import Landmark, LandmarkKind
from . import events, points
from .connection import Database
from .mentorship_rows import require_open

_RESTORED = "restored"
"""The event; its detail is the numbers of the log before and after."""

_UNDONE = "undone"
"""Its subject where a restoring was taken back."""


def _key(mentorship_id: str) -> prose.Key:
    return prose.Key(mentorship_id, "draft")


def history(database: Database, mentorship_id: str) -> prose.History:
    """How the draft came about."""
    return prose.History(database, _key(mentorship_id))


def landmarks(database: Database, mentorship_id: str, past: prose.History) -> dict[int, list[Landmark]]:
    """What happened to the draft as a whole, by the number of the log that it had come to then.

    Versions and what was typed are told apart by their time, in whole seconds.
    """
    rows = database.rows(
        "SELECT id, number, frozen_at FROM versions WHERE mentorship_id = ? AND kind = 'agreement' ORDER BY number",
        (mentorship_id,),
    )
    numbers = {row["id"]: int(row["number"]) for row in rows}
    found: dict[int, list[Landmark]] = {}
    for before, after, subject in _restorings(database, mentorship_id):
        if before == after:
            continue
        kind = LandmarkKind.UNDONE if subject == _UNDONE else LandmarkKind.RESTORED
        found.setdefault(before, [])
        found.setdefault(after, []).append(Landmark(kind, numbers.get(subject)))
    for row in rows:
        at = past.before(from_stamp(row["frozen_at"]))
        found.setdefault(at, []).append(Landmark(LandmarkKind.PROPOSED, int(row["number"])))
    return found


def reminder(database: Database, mentorship_id: str) -> str:
    """How many points not both have marked as understood, as a sentence; empty where both have marked all."""
    count = sum(not point.is_clear for point in points.of(database, mentorship_id))
    if not count:
        return ""
    return ngettext(
        "{count} point is not yet understood by both.", "{count} points are not yet understood by both.", count
    ).format(count=count)


def empty_items(text: str) -> str:
    """The sentence that tells that list items say nothing; empty where each has words."""
    found = structure(text).empty_items
    if not found:
        return ""
    return ngettext(
        "A list item without words stands in line {line}. It is frozen as it is.",
        "{count} list items without words stand in the text, the first in line {line}. They are frozen as they are.",
        len(found),
    ).format(count=len(found), line=found[0] + 1)


def take_up(database: Database, mentorship_id: str, text: str, subject: str = "") -> None:
    """Make a text the draft; what the draft held stays in its history. `subject` is the version it comes from.

    Raises `Refused` where the mentorship has ended.
    """
    with database.write():
        require_open(database, mentorship_id)
        before, after = prose.turn_into(database, _key(mentorship_id), text)
        events.note(database, mentorship_id, _RESTORED, subject, f"{before} {after}")


def restore(database: Database, mentorship_id: str, number: int) -> None:
    """Make the draft what it was when its log had come to a number. Raises as `take_up`."""
    with database.write():
        take_up(database, mentorship_id, history(database, mentorship_id).text_at(number))


def can_undo(database: Database, mentorship_id: str) -> bool:
    """Whether the draft was replaced as a whole, and nobody has typed in it since."""
    return _to_undo(database, mentorship_id) is not None


def undo(database: Database, mentorship_id: str) -> None:
    """Give the draft the words back that it held before it was replaced; again brings the replacement back.

    Raises `Refused` where somebody has typed since, and where the mentorship has ended.
    """
    with database.write():
        require_open(database, mentorship_id)
        number = _to_undo(database, mentorship_id)
        if number is None:
            raise Refused(_("The draft was changed since. What it held before is in its history."))
        take_up(database, mentorship_id, history(database, mentorship_id).text_at(number), _UNDONE)


def _to_undo(database: Database, mentorship_id: str) -> int | None:
    """The number of the log before the draft was replaced; None where that was not the last that happened to it."""
    last = prose.last_number(database, _key(mentorship_id))
    before, after, _subject = next(reversed(_restorings(database, mentorship_id)), (0, 0, ""))
    return before if before < after == last else None


def _restorings(database: Database, mentorship_id: str) -> list[tuple[int, int, str]]:
    """The numbers of the log before and after, and what was taken up, the oldest first."""
    found = []
    for event in events.of(database, mentorship_id, _RESTORED):
        numbers = event.detail.split()
        if len(numbers) == 2 and all(number.isdecimal() for number in numbers):
            found.append((int(numbers[0]), int(numbers[1]), event.subject))
    return found
