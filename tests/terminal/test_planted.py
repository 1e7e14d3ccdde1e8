"""Exports into a folder that another Unix account may write to: never through what it has put in the way."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from data.store.connection import open_database
from tests import exporting
from tests.accounts import Account, accounts, reason_against
from tests.data.mentoring import active, planned
from tests.torture import Tried, rounds

WHY_NOT = reason_against()
pytestmark = [pytest.mark.torture, pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)]

PRECIOUS = "what Anna never wants to lose\n"
MODULE = "tests.exporting"


@dataclass(frozen=True)
class Two:
    """Anna, who exports, Mallory, who may write where she exports to, and what must stay as it is."""

    anna: Account
    mallory: Account
    folder: Path
    precious: Path

    def holds(self) -> bool:
        """Whether Anna's file is as it was, and nothing was made beside it."""
        return self.precious.read_text() == PRECIOUS and sorted(it.name for it in self.precious.parent.iterdir()) == [
            self.precious.name
        ]


@pytest.fixture
def two() -> Iterator[Two]:
    """Two accounts in one group, and a folder of the group's, as people have one for their project."""
    group = f"hs{os.getpid()}"
    with accounts([f"anna{os.getpid()}", f"mallory{os.getpid()}"], group) as (top, (anna, mallory)):
        folder = top / "project"
        folder.mkdir()
        shutil.chown(folder, anna.name, group)
        folder.chmod(0o2770)
        precious = anna.home / "kept" / "precious"
        precious.parent.mkdir()
        precious.write_text(PRECIOUS)
        database = anna.home / "own.db"
        with open_database(database) as opened:
            planned(opened, active(opened, f"# {exporting.SECRET}\n"), "2030-12-01T10:00")
        for it in (precious.parent, precious, database):
            shutil.chown(it, anna.name, anna.name)
        # Anna lets others in as far as to what they may not read: a link to it can be made, and be followed by her.
        yield Two(anna, mallory, folder, precious)


def python(account: Account, *arguments: str, given: str = "") -> str:
    process = account.start(MODULE, *arguments)
    try:
        out, _err = process.communicate(given, timeout=300)
    finally:
        process.kill()
    assert process.returncode == 0, (arguments, out)
    return out


def test_no_export_goes_through_what_another_account_has_planted(two: Two, tried: Tried) -> None:
    database = str(two.anna.home / "own.db")
    top = two.folder / "exports"
    wanted = python(two.anna, "names", database)
    assert ".ics" in wanted
    python(two.mallory, "plant", str(top), str(two.precious), given=wanted)
    printed = python(two.anna, "export", str(top), database).splitlines()
    said = [it for it in printed if "\t" in it]
    expected = list(exporting.cases(top))
    assert len(said) == len(expected)
    assert two.holds()
    assert any(it.startswith("Written to ") for it in printed)
    written = 0
    for line, (kind, what, folder) in zip(said, expected, strict=True):
        assert line.startswith(f"{kind}\t{what}\t"), line
        written += line.endswith("written")
        for file in folder.rglob("*"):
            _is_harmless(file, two)
    assert written >= len(expected) // 3, said
    tried("exports under names that another account has planted", len(expected), "0 through a link, 0 readable by it")


def _is_harmless(file: Path, two: Two) -> None:
    """What Anna has written is hers alone and whole, and nothing of it is in what is Mallory's."""
    found = file.lstat()
    if not stat.S_ISREG(found.st_mode):
        return
    content = file.read_bytes()
    if found.st_uid == two.precious.stat().st_uid:
        assert stat.S_IMODE(found.st_mode) == 0o600, file
        assert file.name == ".lock" or exporting.SECRET.encode() in content or content.startswith(b"BEGIN:VCAL"), file
    else:
        assert content == exporting.DECOY.encode(), file


def test_no_export_goes_through_what_is_planted_while_it_runs(two: Two, tried: Tried) -> None:
    """Mallory exchanges whatever appears for a link; without the sticky bit he may take Anna's files away."""
    path = two.folder / "a.md"
    count = rounds(200, 5_000)
    disturber = two.mallory.start(MODULE, "disturb", str(path), str(two.precious))
    try:
        assert disturber.stdout is not None
        assert disturber.stdout.readline() == "ready\n"
        python(two.anna, "race", str(path), str(count))
    finally:
        disturber.communicate("stop", timeout=60)
    assert two.holds()
    tried("exports while another account puts links in their place", count, "0 through a link")
