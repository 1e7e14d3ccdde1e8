"""What is to look otherwise in the lines of one block of Markdown: from its tokens, one line when it is asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from .frugal_text_area import Span
from .markdown_places import inline_parser, parts_of
from .preview.block import Block, References

PREFIX = "markdown--"
"""Every kind of span is a component class, called this and its kind."""

KINDS = (
    "heading",
    "subheading",
    "quote",
    "mark",
    "strong",
    "emphasis",
    "strike",
    "code",
    "link",
    "target",
    "html",
    "sign",
)
"""The kinds of spans: `mark` is the marker of an item, a quote, a note; `sign` any other sign of Markdown."""

_LONGEST = 20_000
"""Characters of a paragraph up to which the words in it are looked at; there is none longer that people wrote."""
_QUOTE = re.compile(r"[ \t]*>")
_MARKER = re.compile(r"[ \t]*(?:[-+*]|\d{1,9}[.)])(?![^ \t])")
_BOX = re.compile(r"[ \t]*\[[ xX]\]")
_HASHES = re.compile(r"[ \t]*#{1,6}(?![^ \t])")
_TERM = re.compile(r"[ \t]*[:~](?![^ \t])")
_NOTE = re.compile(r"[ \t]*\[\^[^\]]+\]:")
_BAR = re.compile(r"(?<!\\)\|")


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    return inline_parser()


class BlockSpans:
    """The spans of a block, by its own lines. They count from the first line of the block."""

    def __init__(self, block: Block, references: References) -> None:
        self.references = references
        """What links were allowed to refer to."""
        self._source = block.source
        self._spans: list[list[Span]] = [[] for _line in block.source]
        self._read = [0] * len(block.source)
        self._words: dict[int, list[tuple[int, int, str]]] = {}
        self._row = 0
        for token in block.tokens:
            self._note(token)

    def of(self, line: int) -> Sequence[Span]:
        """The spans of a line, those that are to be seen over others last."""
        for words in self._words.pop(line, ()):
            self._colour_words(*words)
        return self._spans[line]

    # -- what a token says of its lines ----------------------------------------------------------------------------

    def _note(self, token: Token) -> None:
        if token.nesting < 0:
            return
        first, end = token.map or (self._row, self._row + 1)
        end = min(end, len(self._source))
        match token.type:
            case "inline":
                for line in range(first, end):
                    self._words.setdefault(line, []).append((first, end, token.content))
            case "blockquote_open":
                for line in range(first, end):
                    if self._sign(line, _QUOTE, "mark"):
                        self._rest(line, "quote")
            case "list_item_open":
                self._sign(first, _MARKER, "mark")
                if "checked" in token.meta:
                    self._sign(first, _BOX, "mark")
            case "dd_open":
                self._sign(first, _TERM, "mark")
            case "footnote_reference_open":
                self._sign(first, _NOTE, "mark")
            case "heading_open":
                self._heading(token, first, end)
            case "fence":
                self._fence(token, first, end)
            case "code_block":
                self._all(first, end, "code")
            case "html_block":
                self._all(first, end, "html")
            case "definition":
                self._all(first, end, "target")
            case "hr":
                self._all(first, end, "sign")
            case "table_open":
                self._all(first + 1, first + 2, "sign")
            case "tr_open":
                self._row = first
                self._bars(first)

    def _sign(self, line: int, pattern: re.Pattern[str], kind: str) -> bool:
        """A sign behind those that were read before it in the line."""
        found = pattern.match(self._source[line], self._read[line])
        if found is None:
            return False
        self._read[line] = found.end()
        start = found.end() - len(found.group().lstrip(" \t"))
        self._spans[line].append((start, found.end(), PREFIX + kind))
        return True

    def _rest(self, line: int, kind: str) -> None:
        """The line from behind its signs on."""
        start, end = self._read[line], len(self._source[line])
        if start < end:
            self._spans[line].append((start, end, PREFIX + kind))

    def _all(self, first: int, end: int, kind: str) -> None:
        for line in range(first, min(end, len(self._source))):
            self._rest(line, kind)

    def _heading(self, token: Token, first: int, end: int) -> None:
        kind = "heading" if token.tag in ("h1", "h2") else "subheading"
        if token.markup.startswith("#"):
            self._sign(first, _HASHES, "sign")
            self._rest(first, kind)
        else:
            self._all(first, end - 1, kind)
            self._all(end - 1, end, "sign")

    def _fence(self, token: Token, first: int, end: int) -> None:
        """The lines of code, and the signs around them; the last one may be missing."""
        is_closed = end - first == token.content.removesuffix("\n").count("\n") + bool(token.content) + 2
        self._all(first, first + 1, "sign")
        self._all(first + 1, end - is_closed, "code")
        self._all(end - is_closed, end, "sign")

    def _bars(self, line: int) -> None:
        """The bars between the cells of a table."""
        bars = _BAR.finditer(self._source[line], self._read[line])
        self._spans[line] += [(bar.start(), bar.end(), PREFIX + "sign") for bar in bars]

    # -- words -----------------------------------------------------------------------------------------------------

    def _colour_words(self, first: int, end: int, content: str) -> None:
        """Colour the words of a paragraph, a heading or a cell: in all of its lines."""
        key = (first, end, content)
        for line in range(first, end):
            if key in (waiting := self._words.get(line, [])):
                waiting.remove(key)
        if len(content) > _LONGEST:
            return
        parts = parts_of(_markdown(), content, self.references)
        if not parts:
            return
        offset = 0
        for line, words in zip(range(first, end), content.split("\n"), strict=False):
            column = self._column(line, words)
            for part in parts:
                start, stop = max(part.start - offset, 0), min(part.end - offset, len(words))
                if column >= 0 and start < stop:
                    self._spans[line].append((column + start, column + stop, PREFIX + part.kind))
            offset += len(words) + 1

    def _column(self, line: int, words: str) -> int:
        """Where the words stand in their line; -1 where they were written otherwise, as a tab or an escaped bar."""
        found = self._source[line].find(words.strip(), self._read[line])
        if found >= 0 and words.strip():
            self._read[line] = found + len(words.strip())
            found -= len(words) - len(words.lstrip())
        return found
