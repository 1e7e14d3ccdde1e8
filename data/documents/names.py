"""Names for the files that leave the app: safe on every system, and telling."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..model.mentorship import Mentorship

_LONGEST = 80
"""Bytes that people's names may take in the name of a file, of the 255 that file systems allow."""

_LATIN = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "œ": "oe"}
    | {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"}
)


def file_name(what: str, mentorship: Mentorship, suffix: str) -> str:
    """`invitation-anna-weber-ben-okafor.md`: what it is, both names in small letters, and the suffix."""
    return f"{_slug(what)}-{people(mentorship)}{suffix}"


def people(mentorship: Mentorship) -> str:
    """Both names as part of a file's name, as `juergen-gross-zoe`; the mentorship's number where nothing is left.

    Letters and digits stay, of any script, everything else becomes a hyphen: nothing that a shell, a path or a
    terminal reads as more than a letter.
    """
    names = _slug(f"{mentorship.mentor} {mentorship.mentee}").encode("utf-8")[:_LONGEST].decode("utf-8", "ignore")
    return names.strip("-") or str(mentorship.number)


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFC", text).casefold().translate(_LATIN)
    apart = unicodedata.normalize("NFKD", plain)
    composed = unicodedata.normalize("NFC", "".join(it for it in apart if not "\u0300" <= it <= "\u036f"))
    return "-".join("".join(it if _is_part_of_a_word(it) else " " for it in composed).split())


def _is_part_of_a_word(character: str) -> bool:
    """Letters, digits, and the marks that many scripts put on letters; no variation selectors."""
    return unicodedata.category(character)[0] in "LNM" and not "\ufe00" <= character <= "\ufe0f"
