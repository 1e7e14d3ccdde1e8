"""Two people have a record: what becomes of it, column by column, and what both have changed. Pure rules.

Compared is with the record as both had it last. What one has changed stands; where both have changed the same column to
different values, the one that was written first stands in the record, and the other is kept as a clash, for the two to
choose from. Nothing is thrown away.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Values = dict[str, Any]

QUIET = frozenset({"position", "at", "os_user", "sequence", "anchor", "active_since", "cancelled_by"})
"""Columns that say how something was written down, as do those that end with `_at`, which say when: the same change,
seen from two sides, is no clash."""

_CLOSED = ("ended", "completed")


@dataclass(frozen=True, slots=True)
class Merged:
    """What a record becomes."""

    changes: Values
    """The columns of the own record that change, with their new values."""
    clashes: tuple[tuple[str, Any, Any], ...]
    """Columns that both have changed: the name, my value, theirs."""


def merged(before: Values, mine: Values, theirs: Values) -> Merged:
    """Merge a record that both have. `before` is empty where the two never had it in common."""
    changes: Values = {}
    clashes = []
    for name, value in theirs.items():
        own, common = mine.get(name), before.get(name)
        if value == own or (before and value == common):
            continue
        if name == "state" and own in _CLOSED:
            # Either may end it at any time: no change of the other's takes that back.
            continue
        changes[name] = value
        both = own != common or not before
        quiet = name in QUIET or name.endswith("_at") or (name == "state" and value in _CLOSED)
        if both and not quiet:
            clashes.append((name, own, value))
    return Merged(changes, tuple(clashes))
