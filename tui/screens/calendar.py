"""The calendar: month, week, day, agenda or year, with every session of one mentorship, or of all."""

from __future__ import annotations

from datetime import date, timedelta

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.widgets import OptionList, Static

from data import holidays, sessions
from data.clock import local_zone, today
from data.i18n import _
from data.model.session import Session

from .. import calendar_view
from ..calendar_view import View
from ..commands.calendar import (
    AllOrOne,
    CancelSession,
    ExportCalendar,
    GoToDate,
    GoToToday,
    HoldSession,
    MoveSession,
    NextPeriod,
    NextView,
    NextYear,
    OpenSession,
    PlanSession,
    PreviousPeriod,
    PreviousYear,
    ShowAgenda,
    ShowDay,
    ShowMonth,
    ShowWeek,
    ShowYear,
    SwitchToAgenda,
    UrgentRequest,
)
from ..place import Name, Place
from ..speech import explained
from ..widgets.agenda import Agenda, Entry
from ..widgets.day_grid import DayGrid
from ..widgets.day_pictures import DayPictures
from .calendar_days import CalendarDays
from .calendar_sessions import CalendarSessions

AGENDA_DAYS = 60
"""How far the agenda reaches beyond the month or the week that is shown."""


class CalendarScreen(CalendarDays, CalendarSessions):
    """Of one mentorship, or (where the place names none) of all."""

    OFFERS = (
        OpenSession,
        PlanSession,
        MoveSession,
        CancelSession,
        HoldSession,
        NextView,
        GoToToday,
        GoToDate,
        SwitchToAgenda,
        NextPeriod,
        PreviousPeriod,
        NextYear,
        PreviousYear,
        ShowMonth,
        ShowWeek,
        ShowDay,
        ShowAgenda,
        ShowYear,
        AllOrOne,
        UrgentRequest,
        ExportCalendar,
    )
    CSS = """
    CalendarScreen #both { layout: horizontal; height: 1fr; }
    CalendarScreen DayPictures { width: 44; height: 1fr; padding: 1 1 0 1; }
    CalendarScreen #agenda-pane { width: 1fr; height: 1fr; padding: 1 1 0 1; }
    CalendarScreen.-wide DayPictures { width: 50; }
    CalendarScreen #agenda-title { height: 1; margin-bottom: 1; padding: 0 1; text-style: bold; color: $primary; }
    CalendarScreen #agenda { height: 1fr; }
    CalendarScreen #empty { padding: 0 1; color: $text-muted; display: none; }
    CalendarScreen #empty.-shown { display: block; }
    CalendarScreen.-above #both { layout: vertical; }
    CalendarScreen.-above DayPictures { width: 1fr; }
    CalendarScreen.-above #agenda-pane { height: 11; }
    CalendarScreen.-above #agenda-title { display: none; }
    CalendarScreen.-year DayPictures { height: auto; }
    CalendarScreen.-year #agenda-pane { height: 1fr; }
    CalendarScreen.-day.-wide DayPictures { width: 60; }
    CalendarScreen.-agenda DayPictures { display: none; }
    """

    def compose_work(self) -> ComposeResult:
        """The picture of the days, and the agenda beside or below it."""
        with Container(id="both"):
            yield DayPictures()
            with Vertical(id="agenda-pane"):
                yield Static(_("Sessions and commitments"), id="agenda-title", markup=False)
                yield Static(id="empty", markup=False)
                yield Agenda(id="agenda")

    # -- data ------------------------------------------------------------------------------------------------------

    @property
    def _zone(self) -> str:
        return self.mentorship.zone if self.place.mentorship_id else local_zone()

    @property
    def _mid(self) -> str | None:
        return self.place.mentorship_id or None

    def on_mount(self) -> None:
        """Begin with the picture seen last, at today, or at the session or the day that the place names."""
        self._entries: dict[str, Entry] = {}
        self._read: tuple[date, date] | None = None
        self._show_picture(
            calendar_view.remembered(self.database),
            calendar_view.beginning(self.database, self.place.detail, self._zone),
        )
        self.call_next(self._show_agenda, choose=self.place.detail)

    @property
    def _pictures(self) -> DayPictures:
        return self.query_one(DayPictures)

    @property
    def view(self) -> View:
        """What is shown."""
        return self._pictures.view

    @property
    def grid(self) -> DayGrid:
        """The picture that is shown."""
        return self._pictures.grid

    @property
    def _agenda(self) -> Agenda:
        return self.query_one(Agenda)

    @property
    def chosen_day(self) -> date:
        """Of the picture; where the agenda has the keys, of what is highlighted there."""
        entry = self._entries.get(self._agenda.chosen or "")
        return entry.day if entry is not None and self._agenda.has_focus else self.grid.day

    @property
    def _reach(self) -> tuple[date, date]:
        """The days whose entries are read: in a year only the chosen one, whose cells are counted by SQLite."""
        grid = self.grid
        if self.view in (View.DAY, View.YEAR):
            return grid.day, grid.day
        return grid.first_shown, grid.last_shown + timedelta(days=AGENDA_DAYS)

    def load(self) -> None:
        """Read what is shown and what comes after it; a step within it reads nothing."""
        grid = self.grid
        grid.today = today(self._zone)
        self._read_entries()
        self._read = grid.first_shown, grid.last_shown
        counts = {}
        if self.view is View.YEAR:
            counts = sessions.counted(self.database, grid.first_shown, grid.last_shown, self._mid)
        holiday = ""
        if self.view is View.DAY:
            holiday = holidays.holiday(grid.day, self._zone, self.handschlag.config.holidays)
        self._pictures.fill(list(self._entries.values()), counts, holiday)
        self._show_agenda()

    def _read_entries(self) -> None:
        """By id, in order."""
        found = calendar_view.entries(self.database, *self._reach, self._mid)
        self._entries = {entry.what.id: entry for entry in found}

    def _show_agenda(self, choose: str | None = None) -> None:
        """From the chosen day on; while one walks through the picture, with its first entry chosen."""
        day = self.grid.day
        coming = [it for it in self._entries.values() if it.day >= day]
        if choose is None and coming and not self._agenda.has_focus:
            choose = coming[0].what.id
        self._agenda.show(coming, choose=choose)
        empty = self.query_one("#empty", Static)
        empty.set_class(not coming, "-shown")
        empty.update(calendar_view.nothing(self.view, may_plan=self.can_plan_session()))

    def heading(self) -> str:
        """Of whom, or of all."""
        if self.place.mentorship_id:
            return _("Calendar · {title}").format(title=self.mentorship.title)
        return _("Calendar of all")

    # -- the pictures ----------------------------------------------------------------------------------------------

    def _show_picture(self, view: View, day: date) -> None:
        self._pictures.show(view, day)
        for each in View:
            self.set_class(each is view, f"-{each.value}")
        self.set_class(self._pictures.is_wide, "-above")
        (self._agenda if view is View.AGENDA else self.grid).focus()

    def switch(self, view: View) -> None:
        """Show another view. The day stays chosen, and what is highlighted in the agenda with it."""
        day, chosen = self.chosen_day, self._agenda.chosen
        calendar_view.remember(self.database, view)
        self._show_picture(view, day)
        self.reload()
        self._show_agenda(choose=chosen if self.chosen_day == day else None)

    def on_resize(self, event: events.Resize) -> None:
        """A week has its columns where there is room for them."""
        if self._read is not None and (outgrown := self._pictures.outgrown) is not None:
            self._show_picture(self.view, outgrown.day)
            self.reload()

    # -- picture and agenda ----------------------------------------------------------------------------------------

    @property
    def chosen_entry(self) -> Entry | None:
        """What is highlighted in the agenda; from the picture only what stands on the chosen day."""
        entry = self._entries.get(self._agenda.chosen or "")
        if entry is None or self._agenda.has_focus or entry.day == self.grid.day:
            return entry
        return None

    def show_session(self, session: Session) -> None:
        """Go to its day, and choose it."""
        self.grid.go_to(session.day)
        self.reload()
        self._show_agenda(choose=session.id)

    def _is_of_one(self) -> bool:
        return bool(self.place.mentorship_id)

    can_open_path = can_open_questions = can_open_agreement = can_open_review = can_open_meeting = _is_of_one
    can_open_calendar = _is_of_one

    def can_switch_to_agenda(self) -> bool:
        """The agenda alone has nothing beside it."""
        return self.view is not View.AGENDA

    def can_all_or_one(self) -> bool:
        """From all to one leads the chosen entry."""
        return self._is_of_one() or self.chosen_entry is not None

    def do_switch_to_agenda(self) -> None:
        """Between the picture and the sessions."""
        (self.grid if self._agenda.has_focus else self._agenda).focus()

    def do_all_or_one(self) -> None:
        """The same day, of all; or of the mentorship whose session is chosen."""
        entry = self.chosen_entry
        mid = "" if self.place.mentorship_id or entry is None else entry.mentorship.id
        self.go(Place(Name.CALENDAR, mid, self.chosen_day.isoformat()))

    @on(DayGrid.DayHighlighted)
    @explained
    def _day_changed(self) -> None:
        if self._read != (self.grid.first_shown, self.grid.last_shown):
            self.reload()
            return
        if self.view is View.YEAR:
            self._read_entries()
        self._show_agenda()
        self.refresh_footer()

    @on(OptionList.OptionHighlighted, "#agenda")
    def _highlighted(self) -> None:
        self.refresh_footer()

    @on(OptionList.OptionSelected, "#agenda")
    @explained
    def _selected(self) -> None:
        self.do_open_session()

    def on_descendant_focus(self) -> None:
        """What works here depends on where one is."""
        self.refresh_footer()
