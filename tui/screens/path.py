"""The path of a mentorship: its steps as a checklist computed from the data, and its timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static

from data import dossier, mentorships, overview, sessions, versions
from data.i18n import _, medium_date, ngettext, short_date
from data.model.mentorship import MentorshipState, Party
from data.model.path import Action, Facts, PathLine, Step, StepState

from .. import wording
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
from ..dialogs import ConfirmDialog
from ..dialogs.document import DocumentDialog
from ..dialogs.invitation import invitation_dialog
from ..dialogs.mentorship import EditMentorshipDialog
from ..dialogs.party import PartyDialog
from ..dialogs.session import MoveSessionDialog, PlanSessionDialog
from ..dialogs.urgent import UrgentRequestDialog
from ..next_step import SCREEN_OF_STEP, place_of
from ..place import Name, Place
from ..speech import explained, say
from ..widgets.list import KeyList
from ..widgets.timeline import Timeline, marks_today
from .base import MentorshipScreen

if TYPE_CHECKING:
    from data.model.session import Session

_SIGN = {StepState.DONE: "✓", StepState.CURRENT: "●", StepState.OPEN: "○"}
_COLOUR = {StepState.DONE: "$text-success", StepState.CURRENT: "$accent", StepState.OPEN: "$text-muted"}


class PathScreen(MentorshipScreen):
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
    )
    CSS = """
    PathScreen #steps { height: auto; max-height: 100%; margin: 1 1 0 1; }
    PathScreen #next { height: auto; padding: 0 2; margin-top: 1; }
    PathScreen Timeline { margin: 1 2 0 2; }
    """

    def compose_work(self) -> ComposeResult:
        """The checklist, the next thing in words, the timeline."""
        with VerticalScroll(can_focus=False):
            yield KeyList(id="steps")
            yield Static(id="next", markup=False)
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
        self.query_one("#next", Static).update(self._next_sentence())
        self.query_one(Timeline).marks = marks_today(
            sessions.of(self.database, self.place.mentorship_id),
            versions.of(self.database, self.place.mentorship_id),
            self.mentorship,
        )

    def status(self) -> str:
        """How the agreement stands."""
        facts = self._path.facts
        mentorship = self.mentorship
        if mentorship.state in (MentorshipState.ENDED, MentorshipState.COMPLETED, MentorshipState.PAUSED):
            return wording.mentorship_state(mentorship, facts)
        if facts.in_force_number and facts.in_force_number == facts.version_number:
            return _("agreement: version {number} in force").format(number=facts.in_force_number)
        if facts.version_number:
            return _("agreement: version {number}, {count} of 2 signatures").format(
                number=facts.version_number, count=facts.signatures
            )
        return _("agreement: draft")

    def _line(self, line: PathLine) -> Content:
        style = "bold" if line.state is StepState.CURRENT else ""
        return Content.assemble(
            (f"{_SIGN[line.state]} ", _COLOUR[line.state]),
            (f"{wording.step(line.step):<22}", style or "$foreground"),
            (_detail(line.step, self._path.facts), "$text-muted"),
        )

    def _next_sentence(self) -> Content:
        action = wording.action(self._path.next, self._path.facts)
        if action:
            return Content.assemble(
                (_("Next: {action}").format(action=action), "bold $accent"),
                "   ",
                (_("Space goes there"), "$text-muted"),
            )
        state = self.mentorship.state
        if state is MentorshipState.ACTIVE:
            return Content.styled(
                _("Nothing is open. The next session or review stands in the calendar."), "$text-muted"
            )
        if state is MentorshipState.PAUSED:
            return Content.styled(_("This mentorship is paused. Press p to take it up again."), "$text-muted")
        return Content.styled(
            _("This mentorship has ended. All of it stays readable; press n to continue as a new one."), "$text-muted"
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

    # -- the first meeting -----------------------------------------------------------------------------------------

    def do_invite(self) -> None:
        """Plan the first meeting where there is none; then show its invitation."""
        first = sessions.first_meeting(self.database, self.place.mentorship_id)
        if first is None:
            self.app.push_screen(PlanSessionDialog(self.database, self.mentorship, first=True), self._planned)
        else:
            self._show_invitation(first)

    def can_invite(self) -> bool:
        """Not in an ended mentorship."""
        return not self.mentorship.state.is_closed

    def can_move_first_meeting(self) -> bool:
        """While it is still to come."""
        facts = self._path.facts
        is_coming = facts.first_meeting is not None and not facts.first_meeting_held and not facts.first_meeting_open
        return is_coming and not facts.closed

    def do_move_first_meeting(self) -> None:
        """Ask for the new time; the invitation has to go out again."""
        first = sessions.first_meeting(self.database, self.place.mentorship_id)
        if first is not None:
            self.app.push_screen(MoveSessionDialog(self.database, self.mentorship, first), self._moved)

    @explained
    def _moved(self, session_id: str | None) -> None:
        self.reload()
        if session_id:
            moved = sessions.get(self.database, session_id)
            say(
                self,
                _("The first meeting is on {day}, {time} now. i shows its new invitation.").format(
                    day=medium_date(moved.day), time=f"{moved.starts:%H:%M}"
                ),
            )

    def _planned(self, session_id: str | None) -> None:
        self.reload()
        if session_id:
            self._show_invitation(sessions.get(self.database, session_id))

    def _show_invitation(self, session: Session) -> None:
        dialog = invitation_dialog(self.database, self.mentorship, session)
        self.app.push_screen(dialog, lambda _result: self.reload())

    # -- the mentorship itself -------------------------------------------------------------------------------------

    def do_edit_mentorship(self) -> None:
        """Names, addresses, zone."""
        self.app.push_screen(EditMentorshipDialog(self.database, self.mentorship), lambda _id: self.reload())

    def can_edit_mentorship(self) -> bool:
        """Not in an ended mentorship."""
        return not self.mentorship.state.is_closed

    def do_pause_or_resume(self) -> None:
        """Pause, or take up again."""
        it = self.mentorship
        if it.state is MentorshipState.PAUSED:
            mentorships.resume(self.database, it.id, it.me)
            say(self, _("The mentoring goes on."))
        else:
            mentorships.pause(self.database, it.id, it.me)
            say(self, _("The mentoring is paused. Press p to take it up again."))
        self.reload()

    def do_urgent_request(self) -> None:
        """Show the agreed way, and note it."""
        self.app.push_screen(UrgentRequestDialog(self.database, self.mentorship))

    def can_urgent_request(self) -> bool:
        """While it goes on."""
        return not self.mentorship.state.is_closed

    def can_pause_or_resume(self) -> bool:
        """Only what is in force can be paused."""
        return self.mentorship.state in (MentorshipState.ACTIVE, MentorshipState.PAUSED)

    def do_complete(self) -> None:
        """Ask who confirms, then note it."""

        def confirmed(party: Party | None) -> None:
            if party is None:
                return
            it = mentorships.confirm_completion(self.database, self.place.mentorship_id, party)
            if it.state is MentorshipState.COMPLETED:
                say(self, _("Both have confirmed: the mentoring is complete."))
            else:
                say(self, _("Noted. It is complete when {name} confirms it too.").format(name=it.name_of(party.other)))
            self.reload()

        self.app.push_screen(
            PartyDialog(
                self.mentorship,
                _("Confirm that the mentoring is complete"),
                _("It is complete when both have confirmed. Who confirms?"),
                noted=self.mentorship.completed_by,
            ),
            confirmed,
        )

    def can_complete(self) -> bool:
        """Only what is in force can be completed."""
        return self.mentorship.state is MentorshipState.ACTIVE

    def do_end_mentorship(self) -> None:
        """Ask for one key, so that it is not done by a slip; nothing else is asked."""

        def ended(party: Party | None) -> None:
            if party is not None:
                mentorships.end(self.database, self.place.mentorship_id, party)
                self.reload()
                say(self, _("The mentoring has ended. Everything stays readable and can be exported."))

        self.app.push_screen(
            PartyDialog(
                self.mentorship,
                _("End the mentoring"),
                _("Either side may end it at any time, for any reason or none. It cannot be reopened. Who ends it?"),
            ),
            ended,
        )

    def can_end_mentorship(self) -> bool:
        """From every state that is not closed: nothing blocks it."""
        return not self.mentorship.state.is_closed

    def do_continue_mentorship(self) -> None:
        """Make the new one and go there."""

        def answered(yes: bool | None) -> None:
            if yes:
                made = mentorships.continue_from(self.database, self.place.mentorship_id)
                self.go(Place(Name.PATH, made.id))

        self.app.push_screen(
            ConfirmDialog(
                _("Continue as a new mentorship?"),
                _("The same two, with the last agreement as the new draft. This one stays as it is."),
                _("begin"),
            ),
            answered,
        )

    def can_continue_mentorship(self) -> bool:
        """Only a closed one is continued."""
        return self.mentorship.state.is_closed

    def do_export_dossier(self) -> None:
        """Everything as one document."""
        it = self.mentorship
        self.app.push_screen(DocumentDialog(_("Dossier"), dossier.dossier(self.database, it.id), dossier.file_name(it)))

    @on(OptionList.OptionSelected, "#steps")
    @explained
    def _selected(self) -> None:
        self.do_do_step()


def _detail(step: Step, facts: Facts) -> str:
    """What stands beside a step."""
    details = {
        Step.FIRST_MEETING: _first_meeting,
        Step.QUESTIONS: _questions,
        Step.AGREEMENT: _agreement,
        Step.LOGISTICS: _logistics,
        Step.SIGNATURES: _signatures,
        Step.COPIES: _copies,
        Step.SESSIONS: _sessions,
        Step.REVIEW: _review,
    }
    return details[step](facts)


def _first_meeting(facts: Facts) -> str:
    if facts.first_meeting is None:
        return _("not planned yet")
    parts = [f"{medium_date(facts.first_meeting.date())}, {facts.first_meeting:%H:%M}"]
    if facts.first_meeting_place:
        parts[0] += f", {facts.first_meeting_place}"
    if facts.first_meeting_held:
        parts.append(_("held"))
    elif facts.invitation_sent:
        parts.append(_("invitation sent"))
    return " · ".join(parts)


def _questions(facts: Facts) -> str:
    counts = _("{asked} asked, {skipped} skipped, {open} open").format(
        asked=facts.asked, skipped=facts.skipped, open=facts.open_questions
    )
    if facts.uncovered_topics:
        missing = ngettext(
            "{count} core topic without a question", "{count} core topics without a question", facts.uncovered_topics
        ).format(count=facts.uncovered_topics)
        return f"{counts} · {missing}"
    return f"{counts} · {_('all four core topics')}"


def _agreement(facts: Facts) -> str:
    if not facts.points:
        return _("in force") if facts.in_force_number else _("no points yet")
    return _("{clear} of {count} points understood by both").format(clear=facts.clear_points, count=facts.points)


def _logistics(facts: Facts) -> str:
    left = 6 - facts.annex_settled
    if not left or not facts.version_number or facts.closed:
        return _("{settled} of 6 settled").format(settled=facts.annex_settled)
    # Once the agreement is proposed, what is next is elsewhere, and this would be forgotten.
    return _("{settled} of 6 settled · {count} still open").format(settled=facts.annex_settled, count=left)


def _signatures(facts: Facts) -> str:
    if not facts.version_number:
        return "–"
    if facts.in_force_number == facts.version_number:
        if facts.closed:
            return _("version {number} was in force").format(number=facts.in_force_number)
        return _("version {number} in force").format(number=facts.in_force_number)
    return _("version {number}: {count} of 2").format(number=facts.version_number, count=facts.signatures)


def _copies(facts: Facts) -> str:
    return _("{count} of 2 handed over").format(count=facts.copies) if facts.in_force_number else "–"


def _sessions(facts: Facts) -> str:
    if not facts.sessions_held and not facts.sessions_planned:
        return "–"
    counts = _("{held} held, {planned} planned").format(held=facts.sessions_held, planned=facts.sessions_planned)
    if facts.next_session is None:
        return counts
    following = _("next {day}, {time}").format(
        day=short_date(facts.next_session.date()), time=f"{facts.next_session:%H:%M}"
    )
    return f"{counts} · {following}"


def _review(facts: Facts) -> str:
    if facts.closed:
        return ngettext("{count} held", "{count} held", facts.reviews_held).format(count=facts.reviews_held)
    if facts.review_due is None:
        return _("30 days after the agreement comes into force")
    day = medium_date(facts.review_due)
    return _("{day} · overdue").format(day=day) if facts.review_overdue else day
