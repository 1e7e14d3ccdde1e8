"""One session: agenda and notes side by side, below them the commitments."""

from __future__ import annotations

from datetime import date

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from data import Prose, busy, commitments, sessions
from data.clean import shown
from data.i18n import _, long_date, medium_date, ngettext
from data.model.session import Commitment, CommitmentState, Session, SessionState

from .. import wording
from ..clocks import clocks_of
from ..commands.private_notes import PrivateNotes
from ..commands.session import (
    AddCommitment,
    CarryOver,
    DropCommitment,
    EditSession,
    ExportMinutes,
    FinishCommitment,
    InviteToSession,
    MarkHeld,
)
from ..dialogs.commitment import CarryOverDialog, CommitmentDialog
from ..dialogs.invitation import invitation_dialog
from ..dialogs.minutes import minutes_dialog
from ..dialogs.private_notes import PrivateNotesDialog
from ..dialogs.session import EditSessionDialog
from ..speech import explained, say
from ..widgets.agenda import cancelled
from ..widgets.list import KeyList
from ..widgets.markdown_editor import MarkdownEditor
from ..widgets.prose_editor import ProseEditor
from .writing import WritingScreen

_SIGN = {CommitmentState.OPEN: "○", CommitmentState.DONE: "✓", CommitmentState.DROPPED: "–"}


