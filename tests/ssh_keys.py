"""Real SSH keys and a real agent for tests, made by OpenSSH itself."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PASSPHRASE = "correct horse"

needs_openssh = pytest.mark.skipif(
    any(shutil.which(it) is None for it in ("ssh-keygen", "ssh-add", "ssh-agent")),
    reason="OpenSSH (ssh-keygen, ssh-add, ssh-agent) is not installed",
)


def make_key(path: Path, kind: str = "ed25519", passphrase: str = "", comment: str = "anna@laptop") -> Path:
    """A new key pair; gives the private file."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    subprocess.run(
        ["ssh-keygen", "-q", "-t", kind, "-N", passphrase, "-C", comment, "-f", str(path)], check=True, timeout=60
    )
    return path


def public_of(path: Path) -> str:
    """Type and key of a private file, without the comment."""
    return " ".join(path.with_name(f"{path.name}.pub").read_text().split()[:2])


@contextmanager
def agent(monkeypatch: pytest.MonkeyPatch, *keys: Path) -> Iterator[Path]:
    """A running agent that holds keys; its socket stands in SSH_AUTH_SOCK. The name of a socket has to be short."""
    with tempfile.TemporaryDirectory() as folder:
        socket = Path(folder, "agent")
        started = subprocess.run(
            ["ssh-agent", "-s", "-a", str(socket)], check=True, capture_output=True, text=True, timeout=10
        )
        pid = int(started.stdout.partition("SSH_AGENT_PID=")[2].partition(";")[0])
        try:
            monkeypatch.setenv("SSH_AUTH_SOCK", str(socket))
            for key in keys:
                subprocess.run(["ssh-add", "-q", str(key)], check=True, timeout=10)
            yield socket
        finally:
            os.kill(pid, signal.SIGTERM)
