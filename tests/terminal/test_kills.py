"""`kill -9` while somebody types into the real app: what was seen on the screen is there, and the next start shows it.

What was seen is read from the bytes that had come out when the process was killed. Every update of a text is in its
log, so that the log knows every state that the text has been in: the screen must show one of them.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from data.prose import last_number, read
from data.store.connection import open_database

from ..torture import Tried, rounds
from .lives import at_once, begin, essence, keys_of, panes, started, states_of
from .nursery import Nursery
from .pty_app import PtyApp

KEY_EVERY = 1 / 40
"""Seconds between two keys."""

IN_A_ROW = 3
"""Lives of one database, each of which begins with what the one before has left: its draft grows, and must be seen."""

F7, BACKSPACE, UNDO, REDO, UP = "\x1b[18~", "\x7f", "\x1a", "\x19", "\x1b[A"
MOVE_UP, BOLD, CLAUSE = "\x1b[1;3A", "\x1bt", "\x07"
PASTE = "\x1b[200~{}\x1b[201~"


@dataclass
class Chain:
    """One database that is killed again and again."""

    path: Path
    place: str
    seed: int
    lives: int


@pytest.mark.torture
def test_no_character_that_was_seen_is_lost_by_a_kill(tmp_path: Path, nursery: Nursery, tried: Tried) -> None:
    count = rounds(quick=6, full=300)
    length = min(IN_A_ROW, count // 2)
    chains = [
        Chain(tmp_path / f"{number}.db", ("meeting", "agreement")[number % 2], number, length)
        for number in range(count // length)
    ]
    seen = sum(at_once(lambda chain: killed_again_and_again(chain, nursery), chains))
    tried("kill -9 while typing, pasting, undoing: 40 keys a second", count, f"0 of {seen:,} characters seen are lost")
    assert seen > count * 10


def killed_again_and_again(chain: Chain, nursery: Nursery) -> int:
    """The number of characters that were seen; fails where one of them is lost."""
    begin(chain.path, chain.place)
    chance = random.Random(chain.seed)
    corner, seen = None, 0
    for life in range(chain.lives):
        with open_database(chain.path) as database:
            keys = keys_of(database, chain.place)
            before = {key: last_number(database, key) for key in keys}
            left = [essence(read(database, key)) for key in keys]
        with started(chain.path, nursery) as app:
            app.wait_for("F1 help")
            app.settle()
            corner = corner or (app.screen.cursor.y, app.screen.cursor.x)
            app.wait_until(partial(is_shown, app, corner, left))
            type_until_killed(app, chain, chance)
            shown, screen = panes(app, corner, len(keys)), app.text()
        for key, pane in zip(keys, shown, strict=True):
            states = states_of(chain.path, key, before[key])
            assert pane in states, (
                f"{chain}, life {life}: {pane!r} was seen, and is none of {states[-3:]}\n{corner}\n{screen}"
            )
            seen += len(pane)
    return seen


def is_shown(app: PtyApp, corner: tuple[int, int], texts: list[str]) -> bool:
    """Whether the texts stand in the panes."""
    return panes(app, corner, len(texts)) == texts


def type_until_killed(app: PtyApp, chain: Chain, chance: random.Random) -> None:
    """Type at an even pace; the kill comes at any moment between two keys or within one."""
    strokes = typing(chain.place, chance)
    due = time.monotonic()
    for _stroke in range(chance.randrange(8, 48)):
        app.send(next(strokes))
        due += KEY_EVERY
        while (rest := due - time.monotonic()) > 0:
            app.drain(rest)
    if chance.random() < 0.5:
        app.drain(chance.random() * KEY_EVERY)
    app.kill()


def typing(place: str, chance: random.Random) -> Iterator[str]:
    """Keys and pastes, beginning with an empty text; no more of them than the screen has room for."""
    yield F7
    yield BACKSPACE
    written = 0
    while True:
        written += 1
        kind = chance.random()
        if written % 25 == 0:
            yield "\r"
        elif kind < 0.06:
            yield UNDO
        elif kind < 0.1:
            yield REDO
        elif kind < 0.13:
            yield BACKSPACE
        elif kind < 0.17:
            yield PASTE.format("".join(chance.choices("äß€xyz ", k=15)) + "\r" + "".join(chance.choices("pq", k=5)))
        elif kind < 0.2:
            yield MOVE_UP if place == "agreement" else UP
        elif kind < 0.23:
            yield BOLD if place == "agreement" else CLAUSE
        else:
            yield chance.choice("abcdefghijklmnopqrstuvwxyzäöü    ")
