"""Ending the mentoring: one key too many for a slip, and no other question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.i18n import _

from .party import PartyDialog

if TYPE_CHECKING:
    from data.model.mentorship import Mentorship


class EndingDialog(PartyDialog):
    """Returns the party that ends it."""

    def __init__(self, mentorship: Mentorship) -> None:
        super().__init__(
            mentorship,
            _("End the mentoring"),
            _("Either side may end it at any time, for any reason or none. It cannot be reopened. Who ends it?"),
        )
