"""Reading a copy back, without any database: is it whole, which version is it, who consented and how.

A copy proves nothing by itself: whoever changes one can also compute its fingerprints anew. What no one can change is
the other party's copy, so the last sentence always says what to compare. An SSH signature nobody else can make anew;
whose key it is, the copy cannot tell.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..clean import shown
from ..errors import BadInput
from ..i18n import _
from ..incoming import read_file
from ..model.agreement import VersionKind
from ..model.mentorship import Party
from ..ssh import Check
from .checked_signatures import CheckedSignature, checked, ssh_sentence
from .copy_page import copy_in, copy_page, is_page
from .record import (
    FORMAT,
    RECORD_BEGINS,
    RECORD_ENDS,
    CopyRecord,
    TextRecord,
    end_marker,
    ends_copy,
    marker,
    read_marker,
)
from .signatures import consent, same_account, standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

LARGEST = 20
"""Megabytes; four times what the largest template gives. What is larger is no copy."""

_MOST_MARKERS = 20
"""How many marker lines of a damaged file are tried: a text can hold any number of lines that look like one."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a copy turned out to be."""

    whole: bool
    """Every byte is as it was written."""
    same_words: bool
    """Whole, or only line ends were changed, as programs for mail do it: every word is as it was written."""
    sentences: tuple[str, ...]
    """What there is to say, in the language in use, harmless for a terminal; the verdict first."""
    record: CopyRecord | None
    """What the copy says of itself, be it true or not; None where that cannot be read."""
    signatures: tuple[CheckedSignature, ...] = ()
    """Every signature of a copy whose words are whole."""

    @property
    def holds(self) -> bool:
        """The words are whole, and no SSH signature is invalid."""
        return self.same_words and not any(it.ssh is Check.INVALID for it in self.signatures)


def verify_file(path: Path) -> Verdict:
    """Look through a file. Raises `BadInput` where it cannot be read, is too large, or is no copy."""
    return verify(read_file(path, LARGEST))


def verify(content: str | bytes) -> Verdict:
    """Look through a copy. Raises `BadInput` for what is no copy at all, and nothing else whatever it is given."""
    content = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    text = content.decode("utf-8", "surrogateescape")
    lined = _with_plain_line_ends(text)
    if is_page(lined):
        return _verdict_on_page(lined, whole=text == lined)
    return _verdict_on_copy(lined, whole=text == lined)


def _verdict_on_copy(text: str, *, whole: bool) -> Verdict:
    """The verdict on the Markdown of a copy, whose line ends are plain."""
    lines = text.split("\n")
    if not _looks_like_a_copy(lines):
        raise BadInput(_("This is no copy of an agreement: none of the lines that Handschlag writes is in it."))
    record = _record(lines)
    if record is not None and _is_whole(lines, record):
        signatures = tuple(checked(record))
        return Verdict(whole, True, tuple(_praise(record, signatures, whole=whole)), record, signatures)
    return Verdict(False, False, tuple(_findings(lines, record)), record)


def _verdict_on_page(text: str, *, whole: bool) -> Verdict:
    """The verdict on the copy within an HTML page, believed only where the page shows exactly that copy."""
    copy, frame = copy_in(text)
    verdict = _verdict_on_copy(copy, whole=whole)
    if verdict.record is None or not verdict.same_words:
        return verdict
    if _shows(text, copy, verdict.record, frame):
        return replace(verdict, sentences=(*verdict.sentences, _("The page shows exactly this copy.")))
    sentences = (
        _("The page is not the one that this version of Handschlag writes for the copy within it."),
        _(
            "Either it was changed, or another version wrote it. Do not rely on what it shows: take the Markdown text "
            "at its end out into a file, and check that."
        ),
        _ask_for_the_other_copy(),
    )
    return Verdict(False, False, sentences, verdict.record)


def _shows(text: str, copy: str, record: CopyRecord, frame: str) -> bool:
    """Whether a page is the one of this copy."""
    try:
        return text == copy_page(copy, record, frame)
    except ValueError:
        # Whoever computed the fingerprints of a copy anew may have built it in any way.
        return False


