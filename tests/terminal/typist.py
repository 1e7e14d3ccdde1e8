"""Types into a shared draft without a screen: `python -m tests.terminal.typist DATABASE SEED EDITS`.

Random words at random lines, and now and then one taken back; every few of them it looks what the other has typed, as
the app does. Prints each word that it has not taken back. Ends when the other one is done: a line on standard input.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

import click

from data.errors import Unusable
from data.prose import Prose
from data.sharing import exchange
from data.store import mentorships, versions
from data.store.connection import open_database

LOOK_EVERY = 20
"""Edits between two looks at what the other has typed."""


def main() -> None:
    """Type, print, wait, look once more."""
    path, seed, edits = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    chance = random.Random(seed)
    with open_database(path) as own:
        mid = mentorships.every(own)[0].id
        text = Prose.open(own, versions.draft_key(mid))
        shared = exchange.of(own, mid)
        for number in range(edits):
            _edit(text, chance, f"{seed}{number}")
            if number % LOOK_EVERY == 0:
                _look(shared)
                text.catch_up()
        _look_until_done(shared, text)
        click.echo("done")
        sys.stdin.readline()
        _look_until_done(shared, text)
        text.close()


def _edit(text: Prose, chance: random.Random, word: str) -> None:
    lines = text.text.encode("utf-8").split(b"\n")
    line = chance.randrange(len(lines))
    place = sum(map(len, lines[:line])) + line
    text.replace(place, place, f"⟦{word}⟧ ")
    if chance.random() < 0.1:
        text.undo()
    else:
        click.echo(f"⟦{word}⟧")


def _look(shared: exchange.Exchange) -> bool:
    """Look once; whether the shared file could be used."""
    try:
        shared.meet()
    except Unusable:
        return False
    return True


def _look_until_done(shared: exchange.Exchange, text: Prose) -> None:
    while not _look(shared):
        pass
    text.catch_up()


if __name__ == "__main__":
    main()
