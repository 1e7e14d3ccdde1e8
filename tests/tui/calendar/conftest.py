"""The other mentorship of the same mentor."""

from __future__ import annotations

import pytest

from data.model.mentorship import Mentorship
from data.store.connection import Database

from ...data.mentoring import begun


@pytest.fixture
def carla(database: Database) -> Mentorship:
    """Another, with Carla."""
    return begun(database, mentee="Carla Diaz")
