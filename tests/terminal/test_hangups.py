"""Signals, a terminal that is gone, input that ends, a connection that stands still: saved, and gone in a second."""

from __future__ import annotations

import os
import random
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from data.prose import Key, read
from data.store.connection import open_database

from ..torture import Tried, rounds
from ..tui.editing import add_mentorship
from .lives import COLUMNS, ROWS, at_once, begin, keys_of, panes, started, states_of
from .nursery import Nursery
from .pty_app import PtyApp

SOON = 1.0
"""Seconds after which it must be gone."""

SWITCH_VIEW = "\x0c"
"""Ctrl+L in the agreement: everything is drawn anew."""

CORNER = (1, 1)
"""Where the draft begins on the screen."""

HANG_UP = 0
"""Instead of a signal's number: the terminal is closed."""


@dataclass(frozen=True)
class Life:
    """One start of the app, and how it ends."""

    number: int
    path: Path
    event: int
    """A signal, or `HANG_UP`."""
    moment: Callable[[PtyApp, Life], AbstractContextManager[str]]
    """Brings the app to where it ends; gives what was seen then."""
    ignores_hang_ups: bool
    """As below `nohup` and `trap '' HUP`."""


# -- the moments -------------------------------------------------------------------------------------------------------


@contextmanager
def while_typing(app: PtyApp, life: Life) -> Iterator[str]:
    """At any moment between some keys."""
    opened(app)
    chance = random.Random(life.number)
    for letter in chance.choices("abcdefgh \r", k=25):
        app.send(letter)
        app.drain(chance.random() * 0.025)
    yield shown(app)


@contextmanager
def while_it_stands_still(app: PtyApp, life: Life) -> Iterator[str]:
    """Nobody reads what it writes: its loop is blocked."""
    type_words(app)
    seen = shown(app)
    for _key in range(60):
        os.write(app.master, SWITCH_VIEW.encode())
    app.stall()
    yield seen


@contextmanager
def while_another_process_writes(app: PtyApp, life: Life) -> Iterator[str]:
    """A key waits for its turn to be stored."""
    type_words(app)
    with open_database(life.path) as database:
        database.connection.execute("BEGIN IMMEDIATE")
        app.send("x")
        app.drain(0.2)
        yield shown(app)


@contextmanager
def while_it_starts(app: PtyApp, life: Life) -> Iterator[str]:
    """Before it has drawn anything, or just after."""
    end = time.monotonic() + random.Random(life.number).random() * 0.5
    while (rest := end - time.monotonic()) > 0:
        app.drain(rest)
    yield ""


MOMENTS = (while_typing, while_it_stands_still, while_another_process_writes, while_it_starts)


def opened(app: PtyApp) -> None:
    """Wait until one can type."""
    app.wait_for("F1 help")
    app.settle(0.1)


def type_words(app: PtyApp) -> None:
    """Type a little."""
    opened(app)
    app.send("some words")
    app.wait_for("some words")
    app.settle(0.1)


def shown(app: PtyApp) -> str:
    """What can be read of the draft."""
    [pane] = panes(app, CORNER, 1)
    return pane


# -- the tests ---------------------------------------------------------------------------------------------------------


@pytest.mark.torture
@pytest.mark.parametrize("event", [signal.SIGHUP, signal.SIGTERM, signal.SIGQUIT, HANG_UP])
def test_whatever_ends_it_ends_it_soon_and_nothing_is_lost(
    tmp_path: Path, nursery: Nursery, tried: Tried, event: int
) -> None:
    count = rounds(quick=4, full=150)
    lives = [life_of(number, tmp_path / f"{number}.db", event) for number in range(count)]
    slowest = max(at_once(lambda life: seconds_to_end(life, nursery), lives))
    name = signal.Signals(event).name if event else "the terminal is closed"
    tried(f"{name}: typing, standing still, waiting, starting", count, f"0 left, 0 lost, gone in {slowest:.2f} s")


def life_of(number: int, path: Path, event: int) -> Life:
    """Each moment in turn, with and without `nohup`. Until the app has begun, that lets it miss a mere SIGHUP."""
    moment = MOMENTS[number % 4]
    ignores_hang_ups = number % 8 in (1, 3, 4, 6) and not (event == signal.SIGHUP and moment is while_it_starts)
    return Life(number, path, event, moment, ignores_hang_ups)


