"""The steps of a mentorship that many tests begin with, each by the real store."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from data import annex, clock, mentorships, points, prose, sessions, versions
from data.model.agreement import AnnexState, Point, Version
from data.model.mentorship import Mentorship, Party
from data.model.session import Session, SessionKind
from data.store.connection import Database, open_database

DRAFT = """# Agreement

## Mentor's responsibilities

- gives notice
- listens

## Mentee's responsibilities

- asks
"""


@contextmanager
def fresh() -> Iterator[Database]:
    """A database for one example of hypothesis."""
    with tempfile.TemporaryDirectory() as folder, open_database(Path(folder) / "handschlag.db") as database:
        yield database


def begun(
    database: Database, mentor: str = "Anna Weber", mentee: str = "Ben Okafor", language: str = "en", **values: Any
) -> Mentorship:
    """A mentorship that is being prepared."""
    values = {"zone": "Europe/Berlin"} | values
    return mentorships.create(database, mentor=mentor, mentee=mentee, language=language, **values)


def write_draft(database: Database, mentorship: Mentorship, text: str) -> None:
    """Make a text the draft."""
    prose.write(database, versions.draft_key(mentorship.id), text)


def proposed(database: Database, mentorship: Mentorship, text: str = DRAFT) -> Version:
    """A text frozen as the next version."""
    write_draft(database, mentorship, text)
    return versions.propose(database, mentorship.id)


def agreed(database: Database, version: Version) -> Version:
    """Both parties confirm a version."""
    today = clock.today(mentorships.get(database, version.mentorship_id).zone)
    for party in Party:
        version = versions.confirm(database, version.id, party, today)
    return version


def active(database: Database, text: str = DRAFT, **values: Any) -> Mentorship:
    """A mentorship whose agreement is in force."""
    made = begun(database, **values)
    agreed(database, proposed(database, made, text))
    return mentorships.get(database, made.id)


def ended(database: Database, mentorship: Mentorship, party: Party = Party.MENTEE) -> Mentorship:
    """A mentorship that a party has ended."""
    return mentorships.end(database, mentorship.id, party)


def planned(
    database: Database, mentorship: Mentorship, starts: str, kind: SessionKind = SessionKind.REGULAR, **values: Any
) -> Session:
    """A session at a wall-clock time such as `2026-12-01T10:00`."""
    return sessions.plan(database, mentorship.id, kind=kind, starts=datetime.fromisoformat(starts), **values)


def point(database: Database, mentorship: Mentorship, wording: str) -> Point:
    """The point of the draft with these words."""
    return next(it for it in points.of(database, mentorship.id) if it.wording == wording)


def decided(database: Database, mentorship: Mentorship) -> None:
    """Every logistics field that is still open is expressly not agreed."""
    for entry in annex.of(database, mentorship.id):
        if entry.state is AnnexState.OPEN:
            annex.set_state(database, mentorship.id, entry.field, AnnexState.NOT_AGREED, entry.row_version)


def dump(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, to see that nothing was changed."""
    tables = [row[0] for row in database.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return {table: [tuple(row) for row in database.rows(f"SELECT * FROM {table} ORDER BY rowid")] for table in tables}
