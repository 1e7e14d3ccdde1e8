"""Lives of the real app in a terminal, several at once: a meeting or an agreement that one types into until it ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from data import clock, meetings, mentorships, places, questions, sessions, versions
from data.model.session import SessionKind
from data.prose import History, Key
from data.store.connection import Database, open_database

from .nursery import Nursery
from .pty_app import PtyApp

AT_ONCE = 4
"""Apps that run at the same time."""

COLUMNS, ROWS = 120, 40

PLACEHOLDER = "The answer, as it is given"
"""What stands in an answer that nobody has given yet."""

HEIGHT = 30
"""Rows of a text that are looked at."""

NOTICE = "▌"
"""What the rows of a notice begin with, at the right end of the screen."""

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
        ["tui", "--db", str(path), "--lang", "en"],
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


def essence(text: str) -> str:
    """What can be seen of a text, however its lines are broken."""
    return "".join(text.split())


def panes(app: PtyApp, corner: tuple[int, int], count: int) -> list[str]:
    """What can be read in the panes, from the left; the draft beside an answer begins a row above it."""
    top, left = corner
    width = COLUMNS // 2
    # A notice stands before what is below it.
    display = [line.partition(NOTICE)[0].ljust(COLUMNS) for line in app.screen.display]
    panes = ((left, display[top : top + HEIGHT]), (left + width, display[top - 1 : top + HEIGHT]))
    found = [essence("".join(line[at : at + width - left] for line in lines)) for at, lines in panes[:count]]
    return ["" if pane == essence(PLACEHOLDER) else pane for pane in found]


def states_of(path: Path, key: Key, before: int) -> list[str]:
    """All states that a text has been in after a number of its log, and that one."""
    with open_database(path) as database:
        history = History(database, key)
        rows = database.rows("SELECT seq FROM text_updates WHERE seq > ? ORDER BY seq", (before,))
        return [essence(history.text_at(seq)) for seq in (before, *(row["seq"] for row in rows))]
