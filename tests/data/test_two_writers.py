"""`kill -9` of two processes that write into one database: what either was told is stored, nothing is half done."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from ..torture import Tried, rounds

ROOT_FOLDER = Path(__file__).parents[2]


@pytest.mark.torture
def test_two_writers_are_killed_and_nothing_they_were_told_is_gone(tmp_path: Path, tried: Tried) -> None:
    count = rounds(quick=4, full=300)
    argv = [sys.executable, "-m", "tests.data.killed_writers", str(tmp_path), str(count)]
    found = json.loads(subprocess.run(argv, cwd=ROOT_FOLDER, capture_output=True, check=True, text=True).stdout)
    told = found.pop("told")
    tried("kill -9 of two writers on one file", count, f"of {told:,} acknowledged 0 lost, 0 half, 0 corrupt")
    assert found == {"lost": 0, "half": 0, "corrupt": 0}
    assert told > 20 * count
