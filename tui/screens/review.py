"""The review: each answers alone, then both are revealed beside the text in force, then an outcome."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from data import reviews, sessions, shares, versions
from data.i18n import _, long_date

from ..commands.review import (
    AnswerReview,
    FinishAnswers,
    FlagPoints,
    HandOverKeyboard,
    OutcomeAmend,
    OutcomeContinue,
    OutcomeEnd,
    Reveal,
    ShowScores,
    SwitchAgreement,
    TakeUpAnswers,
)
from ..place import Place
from ..speech import explained
from ..which_review import as_it_would_begin, session_of
from ..widgets.preview import Preview
from ..widgets.prose_editor import ProseEditor
from ..widgets.review_answer import ReviewAnswerPane
from ..widgets.review_list import ReviewList, after_reveal, awaited, before_reveal, without_review
from ..widgets.score_chart import ScoreChart
from .linking import LinkingScreen
from .review_alone import AnsweringScreen


class ReviewScreen(LinkingScreen, AnsweringScreen):
    """One review; the next one that was not held, or the one named by the place."""

    OFFERS = (
        AnswerReview,
        FinishAnswers,
        HandOverKeyboard,
        Reveal,
        TakeUpAnswers,
        OutcomeContinue,
        OutcomeAmend,
        OutcomeEnd,
        SwitchAgreement,
        FlagPoints,
        ShowScores,
    )
    VERTICAL_BREAKPOINTS = [(0, "-low"), (36, "-tall")]
    CSS = """
    ReviewScreen #agreement { width: 1fr; height: 1fr; margin: 1 0 0 1; }
    ReviewScreen.-narrow #agreement, ReviewScreen.-no-agreement #agreement { display: none; }
    ReviewScreen.-agreement #agreement { display: block; }
    ReviewScreen.-narrow.-agreement #review-pane { display: none; }
    ReviewScreen #review-pane { width: 1fr; height: 1fr; padding: 1 1 0 1; }
    ReviewScreen.-narrow #review-pane { padding-top: 0; }
    ReviewScreen #who { height: auto; padding: 0 1; margin-bottom: 1; color: $text-muted; }
    ReviewScreen #items { height: 2fr; }
    ReviewScreen #scores { display: none; height: auto; padding: 1 1 0 1; }
    ReviewScreen.-tall.-revealed #scores { display: block; }
    ReviewScreen.-wide.-revealed #agreement { width: 2fr; }
    ReviewScreen.-wide.-revealed #review-pane { width: 3fr; }
    """

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self._beside = False
        """Whether both answers stand in two columns now."""

    def compose_work(self) -> ComposeResult:
        """The agreement in force, and the questions with the answer below."""
        with Horizontal(classes="columns"):
            yield Preview(id="agreement")
            with Vertical(id="review-pane"):
                yield Static(id="who", markup=False)
                yield ReviewList(id="items")
                yield Static(id="scores", markup=False)
                yield ReviewAnswerPane()

    # -- data ------------------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Begin with the owner's own answers."""
        self._party = self.mentorship.me
        self._in_force = versions.in_force(self.database, self.place.mentorship_id)
        self.query_one("#agreement", Preview).load(self._in_force.text.split("\n") if self._in_force else [])
        self.set_class(self._in_force is None, "-no-agreement")

    def load(self) -> None:
        """Which review, and how far it is."""
        mentorship = self.mentorship
        named = self.place.detail
        session = sessions.get(self.database, named) if named else session_of(self.database, mentorship)
        found = None if session is None else reviews.get(self.database, session.id)
        self._session, self._has_begun = session, found is not None
        if mentorship.state.is_closed:
            self._review = found if found is not None and found.is_revealed else None
        else:
            self._review = found or (as_it_would_begin(session, mentorship) if session else None)
        self._show()

    def others_changed(self) -> None:
        """Somebody else committed: merge their words, leave the cursor alone."""
        self.query_one("#answer", ProseEditor).catch_up()
        self.reload()

    def heading(self) -> str:
        """Of whom."""
        return _("Review · {title}").format(title=self.mentorship.title)

    def status(self) -> str:
        """When."""
        return "" if self._session is None else long_date(self._session.day)

    # -- drawing ---------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        review, party = self._review, self._answering
        items, who = self.query_one("#items", ReviewList), self.query_one("#who", Static)
        items.display = review is not None and (review.is_revealed or party is not None)
        self.query_one(ReviewAnswerPane).display = party is not None
        self.set_class(review is not None and review.is_revealed, "-revealed")
        if review is None:
            who.update(without_review(self.mentorship, cancelled=self._session is not None))
            items.fill(())
            return
        answers = self._answers(review, party)
        if review.is_revealed:
            coming = awaited(self.mentorship, answers) if shares.of(self.database, self.mentorship.id) else ""
            who.update(
                Content(coming) if coming else after_reveal(review, self.mentorship, answers, len(self._flagged))
            )
            self._beside = not self.has_class("-narrow")
            items.show_both(review.questions, answers, self.mentorship, beside=self._beside)
            self._show_scores()
            self.mark_flagged(self.query_one("#agreement", Preview))
        else:
            who.update(before_reveal(review, self.mentorship, party))
            items.show_own(review.questions if party else (), answers)
        self._open_chosen()

    def _show_scores(self) -> None:
        """Below both answers, where there is room for it; a key shows it everywhere."""
        rows = reviews.score_rows(self.database, self.place.mentorship_id)
        self.query_one("#scores", Static).update(ScoreChart(rows, self.mentorship, days=False) if rows else "")

    def on_resize(self) -> None:
        """Both columns or one below the other, as there is room."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        if self.has_class("-revealed") and self._beside == self.has_class("-narrow"):
            self._show()

    def _open_chosen(self) -> None:
        party, review = self._answering, self._review
        pane = self.query_one(ReviewAnswerPane)
        if party is None or review is None:
            pane.close()
        else:
            pane.open(self.database, review, self.query_one("#items", ReviewList).chosen, party)

    # -- commands --------------------------------------------------------------------------------------------------

    def can_switch_agreement(self) -> bool:
        """On a narrow terminal, where both do not stand side by side."""
        return self.has_class("-narrow") and not self._typing

    def do_back(self) -> None:
        """From the answer to the list, from the list to the path."""
        if self._typing:
            self.query_one("#items").focus()
            self.reload()
        else:
            super().do_back()

    def do_answer_review(self) -> None:
        """Into the answer."""
        self.query_one("#answer").focus()

    def do_switch_agreement(self) -> None:
        """On a narrow terminal: the one or the other."""
        self.toggle_class("-agreement")
        if self.has_class("-agreement"):
            self.query_one("#agreement").focus()
        else:
            self.query_one("#items").focus()

    # -- events ----------------------------------------------------------------------------------------------------

    @on(OptionList.OptionHighlighted, "#items")
    @explained
    def _highlighted(self) -> None:
        self._open_chosen()

    @on(OptionList.OptionSelected, "#items")
    def _selected(self) -> None:
        if self.can_answer_review():
            self.do_answer_review()

    def on_descendant_focus(self) -> None:
        """What works here depends on where one is."""
        self.refresh_footer()
