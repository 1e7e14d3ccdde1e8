"""Taking care of the database at the command line: a backup, bringing it back, and what is wrong."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from data import config
from data.clock import local_zone, today
from data.errors import BadInput, Unusable, reason
from data.i18n import N_, _, ngettext

from . import output
from .call import Call
from .speaking import FilePath, argument, command, option

if TYPE_CHECKING:
    from data import Database, daily
    from data import backup as backups


@command(
    "backup",
    N_(
        "Write everything into a new file, and look through it before it is there.\n\n"
        "A backup is an ordinary database, which opens with --db; a backup of it brings it back to a new place."
    ),
)
@argument("path", N_("FILE"), type=FilePath())
@click.pass_obj
def backup(call: Call, path: Path) -> None:
    """Make a backup; an existing file is never touched."""
    with call.to_read() as database:
        made = backed_up(database, path)
    output.say(
        ngettext(
            "{count} mentorship is in {path}, {size} kB, looked through and found right.",
            "{count} mentorships are in {path}, {size} kB, looked through and found right.",
            made.mentorships,
        ).format(count=made.mentorships, path=made.path, size=-(-made.size // 1000))
    )


@command(
    "restore",
    N_(
        "Bring a backup back into a new file. The backup and every other file stay as they are.\n\n"
        "Without --to the new file is made beside the database."
    ),
)
@argument("backup", N_("BACKUP"), type=FilePath())
@option("--to", metavar=N_("FILE"), type=FilePath(), explanation=N_("The new file."))
@click.pass_obj
def restore(call: Call, backup: Path, *, to: Path | None) -> None:
    """Restore a backup; an existing file is never touched."""
    from data import backup as backups
    from data import files

    try:
        made = backups.restore(backup, to or _free_name(call.path))
    except files.FileThere as error:
        raise BadInput(
            _("{path} exists already, and no database is ever replaced. Name another file with --to.").format(path=to)
        ) from error
    except OSError as error:
        raise BadInput(_("{path} cannot be read: {reason}.").format(path=backup, reason=reason(error))) from error
    output.say(
        ngettext(
            "{count} mentorship is in {path}, looked through and found right. This opens it:",
            "{count} mentorships are in {path}, looked through and found right. This opens it:",
            made.mentorships,
        ).format(count=made.mentorships, path=made.path)
    )
    output.say(f"    handschlag --db {shlex.quote(str(made.path))}")


def backed_up(database: Database, path: Path) -> backups.Backup:
    """A database in a new file."""
    from data import backup as backups
    from data import files

    try:
        return backups.backup(database, path)
    except files.FileThere as error:
        raise BadInput(
            _("{path} exists already, and no database is ever replaced. Name another file.").format(path=path)
        ) from error


def _free_name(database: Path) -> Path:
    """A name beside the database that nobody has."""
    names = (database.with_name(f"{database.stem}-restored{end}.db") for end in ("", *(f"-{n}" for n in range(2, 99))))
    return next(name for name in names if not name.exists())


@command(
    "doctor",
    N_(
        "Say what is wrong with the database and around it, and how to mend it. Nothing is changed.\n\n"
        "The exit code is 1 when something is wrong."
    ),
)
@option("--json", "json", is_flag=True, explanation=N_("Print JSON, for scripts."))
@click.pass_obj
def doctor(call: Call, *, json: bool) -> int:
    """Look through the database."""
    from data import doctor as doctors

    newest = _newest_backup(call.path)
    try:
        found = doctors.doctor(call.path, newest.path if newest else None)
    except OSError as error:
        raise Unusable(_("{path} cannot be read: {reason}.").format(path=call.path, reason=reason(error))) from error
    if json:
        output.as_json(
            {
                "database": str(call.path),
                "findings": [
                    {"severity": it.severity.value, "sentence": it.sentence, "remedy": it.remedy or None}
                    for it in found
                ],
                "newest_backup": {"file": str(newest.path), "day": newest.day.isoformat()} if newest else None,
            }
        )
    else:
        for it in found:
            output.say(it.sentence)
            if it.remedy:
                output.say(f"    {it.remedy}")
        if not found:
            output.say(_("Nothing is wrong with {path}.").format(path=call.path))
        if newest:
            output.say(_age(newest))
        elif call.exists:
            output.say(_("There is no daily backup yet. The app makes one when it is open and something is in it."))
    return 1 if any(it.severity is not doctors.Severity.NOTE for it in found) else 0


def _newest_backup(path: Path) -> daily.Made | None:
    """The newest of the daily backups, where there is one."""
    from data import daily

    try:
        made = daily.Place.of(path, config.load().backups or "").every()
    except BadInput:
        return None
    return made[0] if made else None


def _age(newest: daily.Made) -> str:
    days = (today(local_zone()) - newest.day).days
    if days <= 0:
        return _("The newest daily backup is {path}, made today.").format(path=newest.path)
    return ngettext(
        "The newest daily backup is {path}, {count} day old. Another is made when something has changed.",
        "The newest daily backup is {path}, {count} days old. Another is made when something has changed.",
        days,
    ).format(path=newest.path, count=days)
