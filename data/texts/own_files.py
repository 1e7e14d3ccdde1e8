"""The files that people bring along: a question catalogue, a template for the agreement."""

from __future__ import annotations

import dataclasses
import stat
from pathlib import Path

from ..clean import shown
from ..errors import BadInput
from ..i18n import LANGUAGES, _, language
from ..model.catalogue import Catalogue, CatalogueQuestion
from . import bundled
from .catalogue_format import digest, parse

LARGEST_CATALOGUE = 1_000_000
"""Bytes of a catalogue file."""

LARGEST_TEMPLATE = 5_000_000
"""Bytes of a template."""


def parse_catalogue(text: str, source: str) -> Catalogue:
    """Read a catalogue of somebody's own; `source` is what it is called in an error.

    Its questions may refer to our topics without repeating them. Raises `BadInput`.
    """
    plain = parse(text, source, language=language())
    return plain


def read_catalogue(path: Path) -> Catalogue:
    """Read a catalogue file. Raises `BadInput` where it cannot be opened, is no text, too large, or no catalogue."""
    return parse_catalogue(_read(path, LARGEST_CATALOGUE), shown(path.name))


def read_template(path: Path) -> str:
    """Read a template: every byte as it is, but line ends as LF and without a byte order mark.

    Raises `BadInput` where it cannot be opened, is no text, or is too large.
    """
    return _read(path, LARGEST_TEMPLATE).replace("\r\n", "\n").replace("\r", "\n")
