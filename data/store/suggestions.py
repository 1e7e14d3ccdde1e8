"""The suggestions for the mentee's responsibilities: each open, accepted or dropped, and never lost."""

from __future__ import annotations

from .. import texts
from ..errors import NotFound
from ..i18n import _
from ..model.catalogue import Suggestion
from . import events, mentorship_rows
from .connection import Database

_STATE = {
    "suggestion accepted": "accepted",
    "suggestion dropped": "dropped",
    "suggestion reopened": "open",
}
"""What the last event of a suggestion says of it."""


def of(database: Database, mentorship_id: str) -> list[tuple[Suggestion, str]]:
    """All suggestions in the mentorship's language, each with `open`, `accepted` or `dropped`."""
    states = {event.subject: _STATE[event.kind] for event in events.of(database, mentorship_id) if event.kind in _STATE}
    language = mentorship_rows.get(database, mentorship_id).language
    return [(suggestion, states.get(suggestion.key, "open")) for suggestion in texts.suggestions(language)]


def wording(database: Database, mentorship_id: str, key: str) -> str:
    """The words of a suggestion. Raises `NotFound` for a key that none has."""
    found = {suggestion.key: suggestion.wording for suggestion, _state in of(database, mentorship_id)}
    if key not in found:
        raise NotFound(_("This suggestion does not exist."))
    return found[key]


def accept(database: Database, mentorship_id: str, key: str) -> None:
    """It has become a point of the draft."""
    _note(database, mentorship_id, key, "suggestion accepted")


def drop(database: Database, mentorship_id: str, key: str) -> None:
    """It is not wanted."""
    _note(database, mentorship_id, key, "suggestion dropped")


def reopen(database: Database, mentorship_id: str, key: str) -> None:
    """It may be accepted after all."""
    _note(database, mentorship_id, key, "suggestion reopened")


def _note(database: Database, mentorship_id: str, key: str, kind: str) -> None:
    with database.write():
        mentorship_rows.require_open(database, mentorship_id)
        wording(database, mentorship_id, key)
        events.note(database, mentorship_id, kind, key)
