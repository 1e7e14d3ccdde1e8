"""Which heading is which section of the agreement, in the bundled templates and in people's own.

A section is known by the heading that a bundled template gives it, in either language; these headings stand here, since
agreements that exist carry them whatever becomes of the templates. A party's responsibilities are
also known leniently: a heading that names one party and speaks of responsibilities, duties or tasks, or the same
spread over a heading and the one above it (`# Responsibilities`, `## Mentor`).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .mentorship import Party
from .outline import structure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .outline import Heading

TITLES = {
    "en": {
        "expectations": "Expectations and goals",
        "ground_rules": "Ground rules",
        "mentor": "Mentor's responsibilities",
        "mentee": "Mentee's responsibilities",
        "confidentiality": "Confidentiality",
        "boundaries": "Boundaries",
        "review": "Review after 30 days",
        "changes": "Changes",
        "ending": "Ending without fault",
        "copies": "Copies and signatures",
    },
    "de": {
        "expectations": "Erwartungen und Ziele",
        "ground_rules": "Grundregeln",
        "mentor": "Verantwortlichkeiten Mentor/in",
        "mentee": "Verantwortlichkeiten Mentee",
        "confidentiality": "Vertraulichkeit",
        "boundaries": "Grenzen",
        "review": "Überprüfung nach 30 Tagen",
        "changes": "Änderungen",
        "ending": "Beendigung ohne Schuldzuweisung",
        "copies": "Ausfertigungen und Unterschriften",
    },
}
"""Language to section key to the heading in the bundled template. They never change; a new wording is added beside."""

_DUTY = re.compile(r"responsib|\bdut(?:y|ies)\b|\bobligation|verantwort|aufgabe|pflicht", re.IGNORECASE)
_PARTIES = {
    Party.MENTOR: re.compile(r"\bmentor(?!ing|ship|at\b|ed\b)", re.IGNORECASE),
    Party.MENTEE: re.compile(r"\bmentee", re.IGNORECASE),
}
_NUMBERING = re.compile(r"^(?:§\s*)?(?:\d+(?:\.\d+)*[.):]?|[ivxlc]+[.)]|[a-z][.)])\s+|[\s:.]+$")
_SMALL_WORDS = frozenset(
    [
        *("a", "an", "and", "for", "in", "of", "on", "our", "the", "to"),
        *("und", "oder", "der", "die", "das", "des", "dem", "den", "ein", "eine", "für", "im", "nach"),
    ]
)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands below it, sub-headings included."""

    heading: Heading
    end: int
    """The line of the next heading of the same or a higher level, or the number of lines."""
    party: Party | None
    """Whose responsibilities it lists."""


@dataclass(frozen=True, slots=True)
class _Ancestor:
    level: int
    named: frozenset[Party]
    duty: bool
    party: Party | None


def sections(text: str) -> list[Section]:
    """All sections of a text in the order of their headings; sub-sections follow the section they are part of."""
    headings = structure(text).headings
    title = _title_of(headings)
    line_count = text.count("\n") + 1
    stack: list[_Ancestor] = []
    found = []
    for index, heading in enumerate(headings):
        while stack and stack[-1].level >= heading.level:
            stack.pop()
        above = stack[-1] if stack else _Ancestor(0, frozenset(), duty=False, party=None)
        this = _read(heading, above)
        end = next((later.line for later in headings[index + 1 :] if later.level <= heading.level), line_count)
        found.append(Section(heading, end, this.party))
        if heading is title:
            this = _Ancestor(this.level, frozenset(), duty=this.duty, party=None)
        stack.append(this)
    return found


def _title_of(headings: Sequence[Heading]) -> Heading | None:
    """The heading of the whole document: what it names says nothing about its sections."""
    if headings and headings[0].level == 1 and not any(heading.level == 1 for heading in headings[1:]):
        return headings[0]
    return None


def _read(heading: Heading, above: _Ancestor) -> _Ancestor:
    bundled = _BUNDLED_PARTY.get(normalised(heading.title))
    if bundled is not None:
        return _Ancestor(heading.level, frozenset({bundled}), duty=True, party=bundled)
    own = frozenset(party for party, name in _PARTIES.items() if name.search(heading.title))
    named = own or above.named
    duty = above.duty or _DUTY.search(heading.title) is not None
    party = next(iter(named)) if duty and len(named) == 1 else None
    return _Ancestor(heading.level, named, duty, party)


def normalised(title: str) -> str:
    """A title as it is compared: without case, numbering (`3.`, `§ 3`), a colon at its end, and with single blanks.

    A template of somebody's own may hold letters in decomposed form; composed ones are the same.
    """
    return " ".join(_NUMBERING.sub("", unicodedata.normalize("NFC", title).casefold()).split())


_BUNDLED_PARTY = {normalised(titles[party]): party for titles in TITLES.values() for party in Party}


def find_section(text: str, key: str) -> Section | None:
    """The section with a key of `data.model.catalogue.SECTIONS`; None where nothing in the text looks like it.

    An equal heading comes before one with the same words in another order, and that before one with more or fewer.
    """
    candidates = sections(text)
    if key in {party.value for party in Party}:
        return next((section for section in candidates if section.party == key), None)
    wanted = [titles[key] for titles in TITLES.values()]
    equal = {normalised(title) for title in wanted}
    wordings = [_significant(title) for title in wanted]
    nearest: dict[int, Section] = {}
    for section in candidates:
        words = _significant(section.heading.title)
        if normalised(section.heading.title) in equal:
            nearest.setdefault(0, section)
        elif words in wordings:
            nearest.setdefault(1, section)
        elif any(words > wording for wording in wordings) and section.heading.level > 1:
            nearest.setdefault(2, section)
        elif words and any(words < wording for wording in wordings):
            nearest.setdefault(3, section)
    return nearest[min(nearest)] if nearest else None


def section_at(text: str, line: int) -> str | None:
    """The key of the section that a line of the text stands in, the innermost one; None where it is none of ours."""
    found = {key: section for key in TITLES["en"] if (section := find_section(text, key)) is not None}
    around = [key for key, section in found.items() if section.heading.line <= line < section.end]
    return max(around, key=lambda key: found[key].heading.line, default=None)


def _significant(title: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", normalised(title))) - _SMALL_WORDS
