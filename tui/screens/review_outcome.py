"""How a review ends: the part of its screen that comes after the reveal."""

from __future__ import annotations

from data import reviews, sessions
from data.i18n import _, long_date
from data.model.mentorship import Party
from data.model.review import Outcome, Review
from data.model.session import Session

from ..dialogs import ConfirmDialog
from ..dialogs.ending import EndingDialog
from ..place import Name, Place
from ..speech import say
from .spelt import SpeltScreen


class ConcludingScreen(SpeltScreen):
    """A screen of a review that can be given its outcome."""

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self._session: Session | None = None
        self._review: Review | None = None
        """As it was read last; None where there is none to answer or to read."""

    def _can_conclude(self) -> bool:
        review = self._review
        if review is None or self.mentorship.state.is_closed:
            return False
        return review.is_revealed and review.outcome is None

    can_outcome_continue = can_outcome_amend = can_outcome_end = _can_conclude

    def do_outcome_continue(self) -> None:
        """Go on; the next review is planned."""
        self._ask(
            Outcome.CONTINUE,
            _("Continue with the agreement?"),
            _("The review counts as held, and the next one is planned."),
            _("continue"),
        )

    def do_outcome_amend(self) -> None:
        """A new draft from the version in force."""
        self._ask(
            Outcome.AMEND,
            _("Amend the agreement?"),
            _("The review counts as held, and the draft opens. What is in force stays so until a new version is."),
            _("amend"),
        )

    def _ask(self, outcome: Outcome, title: str, text: str, accept: str) -> None:
        """An outcome is not taken back: one key more."""
        self.app.push_screen(ConfirmDialog(title, text, accept), lambda yes: self._conclude(outcome) if yes else None)

    def do_outcome_end(self) -> None:
        """Ask who ends it, so that no slip does."""

        def ended(party: Party | None) -> None:
            if party is not None:
                self._conclude(Outcome.END, party)

        self.app.push_screen(EndingDialog(self.mentorship), ended)

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
