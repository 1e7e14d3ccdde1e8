"""The review: each answers alone, then both are revealed beside the text in force, then an outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from data import Prose, reviews, sessions, versions
from data.clean import shown
from data.i18n import _, long_date
from data.model.mentorship import Party
from data.model.review import Outcome, Review, ReviewAnswer, ReviewItem, differences_first, outcome_of
from data.model.session import Session, SessionState

from .. import wording
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
from ..place import Name, Place
from ..speech import explained, say
from ..widgets.list import KeyList
from ..widgets.list_item import ListItem
from ..widgets.preview import Preview
from ..widgets.prose_editor import ProseEditor
from .base import MentorshipScreen

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_LEAD = 24
"""Cells of a name beside an answer: the words have to have room."""


class ReviewScreen(MentorshipScreen):
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
        self._review: Review | None = None
        self._session: Session | None = None

    def compose_work(self) -> ComposeResult:
        """The agreement in force, and the questions with the answer below."""
        with Horizontal(classes="columns"):
            yield Preview(id="agreement")
            with Vertical(id="review-pane"):
                yield Static(id="who", markup=False)
                yield KeyList(id="items")
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
        super().on_mount()

    def load(self) -> None:
        """Which review, and how far it is."""
        self._session = self._find_session()
        if self._session is None:
            self._review = None
        elif self.mentorship.state.is_closed:
            found = reviews.get(self.database, self._session.id)
            self._review = found if found is not None and found.is_revealed else None
        else:
            self._review = reviews.open(self.database, self._session.id)
        self._show()

    def _find_session(self) -> Session | None:
        if self.place.detail:
            return sessions.get(self.database, self.place.detail)
        if self.mentorship.state.is_closed:
            revealed = [it for it in reviews.of(self.database, self.place.mentorship_id) if it.is_revealed]
            return sessions.get(self.database, revealed[-1].session_id) if revealed else None
        upcoming = sessions.next_review(self.database, self.place.mentorship_id)
        if upcoming is not None:
            return upcoming
        held = [
            it
            for it in sessions.of(self.database, self.place.mentorship_id)
            if it.kind == "review" and it.state is SessionState.HELD
        ]
        return held[-1] if held else None

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
        review = self._review
        items = self.query_one("#items", KeyList)
        items.display = review is not None and (review.is_revealed or self._answering is not None)
        self.query_one("#answer-pane").display = self._answering is not None
        self.query_one("#who", Static).update(self._situation())
        if review is None:
            items.fill(())
            return
        items.fill(self._revealed(review) if review.is_revealed else self._own(review))
        self._open_chosen()

    @property
    def _answering(self) -> Party | None:
        """Who answers now; None after the reveal, and while nobody has taken the keyboard."""
        review = self._review
        if review is None or review.is_revealed or self._party in review.done_by:
            return None
        return self._party

    def _situation(self) -> Content:
        review, mentorship = self._review, self.mentorship
        if review is None and mentorship.state.is_closed:
            return Content(_("The mentoring has ended, and no review was held."))
        if review is None:
            return Content(_("The review comes 30 days after the agreement has come into force. None is planned yet."))
        if review.outcome is not None:
            words = {
                Outcome.CONTINUE: _("Held. You go on with the agreement as it is."),
                Outcome.AMEND: _("Held. You amend the agreement."),
                Outcome.END: _("Held. The mentoring has ended."),
            }
            return Content(words[review.outcome])
        if review.is_revealed and mentorship.state.is_closed:
            return Content(_("Both answers, those that differ most first. The mentoring has ended."))
        if review.is_revealed:
            return Content.assemble(
                _("Both answers, those that differ most first. Then choose: continue, amend or end."),
                (f" {self._proposal(review)}", "bold $accent"),
            )
        if (party := self._answering) is not None:
            return Content.assemble(
                (_("{name} answers now.").format(name=mentorship.name_of(party)), "bold $accent"),
                " ",
                _("The other one sees nothing of it until both are done. f: done. w: hand over."),
            )
        waiting = [mentorship.name_of(party) for party in Party if party not in review.done_by]
        if waiting:
            return Content.assemble(
                (_("Hand over the keyboard to {name}.").format(name=waiting[0]), "bold $accent"),
                " ",
                _("Nothing of the other's answers is on the screen. w begins."),
            )
        return Content.styled(_("Both are done. r reveals both answers."), "bold $accent")

    def _proposal(self, review: Review) -> str:
        """What both wishes come to: a proposal, never an act."""
        proposed = outcome_of(reviews.answers(self.database, review, party=None))
        sentences = {
            Outcome.CONTINUE: _("Both wish to continue: c."),
            Outcome.AMEND: _("There is a wish to amend: m."),
            Outcome.END: _("There is a wish to end: x."),
        }
        return "" if proposed is None else sentences[proposed]

    def _own(self, review: Review) -> Iterator[tuple[str, ListItem]]:
        party = self._answering
        if party is None:
            return
        own = {it.question: it for it in reviews.answers(self.database, review, party=party)}
        for item in review.questions:
            yield item.key, self._item_line(item, own.get(item.key))

    def _item_line(self, item: ReviewItem, answer: ReviewAnswer | None) -> ListItem:
        given = answer is not None and not answer.is_empty
        mark = _mark(item, answer)
        return ListItem.of(
            ("✓ " if given else "○ ", "$text-success" if given else "$accent"),
            item.wording,
            (f"  {mark}" if mark else "", "$accent"),
        )

    def _revealed(self, review: Review) -> Iterator[tuple[str, ListItem]]:
        answers = reviews.answers(self.database, review, party=None)
        by_key = {(it.question, it.party): it for it in answers}
        for item in differences_first(review.questions, answers):
            rows = [(Content(""), Content.styled(shown(item.wording), "bold"))]
            rows += [self._said(party, item, by_key.get((item.key, party))) for party in Party]
            yield item.key, ListItem(*rows, (Content(""), Content(" ")))

    def _said(self, party: Party, item: ReviewItem, answer: ReviewAnswer | None) -> tuple[Content, Content]:
        """A party's name, and beside it what it answered."""
        words = " ".join(answer.text.split()) if answer else ""
        mark = _mark(item, answer)
        name = Content(shown(self.mentorship.name_of(party))).truncate(LONGEST_LEAD, ellipsis=True)
        return (
            Content.assemble("  ", name, ": ").stylize("$secondary"),
            Content.assemble((f"{mark} " if mark else "", "$accent"), shown(words) or "–"),
        )

    def _open_chosen(self) -> None:
        party, review = self._answering, self._review
        editor = self.query_one("#answer", ProseEditor)
        if party is None or review is None:
            editor.open(None)
            return
        chosen = self.query_one("#items", KeyList).chosen
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

    def _can_conclude(self) -> bool:
        review = self._review
        if review is None or self.mentorship.state.is_closed:
            return False
        return review.is_revealed and review.outcome is None

    can_outcome_continue = can_outcome_amend = can_outcome_end = _can_conclude

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
            reviews.finish(self.database, self._session.id, party)
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
            ConfirmDialog(_("Reveal now?"), sentence.format(name=waiting[0]), _("reveal")),
            lambda yes: self._reveal(meeting_open=True) if yes else None,
        )

    def _reveal(self, *, meeting_open: bool) -> None:
        if self._session is not None:
            reviews.reveal(self.database, self._session.id, meeting_open=meeting_open)
            self.reload()
            self.query_one("#items").focus()

    def do_outcome_continue(self) -> None:
        """Go on; the next review is planned."""
        self._conclude(Outcome.CONTINUE)

    def do_outcome_amend(self) -> None:
        """A new draft from the version in force."""
        self._conclude(Outcome.AMEND)

    def do_outcome_end(self) -> None:
        """Ask who ends it, so that no slip does."""

        def ended(party: Party | None) -> None:
            if party is not None:
                self._conclude(Outcome.END, party)

        self.app.push_screen(
            PartyDialog(
                self.mentorship,
                _("End the mentoring"),
                _("Either side may end it at any time, for any reason or none. It cannot be reopened. Who ends it?"),
            ),
            ended,
        )

    def _conclude(self, outcome: Outcome, party: Party | None = None) -> None:
        if self._session is None:
            return
        reviews.conclude(self.database, self._session.id, outcome, party)
        self.place = Place(Name.REVIEW, self.place.mentorship_id, self._session.id)
        if outcome is Outcome.AMEND:
            self.go(Place(Name.AGREEMENT, self.place.mentorship_id))
            return
        self.reload()
        upcoming = sessions.next_review(self.database, self.place.mentorship_id)
        if upcoming is not None:
            say(self, _("The next review is planned for {day}.").format(day=long_date(upcoming.day)))

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
        items = self.query_one("#items", KeyList)
        if event.key not in "12345" or review is None or party is None or not items.has_focus:
            return
        item = next((item for item in review.questions if item.key == items.chosen), None)
        if item is None or not (item.scale or (item.choice and event.key in "123")):
            return
        event.stop()
        if item.scale:
            reviews.score(self.database, review.session_id, party, item.key, int(event.key))
        else:
            reviews.wish(self.database, review.session_id, party, list(Outcome)[int(event.key) - 1])
        self.reload()

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


def _mark(item: ReviewItem, answer: ReviewAnswer | None) -> str:
    """The score or the wish beside the words, where the question asks for one."""
    if item.scale:
        return _scale(answer.score if answer else None)
    if item.choice and answer is not None and answer.wish is not None:
        return wording.outcome(answer.wish)
    return ""


def _scale(score: int | None) -> str:
    """`●●●○○ 3`: a score by shape and figure."""
    return "○○○○○" if score is None else f"{'●' * score}{'○' * (5 - score)} {score}"
