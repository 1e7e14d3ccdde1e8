"""A real ssh client is killed: the app on the server is gone at once, and the next login is where one was.

The server is a real sshd on this machine's loopback, with keys of its own, started by the test.
"""

from __future__ import annotations

import getpass
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from ..torture import Tried, rounds
from .lives import COLUMNS, ROWS, at_once, begin
from .pty_app import ROOT, PtyApp

SSHD = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")

LONGEST = 2.0
"""Seconds after which nothing may be left on the server."""

PRIVILEGED = Path("/run/sshd")
"""Where sshd, started by root, drops what it may do; a server's own start makes it."""

CTRL_N, LEFT, UP = "\x0e", "\x1b[D", "\x1b[A"

IN_A_ROW = 5
"""Logins to one database, each where the one before has been."""


@dataclass(frozen=True)
class Server:
    """A running sshd."""

    folder: Path
    port: int

    def login(self, path: Path, *, ignores_hang_ups: bool) -> PtyApp:
        """The app over ssh; it leaves the number of its process beside the database."""
        ignore = "trap '' HUP; " if ignores_hang_ups else ""
        command = (
            f"{ignore}cd {ROOT} && echo $$ >{path}.pid && HOME={self.folder} PYTHONPATH={ROOT} "
            f"exec {sys.executable} -m tui --db {path} --lang en"
        )
        options = {
            "Port": self.port,
            "IdentityFile": self.folder / "key",
            "IdentitiesOnly": "yes",
            "UserKnownHostsFile": self.folder / "known_hosts",
            "StrictHostKeyChecking": "accept-new",
            "LogLevel": "ERROR",
        }
        given = [word for name, value in options.items() for word in ("-o", f"{name}={value}")]
        argv = ["ssh", "-F", "none", "-tt", *given, f"{getpass.getuser()}@127.0.0.1", command]
        return PtyApp(argv, columns=COLUMNS, rows=ROWS)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A real sshd; without one the test is not made."""
    if SSHD is None or shutil.which("ssh") is None:
        pytest.skip("sshd is not installed (Debian: apt install openssh-server)")
    if os.geteuid() == 0:
        PRIVILEGED.mkdir(mode=0o755, exist_ok=True)
    for name in ("key", "host"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / name)], check=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = {
        "ListenAddress": f"127.0.0.1:{port}",
        "HostKey": tmp_path / "host",
        "AuthorizedKeysFile": tmp_path / "key.pub",
        "PidFile": "none",
        "StrictModes": "no",
        "UsePAM": "no",
        "MaxStartups": "50",
        "PermitRootLogin": "yes",
    }
    (tmp_path / "sshd_config").write_text("".join(f"{name} {value}\n" for name, value in settings.items()))
    with subprocess.Popen([SSHD, "-D", "-q", "-f", str(tmp_path / "sshd_config")]) as running:
        wait_for_server(port)
        yield Server(tmp_path, port)
        running.terminate()


def wait_for_server(port: int) -> None:
    """Until it answers."""
    end = time.monotonic() + 10
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            assert time.monotonic() < end, "sshd does not answer"
            time.sleep(0.05)
        else:
            return


@pytest.mark.torture
def test_a_killed_ssh_client_leaves_nothing_behind_and_one_comes_back_to_where_one_was(
    tmp_path: Path, server: Server, tried: Tried
) -> None:
    count = rounds(quick=4, full=150)
    length = min(IN_A_ROW, count // 2)
    numbers = range(count // length)
    slowest = max(at_once(lambda number: dropped_again_and_again(server, tmp_path / f"{number}.db", length), numbers))
    tried("ssh client killed with -9", count, f"0 left, 0 lost, gone in {slowest:.2f} s, the same screen again")


def dropped_again_and_again(server: Server, path: Path, length: int) -> float:
    """The most seconds until the app was gone."""
    begin(path, "meeting")
    chance, before, slowest = random.Random(path.stem), "", 0.0
    for number in range(length + 1):
        with server.login(path, ignores_hang_ups=number % 2 == 1) as app:
            app.wait_for("F1 help", 60)
            app.settle(0.5)
            if before:
                app.wait_until(partial(looks_like, app, before))
                assert picture(app) == before, f"before:\n{before}\nthen:\n{picture(app)}"
            if number == length:
                return slowest
            if chance.random() < 0.5:
                app.send(CTRL_N)
                app.settle()
            app.send("".join(chance.choices("abcdefgh", k=8)) + " ")
            app.settle()
            app.send(chance.choice([LEFT * 3, LEFT, "", UP]))
            app.settle()
            before = picture(app)
            at = time.monotonic()
            app.signal(signal.SIGKILL)
            slowest = max(slowest, wait_for_end(int(Path(f"{path}.pid").read_text())) - at)
    return slowest


def wait_for_end(pid: int) -> float:
    """When a process was gone that is not a child; fails where it stays."""
    end = time.monotonic() + LONGEST
    while Path(f"/proc/{pid}").exists():
        assert time.monotonic() < end, f"{pid} is left: {Path(f'/proc/{pid}/stat').read_text()}"
        time.sleep(0.01)
    return time.monotonic()


def looks_like(app: PtyApp, before: str) -> bool:
    """Whether the screen is the same."""
    return picture(app) == before


def picture(app: PtyApp) -> str:
    """The screen without its clock and footer, and the cursor."""
    lines = [line for line in app.screen.display[:-1] if " of 60:00" not in line]
    return "\n".join([*lines, str((app.screen.cursor.y, app.screen.cursor.x))])
