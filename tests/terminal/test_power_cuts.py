"""Simulated power cuts: what the screen called done is on the disk, what is typed at most two seconds later.

The real app works in a terminal under strace. Of what it wrote and synced, an image of the disk is built as a power cut
at a random moment could leave it: all that was synced, and of the rest nothing or any sectors (`powercut.py`, which
lies beside the checkout in shared/tools; POWERCUT names another place).
"""

from __future__ import annotations

import importlib.util
import os
import random
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from data import mentorships, reviews, sample, sessions, versions
from data.model.mentorship import Party
from data.store.connection import Database, open_database

from ..torture import Tried, rounds
from .pty_app import ROOT, PtyApp

TOOL = Path(os.environ.get("POWERCUT") or ROOT.parent / "shared" / "tools" / "powercut.py")

BEHIND = 2.0
"""Seconds that typed text may be behind."""

CALLS = "pwrite64,write,ftruncate,fdatasync,fsync,unlink,unlinkat"

END, F2, F5, CTRL_S, CTRL_Q, ENTER, ESCAPE = "\x1b[1;5F", "\x1bOQ", "\x1b[15~", "\x13", "\x11", "\r", "\x1b"

Fact = Callable[[Database], bool]


@dataclass
class Seen:
    """What the screen has said, and when."""

    facts: list[tuple[float, str, Fact]] = field(default_factory=list)
    words: list[tuple[float, set[str]]] = field(default_factory=list)
    """The typed words that stood on the screen."""


# -- what is done ------------------------------------------------------------------------------------------------------


def of(database: Database, name: str) -> str:
    """The id of the mentorship with somebody."""
    return mentorships.find(database, name).id


def has_signatures(count: int) -> Fact:
    """Whether the newest version of Ben's agreement has so many."""

    def found(database: Database) -> bool:
        newest = versions.newest(database, of(database, "ben"))
        return newest is not None and len(newest.signatures) >= count

    return found


def has_session(database: Database) -> bool:
    return any(it.place == "room 7.77" for it in sessions.of(database, of(database, "ben")))


def has_answer(database: Database) -> bool:
    [review] = reviews.of(database, of(database, "carla"))
    answers = reviews.answers(database, review, party=Party.MENTOR)
    return Party.MENTOR in review.done_by and any(it.text == "It works." for it in answers)


def typed_words(text: str) -> set[str]:
    return set(re.findall(r"w\d\d\d", text))


def work(app: PtyApp, seen: Seen, words: int) -> None:
    """Type, sign twice, plan a session; in another start answer a review."""

    def press(*keys: str) -> None:
        for key in keys:
            app.send(key)
            app.settle(0.4 if key == ESCAPE else 0.1)

    def sees(sentence: str, fact: Fact) -> None:
        app.wait_for(sentence)
        seen.facts.append((time.time(), sentence, fact))

    app.wait_for("F1 help")
    press(END)
    for number in range(words):
        app.send((" " if number % 8 else ENTER) + f"w{number:03}")
        end = time.monotonic() + 5 / 40
        while (rest := end - time.monotonic()) > 0:
            app.drain(rest)
        seen.words.append((time.time(), typed_words(app.text())))
    press(F2, "v", "p", ENTER)
    sees("has not signed yet", has_signatures(0))
    for count, (name, sentence) in enumerate((("Anna Weber", "✓ Anna Weber"), ("Ben Okafor", "✓ Ben Okafor")), 1):
        press("s", ENTER, name, CTRL_S)
        sees(sentence, has_signatures(count))
    press(F5, "n", "1.12.", ENTER, ENTER, ENTER, "room 7.77", CTRL_S)
    sees("room 7.77 ·", has_session)
    press(CTRL_Q)
    app.wait_for("answers now")
    press(ENTER, "It works.", ESCAPE, "f")
    sees("Both are done", has_answer)
    press(CTRL_Q)
    assert app.wait() == 0


# -- what was written --------------------------------------------------------------------------------------------------


