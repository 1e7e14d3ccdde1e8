"""What the tests of the preview and of its blocks are given, and what blocks must be."""

from __future__ import annotations

from markdown_it.token import Token
from rich.cells import cell_len
from rich.style import Style

from tui.widgets.preview.block import Block, parser
from tui.widgets.preview.blocks import BlockList
from tui.widgets.preview.render import drawn
from tui.widgets.preview.styles import Styles

FRAGMENTS = [
    *(
        "",
        "",
        "",
        " ",
        "     ",
        "\t",
        "para text",
        "  para",
        "a | b",
        "| a | b |",
        "|---|---|",
        "---|---",
        "- a | b",
        "|x|",
    ),
    *("- item", "- item", "  - sub", "    - deep", "* other", "+ plus", "-", "- ", "  more", "      much more", "-\tx"),
    *("1. one", "2. two", "7. seven", "2) two", "1.", "   - in one", "10. ten", "- [ ] open", "- [x] done", "- [ ] [r"),
    *(
        "```",
        "```py",
        "~~~",
        "   ```",
        "  ~~~",
        "- ```",
        "> ```",
        "# head",
        "#",
        "## [r]",
        "===",
        "---",
        "***",
        "* * *",
    ),
    *("> quote", ">", "> - item", "> > deep", ">> [r", "- > q", "> ===", "> # h", "    code", "\ttab", "     deep"),
    *(
        "<div>",
        "</div>",
        "<b>",
        "<!-- c",
        "-->",
        "<!-- one -->",
        "<script>",
        "</script>",
        "<?x",
        "?>",
        "- <!-- c",
        "\f",
    ),
    *(
        "[r]: http://x",
        "[r]:",
        "[r",
        "r]: /x",
        "- [r]: /y",
        "> [r]: /z",
        '"title',
        'title"',
        "'t'",
        "[r][r]",
        "[r]: <",
        ">",
    ),
    *('- [r]: /u "t', '> [r]: /u "t', "[R]: /2", "[^1]: note", "[^1]: [r", "[^2]:", "text[^1]", "[^1]:     x"),
    *(
        "Term",
        ": def",
        "~ def",
        ":   def",
        "- Term",
        "  : def",
        "  ~ [r",
        ": - item",
        ": > q",
        "日本",
        "é",
        "a\rb",
        "\0",
    ),
]


def whole(lines: list[str]) -> list[tuple[object, ...]]:
    """The tokens of the whole text but the beginnings and ends of lists at the top."""
    markdown = parser()
    tokens: list[Token] = []
    markdown.block.parse("\n".join(lines), markdown, {}, tokens)
    ends = {"bullet_list_open", "bullet_list_close", "ordered_list_open", "ordered_list_close"}
    return [signature(token, 0) for token in tokens if token.level > 0 or token.type not in ends]


def in_blocks(blocks: BlockList) -> list[tuple[object, ...]]:
    """The tokens of all blocks."""
    return [
        signature(token, start)
        for start, block in zip(blocks.starts, blocks.blocks, strict=True)
        for token in block.tokens
    ]


def told(block: Block) -> tuple[object, ...]:
    return block.source, block.kind, block.continues, block.number, block.definitions, block.footnotes


def same(blocks: BlockList, lines: list[str]) -> None:
    """The blocks are those of the lines."""
    fresh = BlockList(lines)
    assert blocks.lines == lines
    assert in_blocks(blocks) == whole(lines)
    assert blocks.starts == fresh.starts
    assert [told(block) for block in blocks.blocks] == [told(block) for block in fresh.blocks]
    assert blocks.references == fresh.references
    numbers = [blocks.item_number(index) for index in range(len(blocks.blocks))]
    assert numbers == [fresh.item_number(index) for index in range(len(fresh.blocks))]


PLAIN = Styles(*[Style()] * 8)


def drawn_lines(text: str, width: int = 40, notes: dict[int, str] | None = None) -> list[str]:
    """A text as rows of characters, without the widget; the spaces at the ends cut off."""
    blocks = BlockList(text.split("\n"))
    rows: list[str] = []
    for index, (start, block) in enumerate(zip(blocks.starts, blocks.blocks, strict=True)):
        own = {line - start: note for line, note in (notes or {}).items() if start <= line < start + len(block.source)}
        number = blocks.item_number(index)
        for strip in drawn(block, parser(), blocks.references, PLAIN, width, number=number, notes=own):
            assert strip.cell_length == width, strip.text
            assert cell_len(strip.text) == width, strip.text
            rows.append(strip.text.rstrip())
    return rows


def signature(token: Token, offset: int) -> tuple[object, ...]:
    """What is drawn of a token; tight or loose is not, an empty line is where the writer left one."""
    where = None if token.map is None else [line + offset for line in token.map]
    meta = {key: value for key, value in token.meta.items() if key != "id" or token.type == "definition"}
    return token.type, token.level, token.content, token.info, token.markup, where, meta
