"""Starts the real command line in a terminal by forking a process that has imported everything.

A start costs a third of what it costs otherwise, so that hundreds of them can be killed. What runs in the terminal is a
process of its own session, as under sshd, with the arguments, the environment and the end of any other.
`python -m tests.terminal.nursery DESCRIPTOR` is that process.
"""

from __future__ import annotations

import contextlib
import fcntl
import importlib
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]

_LARGEST = 65_536
"""Bytes of a message."""

_IMPORTED = ("tui.app", "tui.screens.meeting", "tui.screens.agreement", "textual.drivers.linux_driver")
"""With all that they import in turn. Whatever else a start needs it imports itself."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended."""

    code: int
    """Its exit code; negative for a signal that killed it."""
    at: float
    """When, by `time.monotonic`."""


class Nursery:
    """A process that starts others; use it as a context manager. Threads may share it."""

    def __init__(self) -> None:
        self._door, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.terminal.nursery", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                cwd=ROOT,
                env={**os.environ, "TERM": "xterm-256color", "TEXTUAL_COLOR_SYSTEM": "256"},
            )
        self._lock = threading.Lock()
        self._started: list[int] = []
        self._ended: dict[int, Ended] = {}

    def __enter__(self) -> Nursery:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._door.close()
        self._process.wait(20)

    def start(
        self,
        module: str,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        streams: Sequence[int],
        *,
        ignores_hang_ups: bool,
    ) -> int:
        """Start a module in a terminal; its process id. The streams are the terminal, and what to read and write."""
        order = {
            "module": module,
            "arguments": [*arguments],
            "environment": {**environment},
            "ignores_hang_ups": ignores_hang_ups,
        }
        with self._lock:
            socket.send_fds(self._door, [json.dumps(order).encode()], streams)
            while not self._started:
                self._listen(20)
            return self._started.pop()

    def ended(self, pid: int) -> Ended | None:
        """How a process has ended; None while it runs."""
        with self._lock:
            while self._listen(0):
                pass
            return self._ended.get(pid)

    def _listen(self, seconds: float) -> bool:
        """Take in one message; whether there was any."""
        if not select.select([self._door], [], [], seconds)[0]:
            return False
        message = json.loads(self._door.recv(_LARGEST))
        if "ended" in message:
            self._ended[message["ended"]] = Ended(message["code"], message["at"])
        else:
            self._started.append(message["started"])
        return True


# -- the process -------------------------------------------------------------------------------------------------------


def serve(door: socket.socket) -> None:
    """Start what is asked for, tell what has ended; end when nobody can ask any more."""
    for name in _IMPORTED:
        importlib.import_module(name)
    ends, awake = os.pipe()
    for end in (ends, awake):
        os.set_blocking(end, False)
    signal.set_wakeup_fd(awake)
    signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
    while True:
        ready, _writing, _broken = select.select([door.fileno(), ends], [], [])
        if ends in ready:
            os.read(ends, 4_096)
            _tell_ended(door)
        if door.fileno() in ready:
            message, streams, _flags, _address = socket.recv_fds(door, _LARGEST, 3)
            if not message:
                return
            _start(door, json.loads(message), streams)


def _tell_ended(door: socket.socket) -> None:
    with contextlib.suppress(ChildProcessError):
        while (found := os.waitpid(-1, os.WNOHANG))[0]:
            pid, status = found
            told = {"ended": pid, "code": os.waitstatus_to_exitcode(status), "at": time.monotonic()}
            door.send(json.dumps(told).encode())


def _start(door: socket.socket, order: dict[str, Any], streams: Sequence[int]) -> None:
    pid = os.fork()
    if pid:
        for stream in streams:
            os.close(stream)
        door.send(json.dumps({"started": pid}).encode())
        return
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    terminal, reads, writes = streams
    os.setsid()
    fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)
    os.dup2(reads, 0)
    os.dup2(terminal, 1)
    os.dup2(writes, 2)
    os.closerange(3, 256)
    if order["ignores_hang_ups"]:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    os.environ.clear()
    os.environ.update(order["environment"])
    sys.argv = ["handschlag", *order["arguments"]]
    runpy.run_module(order["module"], run_name="__main__")
    sys.exit()


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
