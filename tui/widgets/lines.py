"""The header line (where am I, the date, whose screen); the footer line and the keys of a dialog (what works now)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from data import identity
from data.clean import shown
from data.clock import local_zone, today
from data.i18n import _, medium_date

from ..commands import key_name
from ..commands.general import Help

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import RenderResult
    from textual.geometry import Size

    from ..screens.base import BaseScreen


class HeaderLine(Widget):
    """One line: left where one is, right how it stands there or the date and the account."""

    DEFAULT_CSS = """
    HeaderLine {
        height: 1; width: 1fr; padding: 0 1; background: $panel; color: $text; text-style: bold;
    }
    """

    where: reactive[str] = reactive("")
    """What the screen shows."""
    status: reactive[str] = reactive("")
    """How it stands; empty shows the date and the account."""

    def render(self) -> RenderResult:
        """Both ends of the line; the left gives way to the right."""
        width = max(0, self.size.width)
        right = shown(self.status) or f"{medium_date(today(local_zone()))} · {identity.user()}"
        left = shown(self.where) or "Handschlag"
        room = width - cell_len(right) - 2
        if room < 8:
            return Content.styled(left).truncate(width, ellipsis=True, pad=False)
        start = Content(left).truncate(room, ellipsis=True, pad=True)
        return Content.assemble(start, "  ", Content(right).stylize("not bold $text-muted"))


class FooterLine(Widget):
    """One line: the keys that work here now, those that matter most first; what has no room is on F1, which has."""

    DEFAULT_CSS = """
    FooterLine { height: 1; width: 1fr; padding: 0 1; background: $panel; color: $text-muted; }
    """

    saved: reactive[str] = reactive("")
    """The word at the right end about storing: empty where nothing is typed."""
    other: reactive[str] = reactive("")
    """Where the other one is who types into the same text; empty where nobody is."""

    @property
    def _owner(self) -> BaseScreen:
        return self.screen  # type: ignore[return-value]

    def render(self) -> RenderResult:
        """Keys and their words, as many as fit, and at the end whether all is saved."""
        end = " · ".join(shown(part) for part in (self.other, self.saved) if part)
        room = self.size.width - (cell_len(end) + 2 if end else 0)
        parts: list[Content] = []
        used = 0
        help = footer_entry(self._owner.handschlag.key_of(Help), Help.hint)
        kept = _length(help)
        for key, word in self._owner.footer_keys():
            length = _length((key, word))
            if (key, word) == help:
                kept = 0
            if used + length + kept - 2 > room:
                continue
            used += length
            parts.append(Content.assemble((key, "bold $accent"), " ", word, "  "))
        line = Content("").join(parts)
        if not end:
            return line
        return Content.assemble(line, " " * max(0, self.size.width - used - cell_len(end)), end)


class KeyHints(Widget):
    """Keys with their words, on as many lines as they need: a line ends between two of them, never within one."""

    pairs: reactive[Sequence[tuple[str, str]]] = reactive((), layout=True)
    """Each key with its word."""

    def __init__(self, pairs: Sequence[tuple[str, str]], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.set_reactive(KeyHints.pairs, pairs)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many as they fill."""
        return len(self._lines(width))

    def render(self) -> RenderResult:
        """All of them."""
        return Content("\n").join(self._lines(self.size.width))

    def _lines(self, width: int) -> list[Content]:
        lines: list[list[Content]] = []
        room = 0
        for key, word in self.pairs:
            entry = Content.assemble((key, "bold $accent"), f" {word}  ")
            if not lines or entry.cell_length - 2 > room:
                lines.append([])
                room = width
            lines[-1].append(entry)
            room -= entry.cell_length
        return [Content("").join(line) for line in lines]


def _length(entry: tuple[str, str]) -> int:
    """The cells of a key, its word and the gap behind it."""
    return cell_len(entry[0]) + 1 + cell_len(entry[1]) + 2


def footer_entry(key: str, word: str) -> tuple[str, str]:
    """A key and its word as the footer shows them, in the language in use."""
    return key_name(key.split(",")[0]), _(word)
