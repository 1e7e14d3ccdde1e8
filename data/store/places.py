"""Where an account was: what a dropped connection comes back to. A small record for each name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from .. import clock, identity
from .connection import Database


def remember(database: Database, name: str, record: Mapping[str, Any]) -> None:
    """Keep a record (plain JSON values) of the account at work; the disk is not waited for."""
    with database.write(durable=False):
        database.connection.execute(
            "INSERT INTO places (os_user, name, value, at) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (os_user, name) DO UPDATE SET value = excluded.value, at = excluded.at",
            (identity.user(), name, json.dumps(record, ensure_ascii=False), clock.stamp(clock.now())),
        )


def recall(database: Database, name: str) -> dict[str, Any] | None:
    """The record kept last by the account at work; None where there is none, or it was made unreadable."""
    value = database.value("SELECT value FROM places WHERE os_user = ? AND name = ?", (identity.user(), name))
    if value is None:
        return None
    try:
        record = json.loads(value)
    except ValueError:
        return None
    return record if isinstance(record, dict) else None
