"""Finding in the lines of a text, and what stands there instead: for a find bar."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from data.errors import BadInput
from data.i18n import _

from ..writing import matcher
from ..writing.rewrite import Location, Replacement

PATIENCE = 1.0
"""Seconds that a regular expression may take; nobody waits longer for a key."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What to look for, and how."""

    words: str
    regex: bool = False
    """Whether the words are a regular expression, in the form of Python's `re`, and the replacement its template."""
    case: bool = False
    """Whether capitals and small letters differ."""


@dataclass(frozen=True, slots=True)
class Found:
    """One place where it stands; never longer than a line."""

    start: Location
    """Where it begins."""
    end: Location
    """Where it ends, exclusive."""
    instead: str = ""
    """What replaces it."""

    @property
    def replacement(self) -> Replacement:
        """Replacing it."""
        return Replacement(self.start, self.end, self.instead)


def count_words(lines: Sequence[str]) -> int:
    """The number of words: runs of anything but blanks that hold a letter or a digit."""
    return sum(1 for line in lines for word in line.split() if any(letter.isalnum() for letter in word))


def find(lines: Sequence[str], sought: Sought, instead: str = "") -> list[Found]:
    """All places where it stands, in order, each with what would replace it; empty matches are left out.

    Raises `BadInput` for a regular expression that is none, or takes too long.
    """
    if not sought.words:
        return []
    if sought.regex:
        return _matched(lines, sought, instead)
    pattern = re.compile(re.escape(sought.words), re.NOFLAG if sought.case else re.IGNORECASE)
    return [
        Found((row, match.start()), (row, match.end()), instead)
        for row, line in enumerate(lines)
        for match in pattern.finditer(line)
    ]


def nearest(found: Sequence[Found], location: Location, *, backwards: bool = False) -> int | None:
    """The index of the first place from a location on, or of the last one before it; round the end. None for none."""
    if not found:
        return None
    index = bisect_left(found, location, key=lambda place: place.start)
    return (index - 1) % len(found) if backwards else index % len(found)


def _matched(lines: Sequence[str], sought: Sought, instead: str) -> list[Found]:
    """Ask a process of its own, and end it where it thinks for too long."""
    question = {"pattern": sought.words, "lines": list(lines), "case": sought.case, "template": instead}
    command = [sys.executable, "-I", "-S", matcher.__file__]
    try:
        done = subprocess.run(
            command, input=json.dumps(question).encode(), capture_output=True, timeout=PATIENCE, check=True
        )
        answer = json.loads(done.stdout)
    except (subprocess.SubprocessError, OSError, ValueError) as error:
        raise BadInput(
            _("The search for “{pattern}” took too long and was stopped. Try a simpler one.").format(
                pattern=sought.words
            )
        ) from error
    if "error" in answer:
        what = instead if answer["in_template"] else sought.words
        raise BadInput(
            _("“{pattern}” is no regular expression: {reason}.").format(
                pattern=what, reason=reason(answer["error"], answer["position"])
            )
        )
    return [Found((row, start), (row, end), text) for row, start, end, text in answer["found"]]


def reason(message: str, position: int | None) -> str:
    """What is wrong with a regular expression, in the language in use; `re` says it in English only."""
    known = {
        "missing )": _("a closing parenthesis is missing"),
        "unbalanced parenthesis": _("there is a closing parenthesis too many"),
        "unterminated character set": _("a closing square bracket is missing"),
        "nothing to repeat": _("there is nothing before a sign that repeats"),
        "multiple repeat": _("two signs that repeat stand together"),
        "min repeat greater": _("the first number in the braces is greater than the second"),
        "bad escape (end": _("it ends with a backslash"),
        "bad character range": _("a range in square brackets is the wrong way round"),
        "invalid group reference": _("it refers to a group that is not there"),
        "unknown group name": _("it refers to a group that is not there"),
        "look-behind requires": _("what is looked for behind must have one length"),
    }
    words = next((words for start, words in known.items() if message.startswith(start)), None)
    if words is not None:
        return words
    return _("character {number} is not understood").format(number=1 + (position or 0))
