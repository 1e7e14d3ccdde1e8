"""Somebody at a terminal: presses, types, sees, is killed, quits; at any moment, in either language."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .pty_app import ROOT, PtyApp

ENTER, ESCAPE, TAB, DOWN, RIGHT = "\r", "\x1b", "\t", "\x1b[B", "\x1b[C"


F2, F3, F5 = "\x1bOQ", "\x1bOR", "\x1b[15~"


F8, F9, F10 = "\x1b[19~", "\x1b[20~", "\x1b[21~"


def ctrl(letter: str) -> str:
    """The byte that a terminal sends for Ctrl and a letter."""
    return chr(ord(letter) & 0x1F)


@dataclass
class Person:
    """Somebody at a terminal."""

    database: Path
    language: str
    columns: int
    rows: int
    app: PtyApp | None = None

    @contextmanager
    def at(self, moment: str, *arguments: str) -> Iterator[Person]:
        """Start the app at a moment, and end it in whatever way it has not ended yet."""
        argv = [sys.executable, "-m", "tests.terminal.launch", moment, "--db", str(self.database)]
        environment = {"LANG": "de_DE.UTF-8" if self.language == "de" else "en_GB.UTF-8"}
        with PtyApp(
            [*argv, "--lang", self.language, *arguments],
            columns=self.columns,
            rows=self.rows,
            environment=environment,
        ) as self.app:
            yield self

    def press(self, *keys: str) -> None:
        """Press keys one after the other, each seen through before the next."""
        assert self.app is not None
        for key in keys:
            self.app.send(key)
            # A lone Escape is one only when nothing follows it for a while.
            self.app.settle(0.4 if key == ESCAPE else 0.12)

    def type(self, text: str) -> None:
        """Type a text."""
        assert self.app is not None
        self.app.send(text)
        self.app.settle(0.12)

    def sees(self, *words: str) -> None:
        """Wait until words stand on the screen."""
        assert self.app is not None
        for word in words:
            self.app.wait_for(word)

    def killed(self) -> None:
        """`kill -9`, in the middle of whatever it is."""
        assert self.app is not None
        self.app.kill()

    def quits(self) -> None:
        """Ctrl+Q asks nothing."""
        assert self.app is not None
        self.app.send(ctrl("q"))
        assert self.app.wait() == 0

    def runs(self, moment: str, *arguments: str) -> bytes:
        """What the command line prints."""
        return subprocess.run(
            [sys.executable, "-m", "tests.terminal.launch", moment, "--db", str(self.database), *arguments],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=True,
        ).stdout
