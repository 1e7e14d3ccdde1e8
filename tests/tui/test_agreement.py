"""Writing the agreement by keys: text and preview, points and their marks, clauses, finding, views."""

from __future__ import annotations

import pytest

from data import Prose, points, questions, suggestions, versions
from data.model.mentorship import Mentorship, Party
from data.prose import write
from data.store.connection import Database, open_database
from tui.app import HandschlagApp
from tui.dialogs.clause import ClauseDialog
from tui.dialogs.outline import OutlineDialog
from tui.dialogs.understood import UnderstoodDialog
from tui.place import Name, Place
from tui.widgets.preview import Preview
from tui.widgets.prose_editor import ProseEditor

from ..data.mentoring import DRAFT, ended, proposed, write_draft
from .conftest import OpenApp
from .driving import BOTH_SIZES, LARGE, SMALL, paste, press, settled, until
from .seeing import focused, footer, header, part, seen, told
from .stored import stored_draft

pytestmark = pytest.mark.usefixtures("december")

LISTENS, GIVES, ASKS = "listens", "gives notice", "asks"


@pytest.fixture
def app(open_app: OpenApp, database: Database, ben: Mentorship) -> HandschlagApp:
    """The app on a draft with two points of the mentor and one of the mentee."""
    write_draft(database, ben, DRAFT)
    return open_app(Place(Name.AGREEMENT, ben.id))


def marks(database: Database, mentorship: Mentorship) -> dict[str, set[Party]]:
    """Who has understood what."""
    return {point.wording: set(point.understood_by) for point in points.of(database, mentorship.id)}


