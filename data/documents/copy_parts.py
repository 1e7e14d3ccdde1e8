"""A copy taken apart again: the two texts, and what stands around them."""

from __future__ import annotations

from dataclasses import dataclass

from .record import RECORD_BEGINS, CopyRecord, TextRecord, end_marker, marker


@dataclass(frozen=True, slots=True)
class Parts:
    """What a copy consists of, each part as Markdown."""

    above: str
    agreement: str
    between: str
    """What stands above the annex."""
    annex: str
    below: str
    """Signatures, fingerprints, how to check them."""


def parts_of(copy: str, record: CopyRecord) -> Parts:
    """The parts of a copy with this record. Raises `ValueError` where they are not in it."""
    above, agreement, rest = _cut(copy, record.agreement)
    between, annex, below = _cut(rest, record.annex)
    return Parts(above, agreement, between, annex, below[: below.rindex(f"{RECORD_BEGINS}\n")])


def _cut(text: str, it: TextRecord) -> tuple[str, str, str]:
    """What stands before a text, the text, and what stands behind its frame. Raises `ValueError`."""
    line = f"{marker(it)}\n"
    start = 0 if text.startswith(line) else text.index(f"\n{line}") + 1
    end = start + len(line)
    for _number in range(it.lines):
        end = text.index("\n", end) + 1
    behind = f"{end_marker(it.kind)}\n\n---\n\n"
    if not text.startswith(behind, end):
        raise ValueError(it.kind)
    return text[:start], text[start + len(line) : end], text[end + len(behind) :]