class SessionScreen(WritingScreen):
    """Prepare a session, note what was said, keep what was promised."""

    OFFERS = (
        AddCommitment,
        FinishCommitment,
        DropCommitment,
        CarryOver,
        EditSession,
        InviteToSession,
        MarkHeld,
        ExportMinutes,
        PrivateNotes,
    )
    CSS = """
    SessionScreen #facts { height: auto; padding: 1 2 0 2; color: $text-muted; }
    SessionScreen.-narrow #facts { padding: 0 2; }
    SessionScreen .pane { width: 1fr; height: 1fr; padding: 1 0 0 0; }
    SessionScreen.-narrow .pane { padding: 0; }
    SessionScreen .heading { height: 1; padding: 0 2; text-style: bold; color: $primary; }
    SessionScreen ProseEditor { height: 1fr; padding: 0 2; }
    SessionScreen #commitments-pane { height: auto; max-height: 9; padding-bottom: 1; }
    SessionScreen.-narrow #commitments-pane { max-height: 6; padding-bottom: 0; }
    SessionScreen #none { padding: 0 2; color: $text-muted; display: none; }
    SessionScreen #none.-shown { display: block; }
    """

    def compose_work(self) -> ComposeResult:
        """Facts, both texts, commitments."""
        yield Static(id="facts", markup=False)
        with Horizontal(classes="columns"):
            with Vertical(classes="pane"):
                yield Static(_("Agenda"), classes="heading", markup=False)
                yield MarkdownEditor(id="agenda", placeholder=_("What it is to be about"))
            with Vertical(classes="pane"):
                yield Static(_("Notes"), classes="heading", markup=False)
                yield MarkdownEditor(id="notes", placeholder=_("What was said"))
        with Vertical(id="commitments-pane"):
            yield Static(_("Commitments"), classes="heading", markup=False)
            yield Static(_("None is open. Ctrl+O notes one."), id="none", markup=False)
            yield KeyList(id="commitments")

    def on_mount(self) -> None:
        """Open both texts; begin in the notes of what was held, else in the agenda."""
        session = self.session
        for name, key in (("#agenda", sessions.agenda_key(session)), ("#notes", sessions.notes_key(session))):
            self.query_one(name, ProseEditor).open(Prose.open(self.database, key))
        self.query_one("#notes" if session.state is SessionState.HELD else "#agenda").focus()

    @property
    def session(self) -> Session:
        """The session as it stands in the database."""
        return sessions.get(self.database, self.place.detail)

    def load(self) -> None:
        """Show facts and commitments: those of this session, and all that are still open."""
        session = self.session
        self.query_one("#facts", Static).update(self._facts(session))
        self._commitments = {
            it.id: it
            for it in commitments.of(self.database, self.place.mentorship_id)
            if it.session_id == session.id or it.state is CommitmentState.OPEN
        }
        listing = self.query_one("#commitments", KeyList)
        listing.fill((key, self._line(it)) for key, it in self._commitments.items())
        listing.display = bool(self._commitments)
        self.query_one("#none").set_class(not self._commitments, "-shown")

    def _facts(self, session: Session) -> Content:
        parts = [
            long_date(session.day),
            f"{session.starts:%H:%M}–{session.ends:%H:%M}",
            *clocks_of(self.mentorship, session),
            session.place,
            session.method,
            cancelled(session, self.mentorship) or wording.session_state(session.state),
            wording.answer(busy.answers(self.database, session.mentorship_id).get(session.id, ""), self.mentorship)
            if session.is_planned
            else "",
        ]
        return Content(" · ".join(shown(part) for part in parts if part))

    def _line(self, it: Commitment) -> Content:
        due = "" if it.due is None else f"  {medium_date(it.due)}"
        carried = ""
        if it.carried_over and it.first_due is not None:
            carried = "  " + ngettext(
                "carried over {count} time, first for {day}",
                "carried over {count} times, first for {day}",
                it.carried_over,
            ).format(count=it.carried_over, day=medium_date(it.first_due))
        style = "$foreground" if it.state is CommitmentState.OPEN else "$text-muted"
        return Content.assemble(
            (f"{_SIGN[it.state]} ", "$accent"),
            (f"{shown(self.mentorship.name_of(it.party))}: ", "$secondary"),
            (shown(it.what), style),
            (f"{due}{carried}", "$text-muted"),
        )

    def heading(self) -> str:
        """What kind of session, with whom."""
        session = self.session
        name = session.title or wording.session_kind(session.kind)
        return _("{session} · {title}").format(session=name, title=self.mentorship.title)

    # -- commands --------------------------------------------------------------------------------------------------

    @property
    def _chosen(self) -> Commitment | None:
        listing = self.query_one("#commitments", KeyList)
        return self._commitments.get(listing.chosen or "") if listing.has_focus else None

    def _has_chosen(self) -> bool:
        return self._chosen is not None

    can_finish_commitment = can_drop_commitment = _has_chosen

    def can_carry_over(self) -> bool:
        """Only what is open."""
        return self._chosen is not None and self._chosen.state is CommitmentState.OPEN

    def can_mark_held(self) -> bool:
        """Not what was cancelled; a review is held by its outcome."""
        return self.session.state is not SessionState.CANCELLED and self.session.kind != "review"

    def do_add_commitment(self) -> None:
        """Who, what, by when."""
        self.app.push_screen(
            CommitmentDialog(self.database, self.mentorship, self.place.detail), lambda _made: self.reload()
        )

    def do_finish_commitment(self) -> None:
        """Done, or open again."""
        self._close_or_reopen(CommitmentState.DONE)

    def do_drop_commitment(self) -> None:
        """Dropped, or open again."""
        self._close_or_reopen(CommitmentState.DROPPED)

    def _close_or_reopen(self, state: CommitmentState) -> None:
        if (chosen := self._chosen) is None:
            return
        if chosen.state is state:
            commitments.reopen(self.database, chosen.id)
        elif state is CommitmentState.DONE:
            commitments.done(self.database, chosen.id)
        else:
            commitments.drop(self.database, chosen.id)
        self.reload()

    def do_carry_over(self) -> None:
        """A new date."""
        if (chosen := self._chosen) is not None:
            dialog = CarryOverDialog(chosen, self.mentorship.zone)
            self.app.push_screen(dialog, lambda due: self._carry_over(chosen.id, due))

    @explained
    def _carry_over(self, commitment_id: str, due: date | None) -> None:
        if due is not None:
            commitments.carry_over(self.database, commitment_id, due)
            self.reload()

    def do_edit_session(self) -> None:
        """Place, method, title."""
        self.app.push_screen(EditSessionDialog(self.database, self.session), lambda _id: self.reload())

    def can_invite_to_session(self) -> bool:
        """While it is to come."""
        return self.session.is_planned and not self.mentorship.state.is_closed

    def do_invite_to_session(self) -> None:
        """The text and the calendar entry."""
        self.app.push_screen(invitation_dialog(self.database, self.mentorship, self.session))

    def do_mark_held(self) -> None:
        """Held, or planned again."""
        if self.session.state is SessionState.HELD:
            sessions.unhold(self.database, self.place.detail)
        else:
            sessions.hold(self.database, self.place.detail)
            say(self, _("Marked as held."))
        self.reload()

    def do_export_minutes(self) -> None:
        """As a document."""
        self.app.push_screen(minutes_dialog(self.database, self.mentorship, self.session))

    def do_private_notes(self) -> None:
        """Those on this session."""
        self.app.push_screen(PrivateNotesDialog(self.database, self.mentorship, self.session))

    def on_descendant_focus(self) -> None:
        """What works here depends on where one is."""
        self.refresh_footer()
