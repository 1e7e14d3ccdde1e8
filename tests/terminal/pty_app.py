"""A program in a pseudo-terminal, as under sshd: keys in, a screen out, signals, hang-ups, stalls."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyte

from .nursery import Nursery

ROOT = Path(__file__).resolve().parents[2]


class PtyApp:
    """A running program; read its screen with `text`, wait with `wait_for`. Use it as a context manager."""

    def __init__(
        self,
        argv: Sequence[str],
        *,
        columns: int = 80,
        rows: int = 24,
        environment: Mapping[str, str] | None = None,
        prepare: Callable[[], None] | None = None,
        stdin: str | None = None,
        nursery: Nursery | None = None,
        streams: tuple[int | None, int | None] = (None, None),
        ignores_hang_ups: bool = False,
    ) -> None:
        """Start it. A nursery is given a module and its arguments, and what to read and write if not the terminal."""
        self.screen = pyte.Screen(columns, rows)
        self.raw = bytearray()
        """Everything that came out."""
        self._stream = pyte.ByteStream(self.screen)
        self._status: int | None = None
        self.master, slave = pty.openpty()
        self.set_size(columns, rows)
        self.attributes = termios.tcgetattr(slave)
        """The terminal's settings before the program changed them."""
        surroundings = {**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT), **(environment or {})}
        self.slave = slave
        self._nursery = nursery
        if nursery is not None:
            reads, writes = (slave if it is None else it for it in streams)
            self.pid = nursery.start(
                argv[0], argv[1:], surroundings, (slave, reads, writes), ignores_hang_ups=ignores_hang_ups
            )
            return
        self.pid = os.fork()
        if self.pid == 0:
            try:
                os.close(self.master)
                os.setsid()
                fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
                for descriptor in (0, 1, 2):
                    os.dup2(slave, descriptor)
                if stdin is not None:
                    os.dup2(os.open(stdin, os.O_RDONLY), 0)
                os.closerange(3, 256)
                if ignores_hang_ups:
                    signal.signal(signal.SIGHUP, signal.SIG_IGN)
                if prepare is not None:
                    prepare()
                os.chdir(ROOT)
                os.execvpe(argv[0], list(argv), surroundings)
            finally:
                os._exit(127)

    def __enter__(self) -> PtyApp:
        return self

    def __exit__(self, *_exception: object) -> None:
        if self.status() is None:
            os.kill(self.pid, signal.SIGKILL)
            self.wait(reading=False)
        self._close()

    def set_size(self, columns: int, rows: int) -> None:
        """Change the size of the terminal; the kernel tells the program."""
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.screen.resize(rows, columns)

    # -- doing -----------------------------------------------------------------------------------------------------

    def send(self, data: str | bytes) -> None:
        """Type; reads meanwhile, so that nobody waits for the other."""
        rest = memoryview(data.encode("utf-8") if isinstance(data, str) else data)
        while rest:
            self.drain(0)
            if select.select([], [self.master], [], 0.05)[1]:
                rest = rest[os.write(self.master, rest[:1024]) :]

    def hang_up(self) -> None:
        """Close the terminal: what sshd does when the connection drops."""
        self._close()

    def _close(self) -> None:
        for descriptor in (self.slave, self.master):
            if descriptor >= 0:
                os.close(descriptor)
        # Numbers are given again: what was closed must not be closed once more.
        self.slave = self.master = -1

    def signal(self, number: int) -> None:
        """Send a signal."""
        os.kill(self.pid, number)

    def kill(self) -> None:
        """`kill -9`: it has no time for anything."""
        self.signal(signal.SIGKILL)
        assert self.wait() == -signal.SIGKILL

    def stall(self) -> None:
        """Stop reading, as a frozen connection does, and wait until the program can write nothing more."""
        waiting = -1
        while (now := self._unread()) != waiting or now < 1_000:
            waiting = now
            assert self.status() is None
            select.select([], [], [], 0.2)

    def _unread(self) -> int:
        return int(struct.unpack("i", fcntl.ioctl(self.master, termios.FIONREAD, b"\0\0\0\0"))[0])

    # -- seeing ----------------------------------------------------------------------------------------------------

    def drain(self, seconds: float) -> bool:
        """Read what comes within some seconds; whether anything did."""
        with contextlib.suppress(OSError, ValueError):
            if select.select([self.master], [], [], seconds)[0]:
                data = os.read(self.master, 65_536)
                self.raw += data
                self._stream.feed(data)
                return bool(data)
        return False

    def text(self) -> str:
        """The screen as it is now."""
        return "\n".join(self.screen.display)

    def wait_for(self, wanted: str, seconds: float = 20) -> None:
        """Read until something stands on the screen; fails showing the screen if it never does."""
        end = time.monotonic() + seconds
        while wanted not in self.text():
            assert time.monotonic() < end, f"no {wanted!r} in\n{self.text()}"
            assert self.status() is None, f"ended with {self.status()} before {wanted!r} in\n{self.text()}"
            self.drain(0.05)

    def wait_until(self, happened: Callable[[], bool], seconds: float = 20) -> None:
        """Read until something is so, or for some seconds."""
        end = time.monotonic() + seconds
        while not happened() and time.monotonic() < end:
            self.drain(0.05)

    def settle(self, quiet: float = 0.3) -> None:
        """Read until nothing comes for a while."""
        while self.drain(quiet):
            pass

    def status(self) -> int | None:
        """The exit code (negative for a signal that killed it), None while it runs."""
        if self._nursery is not None:
            ended = self._nursery.ended(self.pid)
            return None if ended is None else ended.code
        if self._status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self._status = os.waitstatus_to_exitcode(status)
        return self._status

    def wait(self, seconds: float = 10, *, reading: bool = True) -> int:
        """The exit code, once it has ended; fails if it does not."""
        end = time.monotonic() + seconds
        while (code := self.status()) is None:
            assert time.monotonic() < end, f"still running:\n{self.text()}"
            if reading:
                self.drain(0.02)
            else:
                select.select([], [], [], 0.02)
        if reading:
            self.settle(0.05)
        return code

    def attributes_now(self) -> list[Any]:
        """The terminal's settings now."""
        return termios.tcgetattr(self.slave)
