"""Points one by one: the walk, remarks, and words that are new since somebody understood them."""

from __future__ import annotations

import pytest

from data import points, prose
from data.model.mentorship import Mentorship, Party
from data.store.connection import Database
from tui.app import HandschlagApp
from tui.dialogs.outline import OutlineDialog
from tui.dialogs.remark import RemarkDialog
from tui.dialogs.walk import WalkDialog
from tui.place import Name, Place

from ..data.mentoring import DRAFT, ended, point, write_draft
from .conftest import OpenApp
from .driving import BOTH_SIZES, LARGE, SMALL, press, settled, until
from .seeing import focused, part, seen, told

pytestmark = pytest.mark.usefixtures("december")

MANY = "## Mentor's responsibilities\n\n" + "".join(f"- keeps promise number {n}\n" for n in range(200))


@pytest.fixture
def app(open_app: OpenApp, database: Database, ben: Mentorship) -> HandschlagApp:
    """The app on a draft with two points of the mentor and one of the mentee."""
    write_draft(database, ben, DRAFT)
    return open_app(Place(Name.AGREEMENT, ben.id))


def understand(database: Database, mentorship: Mentorship, wording: str, *parties: Party) -> None:
    """Parties have understood a point."""
    for party in parties or tuple(Party):
        points.mark(database, mentorship.id, point(database, mentorship, wording).key, wording, party)


def remark(database: Database, mentorship: Mentorship, wording: str, words: str) -> None:
    """Somebody has remarked on a point."""
    it = point(database, mentorship, wording)
    points.note_remark(database, mentorship.id, it)
    prose.write(database, points.remark_key(mentorship.id, it), words)


# -- the walk ----------------------------------------------------------------------------------------------------------


@BOTH_SIZES
async def test_the_walk_goes_from_the_cursor_through_all_points_until_all_are_clear(
    app: HandschlagApp, database: Database, ben: Mentorship, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await press(pilot, "alt+n")
        assert isinstance(app.screen, WalkDialog)
        assert part(app, "#point") == "listens"
        assert part(app, "#whose") == "Mentor's responsibility · 3 points not clear yet"
        assert part(app, "#marks") == "○ Anna Weber ○ Ben Okafor"
        await press(pilot, "m")
        assert part(app, "#marks") == "✓ Anna Weber ○ Ben Okafor"
        await press(pilot, "e")
        assert part(app, "#point") == "asks"
        assert part(app, "#whose") == "Mentee's responsibility · 2 points not clear yet"
        await press(pilot, "b")
        assert part(app, "#point") == "gives notice"
        await press(pilot, "3")
        assert part(app, "#point") == "All points are clear to both."
        assert not app.screen.query_one("#marks").display
        await press(pilot, "n", "m", "r", "p")
        assert part(app, "#point") == "gives notice"
        assert part(app, "#marks") == "✓ Anna Weber ✓ Ben Okafor"
        await press(pilot, "e", "escape")
        assert focused(app) == "draft"
        assert point(database, ben, "gives notice").understood_by == {Party.MENTOR}


async def test_the_walk_tells_how_many_are_left_and_begins_again(app: HandschlagApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "alt+n", "b", "n", "n")
        assert part(app, "#point") == "2 points are not clear yet. n begins again."
        await press(pilot, "b", "n")
        assert part(app, "#point") == "asks"
        await press(pilot, "b", "n", "p", "p", "p")
        assert part(app, "#point") == "listens"


async def test_enter_in_the_walk_leads_to_the_point_in_the_text(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "alt+n", "n", "enter")
        assert focused(app) == "draft"
        await press(pilot, *" early")
        assert "asks early" in [it.wording for it in points.of(database, ben.id)]


async def test_the_walk_begins_from_the_outline_as_well(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "ctrl+o", "w", "b", "escape")
        assert isinstance(app.screen, OutlineDialog)
        assert "✓ mentor ✓ mentee gives notice" in part(app, "KeyList")
        await press(pilot, "w", "enter")
        assert focused(app) == "draft"


async def test_without_points_walk_and_outline_say_what_a_point_is(
    open_app: OpenApp, database: Database, ben: Mentorship
) -> None:
    write_draft(database, ben, "# Agreement\n")
    app = open_app(Place(Name.AGREEMENT, ben.id))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "alt+n")
        assert part(app, "#point").startswith("There are no points yet")
        await press(pilot, "enter", "alt+r")
        assert told(app)[-1].startswith("Move the cursor to a point")
        await press(pilot, "ctrl+o", "r")
        assert told(app)[1:] == ["Choose a point: a list item below the responsibilities of mentor or mentee."]
        await press(pilot, "w")
        assert part(app, "#point").startswith("There are no points yet")
        await press(pilot, "b", "n", "p", "r", "enter")
        assert isinstance(app.screen, OutlineDialog)


