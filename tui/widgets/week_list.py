"""A week as a list: for each day what stands on it, where there is no room for seven columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.geometry import Region, Size
from textual.reactive import reactive

from data.i18n import short_date

from .day_grid import DayGrid, monday_of
from .week_grid import week_title
from .words import fitted

if TYPE_CHECKING:
    from .agenda import Entry

_DAY = 13
"""Cells of a day's name."""

_MOST = 3
"""Rows of a day."""


class WeekList(DayGrid):
    """Seven days one below the other, Monday first."""

    DEFAULT_CSS = """
    WeekList { min-height: 7; max-height: 21; }
    """
    COLUMN: ClassVar[int] = 7
    ROW: ClassVar[int] = 1

    entries: reactive[Mapping[date, Sequence[Entry]]] = reactive(dict, init=False)
    """What stands on which day, in order."""

    @property
    def first_shown(self) -> date:
        """Monday."""
        return monday_of(self.day)

    @property
    def last_shown(self) -> date:
        """Sunday."""
        return self.first_shown + timedelta(days=6)

    def title(self) -> str:
        """The week by its number and its days."""
        return week_title(self.day)

    def step_period(self, count: int) -> None:
        """By weeks."""
        self.step_days(7 * count)

    def is_same_picture(self, before: date, day: date) -> bool:
        """Within a week."""
        return monday_of(before) == monday_of(day)

    def repaint_days(self, days: Iterable[date]) -> None:
        """Repaint their rows."""
        places = [(day - self.first_shown).days for day in days if self.first_shown <= day <= self.last_shown]
        if places:
            self.refresh(*(Region(0, place * self._rows, self.size.width, self._rows) for place in places))

    def day_at(self, x: int, y: int) -> date | None:
        """The day whose rows these are."""
        place = y // self._rows
        return self.first_shown + timedelta(days=place) if 0 <= place < 7 else None

    @property
    def _rows(self) -> int:
        return min(_MOST, max(1, self.size.height // 7))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows for each day as fit."""
        return 7 * min(_MOST, max(1, container.height // 7))

    def line(self, y: int) -> list[Segment]:
        """A day's name with its first entry, or one more entry; how many more there are stands behind the last."""
        place, row = divmod(y, self._rows)
        if not 0 <= place < 7:
            return []
        day = self.first_shown + timedelta(days=place)
        name = f" {short_date(day)}" if row == 0 else ""
        segments = [Segment(fitted(name, _DAY), self.style_of_day(day) if row == 0 else self.style("day"))]
        found = self.entries.get(day, ())
        if row >= len(found):
            return segments
        more = len(found) - self._rows if row == self._rows - 1 else 0
        behind = f" +{more}" if more > 0 else ""
        entry, room = found[row], self.size.width - _DAY - 2 - len(behind)
        look = self.style(entry.look)
        return [
            *segments,
            Segment(f"{entry.shape} ", look),
            Segment(fitted(entry.brief, max(0, room)), look),
            Segment(behind, self.style("week")),
        ]
