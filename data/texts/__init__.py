"""The texts that Handschlag brings along, in English and German, and the files of their own that people bring.

The texts are data: TOML and Markdown in `en/` and `de/`, with the same keys in both.
"""

from __future__ import annotations

from .bundled import (
    annex_fields,
    catalogue,
    fill,
    help_page,
    invitation,
    message,
    ready_clauses,
    review_questions,
    section_of,
    sections,
    suggestions,
    template,
)
from .own_files import parse_catalogue, read_catalogue, read_clauses, read_template

__all__ = [
    "annex_fields",
    "catalogue",
    "fill",
    "help_page",
    "invitation",
    "message",
    "parse_catalogue",
    "read_catalogue",
    "read_clauses",
    "read_template",
    "ready_clauses",
    "review_questions",
    "section_of",
    "sections",
    "suggestions",
    "template",
]
