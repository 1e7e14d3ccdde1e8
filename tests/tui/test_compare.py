"""Comparing by keys: any two versions, a version and the draft, the annex; and what is shown before anyone signs."""

from __future__ import annotations

from datetime import date

import pytest

from data import annex, i18n, mentorships, prose, versions
from data.model.agreement import AnnexState, VersionState
from data.model.mentorship import Mentorship, Party
from data.store.connection import Database
from tui.app import HandschlagApp
from tui.dialogs.changes import ChangesDialog, ProposeDialog
from tui.dialogs.read_through import ReadThroughDialog
from tui.place import Name, Place
from tui.screens.compare import CompareScreen
from tui.sides import basis, place_of_comparison

from ..data.mentoring import DRAFT, active, agreed, decided, ended, proposed, write_draft
from .conftest import OpenApp
from .driving import BOTH_SIZES, LARGE, SMALL, pick, press, settled
from .seeing import footer, header, mended, part, seen, told

pytestmark = pytest.mark.usefixtures("december")

SECOND = DRAFT.replace("- listens", "- listens well")
THIRD = SECOND.replace("- gives notice\n", "") + "- prepares each session\n"


@pytest.fixture
def three(database: Database, ben: Mentorship) -> Mentorship:
    """Version 1 in force, version 2 proposed, and a draft that is another again."""
    agreed(database, proposed(database, ben, DRAFT))
    proposed(database, ben, SECOND)
    write_draft(database, ben, THIRD)
    return ben


def at_versions(open_app: OpenApp, mentorship: Mentorship) -> HandschlagApp:
    return open_app(Place(Name.VERSIONS, mentorship.id))


def compared(app: HandschlagApp) -> tuple[str, str]:
    """What is compared with what."""
    return part(app, "#old"), part(app, "#new")


# -- which two ---------------------------------------------------------------------------------------------------------


@BOTH_SIZES
async def test_the_draft_is_compared_with_the_version_in_force(
    open_app: OpenApp, three: Mentorship, size: tuple[int, int]
) -> None:
    app = at_versions(open_app, three)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "d")
        assert isinstance(app.screen, CompareScreen)
        assert compared(app) == ("− Version 1 in force · Tue 1 Dec 2026", "+ Draft not proposed yet")
        assert part(app, "#extent") == "1 line changed · 1 line removed · 1 line added"
        assert header(app).startswith("What has changed · Anna Weber → Ben Okafor")
        assert header(app).endswith("change 1 of 2")
        drawn = part(app, "DiffView")
        assert "− - gives notice" in drawn
        assert "+ - listens well" in drawn
        assert "+ - prepares each session" in drawn
        assert footer(app).startswith("n next change  v other texts")
        await press(pilot, "escape")
        assert app.base_screen.place.name is Name.VERSIONS


@pytest.mark.parametrize(
    ("down", "old", "new"),
    [(1, "− Version 1", "+ Version 2"), (2, "− Version 1", "+ Draft")],
    ids=["proposed", "first"],
)
async def test_a_version_is_compared_with_the_one_it_came_from(
    open_app: OpenApp, three: Mentorship, down: int, old: str, new: str
) -> None:
    app = at_versions(open_app, three)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, *["j"] * down, "d")
        assert [words.startswith(start) for words, start in zip(compared(app), (old, new), strict=True)] == [True, True]


async def test_any_two_are_chosen_and_turned_round(open_app: OpenApp, three: Mentorship) -> None:
    app = at_versions(open_app, three)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "d", "v")
        assert "● Version 1 ○ Version 2 ○ Draft" in part(app, "#old")
        await pick(pilot, "old", "Draft")
        await press(pilot, "ctrl+s")
        assert mended(app) == "Choose two different texts."
        await pick(pilot, "new", "Version 2")
        await press(pilot, "ctrl+s")
        assert [it.split(" not ")[0].split(" proposed")[0] for it in compared(app)] == ["− Draft", "+ Version 2"]
        await press(pilot, "x")
        assert [it.split(" not ")[0].split(" proposed")[0] for it in compared(app)] == ["− Version 2", "+ Draft"]
        assert part(app, "#extent") == "1 line removed · 1 line added"


async def test_which_two_it_was_is_known_after_a_dropped_connection(
    open_app: OpenApp, database: Database, three: Mentorship
) -> None:
    first, second = versions.of(database, three.id)
    app = open_app(place_of_comparison(three.id, second.id, first.id))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert compared(app)[0].startswith("− Version 2")
        assert compared(app)[1].startswith("+ Version 1")
    again = open_app()
    async with again.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert compared(again)[0].startswith("− Version 2")


