"""Whatever bytes come in, on every screen of the real app in a real terminal: it goes on, no paste presses a key."""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from data import mentorships, open_database, sessions, versions
from tui.place import Name, Place

from ..hostile import SEQUENCES, texts
from ..torture import Tried, rounds
from .bad_input import CTRL_S, ENTER, F2, F3, F5, F10, PASTE, PASTED, sample
from .pty_app import PtyApp

ON, HERE, CTRL_Q = "\x1c\x1e", "\x1e", "\x11"

KEYS_IN_A_PASTE = [
    "\x1b", "\r", "y", "\r\r", CTRL_S, CTRL_Q, "\x0e", F2, F3, F5, F10, "\x1b[A", "\x1b[B", "\t", "\x1b[Z", " ", "\x03",
    "\x1b[27;5;115~", "\x1b[115;5u", "\x1b[13u", "\x1b[99;99;99;99;99;99;99;99;99;99;99;99;99;99\ry", "\x1b[<0;5;5M",
    "\x1b[200~", "\x1b[20", "\x1bOM", "\x7f" * 9, "Anna Weber", "Ben Okafor", "\r\n\r\n", "[@click=app.quit]x[/]",
]  # fmt: skip
"""Enter, y, Ctrl+S, Ctrl+Q and others, as they are and in every way in which a terminal may send them."""

GARBAGE = [
    b"\x1b[", b"\x1b]52;c;", b"\x1bP", b"\x1b[<", b"\x1b[200", b"~", b"\x1b[99999999999999u", b"\x1b[48;9;9;0;0t",
    b"\x1b[48;99999;99999;0;0t", b"\x1b[8;99999;99999t", b"\x1b[4;99999;99999t", b"\x1b[27;5;9999999~", b";",
    b"M", b"m", b"\x00", b"\xff", b"\xc3", b"\xe9", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", "ä日".encode(), b"1",
    b"\x1b[?2026;2$y", b"\x1b[1;1R", b"\x1b\x1b", b"u", b"\x9b", b"\x1b[I", b"\x1b[O", b"\x1b[55555555:3;4u",
    b"\x1b[<0;9999;9999M", b"\x1b[<64;1;1M", b"\x1b[M\xff\xff\xff", b"\x1b[<0;-1;-1m", b"\x1b[200~unfinished",
    b"\x1b_G", b"\x1b[?1;2c", b"\x85", b"\x1b[;;;;;;;;;;~", b"\x1b[" + b"9" * 400 + b"m", b"\x1b]" + b"x" * 300,
    b"\x1bO", b"\x1b[1;9", b"\r", b"\x08", b"\x1d",
]  # fmt: skip
"""Not UTF-8, sequences that are broken, endless or forged, sizes that no terminal has, a paste that does not end."""


class Walk:
    """The app with its journal."""

    def __init__(self, folder: Path, path: Path, stops: list[Place]) -> None:
        self._journal = folder / "journal"
        self._read = 0
        places = json.dumps([it.as_record() for it in stops])
        argv = [sys.executable, "-m", "tests.terminal.walking_app", str(self._journal), places, "--db", str(path)]
        self.app = PtyApp(argv, columns=100, rows=30, environment={"HOME": str(folder)})

    def asks(self, key: str, seconds: float = 60) -> dict[str, Any]:
        """Press a key of the walk, and give what is told; fails where nothing is: the app has ended, or hangs."""
        self.app.send(key)
        end = time.monotonic() + seconds
        while len(lines := self._lines()) <= self._read:
            assert self.app.status() is None, f"ended with {self.app.status()}: {self.app.text()}"
            assert time.monotonic() < end, f"no answer: {self.app.text()}"
            self.app.drain(0.02)
        self._read += 1
        told: dict[str, Any] = json.loads(lines[self._read - 1])
        return told

    def goes_to(self, screen: str) -> dict[str, Any]:
        """Go on until a screen is reached."""
        for _stop in range(20):
            if (told := self.asks(ON))["screen"] == screen:
                return told
        raise AssertionError(f"no stop at {screen}")

    def is_alive(self) -> bool:
        """Whether it still answers, once it has drawn what came, and has waited for the rest of a broken sequence."""
        before = len(self._lines())
        for _time in range(30):
            self.app.send(f"{PASTED}{HERE}")
            end = time.monotonic() + 2
            while time.monotonic() < end and self.app.status() is None:
                if self.app.drain(0.02):
                    end = time.monotonic() + 2
                if len(lines := self._lines()) > before:
                    self._read = len(lines)
                    return True
        return False

    def _lines(self) -> list[str]:
        return self._journal.read_text(encoding="utf-8").splitlines() if self._journal.exists() else []


def stops(path: Path) -> list[Place]:
    """Every screen; on that of the versions one is proposed, so that it can be signed."""
    with open_database(path) as database:
        ben = mentorships.find(database, "ben").id
        carla = mentorships.find(database, "carla").id
        versions.propose(database, ben)
        session = sessions.of(database, carla)[-1].id
    first = [Name.QUESTIONS, Name.MEETING, Name.AGREEMENT, Name.LOGISTICS, Name.VERSIONS, Name.HISTORY, Name.COMPARE]
    return [
        Place(),
        *(Place(name, ben) for name in (Name.PATH, *first, Name.CALENDAR, Name.REVIEW)),
        Place(Name.SESSION, carla, session),
        Place(Name.REVIEW, carla),
    ]


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    """The app, started once: one test after the other leads it on."""
    yield from started(tmp_path_factory.mktemp("walk"))


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Walk]:
    """An app of its own: nobody can tell where garbage leaves it."""
    yield from started(tmp_path)


