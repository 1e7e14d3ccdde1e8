"""The structure of a Markdown text, exactly as CommonMark reads it: its headings and its lists.

Only blocks are parsed, by markdown-it (2.6 ms for 10 KB); what stands in fences, quotes, HTML comments and front
matter is no heading and no list. Lines are counted from 0 and end with LF.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, ATX (`## Goals`) or setext (underlined)."""

    level: int
    """1 to 6."""
    title: str
    """Its words, without Markdown's signs."""
    line: int
    """The line it starts at."""
    after: int
    """The first line that is no longer part of it."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list, with all that is nested in it."""

    start: int
    """Its first line."""
    end: int
    """The line after its last one; blank lines at its end do not count."""
    number: int
    """The number as it is written; 0 in an unordered list."""


@dataclass(frozen=True, slots=True)
class ItemList:
    """One list that stands in nothing else."""

    ordered: bool
    sign: str
    """`-`, `*` or `+`; `.` or `)` after the number of an ordered list."""
    items: tuple[Item, ...]

    @property
    def start(self) -> int:
        """Its first line."""
        return self.items[0].start

    @property
    def end(self) -> int:
        """The line after its last one."""
        return self.items[-1].end


@dataclass(frozen=True, slots=True)
class Structure:
    """What a text consists of, in the order of its lines."""

    headings: tuple[Heading, ...]
    lists: tuple[ItemList, ...]
    comments: tuple[tuple[int, int], ...]
    """First line and line after the last one of each HTML block."""
    empty_items: tuple[int, ...]
    """The lines of the list items that say nothing, those within items and quotes as well."""


@cache
def _parser() -> MarkdownIt:
    """Blocks only. Imported here: it costs 40 ms that the first frame does not have."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.front_matter import front_matter_plugin

    parser = MarkdownIt("commonmark").enable("table").use(front_matter_plugin)
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


@cache
def _inline_parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark")


@lru_cache(maxsize=8)
def structure(text: str) -> Structure:
    """The headings and lists of a text. The last few texts are remembered: several callers ask for the same one."""
    lines = text.split("\n")
    tokens = _parser().parse(text)
    headings: list[Heading] = []
    lists: list[ItemList] = []
    comments: list[tuple[int, int]] = []
    empty: list[int] = []
    for index, token in enumerate(tokens):
        if token.map is None:
            continue
        if token.type == "list_item_open" and tokens[index + 1].type == "list_item_close":
            empty.append(token.map[0])
        if token.level:
            continue
        if token.type == "heading_open":
            title = _words(tokens[index + 1].content)
            headings.append(Heading(int(token.tag[1]), title, token.map[0], token.map[1]))
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append(_list(tokens, index, lines))
        elif token.type == "html_block":
            comments.append((token.map[0], _without_blank_end(lines, *token.map)))
    return Structure(tuple(headings), tuple(lists), tuple(comments), tuple(empty))


def outline(text: str) -> list[Heading]:
    """All headings of a text, in order; none of those within quotes and list items."""
    return list(structure(text).headings)


def _list(tokens: Sequence[Token], index: int, lines: Sequence[str]) -> ItemList:
    """The list that opens at a token of level 0."""
    opening = tokens[index]
    items = []
    for token in tokens[index + 1 :]:
        if token.level == 0:
            break
        if token.level == 1 and token.type == "list_item_open" and token.map is not None:
            end = _without_blank_end(lines, *token.map)
            items.append(Item(token.map[0], end, int(token.info or 0)))
    return ItemList(opening.type == "ordered_list_open", opening.markup, tuple(items))


def _without_blank_end(lines: Sequence[str], start: int, end: int) -> int:
    while end > start + 1 and not lines[end - 1].strip():
        end -= 1
    return end


_SIGNS = frozenset("*_`[]\\<>&!~")


def _words(content: str) -> str:
    """The words of a heading, without the signs of emphasis, links and code."""
    if _SIGNS.isdisjoint(content):
        return " ".join(content.split())
    words = []
    for token in _inline_parser().parseInline(content)[0].children or ():
        if token.type in ("text", "code_inline", "image"):
            words.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            words.append(" ")
    return " ".join("".join(words).split())
