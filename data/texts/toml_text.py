"""TOML that people write by hand: read without being led into depths, and where it stops being TOML."""

from __future__ import annotations

import re
import tomllib
from typing import Any

MOST_DOTS = 100
"""On one line: each may be a level of nesting, and Python's reader takes memory by their square."""

_AT_LINE = re.compile(r"at line (\d+)")


class TooDeep(Exception):
    """It is nested more deeply than anybody writes."""


class NotToml(Exception):
    """It is no TOML."""

    def __init__(self, line: int | None) -> None:
        """`line` is where it stops being any; None where nothing says so."""
        super().__init__(line)
        self.line = line


def read(text: str) -> dict[str, Any]:
    """What stands in it. Raises `TooDeep`, `NotToml`."""
    if any(row.count(".") > MOST_DOTS for row in text.split("\n")):
        raise TooDeep
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise TooDeep from error
    except ValueError as error:  # TOMLDecodeError, and what Python's own numbers and dates refuse
        found = _AT_LINE.search(str(error))
        raise NotToml(int(found[1]) if found else None) from error
