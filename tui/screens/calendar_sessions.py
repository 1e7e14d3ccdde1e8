"""What one does to sessions in the calendar, whichever picture shows them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from data import files, icalendar, mentorships, sessions
from data.i18n import _
from data.model.session import Session, SessionKind, SessionState

from ..dialogs.cancellation import CancelSessionDialog, RestoreSessionDialog, message_dialog
from ..dialogs.confirm import ConfirmDialog
from ..dialogs.mentorship_choice import MentorshipChoiceDialog
from ..dialogs.path import PathDialog
from ..dialogs.session import MoveSessionDialog, PlanSessionDialog
from ..dialogs.urgent import UrgentRequestDialog
from ..place import Name, Place
from ..speech import explained, say
from .base import MentorshipScreen

if TYPE_CHECKING:
    from datetime import date

    from data.model.mentorship import Mentorship

    from ..widgets.agenda import Entry


class CalendarSessions(MentorshipScreen):
    """The commands for a chosen session; a subclass says which one and which day is chosen, and shows what was done."""

    @property
    def chosen_entry(self) -> Entry | None:
        """The session or commitment that is chosen."""
        raise NotImplementedError

    @property
    def chosen_day(self) -> date:
        """The day that is chosen."""
        raise NotImplementedError

    def show_session(self, session: Session) -> None:
        """Go to a session that was planned, moved or cancelled."""
        raise NotImplementedError

    @property
    def _chosen(self) -> Session | None:
        entry = self.chosen_entry
        return entry.what if entry is not None and isinstance(entry.what, Session) else None

    # -- whether ---------------------------------------------------------------------------------------------------

    def can_move_session(self) -> bool:
        """Only what is still to come or was not closed."""
        return self._chosen is not None and self._chosen.is_planned

    def can_cancel_session(self) -> bool:
        """What was cancelled can come back; what was held stays."""
        return self._chosen is not None and self._chosen.state is not SessionState.HELD

    def can_open_session(self) -> bool:
        """There is one; with a commitment it is the one in which it was made."""
        entry = self.chosen_entry
        return entry is not None and (isinstance(entry.what, Session) or entry.what.session_id is not None)

    def can_hold_session(self) -> bool:
        """Not what was cancelled; a review is held by its outcome."""
        chosen = self._chosen
        return (
            chosen is not None and chosen.state is not SessionState.CANCELLED and chosen.kind is not SessionKind.REVIEW
        )

    def can_plan_session(self) -> bool:
        """Not in an ended mentorship."""
        return not self.place.mentorship_id or not self.mentorship.state.is_closed

    def can_urgent_request(self) -> bool:
        """Of one mentorship, and while it goes on."""
        return bool(self.place.mentorship_id) and not self.mentorship.state.is_closed

    # -- doing -----------------------------------------------------------------------------------------------------

    def do_open_session(self) -> None:
        """Reviews open as reviews, commitments in their session."""
        entry = self.chosen_entry
        if entry is None:
            return
        if isinstance(entry.what, Session):
            name = Name.REVIEW if entry.what.kind is SessionKind.REVIEW else Name.SESSION
            self.go(Place(name, entry.mentorship.id, entry.what.id))
        elif entry.what.session_id is not None:
            self.go(Place(Name.SESSION, entry.mentorship.id, entry.what.session_id))

    def do_plan_session(self) -> None:
        """On the chosen day; in the calendar of all it is asked with whom."""
        if self.place.mentorship_id:
            self._plan_with(self.mentorship)
            return
        open_ones = [it for it in mentorships.every(self.database) if not it.state.is_closed]
        self.app.push_screen(
            MentorshipChoiceDialog(open_ones, _("Plan a session")), lambda it: self._plan_with(it) if it else None
        )

    def _plan_with(self, mentorship: Mentorship) -> None:
        self.app.push_screen(PlanSessionDialog(self.database, mentorship, day=self.chosen_day), self._changed)

    def do_move_session(self) -> None:
        """To another time, alone or with its series."""
        if (chosen := self._chosen) is not None:
            mentorship = mentorships.get(self.database, chosen.mentorship_id)
            self.app.push_screen(MoveSessionDialog(self.database, mentorship, chosen), self._changed)

    def do_cancel_session(self) -> None:
        """By the agreed process, with its message; or look at how it was cancelled, and take it back."""
        if (chosen := self._chosen) is None:
            return
        mentorship = mentorships.get(self.database, chosen.mentorship_id)
        if chosen.state is SessionState.CANCELLED:
            self.app.push_screen(RestoreSessionDialog(self.database, mentorship, chosen), self._changed)
        else:
            self.app.push_screen(CancelSessionDialog(self.database, mentorship, chosen), self._cancelled)

    @explained
    def _cancelled(self, gone: list[Session] | None) -> None:
        if gone:
            self._changed(gone[0].id)
            mentorship = mentorships.get(self.database, gone[0].mentorship_id)
            self.app.push_screen(message_dialog(self.database, mentorship, gone))

    @explained
    def _changed(self, session_id: str | None) -> None:
        if session_id:
            self.show_session(sessions.get(self.database, session_id))

    def do_hold_session(self) -> None:
        """Held, or planned again."""
        if (chosen := self._chosen) is None:
            return
        if chosen.state is SessionState.HELD:
            sessions.unhold(self.database, chosen.id)
        else:
            sessions.hold(self.database, chosen.id)
            say(self, _("Marked as held."))
        self.reload()

    def do_urgent_request(self) -> None:
        """Show the agreed way, and note it."""
        self.app.push_screen(UrgentRequestDialog(self.database, self.mentorship))

    def do_export_calendar(self) -> None:
        """As an iCalendar file."""
        mid = self.place.mentorship_id or None
        name = "handschlag.ics" if mid is None else icalendar.file_name(self.mentorship)
        self.app.push_screen(PathDialog(_("Export as iCalendar"), name), self._export)

    @explained
    def _export(self, path: Path | None, *, overwrite: bool = False) -> None:
        if path is None:
            return
        content = icalendar.calendar_of(self.database, self.place.mentorship_id or None)

        def replace(yes: bool | None) -> None:
            if yes:
                self.call_next(self._export, path, overwrite=True)

        try:
            files.write_file(path, content, overwrite=overwrite)
        except files.FileThere as error:
            self.app.push_screen(ConfirmDialog(_("Replace the file?"), str(error), _("replace")), replace)
        else:
            say(self, _("Written to {path}.").format(path=path))
