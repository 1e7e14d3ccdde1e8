"""Taking care of the database at the command line: a backup, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import click

from data.errors import BadInput, Unusable, reason
from data.i18n import N_, _, ngettext

from . import output
from .call import Call
from .speaking import FilePath, argument, command, option


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
    from data import backup as backups
    from data import files

    with call.database() as database:
        try:
            made = backups.backup(database, path)
        except files.FileThere as error:
            raise BadInput(
                _("{path} exists already, and no database is ever replaced. Name another file.").format(path=path)
            ) from error
    output.say(
        ngettext(
            "{count} mentorship is in {path}, {size} kB, looked through and found right.",
            "{count} mentorships are in {path}, {size} kB, looked through and found right.",
            made.mentorships,
        ).format(count=made.mentorships, path=made.path, size=-(-made.size // 1000))
    )


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

    try:
        found = doctors.doctor(call.path)
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
            }
        )
    else:
        for it in found:
            output.say(it.sentence)
            if it.remedy:
                output.say(f"    {it.remedy}")
        if not found:
            output.say(_("Nothing is wrong with {path}.").format(path=call.path))
    return 1 if any(it.severity is not doctors.Severity.NOTE for it in found) else 0
