"""How a review ends: the part of its screen that comes after the reveal."""

from __future__ import annotations

from data import flags, reviews, sessions
from data.i18n import _, long_date, ngettext
from data.model.agreement import Version
from data.model.mentorship import Party
from data.model.points import point_key, points_of
from data.model.review import Flag, Outcome, Review
from data.model.session import Session

from ..dialogs import ConfirmDialog
from ..dialogs.ending import EndingDialog
from ..dialogs.flags import FlagsDialog
from ..dialogs.scores import ScoresDialog
from ..place import TO_CHANGE, Name, Place
from ..speech import say
from ..widgets.preview import Preview
from ..widgets.prose_editor import ProseEditor
from .spelt import SpeltScreen


class ConcludingScreen(SpeltScreen):
    """A screen of a review that can be given its outcome."""

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self._session: Session | None = None
        self._review: Review | None = None
        """As it was read last; None where there is none to answer or to read."""
        self._in_force: Version | None = None
        """The agreement that is looked at beside it."""

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
            self._amending(len(self._flagged)),
            _("amend"),
        )

    @staticmethod
    def _amending(flagged: int) -> str:
        if not flagged:
            return _(
                "The review counts as held, and the draft opens. What is in force stays so until a new version is."
            )
        return ngettext(
            "The review counts as held, and the draft opens with {count} point marked as to be changed. What is in "
            "force stays so until a new version is.",
            "The review counts as held, and the draft opens with {count} points marked as to be changed. What is in "
            "force stays so until a new version is.",
            flagged,
        ).format(count=flagged)

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
            self.go(Place(Name.AGREEMENT, self.place.mentorship_id, TO_CHANGE if self._flagged else ""))
            return
        self.reload()
        upcoming = sessions.next_review(self.database, self.place.mentorship_id)
        if upcoming is not None:
            say(self, _("The next review is planned for {day}.").format(day=long_date(upcoming.day)))

    # -- points and scores -----------------------------------------------------------------------------------------

    @property
    def _flagged(self) -> list[Flag]:
        """The points that are to be changed."""
        return [] if self._review is None else flags.of_review(self.database, self._review)

    def can_flag_points(self) -> bool:
        """Both look at it together, and there is an agreement to be changed."""
        return self._can_conclude() and self._in_force is not None

    def do_flag_points(self) -> None:
        """In a list of them."""
        if self._session is not None and self._in_force is not None:
            dialog = FlagsDialog(self.database, self.mentorship, self._session.id, self._in_force)
            self.app.push_screen(dialog, lambda _none: self.reload())

    def mark_flagged(self, agreement: Preview) -> None:
        """Beside the points of the agreement in force."""
        keys = {it.point for it in self._flagged}
        found = points_of(self._in_force.text) if self._in_force and keys else []
        marked = (line for party, wording, line in found if point_key(party, wording) in keys)
        agreement.annotate(dict.fromkeys(marked, _("to be changed")))

    def can_show_scores(self) -> bool:
        """Not while one types."""
        return not isinstance(self.focused, ProseEditor)

    def do_show_scores(self) -> None:
        """As a picture."""
        rows = reviews.score_rows(self.database, self.place.mentorship_id)
        self.app.push_screen(ScoresDialog(rows, self.mentorship))
