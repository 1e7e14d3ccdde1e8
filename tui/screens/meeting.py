"""Meeting mode: the question, the answer being typed, the draft and the clock on one screen."""

from __future__ import annotations

from datetime import timedelta

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from data import Key, Prose, clauses, meetings, places, questions, sessions, versions
from data.clean import shown
from data.clock import now
from data.i18n import _, ngettext
from data.model import walltime
from data.model.question import tally
from data.model.session import Session, SessionKind

from .. import wording
from ..clause import answer_to_clause
from ..commands.meeting import (
    BeginMeeting,
    CloseMeeting,
    NextQuestion,
    NoteCommitment,
    ParkIt,
    PreviousQuestion,
    ShowMinutes,
    SkipForLater,
    TurnIntoClause,
)
from ..commands.points import ShowClause
from ..commands.private_notes import PrivateNotes
from ..dialogs import ConfirmDialog
from ..dialogs.commitment import CommitmentDialog
from ..dialogs.minutes import minutes_dialog
from ..dialogs.private_notes import PrivateNotesDialog
from ..dialogs.prose import ProseDialog
from ..draft_cursor import beginning
from ..meeting_words import before_closing, expectation
from ..place import Name, Place
from ..speech import say
from ..widgets.answer_pane import OtherWords
from ..widgets.clock import MeetingClock
from ..widgets.list_item import ListItem
from ..widgets.markdown_editor import MarkdownEditor
from ..widgets.plan_line import PlanLine
from ..widgets.prose_editor import ProseEditor
from ..widgets.question_list import sign
from .asking import AskingScreen


