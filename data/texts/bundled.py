"""The bundled texts, read once each.

`language` is one of `data.i18n.LANGUAGES` in all functions; another one is a `ValueError`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from ..i18n import LANGUAGES
from ..model.catalogue import AnnexField, Suggestion
from ..model.review import ReviewItem
from .catalogue_format import parse
from .clause_format import parse as parse_clauses

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..model.catalogue import Catalogue, ReadyClause

_PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")

ELSEWHERE = "expectations"
"""The section in which the answer becomes a clause when its topic is not one of ours."""


@cache
def catalogue(language: str) -> Catalogue:
    """The questions for the first meeting."""
    return parse(_text(language, "questions.toml"), "questions.toml", language=language)


def section_of(language: str, topic: str) -> str:
    """The key of the section in which an answer of this topic becomes a clause; `ELSEWHERE` for topics of one's own."""
    return {it.key: it.section for it in catalogue(language).topics}.get(topic, ELSEWHERE)


@cache
def template(language: str) -> str:
    """The agreement to begin with, as Markdown with the placeholders `{{mentor}}`, `{{mentee}}` and `{{date}}`."""
    return _text(language, "agreement.md")


def sections(language: str) -> dict[str, str]:
    """The headings of the template by the keys of `data.model.catalogue.SECTIONS`, in the order of the text."""
    return _toml(language, "sections.toml")


@cache
def invitation(language: str, kind: str) -> str:
    """The invitation to a session of a kind (one of `data.model.session.SessionKind`), as Markdown.

    Its placeholders are `{{to}}`, `{{from}}`, `{{date}}`, `{{start}}`, `{{end}}`, `{{length}}`, `{{zone}}`,
    `{{elsewhere}}`, `{{place}}`, `{{method}}`, `{{title}}` and, to a first meeting, `{{questions_to_mentee}}` and
    `{{questions_to_mentor}}`, each at the end of the paragraph that leads to them. A line whose placeholder stands for
    nothing is left out.
    """
    return _text(language, f"invitation/{kind}.md")


@cache
def message(language: str, kind: str) -> str:
    """A message from one party to the other, as Markdown; there is one that takes back a session: `cancelled`.

    Its placeholders are those of an invitation, and `{{others}}` and `{{process}}`, the last at the
    end of the paragraph that leads to it. A line whose placeholder stands for nothing is left out.
    """
    return _text(language, f"message/{kind}.md")


def fill(text: str, values: Mapping[str, str]) -> str:
    """A bundled text with its placeholders filled in, all at once: what a value contains is left as it is.

    Never for a text of somebody's own, whose braces are theirs. Raises `KeyError` for a placeholder without a value.
    """
    return _PLACEHOLDER.sub(lambda found: values[found[1]], text)


@cache
def review_questions(language: str) -> tuple[ReviewItem, ...]:
    """What both parties answer in a review."""
    return tuple(
        ReviewItem(it["key"], it["wording"], it.get("scale", False), it.get("choice", False))
        for it in _toml(language, "review.toml")["question"]
    )


@cache
def suggestions(language: str) -> tuple[Suggestion, ...]:
    """What a mentee often takes on, each to be accepted, edited or dropped."""
    return tuple(Suggestion(it["key"], it["wording"]) for it in _toml(language, "suggestions.toml")["suggestion"])


@cache
def ready_clauses(language: str) -> tuple[ReadyClause, ...]:
    """Clauses that can be taken into an agreement as they are, section by section."""
    found = parse_clauses(_text(language, "clauses.toml"), "clauses.toml", language=language)
    return tuple(replace(clause, file="", number=0) for clause in found)


@cache
def annex_fields(language: str) -> tuple[AnnexField, ...]:
    """The six logistics fields, in the order of `data.model.agreement.ANNEX_FIELDS`."""
    return tuple(AnnexField(it["key"], it["title"], it["hint"]) for it in _toml(language, "annex.toml")["field"])


@cache
def help_page(language: str, screen: str) -> str:
    """What a screen is for and how it is used, as Markdown. `FileNotFoundError` where there is no page."""
    return _text(language, f"help/{screen}.md")


def _text(language: str, name: str) -> str:
    if language not in LANGUAGES:
        raise ValueError(language)
    return (files(__package__) / language / name).read_text(encoding="utf-8")


def _toml(language: str, name: str) -> dict[str, Any]:
    return tomllib.loads(_text(language, name))
