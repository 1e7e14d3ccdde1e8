"""Six weeks of a calendar: what stands on each day, told by shape and by colour; one day is chosen."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.reactive import reactive

from data.i18n import _, month_title, weekday_names

from .day_grid import SHAPES, DayGrid, DayMark, monday_of

if TYPE_CHECKING:
    from collections.abc import Iterable

WEEKS = 6
"""Every month fits into six weeks, so that the grid never changes its height."""

_WEEK_COLUMN = 4
_AIRY_HEIGHT = 1 + 2 * WEEKS
_WIDEST_CELL, _NARROWEST_CELL = 6, 3


class MonthGrid(DayGrid):
    """A month, Monday first, with its ISO week numbers."""

    DEFAULT_CSS = """
    MonthGrid { min-height: 7; max-height: 13; }
    """

    marks: reactive[dict[date, frozenset[DayMark]]] = reactive(dict, init=False, repaint=False)
    """What stands on which day."""

    # -- days ------------------------------------------------------------------------------------------------------

    @property
    def first_shown(self) -> date:
        """The first day of the grid: a Monday, often of the month before."""
        return monday_of(self.day.replace(day=1))

    @property
    def last_shown(self) -> date:
        """The last day of the grid: a Sunday."""
        return self.first_shown + timedelta(days=7 * WEEKS - 1)

    def title(self) -> str:
        """`December 2026`."""
        return month_title(self.day)

    def step_period(self, count: int) -> None:
        """By months."""
        self.step_months(count)

    def action_first(self) -> None:
        """Choose the first day of the month."""
        self.day = self.day.replace(day=1)

    def action_last(self) -> None:
        """Choose the last day of the month."""
        self.day = self.day.replace(day=monthrange(self.day.year, self.day.month)[1])

    def is_same_picture(self, before: date, day: date) -> bool:
        """Within a month."""
        return (before.year, before.month) == (day.year, day.month)

    def watch_marks(self, before: dict[date, frozenset[DayMark]], marks: dict[date, frozenset[DayMark]]) -> None:
        """Repaint the weeks in which something is different."""
        self.repaint_days(day for day in before.keys() | marks.keys() if before.get(day) != marks.get(day))

    def day_at(self, x: int, y: int) -> date | None:
        """The day at a place of the widget, or None beside the days."""
        week, between = divmod(y - self._top, self._stride)
        weekday = (x - _WEEK_COLUMN) // self._cell
        if between or not 0 <= week < WEEKS or not 0 <= weekday < 7:
            return None
        return self.first_shown + timedelta(days=7 * week + weekday)

    # -- drawing ---------------------------------------------------------------------------------------------------

    @property
    def _is_airy(self) -> bool:
        return self.size.height >= _AIRY_HEIGHT

    @property
    def _top(self) -> int:
        return 2 if self._is_airy else 1

    @property
    def _stride(self) -> int:
        return 2 if self._is_airy else 1

    @property
    def _cell(self) -> int:
        return min(_WIDEST_CELL, max(_NARROWEST_CELL, (self.size.width - _WEEK_COLUMN) // 7))

    def repaint_days(self, days: Iterable[date]) -> None:
        """Repaint their weeks."""
        first, last = self.first_shown, self.last_shown
        weeks = {(day - first).days // 7 for day in days if first <= day <= last}
        regions = [Region(0, self._top + week * self._stride, self.size.width, 1) for week in weeks]
        if regions:
            self.refresh(*regions)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """With an empty line between the weeks where there is room for it."""
        return _AIRY_HEIGHT if container.height >= _AIRY_HEIGHT else 1 + WEEKS

    def line(self, y: int) -> list[Segment]:
        """The weekdays, a week, or nothing."""
        if y == 0:
            return self._weekdays()
        week, between = divmod(y - self._top, self._stride)
        return [] if between or not 0 <= week < WEEKS else self._week(week)

    def _weekdays(self) -> list[Segment]:
        names = "".join(f"{name[: self._cell - 1]:>3}".ljust(self._cell) for name in weekday_names())
        return [
            Segment(f"{_('Wk'):>2}".ljust(_WEEK_COLUMN), self.style("week")),
            Segment(names, self.style("weekday")),
        ]

    def _week(self, week: int) -> list[Segment]:
        monday = self.first_shown + timedelta(days=7 * week)
        segments = [Segment(f"{monday.isocalendar().week:>2}".ljust(_WEEK_COLUMN), self.style("week"))]
        for weekday in range(7):
            segments += self._day(monday + timedelta(days=weekday))
        return segments

    def _day(self, day: date) -> list[Segment]:
        """The number with the shapes that fit behind it."""
        room = self._cell - _NARROWEST_CELL
        shown = [mark for mark in DayMark if mark in self.marks.get(day, ())][:room]
        chosen = self.style("chosen", partial=True) if day == self.day else Style.null()
        ground = self._day_style(day) + chosen
        number = ground + self.style("today", partial=True) + chosen if day == self.today else ground
        segments = [Segment(" ", ground), Segment(f"{day.day:>2}", number)]
        for mark in shown:
            segments.append(Segment(SHAPES[mark], ground + self.style(mark, partial=True) + chosen))
        segments.append(Segment(" " * (room - len(shown)), ground))
        return segments

    def _day_style(self, day: date) -> Style:
        if (day.year, day.month) != (self.day.year, self.day.month):
            return self.style("other")
        return self.style("weekend" if day.weekday() >= 5 else "day")
