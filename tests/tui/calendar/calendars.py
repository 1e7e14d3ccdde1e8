"""What the tests of the calendar look at, and what they plan."""

from __future__ import annotations

from datetime import datetime

from textual.widgets import Input, Static

from data import sessions
from data.model.mentorship import Mentorship
from data.model.session import Session, SessionKind
from data.store.connection import Database
from tui.app import HandschlagApp
from tui.place import Name, Place
from tui.screens.calendar import CalendarScreen
from tui.widgets.agenda import Agenda
from tui.widgets.month_grid import MonthGrid

from ..driving import Person


def plan(database: Database, mentorship: Mentorship, starts: datetime, minutes: int = 45, **details: str) -> Session:
    """A regular session."""
    return sessions.plan(database, mentorship.id, kind=SessionKind.REGULAR, starts=starts, minutes=minutes, **details)


def of(mentorship: Mentorship, detail: str = "") -> Place:
    """The calendar of one mentorship."""
    return Place(Name.CALENDAR, mentorship.id, detail)


def calendar(app: HandschlagApp) -> CalendarScreen:
    """The calendar below the dialogs."""
    return next(screen for screen in app.screen_stack if isinstance(screen, CalendarScreen))


def grid(app: HandschlagApp) -> MonthGrid:
    """Its month."""
    return calendar(app).query_one(MonthGrid)


def agenda(app: HandschlagApp) -> list[str]:
    """What stands beside the month, line by line, headings too."""
    listing = calendar(app).query_one(Agenda)
    return [line.strip() for option in listing.options for line in str(option.prompt).splitlines() if line]


def error(app: HandschlagApp) -> str:
    """The sentence below the fields of the dialog that is open."""
    place = app.screen.query_one("#error", Static)
    return str(place.content) if place.has_class("-shown") else ""


async def type_over(pilot: Person, field: str, text: str) -> None:
    """Empty a field of the dialog and type into it, key by key."""
    line = pilot.app.screen.query_one(f"#{field}", Input)
    line.focus()
    await pilot.press("end", "ctrl+u", *text)
    assert line.value == text
