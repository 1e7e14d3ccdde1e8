"""What the tests of bad input need: sample data, a small disk, a person who reads sentences however they are broken."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any, TypeVar

import pytest

from data import mentorships, open_database, versions
from data.i18n import _

from ..torture import FULL
from .pty_app import ROOT, PtyApp

Test = TypeVar("Test", bound="Callable[..., Any]")

_turn = cycle(("en", "de"))

ENTER, ESCAPE, BACKSPACE, END = "\r", "\x1b", "\x7f", "\x1b[F"
UP, DOWN, RIGHT = "\x1b[A", "\x1b[B", "\x1b[C"
F2, F3, F5, F10 = "\x1bOQ", "\x1bOR", "\x1b[15~", "\x1b[21~"
CTRL_N, CTRL_Q, CTRL_S, CTRL_U = "\x0e", "\x11", "\x13", "\x15"
PASTE, PASTED = "\x1b[200~", "\x1b[201~"
"""Around a paste."""

_DROP = 24
"""PR_CAPBSET_DROP of <linux/prctl.h>."""
_OVERRIDES = (1, 2)
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH of <linux/capability.h>: what lets root open everything."""


def both(test: Test) -> Test:
    """A test in both languages; in the quick check in one of them, each in its turn."""
    languages = ["en", "de"] if FULL else [next(_turn)]
    marked: Test = pytest.mark.parametrize("language", languages, indirect=True)(test)
    return marked


def at_terminal(*arguments: str | Path, bound: bool = False, columns: int = 100, **environment: str) -> PtyApp:
    """The command line in a terminal; `bound` holds root to the modes of files as everybody else is."""
    return PtyApp(
        [sys.executable, "-m", "tui", *map(str, arguments)],
        columns=columns,
        rows=30,
        environment=environment,
        prepare=_bound_by_modes if bound else None,
    )


def _bound_by_modes() -> None:
    if os.geteuid() == 0:
        library = ctypes.CDLL(None)
        for capability in _OVERRIDES:
            library.prctl(_DROP, capability, 0, 0, 0)


def require_modes(tmp_path: Path) -> None:
    """Skip where even a bound process opens every file: in some containers capabilities cannot be dropped."""
    closed = tmp_path / "closed"
    closed.touch(0o000)
    found = subprocess.run(["test", "-r", str(closed)], preexec_fn=_bound_by_modes, check=False)
    closed.unlink()
    if found.returncode == 0:
        pytest.skip("root cannot be held to the modes of files here")


def sample(path: Path) -> Path:
    """A database with the sample data."""
    subprocess.run(
        [sys.executable, "-m", "tui", "demo", "--write", str(path)],
        cwd=ROOT,
        env={**os.environ, "HOME": str(path.parent)},
        check=True,
        capture_output=True,
    )
    return path


@dataclass
class SmallDisk:
    """A file system of its own, in memory."""

    path: Path

    def fill(self) -> None:
        """Leave not a byte free."""
        with (self.path / "filling").open("ab", buffering=0) as filling, suppress(OSError):
            while True:
                filling.write(bytes(1024))

    def free(self) -> None:
        """Give back what `fill` took."""
        (self.path / "filling").unlink()

    def seal(self) -> None:
        """Make it read-only."""
        subprocess.run(["mount", "-o", "remount,ro", str(self.path)], check=True, capture_output=True)


@contextmanager
def small_disk(path: Path, kilobytes: int) -> Iterator[SmallDisk]:
    """Mount a disk; skips where that is not allowed."""
    path.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "handschlag-test", str(path)],
        check=False,
        capture_output=True,
    )
    if made.returncode:
        pytest.skip(f"no disk can be mounted here: {made.stderr.decode(errors='replace').strip()}")
    try:
        yield SmallDisk(path)
    finally:
        subprocess.run(["umount", "--lazy", str(path)], check=True)


# -- reading -----------------------------------------------------------------------------------------------------------


def shows(app: PtyApp, sentence: str) -> bool:
    """Whether a sentence stands on the screen, broken over as many lines as it may be, with whatever beside it."""
    lines = ["".join(line.split()) for line in app.screen.display]
    wanted = "".join(sentence.split())
    return any(_begins(lines[number:], wanted) for number in range(len(lines)))


def _begins(lines: list[str], wanted: str) -> bool:
    for line in lines:
        length = next((length for length in range(len(wanted), 0, -1) if wanted[:length] in line), 0)
        if not length:
            return False
        wanted = wanted[length:]
        if not wanted:
            return True
    return False


def sees(app: PtyApp, *sentences: str, seconds: float = 30) -> None:
    """Wait until sentences stand on the screen; the app goes on meanwhile, without a traceback."""
    end = time.monotonic() + seconds
    for sentence in sentences:
        while not shows(app, sentence):
            assert time.monotonic() < end, f"no {sentence!r} in\n{app.text()}"
            assert app.status() is None, f"ended with {app.status()} before {sentence!r} in\n{app.text()}"
            app.drain(0.05)
    assert b"Traceback" not in app.raw


def refused(app: PtyApp, code: int, sentence: str) -> None:
    """It ends with a code and one line, and has not taken the terminal over."""
    with app:
        assert app.wait(30) == code
        said = bytes(app.raw).decode()
        assert said == f"{sentence}\r\n"


def quits(app: PtyApp) -> None:
    """Ctrl+Q asks nothing: all is saved."""
    app.send(CTRL_Q)
    assert app.wait(30) == 0
    assert app.attributes_now() == app.attributes
    assert b"Traceback" not in app.raw


# -- the app and its database ------------------------------------------------------------------------------------------


def draft_of_ben(path: Path) -> str:
    """The draft as it is stored."""
    with open_database(path) as database:
        return versions.draft_text(database, mentorships.find(database, "ben").id)


def at_agreement(path: Path, language: str = "en", *, bound: bool = False) -> PtyApp:
    """The app with the cursor in the draft of Anna and Ben."""
    app = at_terminal("--db", path, "--lang", language, "open", "ben", "agreement", bound=bound)
    sees(app, "Ben Okafor", "Grundregeln")
    app.settle()
    return app


def at_home(path: Path, language: str = "en") -> PtyApp:
    """The app on a new database."""
    app = at_terminal("--db", path, "--lang", language)
    sees(app, _("Welcome."))
    app.settle()
    return app


def names(path: Path) -> list[tuple[str, str]]:
    """Who is in a database."""
    with open_database(path) as database:
        return [(it.mentor, it.mentee) for it in mentorships.every(database)]


def refuses_to_start(path: Path, language: str, sentence: str, *, bound: bool = False) -> None:
    """The app says why it cannot use a database, and ends."""
    refused(at_terminal("--db", path, "--lang", language, bound=bound, columns=300), 3, sentence)
