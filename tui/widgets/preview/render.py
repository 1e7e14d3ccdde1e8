"""Drawing one block of Markdown as rows of a given width.

Nothing that stands in the text is left out: HTML, comments and link reference definitions are drawn as text, muted; a
link shows where it leads. Words go to the next row whole; what is wider than a row is cut between graphemes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token
from rich.cells import cell_len
from textual.strip import Strip

from data.clean import shown

from .block import DEEPEST, Block, Kind, References
from .inline import runs
from .styles import BOLD, Styles, both, foreground
from .tables import Table, table_rows
from .words import Row, Run, chopped, strip_of, width_of, without_start, wrapped

_LEAST_WIDTH = 8
"""Cells that are kept for words, however deep they are nested."""
_TAB = 4
_BULLETS = "•◦▪"


@dataclass
class _Container:
    """A quote, an item, a definition: what stands before its rows."""

    rest: Run
    """Before each row."""
    first: Run | None = None
    """Before the first row, until it is drawn."""


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
        self._table: Table | None = None
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
                self._table.rows[-1].append(self._runs(token.content))
            case "inline":
                self._words(self._runs(token.content))
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
                self._base.append(both(self._base[-1], BOLD))
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
                self._table = Table()
            case "tr_open" if self._table is not None:
                self._table.rows.append([])
                self._table.line = -1 if token.map is None else token.map[0]
            case "tr_close" if self._table is not None and len(self._table.rows) > 1:
                self._add_what_is_too_much(self._table)
            case "th_open" if self._table is not None:
                self._table.sides.append(str(token.attrs.get("style", "")).rpartition(":")[2])
            case "table_close" if self._table is not None:
                table, self._table = self._table, None
                self._add(table_rows(table, self._room, styles))

    def _add_what_is_too_much(self, table: Table) -> None:
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
            rows += [
                [(part, both(styles.code, foreground(styles.muted)))] for part in self._chopped(token.info.strip())
            ]
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
        return without_start(row, width_of(row) - max(0, self._width - _LEAST_WIDTH))

    @property
    def _room(self) -> int:
        """Cells for words."""
        prefix = sum(cell_len((container.first or container.rest)[0]) for container in self._containers)
        return max(1, min(self._width, max(_LEAST_WIDTH, self._width - prefix)))

    def _words(self, words: Sequence[Run]) -> None:
        self._heading_from = len(self._rows)
        self._add(wrapped(words, self._room))

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

    def _runs(self, content: str) -> list[Run]:
        return runs(self._markdown, content, self._references, self._styles, self._base[-1])
