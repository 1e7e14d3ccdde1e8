"""Starts the real command line at another date: `python -m tests.terminal.launch 2026-11-24T09:00+01:00 …`."""

from __future__ import annotations

import sys
from datetime import datetime

import time_machine

from tui.__main__ import main


def launch() -> None:
    """Run with a clock that goes on from the given moment."""
    moment = datetime.fromisoformat(sys.argv.pop(1))
    sys.argv[0] = "handschlag"
    with time_machine.travel(moment, tick=True):
        main()


if __name__ == "__main__":
    launch()
