"""The first meeting: the part of the path that asks for a date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data import sessions
from data.i18n import _, medium_date

from ..dialogs.invitation import invitation_dialog
from ..dialogs.session import MoveSessionDialog, PlanSessionDialog
from ..speech import explained, say
from .base import MentorshipScreen

if TYPE_CHECKING:
    from data.model.path import Facts
    from data.model.session import Session


class FirstMeetingScreen(MentorshipScreen):
    """A screen on which the first meeting is planned, moved, and its invitation shown."""

    @property
    def facts(self) -> Facts:
        """How far the mentorship has come."""
        raise NotImplementedError

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
        facts = self.facts
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
