"""What a document consists of, without its words, as two readers see it: markdown-it and pandoc."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from tui.widgets.preview.block import parser

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

PANDOC = shutil.which("pandoc")

needs_pandoc = pytest.mark.skipif(PANDOC is None, reason="pandoc is not installed: apt-get install pandoc")

MARKDOWN = "commonmark+pipe_tables+strikeout+task_lists+footnotes+definition_lists"
"""The Markdown of the preview, as pandoc calls it."""

Part = tuple[str | int, ...]


def as_previewed(text: str) -> list[Token]:
    """The tokens of a text as the preview reads it."""
    return parser().parse(text)


def of_tokens(tokens: Sequence[Token], *, notes: bool = False) -> list[Part]:
    """Headings with their levels, lists with their items, tables with rows and columns, code, quotes, rules, HTML.

    What stands in footnotes counts with `notes` only.
    """
    found: list[Part] = []
    in_note = 0
    for index, token in enumerate(tokens):
        in_note += token.nesting if token.type.startswith("footnote_reference") else 0
        if in_note and not notes:
            continue
        inside = _inside(tokens, index)
        if token.type == "heading_open":
            found.append(("heading", int(token.tag[1])))
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            items = sum(it.type == "list_item_open" and it.level == token.level + 1 for it in inside)
            found.append((token.type.removesuffix("_open"), items))
        elif token.type == "table_open":
            columns = sum(it.type == "th_open" for it in inside)
            found.append(("table", sum(it.type == "tr_open" for it in inside) - 1, columns))
        elif token.type in ("fence", "code_block", "source"):
            found.append(("code",))
        elif token.type == "blockquote_open":
            found.append(("quote",))
        elif token.type in ("hr", "html_block"):
            found.append((token.type,))
        elif token.type == "dl_open":
            found.append(("definitions", sum(it.type == "dt_open" and it.level == token.level + 1 for it in inside)))
    return found


def _inside(tokens: Sequence[Token], index: int) -> Sequence[Token]:
    level = tokens[index].level
    end = next((at for at in range(index + 1, len(tokens)) if tokens[at].level == level), index + 1)
    return tokens[index + 1 : end]


def of_pandoc(content: str, reader: str) -> list[Part]:
    """The same as pandoc reads it. What stands in footnotes is left out: pandoc sets it into the line."""
    assert PANDOC is not None
    done = subprocess.run(
        [PANDOC, "-f", reader, "-t", "json"], input=content.encode("utf-8"), capture_output=True, check=True
    )
    return list(_blocks(json.loads(done.stdout)["blocks"]))


def _blocks(blocks: Sequence[dict[str, Any]]) -> Iterator[Part]:
    for block in blocks:
        content: Any = block.get("c")
        match block["t"]:
            case "Header":
                yield "heading", content[0]
            case "BulletList":
                yield "bullet_list", len(content)
                for item in content:
                    yield from _blocks(item)
            case "OrderedList":
                yield "ordered_list", len(content[1])
                for item in content[1]:
                    yield from _blocks(item)
            case "Table":
                yield "table", sum(len(body[3]) for body in content[4]), len(content[2])
            case "CodeBlock":
                yield ("code",)
            case "BlockQuote":
                yield ("quote",)
                yield from _blocks(content)
            case "HorizontalRule":
                yield ("hr",)
            case "RawBlock":
                yield ("html_block",)
            case "DefinitionList":
                yield "definitions", len(content)
                for _term, definitions in content:
                    for definition in definitions:
                        yield from _blocks(definition)
            case "Div":
                yield from _blocks(content[1])
