"""Putting text into the clipboard of the terminal in front of the person, through SSH, tmux and screen (OSC 52).

No terminal answers whether it did: the app says "sent to your terminal", and always offers the file as well.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping

LONGEST = 74_994
"""Bytes of base64 that xterm takes (https://invisible-island.net/xterm/ctlseqs/ctlseqs.html); others take more."""

_SCREEN_CHUNK = 240
"""GNU screen passes at most 256 bytes of a device control string through."""


def fits(text: str) -> bool:
    """Whether every terminal that knows the sequence takes a text of this length."""
    return len(_payload(text)) <= LONGEST


def sequence(text: str, environment: Mapping[str, str]) -> str:
    """What to write to the terminal so that it copies a text; wrapped for the multiplexer it has to get through.

    tmux takes the plain sequence (with `set-clipboard on`) or passes a wrapped one on (with `allow-passthrough on`):
    it gets both.
    """
    plain = f"\x1b]52;c;{_payload(text)}\x07"
    if environment.get("TMUX"):
        doubled = plain.replace("\x1b", "\x1b\x1b")
        return f"{plain}\x1bPtmux;{doubled}\x1b\\"
    if environment.get("STY"):
        chunks = (plain[start : start + _SCREEN_CHUNK] for start in range(0, len(plain), _SCREEN_CHUNK))
        return "".join(f"\x1bP{chunk}\x1b\\" for chunk in chunks)
    return plain


def _payload(text: str) -> str:
    return base64.b64encode(text.encode("utf-8", "replace")).decode("ascii")
