"""Help with writing, by keys in the real app: lists, emphasis, moving, pasting, finding, the split, the preview."""

from __future__ import annotations

from datetime import datetime

import pytest
from textual import events
from textual.widgets.text_area import Selection

from data import Prose, questions, sessions, versions
from data.model.mentorship import Mentorship
from data.model.session import SessionKind
from data.prose import read
from data.store.connection import Database, open_database
from tui.app import HandschlagApp
from tui.place import Name, Place
from tui.widgets.markdown_editor import MarkdownEditor
from tui.widgets.preview import Preview

from ..data.mentoring import ended, write_draft
from .conftest import OpenApp
from .driving import BOTH_SIZES, LARGE, SMALL, paste, press, settled, until
from .seeing import focused, footer, part, seen, told
from .stored import stored_draft

pytestmark = pytest.mark.usefixtures("december")

TEXT = """# Agreement

## Mentor's responsibilities

- listens
- gives notice
  a day ahead
- asks

1. one
2. two
"""


@pytest.fixture
def app(open_app: OpenApp, database: Database, ben: Mentorship) -> HandschlagApp:
    """The app on the draft."""
    write_draft(database, ben, TEXT)
    return open_app(Place(Name.AGREEMENT, ben.id))


def editor_of(app: HandschlagApp) -> MarkdownEditor:
    return app.screen.query_one("#draft", MarkdownEditor)


def select(app: HandschlagApp, words: str) -> None:
    """Select words as a person does, by whatever keys or mouse."""
    lines = editor_of(app).document.lines
    row = next(row for row, line in enumerate(lines) if words in line)
    column = lines[row].index(words)
    editor_of(app).selection = Selection((row, column), (row, column + len(words)))


def go_behind(app: HandschlagApp, words: str) -> None:
    """Put the cursor behind words."""
    select(app, words)
    editor_of(app).selection = Selection.cursor(editor_of(app).selection.end)


# -- keys of writing ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "keys", "before", "after"),
    [
        ("gives notice", "alt+t", "gives notice", "gives **notice**"),
        ("gives notice", "alt+i", "gives notice", "gives *notice*"),
        ("Agreement", "alt+h", "# Agreement", "## Agreement"),
        ("asks", "alt+l h t t p s : / / e", "- asks", "- [asks](https://e)"),
        ("asks", "alt+up", "- gives notice\n  a day ahead\n- asks", "- asks\n- gives notice\n  a day ahead"),
        ("listens", "alt+down", "- listens\n- gives notice\n  a day ahead", "- gives notice\n  a day ahead\n- listens"),
        ("asks", "tab", "- asks", "  - asks"),
        ("one", "enter n e w", "1. one\n2. two", "1. one\n2. new\n3. two"),
        ("two", "enter enter e n d", "2. two\n", "2. two\n\nend\n"),
    ],
)
@BOTH_SIZES
async def test_a_key_of_writing_is_stored_and_one_undo_takes_it_back(
    app: HandschlagApp,
    database: Database,
    ben: Mentorship,
    size: tuple[int, int],
    at: str,
    keys: str,
    before: str,
    after: str,
) -> None:
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        go_behind(app, at)
        first, *typed = keys.split()
        await press(pilot, first, *typed)
        assert stored_draft(database, ben) == editor_of(app).text == TEXT.replace(before, after)
        for _typed in range(40):
            if editor_of(app).text == TEXT:
                break
            await pilot.press("ctrl+z")
        assert stored_draft(database, ben) == TEXT
        assert "saved" in footer(app)


