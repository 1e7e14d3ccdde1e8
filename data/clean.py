"""Making text harmless to a terminal, at every entrance: typed, pasted, imported, read from a name or a file.

What is removed: C0 controls but TAB and LF, DEL, C1, bidi overrides and isolates, line and paragraph separators,
interlinear and tag characters, lone surrogates, invisible operators. What stays: every letter of every script, emoji
with their joiners (ZWJ U+200D, variation selectors), combining characters.
"""

from __future__ import annotations

import re
import unicodedata

REPLACEMENT = "\ufffd"
"""What stands where a forbidden character stood, so that its removal is seen."""

_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
FORBIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)
"""One character that must never reach a terminal."""


def text(value: str) -> str:
    """Typed or pasted prose: line ends become LF, forbidden characters U+FFFD, the rest is NFC (UAX #15)."""
    return unicodedata.normalize("NFC", FORBIDDEN.sub(REPLACEMENT, _LINE_END.sub("\n", value)))


def line(value: str, limit: int = 200) -> str:
    """A name or a title: prose on one line, runs of blanks as one, at most `limit` characters."""
    single = " ".join(text(value).split())
    return single if len(single) <= limit else single[: limit - 1] + "…"


def shown(value: str) -> str:
    """What was stored by whatever means, made harmless for one line of output: forbidden characters as U+FFFD."""
    return FORBIDDEN.sub(REPLACEMENT, _LINE_END.sub(" ", value)).replace("\n", " ").replace("\t", " ")
