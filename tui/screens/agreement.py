"""The agreement: left the Markdown text, right its preview, in one frame."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.timer import Timer
from textual.widgets import Static

from data import points, versions
from data.i18n import _, ngettext
from data.model.mentorship import Party

from ..commands.agreement import (
    MarkUnderstood,
    NextUnclear,
    OpenAnnex,
    Outline,
    ProposeAgreement,
    SwitchView,
    TakeClause,
)
from ..commands.points import (
    ChangedAnswers,
    GoToAnswer,
    InsertReadyClause,
    KeepClause,
    NextFlagged,
    RemarkPoint,
    WalkPoints,
)
from ..commands.writing import FINDING, PANES, FindText
from ..dialogs.outline import OutlineDialog
from ..place import TO_CHANGE, Name, Place
from ..points import notes_of
from ..widgets.find_bar import FindBar
from ..widgets.preview import Preview
from ..widgets.prose_editor import ProseEditor
from .clauses import ClausesScreen
from .finding import FindingScreen
from .understanding import UnderstandingScreen

RECOUNT_AFTER = 0.4
"""Seconds without a key after which the points are counted again."""


class AgreementScreen(FindingScreen, UnderstandingScreen, ClausesScreen):
    """Writing the agreement together."""

    OFFERS = (
        TakeClause,
        MarkUnderstood,
        NextUnclear,
        Outline,
        SwitchView,
        FindText,
        OpenAnnex,
        ProposeAgreement,
        NextFlagged,
        WalkPoints,
        RemarkPoint,
        InsertReadyClause,
        KeepClause,
        GoToAnswer,
        ChangedAnswers,
        *FINDING,
        *PANES,
    )
    CSS = """
    AgreementScreen #notice { display: none; height: auto; padding: 0 1; color: $text-warning; }
    """

    def compose_work(self) -> ComposeResult:
        """Both panes."""
        yield self._draft_panes
        yield Static(id="notice", markup=False)
        yield FindBar(self._editor)

    # -- data ------------------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Whoever comes from an answer, or from a review, is led to what it is about."""
        if self.place.detail:
            self.call_after_refresh(self._show_detail)

    def _show_detail(self) -> None:
        """Put the cursor there, once; later on it is where it was left."""
        detail = self.place.detail
        self.place = Place(Name.AGREEMENT, self.place.mentorship_id)
        self.handschlag.remember(self.place)
        if detail == TO_CHANGE:
            self.show_flagged()
        else:
            self.show_clause_of(detail)

    def load(self) -> None:
        """Count the points and show who has understood them."""
        self._editor.read_only = self.mentorship.state.is_closed
        self._points = points.of(self.database, self.place.mentorship_id, self._editor.text)
        self.read_clauses()
        self._tell_news()
        self.query_one(Preview).annotate(notes_of(self._points, self._clauses))

    def _tell_news(self) -> None:
        """What there is to be looked at, below the panes."""
        news = [*self.news_of_points(), *self.news_of_answers()]
        notice = self.query_one("#notice", Static)
        notice.display = bool(news)
        if news:
            notice.update("\n".join(news))

    def heading(self) -> str:
        """The draft, and of whom."""
        number = versions.next_number(self.database, self.place.mentorship_id)
        return _("Agreement · draft {number} · {name}").format(number=number, name=self.mentorship.partner)

    def status(self) -> str:
        """How many points each has understood."""
        if not self._points:
            return _("no points yet")
        count = len(self._points)
        marks = {party: sum(party in point.understood_by for point in self._points) for party in Party}
        return ngettext(
            "understood: mentor {mentor}, mentee {mentee} of {count} point",
            "understood: mentor {mentor}, mentee {mentee} of {count} points",
            count,
        ).format(mentor=marks[Party.MENTOR], mentee=marks[Party.MENTEE], count=count)

    _recount: Timer | None = None

    @on(ProseEditor.Edited)
    def _recount_soon(self) -> None:
        """The words changed: a changed point is a new one. Counting waits for a pause, so that no key waits for it."""
        if self._recount is not None:
            self._recount.stop()
        self._recount = self.set_timer(RECOUNT_AFTER, self.reload)

    # -- commands --------------------------------------------------------------------------------------------------

    def do_outline(self) -> None:
        """Headings and points."""

        def chosen(line: int | None) -> None:
            self.reload()
            if line is not None:
                self._jump(line)

        row, _column = self._editor.cursor_location
        dialog = OutlineDialog(self.database, self.mentorship, self._editor.text, row, self._clauses)
        self.app.push_screen(dialog, chosen)

    def do_propose_agreement(self) -> None:
        """To the versions."""
        self.go(Place(Name.VERSIONS, self.place.mentorship_id))

    def do_open_annex(self) -> None:
        """To the annex."""
        self.go(Place(Name.LOGISTICS, self.place.mentorship_id))
