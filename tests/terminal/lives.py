"""Lives of the real app in a terminal, several at once: a meeting or an agreement that one types into until it ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from data import clock, meetings, mentorships, places, questions, sessions, versions
from data.model.session import SessionKind
from data.prose import Key
from data.store.connection import Database, open_database

from .nursery import Nursery
from .pty_app import PtyApp

AT_ONCE = 4
"""Apps that run at the same time."""

COLUMNS, ROWS = 120, 40

_T = TypeVar("_T")
_R = TypeVar("_R")


def at_once(live: Callable[[_T], _R], what: Iterable[_T]) -> list[_R]:
    """Live several lives at the same time; what each came to, in order."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(live, what))


def begin(path: Path, place: str) -> None:
    """A database with an empty draft and a first meeting that has begun; the account is in one of them."""
    with open_database(path) as database:
        made = mentorships.create(
            database, mentor="Anna Weber", mentee="Ben Okafor", language="en", zone="UTC", template="\n"
        )
        starts = clock.now().astimezone(UTC).replace(tzinfo=None, second=0, microsecond=0)
        session = sessions.plan(database, made.id, kind=SessionKind.FIRST, starts=datetime.fromisoformat(str(starts)))
        meetings.open(database, session.id)
        places.remember(database, "last place", {"name": place, "mentorship": made.id, "detail": ""})


def started(path: Path, nursery: Nursery, *, ignores_hang_ups: bool = False) -> PtyApp:
    """The app where one was."""
    return PtyApp(
        ["--db", str(path), "--lang", "en"],
        columns=COLUMNS,
        rows=ROWS,
        nursery=nursery,
        ignores_hang_ups=ignores_hang_ups,
    )


def keys_of(database: Database, place: str) -> list[Key]:
    """The texts that stand on the screen, from the left."""
    mentorship = mentorships.every(database)[0]
    draft = versions.draft_key(mentorship.id)
    return [draft] if place == "agreement" else [questions.answer_key(questions.of(database, mentorship.id)[0]), draft]
