"""The path of a mentorship: its steps as a checklist computed from the data, and its timeline."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static

from data import overview, sessions, versions
from data.model.path import Action, Facts, PathLine, Step, StepState

from .. import path_words, sharing_words, wording
from ..commands.calendar import UrgentRequest
from ..commands.path import (
    Complete,
    ContinueMentorship,
    DoNext,
    DoStep,
    EditMentorship,
    EndMentorship,
    ExportDossier,
    Invite,
    MoveFirstMeeting,
    OpenLogistics,
    OpenVersions,
    PauseOrResume,
)
from ..commands.private_notes import PrivateNotes
from ..commands.sharing import Sharing
from ..dialogs.dossier import DossierDialog
from ..dialogs.mentorship import EditMentorshipDialog
from ..dialogs.private_notes import PrivateNotesDialog
from ..dialogs.urgent import UrgentRequestDialog
from ..next_step import SCREEN_OF_STEP, place_of
from ..place import Name, Place
from ..speech import explained
from ..widgets.list import KeyList
from ..widgets.timeline import Timeline, marks_today
from .ending import EndingScreen
from .first_meeting import FirstMeetingScreen
from .sharing import SharingScreen

_SIGN = {StepState.DONE: "✓", StepState.CURRENT: "●", StepState.OPEN: "○"}
_COLOUR = {StepState.DONE: "$text-success", StepState.CURRENT: "$accent", StepState.OPEN: "$text-muted"}


class PathScreen(FirstMeetingScreen, EndingScreen, SharingScreen):
    """Where a mentorship is, and the next thing to do."""

    OFFERS = (
        DoStep,
        DoNext,
        ContinueMentorship,
        Invite,
        MoveFirstMeeting,
        OpenLogistics,
        OpenVersions,
        EditMentorship,
        PauseOrResume,
        UrgentRequest,
        Complete,
        EndMentorship,
        ExportDossier,
        PrivateNotes,
        Sharing,
    )
    CSS = """
    PathScreen #steps { height: auto; max-height: 100%; margin: 1 1 0 1; }
    PathScreen #next { height: auto; padding: 0 2; margin-top: 1; }
    PathScreen #shared { height: auto; padding: 0 2; color: $text-muted; display: none; }
    PathScreen #shared.-shown { display: block; }
    PathScreen Timeline { margin: 1 2 0 2; }
    """

    def compose_work(self) -> ComposeResult:
        """The checklist, the next thing in words, the timeline."""
        with VerticalScroll(can_focus=False):
            yield KeyList(id="steps")
            yield Static(id="next", markup=False)
            yield Static(id="shared", markup=False)
            yield Timeline()

    def load(self) -> None:
        """Compute the checklist from the data."""
        self._path = overview.path(self.database, self.place.mentorship_id)
        steps = self.query_one("#steps", KeyList)
        current = next((line.step for line in self._path.lines if line.state is StepState.CURRENT), None)
        first = steps.option_count == 0
        steps.fill(
            ((line.step.value, self._line(line)) for line in self._path.lines),
            choose=current.value if first and current else None,
        )
        self.query_one("#next", Static).update(path_words.following(self._path, self.mentorship.state))
        shared = self.query_one("#shared", Static)
        standing = sharing_words.standing(self.database, self.mentorship)
        shared.set_class(bool(standing), "-shown")
        shared.update(Content(f"{wording.SHARED} {standing}"))
        self.query_one(Timeline).marks = marks_today(
            sessions.of(self.database, self.place.mentorship_id),
            versions.of(self.database, self.place.mentorship_id),
            self.mentorship,
        )

    @property
    def facts(self) -> Facts:
        """How far it has come."""
        return self._path.facts

    def status(self) -> str:
        """How the agreement stands."""
        return path_words.standing(self.mentorship, self.facts)

    def _line(self, line: PathLine) -> Content:
        style = "bold" if line.state is StepState.CURRENT else ""
        return Content.assemble(
            (f"{_SIGN[line.state]} ", _COLOUR[line.state]),
            (f"{wording.step(line.step):<22}", style or "$foreground"),
            (path_words.detail(line.step, self.facts), "$text-muted"),
        )

    # -- going on --------------------------------------------------------------------------------------------------

    def do_do_step(self) -> None:
        """Enter on a line."""
        chosen = self.query_one("#steps", KeyList).chosen
        if chosen is not None:
            self._open_step(Step(chosen))

    def _open_step(self, step: Step) -> None:
        if step is Step.FIRST_MEETING:
            self.do_invite()
        else:
            self.go(Place(SCREEN_OF_STEP[step], self.place.mentorship_id))

    def do_do_next(self) -> None:
        """Space."""
        if self._path.next in (Action.PLAN_FIRST_MEETING, Action.INVITE):
            self.do_invite()
        else:
            self.go(place_of(self._path.next, self.place.mentorship_id))

    def can_do_next(self) -> bool:
        """There is something to do."""
        return self._path.next is not Action.NOTHING

    def do_open_logistics(self) -> None:
        """The annex."""
        self.go(Place(Name.LOGISTICS, self.place.mentorship_id))

    def do_open_versions(self) -> None:
        """Versions, signatures, copies."""
        self.go(Place(Name.VERSIONS, self.place.mentorship_id))

    # -- the mentorship itself -------------------------------------------------------------------------------------

    def do_edit_mentorship(self) -> None:
        """Names, addresses, zone."""
        self.app.push_screen(EditMentorshipDialog(self.database, self.mentorship), lambda _id: self.reload())

    def can_edit_mentorship(self) -> bool:
        """Not in an ended mentorship."""
        return not self.mentorship.state.is_closed

    def do_urgent_request(self) -> None:
        """Show the agreed way, and note it."""
        self.app.push_screen(UrgentRequestDialog(self.database, self.mentorship))

    def can_urgent_request(self) -> bool:
        """While it goes on."""
        return not self.mentorship.state.is_closed

    def do_export_dossier(self) -> None:
        """Everything as one document."""
        self.app.push_screen(DossierDialog(self.database, self.mentorship))

    def do_private_notes(self) -> None:
        """Those on the whole of it."""
        self.app.push_screen(PrivateNotesDialog(self.database, self.mentorship))

    @on(OptionList.OptionSelected, "#steps")
    @explained
    def _selected(self) -> None:
        self.do_do_step()
