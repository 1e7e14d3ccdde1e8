"""Going about in the calendar: from picture to picture, from period to period, to a day."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from data.clock import today

from ..calendar_view import View
from ..dialogs.go_to_date import GoToDateDialog
from .base import MentorshipScreen

if TYPE_CHECKING:
    from ..widgets.day_grid import DayGrid


def _to(view: View) -> Callable[[CalendarDays], None]:
    """The command that shows a view."""
    return lambda screen: screen.switch(view)


class CalendarDays(MentorshipScreen):
    """The commands that choose a picture and a day; a subclass has the picture."""

    @property
    def view(self) -> View:
        """What is shown."""
        raise NotImplementedError

    @property
    def grid(self) -> DayGrid:
        """The picture that is shown."""
        raise NotImplementedError

    @property
    def _zone(self) -> str:
        """The zone whose days these are."""
        raise NotImplementedError

    def switch(self, view: View) -> None:
        """Show another view."""
        raise NotImplementedError

    # -- pictures --------------------------------------------------------------------------------------------------

    def do_next_view(self) -> None:
        """The one after it."""
        self.switch(self.view.next)

    do_show_month, do_show_week, do_show_day = _to(View.MONTH), _to(View.WEEK), _to(View.DAY)
    do_show_agenda, do_show_year = _to(View.AGENDA), _to(View.YEAR)

    # -- days ------------------------------------------------------------------------------------------------------

    def do_go_to_today(self) -> None:
        """Today."""
        self.grid.go_to(today(self._zone))

    def do_go_to_date(self) -> None:
        """Ask which."""
        self.app.push_screen(GoToDateDialog(self._zone), lambda day: self.grid.go_to(day) if day else None)

    def do_next_period(self) -> None:
        """On."""
        self.grid.step_period(1)

    def do_previous_period(self) -> None:
        """Back."""
        self.grid.step_period(-1)

    def do_next_year(self) -> None:
        """On."""
        self.grid.step_years(1)

    def do_previous_year(self) -> None:
        """Back."""
        self.grid.step_years(-1)
