"""The annex by keys: six fields settled or not agreed, agreed on by both, with versions of its own."""

from __future__ import annotations

import pytest

from data import Prose, annex, versions
from data.model.agreement import ANNEX_FIELDS, AnnexState, VersionKind, VersionState
from data.model.mentorship import Mentorship, Party
from data.prose import write
from data.store.connection import Database, open_database
from tui.app import HandschlagApp
from tui.dialogs.annex_versions import AnnexVersionsDialog
from tui.place import Name, Place
from tui.screens.logistics import LogisticsScreen

from ..data.mentoring import active, ended
from .conftest import OpenApp
from .driving import BOTH_SIZES, SMALL, paste, press, settled, until
from .seeing import focused, footer, header, part, seen, told

pytestmark = pytest.mark.usefixtures("december")


@pytest.fixture
def app(open_app: OpenApp, ben: Mentorship) -> HandschlagApp:
    """The app on Ben's annex."""
    return open_app(Place(Name.LOGISTICS, ben.id))


def fields(database: Database, mentorship: Mentorship) -> dict[str, tuple[AnnexState, str]]:
    """The six fields as another process reads them."""
    with open_database(database.path) as other:
        return {it.field: (it.state, it.text) for it in annex.of(other, mentorship.id)}


def settle_all(database: Database, mentorship: Mentorship) -> None:
    """Write something into every field and settle it."""
    for entry in annex.of(database, mentorship.id):
        write(database, annex.text_key(mentorship.id, entry.field), f"our {entry.field}")
        annex.set_state(database, mentorship.id, entry.field, AnnexState.SETTLED, entry.row_version)


