"""Taking a former text as the draft, and taking that back: what the screens share that can do it."""

from __future__ import annotations

from data import drafts
from data.i18n import _

from ..speech import say
from .base import MentorshipScreen


class TakingUpScreen(MentorshipScreen):
    """A screen on which a former text can become the draft."""

    _can_undo = False

    def load(self) -> None:
        """Read whether there is something to take back."""
        super().load()
        closed = self.mentorship.state.is_closed
        self._can_undo = not closed and drafts.can_undo(self.database, self.place.mentorship_id)

    def can_undo_taking(self) -> bool:
        """A text was taken up as the draft, and nobody has typed since."""
        return self._can_undo

    def do_undo_taking(self) -> None:
        """The words before are the draft again."""
        drafts.undo(self.database, self.place.mentorship_id)
        self.reload()
        say(self, _("The draft has its former words again. u once more takes that back too."))
