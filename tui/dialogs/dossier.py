"""The dossier, ready to be read, copied or written: as a page it has its timeline as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data import dossier
from data.i18n import _
from data.model.format import Format

from .document import DocumentDialog

if TYPE_CHECKING:
    from data import Database
    from data.model.mentorship import Mentorship


class DossierDialog(DocumentDialog):
    """Everything about a mentorship as it stands now."""

    def __init__(self, database: Database, mentorship: Mentorship) -> None:
        self._database, self._mentorship = database, mentorship
        text = self.rendered(Format.MARKDOWN)
        super().__init__(_("Dossier"), text, dossier.file_name(mentorship), mentorship.language)

    def rendered(self, form: Format) -> str:
        """The whole, by its own rules."""
        return dossier.rendered(self._database, self._mentorship.id, form)
