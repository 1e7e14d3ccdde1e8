"""A week in seven columns, or one day in a wide one, with the hours down the side and sessions as blocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.geometry import Size
from textual.reactive import reactive

from data.i18n import _, long_date, medium_date, short_date
from data.model.session import Session

from .day_grid import DayGrid, monday_of
from .words import fitted

if TYPE_CHECKING:
    from .agenda import Entry

_HOURS = 7
"""Cells of the hours down the side."""

_TOP = 2
"""Rows above the hours: the days, and what is due on them."""

_FIRST, _LAST = 8 * 60, 18 * 60
"""The minutes of a day that are always shown; sessions before or after make it longer."""

_STEPS = (15, 30, 60, 120, 240)
"""Minutes that a row may stand for; the shortest with which the day fits is taken."""

_LANES = 3
"""Sessions beside each other in one column; what overlaps beyond that is counted."""

_EMPTY: Mapping[date, Sequence[Entry]] = {}


@dataclass(frozen=True, slots=True)
class _Block:
    """A session as rows of a column."""

    entry: Entry
    first: int
    last: int
    lane: int


class HoursGrid(DayGrid):
    """Days beside each other; subclasses say which."""

    DAYS: ClassVar[int] = 7

    entries: reactive[Mapping[date, Sequence[Entry]]] = reactive(_EMPTY, init=False, layout=False)
    """What stands on which day, in order."""

    def __init__(self, day: date | None = None, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(day, id=id, classes=classes)
        self._layout_key: tuple[date, Size] | None = None
        self._layout: tuple[int, int, Mapping[date, Sequence[_Block]]] = (_FIRST, _STEPS[-1], {})

    def watch_entries(self) -> None:
        """Lay them out anew."""
        self._layout_key = None

    def is_same_picture(self, before: date, day: date) -> bool:
        """Never: the column of the chosen day reaches from top to bottom."""
        return False

    @property
    def last_shown(self) -> date:
        """The last of the columns."""
        return self.first_shown + timedelta(days=self.DAYS - 1)

    def step_period(self, count: int) -> None:
        """By as many days as are shown."""
        self.step_days(self.DAYS * count)

    def day_at(self, x: int, y: int) -> date | None:
        """The day whose column this is."""
        column = (x - _HOURS) // self._width
        return self.first_shown + timedelta(days=column) if x >= _HOURS and column < self.DAYS else None

    # -- what fits -------------------------------------------------------------------------------------------------

    @property
    def _width(self) -> int:
        return max(4, (self.size.width - _HOURS) // self.DAYS)

    def _days(self) -> list[date]:
        return [self.first_shown + timedelta(days=offset) for offset in range(self.DAYS)]

    def _sessions(self, day: date) -> list[tuple[Entry, Session]]:
        return [(it, it.what) for it in self.entries.get(day, ()) if isinstance(it.what, Session)]

    def _span(self) -> tuple[int, int]:
        """From which minute of the day, and how many minutes a row stands for."""
        found = [_minutes(session) for day in self._days() for _entry, session in self._sessions(day)]
        first = min([_FIRST, *(begins for begins, _ends in found)]) // 60 * 60
        last = max([_LAST, *(ends for _begins, ends in found)])
        rows = max(1, self.size.height - _TOP)
        return first, next((step for step in _STEPS if (last - first) / step <= rows), _STEPS[-1])

    def _blocks(self, day: date, first: int, step: int) -> list[_Block]:
        blocks: list[_Block] = []
        for entry, session in self._sessions(day):
            begins, ends = _minutes(session)
            top, bottom = (begins - first) // step, max((begins - first) // step, (ends - first - 1) // step)
            taken = {it.lane for it in blocks if it.first <= bottom and top <= it.last}
            lane = next(number for number in range(len(blocks) + 1) if number not in taken)
            blocks.append(_Block(entry, top, bottom, lane))
        return blocks

    @property
    def _laid_out(self) -> tuple[int, int, Mapping[date, Sequence[_Block]]]:
        """Where the rows begin, their minutes, and the blocks: the same for all rows of a picture."""
        key = (self.first_shown, self.size)
        if self._layout_key != key:
            first, step = self._span()
            self._layout = first, step, {day: self._blocks(day, first, step) for day in self._days()}
            self._layout_key = key
        return self._layout

    # -- drawing ---------------------------------------------------------------------------------------------------

    def line(self, y: int) -> list[Segment]:
        """The days, what is due on them, or some minutes of all of them."""
        if y == 0:
            return [Segment(" " * _HOURS), *(self._heading(day) for day in self._days())]
        if y == 1:
            return [Segment(" " * _HOURS), *(segment for day in self._days() for segment in self._due(day))]
        first, step, blocks = self._laid_out
        row = y - _TOP
        at = first + row * step
        if at >= 24 * 60:
            return []
        hour = f"{at // 60:02}:{at % 60:02} " if at % 60 == 0 else ""
        segments = [Segment(hour.rjust(_HOURS), self.style("week"))]
        for day in self._days():
            segments += self._cell(day, row, blocks[day], is_hour=bool(hour))
        return segments

    def _heading(self, day: date) -> Segment:
        return Segment(fitted(f" {short_date(day)}", self._width), self.style_of_day(day))

    def _due(self, day: date) -> Iterator[Segment]:
        due = [it for it in self.entries.get(day, ()) if not isinstance(it.what, Session)]
        words = due[0].brief if len(due) == 1 else f"{len(due)}"
        text = f" {due[0].shape} {words}" if due else ""
        yield Segment(fitted(text, self._width - 1), self.style("commitment"))
        yield Segment(" ")

    def _cell(self, day: date, row: int, blocks: Sequence[_Block], *, is_hour: bool) -> Iterator[Segment]:
        width = self._width - 1
        here = [it for it in blocks if it.first <= row <= it.last]
        if not here:
            ground = self.style("column") if day == self.day and self.DAYS > 1 else self.style("line")
            yield Segment(("·" if is_hour else " ").ljust(width), ground)
        else:
            lanes = min(_LANES, max(it.lane for it in blocks if self._touches(it, here)) + 1)
            room = width // lanes
            hidden = sum(it.lane >= lanes for it in here)
            for lane in range(lanes):
                cells = room if lane < lanes - 1 else width - room * (lanes - 1)
                block = next((it for it in here if it.lane == lane), None)
                yield from self._part(block, row, cells, hidden if lane == lanes - 1 else 0)
        yield Segment(" ")

    @staticmethod
    def _touches(block: _Block, others: Sequence[_Block]) -> bool:
        return any(block.first <= it.last and it.first <= block.last for it in others)

    def _part(self, block: _Block | None, row: int, cells: int, hidden: int) -> Iterator[Segment]:
        """A row of a block: its first one has the shape and the words, the others the edge that holds them together."""
        behind = f" +{hidden}" if hidden else ""
        if block is None:
            yield Segment(fitted("", cells - len(behind)) + behind, self.style("week"))
            return
        look = self.style(block.entry.look)
        edge = self.style(block.entry.look) if block.entry.look != "cancelled" else self.style("week")
        words = block.entry.brief if row == block.first else block.entry.rest if row == block.first + 1 else ""
        yield Segment(f"{block.entry.shape if row == block.first else '│'} "[:cells], edge)
        yield Segment(fitted(words, cells - 2 - len(behind)), look)
        yield Segment(behind, self.style("week"))


class WeekGrid(HoursGrid):
    """Seven columns, Monday first."""

    @property
    def first_shown(self) -> date:
        """Monday."""
        return monday_of(self.day)

    def title(self) -> str:
        """The week by its number and its days."""
        return week_title(self.day)


class DayPlan(HoursGrid):
    """One day."""

    DAYS: ClassVar[int] = 1

    @property
    def first_shown(self) -> date:
        """The day itself."""
        return self.day

    def title(self) -> str:
        """`Tuesday, 1 December 2026`."""
        return long_date(self.day)


def week_title(day: date) -> str:
    """`Week 49 · Mon 30 Nov – Sun 6 Dec 2026`, by ISO 8601."""
    monday = monday_of(day)
    return _("Week {number} · {first} – {last}").format(
        number=day.isocalendar().week, first=short_date(monday), last=medium_date(monday + timedelta(days=6))
    )


def _minutes(session: Session) -> tuple[int, int]:
    """From which minute of its day to which; what goes on after midnight ends with the day here."""
    begins = session.starts.hour * 60 + session.starts.minute
    return begins, min(begins + session.minutes, 24 * 60)
