"""Marks that stay with their words (`Prose.sticky`), and whether a text knows the words that one was set at.

The CRDT ends the whole process over a mark that it cannot resolve: one that is damaged, or that stands at words which
somebody else has typed and this text has not read yet. So a mark is looked at before it is given to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_AT_A_LETTER = 0
"""The first number of a mark that is bound to a letter; then come who typed it, and as their how manieth."""


def is_known(mark: bytes, state: bytes) -> bool:
    """Whether a mark is bound to a letter that a text with this state vector (`Doc.get_state`) has."""
    try:
        kind, client, clock, _side = _numbers(mark)
    except ValueError:
        return False
    count, *rest = _numbers(state)
    typed = dict(zip(rest[::2], rest[1::2], strict=True)) if count else {}
    return kind == _AT_A_LETTER and clock < typed.get(client, 0)


def _numbers(data: bytes) -> Iterator[int]:
    """The numbers in it, each in groups of seven bits, the lowest first."""
    value = shift = 0
    for byte in data:
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            yield value
            value = shift = 0
    if shift:
        raise ValueError(data)
