"""The part of the path that shares a mentorship with the other party's account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data import shares

from ..dialogs.sharing import ShareDialog, SharingDialog
from .base import MentorshipScreen

if TYPE_CHECKING:
    from pathlib import Path


class SharingScreen(MentorshipScreen):
    """A screen from which a mentorship is shared."""

    def do_sharing(self) -> None:
        """Share it, or show how it is shared."""
        if shares.of(self.database, self.mentorship.id) is None:
            self.app.push_screen(ShareDialog(self.database, self.mentorship), self._shared)
        else:
            self._show_sharing()

    def can_sharing(self) -> bool:
        """What has ended is not shared any more; how it was can be seen."""
        return not self.mentorship.state.is_closed or shares.of(self.database, self.mentorship.id) is not None

    def _shared(self, path: Path | None) -> None:
        if path is not None:
            self.handschlag.start_together()
            self._show_sharing()

    def _show_sharing(self) -> None:
        self.app.push_screen(SharingDialog(self.database, self.mentorship), lambda _none: self.reload())
