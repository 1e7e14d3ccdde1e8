"""An agreement whose review is overdue."""

from __future__ import annotations

from datetime import timedelta

import pytest

from data import clock
from data.model.mentorship import Mentorship
from data.store.connection import Database

from ...data.mentoring import active


@pytest.fixture
def carla(database: Database) -> Mentorship:
    """Anna, whose database it is, and Carla; their review was due yesterday."""
    with clock.pretending(clock.now() - timedelta(days=31)):
        return active(database, mentee="Carla Diaz")
