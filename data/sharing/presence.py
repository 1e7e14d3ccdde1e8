"""Where the other one is: the text that they have open, and the words at which their cursor stands.

A cursor is a mark that stays with its words (`Prose.sticky`), and so is at the same words in both own files, whoever
types before it. It is told through the shared file only; being unable to is no reason to stop.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from .. import clock
from ..errors import Unusable
from ..prose import log
from . import exchange, shared_file
from .kinds import NOT_SHARED

if TYPE_CHECKING:
    from ..model.mentorship import Party
    from ..store.connection import Database

GONE_AFTER = timedelta(seconds=30)
"""Somebody who was not heard of for so long is not there any more."""


@dataclass(frozen=True, slots=True)
class Presence:
    """The other one, at a text."""

    party: Party
    """Who it is."""
    key: log.Key
    """The text that they have open."""
    mark: bytes
    """Where in it their cursor stands."""


def may_be_told(key: log.Key) -> bool:
    """Whether the other one may know that a text is open: not of private notes, and not of answers in a review."""
    return key.kind not in NOT_SHARED


def tell(own: Database, key: log.Key, mark: bytes) -> None:
    """Tell the other one where the own cursor stands. Nothing is told where the shared file cannot be written."""
    try:
        found = exchange.of(own, key.mentorship_id)
        with found.shared.write(durable=False):
            found.shared.connection.execute(
                "INSERT INTO cursors (mentorship_id, replica, kind, subject, party, mark, at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (mentorship_id, replica) DO UPDATE SET "
                "kind = excluded.kind, subject = excluded.subject, party = excluded.party, mark = excluded.mark, "
                "at = excluded.at",
                (
                    key.mentorship_id,
                    found.share.replica,
                    key.kind,
                    key.subject,
                    key.party,
                    mark,
                    clock.stamp(clock.now()),
                ),
            )
    except Unusable:
        return


def leave(own: Database, mentorship_id: str) -> None:
    """No text of a mentorship is open here any more."""
    try:
        found = exchange.of(own, mentorship_id)
        with found.shared.write(durable=False):
            found.shared.connection.execute(
                "DELETE FROM cursors WHERE mentorship_id = ? AND replica = ?", (mentorship_id, found.share.replica)
            )
    except Unusable:
        return


def other(own: Database, mentorship_id: str) -> Presence | None:
    """Where the other one is just now; None where they are at no text, or nobody can tell."""
    try:
        found = exchange.of(own, mentorship_id)
        with shared_file.as_written_by_the_app(found.shared):
            return _other(found.shared, mentorship_id, found.share.replica)
    except Unusable:
        return None


def _other(shared: Database, mentorship_id: str, replica: str) -> Presence | None:
    parties = {it.replica: it.party for it in shared_file.participants(shared, mentorship_id)}
    for row in shared.rows("SELECT * FROM cursors WHERE mentorship_id = ? AND replica != ?", (mentorship_id, replica)):
        if row["replica"] not in parties or not isinstance(row["mark"], bytes):
            continue
        if clock.now() - clock.from_stamp(row["at"]) < GONE_AFTER:
            key = log.Key(mentorship_id, row["kind"], row["subject"], row["party"])
            return Presence(parties[row["replica"]], key, row["mark"])
    return None
