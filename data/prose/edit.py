"""One replacement within a text, and reading it from what the CRDT reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the UTF-8 bytes `start` to `end` by a text.

    In a list of edits each is relative to the text after the ones before it.
    """

    start: int
    end: int
    inserted: str


def edits_of(delta: Iterable[Mapping[str, Any]]) -> list[Edit]:
    """The edits of one pycrdt text event: its `retain`, `insert` and `delete`, lengths in UTF-8 bytes."""
    edits: list[Edit] = []
    at = 0
    for operation in delta:
        if "retain" in operation:
            at += operation["retain"]
        elif "delete" in operation:
            edits.append(Edit(at, at + operation["delete"], ""))
        else:
            inserted = str(operation["insert"])
            edits.append(Edit(at, at, inserted))
            at += len(inserted.encode("utf-8"))
    return edits
