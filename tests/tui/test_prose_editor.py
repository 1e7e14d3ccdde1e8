"""The editor: what is typed is stored before it is drawn, and looks as in a stock TextArea."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from textual.document._document import Location, Selection
from textual.events import Paste
from textual.widgets import Button, TextArea

from data.prose import Key, Prose, read
from data.store.connection import Database, open_database
from tui.widgets.frugal_text_area import moved
from tui.widgets.markdown_editor import MarkdownEditor
from tui.widgets.prose_editor import LONGEST_PASTE, ProseEditor

from .editing import KEY, Alone, add_mentorship, cells, opened
from .full_disk import fill_disk, free_disk

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


async def test_ctrl_home_and_ctrl_end_lead_to_both_ends_of_the_text(mentorship: Database) -> None:
    editor = ProseEditor(opened(mentorship, LONG))
    end = editor.document.end
    async with Alone(editor).run_test(size=(50, 12)) as pilot:
        await pilot.press("ctrl+end")
        assert editor.cursor_location == end
        await pilot.press("ctrl+shift+home")
        assert editor.selection == Selection(end, (0, 0))
        await pilot.press("ctrl+home", "ctrl+shift+end")
        assert editor.selection == Selection((0, 0), end)


# -- storing -----------------------------------------------------------------------------------------------------------


def stored(database: Database, key: Key = KEY) -> str:
    """The text as another process reads it."""
    with open_database(database.path) as other:
        return read(other, key)


async def test_a_key_is_stored_before_its_hooks_and_its_drawing(mentorship: Database) -> None:
    editor = ProseEditor(opened(mentorship, "ab\ncd"))
    seen: list[tuple[object, ...]] = []

    def on_edited(lines: Sequence[str], top: int, old_bottom: int, new_bottom: int) -> None:
        seen.append((stored(mentorship), list(lines), top, old_bottom, new_bottom))

    editor.on_edited = on_edited
    editor.on_cursor = lambda line: seen.append((line,))
    app = Alone(editor)
    async with app.run_test() as keyboard:
        await keyboard.press("down", "enter", "backspace", "ctrl+z")
        await keyboard.pause()
        assert seen == [
            (1,),
            ("ab\n\ncd", ["ab", "", "cd"], 1, 1, 2),
            (2,),
            ("ab\ncd", ["ab", "cd"], 1, 2, 1),
            (1,),
            ("ab\n\ncd", ["ab", "", "cd"], 1, 1, 2),
            (2,),
        ]
        assert app.posted(ProseEditor.Edited)
        assert not app.posted(ProseEditor.NotSaved)


async def test_whatever_changes_the_text_is_stored(mentorship: Database) -> None:
    editor = ProseEditor(opened(mentorship, "one two"))
    app = Alone(editor)
    async with app.run_test() as keyboard:
        app.copy_to_clipboard("pasted\r\n")
        await keyboard.press("ctrl+v", "end", "ctrl+w", "ctrl+z", "ctrl+y")
        assert stored(mentorship) == editor.text == "pasted\none "
        editor.insert("x", (0, 0))
        editor.text = "pasted\ntwo "
        editor.clear()
        assert stored(mentorship) == ""
        await keyboard.press("ctrl+z")
        assert stored(mentorship) == editor.text == "pasted\ntwo "


async def test_undo_takes_back_a_word_and_redo_brings_it_back_after_any_number_of_steps(mentorship: Database) -> None:
    editor = ProseEditor(opened(mentorship))
    async with Alone(editor).run_test() as keyboard:
        await keyboard.press(*"one two")
        texts = [editor.text]
        while editor.text:
            await keyboard.press("ctrl+z")
            texts.append(editor.text)
            assert stored(mentorship) == editor.text
        for text in reversed(texts[:-1]):
            await keyboard.press("ctrl+y")
            assert editor.text == stored(mentorship) == text
        assert editor.cursor_location == (0, 7)


async def test_hostile_text_is_made_harmless_when_it_is_typed_or_pasted(mentorship: Database) -> None:
    editor = ProseEditor(opened(mentorship))
    app = Alone(editor)
    async with app.run_test() as keyboard:
        app.copy_to_clipboard("a\x1b]52;c;QQ\x07b\u202ec\u2028d")
        await keyboard.press("ctrl+v")
        assert editor.text == "a\ufffd]52;c;QQ\ufffdb\ufffdc\nd"


async def test_hostile_text_that_is_stored_already_is_kept_and_shown_as_visible_cells(mentorship: Database) -> None:
    text = "a\x1b[2Jb\x0bc\u2028d\u200be"
    editor = ProseEditor(opened(mentorship, text))
    app = Alone(editor)
    async with app.run_test(size=(30, 4)) as keyboard:
        await keyboard.pause()
        assert "".join(text for text, _ in cells(app)[0]).strip() == "a�[2Jb�c�d�e"
        await keyboard.press("end", "left", "x")
        assert stored(mentorship) == "a\x1b[2Jb\x0bc\u2028d\u200bxe"
        assert "".join(text for text, _ in cells(app)[0]).strip() == "a�[2Jb�c�d�xe"


async def test_others_words_arrive_and_the_cursor_stays_at_its_own(mentorship: Database) -> None:
    editor = ProseEditor(opened(mentorship, "one\ntwo\nthree"))
    async with Alone(editor).run_test() as keyboard:
        await keyboard.press("down", "right")
        with open_database(mentorship.path) as theirs:
            other = Prose.open(theirs, KEY)
            other.replace(0, 0, "zero\n")
            other.replace(len("zero\none\nt"), len("zero\none\nt"), "O")
            other.replace(len(other.text), len(other.text), " four\n")
            other.close()
        editor.catch_up()
        assert editor.text == "zero\none\ntOwo\nthree four\n"
        assert editor.cursor_location == (2, 1)
        await keyboard.press("x", "ctrl+z")
        assert editor.text == stored(mentorship) == "zero\none\ntOwo\nthree four\n"


async def test_a_full_disk_keeps_the_words_and_stores_them_when_there_is_room(mentorship: Database) -> None:
    editor = ProseEditor(opened(mentorship, "before "))
    app = Alone(editor)
    async with app.run_test() as keyboard:
        await keyboard.press("end")
        fill_disk(mentorship)
        app.copy_to_clipboard("word " * 4_000)
        await keyboard.press("ctrl+v", "x", "ctrl+z", "y")
        await keyboard.pause()
        assert stored(mentorship) == "before "
        assert editor.text == "before " + "word " * 4_000 + "y"
        (told,) = app.posted(ProseEditor.NotSaved)
        assert isinstance(told, ProseEditor.NotSaved)
        assert "disk is full" in told.reason
        assert not app.posted(ProseEditor.Saved)
        free_disk(mentorship)
        await keyboard.press("z")
        await keyboard.pause()
        assert stored(mentorship) == editor.text == "before " + "word " * 4_000 + "yz"
        assert len(app.posted(ProseEditor.Saved)) == 1


async def test_a_text_left_while_the_disk_is_full_is_stored_later(mentorship: Database) -> None:
    editor = ProseEditor(opened(mentorship))
    app = Alone(editor)
    async with app.run_test() as keyboard:
        fill_disk(mentorship)
        app.copy_to_clipboard("word " * 4_000)
        await keyboard.press("ctrl+v")
        editor.open(None)
        assert stored(mentorship) == ""
        free_disk(mentorship)
        editor.settle()
        await keyboard.pause()
        assert stored(mentorship) == "word " * 4_000
        assert len(app.posted(ProseEditor.Saved)) == 1


async def test_opening_another_text_settles_the_former_and_puts_the_cursor_back(mentorship: Database) -> None:
    first, second = opened(mentorship), opened(mentorship, "one\ntwo", Key("m", "notes", "s"))
    editor = ProseEditor(first)
    told: list[tuple[Sequence[str], int, int, int]] = []
    editor.on_edited = lambda *change: told.append((list(change[0]), *change[1:]))
    async with Alone(editor).run_test() as keyboard:
        await keyboard.press("a")
        assert not first.is_settled
        editor.open(second, cursor=(1, 99))
        assert first.is_settled
        assert editor.cursor_location == (1, 3)
        assert told[-1] == (["one", "two"], 0, 0, 1)
        await keyboard.press("ctrl+z", "b")
        assert stored(mentorship, Key("m", "notes", "s")) == "one\ntwob"
        assert stored(mentorship) == "a"


async def test_without_a_text_nothing_can_be_typed(mentorship: Database) -> None:
    editor = ProseEditor()
    async with Alone(editor).run_test() as keyboard:
        await keyboard.press("a", "enter", "ctrl+z", "backspace")
        assert editor.text == ""


async def test_leaving_settles(mentorship: Database) -> None:
    first, second = opened(mentorship), opened(mentorship, key=Key("m", "notes", "s"))
    editor, other = ProseEditor(first), ProseEditor(second)
    async with Alone(editor, other).run_test() as keyboard:
        await keyboard.press("a")
        assert not first.is_settled
        await keyboard.press("tab")
        await keyboard.pause()
        assert first.is_settled
        await keyboard.press("b")
        assert not second.is_settled
    assert second.is_settled
    assert stored(mentorship, Key("m", "notes", "s")) == "b"


async def test_an_endless_paste_is_refused_with_a_sentence(mentorship: Database) -> None:
    editor = ProseEditor(opened(mentorship))
    app = Alone(editor)
    async with app.run_test() as keyboard:
        editor.post_message(Paste("x" * (LONGEST_PASTE + 1)))
        await keyboard.pause()
        assert editor.text == ""
        assert [notice.message for notice in app._notifications] == [
            "Nothing was pasted: the text is 1000001 characters long, and at most 1000000 can be pasted at once."
        ]


async def test_an_endless_line_is_refused_with_a_sentence(mentorship: Database) -> None:
    editor = ProseEditor(opened(mentorship))
    app = Alone(editor)
    async with app.run_test() as keyboard:
        editor.post_message(Paste("a line\n" * 30_000 + "x" * 20_000))
        await keyboard.pause()
        assert editor.text.endswith("x" * 20_000)
        editor.post_message(Paste("y" * 20_001))
        await keyboard.pause()
        assert "y" not in editor.text
        assert [notice.message for notice in app._notifications] == [
            "Nothing was pasted: one paragraph has 20001 characters, and at most 20000 can be pasted in one. "
            "Divide it with empty lines."
        ]


async def test_escape_and_tab_reach_the_screen(mentorship: Database) -> None:
    editor = ProseEditor(opened(mentorship))
    app = Alone(editor, Button("next"))
    pressed: list[str] = []
    app.bind("escape", "noted")
    app.__class__.action_noted = lambda self: pressed.append("escape")  # type: ignore[attr-defined]
    async with app.run_test() as keyboard:
        await keyboard.press("escape", "tab")
        assert pressed == ["escape"]
        assert app.focused is app.widgets[1]


# -- lists -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "keys", "expected"),
    [
        ("- one", "end enter t", "- one\n- t"),
        ("9. one", "end enter t", "9. one\n10. t"),
        ("  * [x] one", "end enter t", "  * [x] one\n  * [ ] t"),
        ("> one", "end enter t", "> one\n> t"),
        ("> - one", "end enter t", "> - one\n> - t"),
        ("- one two", "end ctrl+left enter", "- one \n- two"),
        ("- one", "end enter enter t", "- one\n\nt"),
        ("- one", "enter t", "\nt- one"),
        ("one", "end enter t", "one\nt"),
        ("-one", "end enter t", "-one\nt"),
        ("", "enter t", "\nt"),
    ],
)
async def test_enter_continues_or_ends_a_list(mentorship: Database, text: str, keys: str, expected: str) -> None:
    editor = MarkdownEditor(opened(mentorship, text))
    async with Alone(editor).run_test() as keyboard:
        await keyboard.press(*keys.split())
        assert editor.text == stored(mentorship) == expected


# -- the cursor --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "expected"),
    [((0, 9), (0, 9)), ((1, 2), (1, 2)), ((1, 3), (1, 3)), ((1, 4), (2, 2)), ((1, 7), (2, 4)), ((2, 1), (3, 1))],
)
def test_a_location_stays_with_its_words(place: Location, expected: Location) -> None:
    assert moved(place, (1, 3), (1, 5), (2, 2), stays=True) == expected


def test_only_an_insertion_at_the_very_place_asks_who_comes_first() -> None:
    assert moved((1, 3), (1, 3), (1, 3), (1, 5)) == (1, 5)
    assert moved((1, 3), (1, 3), (1, 3), (1, 5), stays=True) == (1, 3)


async def test_a_change_before_the_cursor_moves_it_and_one_behind_it_does_not(mentorship: Database) -> None:
    editor = ProseEditor(opened(mentorship, "one\ntwo"))
    async with Alone(editor).run_test():
        editor.selection = Selection((1, 1), (1, 2))
        editor.insert("\n\n", (0, 0))
        assert editor.selection == Selection((3, 1), (3, 2))
        editor.insert("\n", (3, 3))
        assert editor.selection == Selection((3, 1), (3, 2))


async def test_a_new_width_breaks_the_rows_anew_although_they_stay_as_many(mentorship: Database) -> None:
    editor = ProseEditor(opened(mentorship, "one two three four five six seven eight nine ten eleven\n\n\n"))
    app = Alone(editor)
    async with app.run_test(size=(70, 6)) as keyboard:
        await keyboard.pause()
        for width in (40, 36, 30, 50):
            await keyboard.resize_terminal(width, 6)
            await keyboard.pause()
            shown = ["".join(text for text, _style in row).strip() for row in cells(app)]
            assert " ".join(" ".join(shown).split()) == "one two three four five six seven eight nine ten eleven"


async def test_nothing_of_a_long_placeholder_stays_beside_what_is_typed(mentorship: Database) -> None:
    editor = ProseEditor(opened(mentorship), placeholder="words that need more than one row of a narrow screen")
    app = Alone(editor)
    async with app.run_test(size=(20, 5)) as keyboard:
        await keyboard.pause()
        assert "narrow" in "".join(text for row in cells(app) for text, _style in row)
        await keyboard.press("a")
        await keyboard.pause()
        assert "".join(text for row in cells(app) for text, _style in row).strip() == "a"
        await keyboard.press("backspace")
        await keyboard.pause()
        assert "narrow" in "".join(text for row in cells(app) for text, _style in row)


async def test_deleting_all_of_a_text_that_is_higher_than_the_screen_leaves_an_empty_one(mentorship: Database) -> None:
    editor = ProseEditor(opened(mentorship, "a line\n" * 40))
    async with Alone(editor).run_test(size=(40, 10)) as keyboard:
        editor.move_cursor(editor.document.end)
        await keyboard.pause()
        editor.select_all()
        await keyboard.press("delete", "x")
        assert editor.text == stored(mentorship) == "x"
        assert editor.cursor_location == (0, 1)
