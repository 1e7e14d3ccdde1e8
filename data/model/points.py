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

_LARGEST_NUMBER = 999_999_999
"""Of an item; a number of more digits is none (CommonMark 0.31, 5.2)."""


def point_key(party: Party, wording: str) -> str:
    """What marks belong to: the same words of the same party have the same key, 32 hex digits."""
    words = " ".join(wording.split())
    return hashlib.sha256(f"{party.value}\n{words}".encode()).hexdigest()[:32]


def owner_of(key: str, wording: str) -> Party | None:
    """Whose responsibility a wording is, by its key; None where the two do not belong together."""
    return next((party for party in Party if point_key(party, wording) == key), None)


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
            if words := item_words(lines[item.start : item.end]):
                found.append((party, words, item.start))
    return found


def item_words(lines: Sequence[str]) -> str:
    """The words of an item on one line, without the sign of the list."""
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
        at = _open_end(lines, 0, len(lines))
        return _inserted(lines, at, ["", f"## {title}", "", *item_lines(_clear_of(lines, at, "- "), wording)])
    end = _own_end(text, found.heading.line, found.end)
    listed = [it for it in structure(text).lists if found.heading.after <= it.start and it.end <= end]
    if listed:
        at = listed[-1].end
        return _inserted(lines, at, item_lines(_clear_of(lines, at, _next_marker(lines, listed[-1])), wording))
    at = _open_end(lines, found.heading.after, end)
    return _inserted(lines, at, ["", *item_lines(_clear_of(lines, at, "- "), wording)])


def clause_at(text: str, section: str, wording: str) -> int | None:
    """The first byte of the items that a wording has become in a section; None where they do not stand there."""
    found = find_section(text, section)
    if found is None:
        return None
    lines = text.split("\n")
    end = _own_end(text, found.heading.line, found.end)
    wanted = wordings_of(wording)
    for listed in structure(text).lists:
        if listed.start < found.heading.after or listed.end > end:
            continue
        given = [item_words(lines[item.start : item.end]) for item in listed.items]
        for place in range(len(given) - len(wanted) + 1):
            if given[place : place + len(wanted)] == wanted:
                return len("".join(f"{line}\n" for line in lines[: listed.items[place].start]).encode("utf-8"))
    return None


def wordings_of(wording: str) -> list[str]:
    """What a wording says as items of a list: one, unless it is a list itself."""
    return [item_words([f"- {first.strip()}", *others]) for first, *others in _clauses(wording.strip("\n").rstrip())]


def marker_of(line: str) -> str:
    """What an item begins with up to its words: `- `, `  3. `; empty for a line that is none."""
    found = _MARKER.match(line)
    return "" if found is None else found[0] if found[0][-1:].isspace() else f"{found[0]} "


def _own_end(text: str, line: int, end: int) -> int:
    """Where the part of a section ends that stands before its first sub-heading."""
    following = [heading.line for heading in structure(text).headings if line < heading.line < end]
    return min([end, *following])


def _open_end(lines: Sequence[str], start: int, end: int) -> int:
    """The line after the last one with words; before a code block or comment that nobody has closed."""
    while end > start and not lines[end - 1].strip():
        end -= 1
    for at in range(end, start, -1):
        # Where a section begins, a blank line stands before it, so that a rule there does not open front matter.
        before = [*([""] if start else []), *lines[start:at], ""]
        if any(it.items[-1].start == len(before) for it in structure("\n".join([*before, "- x"])).lists):
            return at
    return start


def _next_marker(lines: Sequence[str], listed: ItemList) -> str:
    """What the next item of a list begins with: as its last one, which may stand farther left than its first."""
    last = lines[listed.items[-1].start]
    indent = last[: len(last) - len(last.lstrip(" "))]
    if listed.ordered:
        return f"{indent}{min(listed.items[-1].number + 1, _LARGEST_NUMBER)}{listed.sign} "
    return f"{indent}{listed.sign} "


def _clear_of(lines: Sequence[str], at: int, marker: str) -> str:
    """The marker, so wide that the next words below it, indented as they may be, do not become part of its item."""
    following = next((line for line in lines[at:] if line.strip()), "")
    return marker.ljust(len(following) - len(following.lstrip(" ")) + 1)


def item_lines(marker: str, wording: str) -> list[str]:
    """The lines of the new items; further lines of a wording are indented, so that they stay part of it."""
    made: list[str] = []
    for words in _clauses(wording.strip("\n").rstrip()):
        blank = " " * len(marker)
        first, *others = words
        made += [f"{marker}{first.strip()}", *(f"{blank}{line}" if line.strip() else "" for line in others)]
        if found := re.fullmatch(r"(\s*)(\d+)([.)] +)", marker):
            marker = f"{found[1]}{min(int(found[2]) + 1, _LARGEST_NUMBER)}{found[3]}"
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
    if at < len(lines) and lines[at].strip():
        new = [*new, ""]
    before = "\n".join(lines[:at])
    words = "\n".join(new)
    if at >= len(lines):
        start = len(before.encode("utf-8"))
        return start, start, (f"\n{words}\n" if before else f"{words}\n")
    start = len(before.encode("utf-8")) + (1 if at else 0)
    return start, start, f"{words}\n"
