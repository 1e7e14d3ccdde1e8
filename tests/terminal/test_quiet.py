"""A screen that nobody touches sends nothing: not a byte, over however slow a connection."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from .pty_app import PtyApp

F5 = "\x1b[15~"


@pytest.mark.parametrize(
    ("place", "keys"),
    [
        ([], []),
        (["open", "ben", "path"], []),
        (["open", "ben", "questions"], ["/"]),
        (["open", "ben", "agreement"], []),
        (["open", "ben", "agreement"], ["\x06"]),
        (["open", "ben", "calendar"], ["n"]),
        (["open", "carla", "review"], []),
        (["open", "ben", "path"], ["\x10"]),
    ],
)
def test_nothing_is_sent_while_nobody_does_anything(tmp_path: Path, place: list[str], keys: list[str]) -> None:
    database = tmp_path / "sample.db"
    run = [sys.executable, "-m", "tui", "--db", str(database)]
    with PtyApp([sys.executable, "-m", "tui", "demo", "--write", str(database)]) as writing:
        assert writing.wait() == 0
    with PtyApp([*run, *place]) as app:
        app.wait_for("F1")
        for key in keys:
            app.settle()
            app.send(key)
        app.settle(0.6)
        before, end = len(app.raw), time.monotonic() + 2.5
        while time.monotonic() < end:
            app.drain(0.1)
        assert app.raw[before:] == b""
