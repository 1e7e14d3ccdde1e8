"""A picture of a mentorship over time: first meeting, agreement in force, sessions, review, today."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from data.clock import today
from data.i18n import _, short_date
from data.model.mentorship import MentorshipState
from data.model.session import SessionKind, SessionState

if TYPE_CHECKING:
    from data.model.agreement import Version
    from data.model.mentorship import Mentorship
    from data.model.session import Session


class MarkKind(StrEnum):
    """What stands on the line; the order says which one covers another on the same cell."""

    PLANNED = "planned"
    HELD = "held"
    REVIEW = "review"
    REVIEWED = "reviewed"
    FIRST = "first"
    IN_FORCE = "in force"
    ENDED = "ended"
    TODAY = "today"


_SHAPE = {
    MarkKind.PLANNED: "○",
    MarkKind.HELD: "●",
    MarkKind.REVIEW: "◇",
    MarkKind.REVIEWED: "◆",
    MarkKind.FIRST: "▲",
    MarkKind.IN_FORCE: "★",
    MarkKind.ENDED: "■",
    MarkKind.TODAY: "│",
}
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


@dataclass(frozen=True, slots=True)
class Mark:
    """Something on a day."""

    day: date
    kind: MarkKind


def marks_of(sessions: Iterable[Session], versions: Iterable[Version], mentorship: Mentorship) -> tuple[Mark, ...]:
    """What a mentorship's timeline shows; cancelled sessions are left out."""
    marks = [Mark(today(mentorship.zone), MarkKind.TODAY)]
    for session in sessions:
        if session.state is SessionState.CANCELLED:
            continue
        held = session.state is SessionState.HELD
        kind = {
            SessionKind.FIRST: MarkKind.FIRST,
            SessionKind.REVIEW: MarkKind.REVIEWED if held else MarkKind.REVIEW,
            SessionKind.REGULAR: MarkKind.HELD if held else MarkKind.PLANNED,
        }[session.kind]
        marks.append(Mark(session.day, kind))
    in_force = [it.in_force_at for it in versions if it.in_force_at is not None]
    marks += [Mark(mentorship.day_of(instant), MarkKind.IN_FORCE) for instant in in_force]
    if mentorship.ended_at is not None:
        marks.append(Mark(mentorship.day_of(mentorship.ended_at), MarkKind.ENDED))
        if mentorship.state in (MentorshipState.ENDED, MentorshipState.COMPLETED):
            marks = [mark for mark in marks if mark.kind is not MarkKind.TODAY]
    return tuple(marks)


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
            parts.append(("─", "$text-muted") if mark is None else (_SHAPE[mark.kind], _COLOUR[mark.kind]))
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
                parts += [(f"{_SHAPE[kind]} ", _COLOUR[kind]), (f"{word}   ", "$text-muted")]
        return Content.assemble(*parts)
