"""An SSH signature: what exactly is signed, and the forms of a key and of a signature. No program is run here.

What is signed is a statement of six lines, and not the text itself. The statement holds the SHA-256 of the text, so
that it binds to every letter of it, and beside it what the text does not tell: which version it is and which one stood
before it, for which side, under which typed name and date. A signature under the bare text would fit just as well below
the other party's name, below another date, and below a later version in which the same words came back. The statement
is English in every copy: it has to be the same bytes for good. What the server alone claims (the account, the time of
the record) is not in it: whoever signs cannot vouch for that.
"""

from __future__ import annotations

import binascii
import hashlib
import re
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import date

from .mentorship import Party

NAMESPACE = "handschlag"
"""What a signature is for (PROTOCOL.sshsig of OpenSSH): one that was made for another purpose is none here."""

_KEY_TYPES = {
    "ssh-ed25519": "Ed25519",
    "ssh-rsa": "RSA",
    "ecdsa-sha2-nistp256": "ECDSA",
    "ecdsa-sha2-nistp384": "ECDSA",
    "ecdsa-sha2-nistp521": "ECDSA",
    "sk-ssh-ed25519@openssh.com": "Ed25519-SK",
    "sk-ecdsa-sha2-nistp256@openssh.com": "ECDSA-SK",
}
"""Types that can sign, with their short names; SK keys lie in a device that has to be touched."""

_LONGEST_KEY = 6_000
"""Characters; RSA of 16,384 bits, the longest that OpenSSH makes, has 2,800."""

_ARMOUR = re.compile(
    r"-----BEGIN SSH SIGNATURE-----\n(?:[A-Za-z0-9+/=]{1,76}\n){1,200}-----END SSH SIGNATURE-----\n", re.ASCII
)


@dataclass(frozen=True, slots=True)
class SshSignature:
    """A signature by an SSH key, as it is stored and exported."""

    public_key: str
    """Type and key, as in an `authorized_keys` file, without a comment."""
    armour: str
    """What `ssh-keygen -Y sign` gives: from BEGIN SSH SIGNATURE to END, each line ended by LF."""

    @property
    def fingerprint(self) -> str:
        """`SHA256:…` of the key."""
        return key_fingerprint(self.public_key)

    @property
    def is_well_formed(self) -> bool:
        """Whether both have the form that OpenSSH writes; that says nothing of whether the signature is valid."""
        return public_key(self.public_key) == self.public_key and _ARMOUR.fullmatch(self.armour) is not None


def statement(
    kind: str, number: int, sha256: str, previous_sha256: str, party: Party, name: str, signed_on: date
) -> str:
    """The six lines that a party signs with its key; `name` is one line."""
    return (
        f"handschlag signature of the {party.value}\n"
        f"text: {kind}, version {number}\n"
        f"sha256: {sha256}\n"
        f"previous: {previous_sha256 or 'none'}\n"
        f"name: {name}\n"
        f"date: {signed_on.isoformat()}\n"
    )


def allowed_signer(party: Party, key: str) -> str:
    """The line that tells `ssh-keygen -Y verify` which key a party signs with, and for what alone it counts."""
    return f'{party.value} namespaces="{NAMESPACE}" {key}'


def public_key(line: str) -> str | None:
    """Type and key of a line of `ssh-add -L` or of a `.pub` file; None for what cannot sign, such as a certificate."""
    kind, _blank, rest = line.strip().partition(" ")
    if kind not in _KEY_TYPES or len(line) > _LONGEST_KEY:
        return None
    blob = _blob(rest.partition(" ")[0])
    # The key says its own type again (RFC 4253, 6.6): a line whose halves disagree is none.
    if blob is None or not blob.startswith(len(kind).to_bytes(4, "big") + kind.encode("ascii")):
        return None
    return f"{kind} {b64encode(blob).decode('ascii')}"


def key_comment(line: str) -> str:
    """What stands behind the key, often who and where."""
    return " ".join(line.split(maxsplit=2)[2:]).strip()


def key_type(key: str) -> str:
    """`Ed25519`, `RSA` …"""
    return _KEY_TYPES.get(key.partition(" ")[0], "")


def is_in_a_device(key: str) -> bool:
    """Whether the key lies in a security key (FIDO), which waits to be touched."""
    return key.startswith("sk-")


def key_fingerprint(key: str) -> str:
    """`SHA256:…`, as ssh-keygen and the sites that publish keys write it; empty for what is no key."""
    blob = _blob(key.partition(" ")[2])
    return "" if blob is None else f"SHA256:{b64encode(hashlib.sha256(blob).digest()).decode('ascii').rstrip('=')}"


def _blob(text: str) -> bytes | None:
    try:
        return b64decode(text, validate=True) or None
    except (binascii.Error, ValueError):
        return None