async def test_without_any_version_the_draft_is_there_to_be_read(
    open_app: OpenApp, database: Database, ben: Mentorship
) -> None:
    write_draft(database, ben, DRAFT)
    app = open_app(Place(Name.COMPARE, ben.id))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert compared(app) == ("− nothing to compare with yet", "+ Draft not proposed yet")
        assert part(app, "#extent") == "There is no other text yet that this one could be compared with."
        assert "- listens" in part(app, "DiffView")
        assert header(app).endswith("no change")
        await press(pilot, "n", "f", "v", "x")
        assert app.screen is app.base_screen


async def test_with_one_version_and_the_same_draft_there_is_nothing_to_compare(
    open_app: OpenApp, database: Database, ben: Mentorship
) -> None:
    agreed(database, proposed(database, ben, DRAFT))
    app = at_versions(open_app, ben)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert "what changed" not in footer(app)
        await press(pilot, "d")
        assert app.base_screen.place.name is Name.VERSIONS


async def test_two_texts_that_are_the_same_say_so(open_app: OpenApp, database: Database, ben: Mentorship) -> None:
    first = proposed(database, ben, DRAFT)
    proposed(database, ben, SECOND)
    third = proposed(database, ben, DRAFT)
    app = open_app(place_of_comparison(ben.id, first.id, third.id))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert part(app, "#extent") == "The same, word for word."
        assert "- gives notice" in part(app, "DiffView")


async def test_an_empty_mentorship_says_that_nothing_is_written(open_app: OpenApp, database: Database) -> None:
    made = mentorships.create(
        database, mentor="Anna", mentee="Ben", language="en", zone="Europe/Berlin", template=" \n"
    )
    app = open_app(Place(Name.COMPARE, made.id))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert part(app, "#extent") == "Nothing is written yet."


# -- going through the changes -----------------------------------------------------------------------------------------


@BOTH_SIZES
async def test_keys_go_from_change_to_change_and_fold(
    open_app: OpenApp, three: Mentorship, size: tuple[int, int]
) -> None:
    app = at_versions(open_app, three)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "d", "n")
        assert header(app).endswith("change 2 of 2")
        await press(pilot, "n")
        assert told(app) == ["There is no further change."]
        await press(pilot, "p", "p")
        assert header(app).endswith("change 1 of 2")
        assert told(app)[-1] == "There is no change before."


async def test_a_long_text_is_folded_and_unfolded(open_app: OpenApp, database: Database, ben: Mentorship) -> None:
    text = DRAFT + "".join(f"- point {number}\n" for number in range(40))
    agreed(database, proposed(database, ben, text))
    write_draft(database, ben, text + "- and one\n")
    app = at_versions(open_app, ben)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "d")
        assert "lines unchanged" in part(app, "DiffView")
        assert "- point 3 " not in part(app, "DiffView")
        await press(pilot, "f", "g")
        assert "lines unchanged" not in part(app, "DiffView")
        assert "- point 3 " in part(app, "DiffView")


async def test_what_somebody_else_types_is_compared_as_well(
    open_app: OpenApp, database: Database, three: Mentorship
) -> None:
    app = at_versions(open_app, three)
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "d", "n")
        write_draft(database, three, THIRD + "- and Ben types\n")
        app.base_screen.reload()
        await settled(pilot)
        assert "+ - and Ben types" in part(app, "DiffView")


# -- the annex ---------------------------------------------------------------------------------------------------------


async def test_the_annex_is_compared_too(open_app: OpenApp, database: Database, three: Mentorship) -> None:
    decided(database, three)
    agreed(database, versions.propose_annex(database, three.id))
    entry = annex.of(database, three.id)[0]
    prose.write(database, annex.text_key(three.id, entry.field), "Room 2.14")
    annex.set_state(database, three.id, entry.field, AnnexState.SETTLED, entry.row_version)
    app = at_versions(open_app, three)
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "d", "l")
        assert compared(app) == (
            "− Annex, version 1 in force · Tue 1 Dec 2026",
            "+ Annex as it stands not proposed yet",
        )
        assert "+ Room 2.14" in part(app, "DiffView")
        await press(pilot, "l")
        assert compared(app)[1] == "+ Draft not proposed yet"


# -- before anyone signs -----------------------------------------------------------------------------------------------


@BOTH_SIZES
async def test_whoever_proposes_sees_what_it_changes_and_what_is_open(
    open_app: OpenApp, database: Database, ben: Mentorship, size: tuple[int, int]
) -> None:
    agreed(database, proposed(database, ben, DRAFT))
    write_draft(database, ben, SECOND)
    app = at_versions(open_app, ben)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        assert "Since version 1: 1 line changed. d shows it." in part(app, "#detail")
        await press(pilot, "p")
        assert isinstance(app.screen, ProposeDialog)
        work = part(app, "#work")
        assert "3 points are not yet understood by both." in work
        assert "Fields of the logistics annex are still open" in work
        assert "Version 1 → Draft 1 line changed" in work
        assert "− - listens" in work
        assert "+ - listens well" in work
        assert "Enter propose" in part(app, "#keys")
        await press(pilot, "right", "left", "down", "up", "enter")
        assert [it.state for it in versions.of(database, ben.id)] == [VersionState.IN_FORCE, VersionState.PROPOSED]


