"""The annex as it stands: six logistics fields, each open, settled or explicitly not agreed."""

from __future__ import annotations

from typing import Any

from .. import prose, texts
from ..errors import BadInput, Clash, NotFound, Refused
from ..i18n import _, listed, ngettext
from ..model.agreement import ANNEX_FIELDS, AnnexEntry, AnnexState
from . import mentorship_rows
from .connection import Database
from .mentorship_rows import require_open


def text_key(mentorship_id: str, field: str) -> prose.Key:
    """Where the words of a field are typed."""
    return prose.Key(mentorship_id, "annex", field)


def of(database: Database, mentorship_id: str) -> list[AnnexEntry]:
    """The six fields in the order of DESIGN.md.

    A field without a row of its own is open, and so is one whose words were taken away after it was settled.
    """
    words = prose.read_all(database, mentorship_id, "annex")
    rows = {
        row["field"]: row
        for row in database.rows("SELECT * FROM annex_fields WHERE mentorship_id = ?", (mentorship_id,))
    }
    return [_entry(field, rows.get(field), words.get((field, ""), "")) for field in ANNEX_FIELDS]


def _entry(field: str, row: Any, text: str) -> AnnexEntry:
    if row is None:
        return AnnexEntry(field, AnnexState.OPEN, text, 0)
    state = AnnexState(row["state"])
    if state is AnnexState.SETTLED and not text.strip():
        state = AnnexState.OPEN
    return AnnexEntry(field, state, text, row["row_version"])


def require_decided(database: Database, mentorship_id: str) -> None:
    """Raises `Refused` with the names of the fields that are open: there is nothing to agree on yet."""
    if left := open_fields(database, mentorship_id):
        raise Refused(
            _("Still open: {fields}. Settle each of them, or mark it as not agreed; then agree on the annex.").format(
                fields=listed(left)
            )
        )


def reminder(database: Database, mentorship_id: str) -> str:
    """What is still open, as a sentence; empty where every field is decided."""
    left = open_fields(database, mentorship_id)
    if not left:
        return ""
    return ngettext(
        "One field of the logistics annex is still open: {fields}.",
        "Fields of the logistics annex are still open: {fields}.",
        len(left),
    ).format(fields=listed(left))


def open_fields(database: Database, mentorship_id: str) -> list[str]:
    """The titles of the fields that are neither settled nor explicitly not agreed, in the agreement's language."""
    language = mentorship_rows.get(database, mentorship_id).language
    titles = {field.key: field.title for field in texts.annex_fields(language)}
    return [titles[entry.field] for entry in of(database, mentorship_id) if entry.state is AnnexState.OPEN]


def set_state(database: Database, mentorship_id: str, field: str, state: AnnexState, row_version: int) -> AnnexEntry:
    """Settle a field, say that it is not agreed, or open it again; returns it as it stands then.

    Raises `BadInput` for settling a field in which nothing is written, `Clash` when it was changed since it was read,
    `NotFound` for a field that is none, `Refused` when the mentorship is closed.
    """
    with database.write():
        require_open(database, mentorship_id)
        entry = next((it for it in of(database, mentorship_id) if it.field == field), None)
        if entry is None:
            raise NotFound(_("The annex has no field of this name."))
        if entry.row_version != row_version:
            raise Clash(_("Somebody else has changed this field in the meantime. Look at it again, then decide."))
        if state is AnnexState.SETTLED and not entry.text.strip():
            raise BadInput(_("Nothing is written here yet. Write what is agreed, or mark the field as not agreed."))
        database.connection.execute(
            "INSERT INTO annex_fields (mentorship_id, field, state, row_version) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (mentorship_id, field) DO UPDATE SET state = excluded.state, row_version = row_version + 1",
            (mentorship_id, field, state.value, row_version + 1),
        )
    return AnnexEntry(field, state, entry.text, row_version + 1)
