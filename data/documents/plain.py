"""Markdown as plain text for reading and for paper: 78 columns, headings underlined, lists hanging, tables in columns.

Nothing of the text is left out: where a link leads stands behind its words, HTML and comments stand as they are, words
that were struck out keep the tildes that say so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING

from ..clean import FORBIDDEN, REPLACEMENT
from .parsed import SOURCE, TARGET, parsed
from .width import chopped, width, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

COLUMNS = 78
"""How wide the text is."""

RULE = "* * *"
"""What stands for a line across the page."""

_LEAST = 20
"""Columns that are left for words, however deep they are nested."""
_NARROWEST = 6
"""Columns of a cell, at least."""
_BETWEEN = " | "
_UNDERLINES = {"h1": "=", "h2": "-", "h3": "~"}


def plain(markdown: str, columns: int = COLUMNS) -> str:
    """A Markdown text as plain text; it ends with a line end."""
    text = "\n".join(_Drawing(columns).lines(parsed(markdown))).strip("\n")
    return FORBIDDEN.sub(REPLACEMENT, f"{text}\n")


@dataclass(slots=True)
class _Container:
    """A list item, a quote, a note: what stands before its first line and before the others."""

    first: str
    rest: str
    apart: bool
    """Whether an empty line belongs before its first line."""
    drawn: bool = False


@dataclass(slots=True)
class _List:
    """A list being read."""

    number: int | None
    loose: bool
    apart: bool
    """Whether an empty line belongs before its next item."""


@dataclass(slots=True)
class _Table:
    """A table being read."""

    sides: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)


class _Drawing:
    """Lines being written, token by token."""

    def __init__(self, columns: int) -> None:
        self._columns = columns
        self._lines: list[str] = []
        self._containers: list[_Container] = []
        self._lists: list[_List] = []
        self._loose = [True]
        self._table: _Table | None = None
        self._underline = ""

    def lines(self, tokens: Sequence[Token]) -> list[str]:
        """All lines of the tokens."""
        for index, token in enumerate(tokens):
            if token.type == "inline":
                self._inline(token)
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                self._open_list(token, loose=_is_loose(tokens, index))
            elif token.nesting == 1:
                self._open(token)
            elif token.nesting == -1:
                self._close(token)
            else:
                self._block(token)
        return self._lines

    def _inline(self, token: Token) -> None:
        words = inline(token.children or ())
        if self._table is not None:
            self._table.rows[-1].append(words)
            return
        found = wrapped(words, self._room)
        if self._underline:
            found.append(self._underline * max(1, *map(width, found)))
        self._add(found)

    def _block(self, token: Token) -> None:
        if token.type == "hr":
            self._add([RULE.center(self._room).rstrip()])
        elif token.type == SOURCE:
            self._add([part for line in token.content.split("\n") for part in _kept(line, self._room)])
        elif token.type in ("fence", "code_block"):
            info = [f"({token.info.strip()})"] if token.info.strip() else []
            self._add([f"    {it}" for it in (*info, *token.content.removesuffix("\n").split("\n"))])

    def _open_list(self, token: Token, *, loose: bool) -> None:
        number = int(token.attrs.get("start", 1)) if token.type == "ordered_list_open" else None
        self._lists.append(_List(number, loose, apart=self._loose[-1]))
        self._loose.append(loose)

    def _open(self, token: Token) -> None:
        if token.type == "heading_open":
            self._underline = _UNDERLINES.get(token.tag, ".")
        elif token.type == "list_item_open":
            self._item(token)
        elif token.type == "blockquote_open":
            self._contain("> ", "> ")
        elif token.type == "footnote_reference_open":
            sign = f"[{token.meta['label']}] "
            self._contain(sign, " " * width(sign))
        elif token.type == "dd_open":
            self._contain("    ", "    ", apart=False)
        elif token.type == "table_open":
            self._table = _Table()
        elif self._table is not None and token.type == "tr_open":
            self._table.rows.append([])
        elif self._table is not None and token.type == "th_open":
            self._table.sides.append(str(token.attrs.get("style", "")).rpartition(":")[2])

    def _item(self, token: Token) -> None:
        listed = self._lists[-1]
        sign = "- " if listed.number is None else f"{listed.number}{token.markup} "
        if listed.number is not None:
            listed.number += 1
        if "checked" in token.meta:
            sign += "[x] " if token.meta["checked"] else "[ ] "
        self._containers.append(_Container(sign, " " * width(sign), listed.apart))
        listed.apart = listed.loose

    def _contain(self, first: str, rest: str, *, apart: bool | None = None) -> None:
        self._containers.append(_Container(first, rest, self._loose[-1] if apart is None else apart))
        self._loose.append(True)

    def _close(self, token: Token) -> None:
        if token.type == "heading_close":
            self._underline = ""
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self._lists.pop()
            self._loose.pop()
        elif token.type in ("list_item_close", "blockquote_close", "footnote_reference_close", "dd_close"):
            if not self._containers[-1].drawn:
                self._add([""])
            self._containers.pop()
            if token.type != "list_item_close":
                self._loose.pop()
        elif token.type == "table_close" and self._table is not None:
            table, self._table = self._table, None
            self._add(_table_lines(table, self._room))

    # -- lines -----------------------------------------------------------------------------------------------------

    @property
    def _room(self) -> int:
        """Columns for words."""
        return max(_LEAST, self._columns - sum(width(it.rest) for it in self._containers))

    def _add(self, lines: Sequence[str]) -> None:
        """Write lines within the containers that are open, an empty one before them where one belongs."""
        begun = [it for it in self._containers if not it.drawn]
        if self._lines and (begun[0].apart if begun else self._loose[-1]):
            self._lines.append("".join(it.rest for it in self._containers if it.drawn).rstrip())
        for line in lines:
            before = "".join(it.rest if it.drawn else it.first for it in self._containers)
            for container in self._containers:
                container.drawn = True
            self._lines.append(f"{before}{line}".rstrip())


def _is_loose(tokens: Sequence[Token], index: int) -> bool:
    """Whether the items of the list that opens here stand apart."""
    level = tokens[index].level
    for token in tokens[index + 1 :]:
        if token.level == level:
            return False
        if token.level == level + 2 and token.type == "paragraph_open":
            return not token.hidden
    return False


def _kept(line: str, room: int) -> list[str]:
    """A line as it stands, in parts where it is longer than the page is wide."""
    if width(line) <= room:
        return [line]
    indent = line[: len(line) - len(line.lstrip())]
    return [f"{indent}{part}" for part in wrapped(line, max(_LEAST, room - width(indent)))]


def inline(tokens: Sequence[Token]) -> str:
    """The words of a paragraph, a heading, a cell; a line feed where a line was ended on purpose."""
    words = []
    for token in tokens:
        if token.type in ("text", "text_special", "code_inline", "html_inline", TARGET):
            words.append(token.content)
        elif token.type == "softbreak":
            words.append(" ")
        elif token.type == "hardbreak":
            words.append("\n")
        elif token.type in ("s_open", "s_close"):
            words.append("~~")
        elif token.type == "footnote_ref":
            words.append(f"[{token.meta['label']}]")
    return "".join(words)


# -- tables ------------------------------------------------------------------------------------------------------------


def _table_lines(table: _Table, room: int) -> list[str]:
    """A table in columns as wide as they need to be, narrower where the page is; row by row where it has no room."""
    count = len(table.sides)
    rows = [[*row, *[""] * (count - len(row))] for row in table.rows]
    natural = [max(1, *(width(row[index]) for row in rows)) for index in range(count)]
    widths = _fitted(natural, room - len(_BETWEEN) * (count - 1))
    if widths is None:
        return _row_by_row(rows, room)
    lines: list[str] = []
    was_tall = False
    for index, row in enumerate(rows):
        cells = [_cell(words, columns) for words, columns in zip(row, widths, strict=True)]
        tall = any(len(cell) > 1 for cell in cells)
        if index > 1 and (tall or was_tall):
            lines.append(_BETWEEN.join(" " * columns for columns in widths).rstrip())
        was_tall = tall
        for parts in zip_longest(*cells, fillvalue=""):
            lines.append(_BETWEEN.join(map(_aligned, parts, widths, table.sides)).rstrip())
        if index == 0:
            lines.append("-+-".join("-" * columns for columns in widths))
    return lines


def _row_by_row(rows: Sequence[Sequence[str]], room: int) -> list[str]:
    """Each cell behind the head of its column."""
    lines: list[str] = []
    for row in rows[1:] or rows:
        for head, words in zip(rows[0], row, strict=True):
            first, *others = wrapped(f"{head}: {words}" if rows[1:] else head, room - 2)
            lines += [first, *(f"  {line}" for line in others)]
        lines.append("")
    return lines[:-1]


def _cell(words: str, columns: int) -> list[str]:
    return [part for line in wrapped(words, columns) for part in chopped(line, columns)]


def _fitted(widths: Sequence[int], room: int) -> list[int] | None:
    """Widths that fit together, taken from the widest; None where the cells would become too narrow to be read."""
    if sum(min(it, _NARROWEST) for it in widths) > room:
        return None
    fitted = [min(it, room) for it in widths]
    while sum(fitted) > room:
        fitted[fitted.index(max(fitted))] -= 1
    return fitted


def _aligned(words: str, columns: int, side: str) -> str:
    spare = max(0, columns - width(words))
    before = {"right": spare, "center": spare // 2}.get(side, 0)
    return f"{' ' * before}{words}{' ' * (spare - before)}"
