"""Text that people type: every key is stored when it is typed, merged with others', undone by its own author.

A text is a CRDT (pycrdt) whose updates are appended to SQLite. `Prose` is an open text; `read` gives a text as it
stands without opening it; `write` replaces one as a whole. Nothing else in the app stores long text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .edit import Edit
from .log import Key
from .whole import read, read_all, write

if TYPE_CHECKING:
    from .prose import Prose


def __getattr__(name: str) -> Any:
    """`Prose` is imported when first asked for: the CRDT costs 50 ms that a list of mentorships does not have."""
    if name != "Prose":
        raise AttributeError(name)
    from .prose import Prose

    return Prose


__all__ = ["Edit", "Key", "Prose", "read", "read_all", "write"]
