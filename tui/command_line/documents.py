"""Documents at the command line: written out and read in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from data.clock import now
from data.errors import BadInput, Refused
from data.i18n import LANGUAGES, N_, _, ngettext
from data.model.format import Format
from data.model.session import SessionKind, SessionState

from . import output
from .call import Call
from .speaking import FilePath, Group, Number, OneOf, argument, option, require_command

if TYPE_CHECKING:
    from data import Database
    from data.model.mentorship import Mentorship
    from data.model.session import Session


@click.group(
    "export",
    cls=Group,
    invoke_without_command=True,
    help=N_(
        "Write out a document of a mentorship, in its own language.\n\n"
        "It goes to standard output, or into a file with -o, whose ending chooses the format: .md, .html, .txt.\n\n"
        "NAME is a part of either person's name, or the number in “handschlag list”."
    ),
)
@click.pass_context
def export(ctx: click.Context) -> None:
    """Hold the documents together."""
    require_command(ctx)


def _exported(content: Callable[..., str | bytes]) -> Callable[..., int]:
    """Make a function that gives the content for a mentorship one that writes it out, with the options for that."""

    @argument("name", N_("NAME"))
    @option("-o", "--output", "path", metavar=N_("FILE"), type=FilePath(), explanation=N_("Write into this file."))
    @option("--force", is_flag=True, explanation=N_("Replace the file without asking."))
    @click.pass_obj
    @wraps(content)
    def written(call: Call, /, name: str, path: Path | None, force: bool, **choices: Any) -> int:
        from data import formats, mentorships, text_checks

        if "form" in choices:
            asked = choices["form"] and Format(choices["form"])
            choices["form"] = asked or (path and formats.format_of(path)) or Format.MARKDOWN
        with call.to_read() as database:
            for sentence in filter(None, text_checks.look_through(database)):
                output.complain(sentence)
            text = content(database, mentorships.find(database, name), **choices)
        return deliver(text, path, force=force)

    return written


_formatted = option(
    "--format",
    "form",
    type=OneOf(*Format),
    explanation=N_("Markdown, one HTML page, or plain text; else as the ending of FILE says, else Markdown."),
)


def deliver(content: str | bytes, path: Path | None, *, force: bool) -> int:
    """Print a document or write its file; 1 where a person does not want the file replaced."""
    from data import files

    if path is None or path == Path("-"):
        output.document(content)
        return 0
    try:
        files.write_file(path, content, overwrite=force)
    except files.FileThere as error:
        yes = output.ask(_("{path} exists already. Replace it? (y/n)").format(path=path))
        if yes is None:
            raise BadInput(_("{path} exists already. With --force it is replaced.").format(path=path)) from error
        if not yes:
            return 1
        files.write_file(path, content, overwrite=True)
    output.say(_("Written to {path}.").format(path=path))
    return 0


# -- what there is to write out ----------------------------------------------------------------------------------------


@export.command(
    "agreement",
    help=N_(
        "The agreement in force with its annex and signatures, as both parties have it.\n\n"
        "Where none is in force it is the draft, marked as such; after the end of a mentorship, the last agreement "
        "that was in force."
    ),
)
@_exported
@option("--version", "number", metavar=N_("N"), type=Number(1, 999_999), explanation=N_("Another version, by number."))
@_formatted
@option(
    "--frame",
    type=OneOf(*LANGUAGES),
    explanation=N_("The language of what stands around the texts, never of the texts; else that of the mentorship."),
)
def agreement(database: Database, it: Mentorship, number: int | None, form: Format, frame: str | None) -> str:
    """A copy."""
    from data import copy, versions

    if number is None:
        agreed = [version.number for version in versions.of(database, it.id) if version.in_force_at is not None]
        number = agreed[-1] if agreed else None
    return copy.copy_of(database, it.id, number, form, frame)


@export.command(
    "invitation", help=N_("The invitation to the first meeting; after it, to the next session that is planned.")
)
@_exported
@_formatted
def invitation(database: Database, it: Mentorship, form: Format) -> str:
    """A text to send."""
    from data import formats, questions, sessions
    from data import invitation as invitations

    planned = [session for session in sessions.of(database, it.id) if session.state is SessionState.PLANNED]
    first = [session for session in planned if session.kind is SessionKind.FIRST]
    coming = [session for session in planned if session.starts_at >= now()]
    session = next(iter([*first, *coming]), None)
    if session is None:
        raise Refused(
            _("No meeting of {title} is planned. “handschlag open {number}” opens the place to plan one.").format(
                title=it.title, number=it.number
            )
        )
    return formats.rendered(invitations.invitation(it, session, questions.of(database, it.id)), form, it.language)


@export.command("questions", help=N_("The questions of the first meeting, with their answers or with room to write."))
@_exported
@_formatted
def questions(database: Database, it: Mentorship, form: Format) -> str:
    """A list on paper."""
    from data import formats, question_list
    from data import questions as checklist

    return formats.rendered(question_list.questions_document(it, checklist.of(database, it.id)), form, it.language)


@export.command("minutes", help=N_("The minutes of the session that was held last."))
@_exported
@_formatted
def minutes(database: Database, it: Mentorship, form: Format) -> str:
    """What was talked about and promised."""
    from data import formats, sessions
    from data import minutes as protocols

    session = _latest(sessions.of(database, it.id))
    if session is None:
        raise Refused(_("No session of {title} has been held yet.").format(title=it.title))
    return formats.rendered(protocols.minutes(database, it.id, session.id), form, it.language)


def _latest(sessions: list[Session]) -> Session | None:
    """The newest session that was held, else the newest that has begun; None where nothing has."""
    held = [session for session in sessions if session.state is SessionState.HELD]
    begun = [session for session in sessions if session.state is SessionState.PLANNED and session.starts_at <= now()]
    return next(reversed(held or begun), None)


@export.command("dossier", help=N_("Everything about a mentorship in one document."))
@_exported
@_formatted
def dossier(database: Database, it: Mentorship, form: Format) -> str:
    """The whole."""
    from data import dossier as dossiers

    return dossiers.rendered(database, it.id, form)


# -- reading in --------------------------------------------------------------------------------------------------------


@click.group("import", cls=Group, invoke_without_command=True, help=N_("Read in a file of your own."))
@click.pass_context
def import_group(ctx: click.Context) -> None:
    """Hold the imports together."""
    require_command(ctx)


@import_group.command(
    "questions", help=N_("Put the questions of a catalogue, a TOML file, on the list of a mentorship.")
)
@argument("path", N_("FILE"), type=FilePath())
@argument("name", N_("NAME"))
@click.pass_obj
def import_questions(call: Call, path: Path, name: str) -> None:
    """Add questions; those on the list stay as they are."""
    from data import mentorships, questions, texts

    catalogue = texts.read_catalogue(path)
    with call.database() as database:
        it = mentorships.find(database, name)
        added = questions.add_from_catalogue(database, it.id, catalogue)
    if added:
        output.say(
            ngettext(
                "{count} question was added to the list of {title}.",
                "{count} questions were added to the list of {title}.",
                added,
            ).format(count=added, title=it.title)
        )
    else:
        output.say(_("Every question of this catalogue is on the list already."))
