"""Six weeks of a calendar: what stands on each day, told by shape and by colour; one day is chosen."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from data import clock
from data.i18n import _, weekday_names
from data.model.dates import EARLIEST, LATEST

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual import events


class DayMark(StrEnum):
    """What stands on a day; the order says what is shown first where a day has more than its cell can hold."""

    REVIEW = "review"
    SESSION = "session"
    COMMITMENT = "commitment"


SHAPES = {DayMark.SESSION: "●", DayMark.REVIEW: "◇", DayMark.COMMITMENT: "◆"}
"""Told apart without colours too."""

WEEKS = 6
"""Every month fits into six weeks, so that the grid never changes its height."""

_WEEK_COLUMN = 4
_AIRY_HEIGHT = 1 + 2 * WEEKS
_WIDEST_CELL, _NARROWEST_CELL = 6, 3


class MonthGrid(Widget, can_focus=True):
    """A month, Monday first, with its ISO week numbers.

    The letters that the calendar uses for its commands are not bound here, since a focused widget is asked first: days
    and weeks are stepped with the arrows, weeks with j and k too.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "month-grid--weekday",
        "month-grid--week",
        "month-grid--day",
        "month-grid--other",
        "month-grid--weekend",
        "month-grid--today",
        "month-grid--chosen",
        "month-grid--session",
        "month-grid--review",
        "month-grid--commitment",
    }
    DEFAULT_CSS = """
    MonthGrid { width: 1fr; height: 1fr; min-height: 7; max-height: 13; }
    MonthGrid > .month-grid--weekday { color: $secondary; }
    MonthGrid > .month-grid--week { color: $text-disabled; }
    MonthGrid > .month-grid--other { color: $text-disabled; }
    MonthGrid > .month-grid--weekend { color: $text-muted; }
    MonthGrid > .month-grid--today { color: $accent; text-style: bold underline; }
    MonthGrid > .month-grid--chosen { background: $panel; text-style: bold; }
    MonthGrid:focus > .month-grid--chosen { background: $primary; color: $background; text-style: bold; }
    MonthGrid > .month-grid--session { color: $primary; }
    MonthGrid > .month-grid--review { color: $accent; }
    MonthGrid > .month-grid--commitment { color: $secondary; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("left", "step(-1)", "Day before"),
        ("right", "step(1)", "Next day"),
        ("up,k", "step(-7)", "Week before"),
        ("down,j", "step(7)", "Next week"),
        ("home", "first", "First day of the month"),
        ("end", "last", "Last day of the month"),
    ]

    @dataclass
    class DayHighlighted(Message):
        """Another day was chosen."""

        month_grid: MonthGrid
        day: date

    day: reactive[date] = reactive(EARLIEST, init=False, repaint=False)
    """The chosen day; the month shown is its month."""
    today: reactive[date] = reactive(EARLIEST, init=False, repaint=False)
    """The day that is marked as today."""
    marks: reactive[dict[date, frozenset[DayMark]]] = reactive(dict, init=False, repaint=False)
    """What stands on which day."""

    def __init__(self, day: date | None = None, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        now = clock.today(clock.local_zone())
        self.set_reactive(MonthGrid.today, now)
        self.set_reactive(MonthGrid.day, self.validate_day(day or now))

    # -- days ------------------------------------------------------------------------------------------------------

    @property
    def first_shown(self) -> date:
        """The first day of the grid: a Monday, often of the month before."""
        first = self.day.replace(day=1)
        return first - timedelta(days=first.weekday())

    @property
    def last_shown(self) -> date:
        """The last day of the grid: a Sunday."""
        return self.first_shown + timedelta(days=7 * WEEKS - 1)

    def go_to(self, day: date) -> None:
        """Choose a day; one beyond the years of this calendar becomes its first or last."""
        self.day = day

    def step_months(self, months: int) -> None:
        """Go on or back by months, to the same day or to the last one of a shorter month."""
        self.day = _months_on(self.day, months)

    def step_years(self, years: int) -> None:
        """Go on or back by years; 29 February becomes the 28th."""
        self.step_months(12 * years)

    def action_step(self, days: int) -> None:
        """Go on or back by days."""
        self.day += timedelta(days=days)

    def action_first(self) -> None:
        """Choose the first day of the month."""
        self.day = self.day.replace(day=1)

    def action_last(self) -> None:
        """Choose the last day of the month."""
        self.day = self.day.replace(day=monthrange(self.day.year, self.day.month)[1])

    def validate_day(self, day: date) -> date:
        """Keep to the years of this calendar."""
        return min(max(day, EARLIEST), LATEST)

    def watch_day(self, before: date, day: date) -> None:
        """Repaint the two weeks concerned, or all where the month is another; tell the screen."""
        if (before.year, before.month) == (day.year, day.month):
            self._repaint((before, day))
        else:
            self.refresh()
        self.post_message(self.DayHighlighted(self, day))

    def watch_today(self, before: date, today: date) -> None:
        """Repaint both days."""
        self._repaint((before, today))

    def watch_marks(self, before: dict[date, frozenset[DayMark]], marks: dict[date, frozenset[DayMark]]) -> None:
        """Repaint the weeks in which something is different."""
        self._repaint(day for day in before.keys() | marks.keys() if before.get(day) != marks.get(day))

    def on_click(self, event: events.Click) -> None:
        """Choose the day that was clicked."""
        if (day := self.day_at(event.x, event.y)) is not None:
            self.day = day

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

    def _repaint(self, days: Iterable[date]) -> None:
        first, last = self.first_shown, self.last_shown
        weeks = {(day - first).days // 7 for day in days if first <= day <= last}
        regions = [Region(0, self._top + week * self._stride, self.size.width, 1) for week in weeks]
        if regions:
            self.refresh(*regions)

    def notify_style_update(self) -> None:
        """The chosen day looks another way while the grid has the focus."""
        super().notify_style_update()
        self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """With an empty line between the weeks where there is room for it."""
        return _AIRY_HEIGHT if container.height >= _AIRY_HEIGHT else 1 + WEEKS

    def render_line(self, y: int) -> Strip:
        """The weekdays, a week, or nothing."""
        if y == 0:
            segments = self._weekdays()
        else:
            week, between = divmod(y - self._top, self._stride)
            segments = [] if between or not 0 <= week < WEEKS else self._week(week)
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style)

    def _style(self, name: str, *, partial: bool = False) -> Style:
        """A style of its own, or (partial) what it adds to another."""
        return self.get_component_rich_style(f"month-grid--{name}", partial=partial)

    def _weekdays(self) -> list[Segment]:
        names = "".join(f"{name[: self._cell - 1]:>3}".ljust(self._cell) for name in weekday_names())
        return [
            Segment(f"{_('Wk'):>2}".ljust(_WEEK_COLUMN), self._style("week")),
            Segment(names, self._style("weekday")),
        ]

    def _week(self, week: int) -> list[Segment]:
        monday = self.first_shown + timedelta(days=7 * week)
        segments = [Segment(f"{monday.isocalendar().week:>2}".ljust(_WEEK_COLUMN), self._style("week"))]
        for weekday in range(7):
            segments += self._day(monday + timedelta(days=weekday))
        return segments

    def _day(self, day: date) -> list[Segment]:
        """The number with the shapes that fit behind it."""
        room = self._cell - _NARROWEST_CELL
        shown = [mark for mark in DayMark if mark in self.marks.get(day, ())][:room]
        chosen = self._style("chosen", partial=True) if day == self.day else Style.null()
        ground = self._day_style(day) + chosen
        number = ground + self._style("today", partial=True) + chosen if day == self.today else ground
        segments = [Segment(" ", ground), Segment(f"{day.day:>2}", number)]
        for mark in shown:
            segments.append(Segment(SHAPES[mark], ground + self._style(mark, partial=True) + chosen))
        segments.append(Segment(" " * (room - len(shown)), ground))
        return segments

    def _day_style(self, day: date) -> Style:
        if (day.year, day.month) != (self.day.year, self.day.month):
            return self._style("other")
        return self._style("weekend" if day.weekday() >= 5 else "day")


def _months_on(day: date, months: int) -> date:
    """The same day some months later, or the last one of a shorter month; a far year ends at the last one there is."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year < EARLIEST.year:
        return EARLIEST
    if year > LATEST.year:
        return LATEST
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
