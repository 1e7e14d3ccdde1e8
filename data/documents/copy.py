"""The copy that each party leaves with: the agreement word for word, the annex, the signature block.

The texts stand as they were frozen and are never rendered again. Only the frame around them is in a language of choice,
the one of the mentorship where nobody chose. `record` describes the lines that a machine reads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import NotFound, Refused
from ..i18n import _, using
from ..model.agreement import Version, VersionKind, VersionState
from ..model.format import Format
from . import names
from .copy_parts import parts_of
from .formats import with_ending
from .record import RECORD_BEGINS, RECORD_ENDS, CopyRecord, TextRecord, copy_end, end_marker, marker, record_of
from .signatures import signature_block, standing
from .ssh_block import ssh_block

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.entry import Receipt
    from ..model.mentorship import Mentorship
    from ..store.connection import Database


def copy_of(
    database: Database,
    mentorship_id: str,
    number: int | None = None,
    form: Format = Format.MARKDOWN,
    frame: str | None = None,
) -> str:
    """The copy of a version by its number, or of the draft; its frame in a language, else in the mentorship's.

    With a version goes the annex that both agreed to last, else the newest one that was frozen; with the draft, and
    where none was frozen, the annex as it stands. Raises `NotFound` for a number that no version has.
    """
    from ..store import entries, mentorships, versions

    mentorship = mentorships.get(database, mentorship_id)
    agreement: Version | str
    receipt = None
    annex: Version | str = versions.annex_as_it_stands(database, mentorship_id)
    if number is None:
        agreement = versions.frozen(versions.draft_text(database, mentorship_id))
    else:
        agreement = numbered(versions.of(database, mentorship_id), number)
        annex = versions.attached_annex(database, mentorship_id) or annex
        receipt = entries.newest(database, mentorship_id)
    return agreement_copy(mentorship, agreement, annex, form, frame, receipt)


def numbered(versions: list[Version], number: int) -> Version:
    """The version with this number. Raises `NotFound`."""
    for version in versions:
        if version.number == number:
            return version
    raise NotFound(_("There is no version {number} of this agreement.").format(number=number))


def agreement_copy(
    mentorship: Mentorship,
    agreement: Version | str,
    annex: Version | str,
    form: Format = Format.MARKDOWN,
    frame: str | None = None,
    receipt: Receipt | None = None,
) -> str:
    """A copy of these two texts; a string is a draft. Both texts end with a line end.

    The same data always give the same bytes: both parties' copies are one file. With its frame in another language it
    is another file, whose two texts and whose record are the same; in another format, what it shows is the same. The
    receipt tells of the log as it stands. Raises `Refused` for a text of another program that can only be written as
    it stands.
    """
    if form is not Format.MARKDOWN:
        _require_line_ends(agreement, annex)
    record = record_of(mentorship, agreement, annex, receipt)
    frame = frame or mentorship.language
    copy = _markdown(record, [it if isinstance(it, str) else it.text for it in (agreement, annex)], frame)
    if form is Format.HTML:
        from .copy_page import copy_page

        return copy_page(copy, record, frame)
    if form is Format.TEXT:
        from .copy_plain import copy_plain

        return copy_plain(copy, record, frame)
    return copy


def _require_line_ends(*texts: Version | str) -> None:
    """The frame around a text begins on a line of its own, or the text cannot be taken out of a copy again."""
    for it in texts:
        if isinstance(it, str) or not it.text or it.text.endswith("\n"):
            continue
        sentence = {
            VersionKind.AGREEMENT: _(
                "The last line of version {number} has no end: another program wrote this text. Only Markdown can be "
                "made of it. Compare your copy."
            ),
            VersionKind.ANNEX: _(
                "The last line of annex {number} has no end: another program wrote this text. Only Markdown can be "
                "made of it. Compare your copy."
            ),
        }[it.kind]
        raise Refused(sentence.format(number=it.number))


def _markdown(record: CopyRecord, texts: Sequence[str], frame: str) -> str:
    with using(frame):
        above = banner(record)
        first = above.count("\n") + 2
        last = first + record.agreement.lines - 1
        above += _framed(record.agreement, texts[0])
        above += annex_banner(record) + _framed(record.annex, texts[1])
        above += f"{signature_block(record)}\n{standing(record)}\n\n{_how_to_check(first, last)}\n"
        above += ssh_block(record, above.count("\n"))
    above += f"{RECORD_BEGINS}\n{record.to_json()}\n{RECORD_ENDS}\n"
    return above + copy_end(above) + "\n"


def _framed(record: TextRecord, text: str) -> str:
    return f"{marker(record)}\n{text}{end_marker(record.kind)}\n\n---\n\n"


def for_reading(copy: str) -> str:
    """A copy without the lines that only machines read; as it is where they cannot be told from the words."""
    try:
        begins, ends = copy.rindex(f"{RECORD_BEGINS}\n"), copy.rindex(f"\n{RECORD_ENDS}\n")
        parts = parts_of(copy, CopyRecord.from_json(copy[begins + len(RECORD_BEGINS) : ends]))
    except ValueError:
        return copy
    texts = (f"{parts.above}{parts.agreement}", f"{parts.between}{parts.annex}", parts.below)
    return "\n---\n\n".join(texts)


def is_draft(record: CopyRecord) -> bool:
    """Whether DRAFT stands on it: on everything that never came into force."""
    return record.agreement.in_force_at is None


def mark(record: CopyRecord) -> str:
    """What stands on a copy in large letters, in the language in use; nothing on one that is in force."""
    if record.agreement.state is VersionState.IN_FORCE:
        return ""
    return _("DRAFT: not in force") if is_draft(record) else _("NO LONGER IN FORCE")


def banner(record: CopyRecord) -> str:
    """The lines above the agreement; nothing stands above one that is in force."""
    marked = mark(record)
    return f"> **{marked}**\n>\n> {standing(record)}\n\n" if marked else ""


def annex_banner(record: CopyRecord) -> str:
    """The lines above an annex that not both have agreed to."""
    if record.annex.in_force_at is not None:
        return ""
    return f"> **{_('DRAFT: this annex has not been agreed to by both')}**\n\n"


def _how_to_check(first: int, last: int) -> str:
    sentence = _(
        "To check this copy without Handschlag: lines {first} to {last} of this file are the agreement, "
        "and this command gives their SHA-256:"
    ).format(first=first, last=last)
    promise = _(
        "A copy shows whether it was changed, for as long as the other party's copy shows the same SHA-256. "
        "The signatures are simple electronic ones: typed names, recorded under an account of the server."
    )
    return f"{sentence}\n\n    sed -n '{first},{last}p' {_('FILE')} | sha256sum\n\n{promise}\n"


def file_name(
    mentorship: Mentorship, version: Version | None, form: Format = Format.MARKDOWN, frame: str | None = None
) -> str:
    """A name for the file of a copy, made of the parties' names, in the language of its frame; None is the draft.

    `agreement-anna-weber-ben-okafor-version-2.md`, with `DRAFT-` before it unless that version came into force.
    """
    people = names.people(mentorship)
    with using(frame or mentorship.language):
        if version is None:
            return with_ending(_("DRAFT-agreement-{people}.md").format(people=people), form)
        name = (
            _("DRAFT-agreement-{people}-version-{number}.md")
            if version.in_force_at is None
            else _("agreement-{people}-version-{number}.md")
        )
        return with_ending(name.format(people=people, number=version.number), form)
