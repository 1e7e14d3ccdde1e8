"""Signing and checking with SSH keys, by OpenSSH's own programs: `ssh-keygen -Y` and `ssh-add -L`.

No private key is read and no passphrase is asked for here: ssh-keygen does both, at the terminal or through the agent,
which may be one that was forwarded by SSH. What these programs say is made harmless before it is shown.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from .clean import line, shown
from .errors import Refused, reason
from .i18n import _
from .model.mentorship import Party
from .model.ssh_signature import (
    NAMESPACE,
    SshSignature,
    allowed_signer,
    is_in_a_device,
    key_comment,
    key_fingerprint,
    key_type,
    public_key,
)

MOST_KEYS = 20
"""How many keys are offered: an agent may hold any number."""

LIST_SECONDS = 3.0
"""How long an agent may take to list its keys; a forwarded one answers over the network."""

SIGN_SECONDS = 60.0
"""How long an agent may take to sign: it may ask its person first. Who types at the terminal has all the time."""

_CHECK_SECONDS = 10.0
_LARGEST_FILE = 20_000
"""Bytes of a `.pub` file that are looked at."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key that can sign here."""

    public: str
    """Type and key, without a comment."""
    name: str
    """Its comment or its file, harmless for a terminal."""
    path: Path | None
    """The private key; None where the agent keeps it."""

    @property
    def fingerprint(self) -> str:
        """`SHA256:…`."""
        return key_fingerprint(self.public)

    @property
    def type(self) -> str:
        """`Ed25519`, `RSA` …"""
        return key_type(self.public)


class Check(StrEnum):
    """What checking a signature came to."""

    VALID = "valid"
    INVALID = "invalid"
    UNCHECKED = "unchecked"
    """ssh-keygen is missing, too old (before 8.1), or gave no answer in time."""


# -- which keys there are ----------------------------------------------------------------------------------------------


def usable_keys() -> list[Key]:
    """The keys that can sign: the agent's, then those of `~/.ssh`; none where OpenSSH is missing."""
    found: dict[str, Key] = {}
    for key in (*_agent_keys(), *_own_keys()):
        found.setdefault(key.public, key)
    return list(found.values())[:MOST_KEYS]


