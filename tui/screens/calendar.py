"""The calendar: a month with every session of one mentorship, or of all, and the agenda beside it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from data import commitments, files, icalendar, mentorships, sessions
from data.clock import local_zone, today
from data.errors import HandschlagError
from data.i18n import _, month_title
from data.model.session import Commitment, Session, SessionKind, SessionState

from ..commands.calendar import (
    AllOrOne,
    CancelSession,
    ExportCalendar,
    GoToDate,
    GoToToday,
    HoldSession,
    MoveSession,
    NextMonth,
    NextYear,
    OpenSession,
    PlanSession,
    PreviousMonth,
    PreviousYear,
    SwitchToAgenda,
)
from ..dialogs.confirm import ConfirmDialog
from ..dialogs.mentorship_choice import MentorshipChoiceDialog
from ..dialogs.path import PathDialog
from ..dialogs.session import (
    CancelSessionDialog,
    GoToDateDialog,
    MoveSessionDialog,
    PlanSessionDialog,
    RestoreSessionDialog,
)
from ..place import Name, Place
from ..speech import explained, say
from ..widgets.agenda import Agenda, Entry
from ..widgets.month_grid import DayMark, MonthGrid
from .base import MentorshipScreen

if TYPE_CHECKING:
    from data.model.mentorship import Mentorship

AGENDA_DAYS = 60
"""How far the agenda reaches beyond the month that is shown."""


class CalendarScreen(MentorshipScreen):
    """Of one mentorship, or (where the place names none) of all."""

    OFFERS = (
        OpenSession,
        PlanSession,
        MoveSession,
        CancelSession,
        HoldSession,
        GoToToday,
        GoToDate,
        NextMonth,
        PreviousMonth,
        NextYear,
        PreviousYear,
        SwitchToAgenda,
        AllOrOne,
        ExportCalendar,
    )
    CSS = """
    CalendarScreen #month-pane { width: 44; height: 1fr; padding: 1 1 0 1; }
    CalendarScreen #agenda-pane { width: 1fr; height: 1fr; padding: 1 1 0 1; }
    CalendarScreen.-wide #month-pane { width: 50; }
    CalendarScreen #both { height: 1fr; }
    CalendarScreen #month { height: 1; margin-bottom: 1; text-style: bold; color: $primary; }
    CalendarScreen #agenda-title { height: 1; margin-bottom: 1; padding: 0 1; text-style: bold; color: $primary; }
    CalendarScreen #legend { height: auto; padding-top: 1; color: $text-muted; }
    CalendarScreen #agenda { height: 1fr; }
    CalendarScreen #empty { padding: 0 1; color: $text-muted; display: none; }
    CalendarScreen #empty.-shown { display: block; }
    """

    def compose_work(self) -> ComposeResult:
        """The month left, the agenda right, on a narrow terminal too."""
        with Horizontal(id="both"):
            with Vertical(id="month-pane"):
                yield Static(id="month", markup=False)
                yield MonthGrid()
                yield Static(id="legend", markup=False)
            with Vertical(id="agenda-pane"):
                yield Static(_("Sessions and commitments"), id="agenda-title", markup=False)
                yield Static(id="empty", markup=False)
                yield Agenda(id="agenda")

    # -- data ------------------------------------------------------------------------------------------------------

    @property
    def _zone(self) -> str:
        return self.mentorship.zone if self.place.mentorship_id else local_zone()

    def on_mount(self) -> None:
        """Begin at today, or at the session or the day that the place names."""
        self._names: dict[str, Mentorship] = {}
        self._read: tuple[date, date] | None = None
        self._grid.go_to(self._beginning())
        self._grid.focus()
        self.call_next(self._show_agenda, choose=self.place.detail)

    def _beginning(self) -> date:
        try:
            return date.fromisoformat(self.place.detail)
        except ValueError:
            pass
        try:
            return sessions.get(self.database, self.place.detail).day if self.place.detail else today(self._zone)
        except HandschlagError:
            return today(self._zone)

    @property
    def _grid(self) -> MonthGrid:
        return self.query_one(MonthGrid)

    @property
    def _agenda(self) -> Agenda:
        return self.query_one(Agenda)

    def load(self) -> None:
        """Read the month that is shown and what comes after it; a step within the month reads nothing."""
        mid, grid = self.place.mentorship_id or None, self._grid
        grid.today = today(self._zone)
        first, last = grid.first_shown, grid.last_shown + timedelta(days=AGENDA_DAYS)
        self._names = {it.id: it for it in mentorships.every(self.database)}
        self._sessions = sessions.between(self.database, first, last, mid)
        self._due = commitments.open_between(self.database, first, last, mid)
        self._read = grid.first_shown, grid.last_shown
        self._entries = {entry.what.id: entry for entry in self._read_entries()}
        grid.marks = self._marks()
        self.query_one("#month", Static).update(month_title(grid.day))
        self.query_one("#legend", Static).update(
            Content.assemble(
                ("● ", "$primary"),
                _("session"),
                ("   ◇ ", "$accent"),
                _("review"),
                ("   ◆ ", "$secondary"),
                _("commitment due"),
            )
        )
        self._show_agenda()

    def _read_entries(self) -> list[Entry]:
        is_of_all, zone = not self.place.mentorship_id, local_zone()
        made = commitments.counted(self.database, self.place.mentorship_id or None)
        entries = [
            Entry(it, self._names[it.mentorship_id], made.get(it.id, 0), is_of_all, zone) for it in self._sessions
        ]
        return entries + [Entry(it, self._names[it.mentorship_id], is_of_all=is_of_all) for it in self._due]

    def _marks(self) -> dict[date, frozenset[DayMark]]:
        marks: dict[date, set[DayMark]] = {}
        for entry in self._entries.values():
            if isinstance(entry.what, Commitment):
                kind = DayMark.COMMITMENT
            elif entry.what.state is SessionState.CANCELLED:
                continue
            else:
                kind = DayMark.REVIEW if entry.what.kind is SessionKind.REVIEW else DayMark.SESSION
            marks.setdefault(entry.day, set()).add(kind)
        return {day: frozenset(kinds) for day, kinds in marks.items()}

    def _show_agenda(self, choose: str | None = None) -> None:
        """From the chosen day on; while one walks through the month, with its first entry chosen."""
        day = self._grid.day
        coming = [it for it in self._entries.values() if it.day >= day]
        if choose is None and coming and not self._agenda.has_focus:
            choose = min(coming, key=lambda entry: entry.order).what.id
        self._agenda.show(coming, choose=choose)
        empty = self.query_one("#empty", Static)
        empty.set_class(not coming, "-shown")
        empty.update(
            _("Nothing is planned in the weeks from here on. Press n to plan a session.")
            if self.can_plan_session()
            else _("Nothing is planned in the weeks from here on.")
        )

    def heading(self) -> str:
        """Of whom, or of all."""
        if self.place.mentorship_id:
            return _("Calendar · {title}").format(title=self.mentorship.title)
        return _("Calendar of all")

    # -- commands --------------------------------------------------------------------------------------------------

    @property
    def _chosen_entry(self) -> Entry | None:
        """What is highlighted in the agenda; from the month only what stands on the chosen day."""
        entry = self._entries.get(self._agenda.chosen or "")
        if entry is None or self._agenda.has_focus or entry.day == self._grid.day:
            return entry
        return None

    @property
    def _chosen(self) -> Session | None:
        entry = self._chosen_entry
        return entry.what if entry is not None and isinstance(entry.what, Session) else None

    def can_move_session(self) -> bool:
        """Only what is still to come or was not closed."""
        return self._chosen is not None and self._chosen.state is SessionState.PLANNED

    def can_cancel_session(self) -> bool:
        """What was cancelled can come back; what was held stays."""
        return self._chosen is not None and self._chosen.state is not SessionState.HELD

    def can_open_session(self) -> bool:
        """There is one; with a commitment it is the one in which it was made."""
        entry = self._chosen_entry
        return entry is not None and (isinstance(entry.what, Session) or entry.what.session_id is not None)

    def can_hold_session(self) -> bool:
        """Not what was cancelled; a review is held by its outcome."""
        chosen = self._chosen
        return (
            chosen is not None and chosen.state is not SessionState.CANCELLED and chosen.kind is not SessionKind.REVIEW
        )

    def can_plan_session(self) -> bool:
        """Not in an ended mentorship."""
        return not self.place.mentorship_id or not self.mentorship.state.is_closed

    def _is_of_one(self) -> bool:
        return bool(self.place.mentorship_id)

    can_open_path = can_open_questions = can_open_agreement = can_open_review = can_open_meeting = _is_of_one
    can_open_calendar = _is_of_one

    def can_all_or_one(self) -> bool:
        """From all to one leads the chosen entry."""
        return self._is_of_one() or self._chosen_entry is not None

    def do_open_session(self) -> None:
        """Reviews open as reviews, commitments in their session."""
        entry = self._chosen_entry
        if entry is None:
            return
        if isinstance(entry.what, Session):
            name = Name.REVIEW if entry.what.kind is SessionKind.REVIEW else Name.SESSION
            self.go(Place(name, entry.mentorship.id, entry.what.id))
        elif entry.what.session_id is not None:
            self.go(Place(Name.SESSION, entry.mentorship.id, entry.what.session_id))

    def do_plan_session(self) -> None:
        """On the chosen day; in the calendar of all it is asked with whom."""
        if self.place.mentorship_id:
            self._plan_with(self.mentorship)
            return
        open_ones = [it for it in self._names.values() if not it.state.is_closed]
        self.app.push_screen(
            MentorshipChoiceDialog(open_ones, _("Plan a session")), lambda it: self._plan_with(it) if it else None
        )

    def _plan_with(self, mentorship: Mentorship) -> None:
        self.app.push_screen(PlanSessionDialog(self.database, mentorship, day=self._grid.day), self._changed)

    def do_move_session(self) -> None:
        """To another time."""
        if (chosen := self._chosen) is not None:
            mentorship = self._names[chosen.mentorship_id]
            self.app.push_screen(MoveSessionDialog(self.database, mentorship, chosen), self._changed)

    def do_cancel_session(self) -> None:
        """By the agreed process; or look at how it was cancelled, and take it back."""
        if (chosen := self._chosen) is not None:
            dialog = RestoreSessionDialog if chosen.state is SessionState.CANCELLED else CancelSessionDialog
            mentorship = self._names[chosen.mentorship_id]
            self.app.push_screen(dialog(self.database, mentorship, chosen), self._changed)

    @explained
    def _changed(self, session_id: str | None) -> None:
        if session_id:
            self._grid.go_to(sessions.get(self.database, session_id).day)
            self.reload()
            self._show_agenda(choose=session_id)

    def do_hold_session(self) -> None:
        """Held, or planned again."""
        if (chosen := self._chosen) is None:
            return
        if chosen.state is SessionState.HELD:
            sessions.unhold(self.database, chosen.id)
        else:
            sessions.hold(self.database, chosen.id)
            say(self, _("Marked as held."))
        self.reload()

    def do_go_to_today(self) -> None:
        """Today."""
        self._grid.go_to(today(self._zone))

    def do_go_to_date(self) -> None:
        """Ask which."""
        self.app.push_screen(GoToDateDialog(self._zone), lambda day: self._grid.go_to(day) if day else None)

    def do_next_month(self) -> None:
        """On."""
        self._grid.step_months(1)

    def do_previous_month(self) -> None:
        """Back."""
        self._grid.step_months(-1)

    def do_next_year(self) -> None:
        """On."""
        self._grid.step_years(1)

    def do_previous_year(self) -> None:
        """Back."""
        self._grid.step_years(-1)

    def do_switch_to_agenda(self) -> None:
        """Between month and sessions."""
        (self._grid if self._agenda.has_focus else self._agenda).focus()

    def do_all_or_one(self) -> None:
        """The same day, of all; or of the mentorship whose session is chosen."""
        entry = self._chosen_entry
        mid = "" if self.place.mentorship_id or entry is None else entry.mentorship.id
        self.go(Place(Name.CALENDAR, mid, self._grid.day.isoformat()))

    def do_export_calendar(self) -> None:
        """As an iCalendar file."""
        mid = self.place.mentorship_id or None
        name = "handschlag.ics" if mid is None else icalendar.file_name(self.mentorship)
        self.app.push_screen(PathDialog(_("Export as iCalendar"), name), self._export)

    @explained
    def _export(self, path: Path | None, *, overwrite: bool = False) -> None:
        if path is None:
            return
        content = icalendar.calendar_of(self.database, self.place.mentorship_id or None)

        def replace(yes: bool | None) -> None:
            if yes:
                self.call_next(self._export, path, overwrite=True)

        try:
            files.write_file(path, content, overwrite=overwrite)
        except files.FileThere as error:
            self.app.push_screen(ConfirmDialog(_("Replace the file?"), str(error), _("replace")), replace)
        else:
            say(self, _("Written to {path}.").format(path=path))

    @on(MonthGrid.DayHighlighted)
    @explained
    def _day_changed(self) -> None:
        if self._read == (self._grid.first_shown, self._grid.last_shown):
            self._show_agenda()
            self.refresh_footer()
        else:
            self.reload()

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
