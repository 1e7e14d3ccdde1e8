"""Drawing one block of Markdown as rows of a given width.

Nothing that stands in the text is left out: HTML, comments and link reference definitions are drawn as text, muted; a
link shows where it leads. Words go to the next row whole; what is wider than a row is cut between graphemes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import zip_longest

from markdown_it import MarkdownIt
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token
from rich.cells import cell_len, split_graphemes
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from data.clean import shown

from .blocks import DEEPEST, Block, Kind, References

Run = tuple[str, Style]
"""Some words in one style."""
Row = list[Run]
"""What stands in one row."""

_LEAST_WIDTH = 8
"""Cells that are kept for words, however deep they are nested."""
_TAB = 4
_BULLETS = "•◦▪"
_PIECE = re.compile(r"\n| +|[^ \n]+")
_ADDED = {
    "strong_open": Style(bold=True),
    "em_open": Style(italic=True),
    "s_open": Style(strike=True),
}
_BOLD = Style(bold=True)


@dataclass(frozen=True)
class Styles:
    """The styles of one theme, each with its background."""

    text: Style
    muted: Style
    heading: Style
    subheading: Style
    code: Style
    link: Style
    quote: Style
    mark: Style
    """Bullets, numbers and the bars of quotes."""


@lru_cache(maxsize=1024)
def _sum(base: Style, added: Style) -> Style:
    return base + added


def width_of(row: Row) -> int:
    """Cells that a row takes."""
    return sum(cell_len(text) for text, _style in row)


def chopped(text: str, width: int, first: int | None = None) -> list[str]:
    """Cut a text between graphemes into parts of at most `width` cells; the first one of at most `first`."""
    room = width if first is None else first
    if cell_len(text) <= room:
        return [text]
    parts: list[str] = []
    begin = used = 0
    for start, _end, cells in split_graphemes(text)[0]:
        if used + cells > room and (start > begin or room < width):
            parts.append(text[begin:start])
            begin, used, room = start, 0, width
        used += cells
    parts.append(text[begin:])
    return parts


def wrapped(runs: Sequence[Run], width: int) -> list[Row]:
    """Words in rows of at most `width` cells; a line feed begins a row."""
    return _Wrapping(width).rows_of(runs)


class _Wrapping:
    """Rows being filled with words."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._rows: list[Row] = [[]]
        self._used = 0
        self._blanks: Row = []
        self._word: Row = []
        self._word_width = 0

    def rows_of(self, runs: Sequence[Run]) -> list[Row]:
        """The rows of some runs; a word may go over several."""
        for text, style in runs:
            for piece in _PIECE.findall(text):
                if piece[0] == " ":
                    self._end_word()
                    self._blanks.append((piece, style))
                elif piece == "\n":
                    self._end_word()
                    self._begin_row()
                else:
                    self._word.append((piece, style))
                    self._word_width += cell_len(piece)
        self._end_word()
        return self._rows

    def _begin_row(self) -> None:
        self._rows.append([])
        self._used = 0
        self._blanks = []

    def _end_word(self) -> None:
        if not self._word:
            return
        blanks = width_of(self._blanks)
        if self._used and self._used + blanks + self._word_width > self._width and self._word_width <= self._width:
            self._begin_row()
        elif self._used + blanks < self._width:
            if self._used or self._rows == [[]]:
                self._rows[-1] += self._blanks
                self._used += blanks
        else:
            self._begin_row()
        for text, style in self._word:
            self._add(text, style)
        self._blanks, self._word, self._word_width = [], [], 0

    def _add(self, text: str, style: Style) -> None:
        cells = cell_len(text)
        if self._used + cells <= self._width:
            self._rows[-1].append((text, style))
            self._used += cells
            return
        for index, part in enumerate(chopped(text, self._width, self._width - self._used)):
            if index:
                self._begin_row()
            if part:
                self._rows[-1].append((part, style))
                self._used += cell_len(part)


@dataclass
class _Container:
    """A quote, an item, a definition: what stands before its rows."""

    rest: Run
    """Before each row."""
    first: Run | None = None
    """Before the first row, until it is drawn."""


@dataclass
class _Table:
    """The cells of a table."""

    rows: list[list[list[Run]]] = field(default_factory=list)
    sides: list[str] = field(default_factory=list)
    line: int = -1
    """Of the block, where the last row stands."""


def drawn(
    block: Block,
    markdown: MarkdownIt,
    references: References,
    styles: Styles,
    width: int,
    *,
    number: int | None = None,
    notes: Mapping[int, str] | None = None,
) -> list[Strip]:
    """The rows of a block, each as wide as the view.

    `number` is that of the item in its list; `notes` stand at the right end, by line of the block.
    """
    rows = _Drawing(block, markdown, references, styles, width, number, dict(notes or {})).rows()
    return [strip_of(row, width, styles.text) for row in rows]