@BOTH_SIZES
async def test_all_six_fields_stand_with_their_state_and_what_the_chosen_one_asks(
    app: HandschlagApp, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        listed = part(app, "#fields")
        assert listed.count("○") == listed.count("open") == 6
        for title in (
            "Place of the sessions",
            "Time frame",
            "Content",
            "Ways of communicating",
            "Cancelling",
            "Urgent",
        ):
            assert title in listed
        assert header(app).endswith("0 of 6 settled")
        assert part(app, "#field-title") == "Place of the sessions"
        assert part(app, "#field-hint") == "The room, the address, or the link of the video call; also who books it."
        assert part(app, "#consent") == "Nobody has agreed on the annex yet: press a when it is settled."


@BOTH_SIZES
async def test_each_field_is_typed_into_its_own_text_with_every_key(
    app: HandschlagApp, database: Database, ben: Mentorship, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await pilot.press("enter", *"room [2]")
        assert fields(database, ben)["place"] == (AnnexState.OPEN, "room [2]")
        assert "s settled" not in footer(app)
        await press(pilot, "escape", "j", "enter", *"sx?")
        assert fields(database, ben)["time"] == (AnnexState.OPEN, "sx?")
        assert fields(database, ben)["place"][1] == "room [2]"
        await press(pilot, "escape")
        assert "room [2]" in part(app, "#fields")
        await press(pilot, "escape")
        assert app.base_screen.place == Place(Name.PATH, ben.id)


async def test_a_field_is_settled_and_the_same_key_opens_it_again(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    write(database, annex.text_key(ben.id, "place"), "room 2")
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "s")
        assert fields(database, ben)["place"][0] is AnnexState.SETTLED
        assert "✓ Place of the sessions settled" in part(app, "#fields")
        assert header(app).endswith("1 of 6 settled")
        await press(pilot, "s")
        assert fields(database, ben)["place"][0] is AnnexState.OPEN


async def test_without_words_a_field_is_not_settled_but_may_be_not_agreed(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "s")
        assert told(app) == ["Nothing is written here yet. Write what is agreed, or mark the field as not agreed."]
        assert fields(database, ben)["place"][0] is AnnexState.OPEN
        await press(pilot, "x")
        assert fields(database, ben)["place"][0] is AnnexState.NOT_AGREED
        assert "– Place of the sessions not agreed" in part(app, "#fields")
        assert header(app).endswith("1 of 6 settled")
        await press(pilot, "x")
        assert fields(database, ben)["place"][0] is AnnexState.OPEN


@BOTH_SIZES
async def test_one_key_settles_and_goes_on_through_all_six(
    app: HandschlagApp, database: Database, ben: Mentorship, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await press(pilot, "enter")
        for field in ANNEX_FIELDS:
            await press(pilot, *f"our {field}", "ctrl+n")
        assert fields(database, ben) == {field: (AnnexState.SETTLED, f"our {field}") for field in ANNEX_FIELDS}
        assert told(app) == ["All six are settled."]
        assert focused(app) == "fields"


async def test_settling_on_without_words_stays_and_says_why(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "enter", "space", "ctrl+n")
        assert told(app)[0].startswith("Nothing is written here yet.")
        assert fields(database, ben)["place"][0] is AnnexState.OPEN
        assert part(app, "#field-title") == "Place of the sessions"


async def test_a_field_that_somebody_else_has_settled_meanwhile_is_looked_at_again(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    write(database, annex.text_key(ben.id, "place"), "room 2")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        annex.set_state(database, ben.id, "place", AnnexState.NOT_AGREED, 0)
        await press(pilot, "s")
        assert told(app) == ["Somebody else has changed this field in the meantime. Look at it again, then decide."]
        assert fields(database, ben)["place"][0] is AnnexState.NOT_AGREED
        await press(pilot, "s")
        assert fields(database, ben)["place"][0] is AnnexState.SETTLED


async def test_what_somebody_else_types_into_a_field_appears(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "enter", *"mine")
        with open_database(database.path) as other:
            theirs = Prose.open(other, annex.text_key(ben.id, "place"))
            theirs.replace(0, 0, "theirs, ")
            theirs.close()
        await until(pilot, lambda: "theirs, mine" in part(app, "#field"))


# -- agreeing ----------------------------------------------------------------------------------------------------------


@BOTH_SIZES
async def test_both_agree_on_the_annex_and_each_step_is_told(
    app: HandschlagApp, database: Database, ben: Mentorship, size: tuple[int, int]
) -> None:
    settle_all(database, ben)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "a", "enter")
        assert versions.newest(database, ben.id, VersionKind.ANNEX) is None
        await press(pilot, "down", "enter")
        first = versions.newest(database, ben.id, VersionKind.ANNEX)
        assert first is not None
        assert first.missing == (Party.MENTEE,)
        assert part(app, "#consent") == "Version 1 of the annex still needs: Ben Okafor."
        await press(pilot, "a", "down", "down", "enter")
        assert told(app) == ["Both have agreed on the annex."]
        assert part(app, "#consent") == "Both have agreed on version 1 of the annex."
        assert "a agree" not in footer(app)


async def test_a_changed_annex_needs_new_consent_and_leaves_the_signatures_of_the_agreement(
    open_app: OpenApp, database: Database
) -> None:
    agreed = active(database, mentee="Carla Diaz")
    settle_all(database, agreed)
    signed = versions.in_force(database, agreed.id)
    assert signed is not None
    app = open_app(Place(Name.LOGISTICS, agreed.id))
    async with app.run_test(size=SMALL) as pilot:
        for downs in (1, 2):
            await press(pilot, "a", *["down"] * downs, "enter")
        await press(pilot, "enter", *"Now room 3. ", "escape")
        assert part(app, "#consent") == "It has changed since version 1: press a to agree on it as it stands."
        await press(pilot, "a", "down", "enter", "a", "down", "down", "enter")
        kept = versions.of(database, agreed.id, VersionKind.ANNEX)
        assert [it.state for it in kept] == [VersionState.SUPERSEDED, VersionState.IN_FORCE]
        assert "Now room 3." in kept[1].text
        assert "Now room 3." not in kept[0].text
        assert versions.in_force(database, agreed.id) == signed


async def test_who_has_agreed_already_is_marked_and_not_chosen_again(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    settle_all(database, ben)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "a", "down", "enter", "a")
        assert "✓ Anna Weber noted already" in part(app, "PartyDialog KeyList")
        await press(pilot, "enter")
        assert "Choose a name first, with ↑ and ↓." in seen(app)
        await press(pilot, "up")
        assert "Choose a name first" not in seen(app)
        await press(pilot, "enter")
        newest = versions.newest(database, ben.id, VersionKind.ANNEX)
        assert newest is not None
        assert newest.state is VersionState.IN_FORCE


async def test_nobody_agrees_while_a_field_is_open_or_its_words_are_gone(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    settle_all(database, ben)
    write(database, annex.text_key(ben.id, "content"), "")
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "a")
        assert told(app) == [
            "Still open: Content. Settle each of them, or mark it as not agreed; then agree on the annex."
        ]
        assert isinstance(app.screen, LogisticsScreen)
        assert versions.newest(database, ben.id, VersionKind.ANNEX) is None
        await press(pilot, "down", "down", "x", "a", "down", "enter")
        assert versions.newest(database, ben.id, VersionKind.ANNEX) is not None


async def test_escape_agrees_on_nothing(app: HandschlagApp, database: Database, ben: Mentorship) -> None:
    settle_all(database, ben)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "a", "down", "escape")
        assert versions.newest(database, ben.id, VersionKind.ANNEX) is None


@BOTH_SIZES
async def test_the_versions_of_the_annex_are_read_with_their_states_consents_and_texts(
    app: HandschlagApp, database: Database, ben: Mentorship, size: tuple[int, int]
) -> None:
    settle_all(database, ben)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "v")
        assert focused(app) == "fields"
        await press(pilot, "a", "down", "enter", "a", "down", "down", "enter", "enter", *"Room 3. ", "escape")
        await press(pilot, "a", "down", "down", "enter", "v")
        assert isinstance(app.screen, AnnexVersionsDialog)
        listed = part(app, "KeyList")
        newer, _version_1, older = listed.partition("Version 1 in force")
        assert newer.startswith("Version 2 agreed by one of you")
        assert "○ Anna Weber has not agreed ✓ Ben Okafor agreed on" in newer
        assert older.count("✓") == 2
        assert "Room 3. our place" in part(app, "Preview")
        await press(pilot, "down")
        before = part(app, "Preview")
        assert "our place" in before
        assert "Room 3." not in before
        await press(pilot, "pagedown")
        assert size != SMALL or part(app, "Preview") != before
        await press(pilot, "escape")
        assert focused(app) == "fields"


async def test_what_is_open_in_the_annex_is_told_when_the_agreement_is_proposed_and_on_the_path(
    open_app: OpenApp, database: Database, ben: Mentorship
) -> None:
    settle_all(database, ben)
    for field in ("place", "time"):
        write(database, annex.text_key(ben.id, field), "")
    app = open_app(Place(Name.VERSIONS, ben.id))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "p")
        reminder = "Fields of the logistics annex are still open: Place of the sessions and Time frame."
        assert reminder in part(app, "#work")
        await press(pilot, "enter", "f2")
        assert "4 of 6 settled · 2 still open" in seen(app)
        write(database, annex.text_key(ben.id, "time"), "monthly")
        assert annex.reminder(database, ben.id) == (
            "One field of the logistics annex is still open: Place of the sessions."
        )
        write(database, annex.text_key(ben.id, "place"), "room 2")
        app.base_screen.reload()
        await settled(pilot)
        assert "6 of 6 settled " in seen(app)
    assert annex.reminder(database, ben.id) == ""


@BOTH_SIZES
async def test_after_the_end_the_annex_is_read_and_not_changed(
    app: HandschlagApp, database: Database, ben: Mentorship, size: tuple[int, int]
) -> None:
    settle_all(database, ben)
    ended(database, ben)
    before = fields(database, ben)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        for word in ("settled  ", "not agreed", "settle, next", "a agree"):
            assert word not in footer(app)
        assert "press a" not in part(app, "#consent")
        await press(pilot, "s", "x", "ctrl+n", "a", "escape")
        assert fields(database, ben) == before
    again = app.__class__(database, app.config, Place(Name.LOGISTICS, ben.id))
    async with again.run_test(size=size) as pilot:
        await press(pilot, "enter", *"abc", "backspace")
        await paste(pilot, "pasted")
        assert fields(database, ben) == before