@BOTH_SIZES
async def test_two_hundred_points_are_walked_through(
    open_app: OpenApp, database: Database, ben: Mentorship, size: tuple[int, int]
) -> None:
    write_draft(database, ben, MANY)
    app = open_app(Place(Name.AGREEMENT, ben.id))
    async with app.run_test(size=size) as pilot:
        await press(pilot, "alt+n", "b", "p")
        assert "199 points not clear yet" in part(app, "#whose")
        await press(pilot, "escape", "ctrl+o", "end")
        assert "✓ mentor ✓ mentee keeps promise number 199" in part(app, "KeyList")
        await press(pilot, "up", "b")
        assert "✓ mentor ✓ mentee keeps promise number 198" in part(app, "KeyList")


async def test_marks_of_somebody_else_appear_in_the_walk(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "alt+n")
        understand(database, ben, "listens", Party.MENTEE)
        app.screen.reload()  # type: ignore[attr-defined]
        await settled(pilot)
        assert part(app, "#marks") == "○ Anna Weber ✓ Ben Okafor"


async def test_after_the_end_nothing_is_marked_or_remarked(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    remark(database, ben, "listens", "to both")
    ended(database, ben)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "alt+n", "b")
        assert told(app)[-1].startswith("This mentorship has ended.")
        assert part(app, "#remark") == "to both"
        await press(pilot, "r", *"more", "escape")
        assert point(database, ben, "listens").remark == "to both"
        assert point(database, ben, "listens").understood_by == set()


# -- remarks -----------------------------------------------------------------------------------------------------------


@BOTH_SIZES
async def test_a_remark_is_written_at_the_cursor_and_shown_where_the_point_is(
    app: HandschlagApp, database: Database, ben: Mentorship, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await press(pilot, "alt+r")
        assert isinstance(app.screen, RemarkDialog)
        assert part(app, "#point") == "listens"
        await press(pilot, *"to [b]", "enter", *"both")
        assert point(database, ben, "listens").remark == "to [b]\nboth"
        await press(pilot, "escape")
        await until(pilot, lambda: "· remark" in part(app, "Preview"))
        await press(pilot, "ctrl+o")
        assert "listens to [b] both" in part(app, "KeyList")
        await press(pilot, "escape", "alt+n")
        assert part(app, "#remark") == "to [b] both"
        await press(pilot, "escape", "ctrl+t")
        assert "to [b] both" in part(app, "#work")


async def test_a_remark_is_changed_from_the_walk_and_from_the_outline(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "alt+n", "r", *"one", "escape")
        assert part(app, "#remark") == "one"
        await press(pilot, "escape", "ctrl+o", "r", *", two", "escape")
        assert "listens one, two" in part(app, "KeyList")
        assert point(database, ben, "listens").remark == "one, two"


async def test_outside_the_points_there_is_nothing_to_remark_on(app: HandschlagApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "pageup", "pageup", "alt+r")
        assert told(app) == ["Move the cursor to a point: a list item below the responsibilities of mentor or mentee."]


# -- new words ---------------------------------------------------------------------------------------------------------


@BOTH_SIZES
async def test_changed_words_say_what_was_understood_before_and_by_whom(
    app: HandschlagApp, database: Database, ben: Mentorship, size: tuple[int, int]
) -> None:
    understand(database, ben, "listens")
    remark(database, ben, "listens", "to both")
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        assert "new words" not in part(app, "Preview")
        await press(pilot, *" well")
        await until(pilot, lambda: "· new words" in part(app, "Preview"))
        told_before = "New words: it was understood as “listens” by Anna Weber and Ben Okafor."
        await press(pilot, "ctrl+t")
        assert told_before in part(app, "#work")
        await press(pilot, "escape", "alt+n")
        assert part(app, "#former") == told_before
        assert part(app, "#remark") == "to both"
        await press(pilot, "m")
        assert part(app, "#former") == "New words: it was understood as “listens” by Ben Okafor."
        await press(pilot, "escape", "ctrl+o")
        assert "it was understood as “listens” by Ben Okafor." in part(app, "KeyList")
        await press(pilot, "e")
        assert "New words" not in part(app, "KeyList")


async def test_a_name_with_markup_is_shown_as_it_is(open_app: OpenApp, database: Database, ben: Mentorship) -> None:
    write_draft(database, ben, DRAFT.replace("listens", "[red]listens[/foo]"))
    understand(database, ben, "[red]listens[/foo]")
    write_draft(database, ben, DRAFT.replace("listens", "[red]listens[/foo] well"))
    app = open_app(Place(Name.AGREEMENT, ben.id))
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "alt+n")
        assert "[red]listens[/foo] well" in seen(app)
        assert "as “[red]listens[/foo]” by" in part(app, "#former")
