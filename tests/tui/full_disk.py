"""A database file that can grow no further, and room again."""

from __future__ import annotations

from data.store.connection import Database

from .driving import Person, paste, press

WORDS = "word " * 4_000
"""More than the pages that are left can take."""


def fill_disk(database: Database) -> None:
    """Let the database file grow no further."""
    database.rows(f"PRAGMA max_page_count = {database.value('PRAGMA page_count')}")


async def overfill(pilot: Person, database: Database) -> None:
    """Type a letter, and paste more than the pages that are left can take."""
    await press(pilot, "a")
    fill_disk(database)
    await paste(pilot, WORDS)


def free_disk(database: Database) -> None:
    """There is room again."""
    database.rows("PRAGMA max_page_count = 1000000")
