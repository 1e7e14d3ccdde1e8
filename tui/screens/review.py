"""The review: each answers alone, then both are revealed beside the text in force, then an outcome."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from data import Prose, reviews, sessions, versions
from data.i18n import _, long_date
from data.model.mentorship import Party
from data.model.review import Outcome, Review, ReviewAnswer

from ..commands.review import (
    AnswerReview,
    FinishAnswers,
    HandOverKeyboard,
    OutcomeAmend,
    OutcomeContinue,
    OutcomeEnd,
    Reveal,
    SwitchAgreement,
    TakeUpAnswers,
)
from ..dialogs import ConfirmDialog
from ..dialogs.party import PartyDialog
from ..place import Place
from ..speech import explained
from ..which_review import as_it_would_begin, session_of
from ..widgets.preview import Preview
from ..widgets.prose_editor import ProseEditor
from ..widgets.review_list import ReviewList, after_reveal, before_reveal, without_review
from .review_outcome import ConcludingScreen


class ReviewScreen(ConcludingScreen):
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
    )
    CSS = """
    ReviewScreen #agreement { width: 1fr; height: 1fr; margin: 1 0 0 1; }
    ReviewScreen.-narrow #agreement, ReviewScreen.-no-agreement #agreement { display: none; }
    ReviewScreen.-agreement #agreement { display: block; }
    ReviewScreen.-narrow.-agreement #review-pane { display: none; }
    ReviewScreen #review-pane { width: 1fr; height: 1fr; padding: 1 1 0 1; }
    ReviewScreen.-narrow #review-pane { padding-top: 0; }
    ReviewScreen #who { height: auto; padding: 0 1; margin-bottom: 1; color: $text-muted; }
    ReviewScreen #items { height: 2fr; }
    ReviewScreen #question { height: auto; max-height: 3; padding: 0 1; color: $primary; text-style: bold; }
    ReviewScreen #answer { height: 1fr; }
    ReviewScreen #answer-pane { height: 1fr; }
    """

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self._party: Party | None = None
        self._has_begun = False

    def compose_work(self) -> ComposeResult:
        """The agreement in force, and the questions with the answer below."""
        with Horizontal(classes="columns"):
            yield Preview(id="agreement")
            with Vertical(id="review-pane"):
                yield Static(id="who", markup=False)
                yield ReviewList(id="items")
                with Vertical(id="answer-pane"):
                    yield Static(id="question", markup=False)
                    yield ProseEditor(id="answer", placeholder=_("Your answer; the other one does not see it yet"))

    # -- data ------------------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Begin with the owner's own answers."""
        self._party = self.mentorship.me
        in_force = versions.in_force(self.database, self.place.mentorship_id)
        self.query_one("#agreement", Preview).load(in_force.text.split("\n") if in_force else [])
        self.set_class(in_force is None, "-no-agreement")

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

    def _begin(self, session_id: str) -> str:
        """Begin the review, where nothing of it was stored so far; the session's id again."""
        if not self._has_begun:
            reviews.open(self.database, session_id)
            self._has_begun = True
        return session_id

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
        self.query_one("#answer-pane").display = party is not None
        if review is None:
            who.update(without_review(self.mentorship, cancelled=self._session is not None))
            items.fill(())
            return
        answers = self._answers(review, party)
        if review.is_revealed:
            who.update(after_reveal(review, self.mentorship, answers))
            items.show_both(review.questions, answers, self.mentorship)
        else:
            who.update(before_reveal(review, self.mentorship, party))
            items.show_own(review.questions if party else (), answers)
        self._open_chosen()

    def _answers(self, review: Review, party: Party | None) -> list[ReviewAnswer]:
        """Both after the reveal; before it those of the one who answers, and nothing while nobody does."""
        if self._has_begun and (review.is_revealed or party is not None):
            return reviews.answers(self.database, review, party=party)
        return []

    @property
    def _answering(self) -> Party | None:
        """Who answers now; None after the reveal, and while nobody has taken the keyboard."""
        review = self._review
        if review is None or review.is_revealed or self._party in review.done_by:
            return None
        return self._party

    def _open_chosen(self) -> None:
        party, review = self._answering, self._review
        editor = self.query_one("#answer", ProseEditor)
        if party is None or review is None:
            editor.open(None)
            return
        chosen = self.query_one("#items", ReviewList).chosen
        item = next((item for item in review.questions if item.key == chosen), None)
        if item is None:
            return
        hint = ""
        if item.scale:
            hint = _("On the list, 1 to 5 gives the score.")
        elif item.choice:
            hint = _("On the list: 1 continue, 2 amend, 3 end.")
        self.query_one("#question", Static).update(
            Content.assemble(item.wording, (f"  {hint}" if hint else "", "$text-muted"))
        )
        key = reviews.answer_key(review, item.key, party)
        if editor.prose is None or editor.prose.key != key:
            editor.open(Prose.open(self.database, key))

    # -- commands --------------------------------------------------------------------------------------------------

    @property
    def _typing(self) -> bool:
        return bool(self.query_one("#answer").has_focus)

    def can_answer_review(self) -> bool:
        """Somebody answers."""
        return self._answering is not None and not self._typing

    can_finish_answers = can_answer_review

    def can_hand_over_keyboard(self) -> bool:
        """Before the reveal, while the other is not done."""
        review = self._review
        return review is not None and not review.is_revealed and not self._typing and len(review.done_by) < len(Party)

    def can_reveal(self) -> bool:
        """Before the reveal."""
        return self._review is not None and not self._review.is_revealed and not self._typing

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

    def do_finish_answers(self) -> None:
        """Done: the answers leave the screen."""
        if (party := self._answering) is not None and self._session is not None:
            reviews.finish(self.database, self._begin(self._session.id), party)
            self._party = None
            self.reload()

    def can_take_up_answers(self) -> bool:
        """Somebody is done, nothing is revealed, and nobody answers at the moment."""
        review = self._review
        return (
            review is not None
            and not review.is_revealed
            and bool(review.done_by)
            and self._answering is None
            and not self.mentorship.state.is_closed
        )

    def do_take_up_answers(self) -> None:
        """Ask whose: their answers are on the screen again then, so that only they should sit before it."""
        self.app.push_screen(
            PartyDialog(
                self.mentorship,
                _("Answer again"),
                _("Your own answers come back to the screen. Only you should see it now. Whose answers?"),
            ),
            self._take_up,
        )

    @explained
    def _take_up(self, party: Party | None) -> None:
        if party is not None and self._session is not None:
            reviews.unfinish(self.database, self._session.id, party)
            self._party = party
            self.reload()
            self.query_one("#items").focus()

    def do_hand_over_keyboard(self) -> None:
        """The first one's answers are gone before the second one is asked to begin."""
        review = self._review
        if review is None:
            return
        before, self._party = self._party, None
        self._show()
        following = [party for party in Party if party not in review.done_by and party is not before]
        target = following[0] if following else before
        if target is None:
            return

        def begin(yes: bool | None) -> None:
            self._party = target if yes else None
            self.reload()
            if yes:
                self.query_one("#items").focus()

        name = self.mentorship.name_of(target)
        self.app.push_screen(
            ConfirmDialog(
                _("{name} answers now").format(name=name),
                _("Only {name} should see the screen. Enter begins.").format(name=name),
                _("begin"),
            ),
            begin,
        )

    def do_reveal(self) -> None:
        """At once when both are done; else it is asked, since the meeting has opened then."""
        review = self._review
        if review is None:
            return
        waiting = [self.mentorship.name_of(party) for party in Party if party not in review.done_by]
        if not waiting:
            # Refused where somebody has taken the answers up again meanwhile.
            self._reveal(meeting_open=False)
            return
        sentence = (
            _("Neither of you is done yet. Reveal only if you sit together and the meeting is open.")
            if len(waiting) > 1
            else _("{name} is not done yet. Reveal only if you sit together and the meeting is open.")
        )
        self.app.push_screen(
            ConfirmDialog(_("Reveal now?"), sentence.format(name=waiting[0]), _("reveal"), by_letter=True),
            lambda yes: self._reveal(meeting_open=True) if yes else None,
        )

    def _reveal(self, *, meeting_open: bool) -> None:
        if self._session is not None:
            reviews.reveal(self.database, self._begin(self._session.id), meeting_open=meeting_open)
            self.reload()
            self.query_one("#items").focus()

    def do_switch_agreement(self) -> None:
        """On a narrow terminal: the one or the other."""
        self.toggle_class("-agreement")
        if self.has_class("-agreement"):
            self.query_one("#agreement").focus()
        else:
            self.query_one("#items").focus()

    # -- events ----------------------------------------------------------------------------------------------------

    @explained
    def on_key(self, event: events.Key) -> None:
        """A digit on the list gives a score, or a wish how to go on."""
        review, party = self._review, self._answering
        items = self.query_one("#items", ReviewList)
        if event.key not in "12345" or review is None or party is None or not items.has_focus:
            return
        item = next((item for item in review.questions if item.key == items.chosen), None)
        if item is None or not (item.scale or (item.choice and event.key in "123")):
            return
        event.stop()
        if item.scale:
            reviews.score(self.database, self._begin(review.session_id), party, item.key, int(event.key))
        else:
            reviews.wish(self.database, self._begin(review.session_id), party, list(Outcome)[int(event.key) - 1])
        self.reload()

    @on(ProseEditor.Edited, "#answer")
    @explained
    def _answered(self) -> None:
        if self._review is not None and self._answering is not None:
            self._begin(self._review.session_id)

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
