"""The blocks of the preview: after any edits the same as if the whole text were parsed anew."""

from __future__ import annotations

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from markdown_it.token import Token

from tui.widgets.preview.block import Block, parser
from tui.widgets.preview.blocks import BlockList

from ..torture import rounds

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
LINES = st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=60)
EDITS = st.lists(
    st.tuples(
        st.integers(0, 1000), st.sampled_from([0, 0, 0, 1, 3, 9]), st.lists(st.sampled_from(FRAGMENTS), max_size=5)
    ),
    min_size=1,
    max_size=12,
)


def signature(token: Token, offset: int) -> tuple[object, ...]:
    """What is drawn of a token; tight or loose is not, an empty line is where the writer left one."""
    where = None if token.map is None else [line + offset for line in token.map]
    meta = {key: value for key, value in token.meta.items() if key != "id" or token.type == "definition"}
    return token.type, token.level, token.content, token.info, token.markup, where, meta


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


@settings(max_examples=rounds(80, 400), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(LINES, EDITS, st.sampled_from([1, 2, 4, 16]))
@example(["[a]: /u", '"t', "===", "foo", "foo", "foo", "foo"], [(6, 0, ['foo"'])], 2)
@example(["- [r", "  ===", "a", "a", "a", "a", "a"], [(6, 0, ["r]: /x"])], 2)
@example(["- x", "- a | b", "---|---", "", "a", "b", "c"], [(6, 0, ["d"])], 1)
@example(["- x", "- a | b", "  -|-", "  y", "a", "b", "c"], [(6, 0, ["d"])], 1)
@example(["- x", "", "- a | b", "---|---", "", "a", "b", "c"], [(7, 0, ["d"])], 1)
@example(["T", ": d", "", "U", "", "x", "", "y"], [(5, 0, [": e"]), (5, 0, ["z"])], 1)
@example(["x", "", "Term", "", "a", "a"], [(4, 0, [": def"])], 1)
@example([": a", ": b", "10. c", "7. d", ": > q", "#"], [(5, 0, ["- "])], 1)
@example(["> # h", "a", "b", "c", "d"], [(4, 0, ["***"]), (1, 0, ["> b"])], 1)
def test_after_any_edits_the_blocks_are_those_of_the_whole_text(
    lines: list[str], edits: list[tuple[int, int, list[str]]], window: int
) -> None:
    blocks = BlockList(lines, window=window)
    same(blocks, lines)
    for place, length, inserted in edits:
        top = place % len(lines)
        bottom = min(len(lines) - 1, top + length)
        inserted = inserted or [""]
        lines = lines[:top] + inserted + lines[bottom + 1 :]
        blocks.replace(lines, top, bottom, top + len(inserted) - 1)
        same(blocks, lines)