def strip_of(row: Row, width: int, blank: Style) -> Strip:
    """A row as it is painted, filled up or cut to the width."""
    segments = [Segment(text, style) for text, style in row if text]
    used = sum(segment.cell_length for segment in segments)
    if used < width:
        segments.append(Segment(" " * (width - used), blank))
    strip = Strip(segments, max(used, width))
    return strip if used <= width else strip.crop(0, width)


class _Drawing:
    """A block on its way to rows."""

    def __init__(
        self,
        block: Block,
        markdown: MarkdownIt,
        references: References,
        styles: Styles,
        width: int,
        number: int | None,
        notes: dict[int, str],
    ) -> None:
        self._block = block
        self._markdown = markdown
        self._references = references
        self._styles = styles
        self._width = width
        self._notes = notes
        self._note: str | None = None
        self._rows: list[Row] = []
        self._containers: list[_Container] = []
        self._numbers: list[int | None] = [number] if block.kind is Kind.ITEM else []
        self._table: _Table | None = None
        self._base = [styles.text]
        self._left_open = -1

    def rows(self) -> list[Row]:
        """All rows of the block."""
        if any(token.level >= DEEPEST - 1 for token in self._block.tokens):
            # The parser leaves out what is nested deeper, and nothing may be left out.
            self._raw("\n".join(self._block.source).rstrip())
            return self._rows
        for token in self._block.tokens:
            if token.map is not None and token.nesting >= 0 and token.type != "inline":
                self._leave_a_row(token.map[0])
            self._draw(token)
        return self._rows

    # -- tokens ----------------------------------------------------------------------------------------------------

    def _draw(self, token: Token) -> None:
        """Draw one token."""
        styles = self._styles
        match token.type:
            case "inline" if self._table is not None:
                self._table.rows[-1].append(self._runs(token))
            case "inline":
                self._words(self._runs(token))
            case "heading_open":
                self._base.append(styles.heading if token.tag in ("h1", "h2") else styles.subheading)
            case "heading_close":
                self._base.pop()
                self._underline(token.tag)
            case "bullet_list_open":
                self._numbers.append(None)
            case "ordered_list_open":
                self._numbers.append(int(token.attrs.get("start", 1)))
            case "bullet_list_close" | "ordered_list_close":
                self._numbers.pop()
            case "list_item_open":
                self._open_item(token)
            case "blockquote_open":
                self._base.append(styles.quote)
                self._containers.append(_Container(("▌ ", styles.mark)))
            case "footnote_reference_open":
                label = f"[{shown(token.meta['label'])}] "
                self._containers.append(_Container(("    ", styles.text), (label, styles.mark)))
            case "dt_open":
                self._base.append(_sum(self._base[-1], _BOLD))
            case "dt_close":
                self._base.pop()
            case "dd_open":
                self._containers.append(_Container(("    ", styles.text), ("  · ", styles.mark)))
            case "list_item_close" | "blockquote_close" | "footnote_reference_close" | "dd_close":
                self._close(token)
            case "fence" | "code_block":
                self._code(token)
            case "html_block":
                self._raw(token.content.rstrip("\n"))
            case "definition":
                title = f' "{token.meta["title"]}"' if token.meta["title"] else ""
                words = f"[{token.meta['label']}]: {token.meta['url']}{title}"
                self._words([(shown(words), styles.muted)])
            case "hr":
                self._add([[("─" * self._room, styles.muted)]])
            case "table_open":
                self._table = _Table()
            case "tr_open" if self._table is not None:
                self._table.rows.append([])
                self._table.line = -1 if token.map is None else token.map[0]
            case "tr_close" if self._table is not None and len(self._table.rows) > 1:
                self._add_what_is_too_much(self._table)
            case "th_open" if self._table is not None:
                self._table.sides.append(str(token.attrs.get("style", "")).rpartition(":")[2])
            case "table_close" if self._table is not None:
                table, self._table = self._table, None
                self._add(_table_rows(table, self._room, styles))

    def _add_what_is_too_much(self, table: _Table) -> None:
        """Cells without a column, which the parser leaves out."""
        cells = escapedSplit(self._block.source[table.line].lstrip(" \t>").strip())
        inner = cells[cells[0] == "" : len(cells) - (cells[-1] == "")]
        for cell in inner[len(table.sides) :]:
            table.rows[-1][-1].append((f" | {shown(cell).strip()}", self._styles.muted))

    def _open_item(self, token: Token) -> None:
        """A bullet, a number or a box to tick."""
        number = self._numbers[-1]
        if number is not None:
            label = f"{number}. "
            self._numbers[-1] = number + 1
        else:
            label = f"{_BULLETS[min(len(self._numbers), len(_BULLETS)) - 1]} "
        if "checked" in token.meta:
            label = ("" if number is None else label) + ("☑ " if token.meta["checked"] else "☐ ")
        if token.map is not None:
            self._note = self._notes.pop(token.map[0], self._note)
        self._containers.append(_Container((" " * cell_len(label), self._styles.text), (label, self._styles.mark)))

    def _close(self, token: Token) -> None:
        if self._containers[-1].first is not None:
            self._add([[]])
        self._containers.pop()
        if token.type == "blockquote_close":
            self._base.pop()

    def _underline(self, tag: str) -> None:
        """A line below the headings of the first and second order, as long as their longest row."""
        line = {"h1": "═", "h2": "─"}.get(tag)
        if line is not None and self._rows:
            longest = max(width_of(row) for row in self._rows[self._heading_from :]) - width_of(self._prefix(False))
            self._add([[(line * max(1, longest), self._styles.heading)]])

    _heading_from = 0

    def _code(self, token: Token) -> None:
        """Code: each line whole, the ground in another colour."""
        styles, room = self._styles, self._room
        rows: list[Row] = []
        if token.info.strip():
            rows += [[(part, _sum(styles.code, _muted(styles)))] for part in self._chopped(token.info.strip())]
        for line in token.content.removesuffix("\n").split("\n"):
            rows += [[(part, styles.code)] for part in self._chopped(line)]
        for row in rows:
            row.append((" " * (room - width_of(row)), styles.code))
        self._add(rows)

    def _raw(self, text: str) -> None:
        """Source text as it stands."""
        self._add([[(part, self._styles.muted)] for line in text.split("\n") for part in self._chopped(line)])

    def _chopped(self, line: str) -> list[str]:
        return chopped(shown(line.expandtabs(_TAB)), self._room)

    # -- rows ------------------------------------------------------------------------------------------------------

    def _prefix(self, first: bool) -> Row:
        """What the containers put before a row, cut where it would leave no room for words."""
        row: Row = []
        for container in self._containers:
            if first and container.first is not None:
                row.append(container.first)
                container.first = None
            else:
                row.append(container.rest)
        return _without_start(row, width_of(row) - max(0, self._width - _LEAST_WIDTH))

    @property
    def _room(self) -> int:
        """Cells for words."""
        prefix = sum(cell_len((container.first or container.rest)[0]) for container in self._containers)
        return max(1, min(self._width, max(_LEAST_WIDTH, self._width - prefix)))

    def _words(self, runs: Sequence[Run]) -> None:
        self._heading_from = len(self._rows)
        self._add(wrapped(runs, self._room))

    def _add(self, rows: Sequence[Row]) -> None:
        """Draw rows in the containers that are open, with the note that waits for a place."""
        start = len(self._rows)
        for row in rows:
            self._rows.append(self._prefix(len(self._rows) == start) + row)
        if self._note is not None and rows:
            note, self._note = shown(self._note), None
            self._place_note(note, start)

    def _place_note(self, note: str, start: int) -> None:
        """Right in the first row, else in the second or the last, else in a row of its own."""
        needed = cell_len(note)
        for row in (*self._rows[start : start + 2], self._rows[-1]):
            free = self._width - width_of(row)
            if needed + 2 <= free:
                row += [(" " * (free - needed), self._styles.text), (note, self._styles.muted)]
                return
        own = self._prefix(False)
        free = self._width - width_of(own)
        if needed > free:
            note = chopped(note, max(1, free - 1))[0] + "…"
        own += [(" " * max(0, free - cell_len(note)), self._styles.text), (note, self._styles.muted)]
        self._rows.append(own)

    def _leave_a_row(self, line: int) -> None:
        """Leave a row empty where the writer left an empty line between two parts of the block."""
        if not self._rows or line <= 0 or line == self._left_open or self._block.source[line - 1].strip(" \t>"):
            return
        self._left_open = line
        if not any(container.first is not None for container in self._containers):
            self._rows.append(self._prefix(False))

    # -- words -----------------------------------------------------------------------------------------------------

    def _runs(self, token: Token) -> list[Run]:
        """The words of a paragraph, a heading, a cell."""
        children: list[Token] = []
        self._markdown.inline.parse(token.content, self._markdown, self._references.environment(), children)
        return list(self._inline(children))

    def _inline(self, tokens: Sequence[Token]) -> Iterator[Run]:
        styles = self._styles
        stack = [self._base[-1]]
        links: list[tuple[Token, list[str]]] = []
        for token in tokens:
            added = _ADDED.get(token.type)
            if added is not None:
                stack.append(_sum(stack[-1], added))
                continue
            match token.type:
                case "softbreak":
                    yield " ", stack[-1]
                case "hardbreak":
                    yield "\n", stack[-1]
                case "code_inline":
                    yield shown(token.content), styles.code
                case "html_inline":
                    yield shown(token.content), styles.muted
                case "link_open":
                    links.append((token, []))
                    stack.append(_sum(stack[-1], _foreground(styles.link)))
                case "link_close":
                    stack.pop()
                    opened, words = links.pop()
                    yield from self._target(opened, "href", "".join(words))
                case "image":
                    yield f"▣ {shown(token.content)}", _sum(stack[-1], _foreground(styles.link))
                    yield from self._target(token, "src", token.content)
                case "footnote_ref":
                    yield f"[{shown(token.meta['label'])}]", styles.link
                case _ if token.nesting < 0:
                    stack.pop()
                case _ if token.content:
                    for _opened, words in links:
                        words.append(token.content)
                    yield shown(token.content), stack[-1]

    def _target(self, token: Token, attribute: str, text: str) -> Iterator[Run]:
        """Where a link leads, in brackets behind its words; nothing when the words say it."""
        target = shown(str(token.attrs.get(attribute, "")))
        title = shown(str(token.attrs.get("title", "")))
        words = " ".join(part for part in (target, title and f'"{title}"') if part)
        if words and words not in (text, f"mailto:{text}"):
            yield f" ({words})", self._styles.muted


