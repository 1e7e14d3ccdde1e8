"""How often a test of what must never happen tries: a few times in `make test`, in full in `make torture`.

A test that counts carries `pytest.mark.torture`, asks `rounds` how often, and tells the fixture `tried` what came of
it; `make torture` prints all of that as one table.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

T = TypeVar("T")

FULL = os.environ.get("HANDSCHLAG_TORTURE", "") not in ("", "0")
"""Whether the full counts are asked for."""

PROPERTY = "tried"
"""Under this name a test's report carries its rows of the table."""

Tried = Callable[[str, int, str], None]
"""Notes a row: what was tried, how often, and what came of it."""


def rounds(quick: int, full: int) -> int:
    """How often to try now."""
    return full if FULL else quick


def some(values: Iterable[T], quick: int) -> list[T]:
    """So many of the values now: a few spread over all of them, or every one."""
    every = list(values)
    return every if FULL else every[:: max(1, len(every) // quick)][:quick]


def table(reports: Iterable[Any]) -> list[str]:
    """The rows that the tests have noted, as lines of equal columns; empty where none did."""
    rows = [value for report in reports for name, value in report.user_properties if name == PROPERTY]
    if not rows:
        return []
    first = max(len(what) for what, _count, _result in rows)
    return [f"{what:<{first}}  {count:>7,}  {result}" for what, count, result in sorted(rows)]
