"""Every example of the CommonMark specification and real documents, as they are and after random edits."""

from __future__ import annotations

import random
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it.token import Token

from data.clean import shown
from tui.widgets.markdown_places import inline_parser, parts_of
from tui.widgets.markdown_spans import BlockSpans
from tui.widgets.preview.block import parser
from tui.widgets.preview.blocks import BlockList

from .block_cases import drawn_lines, same
from .commonmark import Example, examples_of, text_of_specification

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [
    *("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "data/texts/en/agreement.md", "data/texts/de/agreement.md"),
    *("data/texts/en/help/agreement.md", "data/texts/de/help/agreement.md"),
]
HOSTILE = ["", "```", "~~~", ">", "> ", "- ", "1. ", "    ", "<!--", "-->", "[r]: /x", "[^1]: n", "|-|-|", ": d", "==="]


@pytest.fixture(scope="session")
def specification(request: pytest.FixtureRequest) -> str:
    """The text of the specification."""
    cache = request.config.cache
    assert cache is not None
    return text_of_specification(cache.mkdir("commonmark"))


@pytest.fixture(scope="session")
def examples(specification: str) -> list[Example]:
    """All of them."""
    found = examples_of(specification)
    assert len(found) == 652
    return found


def edit(lines: list[str], chance: random.Random, sources: list[str]) -> tuple[list[str], int, int, int]:
    """A random edit: what the lines are then, the first changed one, the last one before, the last one now."""
    top = chance.randrange(len(lines))
    bottom = min(len(lines) - 1, top + chance.choice([0, 0, 0, 1, 2, 5]))
    match chance.randrange(4):
        case 0:  # Letters within a line.
            line, column = lines[top], chance.randrange(len(lines[top]) + 1)
            bottom, inserted = (
                top,
                [line[:column] + chance.choice(["x", " ", "*", "`", "[", "\t", ">", "|"]) + line[column:]],
            )
        case 1:  # A line is split.
            line, column = lines[top], chance.randrange(len(lines[top]) + 1)
            bottom, inserted = top, [line[:column], line[column:]]
        case 2:  # Lines are taken away.
            inserted = [""]
        case _:  # Others come in.
            inserted = chance.choices([*HOSTILE, *sources], k=chance.randrange(1, 4))
    return lines[:top] + inserted + lines[bottom + 1 :], top, bottom, top + len(inserted) - 1


def test_the_blocks_of_every_example_stay_those_of_the_whole_text(examples: list[Example]) -> None:
    sources = [line for example in examples for line in example.markdown.split("\n")]
    for example in examples:
        chance = random.Random(example.number)
        lines = example.markdown.split("\n")
        blocks = BlockList(lines, window=chance.choice([1, 2, 4, 16]))
        same(blocks, lines)
        for _step in range(6):
            lines, *change = edit(lines, chance, sources)
            blocks.replace(lines, *change)
            same(blocks, lines)


def test_the_blocks_of_examples_behind_each_other_stay_those_of_the_whole_text(examples: list[Example]) -> None:
    sources = [line for example in examples for line in example.markdown.split("\n")]
    for seed in range(20):
        chance = random.Random(seed)
        lines = [line for example in chance.sample(examples, 12) for line in example.markdown.split("\n")]
        blocks = BlockList(lines)
        for _step in range(12):
            lines, *change = edit(lines, chance, sources)
            blocks.replace(lines, *change)
            same(blocks, lines)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_blocks_of_real_documents_stay_those_of_the_whole_text(name: str) -> None:
    chance = random.Random(name)
    lines = (ROOT / name).read_text("utf-8").split("\n")
    blocks = BlockList(lines)
    same(blocks, lines)
    sources = list(lines)
    for _step in range(25):
        lines, *change = edit(lines, chance, sources)
        blocks.replace(lines, *change)
        same(blocks, lines)


def test_the_blocks_of_the_specification_itself_stay_those_of_the_whole_text(specification: str) -> None:
    chance = random.Random(0)
    lines = specification.split("\n")
    blocks = BlockList(lines)
    sources = list(lines)
    for step in range(60):
        lines, *change = edit(lines, chance, sources)
        blocks.replace(lines, *change)
        if step % 20 == 19:
            same(blocks, lines)


class _Words(HTMLParser):
    """Collects what a browser would show as text."""

    def __init__(self) -> None:
        super().__init__()
        self.words = ""

    def handle_data(self, data: str) -> None:
        self.words += data


def test_the_preview_shows_the_words_of_every_example(examples: list[Example]) -> None:
    for example in examples:
        words = _Words()
        words.feed(example.html)
        words.close()
        rows = iter("".join("".join(row.split()) for row in drawn_lines(example.markdown, 300)))
        missing = [character for character in "".join(shown(words.words).split()) if character not in rows]
        assert not missing, example


# -- colours -----------------------------------------------------------------------------------------------------------

_KINDS = {"strong_open": "strong", "em_open": "emphasis", "s_open": "strike", "code_inline": "code"}
_KINDS |= {"link_open": "link", "image": "link", "footnote_ref": "link", "html_inline": "html"}


def test_what_is_coloured_in_the_words_is_what_the_parser_takes_for_it(examples: list[Example]) -> None:
    plain, noting = parser(), inline_parser()
    for example in examples:
        blocks = BlockList(example.markdown.split("\n"))
        for block in blocks.blocks:
            for content in [token.content for token in block.tokens if token.type == "inline"]:
                children: list[Token] = []
                plain.inline.parse(content, plain, blocks.references.environment(), children)
                parts = [
                    part for part in parts_of(noting, content, blocks.references) if part.kind not in ("sign", "target")
                ]
                expected = Counter(_KINDS[token.type] for token in children if token.type in _KINDS)
                assert Counter(part.kind for part in parts) == expected, example
                code = [content[part.start : part.end].strip("`").strip() for part in parts if part.kind == "code"]
                assert (
                    code == [token.content.strip() for token in children if token.type == "code_inline"]
                    or "\n" in content
                ), example


def test_every_span_lies_within_its_line(examples: list[Example]) -> None:
    for example in examples:
        blocks = BlockList(example.markdown.split("\n"))
        for block in blocks.blocks:
            spans = BlockSpans(block, blocks.references)
            for line, text in enumerate(block.source):
                assert all(0 <= start < end <= len(text) for start, end, _name in spans.of(line)), example
