"""Output of changed cells only: a model of what the terminal shows, and what has to be sent to change it.

Textual sends whole spans of whole widgets, a colour sequence around each piece: 14 KB for a key in a text area. Here
each update is compared with the cells on the screen, and only the runs that differ are sent.

Not every character is as wide everywhere. A fragment of a line with emoji, combining characters or joiners is sent as a
whole whenever it changes, as Textual would.

Private parts of Textual 8.2.8 relied on: `CompositorUpdate`, `LayoutUpdate`, `ChopsUpdate` of `textual._compositor`,
`Strip._segments`, `Strip.render_ansi`. Whatever goes wrong here leads back to Textual's own output (`Frame.works`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from rich.cells import get_character_cell_size
from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

Cell = tuple[str, str]
"""The character in a cell (empty for the right half of a wide one) and its colours, the numbers of an SGR sequence."""

GAP = 10
"""Equal cells between two changed ones that are sent all the same: moving the cursor costs as much."""


@dataclass(slots=True)
class _Row:
    """One line of the screen."""

    cells: list[Cell | None]
    """What each cell shows, None where that is unknown."""
    drawn: dict[int, Strip] = field(default_factory=dict)
    """The fragments that were drawn last and still stand as a whole, by their column."""


class Frame:
    """What the terminal shows."""

    def __init__(self) -> None:
        self.works = True
        """Whether this is in use; False after anything unexpected, from then on Textual's own output is sent."""
        self._rows: list[_Row] = []
        self._width = 0

    def forget(self) -> None:
        """The terminal may show anything now: the next update is sent whole."""
        self._rows = []

    def changes(self, update: LayoutUpdate | ChopsUpdate, console: Console) -> str:
        """What to send for an update, and from now on the model of the screen."""
        colors = console._color_system or ColorSystem.TRUECOLOR
        if isinstance(update, LayoutUpdate):
            width, height = update.region.size
            if (width, height) != (self._width, len(self._rows)):
                self._width, self._rows = width, [_Row([None] * width) for _ in range(height)]
            fragments = _whole(update)
        elif not self._rows:
            return update.render_segments(console)
        else:
            fragments = _partial(update)
        return "".join(
            part
            for y, x, strip in fragments
            if y < len(self._rows)
            for part in _draw(self._rows[y], y, x, strip, colors)
        )


class FrugalUpdate(CompositorUpdate):
    """An update that sends only what differs from the screen."""

    def __init__(self, frame: Frame, update: LayoutUpdate | ChopsUpdate) -> None:
        self._frame = frame
        self._update = update

    def render_segments(self, console: Console) -> str:
        """The sequences to send."""
        try:
            return self._frame.changes(self._update, console)
        except Exception:
            # Speed is never worth a crash: the private parts may behave otherwise than they were read.
            self._frame.works = False
            return self._update.render_segments(console)


def frugal(frame: Frame, update: Any) -> Any:
    """The update to display instead of Textual's; the same one where it is of another kind."""
    if frame.works and isinstance(update, (LayoutUpdate, ChopsUpdate)):
        return FrugalUpdate(frame, update)
    if update is not None:
        frame.forget()
    return update


def _whole(update: LayoutUpdate) -> Iterator[tuple[int, int, Strip]]:
    for y, strips in enumerate(update.strips, update.region.y):
        x = update.region.x
        for strip in strips:
            yield y, x, strip
            x += strip.cell_length


def _partial(update: ChopsUpdate) -> Iterator[tuple[int, int, Strip]]:
    """The fragments that the spans touch; others may have been composed without what lies above them."""
    for y, first, end in update.spans:
        for x, strip in update.chops[y].items():
            if strip is not None and x < end and x + strip.cell_length > first:
                yield y, x, strip


def _draw(row: _Row, y: int, x: int, strip: Strip, colors: ColorSystem) -> Iterable[str]:
    """The sequences that bring a fragment of a line onto the screen."""
    before = row.drawn.get(x)
    if before is strip or (before is not None and before._segments == strip._segments):
        return ()
    length = strip.cell_length
    for column, other in list(row.drawn.items()):
        if column != x and column < x + length and column + other.cell_length > x:
            del row.drawn[column]
    row.drawn[x] = strip
    cells = _cells(strip, colors)
    if cells is None or x + length > len(row.cells):
        row.cells[x : x + length] = [None] * len(row.cells[x : x + length])
        return (_move(x, y), "".join(_plain(strip, colors)))
    shown, row.cells[x : x + length] = row.cells[x : x + length], cells
    return (part for start, end in _runs(shown, cells) for part in (_move(x + start, y), *_colored(cells[start:end])))


def _move(x: int, y: int) -> str:
    return f"\x1b[{y + 1};{x + 1}H"


def _codes(style: Style | None, colors: ColorSystem) -> str:
    if style is None:
        return ""
    return style._ansi if style._ansi is not None else Strip.render_ansi(style, colors)


def _cells(strip: Strip, colors: ColorSystem) -> list[Cell] | None:
    """The cells of a fragment; None where it is not certain how wide each character is drawn."""
    cells: list[Cell] = []
    for text, style, control in strip._segments:
        if control or (style is not None and style._link):
            return None
        codes = _codes(style, colors)
        if text.isascii():
            cells.extend((character, codes) for character in text)
            continue
        for character in text:
            width = _certain_width(character)
            if width is None:
                return None
            cells.append((character, codes))
            if width == 2:
                cells.append(("", codes))
    return cells if len(cells) == strip.cell_length else None


def _certain_width(character: str) -> int | None:
    """1 or 2 where all terminals agree; None for emoji, symbols drawn as emoji, and what joins or combines."""
    width, code = get_character_cell_size(character), ord(character)
    if width == 1:
        return 1 if code < 0x1F000 else None
    return 2 if width == 2 and (0x1100 <= code < 0x2000 or 0x2E80 <= code <= 0xFFFF) else None


def _runs(shown: list[Cell | None], cells: list[Cell]) -> Iterator[tuple[int, int]]:
    """Where two rows of cells differ, as ranges that cut no wide character, near ones as one."""
    changed = [index for index, pair in enumerate(zip(shown, cells, strict=True)) if pair[0] != pair[1]]
    if not changed:
        return
    start = end = changed[0]
    for index in [*changed[1:], None]:
        if index is not None and index - end <= GAP:
            end = index
            continue
        while start > 0 and not cells[start][0]:
            start -= 1
        end += 1
        while end < len(cells) and not cells[end][0]:
            end += 1
        yield start, end
        if index is not None:
            start = end = index


def _colored(cells: list[Cell]) -> Iterator[str]:
    """Cells as text, a colour sequence only where the colours change."""
    current = ""
    for character, codes in cells:
        if codes != current:
            yield f"\x1b[0;{codes}m" if current and codes else f"\x1b[{codes or 0}m"
            current = codes
        yield character
    if current:
        yield "\x1b[0m"


def _plain(strip: Strip, colors: ColorSystem) -> Iterator[str]:
    for text, style, _ in strip._segments:
        yield text if style is None else Strip.render_style(style, text, colors)
