"""What a copy says of itself for a machine: its record as JSON, its marker lines, and reading both back.

Format 1. A copy is Markdown with these lines of its own, each an HTML comment:

    <!-- handschlag agreement: version 2, 118 lines, sha256 … -->     then exactly 118 lines, then
    <!-- handschlag agreement ends -->
    <!-- handschlag annex: version 1, 24 lines, sha256 … -->          likewise
    <!-- handschlag record                                            then JSON, then -->
    <!-- handschlag copy ends: 170 lines above, sha256 … -->          over the 170 lines above it

A signature in the record may have `ssh`, with the key and the armoured signature; what is signed is the statement of
`data.model.ssh_signature`, made anew from the record. The record may have a `receipt`: the newest entry of the
mentorship's log when the copy was made. Copies without them have the bytes that they always had.

A SHA-256 is over the UTF-8 bytes of the lines, each ended by LF. `draft` stands for `version N` where nothing was
frozen. A text may hold such lines itself: lines are counted, so it cannot pass for the frame.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Any

from ..clean import shown
from ..clock import from_stamp, stamp
from ..model.agreement import Method, Signature, Version, VersionKind, VersionState, fingerprint
from ..model.dates import EARLIEST, LATEST
from ..model.entry import Receipt
from ..model.mentorship import Mentorship, Party
from ..model.ssh_signature import SshSignature

FORMAT = 1
"""The number of this format."""

RECORD_BEGINS = "<!-- handschlag record"
RECORD_ENDS = "-->"

_MARKER = re.compile(
    r"<!-- handschlag (?P<kind>agreement|annex): (?:version (?P<version>[0-9]{1,9})|draft), "
    r"(?P<lines>[0-9]{1,9}) lines, sha256 (?P<sha256>[0-9a-f]{64}) -->"
)
_COPY_END = re.compile(r"<!-- handschlag copy ends: [0-9]{1,9} lines above, sha256 [0-9a-f]{64} -->")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class TextRecord:
    """One of the two texts of a copy; `version` is None and much of the rest empty for a draft."""

    kind: VersionKind
    version: int | None
    state: VersionState | None
    lines: int
    sha256: str
    previous_sha256: str
    frozen_at: datetime | None
    frozen_by: str
    signatures: tuple[Signature, ...]

    def signature_of(self, party: Party) -> Signature | None:
        """What this party consented with, if it did."""
        return next((it for it in self.signatures if it.party is party), None)

    @property
    def in_force_at(self) -> datetime | None:
        """When the second party consented; None while one is missing."""
        return max(it.at for it in self.signatures) if {it.party for it in self.signatures} == set(Party) else None


@dataclass(frozen=True, slots=True)
class CopyRecord:
    """All that a copy says of itself."""

    format: int
    language: str
    zone: str
    mentor: str
    mentee: str
    agreement: TextRecord
    annex: TextRecord
    receipt: Receipt | None = None
    """Of the log as it stood; None in a draft, and in copies of before there were logs."""

    def name_of(self, party: Party) -> str:
        """The name of a party."""
        return self.mentor if party is Party.MENTOR else self.mentee

    def to_json(self) -> str:
        """The record as JSON that no HTML comment ends early and no mail program needs to wrap."""
        values = asdict(self)
        for it in (*values["agreement"]["signatures"], *values["annex"]["signatures"]):
            if it["ssh"] is None:
                # As before there were any: the same data still give the same bytes.
                del it["ssh"]
        if values["receipt"] is None:
            del values["receipt"]
        text = json.dumps(values, ensure_ascii=False, indent=1, default=_plain)
        return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("--", "-\\u002d")

    @classmethod
    def from_json(cls, text: str) -> CopyRecord:
        """Read back what `to_json` wrote, names made harmless. Raises `ValueError` for anything else."""
        try:
            values = json.loads(text)
            return cls(
                format=_number(values["format"]),
                **{name: _words(values[name]) for name in ("language", "zone", "mentor", "mentee")},
                agreement=_text_record(VersionKind.AGREEMENT, values["agreement"]),
                annex=_text_record(VersionKind.ANNEX, values["annex"]),
                receipt=_receipt(values["receipt"]) if "receipt" in values else None,
            )
        except (KeyError, TypeError, AttributeError, IndexError, OverflowError, RecursionError) as error:
            raise ValueError(str(error)) from error

    @property
    def agrees_with_itself(self) -> bool:
        """Whether its states can be true: what is in force has both consents, each to exactly that text."""
        return self.format == FORMAT and all(_agrees_with_itself(it) for it in (self.agreement, self.annex))


def _agrees_with_itself(it: TextRecord) -> bool:
    parties = [signature.party for signature in it.signatures]
    if len(set(parties)) != len(parties) or any(signature.sha256 != it.sha256 for signature in it.signatures):
        return False
    if it.version is None or it.state is None:
        return it.version is None and it.state is None and not parties
    if not _signed_by_two(it.signatures):
        return False
    if (it.version == 1) is not (it.previous_sha256 == ""):
        # Versions are a chain: each but the first names the one before it.
        return False
    expected = {VersionState.PROPOSED: 0, VersionState.PARTLY_SIGNED: 1, VersionState.IN_FORCE: 2}
    return it.frozen_at is not None and len(parties) == expected.get(it.state, len(parties))


def _signed_by_two(signatures: tuple[Signature, ...]) -> bool:
    """Whether no account counts as the own login of both, no key is both parties', and keys sign by own logins."""
    logins = [it.os_user for it in signatures if it.method is Method.OWN_LOGIN]
    keys = [it.ssh.public_key for it in signatures if it.ssh is not None and it.method is Method.OWN_LOGIN]
    return (
        len(set(logins)) == len(logins)
        and len(set(keys)) == len(keys)
        and all(it.ssh is None or it.method is Method.OWN_LOGIN for it in signatures)
    )