def _without_start(row: Row, cells: int) -> Row:
    """A row without its first cells."""
    kept: Row = []
    for text, style in row:
        for start, end, width in split_graphemes(text)[0] if cells > 0 else ():
            if cells <= 0:
                text = text[start:]
                break
            cells -= width
            if end == len(text):
                text = ""
        if text:
            kept.append((text, style))
    return kept


@lru_cache(maxsize=64)
def _foreground(style: Style) -> Style:
    """A style without its ground."""
    return Style(color=style.color, bold=style.bold, italic=style.italic, underline=style.underline)


def _muted(styles: Styles) -> Style:
    return _foreground(styles.muted)


# -- tables ------------------------------------------------------------------------------------------------------------

_LEAST_COLUMN = 3
_BETWEEN = " │ "


def _table_rows(table: _Table, room: int, styles: Styles) -> list[Row]:
    """A table: columns as wide as they need to be, narrower where the view is."""
    columns = len(table.sides)
    natural = [max((width_of(row[index]) for row in table.rows), default=0) for index in range(columns)]
    widths = _fitted([max(1, width) for width in natural], room - len(_BETWEEN) * (columns - 1))
    if widths is None:
        between = (_BETWEEN, styles.muted)
        flat = [[run for cell in row for run in (*cell, between)][:-1] for row in table.rows]
        return [line for row in flat for line in wrapped(row, room)]
    rows: list[Row] = []
    for index, cells in enumerate(table.rows):
        if index == 0:
            cells = [[(text, _sum(style, _BOLD)) for text, style in cell] for cell in cells]
        parts = [wrapped(cell, width) for cell, width in zip(cells, widths, strict=True)]
        for lines in zip_longest(*parts, fillvalue=[]):
            row: Row = []
            for column, (line, width, side) in enumerate(zip(lines, widths, table.sides, strict=True)):
                if column:
                    row.append((_BETWEEN, styles.muted))
                row += _aligned(line, width, side, styles.text)
            rows.append(row)
        if index == 0:
            rows.append([("─┼─".join("─" * width for width in widths), styles.muted)])
    return rows


def _fitted(widths: list[int], room: int) -> list[int] | None:
    """Widths that fit, taken from the widest columns; None where not even the narrowest do."""
    if sum(min(width, _LEAST_COLUMN) for width in widths) > room:
        return None
    while (over := sum(widths) - room) > 0:
        widest = max(widths)
        lower = max((width for width in widths if width < widest), default=0)
        those = [index for index, width in enumerate(widths) if width == widest]
        take = max(1, min(over // len(those), widest - max(lower, _LEAST_COLUMN)))
        for index in those:
            if over > 0:
                step = min(take, over)
                widths[index] -= step
                over -= step
    return widths


def _aligned(line: Row, width: int, side: str, blank: Style) -> Row:
    """A cell's row, filled up to the width of its column."""
    spare = max(0, width - width_of(line))
    before = {"right": spare, "center": spare // 2}.get(side, 0)
    return [(" " * before, blank), *line, (" " * (spare - before), blank)]
