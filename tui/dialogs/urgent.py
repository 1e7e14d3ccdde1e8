"""An urgent request for support: the agreed way, and a note that there was one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from data import events
from data.clean import text
from data.errors import HandschlagError
from data.i18n import _
from data.model.mentorship import Party

from ..speech import say
from .agreed import agreed
from .party import PartyDialog

if TYPE_CHECKING:
    from data import Database
    from data.model.mentorship import Mentorship


class UrgentRequestDialog(PartyDialog):
    """Notes that a party asked for support, and returns which. What it was about is nobody's business."""

    def __init__(self, database: Database, mentorship: Mentorship) -> None:
        super().__init__(
            mentorship,
            _("Urgent request for support · {title}").format(title=mentorship.title),
            _("Who asks for support? The day and the name are noted; nothing else is asked."),
        )
        self._database = database

    def compose_dialog(self) -> ComposeResult:
        """The agreed way above the two names."""
        yield Static(_("How you agreed to handle it:"), classes="muted", markup=False)
        yield Static(Content(text(agreed(self._database, self._mentorship, "urgent"))))
        yield Static("")
        yield from super().compose_dialog()

    def decide(self, party: Party) -> None:
        """Note it."""
        try:
            events.note(self._database, self._mentorship.id, "urgent request", detail=party.value)
        except HandschlagError as error:
            say(self, str(error), error=True)
            return
        say(self, _("Noted: {name} asked for urgent support.").format(name=self._mentorship.name_of(party)))
        self.dismiss(party)
