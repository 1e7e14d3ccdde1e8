"""People's words within Markdown that the app itself writes."""

from __future__ import annotations

import re

from ..clean import shown

_SIGNS = re.compile(r"([\\`*_\[\]<>&|~$])")
_AT_THE_END = re.compile(r"(?<!\\)#$")
_AT_THE_BEGINNING = re.compile(r"^([0-9]{0,9})([#+=-]|(?<=[0-9])[.)](?=\s|$))")


def escaped(text: str) -> str:
    """A name or another short text, on one line, with a backslash before each sign that Markdown would read.

    It can stand anywhere in a line, at its beginning too, and at the end of a heading.
    """
    signs = _SIGNS.sub(r"\\\1", " ".join(shown(text).split()))
    return _AT_THE_END.sub(r"\\#", _AT_THE_BEGINNING.sub(r"\1\\\2", signs))


def typed(text: str) -> str:
    """What somebody wrote as Markdown, as it was typed, blank lines around it apart; it takes nothing after it along.

    Where it would (a code block that is not closed, a comment, a block of HTML), every line of it is quoted.
    """
    words = text.strip("\n").rstrip()
    return words if not words or _stands_alone(words) else quoted(words)


def quoted(text: str) -> str:
    """Every line as part of a quotation: whatever is in it ends with it."""
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def indented(text: str) -> str:
    """Every line as part of the list item above it."""
    return "\n".join(f"  {line}".rstrip() for line in text.split("\n"))


def _stands_alone(text: str) -> bool:
    """Whether a heading after the text is still one, and nothing in it is HTML."""
    from ..model.outline import structure

    found = structure(f"-\n\n{text}\n\n# -\n")
    last = text.count("\n") + 4
    return not found.comments and any(heading.line == last for heading in found.headings)
