"""Two processes that write into one database until they are killed: `python -m tests.data.killed_writers PATH ROUNDS`.

A writer says what it was told is stored, in the moment in which it was told. After each round the database is opened
as by the next start, and looked through. At the end all that was counted is printed.
"""

from __future__ import annotations

import json
import os
import random
import re
import select
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import data.prose.history  # noqa: F401 - imported once, not by every writer
from data import mentorships, prose, questions, sessions, versions
from data.clock import now
from data.model.mentorship import Mentorship
from data.model.session import SessionKind
from data.prose import Prose
from data.store.connection import Database, open_database

SHARED = "Shared"
"""The mentor of the mentorship that both write into."""


def writer(path: Path, name: str, says: int) -> None:
    """Type, plan and begin mentorships, for ever."""
    with open_database(path) as database:
        shared = next(it for it in mentorships.every(database) if it.mentor == SHARED)
        draft = Prose.open(database, versions.draft_key(shared.id))
        number = 0
        while True:
            number += 1
            token = f"<{name}-{number}>"
            if number % 40 == 0:
                begin(database, token)
            elif number % 8 == 0:
                starts = now().replace(tzinfo=None, microsecond=0)
                sessions.plan(database, shared.id, kind=SessionKind.REGULAR, starts=starts, place=token)
            else:
                draft.replace(0, 0, token)
                draft.catch_up()
            os.write(says, token.encode())


def begin(database: Database, mentor: str) -> Mentorship:
    """A mentorship: some thirty rows and a text in one transaction."""
    return mentorships.create(database, mentor=mentor, mentee="Ben", language="en", zone="UTC")


def lived(path: Path, round_number: int, chance: random.Random) -> set[str]:
    """Let two write until each is killed at a moment of its own; what they were told is stored."""
    children, hears = [], []
    for name in "ab":
        hear, say = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(hear)
            writer(path, f"{name}{round_number}", say)
        os.close(say)
        children.append(pid)
        hears.append(hear)
    for hear in hears:
        select.select([hear], [], [], 20)
    time.sleep(chance.random() * 0.3)
    for pid in chance.sample(children, 2):
        os.kill(pid, signal.SIGKILL)
        time.sleep(chance.random() * 0.02)
    for pid in children:
        os.waitpid(pid, 0)
    told = ""
    for hear in hears:
        with os.fdopen(hear, "rb") as file:
            told += file.read().decode()
    return set(re.findall(r"<[^>]*>", told))


def apart(act: Callable[[], Mapping[str, int]]) -> dict[str, int]:
    """Do something in a process of its own, and what it has counted.

    The CRDT draws the number that tells writers apart by chance. Whoever is forked after the first draw goes on with
    the same chance as all others: so nothing is written or read where the writers come from.
    """
    hear, say = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.write(say, json.dumps(act()).encode())
        os._exit(0)
    os.close(say)
    with os.fdopen(hear, "rb") as file:
        found: dict[str, int] = json.loads(file.read())
    os.waitpid(pid, 0)
    return found


def prepared(path: Path) -> dict[str, int]:
    """A database that both can write into."""
    with open_database(path) as database:
        begin(database, SHARED)
    return {}


def looked_through(path: Path, told: set[str]) -> Counter[str]:
    """What is missing, half done or damaged."""
    counts: Counter[str] = Counter()
    with open_database(path) as database:
        counts["corrupt"] += database.value("PRAGMA integrity_check") != "ok"
        counts["corrupt"] += len(database.rows("PRAGMA foreign_key_check"))
        every = mentorships.every(database)
        shared = next(it for it in every if it.mentor == SHARED)
        draft = prose.read(database, versions.draft_key(shared.id))
        planned = {it.place for it in sessions.of(database, shared.id)}
        stored = {it.mentor for it in every} | planned | set(re.findall(r"<[^>]*>", draft))
        counts["told"] += len(told)
        counts["lost"] += len(told - stored)
        whole = len(questions.of(database, shared.id))
        for it in every[-4:]:
            has_draft = bool(versions.draft_text(database, it.id))
            counts["half"] += len(questions.of(database, it.id)) != whole or not has_draft
    return counts


def main(folder: Path, rounds: int) -> None:
    """Some rounds for each database: each begins with what the kill before has left."""
    counts: Counter[str] = Counter(told=0, lost=0, half=0, corrupt=0)
    chance = random.Random(rounds)
    for number in range(rounds):
        path = folder / f"{number // 20}.db"
        if number % 20 == 0:
            apart(partial(prepared, path))
        counts.update(apart(partial(looked_through, path, lived(path, number, chance))))
    print(json.dumps(counts))  # noqa: T201 - this is what it is asked for


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
