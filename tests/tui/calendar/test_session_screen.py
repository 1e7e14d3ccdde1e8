"""One session by keys: agenda, notes, commitments, minutes."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from textual.widgets import Input, Static

from data import busy, commitments, sessions
from data.config import Config
from data.model.mentorship import Mentorship, Party
from data.model.session import Commitment, CommitmentState, Session, SessionState
from data.prose import read_all
from data.store.connection import Database
from tui.app import HandschlagApp
from tui.dialogs.commitment import CarryOverDialog, CommitmentDialog
from tui.dialogs.document import DocumentDialog
from tui.dialogs.session import EditSessionDialog
from tui.place import Name, Place
from tui.widgets.list import KeyList
from tui.widgets.prose_editor import ProseEditor

from ..conftest import OpenApp
from ..driving import BOTH_SIZES, LARGE, SMALL, Person, press, settled
from ..seeing import seen
from .calendars import plan, type_over

pytestmark = pytest.mark.usefixtures("december")


@pytest.fixture
def session(database: Database, ben: Mentorship) -> Session:
    """A session that is planned for this day."""
    return plan(database, ben, datetime(2026, 12, 1, 14), place="room [2]")


@pytest.fixture
def app(open_app: OpenApp, ben: Mentorship, session: Session) -> HandschlagApp:
    """The app on this session."""
    return open_app(Place(Name.SESSION, ben.id, session.id))


def lines(app: HandschlagApp) -> list[str]:
    """The commitments as they are shown."""
    return [str(option.prompt) for option in app.base_screen.query_one("#commitments", KeyList).options]


async def to_commitments(pilot: Person) -> None:
    """Put the focus on the list."""
    pilot.app.screen.query_one("#commitments").focus()
    await settled(pilot)


@BOTH_SIZES
async def test_agenda_and_notes_are_stored_with_every_key(
    app: HandschlagApp, database: Database, ben: Mentorship, session: Session, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        assert app.screen.query_one("#agenda").has_focus
        await pilot.press(*"1. [x] plans")
        app.screen.query_one("#notes").focus()
        await pilot.press(*"all went")
        assert read_all(database, ben.id, "agenda") == {(session.id, ""): "1. [x] plans"}
        assert read_all(database, ben.id, "notes") == {(session.id, ""): "all went"}
        for name in ("#agenda", "#notes", "#commitments-pane"):
            assert app.screen.query_one(name).region.height > 0


async def test_what_was_typed_is_there_when_one_comes_back(
    open_app: OpenApp, ben: Mentorship, session: Session
) -> None:
    place = Place(Name.SESSION, ben.id, session.id)
    app = open_app(place)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press(*"portfolio")
    app = open_app(place)
    async with app.run_test(size=SMALL):
        assert app.screen.query_one("#agenda", ProseEditor).text == "portfolio"


async def test_the_facts_are_shown_as_they_were_typed(app: HandschlagApp) -> None:
    async with app.run_test(size=SMALL):
        facts = str(app.screen.query_one("#facts", Static).content)
        assert facts == "Tuesday, 1 December 2026 · 14:00–14:45 · room [2] · planned"


async def test_a_cancelled_session_says_by_whom_and_when(
    app: HandschlagApp, database: Database, session: Session
) -> None:
    sessions.cancel(database, session.id, Party.MENTEE)
    async with app.run_test(size=SMALL) as pilot:
        facts = str(app.screen.query_one("#facts", Static).content)
        assert facts.endswith("cancelled by Ben Okafor, Tue 1 Dec 2026")
        await pilot.press("ctrl+l")
        assert sessions.get(database, session.id).state is SessionState.CANCELLED


async def test_a_commitment_is_noted_with_who_what_and_by_when(
    app: HandschlagApp, database: Database, session: Session
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        assert app.screen.query_one("#none").display
        await pilot.press("ctrl+o")
        assert isinstance(app.screen, CommitmentDialog)
        await type_over(pilot, "what", "send the list [x]")
        await type_over(pilot, "due", "next fri")
        assert str(app.screen.query_one(".understood", Static).content).strip() == "Fri 4 Dec 2026"
        await pilot.press("ctrl+s")
        await settled(pilot)
        [made] = commitments.of_session(database, session.id)
        assert (made.party, made.what, made.due) == (Party.MENTEE, "send the list [x]", date(2026, 12, 4))
        assert lines(app) == ["○ Ben Okafor: send the list [x]  Fri 4 Dec 2026"]


async def test_a_commitment_with_a_wrong_date_stays_to_be_mended(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("ctrl+o")
        await type_over(pilot, "what", "send the list")
        await type_over(pilot, "due", "31.2.2027")
        await pilot.press("ctrl+s")
        assert "There is no day 31" in str(app.screen.query_one("#error", Static).content)
        assert app.screen.query_one("#what", Input).value == "send the list"
        assert commitments.of(database, ben.id) == []


@pytest.fixture
def promised(database: Database, ben: Mentorship, session: Session) -> Commitment:
    """Something that Ben promised in this session for the 4th."""
    return commitments.make(database, ben.id, Party.MENTEE, "read", date(2026, 12, 4), session_id=session.id)


@pytest.mark.parametrize(("key", "state"), [("d", CommitmentState.DONE), ("x", CommitmentState.DROPPED)])
async def test_done_or_dropped_and_open_again(
    app: HandschlagApp, database: Database, promised: Commitment, key: str, state: CommitmentState
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await to_commitments(pilot)
        await pilot.press(key)
        assert commitments.get(database, promised.id).state is state
        await pilot.press("m")
        assert not isinstance(app.screen, CarryOverDialog)
        await pilot.press(key)
        assert commitments.get(database, promised.id).state is CommitmentState.OPEN


async def test_what_is_done_is_not_dropped_by_a_slip(
    app: HandschlagApp, database: Database, promised: Commitment
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await to_commitments(pilot)
        await pilot.press("d", "x")
        await settled(pilot)
        assert commitments.get(database, promised.id).state is CommitmentState.DONE
        assert "This commitment is done. Open it again first." in {it.message for it in app._notifications}


async def test_carried_over_keeps_the_first_date(app: HandschlagApp, database: Database, promised: Commitment) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await to_commitments(pilot)
        await pilot.press("m", *"2.12.2026", "enter")
        assert isinstance(app.screen, CarryOverDialog)
        assert "later" in str(app.screen.query_one("#error", Static).content)
        await type_over(pilot, "due", "+14")
        await pilot.press("enter")
        await settled(pilot)
        carried = commitments.get(database, promised.id)
        assert (carried.due, carried.first_due, carried.carried_over) == (date(2026, 12, 15), promised.due, 1)
        assert lines(app) == ["○ Ben Okafor: read  Tue 15 Dec 2026  carried over 1 time, first for Fri 4 Dec 2026"]


async def test_carrying_over_what_somebody_has_just_closed_is_explained(
    app: HandschlagApp, database: Database, promised: Commitment
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await to_commitments(pilot)
        await pilot.press("m", *"+14")
        commitments.done(database, promised.id)
        await pilot.press("enter")
        await settled(pilot)
        assert "This commitment is done. Open it again first." in {it.message for it in app._notifications}
        assert commitments.get(database, promised.id).due == promised.due


async def test_what_is_open_from_other_sessions_is_there_too(
    app: HandschlagApp, database: Database, ben: Mentorship, promised: Commitment
) -> None:
    commitments.make(database, ben.id, Party.MENTOR, "older", None)
    async with app.run_test(size=SMALL):
        assert [line.split("  ")[0] for line in lines(app)] == ["○ Ben Okafor: read", "○ Anna Weber: older"]


async def test_place_method_title_and_length_are_changed(
    app: HandschlagApp, database: Database, session: Session
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("ctrl+t")
        assert isinstance(app.screen, EditSessionDialog)
        await type_over(pilot, "method", "by video")
        await type_over(pilot, "name", "Portfolio")
        await type_over(pilot, "minutes", "1:30")
        await pilot.press("ctrl+s")
        await settled(pilot)
        changed = sessions.get(database, session.id)
        assert (changed.place, changed.method, changed.title, changed.minutes) == (
            "room [2]",
            "by video",
            "Portfolio",
            90,
        )
        assert app.base_screen.heading().startswith("Portfolio · ")


async def test_held_by_key(app: HandschlagApp, database: Database, session: Session) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("ctrl+l")
        assert sessions.get(database, session.id).state is SessionState.HELD
        assert "held" in str(app.screen.query_one("#facts", Static).content)


async def test_the_minutes_are_shown_and_written(app: HandschlagApp, promised: Commitment, tmp_path: Path) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await pilot.press(*"portfolio")
        await pilot.press("ctrl+g")
        await settled(pilot)
        assert isinstance(app.screen, DocumentDialog)
        await pilot.press("w")
        await settled(pilot)
        path = tmp_path / "minutes.md"
        app.screen.query_one("#path", Input).value = str(path)
        await pilot.press("ctrl+s")
        await settled(pilot)
        written = path.read_text("utf-8")
        assert "portfolio" in written
        assert promised.what in written


async def test_the_other_one_is_invited_and_the_answer_is_seen(
    app: HandschlagApp, database: Database, session: Session
) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "ctrl+n")
        assert isinstance(app.screen, DocumentDialog)
        await press(pilot, "escape")
        assert "has accepted" not in seen(app)
    busy.note_answer(database, session.id, None, "ACCEPTED", session.sequence)
    again = HandschlagApp(database, Config(), Place(Name.SESSION, session.mentorship_id, session.id))
    async with again.run_test(size=LARGE):
        assert "Ben Okafor has accepted" in seen(again)
