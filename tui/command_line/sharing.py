"""Sharing at the command line: a mentorship put between two accounts, and joined by the other one."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from data import membership, mentorships
from data.i18n import N_, _

from . import output
from .speaking import FilePath, argument, command, option

if TYPE_CHECKING:
    from .call import Call


@command(
    "share",
    N_(
        "Share a mentorship with the other party's account on this machine.\n\n"
        "It goes on in your own database, and in a file in FOLDER, through which the two of you meet. The folder is "
        "made where it is not there; only the group may enter. The other party types once what is printed at the end."
    ),
)
@argument("name", N_("NAME"))
@argument("folder", N_("FOLDER"), type=FilePath())
@option("--group", metavar=N_("GROUP"), required=True, explanation=N_("The group that both of you are in."))
@click.pass_obj
def share(call: Call, name: str, folder: Path, *, group: str) -> None:
    """Share a mentorship."""
    with call.database() as database:
        mentorship = mentorships.find(database, name)
        path = membership.share(database, mentorship.id, folder, group)
    output.say(
        _("{title} is shared through {path}. {name} types once:").format(
            title=mentorship.title, path=path, name=mentorship.name_of(mentorship.me.other)
        )
    )
    output.say(f"    handschlag join {shlex.quote(str(path))}")
    output.say(
        _("Private notes, and what each writes for a review before both are done, stay in each one's own database.")
    )


@command(
    "join",
    N_(
        "Take a mentorship that is shared with you into your own database.\n\n"
        "Again, with the file in another place, it is found there from then on."
    ),
)
@argument("file", N_("FILE"), type=FilePath())
@click.pass_obj
def join(call: Call, file: Path) -> None:
    """Join a shared mentorship."""
    with call.database(create=True) as database:
        mentorship = membership.join(database, file)
    output.say(
        _("{title} is in your own database now. “handschlag open {number}” opens it.").format(
            title=mentorship.title, number=mentorship.number
        )
    )
