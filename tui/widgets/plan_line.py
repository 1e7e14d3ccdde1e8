"""Where a meeting is against its plan, in one calm line."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from data.clean import shown
from data.i18n import _, ngettext
from data.model.meeting_plan import LATE, behind, stretch_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.model.question import Question

    from .clock import MeetingClock


def sentence(questions: Sequence[Question], topic: str, planned: timedelta, gone: timedelta) -> str:
    """`Comfort: until 24:00`, or how far behind the meeting is where that is worth a word."""
    stretch = stretch_of(questions, planned, topic)
    if stretch is None:
        return ""
    late = behind(questions, planned, gone)
    if late >= LATE:
        minutes = late // timedelta(minutes=1)
        return ngettext("{count} min behind the plan", "{count} min behind the plan", minutes).format(count=minutes)
    until = f"{round(stretch.until / timedelta(minutes=1))}:00"
    return _("{topic}: until {until}").format(topic=shown(stretch.title), until=until)


class PlanLine(Widget):
    """Looks at the clock once a second and repaints itself when its words change, which is once a minute at most."""

    DEFAULT_CSS = """
    PlanLine { height: 1; width: 1fr; padding: 0 1; color: $text-muted; text-align: right; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._clock: MeetingClock | None = None
        self._questions: Sequence[Question] = ()
        self._topic = ""
        self._words = ""

    def on_mount(self) -> None:
        """Look once a second."""
        self.set_interval(1.0, self._look)

    def follow(self, clock: MeetingClock, questions: Sequence[Question], topic: str) -> None:
        """What is planned, and at which topic the meeting is."""
        self._clock, self._questions, self._topic = clock, questions, topic
        self._look()

    def _look(self) -> None:
        clock = self._clock
        if clock is None or clock.opened_at is None or clock.closed_at is not None:
            words = ""
        else:
            planned = timedelta(minutes=clock.planned_minutes)
            words = sentence(self._questions, self._topic, planned, clock.gone)
        if words != self._words:
            self._words = words
            self.refresh()

    def render(self) -> Content:
        """The line, cut where there is no room."""
        return Content(self._words).truncate(self.size.width, ellipsis=True)
