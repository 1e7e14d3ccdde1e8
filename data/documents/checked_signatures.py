"""The signatures of a copy that was read back, those by SSH keys checked, and one sentence on what that came to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..clean import shown
from ..i18n import _
from ..model.agreement import VersionKind
from ..model.mentorship import Party
from ..ssh import Check, check
from .ssh_block import statement_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .record import CopyRecord


@dataclass(frozen=True, slots=True)
class CheckedSignature:
    """One signature of a copy, with what checking its SSH signature came to."""

    kind: VersionKind
    party: Party
    ssh: Check | None
    """None where no SSH key has signed."""
    fingerprint: str
    """Of the key; empty where none has signed."""


def checked(record: CopyRecord) -> Iterator[CheckedSignature]:
    """Every signature of a copy; those by SSH keys are checked by ssh-keygen."""
    for it in (record.agreement, record.annex):
        for signature in it.signatures:
            if signature.ssh is None:
                yield CheckedSignature(it.kind, signature.party, None, "")
            else:
                found = check(statement_of(it, signature), signature.party, signature.ssh)
                yield CheckedSignature(it.kind, signature.party, found, signature.ssh.fingerprint)


def ssh_sentence(record: CopyRecord, it: CheckedSignature) -> str:
    """What checking the SSH signature came to, harmless for a terminal."""
    text = {
        Check.VALID: _(
            "The SSH signature of {name} is valid: the key {fingerprint} has signed the SHA-256 of the text, the name "
            "and the date. Whose key it is, no copy can show: compare the fingerprint with one that you have from "
            "{name}."
        ),
        Check.INVALID: _(
            "The SSH signature of {name} is NOT valid: the key {fingerprint} has not signed this text, name and date. "
            "Do not rely on this copy."
        ),
        Check.UNCHECKED: _(
            "The SSH signature of {name} (key {fingerprint}) was not checked: ssh-keygen of OpenSSH 8.1 or newer is "
            "missing here."
        ),
    }[it.ssh or Check.UNCHECKED]
    return text.format(name=shown(record.name_of(it.party)), fingerprint=it.fingerprint)
