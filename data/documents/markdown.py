"""People's words within Markdown that the app itself writes: shown as typed, never read as Markdown."""

from __future__ import annotations

import re

from ..clean import shown

_SIGNS = re.compile(r"([\\`*_\[\]<>&|~$])")


def escaped(text: str) -> str:
    """A name or another short text, on one line, with a backslash before each sign that Markdown would read."""
    return _SIGNS.sub(r"\\\1", shown(text))