def seconds_to_end(life: Life, nursery: Nursery) -> float:
    """Seconds until it was gone; fails where it was not gone in order, or something is lost."""
    begin(life.path, "agreement")
    with started(life.path, nursery, ignores_hang_ups=life.ignores_hang_ups) as app:
        with life.moment(app, life) as seen:
            at = time.monotonic()
            if life.event == HANG_UP:
                app.hang_up()
            else:
                app.signal(life.event)
            code = app.wait(5, reading=False)
        end = nursery.ended(app.pid)
        assert end is not None
        took = end.at - at
        assert took < SOON, f"{life}: gone after {took:.2f} s"
        assert code in codes_of(life), f"{life}: ended with {code}\n{app.text()}"
        assert not left_of(app.pid), f"{life}: {left_of(app.pid)}"
    with open_database(life.path) as database:
        [key] = keys_of(database, "agreement")
    assert seen in states_of(life.path, key, 0), f"{life}: {seen!r} was seen"
    return took


def codes_of(life: Life) -> set[int]:
    """The exit codes that are in order. Until the app has begun, a signal ends it as it ends any process, and it says
    that it needs a terminal where that is gone already.
    """
    number = life.event or signal.SIGHUP
    return {128 + number, -number, 2} if life.moment is while_it_starts else {128 + number}


def left_of(pid: int) -> list[int]:
    """The processes that are still there of the session that a process has led."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            _before, _name, after = stat.read_text().rpartition(")")
        except OSError:
            continue
        if int(after.split()[3]) == pid:
            found.append(int(stat.parent.name))
    return found


# -- streams that end --------------------------------------------------------------------------------------------------


@pytest.mark.torture
@pytest.mark.parametrize("stream", ["input", "output"])
def test_a_stream_that_ends_ends_it(tmp_path: Path, nursery: Nursery, tried: Tried, stream: str) -> None:
    count = rounds(quick=2, full=150)
    slowest = max(at_once(lambda number: stream_ended(tmp_path / f"{number}.db", nursery, stream), range(count)))
    tried(f"the {stream} ends", count, f"0 left, 0 lost, gone in {slowest:.2f} s")


def stream_ended(path: Path, nursery: Nursery, stream: str) -> float:
    """Seconds until it was gone after its input had ended, or nobody could read its output any more (EPIPE)."""
    with open_database(path) as database:
        add_mentorship(database)
    reads, writes = os.pipe()
    streams = (reads, None) if stream == "input" else (None, writes)
    with PtyApp(["tests.terminal.small_app", str(path)], nursery=nursery, streams=streams) as app:
        theirs, ours = (reads, writes) if stream == "input" else (writes, reads)
        os.close(theirs)
        if stream == "input":
            app.wait_for("READY")
            app.settle(0.1)
            os.write(ours, b"words")
            app.wait_for("words")
        else:
            read_until(ours, b"READY")
            app.send("\x1b[200~words\x1b[201~")
            read_until(ours, b"words")
        at = time.monotonic()
        os.close(ours)
        if stream == "output":
            app.send("!")
        assert app.wait(5, reading=False) == 128 + signal.SIGHUP
        end = nursery.ended(app.pid)
        assert end is not None
        assert end.at - at < SOON
        assert not left_of(app.pid)
    with open_database(path) as database:
        assert read(database, Key("m", "draft")) in ("words", "words!")
    return end.at - at


def read_until(descriptor: int, wanted: bytes) -> None:
    """Read until something has come out."""
    end, found = time.monotonic() + 20, b""
    while wanted not in found:
        assert select.select([descriptor], [], [], end - time.monotonic())[0], found
        found += os.read(descriptor, 65_536)


# -- started in a shell ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line", ["trap '' HUP; exec {app}", "exec nohup sh -c 'exec {app} </dev/tty >/dev/tty 2>/dev/tty'"]
)
def test_a_shell_that_ignores_hang_ups_changes_nothing(tmp_path: Path, line: str) -> None:
    path = tmp_path / "handschlag.db"
    begin(path, "agreement")
    app = f"{sys.executable} -m tui --db {path} --lang en"
    with PtyApp(["sh", "-c", f"cd {tmp_path}; {line.format(app=app)}"], columns=COLUMNS, rows=ROWS) as shell:
        type_words(shell)
        at = time.monotonic()
        shell.hang_up()
        assert shell.wait(5, reading=False) == 128 + signal.SIGHUP
        assert time.monotonic() - at < SOON
        assert not left_of(shell.pid)
    with open_database(path) as database:
        [key] = keys_of(database, "agreement")
        assert read(database, key).strip() == "some words"


def test_nohup_alone_leaves_no_terminal_to_type_in_and_it_says_so(tmp_path: Path) -> None:
    line = f"cd {tmp_path} && exec nohup {sys.executable} -m tui --db {tmp_path / 'new.db'} --lang en"
    with PtyApp(["sh", "-c", line]) as app:
        assert app.wait(5) == 2
    assert "needs a terminal" in (tmp_path / "nohup.out").read_text()
