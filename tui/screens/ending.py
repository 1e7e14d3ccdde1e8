"""Pausing, completing, ending and continuing a mentorship: one key each, and never a reason."""

from __future__ import annotations

from data import mentorships, shares
from data.i18n import _
from data.model.mentorship import MentorshipState, Party

from ..dialogs import ConfirmDialog
from ..dialogs.party import PartyDialog
from ..place import Name, Place
from ..speech import say
from .base import MentorshipScreen


class EndingScreen(MentorshipScreen):
    """A screen on which a mentorship is paused and taken up, completed, ended, and continued as a new one."""

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
                parties=shares.acting(self.database, self.mentorship.id),
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
                parties=shares.acting(self.database, self.mentorship.id),
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
