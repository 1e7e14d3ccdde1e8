"""The editor: what is typed is stored before it is drawn, and looks as in a stock TextArea."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from textual.document._document import Location, Selection
from textual.widgets import TextArea

from data import i18n
from data.errors import Unusable
from data.prose import Key, Prose, read
from data.store.connection import Database, open_database
from tui.widgets.frugal_text_area import moved
from tui.widgets.list_lines import next_item
from tui.widgets.prose_editor import LONGEST_PASTE, ProseEditor

from .editing import KEY, Alone, add_mentorship, cells, opened

LONG = "\n".join(f"{number} " + "words that wrap 日本 äöü 😀 " * (number % 7) + "end" for number in range(40))
KEYS = [
    *"abc .é日",
    *("enter", "backspace", "delete", "up", "down", "left", "right", "home", "end", "pageup", "pagedown"),
    *("shift+up", "shift+down", "shift+left", "shift+right", "ctrl+w", "ctrl+u", "ctrl+k", "ctrl+f"),
    *("ctrl+left", "ctrl+right", "ctrl+x", "ctrl+c", "ctrl+v", "shift+home", "shift+end", "f6", "ctrl+shift+k"),
]


@pytest.fixture
def mentorship(database: Database) -> Database:
    return add_mentorship(database)


@pytest.mark.parametrize("seed", range(3))
async def test_the_screen_is_that_of_a_stock_text_area_after_the_same_keys(mentorship: Database, seed: int) -> None:
    keys = random.Random(seed).choices(KEYS, k=60)
    stock = TextArea(LONG, highlight_cursor_line=False)
    stock.cursor_blink = stock.match_cursor_bracket = False
    editor = ProseEditor(opened(mentorship, LONG))
    one, other = Alone(stock), Alone(editor)
    async with one.run_test(size=(50, 12)) as keyboard, other.run_test(size=(50, 12)) as own_keyboard:
        await keyboard.pause()
        await own_keyboard.pause()
        for count, key in enumerate(keys):
            await keyboard.press(key)
            await own_keyboard.press(key)
            assert editor.text == stock.text, " ".join(keys[: count + 1][-8:])
            assert editor.selection == stock.selection, " ".join(keys[: count + 1][-8:])
            assert editor.scroll_offset == stock.scroll_offset, " ".join(keys[: count + 1][-8:])
            assert cells(other) == cells(one), " ".join(keys[: count + 1][-8:])
        assert read(mentorship, KEY) == stock.text
