"""Receipts: who received a copy of which version, when and how."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from .. import clean, clock, identity
from ..errors import NotFound
from ..i18n import _
from ..model.agreement import VersionKind
from ..model.copy import Copy
from ..model.mentorship import Party
from . import entries, events, versions
from .connection import Database


def record(
    database: Database,
    mentorship_id: str,
    party: Party,
    how: str,
    place: str,
    sha256: str,
    version_id: str | None,
    annex_version_id: str | None = None,
) -> Copy:
    """Note that a party received a copy; `sha256` is over the whole file.

    Where no version of the annex is named, it is the one that goes with a copy of the version. Raises `NotFound` for
    a version that is none of this mentorship. A closed mentorship takes receipts too: each leaves with a copy.
    """
    with database.write():
        _require_own(database, mentorship_id, version_id, VersionKind.AGREEMENT)
        _require_own(database, mentorship_id, annex_version_id, VersionKind.ANNEX)
        if version_id is not None and annex_version_id is None:
            attached = versions.attached_annex(database, mentorship_id)
            annex_version_id = None if attached is None else attached.id
        receipt = entries.newest(database, mentorship_id)
        made = Copy(
            id=database.new_id(),
            mentorship_id=mentorship_id,
            version_id=version_id,
            annex_version_id=annex_version_id,
            party=party,
            at=clock.now(),
            how=clean.line(how),
            place=clean.line(place, 1_000),
            sha256=sha256,
            os_user=identity.user(),
            entry_number=0 if receipt is None else receipt.number,
            entry_sha256="" if receipt is None else receipt.sha256,
        )
        database.table("copies").insert(asdict(made) | {"party": party.value, "at": clock.stamp(made.at)})
        events.note(database, mentorship_id, "copy received", subject=made.id, detail=party.value)
    return made


def hand_over(
    database: Database,
    mentorship_id: str,
    parties: Iterable[Party],
    how: str,
    place: str,
    sha256: str,
    version_id: str,
) -> list[Copy]:
    """Note that each of these parties received the same copy: all of them or, where that fails, none. As `record`."""
    with database.write():
        return [record(database, mentorship_id, party, how, place, sha256, version_id) for party in parties]


def _require_own(database: Database, mentorship_id: str, version_id: str | None, kind: VersionKind) -> None:
    """Raises `NotFound` for a version that is of another mentorship or of the other kind."""
    if version_id is None:
        return
    version = versions.get(database, version_id)
    if version.mentorship_id != mentorship_id or version.kind is not kind:
        raise NotFound(_("This version belongs to another mentorship."))


def of(database: Database, mentorship_id: str) -> list[Copy]:
    """All receipts of a mentorship, the oldest first."""
    rows = database.rows("SELECT * FROM copies WHERE mentorship_id = ? ORDER BY at, rowid", (mentorship_id,))
    return [_copy(row) for row in rows]


def _copy(row: Any) -> Copy:
    return Copy(
        id=row["id"],
        mentorship_id=row["mentorship_id"],
        version_id=row["version_id"],
        annex_version_id=row["annex_version_id"],
        party=Party(row["party"]),
        at=clock.from_stamp(row["at"]),
        how=row["how"],
        place=row["place"],
        sha256=row["sha256"],
        os_user=row["os_user"],
        entry_number=row["entry_number"],
        entry_sha256=row["entry_sha256"],
    )
