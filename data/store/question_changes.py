"""The last changes of a checklist in this run, and how they are taken back: by whoever made them, the last first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from .. import clock
from ..errors import Refused
from ..i18n import N_, _
from .mentorship_rows import require_open

if TYPE_CHECKING:
    from .connection import Database

ADDED = N_("What was added is off the list again.")
MOVED = N_("Moved back.")
REWORDED = N_("The former words are back.")
MARKED = N_("Marked as it was before.")
REMOVED = N_("What was removed is on the list again.")

_MOST = 200
"""Changes of one list that are remembered."""

_FIELDS = ("wording", "state", "removed_at")


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one list: how its rows were before and after."""

    done: str
    """What to say when it is taken back, not translated."""
    before: dict[str, dict[str, Any]]
    after: dict[str, dict[str, Any]]

    @property
    def touched(self) -> list[str]:
        """The questions that are different in more than their place, those that were added among them."""
        return [key for key, row in self.after.items() if _kept(row) != _kept(self.before.get(key))]

    @property
    def is_move(self) -> bool:
        """Whether the questions that were there before stand in another order."""
        return _order(self.before, self.before) != _order(self.after, self.before)


_CHANGES: WeakKeyDictionary[Database, dict[str, list[Change]]] = WeakKeyDictionary()
"""By the open database, so that everybody takes back their own changes only, and by mentorship."""

_NOTING: set[int] = set()
"""The databases in which a change is being noted: what it consists of is none for itself."""


@contextmanager
def noted(database: Database, mentorship_id: str, done: str) -> Iterator[None]:
    """Remember what is changed within; what fails leaves nothing to take back."""
    if id(database) in _NOTING:
        yield
        return
    _NOTING.add(id(database))
    try:
        before = _rows(database, mentorship_id)
        yield
        change = Change(done, before, _rows(database, mentorship_id))
    finally:
        _NOTING.discard(id(database))
    if change.touched or change.is_move:
        changes = _CHANGES.setdefault(database, {}).setdefault(mentorship_id, [])
        changes.append(change)
        del changes[:-_MOST]


def can_take_back(database: Database, mentorship_id: str) -> bool:
    """Whether anything of this list was changed in this run and not taken back yet."""
    return bool(_CHANGES.get(database, {}).get(mentorship_id))


def take_back(database: Database, mentorship_id: str) -> tuple[str, str]:
    """Take back the last change; the id of a question that it concerns, and a sentence that says what was done.

    What somebody else has changed since stays as they left it. No answer is touched, and nothing is ever deleted: what
    was added is taken off the list. Raises `Refused` where there is nothing to take back, or all of it was changed.
    """
    changes = _CHANGES.get(database, {}).get(mentorship_id)
    if not changes:
        raise Refused(_("There is nothing to take back."))
    with database.write():
        require_open(database, mentorship_id)
        changed = _restore(database, mentorship_id, changes[-1])
    change = changes.pop()
    if not changed:
        raise Refused(_("Somebody else has changed this since. It stays as they left it."))
    return changed[0], _(change.done)


def _restore(database: Database, mentorship_id: str, change: Change) -> list[str]:
    """Do it; the questions that are as before again."""
    now = _rows(database, mentorship_id)
    changed: list[str] = []
    for key in change.touched:
        if _kept(now.get(key)) != _kept(change.after[key]):
            continue
        values = _kept(change.before.get(key)) or {"removed_at": clock.stamp(clock.now())}
        version = now[key]["row_version"] + 1
        database.table("questions").update(key, values | {"row_version": version})
        changed.append(key)
    if change.is_move:
        changed += _reorder(database, now, change)
    return changed


def _reorder(database: Database, now: dict[str, dict[str, Any]], change: Change) -> list[str]:
    """The order of before; what came in since stays behind the question that it stands behind now."""
    order, last = _order(change.before, change.before), ""
    for key in _order(now, now):
        if key not in change.before:
            order.insert(order.index(last) + 1 if last else 0, key)
        last = key
    moved = [key for place, key in enumerate(order) if now[key]["position"] != place]
    for place, key in enumerate(order):
        database.connection.execute("UPDATE questions SET position = ? WHERE id = ?", (place, key))
    # The one that was moved has gone the farthest.
    return sorted(moved, key=lambda key: -abs(change.before.get(key, now[key])["position"] - now[key]["position"]))


def _rows(database: Database, mentorship_id: str) -> dict[str, dict[str, Any]]:
    rows = database.rows(
        "SELECT id, position, wording, state, removed_at, row_version FROM questions WHERE mentorship_id = ? "
        "ORDER BY position, rowid",
        (mentorship_id,),
    )
    return {row["id"]: dict(row) for row in rows}


def _kept(row: dict[str, Any] | None) -> dict[str, Any] | None:
    return None if row is None else {name: row[name] for name in _FIELDS}


def _order(rows: dict[str, dict[str, Any]], of: dict[str, dict[str, Any]]) -> list[str]:
    return [key for key in rows if key in of]