def recorded(folder: Path, words: int) -> tuple[Path, Seen]:
    """The database that was worked on, and what the screen said; the trace lies beside."""
    path, seen = folder / "live.db", Seen()
    with open_database(path) as database:
        sample.write(database)
    shutil.copy(path, folder / "before.db")
    app = f"{sys.executable} -m tui --db {path} --lang en open"
    strace = ["strace", "-f", "--seccomp-bpf", "-y", "-xx", "-s", "200000", "-ttt", "-e", f"trace={CALLS}"]
    with PtyApp(
        [*strace, "-o", str(folder / "trace"), "sh", "-c", f"{app} ben agreement; {app} carla review"],
        columns=120,
        rows=40,
    ) as running:
        work(running, seen, words)
    return path, seen


def finished_calls(trace: Path) -> Iterator[tuple[float, str]]:
    """When each call was done, and how strace writes it where nothing has come between."""
    begun: dict[str, str] = {}
    for line in trace.read_text(errors="replace").splitlines():
        pid, at, call = line.split(maxsplit=2)
        if call.endswith("<unfinished ...>"):
            begun[pid] = call.removesuffix("<unfinished ...>").rstrip()
        elif resumed := re.match(r"<\.\.\. \w+ resumed>", call):
            yield float(at), begun.pop(pid) + call[resumed.end() :]
        else:
            yield float(at), call


def operations(tool: ModuleType, folder: Path, path: Path) -> tuple[list[Any], list[float]]:
    """What was done to the database's files as the tool takes it, numbered in between; and when each number was."""
    times: list[float] = []
    with (folder / "numbered").open("w") as numbered:
        for at, call in finished_calls(folder / "trace"):
            mark = "".join(f"\\x{byte:02x}" for byte in f"ACK {len(times)}\n".encode())
            times.append(at)
            if not call.startswith("write("):
                numbered.write(f'{call}\nwrite(1<x>, "{mark}", 1) = 1\n')
    before = (folder / "before.db").read_bytes()
    first = [("write", str(path), before, 0), ("sync", str(path)), ("ack", 0)]
    return [*first, *tool.parse(str(folder / "numbered"), str(path))], times


# -- the cuts ----------------------------------------------------------------------------------------------------------


@contextmanager
def booted(folder: Path, files: dict[str, bytearray]) -> Iterator[Database]:
    """The database as the next start finds it."""
    for end in ("", "-wal", "-shm"):
        (folder / f"image.db{end}").unlink(missing_ok=True)
    for name, content in files.items():
        (folder / Path(name).name.replace("live.db", "image.db")).write_bytes(content)
    with open_database(folder / "image.db") as database:
        assert database.value("PRAGMA integrity_check") == "ok"
        yield database


@pytest.fixture
def tool() -> ModuleType:
    """The tool that builds images."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    spec = importlib.util.spec_from_file_location("powercut", TOOL)
    if not TOOL.exists() or spec is None or spec.loader is None:
        pytest.skip(f"powercut.py is looked for at {TOOL}; POWERCUT names another place")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.torture
def test_what_the_screen_called_done_outlasts_a_power_cut(tmp_path: Path, tool: ModuleType, tried: Tried) -> None:
    count, chance = rounds(quick=20, full=600), random.Random(1)
    path, seen = recorded(tmp_path, words=rounds(quick=32, full=96))
    assert len(seen.words[-1][1]) > 20
    calls, times = operations(tool, tmp_path, path)
    done = next(place for place, call in enumerate(calls) if call[0] == "ack" and times[call[1]] >= seen.facts[0][0])
    checked, latest = 0, 0.0
    for number in range(count):
        cut = chance.randint(done if number % 4 < 2 else 3, len(calls))
        files, last = tool.image(calls, cut, number % 2 == 1, chance)
        at = times[last]
        with booted(tmp_path, files) as database:
            for since, sentence, fact in seen.facts:
                if since <= at:
                    assert fact(database), f"{sentence!r} was on the screen {at - since:.1f} s before the cut"
                    checked += 1
            there = typed_words(versions.draft_text(database, of(database, "ben")))
            missing = [since for since, words in seen.words if since <= at and not words <= there]
            latest = max(latest, at - missing[0] if missing else 0)
    assert latest <= BEHIND, f"what was typed was {latest:.2f} s behind"
    assert checked > count
    result = f"0 corrupt, {checked:,} things done: 0 lost, typed text at most {latest:.1f} s behind"
    tried("power cuts while typing, signing, planning, answering", count, result)
