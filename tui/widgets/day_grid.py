"""A picture of days of which one is chosen: what month, week, day and year have in common."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from data import clock
from data.model.dates import EARLIEST, LATEST

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.segment import Segment
    from rich.style import Style
    from textual import events


class DayMark(StrEnum):
    """What stands on a day; the order says what is shown first where a day has more than its cell can hold."""

    REVIEW = "review"
    SESSION = "session"
    COMMITMENT = "commitment"


SHAPES = {DayMark.SESSION: "●", DayMark.REVIEW: "◇", DayMark.COMMITMENT: "◆"}
"""Told apart without colours too."""


class DayGrid(Widget, can_focus=True):
    """Days to step through; every week begins on Monday, as ISO 8601 counts weeks, in both languages.

    The letters that the calendar uses for its commands are not bound here, since a focused widget is asked first: days
    and weeks are stepped with the arrows, rows with j and k too.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"day-grid--{name}"
        for name in (
            *("weekday", "week", "day", "other", "weekend", "today", "chosen"),
            *("session", "review", "commitment", "cancelled", "line", "column", "level-1", "level-2", "level-3"),
        )
    }
    DEFAULT_CSS = """
    DayGrid { width: 1fr; height: 1fr; }
    DayGrid > .day-grid--weekday { color: $secondary; }
    DayGrid > .day-grid--week { color: $text-disabled; }
    DayGrid > .day-grid--other { color: $text-disabled; }
    DayGrid > .day-grid--weekend { color: $text-muted; }
    DayGrid > .day-grid--today { color: $accent; text-style: bold underline; }
    DayGrid > .day-grid--chosen { background: $panel; text-style: bold; }
    DayGrid:focus > .day-grid--chosen { background: $primary; color: $background; text-style: bold; }
    DayGrid > .day-grid--session { color: $primary; }
    DayGrid > .day-grid--review { color: $accent; }
    DayGrid > .day-grid--commitment { color: $secondary; }
    DayGrid > .day-grid--cancelled { color: $text-muted; text-style: strike; }
    DayGrid > .day-grid--line { color: $text-disabled; }
    DayGrid > .day-grid--column { color: $text-muted; background: $panel 60%; }
    DayGrid > .day-grid--level-1 { color: $primary 60%; }
    DayGrid > .day-grid--level-2 { color: $primary 80%; }
    DayGrid > .day-grid--level-3 { color: $primary; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("left", "step_column(-1)", "Before"),
        ("right", "step_column(1)", "Next"),
        ("up,k", "step_row(-1)", "Above"),
        ("down,j", "step_row(1)", "Below"),
        ("home", "first", "First day"),
        ("end", "last", "Last day"),
    ]
    COLUMN: ClassVar[int] = 1
    """Days from one column to the next."""
    ROW: ClassVar[int] = 7
    """Days from one row to the next."""

    @dataclass
    class DayHighlighted(Message):
        """Another day was chosen."""

        day_grid: DayGrid
        day: date

    day: reactive[date] = reactive(EARLIEST, init=False, repaint=False)
    """The chosen day; what is shown is its month, week or year."""
    today: reactive[date] = reactive(EARLIEST, init=False, repaint=False)
    """The day that is marked as today."""

    def __init__(self, day: date | None = None, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        now = clock.today(clock.local_zone())
        self.set_reactive(DayGrid.today, now)
        self.set_reactive(DayGrid.day, self.validate_day(day or now))

    # -- days ------------------------------------------------------------------------------------------------------

    @property
    def first_shown(self) -> date:
        """The first day of the picture."""
        raise NotImplementedError

    @property
    def last_shown(self) -> date:
        """The last day of the picture."""
        raise NotImplementedError

    def title(self) -> str:
        """What is shown: `December 2026`."""
        raise NotImplementedError

    def step_period(self, count: int) -> None:
        """Go on or back by what is shown: months, weeks, days or years."""
        raise NotImplementedError

    def go_to(self, day: date) -> None:
        """Choose a day; one beyond the years of this calendar becomes its first or last."""
        self.day = day

    def step_months(self, months: int) -> None:
        """Go on or back by months, to the same day or to the last one of a shorter month."""
        self.day = _months_on(self.day, months)

    def step_years(self, years: int) -> None:
        """Go on or back by years; 29 February becomes the 28th."""
        self.step_months(12 * years)

    def step_days(self, days: int) -> None:
        """Go on or back by days."""
        self.day += timedelta(days=days)

    def action_step_column(self, columns: int) -> None:
        """Go on or back by columns."""
        self.step_days(columns * self.COLUMN)

    def action_step_row(self, rows: int) -> None:
        """Go down or up by rows."""
        self.step_days(rows * self.ROW)

    def action_first(self) -> None:
        """Choose the first day that is shown."""
        self.day = self.first_shown

    def action_last(self) -> None:
        """Choose the last day that is shown."""
        self.day = self.last_shown

    def validate_day(self, day: date) -> date:
        """Keep to the years of this calendar."""
        return min(max(day, EARLIEST), LATEST)

    def watch_day(self, before: date, day: date) -> None:
        """Repaint what is another, and tell the screen."""
        if self.is_same_picture(before, day):
            self.repaint_days((before, day))
        else:
            self.refresh()
        self.post_message(self.DayHighlighted(self, day))

    def watch_today(self, before: date, today: date) -> None:
        """Repaint both days."""
        self.repaint_days((before, today))

    def is_same_picture(self, before: date, day: date) -> bool:
        """Whether both days are in one picture, so that only they have to be painted anew."""
        return False

    def repaint_days(self, days: Iterable[date]) -> None:
        """Repaint these days; all, where a subclass does not know better."""
        self.refresh()

    def day_at(self, x: int, y: int) -> date | None:
        """The day at a place of the widget, or None beside the days."""
        raise NotImplementedError

    def on_click(self, event: events.Click) -> None:
        """Choose the day that was clicked."""
        if (day := self.day_at(event.x, event.y)) is not None:
            self.day = day

    # -- drawing ---------------------------------------------------------------------------------------------------

    def notify_style_update(self) -> None:
        """The chosen day looks another way while the grid has the focus."""
        super().notify_style_update()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """A row, as wide as the widget."""
        return Strip(self.line(y)).adjust_cell_length(self.size.width, self.rich_style)

    def line(self, y: int) -> list[Segment]:
        """What stands on a row."""
        raise NotImplementedError

    def style(self, name: str, *, partial: bool = False) -> Style:
        """A style of its own, or (partial) what it adds to another."""
        return self.get_component_rich_style(f"day-grid--{name}", partial=partial)

    def style_of_day(self, day: date) -> Style:
        """How a day looks: today, the chosen one, a weekend."""
        look = self.style("weekend" if day.weekday() >= 5 else "day")
        if day == self.today:
            look += self.style("today", partial=True)
        if day == self.day:
            look += self.style("chosen", partial=True)
        return look


def monday_of(day: date) -> date:
    """The Monday of the week that a day is in."""
    return day - timedelta(days=day.weekday())


def _months_on(day: date, months: int) -> date:
    """The same day some months later, or the last one of a shorter month; a far year ends at the last one there is."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year < EARLIEST.year:
        return EARLIEST
    if year > LATEST.year:
        return LATEST
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