async def test_where_all_is_clear_nothing_is_reminded_of(
    open_app: OpenApp, database: Database, ben: Mentorship
) -> None:
    write_draft(database, ben, "# Agreement\n\nWe talk.\n")
    decided(database, ben)
    app = at_versions(open_app, ben)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "p")
        assert not app.screen.query("#reminders")
        assert not app.screen.query("DiffView")
        await press(pilot, "y")
        assert len(versions.of(database, ben.id)) == 1


@BOTH_SIZES
async def test_whoever_signs_sees_what_the_version_changes(
    open_app: OpenApp, database: Database, three: Mentorship, size: tuple[int, int]
) -> None:
    app = at_versions(open_app, three)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "s")
        assert isinstance(app.screen, ReadThroughDialog)
        assert part(app, "#changed") == "Since version 1: 1 line changed."
        await press(pilot, "d")
        assert isinstance(app.screen, ChangesDialog)
        assert "Version 1 → Version 2 1 line changed" in part(app, "#extent")
        assert "+ - listens well" in part(app, "DiffView")
        await press(pilot, "n", "p", "escape")
        assert isinstance(app.screen, ReadThroughDialog)
        await press(pilot, "escape", "a")
        assert "Since version 1: 1 line changed." in part(app, "#work")


async def test_the_first_version_changes_nothing_and_says_nothing_of_it(
    open_app: OpenApp, database: Database, ben: Mentorship
) -> None:
    proposed(database, ben, DRAFT)
    app = at_versions(open_app, ben)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert "Since version" not in part(app, "#detail")
        await press(pilot, "s", "d")
        assert isinstance(app.screen, ReadThroughDialog)
        assert not app.screen.query("#changed")


async def test_the_version_in_force_stays_so_until_the_new_one_is(
    open_app: OpenApp, database: Database, three: Mentorship
) -> None:
    app = at_versions(open_app, three)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert header(app).endswith("version 1 in force")
        [_first, second] = versions.of(database, three.id)
        versions.confirm(database, second.id, Party.MENTOR, date(2026, 12, 1))
        app.base_screen.reload()
        await settled(pilot)
        assert header(app).endswith("version 1 in force")
        versions.confirm(database, second.id, Party.MENTEE, date(2026, 12, 1))
        app.base_screen.reload()
        await settled(pilot)
        assert header(app).endswith("version 2 in force")


async def test_who_froze_it_and_what_it_follows_is_shown(
    open_app: OpenApp, database: Database, three: Mentorship
) -> None:
    first, second = versions.of(database, three.id)
    app = open_app(Place(Name.VERSIONS, three.id, second.id))
    async with app.run_test(size=LARGE) as pilot:
        await settled(pilot)
        detail = part(app, "#detail")
        assert f"Frozen on Tue 1 Dec 2026 by {second.frozen_by}." in detail
        assert f"It follows version 1 (SHA-256 {first.sha256[:16]}…)." in detail


# -- after the end, and in German --------------------------------------------------------------------------------------


@BOTH_SIZES
async def test_after_the_end_versions_are_still_compared(
    open_app: OpenApp, database: Database, size: tuple[int, int]
) -> None:
    made = active(database, DRAFT)
    agreed(database, proposed(database, made, SECOND))
    over = ended(database, made)
    app = at_versions(open_app, over)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "d")
        assert [it.split()[:3] for it in compared(app)] == [["−", "Version", "1"], ["+", "Version", "2"]]
        assert "+ - listens well" in part(app, "DiffView")


async def test_it_speaks_german(open_app: OpenApp, three: Mentorship) -> None:
    i18n.use("de")
    app = at_versions(open_app, three)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "d")
        assert header(app).startswith("Was sich geändert hat · Anna Weber → Ben Okafor")
        assert part(app, "#extent") == "1 Zeile geändert · 1 Zeile entfallen · 1 Zeile neu"
        assert compared(app)[1] == "+ Entwurf noch nicht vorgeschlagen"
        await press(pilot, "f1")
        assert "Was sich geändert hat" in seen(app)


def test_what_a_version_is_compared_with(database: Database, ben: Mentorship) -> None:
    def numbers() -> list[int | None]:
        frozen = versions.of(database, ben.id)
        found = [basis(frozen, version) for version in [*frozen, None]]
        return [version.number if version else None for version in found]

    assert numbers() == [None]
    agreed(database, proposed(database, ben, "one\n"))
    proposed(database, ben, "two\n")
    proposed(database, ben, "three\n")
    assert numbers() == [None, 1, 1, 1]
    agreed(database, proposed(database, ben, "four\n"))
    assert numbers() == [None, 1, 2, 3, 4]
