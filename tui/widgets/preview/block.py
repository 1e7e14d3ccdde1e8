"""A block of a Markdown text, and how the parser's tokens are divided into blocks.

A block is a top-level block of CommonMark, or one item of a top-level list: so a long list is not one long block.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

DEEPEST = 60
"""Levels of nesting; a list in a list is two. Deeper ones would take Python's stack."""

EMPTY = " \t"
"""What an empty line may consist of."""


def parser() -> MarkdownIt:
    """The Markdown of the preview: CommonMark, tables, strike-through, task lists, footnotes, definition lists."""
    options = {"tasklists": True, "inline_definitions": True, "maxNesting": DEEPEST}
    markdown = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    return markdown.use(footnote_plugin, inline=False, move_to_end=False).use(deflist_plugin)


class Kind(Enum):
    """What matters of a block's nature to its neighbours."""

    ITEM = "item"
    """An item of a list."""
    INTERRUPTING = "interrupting"
    """A heading with #, a fence, a quote, a rule: begins wherever it stands, whatever came before."""
    DEFINITION = "definition"
    """A link reference definition."""
    OTHER = "other"
    """Anything else."""


_INTERRUPTING = {"fence", "blockquote_open", "hr"}


@dataclass(frozen=True)
class Definition:
    """Where a link reference leads."""

    label: str
    """Normalized."""
    href: str
    title: str


@dataclass(eq=False, slots=True)
class Block:
    """A top-level block, or an item of a top-level list."""

    source: tuple[str, ...]
    """Its lines, and the empty ones behind it."""
    tokens: list[Token]
    """Its block tokens; lines are counted from its first, inline tokens have no children yet."""
    kind: Kind
    continues: bool = False
    """Whether it is a further item of the list that the block before it belongs to."""
    number: int | None = None
    """The number that the first item of an ordered list begins with, had this item been the first."""
    definitions: tuple[Definition, ...] = ()
    """Link reference definitions in it."""
    footnotes: tuple[str, ...] = ()
    """Labels of the footnotes that are written in it."""
    drawing: Any = field(default=None, repr=False)
    """What the preview keeps with it."""
    spans: Any = field(default=None, repr=False)
    """What the colours of the editor keep with it."""

    @property
    def ends_empty(self) -> bool:
        """Whether an empty line stands between it and the next block."""
        return not self.source[-1].strip(EMPTY)

    def is_like(self, other: Block) -> bool:
        """Whether another block is the same in all that is drawn."""
        return (
            self.source == other.source
            and self.kind is other.kind
            and self.number == other.number
            and self.tokens == other.tokens
        )


@dataclass(frozen=True)
class References:
    """What links and footnotes in the text may refer to."""

    links: tuple[Definition, ...] = ()
    """Link reference definitions, the first one of each label."""
    footnotes: frozenset[str] = frozenset()
    """Labels of the footnotes."""

    def environment(self) -> dict[str, Any]:
        """As the inline parser wants it, new each time because it writes into it."""
        links = {it.label: {"title": it.title, "href": it.href} for it in self.links}
        return {"references": links, "footnotes": {"refs": {f":{label}": -1 for label in self.footnotes}, "list": {}}}


@dataclass(frozen=True)
class Change:
    """Which blocks an edit replaced."""

    first: int
    """The first replaced block."""
    former: tuple[Block, ...]
    """These there were. One that is drawn as before is among those there are as well: the very same."""
    added: int
    """How many there are instead."""
    references_changed: bool
    """Whether links or footnotes anywhere may now lead elsewhere."""
    lines: tuple[int, int, int] | None = None
    """The first line that was replaced, the last one before, the last one now; None for a text as a whole."""


@dataclass(slots=True)
class Group:
    """The tokens that make a block."""

    start: int
    """Its first line."""
    kind: Kind
    continues: bool = False
    number: int | None = None
    tokens: list[Token] = field(default_factory=list)

    def block(self, lines: Sequence[str], end: int) -> Block:
        """The block, counting lines from its first."""
        definitions: list[Definition] = []
        footnotes: list[str] = []
        for token in self.tokens:
            if token.map is not None:
                token.map = [token.map[0] - self.start, token.map[1] - self.start]
            if token.type == "definition":
                definitions.append(Definition(token.meta["id"], token.meta["url"], token.meta["title"]))
            elif token.type == "footnote_reference_open":
                footnotes.append(token.meta["label"])
        return Block(
            source=tuple(lines[self.start : end]),
            tokens=self.tokens,
            kind=self.kind,
            continues=self.continues,
            number=self.number,
            definitions=tuple(definitions),
            footnotes=tuple(footnotes),
        )


def groups(tokens: Sequence[Token]) -> list[Group]:
    """Divide tokens into blocks; a list into its items."""
    groups: list[Group] = []
    in_list = continues = False
    for token in tokens:
        if token.level == 0 and token.type in ("bullet_list_open", "ordered_list_open"):
            in_list, continues = True, False
        elif token.level == 0 and token.type in ("bullet_list_close", "ordered_list_close"):
            in_list = False
        elif in_list:
            if token.level == 1 and token.type == "list_item_open":
                assert token.map is not None
                groups.append(Group(token.map[0], Kind.ITEM, continues, int(token.info) if token.info else None))
                continues = True
            groups[-1].tokens.append(token)
        else:
            if token.level == 0 and token.nesting >= 0:
                assert token.map is not None
                groups.append(Group(token.map[0], _kind(token)))
            groups[-1].tokens.append(token)
    return groups


def _kind(token: Token) -> Kind:
    if token.type == "definition":
        return Kind.DEFINITION
    if token.type in _INTERRUPTING or (token.type == "heading_open" and token.markup.startswith("#")):
        return Kind.INTERRUPTING
    return Kind.OTHER
