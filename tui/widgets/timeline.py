"""A picture of a mentorship over time: first meeting, agreement in force, sessions, review, today."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from data.clock import today
from data.i18n import _, short_date
from data.model.timeline import SHAPES, Mark, MarkKind, marks_of

if TYPE_CHECKING:
    from data.model.agreement import Version
    from data.model.mentorship import Mentorship
    from data.model.session import Session


_COLOUR = {
    MarkKind.PLANNED: "$text-muted",
    MarkKind.HELD: "$primary",
    MarkKind.REVIEW: "$accent",
    MarkKind.REVIEWED: "$accent",
    MarkKind.FIRST: "$secondary",
    MarkKind.IN_FORCE: "bold $text-success",
    MarkKind.ENDED: "$text-muted",
    MarkKind.TODAY: "bold $foreground",
}
_ORDER = list(MarkKind)


def marks_today(sessions: Iterable[Session], versions: Iterable[Version], mentorship: Mentorship) -> tuple[Mark, ...]:
    """What the line shows: the days of the mentorship, and today while it goes on."""
    now = () if mentorship.state.is_closed else (Mark(today(mentorship.zone), MarkKind.TODAY),)
    return (*now, *marks_of(sessions, versions, mentorship))


def positions(marks: Sequence[Mark], width: int) -> dict[int, Mark]:
    """The column (0 to `width` - 1) of each mark; of two on one column the later kind of `MarkKind` is seen."""
    first, last = span(marks)
    days = max(1, (last - first).days)
    columns: dict[int, Mark] = {}
    for mark in sorted(marks, key=lambda mark: _ORDER.index(mark.kind)):
        columns[round((mark.day - first).days * (width - 1) / days)] = mark
    return columns


def span(marks: Sequence[Mark]) -> tuple[date, date]:
    """The first and the last day of the line: at least 30 days, so that one mark has a line to stand on."""
    days = [mark.day for mark in marks]
    first, last = min(days), max(days)
    return first, max(last, first + timedelta(days=30))


class Timeline(Widget):
    """Three lines: the axis with its marks, its days, and what the shapes mean."""

    DEFAULT_CSS = """
    Timeline { height: 5; width: 1fr; }
    """

    marks: reactive[tuple[Mark, ...]] = reactive(())
    """What is shown."""

    def render(self) -> Content:
        """Axis, days, legend; nothing before anything is planned."""
        if not {mark.kind for mark in self.marks} - {MarkKind.TODAY}:
            return Content.styled(_("Once the first meeting is planned, its timeline stands here."), "$text-muted")
        width = max(20, self.size.width)
        columns = positions(self.marks, width)
        return Content.assemble(self._axis(columns, width), "\n", self._days(columns, width), "\n\n", self._legend())

    def _axis(self, columns: dict[int, Mark], width: int) -> Content:
        parts: list[tuple[str, str]] = []
        for column in range(width):
            mark = columns.get(column)
            parts.append(("─", "$text-muted") if mark is None else (SHAPES[mark.kind], _COLOUR[mark.kind]))
        return Content.assemble(*parts)

    def _days(self, columns: dict[int, Mark], width: int) -> Content:
        """As many days below their marks as fit without touching; those that matter most first."""
        line = [" "] * width
        by_weight = sorted(columns.items(), key=lambda item: -_ORDER.index(item[1].kind))
        for column, mark in by_weight:
            label = _("today") if mark.kind is MarkKind.TODAY else short_date(mark.day)
            length = cell_len(label)
            start = min(max(0, column - length // 2), width - length)
            if start >= 0 and all(cell == " " for cell in line[max(0, start - 1) : start + length + 1]):
                line[start : start + length] = label
        return Content.styled("".join(line), "$text-muted")

    def _legend(self) -> Content:
        words = {
            MarkKind.FIRST: _("first meeting"),
            MarkKind.IN_FORCE: _("in force"),
            MarkKind.HELD: _("held"),
            MarkKind.PLANNED: _("planned"),
            MarkKind.REVIEW: _("review"),
            MarkKind.REVIEWED: _("review held"),
            MarkKind.ENDED: _("ended"),
        }
        present = {mark.kind for mark in self.marks}
        parts: list[tuple[str, str]] = []
        for kind, word in words.items():
            if kind in present:
                parts += [(f"{SHAPES[kind]} ", _COLOUR[kind]), (f"{word}   ", "$text-muted")]
        return Content.assemble(*parts)
