"""What is wrong with the files that mentorships are shared through, looked at from an own file; changes nothing."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pysqlite3 import dbapi2 as sqlite3

from ..errors import HandschlagError, reason
from ..i18n import _
from ..model.entry import Entry
from ..store import entries
from ..store.doctor import reading
from ..store.findings import Finding, Severity, damaged
from ..store.sqlite_errors import reason_of
from . import folder


def sharing(connection: Any, path: Path) -> Iterator[Finding]:
    """Everything about the shared files of an own file; `path` is the own one as the person knows it."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'shares'").fetchone():
        return
    for mentorship_id, shared in connection.execute("SELECT mentorship_id, path FROM shares").fetchall():
        yield from _file(connection, path, mentorship_id, Path(shared))


def _file(own: Any, path: Path, mentorship_id: str, shared: Path) -> Iterator[Finding]:
    try:
        mode = shared.stat().st_mode & 0o777
        folder.require_safe(shared.parent)
    except OSError as error:
        yield Finding(
            Severity.ERROR,
            _(
                "The file that a mentorship is shared through, {path}, cannot be reached: {reason}. Your own file has "
                "everything up to then; “handschlag join” names the shared one in another place."
            ).format(path=shared, reason=reason(error)),
        )
        return
    except HandschlagError as error:
        yield Finding(Severity.WARNING, str(error))
        return
    if mode & 0o007:
        yield Finding(
            Severity.WARNING,
            _("Others than the two who share it may read or change {path}.").format(path=shared),
            f"chmod {folder.FILE_MODE:o} {shlex.quote(str(shared))}",
        )
    try:
        with reading(shared) as other:
            ours, theirs = _log(own, mentorship_id), _log(other, mentorship_id)
    except (sqlite3.Error, ValueError, OSError) as error:
        yield damaged(shared, reason_of(error))
        return
    for sentence in entries.differences(ours, theirs, path, shared):
        yield Finding(Severity.ERROR, sentence)


def _log(connection: Any, mentorship_id: str) -> list[Entry]:
    return [entries.entry(row) for row in connection.execute(entries.ENTRIES, (mentorship_id,)).fetchall()]
