"""The SSH signatures of a copy, so that they can be cut out of it and checked by `sed` and `ssh-keygen` alone.

Each stands in a code block of three parts with a blank line between them: the statement that was signed, the key as
`ssh-keygen -Y verify` reads it, the armoured signature. No line of a person's begins one of them, so that nothing in a
name can end the block.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..i18n import _
from ..model.mentorship import Party
from ..model.ssh_signature import NAMESPACE, allowed_signer, key_type, statement
from .markdown import escaped

if TYPE_CHECKING:
    from ..model.agreement import Signature
    from ..model.ssh_signature import SshSignature
    from .record import CopyRecord, TextRecord


def statement_of(it: TextRecord, signature: Signature) -> str:
    """What the SSH key of a signature has signed, made anew from what the copy says."""
    return statement(
        it.kind.value,
        it.version or 0,
        it.sha256,
        it.previous_sha256,
        signature.party,
        signature.name,
        signature.signed_on,
    )


def ssh_block(record: CopyRecord, lines_above: int) -> str:
    """The block as Markdown with its commands, in the language in use; empty where no key has signed."""
    signed = [
        (it, signature, signature.ssh)
        for it in (record.agreement, record.annex)
        for signature in it.signatures
        if signature.ssh is not None
    ]
    if not signed:
        return ""
    block = f"## {_('SSH signatures')}\n\n"
    block += _(
        "Each of these was made with an SSH key. Whose key it is, no copy can show: compare its fingerprint with one "
        "that you have from its owner."
    )
    block += "\n\n"
    for it, signature, ssh in signed:
        block += f"{_who(signature, ssh)}\n\n"
        block += _parts(it, signature, ssh, lines_above + block.count("\n"))
    sentence = _(
        "A valid signature is answered with “Good”. Which text it is for says the line “sha256” of the statement: "
        "compare it with the SHA-256 that the command above gives."
    )
    return f"{block}{sentence}\n\n"


def _who(signature: Signature, ssh: SshSignature) -> str:
    text = {
        Party.MENTOR: _("Mentor: {name}, {type} key {fingerprint}"),
        Party.MENTEE: _("Mentee: {name}, {type} key {fingerprint}"),
    }[signature.party]
    return text.format(name=escaped(signature.name), type=key_type(ssh.public_key), fingerprint=f"`{ssh.fingerprint}`")


def _parts(it: TextRecord, signature: Signature, ssh: SshSignature, lines_above: int) -> str:
    signed = statement_of(it, signature)
    key = allowed_signer(signature.party, ssh.public_key)
    first = lines_above + 2
    last = first + signed.count("\n") - 1
    at = last + 2
    begins = at + 2
    ends = begins + ssh.armour.count("\n") - 1
    file = _("FILE")
    commands = (
        f"sed -n '{first},{last}p' {file} > statement",
        f"sed -n '{at}p' {file} > allowed_signers",
        f"sed -n '{begins},{ends}p' {file} > signature",
        f"ssh-keygen -Y verify -f allowed_signers -I {signature.party.value} -n {NAMESPACE} -s signature < statement",
    )
    return f"```text\n{signed}\n{key}\n\n{ssh.armour}```\n\n" + "".join(f"    {it}\n" for it in commands) + "\n"
