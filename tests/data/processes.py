"""Real second processes with the app's store: they are told what to do, and say what they see."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT_FOLDER = Path(__file__).parents[2]

PREAMBLE = """
import asyncio, os, sys
from datetime import date, datetime
from pathlib import Path
import pycrdt, sqlite_utils
from data import clock, doctor, mentorships, prose, questions, sessions, versions
from data.errors import HandschlagError
from data.model.mentorship import Party
from data.model.session import SessionKind
from data.sharing import checks
from data.store import annex, connection, reviews, schema
from data.store.connection import open_database
path = Path(sys.argv[1])
def say(*words):
    print(*words, flush=True)
def wait():
    sys.stdin.readline()
"""

UNPRIVILEGED = """
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
"""


@contextmanager
def process(path: Path, script: str) -> Iterator[subprocess.Popen[str]]:
    """A process with the app's store; `say` and `wait` speak with it by its output and its input."""
    started = subprocess.Popen(
        [sys.executable, "-c", PREAMBLE + textwrap.dedent(script), str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT_FOLDER,
    )
    try:
        yield started
    finally:
        started.kill()
        started.communicate()


def heard(it: subprocess.Popen[str]) -> str:
    """What it says next."""
    assert it.stdout is not None
    return it.stdout.readline().strip()


def tell(it: subprocess.Popen[str]) -> None:
    """It may go on."""
    assert it.stdin is not None
    it.stdin.write("\n")
    it.stdin.flush()


def output(path: Path, script: str) -> str:
    """What a process said until it ended."""
    with process(path, script) as it:
        said, _none = it.communicate(timeout=60)
        assert it.returncode == 0, said
        return said.strip()


def hand_over(*files: Path) -> None:
    """Give files to the account of the unprivileged process."""
    if os.geteuid() == 0:
        for file in files:
            os.chown(file, 65534, 65534)
