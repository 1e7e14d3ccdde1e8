"""An agreement in force, and the review that comes thirty days later."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine

from data import sessions
from data.model.mentorship import Mentorship
from data.model.session import Session, SessionKind
from data.store.connection import Database

from ..mentoring import active

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
"""When the agreement came into force."""


@pytest.fixture
def mentorship(database: Database) -> Mentorship:
    """One whose agreement is in force since noon."""
    with time_machine.travel(NOON, tick=False):
        return active(database)


@pytest.fixture
def session(database: Database, mentorship: Mentorship) -> Session:
    """Its review, the only one that is planned."""
    [found] = [it for it in sessions.of(database, mentorship.id) if it.kind is SessionKind.REVIEW and it.is_planned]
    return found
