"""A database file that can grow no further, and room again."""

from __future__ import annotations

from data.store.connection import Database


def fill_disk(database: Database) -> None:
    """Let the database file grow no further."""
    database.rows(f"PRAGMA max_page_count = {database.value('PRAGMA page_count')}")


def free_disk(database: Database) -> None:
    """There is room again."""
    database.rows("PRAGMA max_page_count = 1000000")
