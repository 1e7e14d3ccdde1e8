"""The colours of Markdown in the editor: the right words, after any edits, and readable."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from rich.style import Style
from textual.color import Color
from textual.geometry import Region
from textual.theme import Theme

from data.store.connection import Database
from tui.themes import DARK, LIGHT
from tui.widgets.markdown_editor import MarkdownEditor
from tui.widgets.markdown_spans import KINDS, PREFIX, BlockSpans
from tui.widgets.preview.blocks import BlockList

from .editing import Alone, add_mentorship, cells, opened
from .random_typing import some_lines, type_at_random


@pytest.fixture
def mentorship(database: Database) -> Database:
    return add_mentorship(database)


def coloured(text: str) -> list[list[str]]:
    """What is coloured in each line, as `kind: words`."""
    blocks = BlockList(text.split("\n"))
    rows: list[list[str]] = [[] for _line in blocks.lines]
    for start, block in zip(blocks.starts, blocks.blocks, strict=True):
        spans = BlockSpans(block, blocks.references)
        for line, source in enumerate(block.source):
            rows[start + line] = [f"{name.removeprefix(PREFIX)}: {source[a:b]}" for a, b, name in spans.of(line)]
    return rows


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# One", [["sign: #", "heading:  One"]]),
        ("### *Three*", [["sign: ###", "subheading:  *Three*", "emphasis: *Three*", "sign: *", "sign: *"]]),
        ("One\n---", [["heading: One"], ["sign: ---"]]),
        ("plain words", [[]]),
        ("a **b** c", [["strong: **b**", "sign: **", "sign: **"]]),
        ("*a\nb*", [["emphasis: *a", "sign: *"], ["emphasis: b*", "sign: *"]]),
        ("~~a~~ `b`", [["strike: ~~a~~", "sign: ~~", "sign: ~~", "code: `b`"]]),
        ("[a](b) ![c](d)", [["target: [a](b)", "link: a", "target: ![c](d)", "link: c"]]),
        ("[r] [s]\n\n[r]: /x", [["target: [r]", "link: r"], [], ["target: [r]: /x"]]),
        ("a[^1]\n\n[^1]: *b*", [["link: [^1]"], [], ["mark: [^1]:", "emphasis: *b*", "sign: *", "sign: *"]]),
        ("- a\n  1. b", [["mark: -"], ["mark: 1."]]),
        ("- [ ] c\n- [x] d", [["mark: -", "mark: [ ]"], ["mark: -", "mark: [x]"]]),
        ("> a\nb", [["mark: >", "quote:  a"], []]),
        ("> - *a*", [["mark: >", "quote:  - *a*", "mark: -", "emphasis: *a*", "sign: *", "sign: *"]]),
        ("```py\n*a*\n```\nb", [["sign: ```py"], ["code: *a*"], ["sign: ```"], []]),
        ("~~~\n*a*", [["sign: ~~~"], ["code: *a*"]]),
        ("~~~\n\n\n~~~", [["sign: ~~~"], [], [], ["sign: ~~~"]]),
        ("> ```\n> a", [["mark: >", "quote:  ```", "sign:  ```"], ["mark: >", "quote:  a", "code:  a"]]),
        ("    a", [["code:     a"]]),
        ("***", [["sign: ***"]]),
        ("<div>\n*a*\n</div>", [["html: <div>"], ["html: *a*"], ["html: </div>"]]),
        ("a <b>c</b>", [["html: <b>", "html: </b>"]]),
        ("a|*b*\n-|-\nc|d", [["sign: |", "emphasis: *b*", "sign: *", "sign: *"], ["sign: -|-"], ["sign: |"]]),
        ("a\n: b", [[], ["mark: :"]]),
        ("日本 **語**", [["strong: **語**", "sign: **", "sign: **"]]),
    ],
)  # fmt: skip
def test_signs_and_words(text: str, expected: list[list[str]]) -> None:
    assert coloured(text) == expected


def test_a_word_of_a_table_is_coloured_in_its_own_cell() -> None:
    blocks = BlockList(["|a|b|", "|-|-|", "|*c*|*c*|"])
    spans = BlockSpans(blocks.blocks[0], blocks.references).of(2)
    assert [(start, end) for start, end, name in spans if name.endswith("emphasis")] == [(1, 4), (5, 8)]


@pytest.mark.parametrize("seed", range(4))
async def test_after_typing_the_screen_is_that_of_the_text_opened_anew(mentorship: Database, seed: int) -> None:
    chance = random.Random(seed)
    text = some_lines(chance)
    editor = MarkdownEditor(opened(mentorship, text))
    app = Alone(editor)
    async with app.run_test(size=(50, 24)) as keyboard:
        await keyboard.pause()
        editor.move_cursor((chance.randrange(20), 0))
        for _round in range(8):
            await type_at_random(keyboard, editor, chance)
            await keyboard.pause()
            kept = cells(app)
            editor._rows.clear()
            for block in editor.blocks.blocks:
                block.spans = None
            editor.blocks.load(editor.document.lines)
            editor.refresh()
            await keyboard.pause()
            assert cells(app) == kept, editor.text


def style_of(app: Alone, words: str) -> Style:
    """The style of some words on the screen."""
    for row in cells(app):
        place = "".join(text for text, _style in row).find(words)
        if place >= 0:
            return row[place][1] or Style()
    raise AssertionError(words)


async def test_a_fence_colours_what_follows_and_closing_it_takes_that_back(mentorship: Database) -> None:
    editor = MarkdownEditor(opened(mentorship, "\n\none\n\n*two*\n\nthree [r]"))
    app = Alone(editor)
    async with app.run_test(size=(30, 12)) as keyboard:
        await keyboard.pause()
        assert style_of(app, "two").italic
        plain = style_of(app, "one").color
        await keyboard.press("`", "`", "`")
        await keyboard.pause()
        assert style_of(app, "one").color == style_of(app, "three").color != plain
        assert not style_of(app, "two").italic
        await keyboard.press("enter", "`", "`", "`")
        await keyboard.pause()
        assert style_of(app, "one").color == style_of(app, "three").color == plain
        assert style_of(app, "two").italic
        assert style_of(app, "r]").color == plain
        editor.insert("\n\n[r]: /x", editor.document.end)
        await keyboard.pause()
        assert style_of(app, "r]").color != plain


async def test_a_letter_repaints_the_rows_of_its_line_only(
    mentorship: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = MarkdownEditor(opened(mentorship, "# T\n\n*one*\nline\n**two**\n\n- a\n- *b*"))
    app = Alone(editor)
    async with app.run_test(size=(30, 12)) as keyboard:
        editor.move_cursor((3, 4))
        await keyboard.pause()
        painted: list[Region] = []
        refresh = editor.refresh

        def noted(
            *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
        ) -> MarkdownEditor:
            painted.extend(regions or [editor.region])
            refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
            return editor

        monkeypatch.setattr(editor, "refresh", noted)
        await keyboard.press("x")
        assert {(region.y, region.height) for region in painted} == {(3, 1)}


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
async def test_every_colour_can_be_read(mentorship: Database, theme: Theme) -> None:
    editor = MarkdownEditor(opened(mentorship, "a"))
    app = Alone(editor)
    async with app.run_test() as keyboard:
        app.register_theme(theme)
        app.theme = theme.name
        await keyboard.pause()
        ground = editor.rich_style.bgcolor
        assert ground is not None
        for kind in KINDS:
            color = editor._style_of(PREFIX + kind).color or editor.rich_style.color
            assert color is not None
            assert contrast(Color.from_rich_color(color), Color.from_rich_color(ground)) >= 4.5, kind


def contrast(one: Color, other: Color) -> float:
    """As the accessibility guidelines of the web define it; 4.5 is enough for text."""

    def luminance(parts: Sequence[float]) -> float:
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((luminance(one.normalized), luminance(other.normalized)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
