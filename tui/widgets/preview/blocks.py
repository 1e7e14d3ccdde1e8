"""The top-level blocks of a Markdown text, kept true to its lines by parsing again only what lies around an edit.

A block is a top-level block of CommonMark, or one item of a top-level list: so a long list is not one long block.

Why this is exact. The block parser goes through a text from block to block and remembers nothing between two of them,
so parsing from the first line of a block gives what parsing the whole text gives for the rest. It also looks ahead, to
see where a block ends, but

- never further than two lines behind the first line of the next block (a table needs a line of dashes, a definition
  list a term, perhaps an empty line, and a colon), except that
- a link reference definition, or what might have become one, is looked for up to the next empty line or the next block
  that interrupts a paragraph anywhere; so are the end of a block quote and the underline of a heading.

`_last_settled` finds the last place between two blocks that is out of reach of a change further down. There parsing
begins again, and it stops where a block begins at which one began before the edit.
"""

from __future__ import annotations

import gc
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

DEEPEST = 60
"""Levels of nesting; a list in a list is two. Deeper ones would take Python's stack."""

_WINDOW = 4
"""Lines that are parsed beyond an edit at first; more, doubling, while the blocks do not meet the former ones."""

_MANY = 2_000
"""Blocks of a text that is long."""

_LOOKED_AHEAD = 2
"""Lines behind the first line of a block that decide where the block before it ends."""

_DELIMITER = re.compile(r"^[ \t]*[-:|][-:| \t]*$")
"""The second line of a table, roughly: every such line matches."""

_INTERRUPTING_ITEM = re.compile(r"^ {0,3}(?:[-+*]|0*1[.)])[ \t]+[^ \t]")
"""An item that begins even within a paragraph."""

_EMPTY = " \t"
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
        return not self.source[-1].strip(_EMPTY)

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


class BlockList:
    """The blocks of a text and the lines at which they begin."""

    def __init__(self, lines: Sequence[str] = (), *, window: int = _WINDOW) -> None:
        """`window` is where the search for an unchanged block begins; any size gives the same blocks."""
        self._markdown = parser()
        self._window = window
        self.lines: list[str] = []
        """The text; an own list."""
        self.starts: list[int] = []
        """The first line of each block."""
        self.blocks: list[Block] = []
        """The blocks, in the order of the text."""
        self.references = References()
        """What links and footnotes may refer to; another object whenever that has changed."""
        self.listeners: list[Callable[[Change], None]] = []
        """Called after each change, with what has changed."""
        self.load(lines)

    def load(self, lines: Sequence[str]) -> None:
        """Take another text."""
        self._load(lines)

    def _load(self, lines: Sequence[str]) -> Change:
        former, self.lines = tuple(self.blocks), list(lines)
        self.starts, self.blocks = self._parse(0, len(self.lines))
        self._collect_references()
        if len(self.blocks) > _MANY:
            # They live as long as the text. A search for garbage would go through them for a third of a second at 1 MB.
            gc.freeze()
        return self._tell(Change(0, former, len(self.blocks), True))

    def _tell(self, change: Change) -> Change:
        for listener in self.listeners:
            listener(change)
        return change

    def block_at(self, line: int) -> int:
        """The index of the block that a line belongs to; empty lines belong to the block before them."""
        return max(0, bisect_right(self.starts, line) - 1)

    def item_number(self, index: int) -> int | None:
        """The number that an item of an ordered list is shown with."""
        first = index
        while self.blocks[first].continues:
            first -= 1
        number = self.blocks[first].number
        return None if number is None else number + index - first

    # -- edits -----------------------------------------------------------------------------------------------------

    def replace(self, lines: Sequence[str], top: int, old_bottom: int, new_bottom: int) -> Change:
        """The lines `top` to `old_bottom` have become those from `top` to `new_bottom` of the new `lines`."""
        shift = new_bottom - old_bottom
        if len(lines) != len(self.lines) + shift or not 0 <= top <= old_bottom + 1 <= len(self.lines):
            return self._load(lines)
        self.lines[top : old_bottom + 1] = lines[top : new_bottom + 1]
        first = _last_settled(self.lines, self.starts, self.blocks, top, True) or 0
        starts, blocks, last = self._parse_around(first, new_bottom, shift)
        former = tuple(self.blocks[first:last])
        kept = {block.source: block for block in former}
        for index, block in enumerate(blocks):
            same = kept.get(block.source)
            if same is not None and same.is_like(block):
                del kept[block.source]
                same.continues = block.continues
                blocks[index] = same
        if shift:
            self.starts[last:] = [start + shift for start in self.starts[last:]]
        self.starts[first:last] = starts
        self.blocks[first:last] = blocks
        changed = any(block.definitions or block.footnotes for block in (*former, *blocks))
        changed = changed and self._collect_references()
        return self._tell(Change(first, former, len(blocks), changed, (top, old_bottom, new_bottom)))

    def _parse_around(self, first: int, new_bottom: int, shift: int) -> tuple[list[int], list[Block], int]:
        """The blocks from block `first` on until they meet a former one behind the edit, and which one that is."""
        starts: list[int] = []
        blocks: list[Block] = []
        line = self.starts[first] if first else 0
        continues = first > 0 and self.blocks[first].continues
        end = max(line, new_bottom + 1) + self._window
        count = len(self.lines)
        while line < count:
            end = min(end, count)
            new_starts, new_blocks = self._parse(line, end)
            if new_blocks and new_blocks[0].kind is Kind.ITEM:
                new_blocks[0].continues = continues
            settled: int | None = len(new_starts)
            if end < count:
                settled = _last_settled(self.lines, new_starts, new_blocks, end, False)
            if settled is None:
                end += end - line
                continue
            for index in range(min(settled + 1, len(new_starts))):
                start = new_starts[index]
                if start > new_bottom:
                    met = bisect_left(self.starts, start - shift)
                    if (
                        met < len(self.starts)
                        and self.starts[met] == start - shift
                        and self.blocks[met].continues == new_blocks[index].continues
                    ):
                        return starts + new_starts[:index], blocks + new_blocks[:index], met
            starts += new_starts[:settled]
            blocks += new_blocks[:settled]
            if end == count:
                break
            line = new_starts[settled]
            continues = new_blocks[settled].continues
            end += end - line
        return starts, blocks, len(self.starts)

    def _parse(self, begin: int, end: int) -> tuple[list[int], list[Block]]:
        """The blocks of some lines, as if nothing stood before them and nothing behind."""
        lines = self.lines[begin:end]
        source = "\n".join(lines)
        if end < len(self.lines):
            source += "\n"
        tokens: list[Token] = []
        self._markdown.block.parse(source, self._markdown, {}, tokens)
        groups = _groups(tokens)
        cuts = [*(group.start for group in groups), len(lines)]
        blocks = [group.block(lines, cut) for group, cut in zip(groups, cuts[1:], strict=True)]
        return [begin + group.start for group in groups], blocks

    def _collect_references(self) -> bool:
        """Look up what can be referred to; return whether that has changed."""
        links: dict[str, Definition] = {}
        footnotes: set[str] = set()
        for block in self.blocks:
            for definition in block.definitions:
                links.setdefault(definition.label, definition)
            footnotes.update(block.footnotes)
        references = References(tuple(links.values()), frozenset(footnotes))
        if references == self.references:
            return False
        self.references = references
        return True


