"""Whose key a signature was made with: by a file of keys that a person keeps, in OpenSSH's form `allowed_signers`.

A copy and a database can only say that a key has signed, never whose it is. Who keeps such a file (ssh-keygen(1),
ALLOWED SIGNERS) with a line for `mentor` or `mentee` knows it from elsewhere. Its `valid-after`, `valid-before` and
`namespaces` count as they do for `ssh-keygen -Y verify`, at the moment that the signature was recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..clean import shown
from ..errors import BadInput
from ..i18n import _
from ..incoming import read_file
from ..model.agreement import VersionKind
from ..model.mentorship import Party
from ..ssh import Check, check_pinned
from .ssh_block import statement_of

if TYPE_CHECKING:
    from ..model.agreement import Signature
    from .record import TextRecord

_LARGEST = 1
"""Megabytes of a file of keys."""


@dataclass(frozen=True, slots=True)
class Pinned:
    """What a file of keys tells of the consents under some texts."""

    holds: bool
    """No consent contradicts it."""
    sentences: tuple[str, ...]


def pinned(path: Path, texts: Iterable[TextRecord]) -> Pinned:
    """Hold every consent of a party whose keys a file names against that file.

    Raises `BadInput` where it cannot be read or names neither party.
    """
    content = read_file(path, _LARGEST)
    named = {party for party in Party if _names(content, party)}
    if not named:
        raise BadInput(
            _("{path} has no line that begins with “mentor” or “mentee” and a key.").format(path=shown(str(path)))
        )
    answers = [
        (found is Check.VALID, sentence)
        for text in texts
        for signature in text.signatures
        if signature.party in named
        for found, sentence in [_checked(text, signature, content, path)]
    ]
    return Pinned(all(holds for holds, _sentence in answers), tuple(dict.fromkeys(it for _holds, it in answers)))


def _names(content: bytes, party: Party) -> bool:
    return any(party.value in names for names in _principals(content))


def _principals(content: bytes) -> Iterator[list[str]]:
    for line in content.decode("utf-8", "replace").splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            yield line.split()[0].strip('"').split(",")


def _checked(text: TextRecord, signature: Signature, content: bytes, path: Path) -> tuple[Check, str]:
    if signature.ssh is None:
        found, sentence = Check.INVALID, _without_key(text.kind)
    else:
        words = statement_of(text, signature)
        found = check_pinned(words, signature.party, signature.ssh, content, signature.at)
        sentence = _with_key(text.kind, found)
    filled = sentence.format(name=shown(signature.name), number=text.version, path=shown(str(path)))
    return found, filled


def _without_key(kind: VersionKind) -> str:
    return {
        VersionKind.AGREEMENT: _(
            "{name} is said to have consented to version {number} WITHOUT an SSH key, though {path} names one."
        ),
        VersionKind.ANNEX: _(
            "{name} is said to have consented to annex {number} WITHOUT an SSH key, though {path} names one."
        ),
    }[kind]


def _with_key(kind: VersionKind, found: Check) -> str:
    agreement = kind is VersionKind.AGREEMENT
    if found is Check.VALID:
        return (
            _("{name} has signed version {number} with a key that {path} names.")
            if agreement
            else _("{name} has signed annex {number} with a key that {path} names.")
        )
    if found is Check.UNCHECKED:
        return _(
            "The SSH signature of {name} was not held against {path}: ssh-keygen of OpenSSH 9.1 or newer is missing."
        )
    return (
        _("Version {number} was NOT signed for {name} with a key that {path} names and that was valid then.")
        if agreement
        else _("Annex {number} was NOT signed for {name} with a key that {path} names and that was valid then.")
    )