async def test_tab_and_shift_tab_are_of_the_list_and_elsewhere_lead_on(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await settled(pilot)
        go_behind(app, "gives notice")
        await press(pilot, "tab", "tab")
        assert "- listens\n  - gives notice\n    a day ahead\n- asks" in stored_draft(database, ben)
        assert told(app) == ["It has no item above it to go into."]
        await press(pilot, "shift+tab", "shift+tab")
        assert stored_draft(database, ben) == TEXT
        assert told(app)[-1] == "It stands at the outermost level."
        assert focused(app) == "draft"
        go_behind(app, "# Agreement")
        await press(pilot, "tab")
        assert focused(app) == "Preview"
        await press(pilot, "shift+tab")
        assert focused(app) == "draft"
        await press(pilot, "f6")
        assert focused(app) == "Preview"
        await press(pilot, "f6")
        assert focused(app) == "draft"


async def test_the_keys_work_in_the_meeting_and_an_answer_is_plain(
    open_app: OpenApp, database: Database, ben: Mentorship
) -> None:
    write_draft(database, ben, TEXT)
    app = open_app(Place(Name.MEETING, ben.id))
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "enter", *"- plain", "enter", *"1. answer", "alt+t", "enter", *"> x")
        question = questions.of(database, ben.id)[0]
        assert read(database, questions.answer_key(question)) == "- plain\n1. answer\n> x"
        await press(pilot, "tab")
        assert focused(app) == "draft"
        go_behind(app, "- asks")
        await press(pilot, "tab", "alt+t", "alt+up")
        assert "- listens\n  - **asks**\n- gives" not in stored_draft(database, ben)
        assert "- gives notice\n  a day ahead\n  - **asks**" in stored_draft(database, ben)
        await press(pilot, "f6")
        assert focused(app) == "answer"


async def test_the_keys_work_in_agenda_and_notes(open_app: OpenApp, database: Database, ben: Mentorship) -> None:
    starts = datetime(2026, 12, 8, 10)
    session = sessions.plan(database, ben.id, kind=SessionKind.REGULAR, starts=starts)
    app = open_app(Place(Name.SESSION, ben.id, session.id))
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, *"1. a", "enter", *"b", "alt+t")
        assert read(database, sessions.agenda_key(session)) == "1. a\n2. **b**"


async def test_what_is_read_only_stays(app: HandschlagApp, database: Database, ben: Mentorship) -> None:
    ended(database, ben)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        go_behind(app, "gives notice")
        await press(pilot, "alt+t", "alt+i", "alt+h", "alt+l", "alt+up", "enter", "alt+e")
        await press(pilot, "ctrl+f", *"gives", "tab", *"x", "enter", "alt+v")
        assert stored_draft(database, ben) == TEXT


async def test_where_no_other_program_can_run_the_own_editor_is_not_opened(
    app: HandschlagApp, database: Database, ben: Mentorship, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "true")
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "alt+e")
        assert told(app) == ["No other program can be run from this terminal."]
        await press(pilot, *"!")
        assert len(stored_draft(database, ben)) == len(TEXT) + 1


async def test_words_are_counted(app: HandschlagApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "alt+z")
        assert told(app) == ["14 words"]
        select(app, "gives notice")
        await press(pilot, "alt+z")
        assert told(app)[-1] == "Words in all: 14. Selected: 2."


