"""Text that people type: every key is stored when it is typed, merged with others', undone by its own author.

A text is a CRDT (pycrdt) whose updates are appended to SQLite. `Prose` is an open text; `read` gives a text as it
stands without opening it; `write` replaces one as a whole; `History` is how it came about. Nothing else in the app
stores long text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .edit import Edit
from .log import Key, last_number
from .whole import read, read_all, write

if TYPE_CHECKING:
    from .history import History, turn_into
    from .prose import Prose

_OF_THE_PAST = ("History", "turn_into")


def __getattr__(name: str) -> Any:
    """`Prose` and the history are imported when first asked for: a list of mentorships does not wait for them.

    The CRDT alone costs 50 ms.
    """
    if name != "Prose" and name not in _OF_THE_PAST:
        raise AttributeError(name)
    from . import history, prose

    return getattr(history if name in _OF_THE_PAST else prose, name)


__all__ = [
    "Edit",
    "History",
    "Key",
    "Prose",
    "last_number",
    "read",
    "read_all",
    "turn_into",
    "write",
]
