"""Sharing a mentorship with the other party, and joining one that is shared."""

from __future__ import annotations

import contextlib
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from .. import clock, identity
from ..documents.names import file_name
from ..errors import BadInput, Refused, Unusable, reason
from ..i18n import _
from ..model.mentorship import Party
from ..store import shares
from ..store.mentorship_rows import get, require_open
from . import exchange, folder, records, shared_file
from .kinds import MENTORSHIP
from .shared_file import Participant

if TYPE_CHECKING:
    from ..model.mentorship import Mentorship
    from ..store.connection import Database


def share(own: Database, mentorship_id: str, place: Path, group: str) -> Path:
    """Put a mentorship into a file of its own in a folder of a group, and keep working on it in the own file.

    Returns the file, which the other party names once to join. Raises `Refused` where it is shared already or has
    ended, or the folder is not safe; `BadInput` for a group or folder that cannot be used. Nothing is half done then.
    """
    mentorship = get(own, mentorship_id)
    if (found := shares.of(own, mentorship_id)) is not None:
        raise Refused(
            _("This mentorship is shared already, through {path}. {name} types: {command}").format(
                path=found.path,
                name=mentorship.name_of(mentorship.me.other),
                command=f"handschlag join {found.path}",
            )
        )
    require_open(own, mentorship_id)
    path = folder.made(place, group) / file_name(_("shared"), mentorship, ".db")
    folder.make_file(path, folder.group_number(group))
    try:
        _begin(own, mentorship, path)
    except BaseException:
        for end in ("", "-wal", "-shm"):
            Path(f"{path}{end}").unlink(missing_ok=True)
        raise
    return path


def _begin(own: Database, mentorship: Mentorship, path: Path) -> None:
    replica = own.new_id()
    with shared_file.open_shared(path) as shared, own.write():
        _enter(own, mentorship.id, path, replica)
        with shared.write():
            records.add(
                shared,
                records.Record(MENTORSHIP, "", _row(own, mentorship.id)),
            )
            shared_file.admit(shared, mentorship.id, mentorship.me, identity.number(), identity.user(), replica)
        exchange.Exchange(own, mentorship.id).carry_into(shared)


def _row(own: Database, mentorship_id: str) -> str:
    return next(iter(records.read(own, MENTORSHIP, mentorship_id).values()))


def _enter(own: Database, mentorship_id: str, path: Path, replica: str) -> None:
    own.connection.execute(
        "INSERT INTO shares (mentorship_id, path, replica, at) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (mentorship_id) DO UPDATE SET path = excluded.path, replica = excluded.replica",
        (mentorship_id, str(path), replica, clock.stamp(clock.now())),
    )


def join(own: Database, path: Path) -> Mentorship:
    """Take a shared mentorship into the own file; again, with the file in another place, it is found there.

    Raises `BadInput` for a file that shares none, `Refused` where others have both sides, or the folder is not safe.
    """
    _require_file(path)
    folder.require_good_sqlite()
    folder.require_safe(path.parent)
    with shared_file.open_shared(path) as shared:
        mentorship_id = shared_file.mentorship_in(shared)
        party = _side(shared_file.participants(shared, mentorship_id), path)
        known = shares.of(own, mentorship_id)
        replica = own.new_id() if known is None else known.replica
        with own.write(), shared_file.patiently(shared, exchange.PATIENCE), shared.write():
            shared_file.admit(shared, mentorship_id, party, identity.number(), identity.user(), replica)
            _take_in(own, shared, mentorship_id, party)
            _enter(own, mentorship_id, path, replica)
    exchange.of(own, mentorship_id).begin_again()
    return get(own, mentorship_id)


def _take_in(own: Database, shared: Database, mentorship_id: str, party: Party) -> None:
    """The mentorship itself, where the own file has not got it; everything else comes with the first meeting."""
    if own.value("SELECT 1 FROM mentorships WHERE id = ?", (mentorship_id,)):
        return
    records.add(own, records.Record(MENTORSHIP, "", _row(shared, mentorship_id)))
    own.connection.execute("UPDATE mentorships SET me = ? WHERE id = ?", (party.value, mentorship_id))
    for key, row in records.read(own, MENTORSHIP, mentorship_id).items():
        # Its state comes last, as a change of the other's.
        records.agree(own, MENTORSHIP, mentorship_id, key, row)


def _require_file(path: Path) -> None:
    try:
        kind = path.lstat().st_mode
    except OSError as error:
        raise BadInput(_("{path} cannot be read: {reason}.").format(path=path, reason=reason(error))) from error
    if not stat.S_ISREG(kind):
        raise BadInput(_("{path} is not an ordinary file. Type another name.").format(path=path))


def _side(there: list[Participant], path: Path) -> Party:
    """Which side the account at work takes: the one it has, else the one that is free."""
    for it in there:
        if it.uid == identity.number():
            return it.party
    free = [party for party in Party if party not in {it.party for it in there}]
    if not free:
        raise Refused(
            _("Both sides of the mentorship in {path} are taken, by {mentor} and {mentee}.").format(
                path=path, **{it.party.value: it.os_user for it in there}
            )
        )
    return free[0]


def partner(own: Database, mentorship_id: str) -> Participant | None:
    """The other one who shares a mentorship; None while nobody has joined, or where the shared file is not there."""
    with contextlib.suppress(Unusable):
        shared = exchange.of(own, mentorship_id).shared
        me = get(own, mentorship_id).me
        return next((it for it in shared_file.participants(shared, mentorship_id) if it.party is not me), None)
    return None
