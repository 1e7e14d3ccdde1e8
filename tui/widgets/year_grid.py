"""A year of sessions held: a cell for each day, fuller the more were held, Monday first, a column for each week."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.geometry import Region, Size
from textual.reactive import reactive

from data.i18n import _, month_names, ngettext, weekday_names

from .day_grid import DayGrid, monday_of

if TYPE_CHECKING:
    from rich.style import Style

    from data.model.session import DayCount

_NAMES = 5
"""Cells of the weekdays at the side."""

_WEEKS = 54
"""A leap year that begins on a Sunday has days in so many weeks."""

LEVELS = ("·", "▒", "▓", "█")
"""None, one, two, three and more held: told by how full the cell is, in one colour."""

COMING = "○"
"""Something is planned, and nothing was held yet."""

_MONTHS_AT = 9
_MONTH = 9
_HEIGHT = _MONTHS_AT + 2

_EMPTY: Mapping[date, DayCount] = {}


class YearGrid(DayGrid):
    """All days of a year; below them how many sessions each month had."""

    DEFAULT_CSS = """
    YearGrid { height: 11; }
    """
    COLUMN: ClassVar[int] = 7
    ROW: ClassVar[int] = 1

    counts: reactive[Mapping[date, DayCount]] = reactive(_EMPTY, init=False)
    """How many sessions each day has."""

    @property
    def first_shown(self) -> date:
        """1 January."""
        return date(self.day.year, 1, 1)

    @property
    def last_shown(self) -> date:
        """31 December."""
        return date(self.day.year, 12, 31)

    def title(self) -> str:
        """`2026 · 23 held, 4 planned`."""
        held, planned = (sum(getattr(it, what) for it in self.counts.values()) for what in ("held", "planned"))
        parts = [
            f"{self.day.year}",
            ngettext("{count} session held", "{count} sessions held", held).format(count=held),
            ngettext("{count} planned", "{count} planned", planned).format(count=planned),
        ]
        return " · ".join(parts)

    def step_period(self, count: int) -> None:
        """By years."""
        self.step_years(count)

    def is_same_picture(self, before: date, day: date) -> bool:
        """Within a year."""
        return before.year == day.year

    def repaint_days(self, days: Iterable[date]) -> None:
        """Repaint their rows."""
        rows = {1 + day.weekday() for day in days if day.year == self.day.year}
        if rows:
            self.refresh(*(Region(0, row, self.size.width, 1) for row in rows))

    def day_at(self, x: int, y: int) -> date | None:
        """The day at a place, or None where another year is."""
        day = monday_of(self.first_shown) + timedelta(days=7 * ((x - _NAMES) // self._cell) + y - 1)
        return day if x >= _NAMES and 1 <= y <= 7 and day.year == self.day.year else None

    @property
    def _cell(self) -> int:
        return 2 if self.size.width >= _NAMES + 2 * _WEEKS else 1

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The months' names, seven days, and two rows of months."""
        return _HEIGHT

    # -- drawing ---------------------------------------------------------------------------------------------------

    def line(self, y: int) -> list[Segment]:
        """The months, a weekday over the year, or the counts of half of the months."""
        if y == 0:
            return [Segment(self._months(), self.style("weekday"))]
        if 1 <= y <= 7:
            return list(self._weekday(y - 1))
        if y in (_MONTHS_AT, _MONTHS_AT + 1):
            return list(self._counted(6 * (y - _MONTHS_AT)))
        return []

    def _months(self) -> str:
        row = [" "] * (_NAMES + _WEEKS * self._cell + 4)
        for month, name in enumerate(month_names(), 1):
            week = (date(self.day.year, month, 1) - monday_of(self.first_shown)).days // 7
            at = _NAMES + week * self._cell
            row[at : at + 3] = f"{name[:3]:<3}"
        return "".join(row).rstrip()

    def _weekday(self, weekday: int) -> Iterable[Segment]:
        yield Segment(f" {weekday_names()[weekday]:<4}", self.style("week"))
        day = monday_of(self.first_shown) + timedelta(days=weekday)
        while day <= self.last_shown:
            blank = " " * (self._cell - 1)
            if day.year != self.day.year:
                yield Segment(" " * self._cell)
            else:
                sign, look = self._sign(day)
                yield Segment(sign, look)
                if blank:
                    yield Segment(blank)
            day += timedelta(days=7)

    def _sign(self, day: date) -> tuple[str, Style]:
        count = self.counts.get(day)
        held = 0 if count is None else min(count.held, len(LEVELS) - 1)
        if held:
            sign, look = LEVELS[held], self.style(f"level-{held}")
        elif count is not None and count.planned:
            sign, look = COMING, self.style("session")
        else:
            sign, look = LEVELS[0], self.style("week")
        for name, one in (("today", self.today), ("chosen", self.day)):
            if day == one:
                look += self.style(name, partial=True)
        return sign, look

    def _counted(self, first: int) -> Iterable[Segment]:
        for month in range(first + 1, first + 7):
            days = [date(self.day.year, month, day + 1) for day in range(monthrange(self.day.year, month)[1])]
            held = sum(self.counts[day].held for day in days if day in self.counts)
            is_chosen = month == self.day.month
            look = self.style("weekday") if is_chosen else self.style("week")
            yield Segment(f" {month_names()[month - 1][:3]:<3}", look)
            yield Segment(f"{held:>4} ".ljust(_MONTH - 4), self.style("day" if held else "week"))


def legend() -> list[tuple[str, str]]:
    """The signs and what they mean."""
    return [
        (LEVELS[1], _("one held")),
        (LEVELS[2], _("two")),
        (LEVELS[3], _("three or more")),
        (COMING, _("planned")),
    ]
