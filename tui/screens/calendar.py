"""The calendar: a month with every session of one mentorship, or of all, and the agenda beside it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from data import commitments, icalendar, mentorships, sessions
from data.clock import local_zone, today
from data.i18n import _, long_date, medium_date, month_title
from data.model.session import Session, SessionKind, SessionState

from .. import wording
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
from ..dialogs.document import DocumentDialog
from ..dialogs.mentorship_choice import MentorshipChoiceDialog
from ..dialogs.session import CancelSessionDialog, GoToDateDialog, MoveSessionDialog, PlanSessionDialog
from ..place import Name, Place
from ..speech import explained, say
from ..widgets.list import KeyList
from ..widgets.month_grid import DayMark, MonthGrid
from .base import MentorshipScreen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from data.model.mentorship import Mentorship

AGENDA_DAYS = 60
"""How far the agenda reaches beyond the chosen day."""


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
    CalendarScreen .columns { layout: horizontal; }
    CalendarScreen #month { height: 1; padding: 0 1; text-style: bold; color: $primary; }
    CalendarScreen #agenda-title { height: 1; padding: 0 1; text-style: bold; color: $primary; }
    CalendarScreen #legend { height: auto; padding: 1 1 0 1; color: $text-muted; }
    CalendarScreen #agenda { height: 1fr; }
    CalendarScreen #empty { padding: 0 1; color: $text-muted; display: none; }
    CalendarScreen #empty.-shown { display: block; }
    """

    def compose_work(self) -> ComposeResult:
        """The month left, the agenda right, also on a narrow terminal."""
        with Horizontal(classes="columns"):
            with Vertical(id="month-pane"):
                yield Static(id="month", markup=False)
                yield MonthGrid()
                yield Static(id="legend", markup=False)
            with Vertical(id="agenda-pane"):
                yield Static(id="agenda-title", markup=False)
                yield Static(id="empty", markup=False)
                yield KeyList(id="agenda")

    # -- data ------------------------------------------------------------------------------------------------------

    @property
    def _zone(self) -> str:
        return self.mentorship.zone if self.place.mentorship_id else local_zone()

    def on_mount(self) -> None:
        """Begin at today, or at the session that the place names."""
        self._names: dict[str, Mentorship] = {}
        grid = self._grid
        grid.today = today(self._zone)
        grid.go_to(sessions.get(self.database, self.place.detail).day if self.place.detail else grid.today)
        super().on_mount()
        grid.focus()

    @property
    def _grid(self) -> MonthGrid:
        return self.query_one(MonthGrid)

    def load(self) -> None:
        """Read the month that is shown and the agenda from the chosen day on: two indexed queries."""
        mid = self.place.mentorship_id or None
        self._names = {it.id: it for it in mentorships.every(self.database)}
        first, last = self._grid.first_shown, self._grid.last_shown
        self._sessions = sessions.between(
            self.database, min(first, self._grid.day), max(last, self._grid.day + timedelta(days=AGENDA_DAYS)), mid
        )
        self._due = commitments.open_between(self.database, first, last, mid)
        self._grid.marks = self._marks()
        self.query_one("#month", Static).update(month_title(self._grid.day))
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

    def _marks(self) -> dict[date, frozenset[DayMark]]:
        marks: dict[date, set[DayMark]] = {}
        for session in self._sessions:
            if session.state is not SessionState.CANCELLED:
                kind = DayMark.REVIEW if session.kind is SessionKind.REVIEW else DayMark.SESSION
                marks.setdefault(session.day, set()).add(kind)
        for commitment in self._due:
            if commitment.due is not None:
                marks.setdefault(commitment.due, set()).add(DayMark.COMMITMENT)
        return {day: frozenset(kinds) for day, kinds in marks.items()}

    def _show_agenda(self) -> None:
        day = self._grid.day
        coming = [session for session in self._sessions if session.day >= day]
        self.query_one("#agenda-title", Static).update(Content(_("From {day}").format(day=medium_date(day))))
        self.query_one("#agenda", KeyList).fill(self._agenda_lines(coming))
        empty = self.query_one("#empty", Static)
        empty.set_class(not coming, "-shown")
        empty.update(_("Nothing is planned from this day on. Press n to plan a session."))

    def _agenda_lines(self, coming: list[Session]) -> Iterator[tuple[str, Content]]:
        day = None
        for session in coming:
            heading = "" if session.day == day else f"{long_date(session.day)}\n"
            day = session.day
            muted = "$text-muted" if session.state is not SessionState.PLANNED else "$foreground"
            sign, colour = ("◇", "$accent") if session.kind is SessionKind.REVIEW else ("●", "$primary")
            name = session.title or wording.session_kind(session.kind)
            partner = "" if self.place.mentorship_id else f" · {self._names[session.mentorship_id].partner}"
            rest = " · ".join(part for part in (session.place, wording.session_state(session.state)) if part)
            yield (
                session.id,
                Content.assemble(
                    (heading, "$secondary"),
                    (f"{sign} ", colour),
                    (f"{session.starts:%H:%M}–{session.ends:%H:%M}  ", "bold"),
                    (f"{name}{partner}", muted),
                    (f"\n  {rest}{self._cancelled_by(session)}", "$text-muted"),
                ),
            )

    def _cancelled_by(self, session: Session) -> str:
        if session.cancelled_by is None or session.cancelled_at is None:
            return ""
        who = self._names[session.mentorship_id].name_of(session.cancelled_by)
        return " · " + _("by {name}, {day}").format(name=who, day=medium_date(session.cancelled_at.date()))

    def heading(self) -> str:
        """Of whom, or of all."""
        if self.place.mentorship_id:
            return _("Calendar · {title}").format(title=self.mentorship.title)
        return _("Calendar of all")

    # -- commands --------------------------------------------------------------------------------------------------

    @property
    def _chosen(self) -> Session | None:
        """The highlighted session: in the agenda, else the first one of the chosen day."""
        key = self.query_one("#agenda", KeyList).chosen
        chosen = next((it for it in self._sessions if it.id == key), None)
        if self.query_one("#agenda").has_focus or chosen is None or chosen.day == self._grid.day:
            return chosen
        return None

    def _is_planned(self) -> bool:
        return self._chosen is not None and self._chosen.state is SessionState.PLANNED

    can_move_session = can_cancel_session = _is_planned

    def can_open_session(self) -> bool:
        """There is one."""
        return self._chosen is not None

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
    can_open_calendar = can_all_or_one = _is_of_one

    def do_open_session(self) -> None:
        """Reviews open as reviews."""
        if (chosen := self._chosen) is not None:
            name = Name.REVIEW if chosen.kind is SessionKind.REVIEW else Name.SESSION
            self.go(Place(name, chosen.mentorship_id, chosen.id))

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
        """By the agreed process."""
        if (chosen := self._chosen) is not None:
            mentorship = self._names[chosen.mentorship_id]
            self.app.push_screen(CancelSessionDialog(self.database, mentorship, chosen), self._changed)

    @explained
    def _changed(self, session_id: str | None) -> None:
        if session_id:
            self._grid.go_to(sessions.get(self.database, session_id).day)
            self.reload()
            agenda = self.query_one("#agenda", KeyList)
            agenda.highlighted = agenda.get_option_index(session_id)

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
        agenda = self.query_one("#agenda")
        (self._grid if agenda.has_focus else agenda).focus()

    def do_all_or_one(self) -> None:
        """The same month, of all."""
        self.go(Place(Name.CALENDAR))

    def do_export_calendar(self) -> None:
        """As an iCalendar file."""
        mid = self.place.mentorship_id or None
        content = icalendar.calendar_of(self.database, mid)
        name = "handschlag.ics" if mid is None else icalendar.file_name(self.mentorship)
        self.app.push_screen(DocumentDialog(_("iCalendar"), content.decode("utf-8"), name))

    @on(MonthGrid.DayHighlighted)
    @explained
    def _day_changed(self) -> None:
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