class MeetingScreen(AskingScreen):
    """The first meeting, live. Before it has begun it says what to expect; Enter begins."""

    OFFERS = (
        BeginMeeting,
        NextQuestion,
        SkipForLater,
        TurnIntoClause,
        CloseMeeting,
        ParkIt,
        NoteCommitment,
        PreviousQuestion,
        ShowClause,
        ShowMinutes,
        PrivateNotes,
    )
    CSS = """
    MeetingScreen #bar { height: 1; padding: 0 1; margin-top: 1; }
    MeetingScreen #topic { width: 1fr; height: 1; color: $text-muted; }
    MeetingScreen #progress { height: 1; }
    MeetingScreen #counts { height: 1; width: auto; padding: 0 1; color: $text-muted; }
    MeetingScreen #question { height: auto; max-height: 4; padding: 0 1; margin: 1 0; color: $primary; }
    MeetingScreen #question { text-style: bold; }
    MeetingScreen #answer { height: 1fr; }
    MeetingScreen #answer-pane { width: 1fr; height: 1fr; }
    MeetingScreen #draft-pane { width: 1fr; height: 1fr; }
    MeetingScreen #draft-title { height: 1; padding: 0 1; color: $text-muted; margin-top: 1; }
    MeetingScreen #draft { height: 1fr; }
    MeetingScreen.-narrow #answer-pane { height: 3fr; }
    MeetingScreen.-narrow #draft-pane { height: 2fr; }
    MeetingScreen.-narrow #question { margin: 0; }
    MeetingScreen.-narrow #bar { margin-top: 0; }
    MeetingScreen #before { padding: 2 3; height: 1fr; display: none; }
    MeetingScreen.-before #before { display: block; }
    MeetingScreen.-before #bar, MeetingScreen.-before #progress, MeetingScreen.-before .columns { display: none; }
    """

    def compose_work(self) -> ComposeResult:
        """The line with topic and clock; below it answer and draft."""
        yield Static(id="before", markup=False)
        with Horizontal(id="bar"):
            yield Static(id="topic", markup=False)
            yield MeetingClock()
        with Horizontal(id="progress"):
            yield Static(id="counts", markup=False)
            yield PlanLine()
        with Horizontal(classes="columns"):
            with Vertical(id="answer-pane"):
                yield Static(id="question", markup=False)
                yield OtherWords(id="beforehand")
                yield ProseEditor(id="answer", placeholder=_("The answer, as it is given"))
            with Vertical(id="draft-pane"):
                yield Static(_("Draft of the agreement (Tab goes there)"), id="draft-title", markup=False)
                yield MarkdownEditor(id="draft")

    # -- data ------------------------------------------------------------------------------------------------------

    def load(self) -> None:
        """Where the meeting is."""
        self._session = sessions.first_meeting(self.database, self.place.mentorship_id)
        self._meeting = meetings.get(self.database, self._session.id) if self._session else None
        self._questions = questions.of(self.database, self.place.mentorship_id)
        self.set_class(self._meeting is None, "-before")
        if self._meeting is None:
            prepared = tally(self._questions).total
            before = expectation(self._session, prepared, can_begin=self.can_begin_meeting())
            self.query_one("#before", Static).update(before)
            self.set_focus(None)
            return
        clock = self.query_one(MeetingClock)
        clock.opened_at, clock.closed_at = self._meeting.opened_at, self._meeting.closed_at
        clock.planned_minutes = self._session.minutes if self._session else 60
        draft = self.query_one("#draft", ProseEditor)
        if draft.prose is None:
            prose = Prose.open(self.database, versions.draft_key(self.place.mentorship_id))
            draft.open(prose, beginning(prose.text))
        for editor in self.query(ProseEditor):
            editor.read_only = self.mentorship.state.is_closed
        self._show_question()

    @property
    def _memory(self) -> str:
        return f"meeting {self.place.mentorship_id}"

    def go(self, place: Place) -> None:
        """Whoever comes back is in the text that they were in."""
        if self.focused is not None:
            self.handschlag.keep(self._memory, {"pane": self.focused.id})
        super().go(place)

    def _show_question(self) -> None:
        current = self._current
        answer = self.query_one("#answer", ProseEditor)
        answer.display = current is not None
        if current is None:
            self.query_one("#question", Static).update(_("There are no questions yet. F3 leads to the list."))
            return
        self.query_one("#question", Static).update(ListItem.of(sign(current), current.wording))
        counts = tally(self._questions)
        self.query_one("#topic", Static).update(
            Content(
                _("question {number} of {total} · {topic}").format(
                    number=self._questions.index(current) + 1, total=counts.total, topic=shown(current.topic_title)
                )
            )
        )
        self.query_one("#counts", Static).update(wording.tallied(counts))
        self.query_one("#beforehand", OtherWords).tell(_("Beforehand:"), current.beforehand)
        self.query_one(PlanLine).follow(self.query_one(MeetingClock), self._questions, current.topic)
        key = questions.answer_key(current)
        if answer.prose is None or answer.prose.key != key:
            answer.open(Prose.open(self.database, key))
        if self.focused is None:
            pane = (places.recall(self.database, self._memory) or {}).get("pane")
            self.query_one("#draft" if pane == "draft" else "#answer").focus()

    def heading(self) -> str:
        """With whom."""
        return _("Meeting with {name}").format(name=self.mentorship.partner)

    # -- commands --------------------------------------------------------------------------------------------------

    def can_begin_meeting(self) -> bool:
        """Before it has begun, in a mentorship that is open."""
        return self._meeting is None and not self.mentorship.state.is_closed

    can_show_minutes = AskingScreen._is_open
    can_turn_into_clause = can_note_commitment = can_park_it = AskingScreen._can_write

    def can_close_meeting(self) -> bool:
        """While the clock runs."""
        return self._can_write() and self._meeting is not None and self._meeting.closed_at is None

    why_not_turn_into_clause = why_not_note_commitment = why_not_park_it = AskingScreen.why_not_next_question

    def why_not_close_meeting(self) -> str:
        """It has not begun, or is over."""
        return self.why_not_next_question() if self._meeting is None else _("The meeting is closed already.")

    def do_begin_meeting(self) -> None:
        """Start the clock; a meeting that was not planned is planned for now."""
        meetings.open(self.database, (self._session or self._plan_now()).id)
        self.reload()

    def _plan_now(self) -> Session:
        mentorship = self.mentorship
        starts = walltime.to_wall(now(), mentorship.zone).replace(second=0, microsecond=0)
        return sessions.plan(self.database, mentorship.id, kind=SessionKind.FIRST, starts=starts)

    def do_turn_into_clause(self) -> None:
        """Insert it where the draft stands open beside it."""
        current = self._current
        if current is None:
            return
        draft = self.query_one("#draft", ProseEditor)
        answered = questions.get(self.database, current.id)
        say(self, answer_to_clause(self.database, self.mentorship, answered, draft))
        self.reload()

    def can_show_clause(self) -> bool:
        """The answer has become a clause."""
        current = self._current
        return current is not None and current.has_clause

    def do_show_clause(self) -> None:
        """Where its words stand in the draft beside it."""
        draft, current = self.query_one("#draft", ProseEditor), self._current
        standing = clauses.of(self.database, self.place.mentorship_id, draft.prose)
        clause = next((it for it in standing if current is not None and it.question_id == current.id), None)
        if clause is None:
            say(self, _("This clause does not stand in the draft any more."))
            return
        draft.move_cursor(draft.document.clamped((clause.end - 1, len(draft.document[clause.end - 1]))))
        draft.focus()

    def do_park_it(self) -> None:
        """The parking lot of this meeting."""
        if self._session is not None:
            key = Key(self.place.mentorship_id, "parked", self._session.id)
            self.app.push_screen(
                ProseDialog(
                    _("Parked for later"),
                    Prose.open(self.database, key),
                    _("What came up and belongs elsewhere"),
                )
            )

    def do_private_notes(self) -> None:
        """Those on this meeting; on the mentorship as long as none is planned."""
        self.app.push_screen(PrivateNotesDialog(self.database, self.mentorship, self._session))

    def do_note_commitment(self) -> None:
        """Who, what, by when."""
        session_id = self._session.id if self._session else None
        self.app.push_screen(
            CommitmentDialog(self.database, self.mentorship, session_id),
            lambda made: say(self, _("Noted.")) if made else None,
        )

    def do_close_meeting(self) -> None:
        """Held; then the draft. The clock cannot be started again, so it is always asked."""
        if self._meeting is None:
            return
        gone, left = meetings.elapsed(self._meeting, now()), tally(self._questions).open
        minutes = gone // timedelta(minutes=1)
        self.app.push_screen(
            ConfirmDialog(_("Close the meeting?"), before_closing(minutes, left), _("close")),
            lambda yes: self._close() if yes else None,
        )

    def _close(self) -> None:
        if self._session is not None and self._meeting is not None:
            gone = meetings.elapsed(self._meeting, now())
            meetings.close(self.database, self._session.id)
            minutes = gone // timedelta(minutes=1)
            say(
                self.app.screen,
                ngettext("The meeting took {count} minute.", "The meeting took {count} minutes.", minutes).format(
                    count=minutes
                ),
            )
            self.go(Place(Name.AGREEMENT, self.place.mentorship_id))
            self.app.push_screen(minutes_dialog(self.database, self.mentorship, self._session))

    def do_show_minutes(self) -> None:
        """As far as they have written themselves."""
        if self._session is not None:
            self.app.push_screen(minutes_dialog(self.database, self.mentorship, self._session))
