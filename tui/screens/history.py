"""The history of the draft, played back: the text as it was after each step, and what changed in it."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from data import drafts, versions
from data.clean import shown
from data.clock import zone_info
from data.i18n import _, clock_time, listed, medium_date, ngettext
from data.model.past import Landmark, LandmarkKind, Pace

from ..commands.compare import (
    ChangePace,
    FirstStep,
    FoldLines,
    LastStep,
    NextChange,
    PlayHistory,
    PreviousChange,
    RestoreState,
    StepBack,
    StepForward,
    UndoTaking,
)
from ..dialogs import ConfirmDialog
from ..place import Name, Place
from ..speech import explained, say
from ..widgets.diff_view import DiffView
from ..widgets.slider import Slider
from .diff import DiffScreen
from .taking_up import TakingUpScreen

if TYPE_CHECKING:
    from data.model.past import Step

PLAY_EVERY = 1.0
"""Seconds for which a step is shown while the history is played."""


class HistoryScreen(TakingUpScreen, DiffScreen):
    """Going back and forward in time. Nothing is changed by looking."""

    OFFERS = (
        StepBack,
        StepForward,
        PlayHistory,
        RestoreState,
        UndoTaking,
        NextChange,
        PreviousChange,
        ChangePace,
        FoldLines,
        FirstStep,
        LastStep,
    )
    CSS = """
    HistoryScreen Slider { margin-top: 1; }
    HistoryScreen.-narrow Slider { margin-top: 0; }
    HistoryScreen #when { height: 1; padding: 0 1; margin-bottom: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    HistoryScreen.-narrow #when { margin-bottom: 0; }
    """

    def compose_work(self) -> ComposeResult:
        """The line of time, when and who, and the text."""
        yield Slider()
        yield Static(id="when", markup=False)
        yield DiffView(folded=False)

    _playing: Timer | None = None
    _pace = Pace.USUAL
    _at = 0
    _shown: tuple[int, int] | None = None

    def on_mount(self) -> None:
        """Begin at the end: the draft as it is now, and what was done to it last."""
        self._past = drafts.history(self.database, self.place.mentorship_id)
        self._steps: list[Step] = []
        self._landmarks: dict[int, list[Landmark]] = {}

    def load(self) -> None:
        """Read what has come since, and stay at the step where one is."""
        super().load()
        mid = self.place.mentorship_id
        asked = int(self.place.detail) if self.place.detail.isdecimal() else 0
        seen = self._steps[self._at].last if self._steps else asked
        self._past.refresh()
        self._landmarks = drafts.landmarks(self.database, mid, self._past)
        self._steps = self._past.steps(self._pace, self.mentorship.zone, self._landmarks)
        numbers = [step.last for step in self._steps]
        slider = self.query_one(Slider)
        slider.count = len(numbers)
        slider.marks = frozenset(place for place, number in enumerate(numbers) if self._landmarks.get(number))
        self._show(bisect_left(numbers, seen) if seen else len(numbers) - 1)

    def _show(self, index: int) -> None:
        """Show a step: its text, with what has become of the one before it."""
        self._at = max(0, min(index, len(self._steps) - 1))
        self.query_one(Slider).at = self._at
        if not self._steps:
            self.query_one("#when", Static).update(_("Nobody has written anything yet."))
            return
        step = self._steps[self._at]
        before = self._steps[self._at - 1].last if self._at else 0
        self.place = Place(Name.HISTORY, self.place.mentorship_id, str(step.last))
        self.query_one("#when", Static).update(self._when(step))
        if (before, step.last) != self._shown:
            self._shown = before, step.last
            self.diff.show(self._past.text_at(before), self._past.text_at(step.last))

    def _when(self, step: Step) -> Content:
        zone = zone_info(self.mentorship.zone)
        began, ended = step.began.astimezone(zone), step.ended.astimezone(zone)
        times = [clock_time(began), clock_time(ended)]
        count = ngettext("{count} edit", "{count} edits", step.edits).format(count=step.edits)
        told = "  ".join(map(landmark_words, self._landmarks.get(step.last, ())))
        return Content.assemble(
            (f"{medium_date(began.date())}, {'–'.join(dict.fromkeys(times))}", "bold"),
            (f"  {shown(listed(step.by))} · {count}", "$text-muted"),
            (f"  {told}", "$secondary"),
        )

    def heading(self) -> str:
        """Of whom."""
        return _("History of the draft · {title}").format(title=self.mentorship.title)

    # -- stepping --------------------------------------------------------------------------------------------------

    def can_step_back(self) -> bool:
        """There is a step before."""
        return self._at > 0

    def can_step_forward(self) -> bool:
        """There is a step after."""
        return self._at < len(self._steps) - 1

    def can_play_history(self) -> bool:
        """There is more than one step."""
        return len(self._steps) > 1

    can_first_step = can_last_step = can_change_pace = can_play_history

    def _step_to(self, index: int) -> None:
        self._stop()
        self._go_to(index)

    def _go_to(self, index: int) -> None:
        self._show(index)
        self.show_status()
        self.refresh_footer()

    def do_step_back(self) -> None:
        """To the step before."""
        self._step_to(self._at - 1)

    def do_step_forward(self) -> None:
        """To the step after."""
        self._step_to(self._at + 1)

    def do_first_step(self) -> None:
        """To the oldest one."""
        self._step_to(0)

    def do_last_step(self) -> None:
        """To the newest one."""
        self._step_to(len(self._steps) - 1)

    def do_play_history(self) -> None:
        """Play on from here, from the beginning where one is at the end; or stop."""
        if self._playing is not None:
            self._stop()
            return
        if not self.can_step_forward():
            self._go_to(0)
        self._playing = self.set_interval(PLAY_EVERY, self._play_on)

    @explained
    def _play_on(self) -> None:
        if self.can_step_forward() and self.is_current:
            self._go_to(self._at + 1)
        if not self.can_step_forward():
            self._stop()

    def _stop(self) -> None:
        if self._playing is not None:
            self._playing.stop()
            self._playing = None

    def do_change_pace(self) -> None:
        """Usual, days, close."""
        self._stop()
        paces = [Pace.USUAL, Pace.DAYS, Pace.CLOSE]
        self._pace = paces[(paces.index(self._pace) + 1) % len(paces)]
        self.reload()
        say(
            self,
            {
                Pace.CLOSE: _("A step is what was typed in one go."),
                Pace.USUAL: _("A step is what was typed without a longer pause."),
                Pace.DAYS: _("A step is a day."),
            }[self._pace],
        )

    # -- taking up -------------------------------------------------------------------------------------------------

    def can_restore_state(self) -> bool:
        """The draft is another by now, and may be changed."""
        return self.can_step_forward() and not self.mentorship.state.is_closed

    def do_restore_state(self) -> None:
        """Ask, since it replaces the draft as it is now."""
        self._stop()
        step = self._steps[self._at]
        when = step.ended.astimezone(zone_info(self.mentorship.zone))
        self.app.push_screen(
            ConfirmDialog(
                _("Take this state as the draft?"),
                _(
                    "The draft then reads as it did on {day} at {time}. What it says now stays in this history, "
                    "and u takes it back. No version and no signature is touched."
                ).format(day=medium_date(when.date()), time=clock_time(when)),
                _("take it"),
            ),
            lambda yes: self._restore(step.last) if yes else None,
        )

    def _restore(self, number: int) -> None:
        if self._past.text_at(number) == versions.draft_text(self.database, self.place.mentorship_id):
            say(self, _("The draft says just that already."))
            return
        drafts.restore(self.database, self.place.mentorship_id, number)
        self.reload()
        self._go_to(len(self._steps) - 1)
        say(self, _("This is the draft now. u takes it back."))

    def do_undo_taking(self) -> None:
        """As everywhere, and one sees it."""
        self._stop()
        super().do_undo_taking()
        self._go_to(len(self._steps) - 1)


def landmark_words(landmark: Landmark) -> str:
    """What happened to the draft as a whole, as a sentence."""
    if landmark.kind is LandmarkKind.PROPOSED:
        return _("Proposed as version {number}.").format(number=landmark.number)
    if landmark.kind is LandmarkKind.UNDONE:
        return _("Taking up a text was undone.")
    if landmark.number is None:
        return _("A former state was taken up again.")
    return _("Version {number} was taken up as the draft.").format(number=landmark.number)
