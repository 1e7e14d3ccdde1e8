"""An entry of the log: one line of what two people agreed to, chained by SHA-256 to the one before it.

Each mentorship has one log: every text that was frozen, every consent, every coming into force, the end. An entry is a
text, so that its SHA-256 can be made anew by anybody; that SHA-256 stands in the next entry. Whoever knows that of one
entry (a receipt) therefore notices when anything up to it was changed, added or taken away.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from .agreement import fingerprint

FORMAT = 1
"""The number of the form in which an entry is written. The bytes of an entry stay the same for good."""

_SHA256 = re.compile(r"[0-9a-f]{64}")
_SHORT_DIGITS = 20
"""Hex digits of a SHA-256 that a short receipt gives: nobody finds another text for 80 bits."""
_GROUP = 4


class EntryKind(StrEnum):
    """What an entry tells of."""

    FROZEN = "frozen"
    """A version of the agreement or of the annex was frozen; the subject is its id."""
    SIGNED = "signed"
    """A party consented; the subject is the id of the signature."""
    IN_FORCE = "in force"
    """Both have consented; the subject is the id of the version."""
    ENDED = "ended"
    COMPLETED = "completed"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What tells of a log up to an entry: kept outside of it, it shows whether the log was rewritten."""

    mentorship_id: str
    number: int
    """Of the entry, counted from 1."""
    sha256: str
    """Of the entry."""

    @property
    def short(self) -> str:
        """`12-7f3a-91c2-0b4e-55d1-9c2e`: to be read out, written down and typed."""
        digits = self.sha256[:_SHORT_DIGITS]
        groups = [digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP)]
        return "-".join([str(self.number), *groups])

    @property
    def is_well_formed(self) -> bool:
        """Whether it has the form of a receipt; that says nothing of whether it is one of a log."""
        return self.number > 0 and bool(self.mentorship_id) and _SHA256.fullmatch(self.sha256) is not None


def typed_receipt(typed: str) -> tuple[int, str] | None:
    """The number and the first digits of a short receipt as a person typed it; None for what is none."""
    number, *groups = re.split(r"[\s-]+", typed.strip().casefold())
    digits = "".join(groups)
    if not re.fullmatch(r"[1-9][0-9]{0,8}", number) or not re.fullmatch(r"[0-9a-f]+", digits):
        return None
    return (int(number), digits) if _SHORT_DIGITS <= len(digits) <= 64 else None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it is stored."""

    mentorship_id: str
    number: int
    """Counted from 1, without a gap."""
    kind: EntryKind
    subject: str
    """The id of what it tells of; empty for an end."""
    at: str
    """The moment as a stamp (`data.clock.stamp`), never before that of the entry before it."""
    content: str
    """What the SHA-256 is over."""
    previous_sha256: str
    """Of the entry before it, empty for the first."""
    sha256: str

    @property
    def receipt(self) -> Receipt:
        """What is kept outside of the log."""
        return Receipt(self.mentorship_id, self.number, self.sha256)


def made(
    mentorship_id: str, number: int, kind: EntryKind, subject: str, at: str, previous_sha256: str, of: Mapping[str, str]
) -> Entry:
    """The entry that tells of something; `of` is everything that is to be told of it, by name."""
    content = text_of(mentorship_id, number, kind, subject, at, previous_sha256, of)
    return Entry(mentorship_id, number, kind, subject, at, content, previous_sha256, fingerprint(content))


def text_of(
    mentorship_id: str, number: int, kind: str, subject: str, at: str, previous_sha256: str, of: Mapping[str, str]
) -> str:
    """The text of an entry: JSON of one form only, the same bytes in every file and for good."""
    values = {
        "at": at,
        "entry": number,
        "format": FORMAT,
        "kind": str(kind),
        "mentorship": mentorship_id,
        "of": dict(of),
        "previous": previous_sha256,
        "subject": subject,
    }
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
