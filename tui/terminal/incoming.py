"""What arrives from a terminal, before Textual's parser sees it: bytes to text, pastes apart from keys.

Textual 8.2.8 reissues an unknown escape sequence within a paste as up to 32 real key presses (Enter, y …), and dies of
a byte that is not UTF-8. Here a paste never reaches the parser: it becomes one harmless text.
"""

from __future__ import annotations

import codecs
import math
import re
from dataclasses import dataclass

from textual import events

from data import clean

PASTE_BEGIN, PASTE_END = "\x1b[200~", "\x1b[201~"
"""Bracketed paste, https://invisible-island.net/xterm/ctlseqs/ctlseqs.html#h2-Bracketed-Paste-Mode"""

LONGEST_PASTE = 8_000_000
"""Characters of one paste that are kept; whoever gets it decides whether it is too long."""

BULK = 100
"""So many characters in one read, and no escape sequence: pasted, into a terminal that does not tell."""

BULK_VARIETY = 8
"""So many different ones among them: a key held down while the connection stood still is no paste."""

BULK_PAUSE = 0.1
"""Seconds within which more of such a paste comes, however little: nobody types so soon after a paste."""

_JOINERS = re.compile("([\u200c\u200d]+)")
"""What joins two signs into one, or keeps them apart: many emoji and Persian words are typed with it. Textual takes
such a character for a key that types nothing."""

MARK_PATIENCE = 0.03
"""Seconds to wait for the rest of what may become the mark of a paste."""

PASTE_PATIENCE = 10.0
"""Seconds of silence after which a paste is over even though its end mark never came: else no key would work again."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Characters and escape sequences, for the parser."""

    text: str
    """Never empty."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """A paste, harmless."""

    text: str
    """With LF as line end."""
    is_whole: bool = True
    """False where the terminal does not tell where a paste ends, so that this may be a piece of one."""


class Paste(events.Paste):
    """A paste on its way through the app."""

    def __init__(self, pasted: Pasted) -> None:
        super().__init__(pasted.text)
        self.is_whole = pasted.is_whole
        """False where this may be a piece of one: then it is put where the cursor is, letter by letter."""


class Incoming:
    """The bytes of a terminal as keys and pastes, however the reads cut them."""

    def __init__(self) -> None:
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._held = ""
        self._paste: list[str] | None = None
        self._length = 0
        self._in_bulk = False

    def feed(self, data: bytes, silence: float = math.inf) -> list[Keys | Pasted]:
        """What these bytes complete, which have come after so many seconds of silence."""
        self._in_bulk = self._in_bulk and silence < BULK_PAUSE
        text, self._held = self._held + self._decode(data), ""
        found: list[Keys | Pasted] = []
        while text:
            if self._paste is None:
                before, begins, text = text.partition(PASTE_BEGIN)
                if not begins:
                    before, self._held = _split_held(before, PASTE_BEGIN)
                found += self._typed(before)
                if begins:
                    self._paste, self._length = [], 0
            else:
                inside, ends, text = text.partition(PASTE_END)
                if not ends:
                    inside, self._held = _split_held(inside, PASTE_END)
                self._paste.append(inside[: max(0, LONGEST_PASTE - self._length)])
                self._length += len(inside)
                if ends:
                    found.append(self._pasted(self._paste))
        return found

    @property
    def patience(self) -> float | None:
        """Seconds after the last bytes to call `waited`; None where nothing is pending."""
        if self._paste is not None:
            return PASTE_PATIENCE
        return MARK_PATIENCE if self._held else None

    def waited(self, seconds: float) -> list[Keys | Pasted]:
        """What has become clear because nothing came for so long."""
        if self.patience is None or seconds < self.patience:
            return []
        held, self._held = self._held, ""
        if self._paste is not None:
            return [self._pasted([*self._paste, held])]
        return [Keys(held)]

    def _pasted(self, parts: list[str]) -> Pasted:
        self._paste = None
        return Pasted(clean.text("".join(parts)))

    def _typed(self, text: str) -> list[Keys | Pasted]:
        """Keys, unless nobody can have typed so much at once; joiners are text between them."""
        pieces = _JOINERS.split(text)
        is_bulk = self._in_bulk or (len(text) >= BULK and len(set(text)) >= BULK_VARIETY)
        is_text = all(c.isprintable() or c in "\r\n\t" for piece in pieces[::2] for c in piece)
        self._in_bulk = is_bulk and is_text
        if self._in_bulk:
            return [Pasted(clean.text(text), is_whole=False)] if text else []
        return [Pasted(piece) if number % 2 else Keys(piece) for number, piece in enumerate(pieces) if piece]


def _split_held(text: str, mark: str) -> tuple[str, str]:
    """A text without what may be the beginning of a mark, and that."""
    for length in range(min(len(mark) - 1, len(text)), 0, -1):
        if mark.startswith(text[-length:]):
            return text[:-length], text[-length:]
    return text, ""
