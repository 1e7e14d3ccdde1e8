"""The points of an agreement, and where a new clause goes.

A point is one item of a list under the heading of a party's responsibilities. It is known by its words: white space and
the signs of the list apart, a changed wording is a new point.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from .mentorship import Party
from .outline import ItemList, structure
from .sections import find_section, sections

_MARKER = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])(?:\s+(?:\[[ xX]\]\s+)?|$)")


def point_key(party: Party, wording: str) -> str:
    """What marks belong to: the same words of the same party have the same key, 32 hex digits."""
    words = " ".join(wording.split())
    return hashlib.sha256(f"{party.value}\n{words}".encode()).hexdigest()[:32]


def points_of(text: str) -> list[tuple[Party, str, int]]:
    """The points of a text in its order: whose, the words on one line, and the line it starts at, from 0.

    Items without words are none. Of items that are nested the outer one is the point.
    """
    lines = text.split("\n")
    headed = sections(text)
    found = []
    for listed in structure(text).lists:
        above = [section for section in headed if section.heading.line < listed.start]
        party = above[-1].party if above else None
        if party is None:
            continue
        for item in listed.items:
            if words := _words(lines[item.start : item.end]):
                found.append((party, words, item.start))
    return found


def _words(lines: Sequence[str]) -> str:
    return " ".join(" ".join([_MARKER.sub("", lines[0], count=1), *lines[1:]]).split())


def insert_clause(text: str, section: str, title: str, wording: str) -> tuple[int, int, str]:
    """Where a clause goes: the replacement (first byte, byte after the last one, text) that puts it there.

    It becomes the last item of the last list in the section, or the first of a new list at the section's end; where the
    text has no such section, one with `title` is made at the end. A wording that is a list gives an item for each of
    its own. `section` is a key of `data.model.catalogue.SECTIONS`.
    """
    lines = text.split("\n")
    found = find_section(text, section)
    if found is None:
        return _inserted(lines, _end_of(lines, 0, len(lines)), ["", f"## {title}", "", *_item("- ", wording)])
    end = _own_end(text, found.heading.line, found.end)
    listed = [it for it in structure(text).lists if found.heading.after <= it.start and it.end <= end]
    if listed:
        at = listed[-1].end
        return _inserted(lines, at, _item(_next_marker(lines, listed[-1]), wording))
    at = _end_of(lines, found.heading.after, end)
    return _inserted(lines, at, ["", *_item("- ", wording)])


def _own_end(text: str, line: int, end: int) -> int:
    """Where the part of a section ends that stands before its first sub-heading."""
    following = [heading.line for heading in structure(text).headings if line < heading.line < end]
    return min([end, *following])


def _end_of(lines: Sequence[str], start: int, end: int) -> int:
    """The line after the last one with words."""
    while end > start and not lines[end - 1].strip():
        end -= 1
    return end


def _next_marker(lines: Sequence[str], listed: ItemList) -> str:
    """What the next item of a list begins with."""
    first = lines[listed.start]
    indent = first[: len(first) - len(first.lstrip(" "))]
    if listed.ordered:
        return f"{indent}{listed.items[-1].number + 1}{listed.sign} "
    return f"{indent}{listed.sign} "


def _item(marker: str, wording: str) -> list[str]:
    """The lines of the new items; further lines of a wording are indented, so that they stay part of it."""
    made: list[str] = []
    for words in _clauses(wording.strip("\n").rstrip()):
        blank = " " * len(marker)
        first, *others = words
        made += [f"{marker}{first.strip()}", *(f"{blank}{line}" if line.strip() else "" for line in others)]
        if found := re.fullmatch(r"(\s*)(\d+)([.)] )", marker):
            marker = f"{found[1]}{int(found[2]) + 1}{found[3]}"
    return made


def _clauses(wording: str) -> list[list[str]]:
    """A wording as the lines of each clause: one, unless it is a list."""
    lines = wording.split("\n")
    listed = structure(wording).lists
    if len(listed) != 1 or listed[0].start != 0 or listed[0].end != len(lines):
        return [lines]
    clauses = []
    for item in listed[0].items:
        first, *others = lines[item.start : item.end]
        words = _MARKER.sub("", first, count=1)
        cut = len(first) - len(words)
        clauses.append([words, *(line[min(cut, len(line) - len(line.lstrip())) :] for line in others)])
    return clauses


def _inserted(lines: Sequence[str], at: int, new: Sequence[str]) -> tuple[int, int, str]:
    """Insert lines before the line `at`, which may be the one behind the last."""
    if not "".join(lines[:at]).strip():
        new = new[1:] if new and not new[0] else new
    before = "\n".join(lines[:at])
    words = "\n".join(new)
    if at >= len(lines):
        start = len(before.encode("utf-8"))
        return start, start, (f"\n{words}\n" if before else f"{words}\n")
    start = len(before.encode("utf-8")) + (1 if at else 0)
    return start, start, f"{words}\n"
