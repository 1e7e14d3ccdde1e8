"""Styles for parts of lines: painted alike with and without the cursor, and only where they changed."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from rich.style import Style
from textual.geometry import Region
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from data.store.connection import Database
from tui.widgets.frugal_text_area import FrugalTextArea, Span
from tui.widgets.prose_editor import ProseEditor

from .editing import Alone, add_mentorship, cells, opened


class Styled(ProseEditor):
    """An editor with two styles."""

    COMPONENT_CLASSES = {*TextArea.COMPONENT_CLASSES, "styled--red", "styled--line"}
    DEFAULT_CSS = """
    Styled {
        & > .styled--red { color: red; }
        & > .styled--line { text-style: underline; }
    }
    """


class Words:
    """Styles each place where a word stands."""

    def __init__(self, word: str, name: str) -> None:
        self.word, self.name = word, name
        self.lines: Sequence[str] = []
        self.told: list[tuple[int, int, int]] = []

    def load(self, lines: Sequence[str]) -> None:
        self.lines = list(lines)

    def edited(self, lines: Sequence[str], top: int, old_bottom: int, new_bottom: int) -> None:
        self.lines = list(lines)
        self.told.append((top, old_bottom, new_bottom))

    def spans_of(self, line: int) -> list[Span]:
        found = re.finditer(re.escape(self.word), self.lines[line])
        return [(match.start(), match.end(), self.name) for match in found]


@pytest.fixture
def mentorship(database: Database) -> Database:
    return add_mentorship(database)


def looks(app: Alone, row: int) -> list[tuple[str, bool, bool]]:
    """The characters of a row: whether red, whether underlined."""
    found = []
    for character, style in cells(app)[row]:
        style = style or Style()
        color = style.color.get_truecolor() if style.color else None
        found.append((character, color == (255, 0, 0), bool(style.underline)))
    return found


def marked(app: Alone, row: int) -> tuple[str, str]:
    """What is red in a row and what is underlined."""
    looked = looks(app, row)
    return "".join(it[0] for it in looked if it[1]), "".join(it[0] for it in looked if it[2])


def styled(database: Database, text: str, *styles: Words) -> Styled:
    """An editor of a text with styles."""
    editor = Styled(opened(database, text))
    for it in styles:
        editor.add_styles(it)
    return editor


async def test_styles_of_several_sources_add_up_in_every_kind_of_row(mentorship: Database) -> None:
    text = "one redline two\n日本redline e\u0301 red\n\tred line\nplain"
    editor = styled(mentorship, text, Words("red", "styled--red"), Words("redline", "styled--line"))
    app = Alone(editor)
    async with app.run_test(size=(40, 6)) as keyboard:
        for place in ((3, 0), (0, 0), (1, 0), (2, 0)):
            editor.move_cursor(place)
            await keyboard.pause()
            assert marked(app, 0) == ("red", "redline"), place
            assert marked(app, 1) == ("redred", "redline"), place
            assert marked(app, 2)[0] == "red", place
            assert marked(app, 3) == ("", ""), place


async def test_a_word_is_styled_on_both_rows_over_which_it_goes(mentorship: Database) -> None:
    editor = styled(mentorship, "aa bb cc dd ee\nx", Words("bb cc dd", "styled--red"))
    app = Alone(editor)
    async with app.run_test(size=(10, 6)) as keyboard:
        for place in ((1, 0), (0, 0), (0, 8)):
            editor.move_cursor(place)
            await keyboard.pause()
            red = marked(app, 0)[0] + marked(app, 1)[0]
            assert red.replace(" ", "") == "bbccdd", place


async def test_the_selection_lies_over_the_styles(mentorship: Database) -> None:
    editor = styled(mentorship, "a red b", Words("red", "styled--red"))
    app = Alone(editor)
    async with app.run_test(size=(20, 3)) as keyboard:
        editor.selection = Selection((0, 0), (0, 4))
        await keyboard.pause()
        ground = [style.bgcolor if style else None for _character, style in cells(app)[0]]
        assert ground[1] == ground[3] == ground[4]
        assert ground[1] != ground[6]


async def test_styles_follow_what_is_typed(mentorship: Database) -> None:
    words = Words("red", "styled--red")
    editor = styled(mentorship, "re\nx", words)
    app = Alone(editor)
    async with app.run_test(size=(20, 4)) as keyboard:
        await keyboard.press("end", "d", "enter")
        await keyboard.pause()
        assert marked(app, 0)[0] == "red"
        assert words.told == [(0, 0, 0), (0, 0, 1)]
        await keyboard.press("ctrl+z", "ctrl+z")
        await keyboard.pause()
        assert words.lines == ["re", "x"]
        assert marked(app, 0)[0] == ""
        editor.open(opened(mentorship, "a red\nb red"))
        # It is open where one was in it, and the cursor stands on a word that is to be seen whole.
        await keyboard.press("ctrl+end")
        await keyboard.pause()
        assert [marked(app, row)[0] for row in (0, 1)] == ["red", "red"]


async def test_only_the_lines_that_are_named_are_repainted(
    mentorship: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = Words("one", "styled--red")
    editor = styled(mentorship, "one two one two\nthree\none\ntwo", words)
    app = Alone(editor)
    async with app.run_test(size=(12, 8)) as keyboard:
        await keyboard.pause()
        painted: list[Region] = []
        refresh = editor.refresh

        def noted(*regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Styled:
            painted.extend(regions or [editor.region])
            refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
            return editor

        monkeypatch.setattr(editor, "refresh", noted)
        words.word = "two"
        editor.restyle(2, 99)
        editor.restyle(7, 9)
        assert [(region.y, region.height) for region in painted] == [(3, 2)]
        await keyboard.pause()
        assert [marked(app, row)[0] for row in range(5)] == ["ne", "one", "", "", "two"]  # The cursor lies on the o.


def test_a_text_area_without_a_screen_can_be_styled() -> None:
    area = FrugalTextArea()
    area.add_styles(Words("a", "styled--red"))
    area.restyle(0, 0)
    assert area.document.lines == [""]
