"""What a key sends to the terminal: a count, the same on every machine."""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

import pytest

from bench import documents
from bench.draft import Draft

from .pty_app import PtyApp

SURROUNDINGS = {"COLORTERM": "", "LANG": "en_GB.UTF-8"}


@pytest.mark.parametrize(("columns", "rows", "most"), [(200, 50, 150), (80, 24, 250)])
def test_a_letter_sends_few_bytes_with_both_panes_in_sight(tmp_path: Path, columns: int, rows: int, most: int) -> None:
    draft = Draft(tmp_path, "draft", documents.agreement(10_000))
    argv = [sys.executable, "-m", "tui", "--db", str(draft.database), "--lang", "en", "open", "Ben", "agreement"]
    with PtyApp(argv, columns=columns, rows=rows, environment=SURROUNDINGS) as app:
        app.wait_for("gives notice")
        app.settle(0.5)
        app.send("\x1b[F ")
        app.settle()
        sent = []
        for letter in "brndklmpqs":
            before = len(app.raw)
            app.send(letter)
            app.settle(0.15)
            sent.append(len(app.raw) - before)
        assert app.text().count("brndklmpqs") == 2
        assert statistics.median(sent) <= most, sent
        app.send("\x11")
        assert app.wait() == 0
