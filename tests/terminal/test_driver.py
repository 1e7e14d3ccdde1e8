"""The driver in a real terminal: hostile input, deadly signals, a terminal that is gone or stands still."""

from __future__ import annotations

import os
import random
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.prose import Key, read
from data.store.connection import Database, open_database

from ..tui.editing import add_mentorship
from .pty_app import PtyApp

LEFT = b"\x1b[?1049l"
"""Leaving the alternate screen."""


@pytest.fixture
def path(database: Database) -> Path:
    return add_mentorship(database).path


@pytest.fixture
def app(path: Path) -> Iterator[PtyApp]:
    with started(path) as running:
        running.wait_for("READY")
        running.settle()
        yield running


def started(path: Path, **options: object) -> PtyApp:
    return PtyApp([sys.executable, "-m", "tests.terminal.small_app", str(path)], **options)  # type: ignore[arg-type]


def stored(path: Path) -> str:
    with open_database(path) as database:
        return read(database, Key("m", "draft"))


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, signal.SIGQUIT])
def test_a_deadly_signal_restores_the_terminal_and_loses_nothing(app: PtyApp, path: Path, number: int) -> None:
    app.send("some words")
    app.wait_for("some words")
    app.signal(number)
    assert app.wait() == 128 + number
    assert LEFT in app.raw
    assert app.attributes_now() == app.attributes
    assert stored(path) == "some words"
    assert path.with_suffix(".last").read_text() == "last word"


def test_alt_and_a_letter_type_nothing_where_they_do_nothing(app: PtyApp, path: Path) -> None:
    app.send("some words")
    app.wait_for("some words")
    app.send("\x1bc")
    app.wait_for("alt+c")
    app.send("\x1bä")
    app.wait_for("alt+ä")
    app.send("!")
    app.wait_for("some words!")
    assert stored(path) == "some words!"


def test_a_dropped_connection_ends_the_app(app: PtyApp, path: Path) -> None:
    app.send("some words")
    app.wait_for("some words")
    app.hang_up()
    assert app.wait(reading=False) == 129
    assert stored(path) == "some words"


def test_a_dropped_connection_ends_the_app_even_where_hang_ups_are_ignored(path: Path) -> None:
    def ignore() -> None:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)

    with started(path, prepare=ignore) as app:
        app.wait_for("READY")
        app.hang_up()
        assert app.wait(reading=False) == 129


def test_an_input_that_ends_at_once_ends_the_app(path: Path) -> None:
    with started(path, stdin="/dev/null") as app:
        assert app.wait() == 129


def test_a_terminal_that_stands_still_does_not_keep_the_app_from_ending(app: PtyApp, path: Path) -> None:
    for _ in range(40):
        os.write(app.master, b"word " * 15 + b"\r\x1b[A\x1b[6~\x1b[5~")
    app.stall()
    app.signal(signal.SIGTERM)
    assert app.wait(reading=False) == 143
    assert path.with_suffix(".last").exists()


@pytest.mark.parametrize("seed", range(3))
def test_no_letter_that_was_seen_is_lost_by_a_kill(app: PtyApp, path: Path, seed: int) -> None:
    letters = random.Random(seed).choices("abcdefgh", k=30)
    for count, letter in enumerate(letters):
        app.send(letter)
        app.drain(0.001 * (count % 4))
    app.kill()
    seen = app.screen.display[1].strip()
    assert seen
    assert stored(path).startswith(seen)


def test_bytes_that_are_no_text_do_not_end_the_app(app: PtyApp) -> None:
    app.send(b"\xe9\xff\xc3 a \xed\xa0\x80")
    app.send("still here")
    app.wait_for("still here")


