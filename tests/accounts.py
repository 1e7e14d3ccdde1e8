"""Two real Unix accounts and a group of theirs, for what only the kernel can show. Made by root, and taken away again.

Where the interpreter lies in a folder that is closed to other accounts, they see it through a mount of their own, in
a namespace that ends with the process.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .terminal.pty_app import ROOT, PtyApp

_SEEN = """
set -e
hidden=$1; user=$2; shift 2
if [ -n "$hidden" ]; then
    base=$(mktemp -d); mount --bind "$hidden" "$base"
    top=/$(echo "$hidden" | cut -d/ -f2)
    mount -t tmpfs -o mode=755 tmpfs "$top"; mkdir -p "$hidden"; mount --bind "$base" "$hidden"; umount "$base"
fi
exec setpriv --reuid "$user" --regid "$user" --init-groups -- "$@"
"""


def reason_against() -> str:
    """Why there can be no accounts here; empty where there can."""
    if os.getuid() != 0:
        return "needs root, to make two accounts"
    missing = [it for it in ("useradd", "groupadd", "setpriv", "unshare") if shutil.which(it) is None]
    if missing:
        return f"needs {', '.join(missing)}"
    namespaces = subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False)
    return "" if namespaces.returncode == 0 else "needs leave to make a mount namespace"


@dataclass(frozen=True)
class Account:
    """An account with a home of its own."""

    name: str
    home: Path

    @property
    def database(self) -> Path:
        """Its own database."""
        return self.home / ".local" / "share" / "handschlag" / "handschlag.db"

    def argv(self, *arguments: str) -> list[str]:
        """A command that runs as this account: a program and its arguments."""
        hidden = (
            "" if Path("/root").stat().st_mode & 0o001 or not sys.base_prefix.startswith("/root/") else sys.base_prefix
        )
        return [
            "unshare",
            "--mount",
            "--propagation",
            "private",
            "sh",
            "-c",
            _SEEN,
            "sh",
            hidden,
            self.name,
            *arguments,
        ]

    @property
    def environment(self) -> Mapping[str, str]:
        """What a login sets; LOGNAME lies, as anybody can make it do."""
        return {"HOME": str(self.home), "LOGNAME": "mallory", "USER": "mallory", "TZ": "Europe/Berlin"}

    def run(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run `handschlag` with arguments to its end."""
        return self.call(sys.executable, "-m", "tui", *arguments, check=check)

    def start(self, module: str, *arguments: str) -> subprocess.Popen[str]:
        """Start a module of the tests, with pipes."""
        return subprocess.Popen(
            self.argv(sys.executable, "-m", module, *arguments),
            cwd=ROOT,
            env={**os.environ, **self.environment, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def call(self, *argv: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run any program to its end; fails with what it complained about, where it is to end well."""
        done = subprocess.run(
            self.argv(*argv),
            cwd=ROOT,
            env={**os.environ, **self.environment, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 0 or not check, done.stderr
        return done

    def app(self, *arguments: str, columns: int = 100, rows: int = 30) -> PtyApp:
        """The app in a terminal of this account's."""
        argv = self.argv(sys.executable, "-m", "tui", *arguments)
        return PtyApp(argv, columns=columns, rows=rows, environment=self.environment)


@contextmanager
def accounts(names: Sequence[str], group: str) -> Iterator[tuple[Path, list[Account]]]:
    """A folder that all may enter, and accounts of one group with their homes in it.

    It is none of pytest's: that closes its own to others again whenever it begins anew.
    """
    subprocess.run(["groupadd", "--force", group], check=True)
    made = []
    folder = Path(tempfile.mkdtemp(prefix="handschlag-people-"))
    folder.chmod(0o711)
    try:
        for name in names:
            home = folder / name
            command = ["useradd", "--home-dir", str(home), "--create-home", "--groups", group, "--user-group", name]
            subprocess.run(command, check=True, capture_output=True)
            home.chmod(0o700)
            made.append(Account(name, home))
        yield folder, made
    finally:
        for account in made:
            subprocess.run(["userdel", account.name], check=False, capture_output=True)
        subprocess.run(["groupdel", group], check=False, capture_output=True)
        shutil.rmtree(folder)
