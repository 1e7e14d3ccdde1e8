"""The preview: what it shows of Markdown, and that after edits it shows what it would show loaded anew."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from rich.style import Style
from textual.app import App, ComposeResult
from textual.color import Color
from textual.containers import Horizontal
from textual.geometry import Region
from textual.pilot import Pilot
from textual.theme import Theme

from data.store.connection import Database
from tui.themes import DARK, LIGHT
from tui.widgets.markdown_editor import MarkdownEditor
from tui.widgets.preview import Preview
from tui.widgets.preview.words import chopped, width_of, wrapped
from tui.widgets.prose_editor import ProseEditor

from ..torture import rounds
from .block_cases import FRAGMENTS, drawn_lines
from .editing import Alone, add_mentorship, cells, opened
from .random_typing import some_lines, type_at_random


class Shown:
    """A preview on its own screen."""

    def __init__(self, pilot: Pilot[None], preview: Preview) -> None:
        self.pilot, self.preview = pilot, preview
        self.app = pilot.app

    async def settle(self) -> None:
        """Wait until it is painted and all heights are measured."""
        await self.pilot.pause()
        while any(block.drawing is None for block in self.preview._blocks.blocks):
            await self.pilot.pause()
        await self.pilot.pause()

    async def lines(self) -> list[str]:
        """The rows on the screen."""
        await self.settle()
        return ["".join(text for text, _style in row).rstrip() for row in cells(self.app)]

    async def style(self, words: str) -> Style:
        """The style of some words on the screen."""
        await self.settle()
        for row in cells(self.app):
            place = "".join(text for text, _style in row).find(words)
            if place >= 0:
                style = row[place][1]
                assert style is not None
                return style
        raise AssertionError(words)


@asynccontextmanager
async def showing(text: str = "", size: tuple[int, int] = (60, 20)) -> AsyncIterator[Shown]:
    """A preview of a text, as it is painted."""
    preview = Preview()
    async with Alone(preview).run_test(size=size) as pilot:
        preview.load(text.split("\n"))
        shown = Shown(pilot, preview)
        await shown.settle()
        yield shown


# -- what it shows -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# One *two*", ["One two", "═══════"]),
        ("One\n===", ["One", "═══"]),
        ("## 日本", ["日本", "────"]),
        ("### Three", ["Three"]),
        ("one\ntwo  \nthree\\\nfour", ["one two", "three", "four"]),
        ("- a\n- b\n  - c\n    - d\n      1. e", ["• a", "• b", "  ◦ c", "    ▪ d", "      1. e"]),
        ("3. a\n5. b\n1. c", ["3. a", "4. b", "5. c"]),
        ("9. a\n9. b\n   c", ["9. a", "10. b c"]),
        ("- a\n\n  b", ["• a", "", "  b"]),
        ("- [ ] a\n- [x] b\n- [X] c\n- [y] d", ["☐ a", "☑ b", "☑ c", "• [y] d"]),
        ("1. [x] a", ["1. ☑ a"]),
        ("-\n- a", ["•", "• a"]),
        ("> a\nb\n>\n> > c", ["▌ a b", "▌", "▌ ▌ c"]),
        ("> - a\n> - b", ["▌ • a", "▌ • b"]),
        ("```py\n\tif x:\n  y\n```", ["py", "    if x:", "  y"]),
        ("    code\n\n    more", ["code", "", "more"]),
        ("a\n\n***", ["a", "─" * 40]),
        ("~~a~~ **b** _c_ `d e` \\*", ["a b c d e *"]),
        ("[a](http://x)", ["a (http://x)"]),
        ('[a *b*](/x "t")', ['a b (/x "t")']),
        ("<http://x> <a@b.de>", ["http://x a@b.de"]),
        ("![a](b.png)", ["▣ a (b.png)"]),
        ("[a][r] [r] [q]\n\n[R]: /x 't'", ['a (/x "t") r (/x "t") [q]', '[R]: /x "t"']),
        ("a <b>c</b> <!-- d -->", ["a <b>c</b> <!-- d -->"]),
        ("<!-- e\n\nf -->", ["<!-- e", "", "f -->"]),
        ("<div>\n*a*\n</div>", ["<div>", "*a*", "</div>"]),
        ("a[^1] b[^2]\n\n[^1]: c\n\n    d", ["a[1] b[^2]", "[1] c", "", "    d"]),
        ("Term\n: def\n: more", ["Term", "  · def", "  · more"]),
        ("|a|b|\n|-|-:|\n|c|日本|\n|d|", ["a │    b", "──┼─────", "c │ 日本", "d │"]),
        ("a|b\n:-:|-\nlong|x", [" a   │ b", "─────┼──", "long │ x"]),
        ("|a|b|\n|-|-|\n|c|d|e \\| f|g", ["a │ b", "──┼──────────────", "c │ d | e | f | g"]),
        ("> |a|\n> |-|\n> |c|\n> d", ["▌ a", "▌ ─", "▌ c", "▌ d"]),
        ("&amp; &copy; &#8203;", ["& © \ufffd"]),
        ("", []),
        (" \n\t\n", []),
    ],
)
def test_markdown_as_it_reads(text: str, expected: list[str]) -> None:
    assert drawn_lines(text) == expected


@pytest.mark.parametrize(
    "text", ["[/foo]", "[@click=x]", "[@click=app.bell]a[/]", "[bold]a[/bold]", "[$primary]", "{x}", "[red"]
)
async def test_nothing_is_taken_for_markup(text: str) -> None:
    async with showing(
        f"{text} **{text}** `{text}`\n\n- {text}\n\n```{text}\n{text}\n```\n\n<p>{text}", (100, 20)
    ) as shown:
        rows = await shown.lines()
        assert rows[0].strip() == f"{text} {text} {text}"
        assert sum(row.count(text) for row in rows) == 7
        assert not any(style and style.meta for row in cells(shown.app) for _text, style in row)


def test_what_must_not_reach_a_terminal_is_replaced_everywhere() -> None:
    evil = "a\x1b[31m\x07\x9b\u202eb\x00\x85c"
    text = f"{evil} `{evil}` **{evil}** [{evil}](<{evil}> '{evil}')\n\n    {evil}\n\n```{evil}\n{evil}\n```\n\n"
    text += f"<p {evil}>\n\na <b {evil}>\n\n- {evil}\n\n[^{evil}]: {evil}\n\n[{evil}]: {evil} '{evil}'\n\n"
    text += f"|{evil}|b|\n|-|-|\n"
    rows = drawn_lines(text, 30, {12: evil})
    assert rows
    assert not [
        character for row in rows for character in row if ord(character) < 32 or character in "\x7f\x9b\x85\u202e"
    ]
    assert any("\ufffd" in row for row in rows)


def test_what_is_nested_too_deep_to_be_drawn_is_there_as_it_was_written() -> None:
    assert "".join(drawn_lines(">" * 90 + " hidden?")).endswith("> hidden?")
    assert "  " * 50 + "- deep" in drawn_lines("\n".join("  " * depth + "- deep" for depth in range(51)), 200)


@settings(max_examples=rounds(50, 150), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=25), st.integers(4, 50))
def test_every_row_is_as_wide_as_the_view(lines: list[str], width: int) -> None:
    drawn_lines("\n".join(lines), width)


@settings(max_examples=rounds(50, 200), deadline=None)
@given(st.text(st.sampled_from("ab  日e\u0301👩\u200d\ufe0fש\u0e01\u0e47-")), st.integers(2, 12))
@example(" \u200d\u200daa", 2)
def test_wrapping_keeps_every_character_but_blanks(text: str, width: int) -> None:
    rows = wrapped([(text, Style())], width)
    kept = "".join(part for row in rows for part, _style in row)
    assert kept.replace(" ", "") == text.replace(" ", "")
    assert all(width_of(row) <= width for row in rows)


def test_words_go_to_the_next_row_whole_even_over_a_change_of_style() -> None:
    assert drawn_lines("one tw**o three**four five", 10) == ["one two", "threefour", "five"]
    assert drawn_lines("a very-long-word-indeed", 10) == ["a very-lon", "g-word-ind", "eed"]
    assert drawn_lines("日本語日本語", 5) == ["日本", "語日", "本語"]
    assert chopped("e\u0301e\u0301👩\u200d👧日", 2) == ["e\u0301e\u0301", "👩\u200d👧", "日"]


def test_a_table_that_has_no_room_is_narrower_and_then_no_table() -> None:
    text = "|word word|日本日本|\n|-|-|\n|x|yy|"
    assert drawn_lines(text, 12) == ["word │ 日本", "word │ 日本", "─────┼──────", "x    │ yy"]
    assert drawn_lines("|a|b|c|d|e|\n|-|-|-|-|-|\n|1|2|3|4|5|", 12) == ["a │ b │ c │", "d │ e", "1 │ 2 │ 3 │", "4 │ 5"]


# -- notes -------------------------------------------------------------------------------------------------------------


def test_notes_stand_at_the_right_where_there_is_room() -> None:
    assert drawn_lines("- one", 20, {0: "✓ a ○ b"}) == ["• one        ✓ a ○ b"]
    assert drawn_lines("- one two three\n  four", 20, {0: "✓ a ○ b"}) == [
        "• one two three four",
        "             ✓ a ○ b",
    ]
    assert drawn_lines("- one two three four five", 20, {0: "✓ a"}) == ["• one two three four", "  five           ✓ a"]
    assert drawn_lines("- one\n  - two", 20, {1: "✓ a"}) == ["• one", "  ◦ two          ✓ a"]
    assert drawn_lines("- one", 10, {0: "✓ mentor ○ mentee"}) == ["• one", "  ✓ mento…"]
    assert drawn_lines("-", 10, {0: "✓"}) == ["•        ✓"]


async def test_notes_stay_with_their_items_while_lines_come_and_go() -> None:
    async with showing("# T\n\n- one\n- two") as shown:
        shown.preview.annotate({2: "✓ a", 3: "✓ b"})
        lines = ["# T", "", "- one!", "- new", "- two"]
        shown.preview.edited(lines, 2, 2, 3)
        rows = await shown.lines()
        assert [row.split() for row in rows[3:6]] == [["•", "one!", "✓", "a"], ["•", "new"], ["•", "two", "✓", "b"]]
        assert (await shown.style("✓ a")).color == (await shown.style("✓ b")).color != (await shown.style("one!")).color
        shown.preview.edited(["# T", "", "- two"], 2, 3, 1)
        assert (await shown.lines())[3].split() == ["•", "two", "✓", "b"]
        shown.preview.annotate({2: "○ c"})
        assert (await shown.lines())[3].split() == ["•", "two", "○", "c"]
        shown.preview.annotate({})
        assert (await shown.lines())[3].split() == ["•", "two"]


# -- edits -------------------------------------------------------------------------------------------------------------


class Both(App[None]):
    """An editor with its preview."""

    def __init__(self, editor: ProseEditor, preview: Preview) -> None:
        super().__init__()
        self.editor, self.preview = editor, preview

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield self.editor
            yield self.preview

    def on_mount(self) -> None:
        self.editor.on_edited = self.preview.edited
        self.preview.load(self.editor.document.lines)
        self.editor.focus()


def preview_cells(app: App[None], preview: Preview) -> list[list[tuple[str, Style]]]:
    """The cells of the preview, its scrollbar too."""
    rows = []
    for row in [[(text, style or Style()) for text, style in row] for row in cells(app)]:
        column = 0
        while width_of(row[:column]) < preview.region.x:
            column += 1
        rows.append(row[column:])
    return rows


@pytest.mark.parametrize("seed", range(3))
async def test_after_typing_the_screen_is_that_of_the_text_loaded_anew(database: Database, seed: int) -> None:
    chance = random.Random(seed)
    text = some_lines(chance)
    editor, preview = MarkdownEditor(opened(add_mentorship(database), text)), Preview()
    async with Both(editor, preview).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        editor.move_cursor((chance.randrange(20), 0))
        for _round in range(8):
            await type_at_random(pilot, editor, chance)
            shown = Shown(pilot, preview)
            await shown.settle()
            fresh = Preview()
            async with Alone(fresh).run_test(size=(40, 24)) as other:
                fresh.load(editor.text.split("\n"))
                other.app.set_focus(None)
                anew = Shown(other, fresh)
                await anew.settle()
                assert preview_cells(pilot.app, preview) == preview_cells(other.app, fresh), editor.text


async def test_only_rows_that_changed_are_repainted(monkeypatch: pytest.MonkeyPatch) -> None:
    async with showing("# T\n\none\n\n- two\n- three") as shown:
        painted: list[Region] = []
        refresh = shown.preview.refresh

        def noted(*regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Preview:
            painted.extend(regions or [shown.preview.region])
            refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
            return shown.preview

        monkeypatch.setattr(shown.preview, "refresh", noted)
        shown.preview.edited(["# T", "", "one", "", "- two", "- three!"], 5, 5, 5)
        assert [(region.y, region.height) for region in painted] == [(6, 1)]
        assert not shown.app.screen._layout_required
        painted.clear()
        shown.preview.edited(["# T", "", "one", "", "- two", "- three! "], 5, 5, 5)
        assert not painted


async def test_a_definition_that_changes_shows_where_it_is_used() -> None:
    async with showing("see [r] and a[^n]\n\nx\n\ny\n\nz\n\nend") as shown:
        assert (await shown.lines())[0].strip() == "see [r] and a[^n]"
        lines = ["see [r] and a[^n]", "", "x", "", "y", "", "z", "", "[r]: /x", "", "[^n]: note"]
        shown.preview.edited(lines, 8, 8, 10)
        assert (await shown.lines())[0].strip() == "see r (/x) and a[n]"
        lines[8] = "[r]: /other"
        shown.preview.edited(lines, 8, 8, 8)
        assert (await shown.lines())[0].strip() == "see r (/other) and a[n]"


async def test_a_change_that_does_not_fit_the_text_shows_the_new_text() -> None:
    async with showing("one\n\ntwo\n\nthree") as shown:
        shown.preview.edited(["new", "", "text"], 0, 0, 2)
        assert [row.strip() for row in (await shown.lines())[:4]] == ["new", "", "text", ""]


# -- the view ----------------------------------------------------------------------------------------------------------

LONG = "\n\n".join(f"Paragraph {number} " + "of some words " * (number % 9) for number in range(100))


async def test_an_empty_text_shows_nothing() -> None:
    async with showing("") as shown:
        assert not "".join(await shown.lines()).strip()
        for key in ("down", "end", "G", "pagedown", "up", "g"):
            await shown.pilot.press(key)
        shown.preview.follow(0)
        shown.preview.follow(7)
        shown.preview.annotate({0: "note"})
        shown.preview.load([])
        shown.preview.edited(["a"], 0, -1, 0)
        assert (await shown.lines())[0].strip() == "a"
        shown.preview.edited([""], 0, 0, 0)
        assert not "".join(await shown.lines()).strip()


async def test_keys_scroll_at_once() -> None:
    async with showing(LONG, (40, 10)) as shown:
        preview = shown.preview
        for key, expected in [("down", 1), ("j", 2), ("up", 1), ("k", 0), ("pagedown", 9), ("pageup", 0), ("up", 0)]:
            await shown.pilot.press(key)
            assert preview.scroll_offset.y == expected, key
        for key in ("end", "home", "G", "g"):
            await shown.pilot.press(key)
            assert preview.scroll_offset.y == (preview.max_scroll_y if key in "endG" else 0), key
        await shown.pilot.press("G")
        assert "Paragraph 99" in "\n".join(await shown.lines())
        assert preview.virtual_size.height == preview._heights.total


async def test_the_view_follows_the_cursor_only_out_of_its_middle() -> None:
    async with showing(LONG, (40, 12)) as shown:
        preview = shown.preview
        for line in (0, 2, 100, 101, 150, 198, 40, 0):
            preview.follow(line)
            position = preview.scroll_offset.y
            assert f"Paragraph {(line + 1) // 2} " in " ".join([*await shown.lines(), ""]) or line % 2
            preview.follow(line)
            assert preview.scroll_offset.y == position
        preview.follow(100)
        position = preview.scroll_offset.y
        preview.follow(101)
        assert preview.scroll_offset.y == position


async def test_what_is_read_stays_where_it_is_when_something_above_changes() -> None:
    async with showing(LONG, (40, 12)) as shown:
        shown.preview.follow(100)
        before = [row[:39] for row in await shown.lines()]
        lines = ["new", "", "more", "", *LONG.split("\n")]
        shown.preview.edited(lines, 0, -1, 3)
        assert [row[:39] for row in await shown.lines()] == before


async def test_loading_another_text_begins_at_its_beginning() -> None:
    async with showing(LONG, (40, 12)) as shown:
        shown.preview.follow(100)
        shown.preview.load(["# Other", *LONG.split("\n")])
        assert (await shown.lines())[0].strip() == "Other"
        shown.preview.follow(100)
        shown.preview.load(["short"])
        assert [row for row in await shown.lines() if row.strip()] == [" short"]


@pytest.mark.parametrize("width", [20, 6, 1])
async def test_a_narrow_view_shows_the_same_as_one_loaded_in_it(width: int) -> None:
    text = "# Title of it\n\n- item 日本 with words\n  > quote e\u0301 👩\u200d👧 שלום\n\n"
    text += "|a|b|\n|-|-|\n|long cell|x|\n\n`code`"
    async with showing(text, (60, 30)) as shown, showing(text, (width, 30)) as narrow:
        await shown.pilot.resize_terminal(width, 30)
        await shown.settle()
        assert cells(shown.app) == cells(narrow.app)
        if width == 20:
            rows = [row.strip() for row in await narrow.lines()]
            assert rows[:8] == [
                "Title of it",
                "═══════════",
                "",
                "• item 日本 with",
                "words",
                "▌ quote e\u0301 👩\u200d👧",
                "▌ שלום",
                "",
            ]


async def test_the_colours_are_those_of_the_theme_in_use() -> None:
    text = "# Head\n\ntext **bold** `code` [link](/x)\n\n> quote\n\n- item\n\n<!-- c -->"
    async with showing(text) as shown:
        theme: Theme
        for theme in (DARK, LIGHT):
            shown.app.register_theme(theme)
            shown.app.theme = theme.name
            await shown.settle()

            for words, expected in [("Head", theme.primary), ("text", theme.foreground), ("•", theme.accent)]:
                found = (await shown.style(words)).color
                assert found is not None
                wanted = Color.parse(expected)
                assert max(abs(a - b) for a, b in zip(Color.from_rich_color(found).rgb, wanted.rgb, strict=True)) <= 1
            muted = (await shown.style("<!--")).color
            assert muted == (await shown.style("(/x)")).color == (await shown.style("quote")).color
            assert muted != (await shown.style("text")).color
            assert (await shown.style("link")).underline
            assert (await shown.style("code")).bgcolor != (await shown.style("text")).bgcolor
            assert (await shown.style("Head")).bold
            assert (await shown.style("bold")).bold
            fresh: Sequence[object]
            async with showing(text) as anew:
                anew.app.register_theme(theme)
                anew.app.theme = theme.name
                await anew.settle()
                fresh = cells(anew.app)
            assert cells(shown.app) == fresh


async def test_what_is_edited_while_hidden_is_there_when_it_is_shown() -> None:
    async with showing("one") as shown:
        shown.preview.display = False
        await shown.pilot.pause()
        shown.preview.edited(["two", "", "three"], 0, 0, 2)
        shown.preview.display = True
        assert [row.strip() for row in (await shown.lines())[:3]] == ["two", "", "three"]