def _agent_keys() -> Iterator[Key]:
    if not os.environ.get("SSH_AUTH_SOCK"):
        return
    try:
        done = _run(["ssh-add", "-L"], seconds=LIST_SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return
    for it in done.stdout.decode("utf-8", "replace").splitlines():
        if (key := public_key(it)) is not None:
            yield Key(key, _name(key_comment(it), _("in the agent")), None)


def _own_keys() -> Iterator[Key]:
    """The `.pub` files of `~/.ssh` that have a private key beside them."""
    try:
        files = sorted(it for it in (Path.home() / ".ssh").glob("*.pub") if it.with_suffix("").is_file())
    except (OSError, RuntimeError):
        return
    for file in files:
        try:
            with file.open("rb") as opened:
                text = opened.read(_LARGEST_FILE).decode("utf-8", "replace")
        except OSError:
            continue
        if (key := public_key(text)) is not None:
            yield Key(key, _name(file.stem, key_comment(text)), file.with_suffix(""))


def _name(first: str, second: str) -> str:
    return line(shown(first or second), 60)


# -- signing -----------------------------------------------------------------------------------------------------------


def needs_terminal(key: Key) -> bool:
    """Whether ssh-keygen has to talk to the person to use a key: about its passphrase, its PIN, or a touch."""
    if key.path is None:
        return False
    if is_in_a_device(key.public):
        return True
    try:
        return _run(["ssh-keygen", "-y", "-P", "", "-f", str(key.path)], seconds=_CHECK_SECONDS).returncode != 0
    except (OSError, subprocess.TimeoutExpired):
        return True


def sign(key: Key, statement: str, *, at_terminal: bool = False) -> SshSignature:
    """Sign a statement. `at_terminal` lets ssh-keygen ask there, and waits for as long as the person needs.

    Raises `Refused` with what went wrong; the signature that is returned still has to be checked.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="handschlag-") as folder:
            file, public = Path(folder, "statement"), Path(folder, "key.pub")
            file.write_bytes(statement.encode("utf-8"))
            public.write_text(f"{key.public}\n", encoding="ascii")
            # A file to sign, not standard input: that stays the terminal's, or ssh-keygen would look for ssh-askpass.
            call = ["ssh-keygen", "-Y", "sign", "-n", NAMESPACE, "-f", str(key.path or public), str(file)]
            done = _talk(call, key) if at_terminal else _run(call, seconds=SIGN_SECONDS)
            if done.returncode != 0:
                raise Refused(_refusal(done, key))
            return SshSignature(key.public, file.with_suffix(".sig").read_text(encoding="ascii"))
    except subprocess.TimeoutExpired as error:
        raise Refused(_("The SSH key gave no answer within a minute. Nothing is signed.")) from error
    except FileNotFoundError as error:
        raise Refused(_("ssh-keygen (OpenSSH) is not installed here. Nothing is signed.")) from error
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(
            _("ssh-keygen cannot be run: {reason}. Nothing is signed.").format(reason=shown(reason(error)))
        ) from error


def _refusal(done: subprocess.CompletedProcess[bytes], key: Key) -> str:
    """Why nothing was signed, and what can be done."""
    said = (done.stderr or b"").decode("utf-8", "replace")
    if done.returncode < 0:
        return _("ssh-keygen was stopped. Nothing is signed.")
    if "incorrect passphrase" in said:
        return _("That was not the passphrase of the key {name}. Nothing is signed.").format(name=key.name)
    if "UNPROTECTED PRIVATE KEY" in said:
        return _("Others may read {path}, so ssh does not use it. “chmod 600 {path}” mends that.").format(
            path=shown(str(key.path))
        )
    if "agent refused" in said:
        return _("The SSH agent has refused to sign with the key {name}. Nothing is signed.").format(name=key.name)
    if key.path is None and ("No private key found" in said or "not load" in said or "in agent" in said):
        return _("The SSH agent does not give the key {name}: it is locked, or the key was taken out.").format(
            name=key.name
        )
    if "device not found" in said:
        return _("The device with the key {name} is not plugged in. Nothing is signed.").format(name=key.name)
    last = next((it for it in reversed(said.splitlines()) if it.strip()), "")
    if not last:
        return _("ssh-keygen has not signed with the key {name}. Nothing is signed.").format(name=key.name)
    return _("ssh-keygen has not signed: “{reason}”. Nothing is signed.").format(reason=line(shown(last), 200))


# -- checking ----------------------------------------------------------------------------------------------------------


def check(statement: str, party: Party, signature: SshSignature) -> Check:
    """Whether a signature was made with its key, for exactly this statement and as one of ours. Raises nothing."""
    return _check(
        statement, party, signature, lambda: f"{allowed_signer(party, signature.public_key)}\n".encode("ascii")
    )


def check_pinned(statement: str, party: Party, signature: SshSignature, allowed: bytes, at: datetime) -> Check:
    """As `check`, and whether a file of allowed signers names the key for the party, and it was valid at a moment."""
    found = check(statement, party, signature)
    if found is not Check.VALID:
        return found
    return _check(statement, party, signature, lambda: allowed, f"-Overify-time={at.astimezone(UTC):%Y%m%d%H%M%SZ}")


def _check(statement: str, party: Party, signature: SshSignature, signers: Callable[[], bytes], *options: str) -> Check:
    if not signature.is_well_formed:
        return Check.INVALID
    try:
        with tempfile.TemporaryDirectory(prefix="handschlag-") as folder:
            allowed, armour = Path(folder, "allowed_signers"), Path(folder, "signature")
            allowed.write_bytes(signers())
            armour.write_text(signature.armour, encoding="ascii")
            call = ["ssh-keygen", "-Y", "verify", "-n", NAMESPACE, "-f", str(allowed), "-I", party.value]
            done = _run([*call, "-s", str(armour), *options], seconds=_CHECK_SECONDS, given=statement.encode("utf-8"))
    except (OSError, subprocess.TimeoutExpired):
        return Check.UNCHECKED
    if done.returncode == 0:
        return Check.VALID
    said = done.stderr.decode("utf-8", "replace")
    too_old = ("unknown option", "illegal option", "Invalid option", 'Invalid "verify-time"')
    return Check.UNCHECKED if any(it in said for it in too_old) else Check.INVALID


# -- running programs --------------------------------------------------------------------------------------------------


def _run(call: Sequence[str], *, seconds: float, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run a program that can ask nobody: it has no terminal, and opens no window."""
    surroundings = {
        name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY", "SSH_ASKPASS")
    }
    return subprocess.run(
        call,
        input=given,
        capture_output=True,
        timeout=seconds,
        check=False,
        start_new_session=True,
        env=surroundings | {"SSH_ASKPASS_REQUIRE": "never", "LC_ALL": "C"},
    )


def _talk(call: Sequence[str], key: Key) -> subprocess.CompletedProcess[bytes]:
    """Run a program that talks to the person at the terminal.

    A passphrase is asked for there whatever is piped; that a device waits to be touched is said on standard error, and
    only where that is a terminal.
    """
    said = None if is_in_a_device(key.public) else subprocess.PIPE
    return subprocess.run(call, stdout=subprocess.DEVNULL, stderr=said, check=False)
