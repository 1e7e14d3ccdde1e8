"""Handing over copies: the part of the versions that comes after the signatures."""

from __future__ import annotations

from data import copies, copy, versions
from data.i18n import _, ngettext
from data.model.agreement import Version, fingerprint
from data.model.mentorship import Party

from ..dialogs.copy import CopyDialog
from ..dialogs.signing import ReceiptDialog
from ..speech import explained, say
from .base import MentorshipScreen


class HandingOverScreen(MentorshipScreen):
    """A screen on which a version is chosen, of which a copy can be handed over."""

    @property
    def chosen(self) -> Version | None:
        """The chosen version; None for the draft."""
        raise NotImplementedError

    def can_note_receipt(self) -> bool:
        """Of a frozen version."""
        return self.chosen is not None

    def why_not_note_receipt(self) -> str:
        """The draft is chosen, or is all there is."""
        if versions.newest(self.database, self.place.mentorship_id) is None:
            return _("Nothing is proposed yet. p freezes the draft; then both can sign it.")
        return _("Choose a version first: this is the draft.")

    def do_hand_over(self) -> None:
        """Show the copy; whoever copies or writes it is asked who received it."""
        chosen, mentorship = self.chosen, self.mentorship

        def went_out(how: str, place: str) -> None:
            if chosen is not None:
                sent = dialog.sent
                self.app.push_screen(ReceiptDialog(mentorship, how, place), lambda it: self._received(chosen, sent, it))

        dialog = CopyDialog(self.database, mentorship, chosen, on_out=went_out)
        self.app.push_screen(dialog, lambda _result: self.reload())

    def do_note_receipt(self) -> None:
        """On paper, by e-mail: what did not go through the app."""
        if (chosen := self.chosen) is not None:
            text = copy.copy_of(self.database, self.place.mentorship_id, chosen.number)
            self.app.push_screen(ReceiptDialog(self.mentorship, "paper"), lambda it: self._received(chosen, text, it))

    @explained
    def _received(self, version: Version, text: str, receipt: tuple[list[Party], str, str] | None) -> None:
        if receipt is None:
            return
        parties, how, place = receipt
        copies.hand_over(self.database, self.place.mentorship_id, parties, how, place, fingerprint(text), version.id)
        self.reload()
        say(self, ngettext("The receipt is noted.", "Both receipts are noted.", len(parties)))
