"""How a review is answered: each alone, with the keyboard handed over, until both are revealed."""

from __future__ import annotations

from textual import on

from data import reviews, shares
from data.i18n import _
from data.model.mentorship import Party
from data.model.review import Outcome, Review, ReviewAnswer

from ..dialogs import ConfirmDialog
from ..dialogs.party import PartyDialog
from ..place import Place
from ..speech import explained
from ..widgets.prose_editor import ProseEditor
from ..widgets.review_list import ReviewList
from .review_outcome import ConcludingScreen


class AnsweringScreen(ConcludingScreen):
    """A screen of a review that one side answers at a time; a subclass draws it."""

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self._party: Party | None = None
        self._has_begun = False

    def _show(self) -> None:
        raise NotImplementedError

    def _begin(self, session_id: str) -> str:
        """Begin the review, where nothing of it was stored so far; the session's id again."""
        if not self._has_begun:
            reviews.open(self.database, session_id)
            self._has_begun = True
        return session_id

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
                parties=shares.acting(self.database, self.mentorship.id),
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
        shares.require_own_side(self.database, self.mentorship.id, target)

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

    # -- what is given ---------------------------------------------------------------------------------------------

    @on(ReviewList.Given)
    @explained
    def _given(self, event: ReviewList.Given) -> None:
        """A score, or a wish how to go on."""
        review, party = self._review, self._answering
        item = next((it for it in review.questions if it.key == event.question), None) if review else None
        if review is None or party is None or item is None or not (item.scale or item.choice):
            return
        if item.scale:
            reviews.score(self.database, self._begin(review.session_id), party, item.key, event.digit)
        elif event.digit <= len(Outcome):
            reviews.wish(self.database, self._begin(review.session_id), party, list(Outcome)[event.digit - 1])
        self.reload()

    @on(ProseEditor.Edited, "#answer")
    @explained
    def _answered(self) -> None:
        if self._review is not None and self._answering is not None:
            self._begin(self._review.session_id)
