"""A folder with one file for each entry of the calendar, as khal, vdirsyncer and their friends read it (vdir).

The format is that of https://vdirsyncer.pimutils.org/en/stable/vdir.html: a file `<uid>.ics` holds one entry with all
its exceptions, and whoever watches the folder knows by a file's time that it has changed. Files of others in the same
folder are left alone.
"""

from __future__ import annotations

import os
import stat
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from ..clean import shown
from ..errors import BadInput, reason
from ..i18n import _
from .files import write_file
from .icalendar import SUFFIX, calendar

if TYPE_CHECKING:
    from ..model.session import Session
    from ..store.connection import Database


def write_folder(database: Database, folder: Path, mid: str | None = None) -> int:
    """Bring a folder up to date with the sessions of one mentorship, or of all; returns how many files changed.

    The folder is made (0700) where it is missing, its files are 0600 and complete or not there. Of all mentorships,
    files whose entry is gone are taken away. Raises `BadInput` where the folder cannot be read or written.
    """
    wanted = _entries(database, mid)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        there = {path.name: path for path in folder.iterdir() if path.name.endswith(SUFFIX)}
        changed = 0
        for name, content in wanted.items():
            if name not in there or _content(there[name]) != content:
                write_file(folder / name, content, overwrite=True)
                changed += 1
        for name in there.keys() - wanted.keys() if mid is None else ():
            there[name].unlink(missing_ok=True)
            changed += 1
    except OSError as error:
        raise BadInput(
            _("The folder {folder} cannot be used: {reason}. Name another one.").format(
                folder=shown(str(folder)), reason=shown(reason(error))
            )
        ) from error
    return changed


def _content(path: Path) -> bytes | None:
    """The content of an ordinary file; None for whatever else may have been put there: it is not waited for."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_NOCTTY | os.O_CLOEXEC)
    except OSError:
        return None
    with os.fdopen(handle, "rb") as file:
        return file.read() if stat.S_ISREG(os.fstat(handle).st_mode) else None


def _entries(database: Database, mid: str | None) -> dict[str, bytes]:
    """The name and the content of each file."""
    from ..store import mentorships, sessions

    of_id = {it.id: it for it in (mentorships.every(database) if mid is None else [mentorships.get(database, mid)])}
    series = {it.id: it for it in sessions.series(database, mid)}
    members: defaultdict[str, list[Session]] = defaultdict(list)
    for mentorship_id in of_id:
        for session in sessions.of(database, mentorship_id):
            members[session.series_id or session.id].append(session)
    return {
        f"{uid}{SUFFIX}": calendar(group, [of_id[group[0].mentorship_id]], [series[uid]] if uid in series else [])
        for uid, group in members.items()
    }
