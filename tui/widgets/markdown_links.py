"""The links of a Markdown text: where each stands, and where it leads.

Read from the blocks of its preview by the same parser, when somebody asks: what is drawn as a link is one here. So is
an address of the web that stands in the words as it is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from markdown_it import MarkdownIt

from data.clean import shown

from .markdown_places import Place, inline_parser, places_of
from .preview.block import Block, References
from .preview.blocks import BlockList

Location = tuple[int, int]
"""Row and column of a text."""

_SIGNS = ("[", "<", "://")
"""A block without one of these holds no address."""
_OPAQUE = frozenset({"link", "image", "autolink", "backticks", "html_inline"})
"""What is no plain words."""
_BARE = ("https://", "http://")
_BEFORE = "([{<\"'„“‚‘«»›‹*_~"
_BEHIND = ".,;:!?]}>\"'“”’‘«»›‹*_~"


class TextLink(NamedTuple):
    """A place in a text that leads elsewhere."""

    address: str
    """Where it leads, harmless for a terminal."""
    words: str
    """What stands there for it, harmless as well; empty where that is the address."""
    start: Location
    end: Location


def link_near(blocks: BlockList, place: Location) -> TextLink | None:
    """The link at a place, else the nearest one in the same block; None where there is none."""
    if not blocks.blocks:
        return None
    found = links_in(blocks, blocks.block_at(place[0]))
    return min(found, key=lambda link: _distance(link, place), default=None)


def links_of(blocks: BlockList) -> Iterator[TextLink]:
    """All links of a text, in its order."""
    for index in range(len(blocks.blocks)):
        yield from links_in(blocks, index)


def links_in(blocks: BlockList, index: int) -> list[TextLink]:
    """The links of one block, in the order of the text."""
    block, top = blocks.blocks[index], blocks.starts[index]
    if not any(sign in line for line in block.source for sign in _SIGNS):
        return []
    found = [
        TextLink(shown(address), shown(words), (top + start[0], start[1]), (top + end[0], end[1]))
        for address, words, start, end in _links(block, blocks.references)
    ]
    return sorted(found, key=lambda link: link.start)


def _distance(link: TextLink, place: Location) -> tuple[int, int, int]:
    """How far away it is: in rows, else in characters; of two around the same place, the inner one is nearer."""
    (top, left), (bottom, right), (row, column) = link.start, link.end, place
    if not top <= row <= bottom:
        return min(abs(row - top), abs(row - bottom)), 0, 0
    before = left - column if row == top else 0
    behind = column - right if row == bottom else 0
    return 0, max(before, behind, 0), (bottom - top) * 10_000 + right - left


# -- a block -----------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    return inline_parser()


_Found = tuple[str, str, Location, Location]


def _links(block: Block, references: References) -> Iterator[_Found]:
    read = [0] * len(block.source)
    row = 0
    for token in block.tokens:
        if token.nesting < 0:
            continue
        first, end = token.map or (row, row + 1)
        if token.type == "tr_open":
            row = first
        elif token.type == "definition":
            yield token.meta["url"], token.meta["label"], (first, 0), (end - 1, len(block.source[end - 1]))
        elif token.type == "inline":
            places = places_of(_markdown(), token.content, references)
            lines = _lines(block.source, first, token.content, read)
            for address, words, start, stop in (*_targets(token.content, places), *_bare(token.content, places)):
                yield address, words, _location(lines, start), _location(lines, stop)


def _targets(content: str, places: Sequence[Place]) -> Iterator[tuple[str, str, int, int]]:
    """Where links and pictures lead, with what stands for them and where they stand in the words."""
    for place in places:
        if place.address:
            opening = 2 if place.kind == "image" else 1
            words = content[place.start + opening : place.label_end] if place.label_end >= 0 else ""
            yield place.address, words, place.start, place.end


def _bare(content: str, places: Sequence[Place]) -> Iterator[tuple[str, str, int, int]]:
    """Addresses of the web that stand in the words as they are, without what belongs to the sentence around them."""
    if not any(it in content.casefold() for it in _BARE):
        return
    taken = [(place.start, place.end) for place in places if place.kind in _OPAQUE]
    end = 0
    for word in content.split():
        start = content.index(word, end)
        end = start + len(word)
        address = _without_end(word.lstrip(_BEFORE))
        is_address = address.casefold().startswith(_BARE) and address.casefold() not in _BARE
        if is_address and not any(it[0] < end and start < it[1] for it in taken):
            yield address, "", start, end


def _without_end(address: str) -> str:
    """Without the signs of a sentence behind it; a bracket belongs to it where it closes one of its own."""
    while address and (address[-1] in _BEHIND or (address[-1] == ")" and address.count(")") > address.count("("))):
        address = address[:-1]
    return address


# -- where words stand -------------------------------------------------------------------------------------------------


class _Line(NamedTuple):
    offset: int
    """In the words, where the line begins."""
    row: int
    column: int


def _lines(source: Sequence[str], first: int, content: str, read: list[int]) -> list[_Line]:
    """Where each line of some words stands in its block, behind what was read of the row before."""
    lines: list[_Line] = []
    offset = 0
    for row, words in zip(range(first, len(source)), content.split("\n"), strict=False):
        bare = words.strip()
        # What was written otherwise, as a tab or an escaped bar, is not found: its row is near enough.
        column = max(source[row].find(bare, read[row]), 0)
        read[row] = max(read[row], column + len(bare))
        lines.append(_Line(offset, row, column - len(words) + len(words.lstrip())))
        offset += len(words) + 1
    return lines


def _location(lines: Sequence[_Line], offset: int) -> Location:
    line = lines[max(0, bisect_right(lines, offset, key=lambda it: it.offset) - 1)]
    return line.row, line.column + offset - line.offset