@BOTH_SIZES
async def test_a_key_is_stored_and_seen_in_text_and_preview_at_once(
    app: HandschlagApp, database: Database, ben: Mentorship, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await pilot.press(*", [x] **of")
        assert stored_draft(database, ben) == DRAFT.replace(LISTENS, f"{LISTENS}, [x] **of")
        assert "- listens, [x] **of" in part(app, "#draft")
        await pilot.press(*"ten**")
        assert "- listens, [x] **often**" in part(app, "#draft")
        assert "• listens, [x] often" in part(app, "Preview")
        assert footer(app).endswith("saved")


@BOTH_SIZES
async def test_what_is_typed_comes_back_into_a_preview_that_was_scrolled_away(
    app: HandschlagApp, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        editor, preview = app.screen.query_one("#draft", ProseEditor), app.screen.query_one(Preview)
        editor.insert("\n\nword\n" * 60, editor.document.end)
        editor.move_cursor((2, 0))
        await settled(pilot)
        preview.action_scroll_end()
        await pilot.press(*"typed")
        assert "typed" in part(app, "Preview")


@BOTH_SIZES
async def test_writing_begins_at_the_mentors_responsibilities(
    open_app: OpenApp, ben: Mentorship, size: tuple[int, int]
) -> None:
    app = open_app(Place(Name.AGREEMENT, ben.id))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        assert "## Mentor's responsibilities" in part(app, "#draft")
        await pilot.press("enter", "enter", *"- first")
        assert "• first" in part(app, "Preview")


@pytest.mark.parametrize(("size", "beside"), [(SMALL, False), (LARGE, True)])
async def test_the_panes_stand_side_by_side_or_below_100_columns_one_above_the_other(
    app: HandschlagApp, size: tuple[int, int], beside: bool
) -> None:
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        text, preview = app.screen.query_one("#draft").region, app.screen.query_one("Preview").region
        assert (text.y == preview.y) is beside
        assert (text.x == preview.x) is not beside
        assert not text.overlaps(preview)
        await pilot.resize_terminal(*(LARGE if size == SMALL else SMALL))
        await settled(pilot)
        text, preview = app.screen.query_one("#draft").region, app.screen.query_one("Preview").region
        assert (text.y == preview.y) is not beside


@BOTH_SIZES
async def test_the_view_goes_from_both_to_text_to_preview_and_is_remembered(
    app: HandschlagApp, open_app: OpenApp, ben: Mentorship, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await press(pilot, "ctrl+l")
        assert app.screen.query_one("#draft").region.width == size[0]
        assert not app.screen.query_one("Preview").display
        await press(pilot, "ctrl+l")
        assert app.screen.query_one("Preview").region.width == size[0]
        assert not app.screen.query_one("#draft").display
        assert "• listens" in seen(app)
        assert "- listens" not in seen(app)
    again = open_app(Place(Name.AGREEMENT, ben.id))
    async with again.run_test(size=size) as pilot:
        await settled(pilot)
        assert "- listens" not in seen(again)
        await press(pilot, "ctrl+l")
        assert "- listens" in seen(again)
        assert focused(again) == "draft"


async def test_the_cursor_is_where_it_was_left(app: HandschlagApp, open_app: OpenApp, ben: Mentorship) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        before = app.screen.query_one("#draft").cursor_location  # type: ignore[attr-defined]
        await press(pilot, "down", "down", "home", "right")
        after = app.screen.query_one("#draft").cursor_location  # type: ignore[attr-defined]
        assert after != before
        await press(pilot, "escape", "f4")
        assert app.screen.query_one("#draft").cursor_location == after  # type: ignore[attr-defined]
        await pilot.press("ctrl+q")
    again = open_app(Place(Name.AGREEMENT, ben.id))
    async with again.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert again.screen.query_one("#draft").cursor_location == after  # type: ignore[attr-defined]


async def test_undo_and_redo_are_stored_too(app: HandschlagApp, database: Database, ben: Mentorship) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, *" well", "ctrl+z", "ctrl+z")
        assert stored_draft(database, ben) == DRAFT
        await press(pilot, "ctrl+y")
        assert stored_draft(database, ben) != DRAFT


# -- points ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "parties", "shown"),
    [
        ("1", {Party.MENTOR}, "✓ mentor ○ mentee"),
        ("2", {Party.MENTEE}, "○ mentor ✓ mentee"),
        ("3", {Party.MENTOR, Party.MENTEE}, "✓ mentor ✓ mentee"),
    ],
)
@BOTH_SIZES
async def test_the_point_at_the_cursor_is_understood_by_one_or_both_and_the_preview_shows_it(
    app: HandschlagApp,
    database: Database,
    ben: Mentorship,
    size: tuple[int, int],
    key: str,
    parties: set[Party],
    shown: str,
) -> None:
    async with app.run_test(size=size) as pilot:
        await press(pilot, "ctrl+t")
        assert isinstance(app.screen, UnderstoodDialog)
        assert "listens" in part(app, "#work")
        await press(pilot, key)
        assert marks(database, ben) == {GIVES: set(), LISTENS: parties, ASKS: set()}
        assert f"• listens {shown}" in part(app, "Preview")
        await press(pilot, "ctrl+t", key)
        assert marks(database, ben)[LISTENS] == set()


async def test_the_header_counts_what_each_has_understood(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "ctrl+t", "1")
        assert header(app) == ("Agreement · draft 1 · Ben Okafor understood: mentor 1, mentee 0 of 3 points")


async def test_a_changed_wording_is_a_new_point_and_the_old_words_have_their_marks_again(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "ctrl+t", "3", *"!")
        await until(pilot, lambda: "• listens! ○ mentor ○ mentee" in part(app, "Preview"))
        assert marks(database, ben)["listens!"] == set()
        await press(pilot, "backspace")
        await until(pilot, lambda: "• listens ✓ mentor ✓ mentee" in part(app, "Preview"))


async def test_marking_right_after_typing_marks_the_words_as_they_stand(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await pilot.press(*"!?", "ctrl+t", "3")
        await settled(pilot)
        assert marks(database, ben)["listens!?"] == set(Party)


async def test_outside_the_points_there_is_nothing_to_mark_and_it_is_said_where(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    write_draft(database, ben, DRAFT + "\n## Boundaries\n\nNo legal advice.\n")
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "pagedown", "up", "ctrl+t")
        assert told(app) == ["Move the cursor to a point: a list item below the responsibilities of mentor or mentee."]
        await press(pilot, "pageup", "ctrl+t")
        assert app.screen is app.base_screen


async def test_next_unclear_goes_round_and_ends_when_all_is_understood(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        for wording in (ASKS, GIVES, LISTENS):
            await press(pilot, "ctrl+n", "ctrl+t")
            assert wording in part(app, "#work")
            await press(pilot, "3")
        assert all(parties == set(Party) for parties in marks(database, ben).values())
        await press(pilot, "ctrl+n")
        assert told(app) == ["Every point is understood by both."]


@BOTH_SIZES
async def test_the_outline_lists_headings_and_points_marks_them_and_jumps(
    app: HandschlagApp, database: Database, ben: Mentorship, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await press(pilot, "ctrl+o")
        assert isinstance(app.screen, OutlineDialog)
        listed = part(app, "KeyList")
        assert "Agreement" in listed
        assert "○ mentor ○ mentee gives notice" in listed
        await press(pilot, "1")
        assert marks(database, ben)[LISTENS] == {Party.MENTOR}
        await press(pilot, "j", "2")
        assert told(app) == ["Choose a point: a list item below the responsibilities of mentor or mentee."]
        await press(pilot, "j", "3")
        assert marks(database, ben)[ASKS] == set(Party)
        assert "✓ mentor ✓ mentee asks" in part(app, "KeyList")
        await press(pilot, "enter", "end", *"!")
        assert stored_draft(database, ben).endswith("- asks!\n")


async def test_escape_leaves_the_outline_where_one_was(app: HandschlagApp, database: Database, ben: Mentorship) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "ctrl+o", "g", "escape", *"!")
        assert stored_draft(database, ben) == DRAFT.replace(LISTENS, "listens!")


async def test_a_draft_without_points_says_so(open_app: OpenApp, database: Database, ben: Mentorship) -> None:
    write_draft(database, ben, "")
    app = open_app(Place(Name.AGREEMENT, ben.id))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert header(app).endswith("no points yet")
        assert "next unclear" not in footer(app)
        await press(pilot, "ctrl+n", "ctrl+t", "ctrl+o", "enter", "escape")
        assert app.base_screen.place.name is Name.AGREEMENT
        await press(pilot, *"# A")
        assert stored_draft(database, ben) == "# A"


# -- clauses -----------------------------------------------------------------------------------------------------------


async def test_a_suggestion_becomes_a_point_of_the_mentee_and_undo_takes_it_back(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "ctrl+g")
        assert isinstance(app.screen, ClauseDialog)
        assert "○ is open to feedback and suggestions" in seen(app)
        await press(pilot, "enter")
        assert stored_draft(database, ben) == DRAFT + "- is open to feedback and suggestions\n"
        assert {it.key: state for it, state in suggestions.of(database, ben.id)}["feedback"] == "accepted"
        assert "- is open to feedback and suggestions" in part(app, "#draft")
        await press(pilot, "ctrl+z")
        assert stored_draft(database, ben) == DRAFT


async def test_a_suggestion_is_dropped_and_taken_back_with_the_same_key(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "ctrl+g", "j", "x")
        states = {it.key: state for it, state in suggestions.of(database, ben.id)}
        assert (states["feedback"], states["initiative"]) == ("open", "dropped")
        assert "– takes initiative in decisions" in seen(app)
        await press(pilot, "x")
        assert {it.key: state for it, state in suggestions.of(database, ben.id)}["initiative"] == "open"
        await press(pilot, "escape")
        assert stored_draft(database, ben) == DRAFT


async def test_an_answer_becomes_a_clause_and_is_marked_as_taken(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    question = next(it for it in questions.of(database, ben.id) if it.topic == "comfort")
    write(database, questions.answer_key(question), "speaks [b]plainly")
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "ctrl+g", "G")
        assert "○ speaks [b]plainly" in seen(app)
        await press(pilot, "enter")
        assert stored_draft(database, ben) == DRAFT.replace("- listens\n", "- listens\n- speaks [b]plainly\n")
        assert told(app) == ["The answer stands in the draft now."]
        await press(pilot, "ctrl+g")
        assert "✓ speaks [b]plainly" in seen(app)


# -- finding, together, elsewhere --------------------------------------------------------------------------------------


async def test_find_selects_and_enter_goes_round(app: HandschlagApp, database: Database, ben: Mentorship) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "ctrl+f", *"unheard")
        assert told(app) == []
        await press(pilot, "enter")
        assert told(app) == ["Nothing found."]
        await press(pilot, "ctrl+u", *"respons")
        assert focused(app) == "find"
        await press(pilot, "enter", "enter", "escape")
        assert focused(app) == "draft"
        await press(pilot, *"RESPONS")
        assert stored_draft(database, ben).count("RESPONS") == 1
        await press(pilot, "escape")
        assert app.base_screen.place.name is Name.PATH


async def test_words_of_somebody_else_arrive_and_the_own_cursor_stays(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, *" well")
        with open_database(database.path) as other:
            theirs = Prose.open(other, versions.draft_key(ben.id))
            theirs.replace(0, len("# Agreement"), "# Our own agreement")
            theirs.close()
        await until(pilot, lambda: "Our own agreement" in part(app, "Preview"))
        await press(pilot, *"!")
        expected = DRAFT.replace("# Agreement", "# Our own agreement").replace(LISTENS, "listens well!")
        assert stored_draft(database, ben) == expected


async def test_the_keys_beside_lead_to_the_annex_and_to_signing(app: HandschlagApp, ben: Mentorship) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "ctrl+r")
        assert app.base_screen.place == Place(Name.LOGISTICS, ben.id)
        await press(pilot, "f4", "f10")
        assert app.base_screen.place == Place(Name.VERSIONS, ben.id)


async def test_the_draft_is_numbered_after_the_newest_version(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    proposed(database, ben)
    async with app.run_test(size=LARGE) as pilot:
        await settled(pilot)
        assert header(app).startswith("Agreement · draft 2")


@BOTH_SIZES
async def test_after_the_end_the_agreement_is_read_and_nothing_in_it_changed(
    app: HandschlagApp, database: Database, ben: Mentorship, size: tuple[int, int]
) -> None:
    ended(database, ben)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        for word in ("clause", "understood  "):
            assert word not in footer(app)
        await press(pilot, *"abc", "backspace", "enter", "ctrl+k", "ctrl+g", "ctrl+t", "ctrl+z")
        await paste(pilot, "pasted")
        assert app.screen is app.base_screen
        await press(pilot, "ctrl+o", "g", "j", "j", "3")
        assert told(app)[-1].startswith("This mentorship has ended.")
        assert stored_draft(database, ben) == DRAFT
        assert set().union(*marks(database, ben).values()) == set()


async def test_a_heading_of_the_outline_leads_to_where_one_goes_on_writing(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "ctrl+o", "home", "j", "enter", *"x")
        headings = [line for line in DRAFT.splitlines() if line.startswith("#")]
        assert [line for line in stored_draft(database, ben).splitlines() if line.startswith("#")] == headings


async def test_nothing_is_typed_into_a_text_that_is_not_in_sight(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "ctrl+l", "ctrl+l", *"zzz")
        assert stored_draft(database, ben) == DRAFT
        await press(pilot, "ctrl+f", *"Agree", "enter", "escape")
        assert "# Agreement" in seen(app)


async def test_the_words_that_were_sought_are_replaced_by_the_next_ones(app: HandschlagApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "ctrl+f", *"asks", "escape", "ctrl+f", *"gives")
        assert part(app, "#find") == "gives"