@pytest.mark.parametrize("seed", range(3))
def test_garbage_does_not_end_the_app(app: PtyApp, path: Path, seed: int) -> None:
    chance = random.Random(seed)
    pieces = [
        b"\x1b[", b"\x1b]52;c;", b"\x1bP", b"\x1b[<", b"\x1b[200", b"~", b"\x1b[99999999999999u", b"\x1b[48;9;9;0;0t",
        b"\x1b[48;99999;99999;0;0t", b"\x1b[27;5;9999999~", b";", b"M", b"m", b"\x00", b"\xff", "ä日".encode(), b"1",
        b"\x1b[?2026;2$y", b"\x1b[1;1R", b"\x1b\x1b", b"u", b"\x9b", b"\x1b[I", b"\x1b[O", b"\x1b[55555555:3;4u",
    ]  # fmt: skip
    for _ in range(40):
        app.send(b"".join(chance.choices(pieces, k=12)))
    app.send("\x1b[201~")
    app.settle()
    app.send("\rstill here")
    app.wait_for("still here")


def test_a_paste_presses_no_key(app: PtyApp, path: Path) -> None:
    app.send("\x1b[200~one\x1b[A\x1b[99;99;99;99;99;99;99;99;99;99;99;99;99;99;99\ry\x07\x1b\x1b[201~")
    app.wait_for("paste:")
    assert app.screen.display[0].split() == [word for word in app.screen.display[0].split() if word[:6] == "paste:"]
    app.send("z")
    app.wait_for("z")
    assert stored(path).startswith("one�[A�[99;99")
    assert "\x1b" not in stored(path)


def test_what_nobody_can_have_typed_at_once_is_a_paste_too(app: PtyApp, path: Path) -> None:
    text = "".join(f"line {number} of a text pasted by an old terminal\r" for number in range(60))
    os.write(app.master, text.encode())
    app.wait_for("line 59")
    app.settle()
    assert "paste:" in app.screen.display[0]
    assert stored(path) == text.replace("\r", "\n")


def test_a_large_paste_is_stored_whole(app: PtyApp, path: Path) -> None:
    text = "".join(f"line {number} of a long text\n" for number in range(12_000))
    app.send(f"\x1b[200~{text}\x1b[201~")
    app.wait_for("line 11999", seconds=30)
    assert stored(path) == text


def test_a_paste_that_is_too_large_is_refused_with_a_sentence(app: PtyApp, path: Path) -> None:
    app.send("\x1b[200~" + "0123456789" * 500_000 + "\x1b[201~")
    app.wait_for("Nothing was pasted", seconds=30)
    app.send("still here")
    app.wait_for("still here")
    assert stored(path) == "still here"


def test_escape_alone_and_sequences_in_pieces_arrive_as_keys(app: PtyApp) -> None:
    app.send("\x1b")
    app.wait_for("escape")
    for piece in ("\x1b", "[", "A"):
        app.send(piece)
    app.wait_for("escape up")


def test_the_quit_key_ends_with_code_0_and_gives_the_terminal_back(app: PtyApp) -> None:
    app.send("\x11")
    assert app.wait() == 0
    assert app.attributes_now() == app.attributes
    assert app.raw.rindex(LEFT) > app.raw.rindex(b"\x1b[?1049h")


def test_the_size_is_that_of_the_terminal_whatever_the_environment_says(tmp_path: Path) -> None:
    path = tmp_path / "sample.db"
    with PtyApp(
        [sys.executable, "-m", "tui", "--db", str(path)],
        columns=100,
        rows=30,
        environment={"COLUMNS": "70", "LINES": "9"},
    ) as app:
        app.wait_for("Welcome.")
        app.settle()
        assert app.screen.display[29].strip()
        app.set_size(90, 20)
        app.settle(1)
        assert app.screen.display[19].strip()


def test_nothing_happens_while_nothing_is_typed(app: PtyApp) -> None:
    app.settle(2.5)
    before = context_switches(app.pid)
    assert not app.drain(1.0)
    assert context_switches(app.pid) - before <= 2


def context_switches(pid: int) -> int:
    """How often any thread of a process has gone to sleep by itself."""
    total = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        status = (task / "status").read_text()
        total += int(status.partition("voluntary_ctxt_switches:")[2].split()[0])
    return total
