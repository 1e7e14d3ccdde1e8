"""The copy that each party leaves with: the agreement word for word, the annex, the signature block.

The texts stand as they were frozen and are never rendered again; only the frame around them is in the language of the
mentorship. `record` describes the lines that a machine reads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import NotFound
from ..i18n import _, using
from ..model.agreement import Version, VersionKind, VersionState
from .files import safe_name
from .record import RECORD_BEGINS, RECORD_ENDS, CopyRecord, copy_end, end_marker, marker, record_of
from .signatures import signature_block, standing

if TYPE_CHECKING:
    from ..model.mentorship import Mentorship
    from ..store.connection import Database


def copy_of(database: Database, mentorship_id: str, number: int | None = None) -> str:
    """The copy of a version by its number, or of the draft, as Markdown.

    With a version goes the annex in force, else the newest one that was frozen; with the draft, and where none was
    frozen, the annex as it stands. Raises `NotFound` for a number that no version has.
    """
    from ..store import mentorships, versions

    mentorship = mentorships.get(database, mentorship_id)
    if number is None:
        draft = versions.frozen(versions.draft_text(database, mentorship_id))
        return agreement_copy(mentorship, draft, versions.annex_as_it_stands(database, mentorship_id))
    attached = versions.in_force(database, mentorship_id, VersionKind.ANNEX)
    attached = attached or versions.newest(database, mentorship_id, VersionKind.ANNEX)
    return agreement_copy(
        mentorship,
        numbered(versions.of(database, mentorship_id), number),
        attached or versions.annex_as_it_stands(database, mentorship_id),
    )


def numbered(versions: list[Version], number: int) -> Version:
    """The version with this number. Raises `NotFound`."""
    for version in versions:
        if version.number == number:
            return version
    raise NotFound(_("There is no version {number} of this agreement.").format(number=number))


def agreement_copy(mentorship: Mentorship, agreement: Version | str, annex: Version | str) -> str:
    """A copy of these two texts; a string is a draft. Both texts end with a line end.

    The same data always give the same bytes: both parties' copies are one file.
    """
    record = record_of(mentorship, agreement, annex)
    texts = [it if isinstance(it, str) else it.text for it in (agreement, annex)]
    with using(mentorship.language):
        above = _banner(record)
        first = above.count("\n") + 2
        last = first + record.agreement.lines - 1
        above += "".join(
            f"{marker(it)}\n{text}{end_marker(it.kind)}\n\n---\n\n"
            for it, text in zip((record.agreement, record.annex), texts, strict=True)
        )
        above += f"{signature_block(record)}\n{_standing(record)}\n{_how_to_check(first, last)}\n"
    above += f"{RECORD_BEGINS}\n{record.to_json()}\n{RECORD_ENDS}\n"
    return above + copy_end(above) + "\n"


def is_draft(record: CopyRecord) -> bool:
    """Whether DRAFT stands on it: on everything that is not in force."""
    return record.agreement.state is not VersionState.IN_FORCE


def banner_word() -> str:
    """`DRAFT`, in the language in use."""
    return _("DRAFT")


def _banner(record: CopyRecord) -> str:
    """The lines above the agreement; nothing stands above one that is in force."""
    if not is_draft(record):
        return ""
    title = _("{draft}: not in force").format(draft=banner_word())
    return f"> **{title}**\n>\n> {standing(record)}\n\n"


def _standing(record: CopyRecord) -> str:
    return standing(record) + "\n"


def _how_to_check(first: int, last: int) -> str:
    sentence = _(
        "To check this copy without Handschlag: lines {first} to {last} of this file are the agreement, "
        "and this command gives their SHA-256:"
    ).format(first=first, last=last)
    promise = _(
        "A copy shows when it was changed, for as long as the other party's copy shows the same SHA-256. "
        "The signatures are simple electronic ones: typed names, recorded under an account of the server."
    )
    return f"{sentence}\n\n    sed -n '{first},{last}p' FILE | sha256sum\n\n{promise}\n"


def file_name(mentorship: Mentorship, version: Version | None) -> str:
    """A name for the file of a copy, made of the parties' names; None is the draft.

    `agreement-anna-weber-ben-okafor-version-2.md`, with `DRAFT-` before it unless that version is in force.
    """
    people = safe_name(mentorship.mentor, mentorship.mentee)
    with using(mentorship.language):
        if version is None:
            name = _("agreement-{people}").format(people=people)
        else:
            name = _("agreement-{people}-version-{number}").format(people=people, number=version.number)
        in_force = version is not None and version.state is VersionState.IN_FORCE
        return f"{name}.md" if in_force else f"{banner_word()}-{name}.md"

