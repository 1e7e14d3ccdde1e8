"""What the annex says about something, for a dialog that does it by the agreed process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data import annex
from data.i18n import _
from data.model.agreement import AnnexState

if TYPE_CHECKING:
    from data import Database
    from data.model.mentorship import Mentorship


def agreed(database: Database, mentorship: Mentorship, field: str) -> str:
    """The words of a logistics field, or a sentence where there are none."""
    entry = next(entry for entry in annex.of(database, mentorship.id) if entry.field == field)
    words = entry.text.strip()
    if entry.state is AnnexState.NOT_AGREED:
        return "\n".join(part for part in (_("You have expressly agreed on nothing for this."), words) if part)
    return words or _("Nothing is agreed yet; the logistics have a field for it.")