def _with_plain_line_ends(text: str) -> str:
    """Without what other programs add: a byte order mark, CR before LF, more or fewer line ends at the end."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").rstrip("\n") + "\n"


def _looks_like_a_copy(lines: Sequence[str]) -> bool:
    return any(line == RECORD_BEGINS or ends_copy(line) or read_marker(line) is not None for line in lines)


# -- reading -----------------------------------------------------------------------------------------------------------


def _record(lines: Sequence[str]) -> CopyRecord | None:
    """The last record of the file: texts of people stand above it, and a name in it cannot end it."""
    begins = next((index for index in range(len(lines) - 1, -1, -1) if lines[index] == RECORD_BEGINS), None)
    if begins is None:
        return None
    ends = next((index for index in range(begins, len(lines)) if lines[index] == RECORD_ENDS), len(lines))
    try:
        return CopyRecord.from_json("\n".join(lines[begins + 1 : ends]))
    except ValueError:
        return None


def _is_whole(lines: Sequence[str], record: CopyRecord) -> bool:
    """Whether the lines are exactly those of a copy with this record, and every fingerprint is right."""
    above = lines[:-2]
    if lines[-2:] != [_copy_end(above), ""] or not record.agrees_with_itself:
        return False
    first = next((index for index, line in enumerate(lines) if _begins(line, VersionKind.AGREEMENT)), len(lines))
    behind = _behind(lines, first, record.agreement)
    if behind is None:
        return False
    second = next(
        (index for index in range(behind, len(lines)) if _begins(lines[index], VersionKind.ANNEX)), len(lines)
    )
    return _behind(lines, second, record.annex) is not None


def _copy_end(above: Sequence[str]) -> str:
    """The last line of a copy with these lines above it, of whatever bytes they are."""
    return f"<!-- handschlag copy ends: {len(above)} lines above, sha256 {_fingerprint(above)} -->"


def _begins(line: str, kind: VersionKind) -> bool:
    found = read_marker(line)
    return found is not None and found.kind is kind


def _behind(lines: Sequence[str], at: int, it: TextRecord) -> int | None:
    """The line after a text that begins with the marker at a line; None where it is not the text of the record."""
    end = at + 1 + it.lines
    if end >= len(lines) or lines[at] != marker(it) or lines[end] != end_marker(it.kind):
        return None
    return end + 1 if _fingerprint(lines[at + 1 : end]) == it.sha256 else None


def _fingerprint(lines: Sequence[str]) -> str:
    """The SHA-256 of lines; bytes that are no UTF-8 count as they were."""
    text = "".join(f"{line}\n" for line in lines)
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def _has_text(lines: Sequence[str], it: TextRecord) -> bool:
    """Whether the text of a record stands in the file, word for word, wherever it is."""
    expected = marker(it)
    begins = [index for index, line in enumerate(lines) if line == expected]
    return any(_behind(lines, index, it) is not None for index in begins[:_MOST_MARKERS])


# -- saying it ---------------------------------------------------------------------------------------------------------


def _praise(record: CopyRecord, signatures: Sequence[CheckedSignature], *, whole: bool) -> Iterator[str]:
    if whole:
        yield _("This copy is whole: every line is as it was written.")
    else:
        yield _("The words of this copy are whole. Only line ends were changed, as mail programs do.")
    yield from (ssh_sentence(record, it) for it in signatures if it.ssh is Check.INVALID)
    yield _which(record)
    yield standing(record, shown)
    if record.agreement.version is not None:
        yield from (consent(record, record.agreement, party, shown) for party in Party)
    yield from same_account(record.agreement)
    yield from _annex(record)
    yield from (ssh_sentence(record, it) for it in signatures if it.ssh in (Check.VALID, Check.UNCHECKED))
    yield from _chain(record)
    yield _("A copy shows how things stood when it was made.")
    if any(it.signatures for it in (record.agreement, record.annex)):
        yield _(
            "Its signatures are simple electronic ones, and it is tamper-evident: whoever changes it gets other "
            "SHA-256s than the other party's copy has. It proves no more than that."
        )
    yield _(
        "Compare with the other party's copy: the SHA-256 of the agreement is {agreement}, "
        "that of the annex is {annex}."
    ).format(agreement=record.agreement.sha256, annex=record.annex.sha256)


def _which(record: CopyRecord) -> str:
    text = (
        _("It is the draft of the agreement of {mentor} and {mentee}.")
        if record.agreement.version is None
        else _("It is version {number} of the agreement of {mentor} and {mentee}.")
    )
    return text.format(number=record.agreement.version, mentor=shown(record.mentor), mentee=shown(record.mentee))


def _annex(record: CopyRecord) -> Iterator[str]:
    annex = record.annex
    if annex.version is None:
        yield _("The annex is a draft. Nobody has agreed to it yet.")
        return
    if annex.in_force_at is None:
        yield _("The annex is its version {number}; not both have agreed to it.").format(number=annex.version)
    else:
        yield _("The annex is its version {number}; both have agreed to it.").format(number=annex.version)
    yield from (consent(record, annex, party, shown) for party in Party)
    yield from same_account(annex)


def _chain(record: CopyRecord) -> Iterator[str]:
    """What the copy tells of the version before it; the copy of that one shows whether it is true."""
    agreement = record.agreement
    if agreement.version is not None and agreement.previous_sha256:
        yield _(
            "This version follows version {number}, whose SHA-256 is given here as {sha256}. A copy of that version "
            "shows the same."
        ).format(number=agreement.version - 1, sha256=agreement.previous_sha256)


def _findings(lines: Sequence[str], record: CopyRecord | None) -> Iterator[str]:
    yield _("This copy is not whole: it was changed after it had been written.")
    if record is None:
        yield _("What it says of itself (the record at its end) is missing or cannot be read.")
        yield from _findings_without_record(lines)
        return
    if record.format != FORMAT:
        yield _("It says that another version of Handschlag wrote it. Update the app, then look again.")
    agreement, annex = _has_text(lines, record.agreement), _has_text(lines, record.annex)
    yield from _finding_of_text(VersionKind.AGREEMENT, whole=agreement)
    yield from _finding_of_text(VersionKind.ANNEX, whole=annex)
    if not ends_copy(lines[-2]):
        yield _("Its end is missing, or something was added behind it.")
    elif agreement and annex:
        yield _(
            "The lines around the texts were changed: headings, signatures or fingerprints. "
            "Do not rely on what it says about signatures."
        )
    yield _ask_for_the_other_copy()


def _finding_of_text(kind: VersionKind, *, whole: bool) -> Iterator[str]:
    sentences = {
        (VersionKind.AGREEMENT, True): _("The text of the agreement is word for word the one of its fingerprint."),
        (VersionKind.AGREEMENT, False): _("The text of the agreement differs from the one of its fingerprint."),
        (VersionKind.ANNEX, True): _("The text of the annex is word for word the one of its fingerprint."),
        (VersionKind.ANNEX, False): _("The text of the annex differs from the one of its fingerprint."),
    }
    yield sentences[kind, whole]


def _findings_without_record(lines: Sequence[str]) -> Iterator[str]:
    """What the marker lines alone tell."""
    found = dict.fromkeys(VersionKind, False)
    tried = 0
    for index, line in enumerate(lines):
        begins = read_marker(line)
        if begins is None or found[begins.kind]:
            continue
        tried += 1
        end = index + 1 + begins.lines
        if end < len(lines) and lines[end] == end_marker(begins.kind):
            found[begins.kind] = _fingerprint(lines[index + 1 : end]) == begins.sha256
        if tried == _MOST_MARKERS:
            break
    for kind, whole in found.items():
        yield from _finding_of_text(kind, whole=whole)
    yield _ask_for_the_other_copy()


def _ask_for_the_other_copy() -> str:
    return _("Ask for the other party's copy, or hand out a new one.")