def started(folder: Path) -> Iterator[Walk]:
    """The app on sample data."""
    path = sample(folder / "walk.db")
    it = Walk(folder, path, stops(path))
    with it.app:
        it.app.wait_for("Handschlag")
        it.app.settle()
        yield it


def hostile_pastes(count: int) -> Iterator[str]:
    """Pastes that want to be keys."""
    chance = random.Random(3)
    for words in texts(4, count):
        pieces = [*chance.choices(KEYS_IN_A_PASTE, k=chance.randint(1, 9)), words, chance.choice(SEQUENCES)]
        chance.shuffle(pieces)
        yield "".join(pieces).replace(PASTED, "")


@pytest.mark.torture
def test_no_paste_presses_a_key_on_any_screen(walk: Walk, tried: Tried) -> None:
    count = rounds(4, 500)
    pastes = list(hostile_pastes(count))
    before = walk.asks(ON)
    screens = set()
    for _stop in range(12):
        screens.add(before["screen"])
        for begin in range(0, count, 25):
            walk.app.send("".join(f"{PASTE}{it}{PASTED}" for it in pastes[begin : begin + 25]))
            told = walk.asks(HERE)
            assert told == {**before, "keys": 0, "pastes": len(pastes[begin : begin + 25]), "seconds": told["seconds"]}
        before = walk.asks(ON)
    assert len(screens) == len(Name)
    assert b"\x1b]52" not in walk.app.raw
    tried(f"hostile pastes on each of {len(screens)} screens", count, "0 keys, 0 signatures")


@pytest.mark.torture
def test_no_paste_signs_and_a_typed_name_with_its_key_does(walk: Walk, tried: Tried) -> None:
    count = rounds(4, 500)
    before = walk.goes_to("VersionsScreen")
    walk.app.send("s")
    walk.app.wait_for("go on to sign")
    walk.app.settle()
    walk.app.send(ENTER)
    walk.app.wait_for("Name, typed by them")
    walk.app.settle()
    walk.asks(HERE)
    for begin, it in enumerate(hostile_pastes(count)):
        walk.app.send(f"{PASTE}Anna Weber{it}\r{CTRL_S}{PASTED}")
        if begin % 25 == 24 or begin == count - 1:
            told = walk.asks(HERE)
            assert (told["screen"], told["keys"], told["signed"]) == ("SigningDialog", 0, before["signed"])
    # Enter goes on through the fields, and past the last one to the first: it does not sign either.
    walk.app.send(f"\x15Anna Weber{ENTER * 8}")
    assert walk.asks(HERE)["signed"] == before["signed"]
    walk.app.send(CTRL_S)
    assert walk.asks(HERE)["signed"] == before["signed"] + 1
    tried("hostile pastes into the dialog that signs", count, "0 signatures")


ENDLESS = {
    "as one paragraph": "0123456789 and the Grüße\n" * 40_000,
    "as one line": "0123456789 and the Grüße " * 40_000,
}
"""A megabyte each: no key would be seen in time in one of these."""

IN_PARAGRAPHS = "0123456789 and the Grüße.\n\n" * 37_000


@pytest.mark.torture
def test_a_megabyte_that_cannot_be_typed_into_is_refused(walk: Walk, tried: Tried) -> None:
    walk.goes_to("AgreementScreen")
    before = typing_takes(walk)
    for kind, text in ENDLESS.items():
        walk.app.send(f"{PASTE}{text}{PASTED}")
        told = walk.asks(HERE)
        assert told["keys"] == 0
        walk.app.wait_for("Nothing was pasted")
        after = typing_takes(walk)
        assert after < before * 3, f"{before:.3f} s before, {after:.3f} s after"
        times = f"a key then takes {after / before:.1f} times as long"
        tried(f"1 MB pasted {kind}", 1, f"refused in {told['seconds']:.1f} s; {times}")


def typing_takes(walk: Walk) -> float:
    """Seconds that forty keys take, the best of three times."""
    best = 60.0
    for _time in range(3):
        walk.app.send("some words " * 4)
        best = min(best, walk.asks(HERE)["seconds"])
    return best


@pytest.mark.torture
def test_no_bytes_end_the_app_or_make_it_hang(fresh: Walk, tried: Tried) -> None:
    chance, count = random.Random(5), rounds(12, 2_000)
    for number in range(count):
        data = b"".join(chance.choices(GARBAGE, k=chance.randint(1, 12)))
        if number % 4 == 0:
            data += chance.randbytes(chance.randint(1, 60))
        # Ctrl+Q would end it in order.
        fresh.app.send(data.replace(b"\x11", b""))
        if number % 10 == 9:
            assert fresh.is_alive(), f"after input {number}: {fresh.app.status()} {fresh.app.text()}"
        if number % 30 == 29:
            fresh.app.send(ON[0])
    assert b"Traceback" not in fresh.app.raw
    tried("fuzzed inputs on all screens", count, "0 crashes, 0 hangs")


@pytest.mark.torture
def test_a_megabyte_in_paragraphs_is_taken_and_typing_is_as_fast_as_it_was(walk: Walk, tried: Tried) -> None:
    walk.goes_to("AgreementScreen")
    before = typing_takes(walk)
    walk.app.send(f"{PASTE}{IN_PARAGRAPHS}{PASTED}")
    told = walk.asks(HERE)
    assert told["keys"] == 0
    walk.app.wait_for("the Grüße.")
    after = typing_takes(walk)
    assert after < before * 3, f"{before:.3f} s before, {after:.3f} s after"
    times = f"a key then takes {after / before:.1f} times as long"
    tried("1 MB pasted in paragraphs", 1, f"taken in {told['seconds']:.1f} s; {times}")
    walk.app.send(CTRL_Q)
    assert walk.app.wait(60) == 0
    assert walk.app.attributes_now() == walk.app.attributes