def _plain(value: Any) -> str:
    return stamp(value) if isinstance(value, datetime) else str(value)


def _text_record(kind: VersionKind, values: Any) -> TextRecord:
    if values["kind"] != kind.value:
        raise ValueError(kind)
    return TextRecord(
        kind=kind,
        version=None if values["version"] is None else _number(values["version"]),
        state=None if values["state"] is None else VersionState(values["state"]),
        lines=_number(values["lines"]),
        sha256=_fingerprint(values["sha256"]),
        previous_sha256=_fingerprint(values["previous_sha256"]) if values["previous_sha256"] else "",
        frozen_at=None if values["frozen_at"] is None else _instant(values["frozen_at"]),
        frozen_by=_words(values["frozen_by"]),
        signatures=tuple(
            Signature(
                party=Party(it["party"]),
                name=_words(it["name"]),
                signed_on=_day(it["signed_on"]),
                at=_instant(it["at"]),
                method=Method(it["method"]),
                sha256=_fingerprint(it["sha256"]),
                os_user=_words(it["os_user"]),
                ssh=_ssh(it["ssh"]) if "ssh" in it else None,
            )
            for it in values["signatures"]
        ),
    )


def _ssh(values: Any) -> SshSignature:
    signature = SshSignature(public_key=values["public_key"], armour=values["armour"])
    if not signature.is_well_formed:
        raise ValueError(signature)
    return signature


def _receipt(values: Any) -> Receipt:
    return Receipt(_words(values["mentorship_id"]), _number(values["number"]), _fingerprint(values["sha256"]))


def _words(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return shown(value)


def _number(value: Any) -> int:
    if type(value) is not int or not 0 <= value < 10**9:
        raise ValueError(value)
    return value


def _fingerprint(value: Any) -> str:
    if _SHA256.fullmatch(value) is None:
        raise ValueError(value)
    return str(value)


def _day(value: Any) -> date:
    day = date.fromisoformat(value)
    if not EARLIEST <= day <= LATEST:
        raise ValueError(value)
    return day


def _instant(value: Any) -> datetime:
    moment = from_stamp(value)
    if not EARLIEST <= moment.date() <= LATEST or moment.tzinfo is None:
        raise ValueError(value)
    return moment.astimezone(UTC)


def record_of(
    mentorship: Mentorship, agreement: Version | str, annex: Version | str, receipt: Receipt | None = None
) -> CopyRecord:
    """The record of a copy; a text stands for a draft."""
    return CopyRecord(
        format=FORMAT,
        language=mentorship.language,
        zone=mentorship.zone,
        mentor=mentorship.mentor,
        mentee=mentorship.mentee,
        agreement=text_record(VersionKind.AGREEMENT, agreement),
        annex=text_record(VersionKind.ANNEX, annex),
        receipt=receipt,
    )


def text_record(kind: VersionKind, it: Version | str) -> TextRecord:
    """What a copy tells of one text; a string is a draft."""
    if isinstance(it, str):
        return TextRecord(kind, None, None, it.count("\n"), fingerprint(it), "", None, "", ())
    return TextRecord(
        kind=kind,
        version=it.number,
        state=it.state,
        lines=it.text.count("\n"),
        sha256=it.sha256,
        previous_sha256=it.previous_sha256,
        frozen_at=it.frozen_at,
        frozen_by=it.frozen_by,
        signatures=it.signatures,
    )


def marker(record: TextRecord) -> str:
    """The line that stands directly above a text."""
    which = "draft" if record.version is None else f"version {record.version}"
    return f"<!-- handschlag {record.kind}: {which}, {record.lines} lines, sha256 {record.sha256} -->"


def end_marker(kind: VersionKind) -> str:
    """The line that stands directly below a text."""
    return f"<!-- handschlag {kind} ends -->"


def copy_end(above: str) -> str:
    """The last line of a copy, for all lines above it."""
    return f"<!-- handschlag copy ends: {above.count(chr(10))} lines above, sha256 {fingerprint(above)} -->"


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker line as it was read."""

    kind: VersionKind
    version: int | None
    lines: int
    sha256: str


def read_marker(line: str) -> Marker | None:
    """What a marker line says, or None where the line is none."""
    found = _MARKER.fullmatch(line)
    if found is None:
        return None
    version = None if found["version"] is None else int(found["version"])
    return Marker(VersionKind(found["kind"]), version, int(found["lines"]), found["sha256"])


def ends_copy(line: str) -> bool:
    """Whether a line has the form of the last line of a copy, be it right or not."""
    return _COPY_END.fullmatch(line) is not None
