"""Calendars at the command line: sessions for other calendars, and what other calendars know for us.

Importing this module completes the groups `export` and `import`: where all other documents go by name, a calendar may
be that of all mentorships.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from data.clock import now
from data.errors import BadInput
from data.i18n import N_, _, medium_date, ngettext

from . import output
from .call import Call
from .documents import deliver, export, import_group
from .speaking import FilePath, argument, option

if TYPE_CHECKING:
    from data import Database
    from data.model.answer import Answer

__all__ = ["export", "import_group"]

POLL = 1.0
"""Seconds between two looks at whether somebody changed something; a look costs microseconds."""


@export.command(
    "calendar",
    help=N_(
        "The sessions of a mentorship, or of all, as an iCalendar file.\n\n"
        "With --folder each session is a file of its own in a folder, as khal and vdirsyncer read it (vdir); with "
        "--watch that folder is kept up to date until you end it with Ctrl+C."
    ),
)
@argument("name", N_("NAME"), required=False)
@option("-o", "--output", "path", metavar=N_("FILE"), type=FilePath(), explanation=N_("Write into this file."))
@option("--force", is_flag=True, explanation=N_("Replace the file without asking."))
@option("--folder", metavar=N_("FOLDER"), type=FilePath(), explanation=N_("Bring this folder up to date, once."))
@option("--watch", metavar=N_("FOLDER"), type=FilePath(), explanation=N_("Keep this folder up to date."))
@click.pass_obj
def calendar(
    call: Call, name: str | None, path: Path | None, force: bool, folder: Path | None, watch: Path | None
) -> int:
    """For other calendars."""
    from data import icalendar

    if sum(it is not None for it in (path, folder, watch)) > 1:
        raise BadInput(_("Choose one of -o, --folder and --watch."))
    # Whoever watches a folder waits for what is written.
    with call.to_read() if watch is None else call.database() as database:
        mid = _id_of(database, name)
        if watch is not None:
            return _keep(database, watch, mid)
        if folder is not None:
            _bring_up_to_date(database, folder, mid)
            return 0
        content = icalendar.calendar_of(database, mid)
    return deliver(content, path, force=force)


def _id_of(database: Database, name: str | None) -> str | None:
    from data import mentorships

    return None if name is None else mentorships.find(database, name).id


def _bring_up_to_date(database: Database, folder: Path, mid: str | None) -> None:
    from data import vdir

    changed = vdir.write_folder(database, folder, mid)
    if changed:
        output.say(
            ngettext(
                "{count} file was written in {folder}.", "{count} files were written in {folder}.", changed
            ).format(count=changed, folder=folder)
        )


def _keep(database: Database, folder: Path, mid: str | None) -> int:
    """Look for commits of others until somebody ends it."""
    seen = None
    try:
        while True:
            version = database.data_version()
            if version != seen:
                _bring_up_to_date(database, folder, mid)
                output.finish()
                seen = version
            time.sleep(POLL)
    except KeyboardInterrupt:
        return 0


# -- reading in --------------------------------------------------------------------------------------------------------


@import_group.command(
    "calendar",
    help=N_(
        "Read an iCalendar file: when you are busy, or the answer to an invitation.\n\n"
        "With NAME the busy times are those of the other party of that mentorship. Each file replaces the one before. "
        "Only begins and ends are kept, never what they are about."
    ),
)
@argument("path", N_("FILE"), type=FilePath())
@argument("name", N_("NAME"), required=False)
@click.pass_obj
def import_calendar(call: Call, path: Path, name: str | None) -> int:
    """Busy times and answers; 1 where the file holds neither."""
    from data import busy, calendar_reading, clock, incoming

    content = incoming.read_file(path, calendar_reading.LARGEST)
    with call.database() as database:
        mid = _id_of(database, name)
        found = calendar_reading.read_calendar(content, clock.local_zone(), now())
        for answer in found.answers:
            _tell_answer(database, answer)
        if found.busy or not found.answers:
            busy.replace(database, found.busy, mid or busy.MINE)
            last = max((end for _begin, end in found.busy), default=None)
            _tell_busy(len(found.busy), None if last is None else medium_date(last.date()))
    return 0


def _tell_busy(count: int, last: str | None) -> None:
    if last is None:
        output.say(_("No busy time lies ahead in this file; what was known before is forgotten."))
        return
    sentence = ngettext(
        "{count} busy time is known now, until {day}.", "{count} busy times are known now, until {day}.", count
    )
    output.say(sentence.format(count=count, day=last))


def _tell_answer(database: Database, answer: Answer) -> None:
    from data import busy, mentorships, sessions

    noted = busy.note_answer(database, answer.uid, answer.original_starts, answer.reply, answer.sequence)
    if noted is None:
        output.say(_("This answers an invitation that is not from this database."))
        return
    it, session = mentorships.get(database, noted[0]), sessions.get(database, noted[1])
    words = {"name": it.partner, "day": medium_date(session.day)}
    if not noted[2]:
        output.say(
            _("{name} has answered an invitation to an earlier time. Send the new one for {day}.").format(**words)
        )
        return
    output.say(
        {
            "ACCEPTED": _("{name} has accepted the session on {day}."),
            "TENTATIVE": _("{name} may come to the session on {day}."),
            "DECLINED": _("{name} has declined the session on {day}."),
        }[answer.reply].format(**words)
    )
