"""The clock of a meeting: time gone against the time planned; an overrun is shown and allowed."""

from __future__ import annotations

from datetime import datetime, timedelta

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from data.clock import now
from data.i18n import _

LAST = timedelta(minutes=10)
"""From here on the clock says that the end is near."""


def face(gone: timedelta, planned: timedelta) -> str:
    """`23:41 of 60:00`, and past the end `60:00 + 2:13`."""
    if gone > planned:
        return _("{planned} + {over}").format(planned=_minutes(planned), over=_minutes(gone - planned))
    return _("{gone} of {planned}").format(gone=_minutes(gone), planned=_minutes(planned))


def _minutes(span: timedelta) -> str:
    seconds = int(span.total_seconds())
    return f"{seconds // 60}:{seconds % 60:02}"


def bar(gone: timedelta, planned: timedelta, width: int = 10) -> str:
    """`▰▰▰▱▱▱▱▱▱▱`: how much of the planned time has gone."""
    part = min(1.0, gone / planned) if planned else 1.0
    filled = round(part * width)
    return "▰" * filled + "▱" * (width - filled)


class MeetingClock(Widget):
    """Runs from `opened_at`, once a second, and repaints only itself."""

    DEFAULT_CSS = """
    MeetingClock { height: 1; width: 28; content-align: right middle; text-align: right; }
    """

    opened_at: reactive[datetime | None] = reactive(None)
    """When the meeting was opened, UTC; None before."""
    closed_at: reactive[datetime | None] = reactive(None)
    """When it was closed: the clock stands still then."""
    planned_minutes: reactive[int] = reactive(60)

    def on_mount(self) -> None:
        """Tick once a second."""
        self.set_interval(1.0, self._tick)

    def _tick(self) -> None:
        if self.opened_at is not None and self.closed_at is None:
            self.refresh()

    @property
    def gone(self) -> timedelta:
        """The time since the meeting was opened."""
        if self.opened_at is None:
            return timedelta()
        return (self.closed_at or now()) - self.opened_at

    def render(self) -> Content:
        """Figures and bar; calm, then warm in the last ten minutes, then in the colour of a warning."""
        planned = timedelta(minutes=self.planned_minutes)
        gone = self.gone
        colour = "$text-error" if gone > planned else "$text-warning" if planned - gone <= LAST else "$text-muted"
        return Content.assemble((face(gone, planned), f"bold {colour}"), " ", (bar(gone, planned), colour))
