"""Killed while two own files and the one between them come together: nothing is lost, and nothing parts."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from data.store import mentorships, versions
from data.store.connection import open_database
from tests import torture
from tests.terminal.pty_app import ROOT

from .two_files import Two, joined

TYPIST = "tests.terminal.typist"


@pytest.mark.torture
def test_typists_that_are_killed_lose_nothing_that_was_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tried: torture.Tried
) -> None:
    kills = torture.rounds(4, 150)
    paths = tmp_path / "anna.db", tmp_path / "ben.db"
    with open_database(paths[0]) as anna, open_database(paths[1]) as ben:
        mid = mentorships.create(anna, mentor="Anna Weber", mentee="Ben Okafor", language="en", zone="Europe/Berlin").id
        joined(anna, ben, mid, tmp_path / "ours", monkeypatch)
    words: list[str] = []
    for number in range(0, kills, 2):
        typists = [started(path, f"{who}{number}x") for path, who in zip(paths, "ab", strict=True)]
        for place, typist in enumerate(typists):
            words += killed_after(typist, 5 + (7 * number + 11 * place) % 40)
    with open_database(paths[0]) as anna, open_database(paths[1]) as ben:
        two = Two(anna, ben, mid, next((tmp_path / "ours").glob("*.db")), monkeypatch)
        hers, his = two.meet()
        two.require_equal()
        text = versions.draft_text(ben, mid)
    lost = [word for word in words if word not in text]
    tried("kill -9 of two who type and share", kills, f"{len(lost)} of {len(words)} words lost, both files equal")
    assert not lost
    assert not hers.warnings
    assert not his.warnings


def started(path: Path, seed: str) -> subprocess.Popen[bytes]:
    """Somebody who types on and on."""
    return subprocess.Popen(
        [sys.executable, "-m", TYPIST, str(path), seed, "100000"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
    )


def killed_after(typist: subprocess.Popen[bytes], count: int) -> list[str]:
    """What somebody has typed until they are killed, which is after so many words at the earliest."""
    assert typist.stdout is not None
    heard = b""
    while heard.count(b"\n") < count:
        assert select.select([typist.stdout], [], [], 30)[0], "nobody types"
        read = os.read(typist.stdout.fileno(), 65_536)
        assert read, f"ended by itself with {typist.wait()}"
        heard += read
    typist.send_signal(signal.SIGKILL)
    heard += typist.stdout.read()
    typist.wait()
    return heard.decode("utf-8", "ignore").rpartition("\n")[0].split("\n")