def _last_settled(
    lines: Sequence[str], starts: Sequence[int], blocks: Sequence[Block], beyond: int, from_zero: bool
) -> int | None:
    """The last block whose beginning does not depend on line `beyond` and what follows; None when there is none.

    The first block counts only with `from_zero`.
    """
    index = bisect_left(starts, beyond - _LOOKED_AHEAD) - 1
    while index > 0 and (earlier := _reaching(lines, starts, blocks, index)) is not None:
        index = earlier
    return index if index > 0 or (index == 0 and from_zero) else None


def _reaching(lines: Sequence[str], starts: Sequence[int], blocks: Sequence[Block], index: int) -> int | None:
    """An earlier block from which to parse because it may reach into this one; None when there is none."""
    start, kind = starts[index], blocks[index].kind
    following = lines[start + 1] if start + 1 < len(lines) else ""
    if kind is Kind.ITEM and "|" in lines[start] and _DELIMITER.match(following):
        return index - 1  # Within a list this is an item, but where parsing begins it is the head of a table.
    if kind is Kind.INTERRUPTING or not lines[start - 1].strip(_EMPTY):
        return None
    if kind is not Kind.ITEM:
        return index - 1
    # The search for the underline of a heading goes over items that could not interrupt a paragraph. It matters where
    # what they follow is no paragraph in the end: a definition list.
    while blocks[index].kind is Kind.ITEM and not _INTERRUPTING_ITEM.match(lines[starts[index]]):
        if index == 0 or not lines[starts[index] - 1].strip(_EMPTY):
            return None
        index -= 1
    return index if blocks[index].kind is Kind.OTHER else None


@dataclass(slots=True)
class _Group:
    """The tokens that make a block."""

    start: int
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


def _groups(tokens: Sequence[Token]) -> list[_Group]:
    """Divide tokens into blocks; a list into its items."""
    groups: list[_Group] = []
    in_list = continues = False
    for token in tokens:
        if token.level == 0 and token.type in ("bullet_list_open", "ordered_list_open"):
            in_list, continues = True, False
        elif token.level == 0 and token.type in ("bullet_list_close", "ordered_list_close"):
            in_list = False
        elif in_list:
            if token.level == 1 and token.type == "list_item_open":
                assert token.map is not None
                groups.append(_Group(token.map[0], Kind.ITEM, continues, int(token.info) if token.info else None))
                continues = True
            groups[-1].tokens.append(token)
        else:
            if token.level == 0 and token.nesting >= 0:
                assert token.map is not None
                groups.append(_Group(token.map[0], _kind(token)))
            groups[-1].tokens.append(token)
    return groups


def _kind(token: Token) -> Kind:
    if token.type == "definition":
        return Kind.DEFINITION
    if token.type in _INTERRUPTING or (token.type == "heading_open" and token.markup.startswith("#")):
        return Kind.INTERRUPTING
    return Kind.OTHER
