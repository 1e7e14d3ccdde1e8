"""The agreement: versions and their states, signatures, points, the annex."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from .mentorship import Party
from .ssh_signature import SshSignature


class VersionKind(StrEnum):
    """The core text and the annex have versions of their own: changing the room voids no signature."""

    AGREEMENT = "agreement"
    ANNEX = "annex"


class VersionState(StrEnum):
    """`proposed → partly signed → in force → superseded`; `closed` when the mentorship ends."""

    PROPOSED = "proposed"
    PARTLY_SIGNED = "partly signed"
    IN_FORCE = "in force"
    SUPERSEDED = "superseded"
    CLOSED = "closed"


class Method(StrEnum):
    """How a party gave its consent."""

    OWN_LOGIN = "own login"
    IN_PERSON = "in person"
    """In person, at the other one's terminal."""
    ON_PAPER = "on paper"
    AGREED = "agreed"
    """Confirmed as agreed, without a signature."""


@dataclass(frozen=True, slots=True)
class Signature:
    """One party's consent to exactly one text, as it is stored and as a copy tells it."""

    party: Party
    name: str
    """As typed by the one who signed."""
    signed_on: date
    """The date beside the signature."""
    at: datetime
    """The server's time, UTC."""
    method: Method
    sha256: str
    os_user: str
    """The account that recorded it, from the uid."""
    ssh: SshSignature | None = None
    """Beside an own login: what the party's SSH key has signed."""


@dataclass(frozen=True, slots=True)
class Version:
    """A frozen text."""

    id: str
    mentorship_id: str
    kind: VersionKind
    number: int
    text: str
    sha256: str
    """Over exactly the UTF-8 of `text`."""
    previous_sha256: str
    """Of the version before, empty for the first: versions are a chain."""
    language: str
    frozen_at: datetime
    frozen_by: str
    signatures: tuple[Signature, ...]
    state: VersionState

    @property
    def in_force_at(self) -> datetime | None:
        """When the second party consented; None while one is missing."""
        return came_into_force(self.signatures)

    def signature_of(self, party: Party) -> Signature | None:
        """What this party consented with, if it did."""
        return next((s for s in self.signatures if s.party is party), None)

    @property
    def missing(self) -> tuple[Party, ...]:
        """Who has not consented yet."""
        return tuple(party for party in Party if self.signature_of(party) is None)


def fingerprint(text: str) -> str:
    """The SHA-256 of a text's UTF-8 bytes, as 64 hex digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def has_plain_line_ends(text: str) -> bool:
    """Whether a text ends its lines as every frozen text does: each by LF, the last one too."""
    return text.endswith("\n") and "\r" not in text


def came_into_force(signatures: Iterable[Signature]) -> datetime | None:
    """The moment of the later of both consents; None while one is missing."""
    moments = {signature.party: signature.at for signature in signatures}
    return max(moments.values()) if len(moments) == len(Party) else None


def states(signatures_in_order: Sequence[Sequence[Signature]], *, closed: bool) -> list[VersionState]:
    """The states of all versions of one kind, given each one's signatures, oldest version first.

    At most one is in force: the newest that both consented to. What is older than it is superseded, and so is a
    proposal that a newer proposal replaced. `closed` says that the mentorship has ended.
    """
    both = [came_into_force(signatures) is not None for signatures in signatures_in_order]
    in_force = max((index for index, complete in enumerate(both) if complete), default=-1)
    last = len(both) - 1
    result = []
    for index, signatures in enumerate(signatures_in_order):
        if index < in_force or (index < last and index != in_force):
            result.append(VersionState.SUPERSEDED)
        elif closed:
            result.append(VersionState.CLOSED)
        elif index == in_force:
            result.append(VersionState.IN_FORCE)
        else:
            result.append(VersionState.PARTLY_SIGNED if signatures else VersionState.PROPOSED)
    return result


@dataclass(frozen=True, slots=True)
class FormerWording:
    """What a point said before its words were changed, as far as the words tell."""

    wording: str
    understood_by: frozenset[Party]
    """Who had understood that, and not yet what stands there now."""


@dataclass(frozen=True, slots=True)
class Point:
    """One list item under a responsibilities heading of the draft."""

    key: str
    """What identifies the wording: a changed wording is a new point."""
    party: Party
    """Whose responsibility it is."""
    wording: str
    line: int
    """The line of the draft it starts at, counted from 0."""
    understood_by: frozenset[Party]
    former: FormerWording | None = None
    """Its words are new, and these were understood."""
    remark: str = ""
    """What the two have noted about it while they worked on it; in no version and no copy."""
    remark_key: str = ""
    """Under which point the remark is kept: its own, or the one it was before its words were changed."""
    to_change: bool = False
    """A review has ended with changing the agreement, and this is one of the points to be changed."""

    @property
    def is_clear(self) -> bool:
        """Both have marked it as understood."""
        return len(self.understood_by) == len(Party)


class AnnexState(StrEnum):
    """A logistics field is open until it is settled or explicitly not agreed."""

    OPEN = "open"
    SETTLED = "settled"
    NOT_AGREED = "not agreed"


ANNEX_FIELDS = ("place", "time", "content", "communication", "cancelling", "urgent")
"""The six logistics fields, in the order of DESIGN.md."""


@dataclass(frozen=True, slots=True)
class AnnexEntry:
    """One logistics field as it stands."""

    field: str
    """One of `ANNEX_FIELDS`."""
    state: AnnexState
    text: str
    row_version: int
