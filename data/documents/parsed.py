"""A Markdown text as pages and plain texts show it: parsed as the preview does it, and nothing of it left out.

What Markdown would hide stands there as source: HTML and comments, front matter, link reference definitions, cells
without a column, what is nested too deep. Where a link leads is written behind its words. Only addresses of the web and
of mail are links; any other stays the text that it was typed as.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.rules_core import StateCore

DEEPEST = 60
"""Levels of nesting; a list in a list is two. The parser leaves out what is deeper."""

SOURCE = "source"
"""The type of a block that is shown as it stands."""

TARGET = "target"
"""The type of the words behind a link that say where it leads."""

_LINK = re.compile(r"https?://|mailto:", re.IGNORECASE)


class _Parser(MarkdownIt):
    """With links that lead to the web or to a mailbox, and nowhere else."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - markdown-it's name
        """Whether an address may be a link."""
        return _LINK.match(url.strip()) is not None


@cache
def parser() -> MarkdownIt:
    """CommonMark, tables, strike-through, task lists, footnotes, definition lists, front matter."""
    options = {"tasklists": True, "inline_definitions": True, "maxNesting": DEEPEST, "xhtmlOut": False}
    markdown = _Parser("commonmark", options).enable(["table", "strikethrough"])
    markdown.use(footnote_plugin, inline=False, move_to_end=False).use(deflist_plugin).use(front_matter_plugin)
    markdown.core.ruler.after("block", "sources", _show_sources)
    markdown.core.ruler.after("inline", "targets", _show_targets)
    return markdown


def parsed(text: str) -> list[Token]:
    """The tokens of a text, in its order."""
    return parser().parse(text)


# -- what Markdown hides -----------------------------------------------------------------------------------------------


def _show_sources(state: StateCore) -> None:
    lines = state.src.split("\n")
    shown: list[Token] = []
    for block in _blocks(state.tokens):
        if any(token.level >= DEEPEST - 1 for token in block):
            shown.append(_source(block[0], lines))
        else:
            shown += _with_sources(block, lines)
    state.tokens = shown


def _blocks(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """The tokens of each block that stands in nothing else."""
    starts = [index for index, token in enumerate(tokens) if token.level == 0 and token.nesting >= 0]
    for start, end in pairwise([*starts, len(tokens)]):
        yield tokens[start:end]


def _with_sources(block: Sequence[Token], lines: Sequence[str]) -> Iterator[Token]:
    columns = 0
    row: list[Token] = []
    for token in block:
        if token.type in ("html_block", "front_matter", "definition"):
            yield _source(token, lines)
            continue
        if token.type == "table_open":
            columns = 0
        elif token.type == "th_open":
            columns += 1
        elif token.type == "tr_open":
            row = [token]
        elif token.type == "inline" and row:
            row.append(token)
        elif token.type == "tr_close" and row[0].map is not None and len(row) > 1:
            _add_what_is_too_much(row[-1], lines[row[0].map[0]], columns)
            row = []
        yield token


def _source(token: Token, lines: Sequence[str]) -> Token:
    """A block as it stands in the text; what is within a list or a quote, without the signs before it."""
    first, last = token.map or (0, 0)
    content = token.content.rstrip("\n") if token.type == "html_block" else "\n".join(lines[first:last]).strip()
    return Token(SOURCE, "pre", 0, content=content, map=token.map, level=token.level, block=True)


def _add_what_is_too_much(cell: Token, line: str, columns: int) -> None:
    """Cells without a column, which the parser leaves out, become part of the last one."""
    cells = escapedSplit(line.lstrip(" \t>").strip())
    inner = cells[cells[0] == "" : len(cells) - (cells[-1] == "")]
    cell.content += "".join(f" \\| {extra.strip()}" for extra in inner[columns:])


# -- where links lead --------------------------------------------------------------------------------------------------


def _show_targets(state: StateCore) -> None:
    for token in state.tokens:
        if token.children:
            token.children = list(_with_targets(token.children))


def _with_targets(tokens: Sequence[Token]) -> Iterator[Token]:
    opened: list[tuple[Token, list[str]]] = []
    for token in tokens:
        if token.type == "image":
            link = Token("link_open", "a", 1, attrs={"href": str(token.attrs["src"])})
            yield from (link, Token("text", "", 0, content=f"▣ {token.content}"), Token("link_close", "a", -1))
            yield from _target(link, str(token.attrs.get("title", "")), token.content)
            continue
        yield token
        if token.type == "link_open":
            opened.append((token, []))
        elif token.type == "link_close" and opened:
            link, words = opened.pop()
            yield from _target(link, str(link.attrs.pop("title", "")), "".join(words))
        elif opened:
            opened[-1][1].append(token.content)


def _target(link: Token, title: str, words: str) -> Iterator[Token]:
    """Nothing where the words of the link say it."""
    href = str(link.attrs["href"])
    parts = [it for it in (href, title and f'"{title}"') if it]
    if title or words not in (href, href.removeprefix("mailto:")):
        yield Token(TARGET, "span", 0, content=f" ({' '.join(parts)})")
