"""The texts that Handschlag brings along, as types: questions, suggestions, fields of the annex."""

from __future__ import annotations

from dataclasses import dataclass

SECTIONS = (
    "expectations",
    "ground_rules",
    "mentor",
    "mentee",
    "confidentiality",
    "boundaries",
    "review",
    "changes",
    "ending",
    "copies",
)
"""The keys of the sections of an agreement, in the order of the bundled template."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A group of questions."""

    key: str
    title: str
    """As people read it, in the language of its catalogue."""
    core: bool
    """Whether it is one of the four that no first meeting should leave out (`data.model.question.CORE_TOPICS`)."""
    section: str
    """In which of `SECTIONS` an answer becomes a clause."""


@dataclass(frozen=True, slots=True)
class CatalogueQuestion:
    """A question that can be taken onto the list of a mentorship."""

    key: str
    """What tells it apart: the same key means the same question, in every language."""
    topic: str
    """The key of its topic."""
    wording: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Questions to choose from: the bundled ones, or a file of somebody's own."""

    title: str
    language: str
    """`en`, `de`, or whatever the file says of itself."""
    topics: tuple[Topic, ...]
    """In the order in which they are shown; every question's topic is among them."""
    questions: tuple[CatalogueQuestion, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A responsibility that a mentee often takes on: to be accepted, edited or dropped."""

    key: str
    wording: str
    """As it stands as a point in the agreement."""


@dataclass(frozen=True, slots=True)
class ReadyClause:
    """A clause to be taken into an agreement as it is: a bundled one, or one of somebody's own."""

    section: str
    """In which of `SECTIONS` it goes."""
    title: str
    """What it is found by."""
    wording: str
    language: str
    file: str = ""
    """The name of the file that it comes from, one's own or one that was imported; empty for a bundled one."""
    number: int = 0
    """Its place in that file, counted from 1."""

    @property
    def is_own(self) -> bool:
        """Whether it can be changed and taken away."""
        return bool(self.file)


@dataclass(frozen=True, slots=True)
class AnnexField:
    """A logistics field as people read it."""

    key: str
    """One of `data.model.agreement.ANNEX_FIELDS`."""
    title: str
    hint: str
    """What belongs in it, as one or two sentences."""