# -- pasting -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("selected", "pasted", "before", "after"),
    [
        ("gives", "https://e.org/x", "gives notice", "[gives](https://e.org/x) notice"),
        ("asks", "a\nb\r\nc", "- asks", "- a\n- b\n- c"),
        ("one", "x\ny", "1. one\n2. two", "1. x\n2. y\n3. two"),
        ("Agreement", "<b>x</b>", "# Agreement", "# <b>x</b>"),
    ],
)
async def test_what_is_pasted_fits_in_and_one_undo_takes_it_back(
    app: HandschlagApp, database: Database, ben: Mentorship, selected: str, pasted: str, before: str, after: str
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        select(app, selected)
        await paste(pilot, pasted)
        assert stored_draft(database, ben) == editor_of(app).text == TEXT.replace(before, after, 1)
        await press(pilot, "ctrl+z")
        assert stored_draft(database, ben) == TEXT
        select(app, selected)
        app.copy_to_clipboard(pasted.replace("\r", ""))
        await press(pilot, "ctrl+v")
        assert stored_draft(database, ben) == TEXT.replace(before, after, 1)


async def test_a_paste_in_pieces_is_put_down_letter_by_letter(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    pieces = [" 1\n- point", " 2\n", "- point 3\n", "- ", "point 4"]
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        select(app, "asks")
        for piece in pieces:
            await paste(pilot, piece, is_whole=False)
        assert stored_draft(database, ben) == TEXT.replace("- asks", f"- {''.join(pieces)}", 1)


# -- find and replace --------------------------------------------------------------------------------------------------


@BOTH_SIZES
async def test_a_notice_stands_above_the_find_bar(app: HandschlagApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size, notifications=True) as pilot:
        await press(pilot, "ctrl+f", *"zzz", "enter")
        assert told(app) == ["Nothing found."]
        [toast], bar = app.screen.query("Toast"), app.screen.query_one("FindBar")
        assert toast.region.area > 0
        assert toast.region.bottom <= bar.region.y
        await press(pilot, "escape", "ctrl+s")
        assert max(it.region.bottom for it in app.screen.query("Toast")) == size[1] - 1


@BOTH_SIZES
async def test_the_find_bar_counts_goes_on_and_back_and_replaces(
    app: HandschlagApp, database: Database, ben: Mentorship, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        go_behind(app, "# Agree")
        await press(pilot, "ctrl+f", *"S")
        assert part(app, "#count") == "1 of 9"
        await press(pilot, "enter", "enter", "up")
        assert part(app, "#count") == "2 of 9"
        await press(pilot, "alt+g")
        assert part(app, "#count") == "not found"
        assert "Alt+G ● capitals" in part(app, "#how")
        await press(pilot, "alt+g", "ctrl+u", *"gives", "tab", *"takes")
        assert part(app, "#count") == "1 of 1"
        await press(pilot, "enter")
        assert stored_draft(database, ben) == TEXT.replace("gives", "takes")
        assert part(app, "#count") == "not found"
        await press(pilot, "escape")
        assert focused(app) == "draft"
        await press(pilot, "ctrl+z")
        assert stored_draft(database, ben) == TEXT


async def test_all_are_replaced_as_one_step_with_groups_of_the_pattern(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "ctrl+f", "alt+x", *r"^(\d). (\w+)", "tab", *r"\2 (\1)", "alt+v")
        assert stored_draft(database, ben) == TEXT.replace("1. one\n2. two", "one (1)\ntwo (2)")
        assert told(app) == ["2 places were replaced. Ctrl+Z in the text takes it back as one."]
        await press(pilot, "escape", "ctrl+z")
        assert stored_draft(database, ben) == TEXT


async def test_replacing_very_many_places_is_one_step_and_is_seen(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    text = "# Many\n\n" + "a word, a word\n" * 200
    write_draft(database, ben, text)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "ctrl+f", *"word", "tab", *"term", "alt+v")
        assert stored_draft(database, ben) == editor_of(app).text == text.replace("word", "term")
        assert "a term, a term" in part(app, "#draft")
        assert "a term, a term" in part(app, "Preview")
        assert "word" not in part(app, "Preview")
        await press(pilot, "escape", "ctrl+z")
        assert stored_draft(database, ben) == editor_of(app).text == text


async def test_a_pattern_that_is_none_or_never_ends_is_told_in_the_bar(app: HandschlagApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "ctrl+f", "alt+x", *"(list")
        assert part(app, "#how") == "“(list” is no regular expression: a closing parenthesis is missing."
        await press(pilot, *")")
        assert part(app, "#count") == "1 of 1"
        assert "● regular expression" in part(app, "#how")
        select(app, "listens")
        editor_of(app).replace("a" * 60 + "b", *editor_of(app).selection)
        await paste(pilot, "")
        app.screen.query_one("#find").value = r"(a|aa)+$"  # type: ignore[attr-defined]
        await until(pilot, lambda: "took too long" in part(app, "#how"))
        await press(pilot, "escape", *"!")
        assert "!" in editor_of(app).text


async def test_the_palette_finds_replace_all_only_while_the_bar_is_open(app: HandschlagApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "ctrl+p", *"replace all")
        assert "Replace all" not in seen(app)
        await press(pilot, "escape", "ctrl+f", "ctrl+p", *"replace all")
        assert "Replace all" in seen(app)


# -- split and preview -------------------------------------------------------------------------------------------------


@BOTH_SIZES
async def test_the_split_is_moved_by_key_and_remembered(
    app: HandschlagApp, open_app: OpenApp, ben: Mentorship, size: tuple[int, int]
) -> None:
    def room(of: HandschlagApp) -> int:
        region = of.screen.query_one("#draft").region
        return region.height if size == SMALL else region.width

    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        before = room(app)
        await press(pilot, "alt+right", "alt+right", "alt+right")
        more = room(app)
        assert more > before
        await press(pilot, *["alt+left"] * 20)
        least = room(app)
        assert 0 < least < before
        assert app.screen.query_one("Preview").region.width > 0
        await press(pilot, *["alt+right"] * 2, *"typed")
        chosen = room(app)
        assert focused(app) == "draft"
    again = open_app(Place(Name.AGREEMENT, ben.id))
    async with again.run_test(size=size) as pilot:
        await settled(pilot)
        assert room(again) == chosen


LONG = "# Long\n\n" + "".join(f"- point {number}\n" for number in range(120))


@BOTH_SIZES
async def test_the_preview_is_scrolled_by_key_and_stays_until_one_types_or_leaves_the_line(
    app: HandschlagApp, database: Database, ben: Mentorship, size: tuple[int, int]
) -> None:
    write_draft(database, ben, LONG)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        editor_of(app).move_cursor((2, 3))
        await settled(pilot)
        assert "point 0" in part(app, "Preview")
        await press(pilot, "alt+pagedown", "alt+pagedown", "alt+pagedown")
        there = part(app, "Preview")
        assert "point 0" not in there.split("point 1 ")[0]
        assert focused(app) == "draft"
        await press(pilot, "right")
        assert part(app, "Preview") == there
        await press(pilot, *"xyz")
        assert "xyz" in part(app, "Preview"), "what is typed is seen in both"
        assert "xyz" in stored_draft(database, ben)
        await press(pilot, "alt+pagedown", "alt+pagedown")
        assert part(app, "Preview") != there
        await press(pilot, "down")
        assert "point 1" in part(app, "Preview").split()[:12] or "point 1" in part(app, "Preview")


async def test_the_mouse_wheel_scrolls_the_preview_and_the_text_keeps_the_keys(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    write_draft(database, ben, LONG)
    async with app.run_test(size=LARGE) as pilot:
        await settled(pilot)
        preview = app.screen.query_one(Preview)
        editor_of(app).move_cursor((2, 3))
        await settled(pilot)
        at = preview.region.x + 3, preview.region.y + 3
        before = preview.scroll_offset.y
        for _turn in range(3):
            app.screen._forward_event(events.MouseScrollDown(preview, *at, 0, 1, 0, False, False, False, *at))
            await settled(pilot)
        assert preview.scroll_offset.y > before
        assert focused(app) == "draft"


# -- together ----------------------------------------------------------------------------------------------------------


async def test_what_somebody_else_types_meanwhile_stays_where_it_belongs(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await settled(pilot)
        with open_database(database.path) as other:
            theirs = Prose.open(other, versions.draft_key(ben.id))
            # Not read here yet: both change the same lines at the same time.
            place = theirs.text.index("a day ahead")
            theirs.replace(place, place, "at least ")
            theirs.close()
            go_behind(app, "gives notice")
            await pilot.press("tab", "alt+t")
            editor_of(app).catch_up()
        assert "  - gives **notice**\n    at least a day ahead\n" in stored_draft(database, ben)


@pytest.mark.parametrize(("key", "sign"), [("alt+t", "**"), ("alt+i", "*")])
async def test_the_key_that_begins_emphasis_steps_out_of_it_behind_what_was_typed(
    app: HandschlagApp, database: Database, ben: Mentorship, key: str, sign: str
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "end", "enter", "enter", key, *"ab c", key, *" d")
        assert f"{sign}ab c{sign} d" in stored_draft(database, ben)
