"""Holds the lock for writing of a database until it is killed: `python -m tests.terminal.holder DATABASE`."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import click

from data.store.connection import open_database


def main() -> None:
    """Take the lock, say so, and stay."""
    with open_database(Path(sys.argv[1]), create=False) as database, database.write():
        click.echo("held")
        signal.pause()


if __name__ == "__main__":
    main()
