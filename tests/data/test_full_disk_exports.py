"""A disk that is really full: a file that is there stays whole, and nothing half is left beside it."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from data.documents import vdir
from data.documents.files import write_file, write_files
from data.errors import HandschlagError
from data.store import daily
from data.store.backup import backup
from tui.command_line.documents import deliver

from ..torture import Tried, rounds
from .mentoring import active, planned

if TYPE_CHECKING:
    from data.store.connection import Database

SIZE = 1_000_000
"""Bytes of the small disk."""


def _why_not() -> str:
    if os.getuid() != 0 or shutil.which("mount") is None:
        return "needs root, to mount a small disk"
    probe = subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False)
    return "" if probe.returncode == 0 else "needs leave to mount"


pytestmark = [pytest.mark.torture, pytest.mark.skipif(bool(_why_not()), reason=_why_not())]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own with a megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=700", "tmpfs", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def fill(disk: Path, left: int) -> None:
    """Leave so many bytes at most."""
    free = os.statvfs(disk)
    with (disk / "filling").open("wb") as file:
        file.write(b"\0" * max(0, free.f_bavail * free.f_frsize - left))


def exports(folder: Path, database: Database, size: int) -> dict[str, Callable[[], object]]:
    """Each way out, into a folder, with so many bytes where the content is free."""
    text = "x" * size
    path = folder / "old.md"
    return {
        "file": lambda: write_file(path, text, overwrite=True),
        "files": lambda: write_files({path: text, folder / "other.md": text}, overwrite=True),
        "command line": lambda: deliver(text, path, force=True),
        "calendar folder": lambda: vdir.write_folder(database, folder),
        "backup": lambda: backup(database, folder / "new.db"),
        "backup of the day": lambda: daily.make(daily.Place(database.path, folder, "handschlag")),
    }


def refusal(export: Callable[[], object]) -> str:
    """The sentence with which an export ends; empty where it was written."""
    try:
        export()
    except HandschlagError as error:
        return str(error)
    return ""


def test_a_file_that_is_there_stays_whole_when_the_disk_fills(database: Database, disk: Path, tried: Tried) -> None:
    planned(database, active(database), "2030-12-01T10:00")
    chance = random.Random(50)
    count, full = rounds(6, 50), 0
    for number in range(count):
        folder = disk / "exports"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        (disk / "filling").unlink(missing_ok=True)
        (folder / "old.md").write_text("old\n" * 1_000)
        vdir.write_folder(database, folder)
        before = {it.name: it.read_bytes() for it in folder.iterdir()}
        with database.write():
            database.connection.execute("UPDATE sessions SET title = ?", (f"{'long ' * 2_000}{number}",))
        fill(disk, chance.choice((0, 4_096, 8_192, 40_960)))
        size = chance.choice((50_000, 300_000))
        said = {name: refusal(export) for name, export in exports(folder, database, size).items()}
        # Ten thousand bytes of a calendar may fit.
        assert [name for name, sentence in said.items() if not sentence] in ([], ["calendar folder"])
        full += sum("full" in sentence for sentence in said.values())
        after = {it.name: it.read_bytes() for it in folder.iterdir() if it.name != ".lock"}
        assert after.keys() == before.keys()
        for name, content in after.items():
            assert content == before[name] or name.endswith(".ics")
            assert content.endswith(b"END:VCALENDAR\r\n") or not name.endswith(".ics")
    assert full >= count * 3
    (disk / "filling").unlink()
    for export in exports(folder, database, 1_000).values():
        export()
    tried("exports onto a full disk, six ways each", count * 6, "0 old files hurt, 0 halves left")
