"""Names for the files that leave the app: safe on every system, and telling."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..model.mentorship import Mentorship

_LONGEST = 60
"""Letters of the part made from people's names: with four bytes each it stays below the 255 of a file name."""

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_NOT_A_LETTER = re.compile(r"[\W_]+")


def file_name(what: str, mentorship: Mentorship, suffix: str) -> str:
    """`invitation-anna-weber-ben-okafor.md`: what it is, both names in small letters, and the suffix.

    Nothing of a name is read as a path: letters and digits stay, of any script, everything else becomes a hyphen.
    Where nothing stays, the mentorship's number stands.
    """
    names = _slug(f"{mentorship.mentor} {mentorship.mentee}")[:_LONGEST].strip("-")
    return f"{_slug(what)}-{names or mentorship.number}{suffix}"


def _slug(text: str) -> str:
    return _NOT_A_LETTER.sub("-", text.lower().translate(_GERMAN)).strip("-")
