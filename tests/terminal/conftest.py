"""What the tests share that start an app many times."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .nursery import Nursery


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """A process that starts apps cheaply."""
    with Nursery() as started:
        yield started
