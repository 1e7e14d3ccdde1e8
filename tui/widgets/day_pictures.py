"""The pictures of the calendar, one of them shown, between its title and what its signs mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from data.i18n import _
from data.model.session import Session, SessionState

from ..calendar_view import View
from . import year_grid
from .agenda import CANCELLED, Entry
from .day_grid import SHAPES, DayGrid, DayMark
from .month_grid import MonthGrid
from .week_grid import DayPlan, WeekGrid
from .week_list import WeekList
from .year_grid import YearGrid

if TYPE_CHECKING:
    from data.model.session import DayCount

SEVEN_COLUMNS = 100
"""Cells from which on a week has its seven columns."""

_COLOURS = {
    SHAPES[DayMark.SESSION]: "$primary",
    SHAPES[DayMark.REVIEW]: "$accent",
    SHAPES[DayMark.COMMITMENT]: "$secondary",
    CANCELLED: "$text-muted",
}


class DayPictures(Vertical):
    """Month, week, day and year; the agenda alone has none, and keeps its day in the month."""

    DEFAULT_CSS = """
    DayPictures #title { height: 1; margin-bottom: 1; text-style: bold; color: $primary; }
    DayPictures #legend { height: auto; padding-top: 1; color: $text-muted; }
    DayPictures DayGrid { display: none; }
    DayPictures DayGrid.-shown { display: block; }
    """

    view: View = View.MONTH
    """Which of them is shown."""

    def compose(self) -> ComposeResult:
        """Title, pictures, legend."""
        yield Static(id="title", markup=False)
        for picture in (MonthGrid, WeekGrid, WeekList, DayPlan, YearGrid):
            yield picture()
        yield Static(id="legend", markup=False)

    @property
    def grid(self) -> DayGrid:
        """The picture for the view and the room that there is."""
        week = WeekGrid if self.app.size.width >= SEVEN_COLUMNS else WeekList
        kinds = {View.WEEK: week, View.DAY: DayPlan, View.YEAR: YearGrid}
        return self.query_one(kinds.get(self.view, MonthGrid))

    @property
    def is_wide(self) -> bool:
        """Whether the picture takes the whole width, so that the agenda stands below it."""
        return isinstance(self.grid, WeekGrid | YearGrid)

    @property
    def outgrown(self) -> DayGrid | None:
        """The picture that is still shown where another one fits the terminal now."""
        return next((it for it in self.query(DayGrid) if it.has_class("-shown") and it is not self.grid), None)

    def show(self, view: View, day: date) -> None:
        """Show a picture with a day; nothing is told of it."""
        self.view = view
        with self.prevent(DayGrid.DayHighlighted):
            self.grid.go_to(day)
        for each in self.query(DayGrid):
            each.set_class(each is self.grid, "-shown")

    def fill(self, entries: Sequence[Entry], counts: Mapping[date, DayCount], holiday: str) -> None:
        """Show what stands on the days; a year has counts. A holiday is named beside its day."""
        grid = self.grid
        by_day: dict[date, list[Entry]] = {}
        for entry in entries:
            by_day.setdefault(entry.day, []).append(entry)
        if isinstance(grid, YearGrid):
            grid.counts = counts
        elif isinstance(grid, MonthGrid):
            grid.marks = _marks(by_day)
        elif isinstance(grid, WeekGrid | WeekList | DayPlan):
            grid.entries = by_day
        self.query_one("#title", Static).update(f"{grid.title()} · {holiday}" if holiday else grid.title())
        self.query_one("#legend", Static).update(Content.assemble(*self._legend()))

    def _legend(self) -> list[tuple[str, str]]:
        """The signs and what they mean; the cells of a month have no room for what was cancelled."""
        signs = [
            (SHAPES[DayMark.SESSION], _("session")),
            (SHAPES[DayMark.REVIEW], _("review")),
            (SHAPES[DayMark.COMMITMENT], _("commitment due")),
        ]
        if self.view is View.YEAR:
            signs = year_grid.legend()
        elif self.view is not View.MONTH:
            signs.append((CANCELLED, _("cancelled")))
        parts: list[tuple[str, str]] = []
        for sign, word in signs:
            parts += [(f"{sign} ", _COLOURS.get(sign, "$primary")), (f"{word}   ", "$text-muted")]
        return parts


def _marks(by_day: Mapping[date, Sequence[Entry]]) -> dict[date, frozenset[DayMark]]:
    """What stands on the days of a month; what was cancelled does not."""
    marks = {day: frozenset(it.mark for it in found if not _is_cancelled(it)) for day, found in by_day.items()}
    return {day: kinds for day, kinds in marks.items() if kinds}


def _is_cancelled(entry: Entry) -> bool:
    return isinstance(entry.what, Session) and entry.what.state is SessionState.CANCELLED
