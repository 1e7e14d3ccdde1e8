"""Whether all is saved: what a screen says of it, and why it does not let anybody leave unasked while it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.screen import Screen

from data.clock import now
from data.i18n import _, clock_time

from ..speech import Explaining, say
from ..widgets.lines import FooterLine

if TYPE_CHECKING:
    from data import Database

    from ..app import HandschlagApp
    from ..widgets.prose_editor import ProseEditor


class SavingScreen(Explaining, Screen[None]):
    """A screen whose footer says that what is typed is stored."""

    _warned = False
    """Whether it was said that leaving now loses words."""

    @property
    def handschlag(self) -> HandschlagApp:
        """The app, typed."""
        return self.app  # type: ignore[return-value]

    @property
    def database(self) -> Database:
        """The open database."""
        return self.handschlag.database

    # -- what is typed ---------------------------------------------------------------------------------------------

    def on_prose_editor_edited(self, event: ProseEditor.Edited) -> None:
        """What is typed is stored by now."""
        if event.editor.is_saved:
            self.query_one(FooterLine).saved = _("saved")

    def on_prose_editor_not_saved(self, event: ProseEditor.NotSaved) -> None:
        """The disk refuses: say it, and go on."""
        self.tell_not_saved(event.reason)

    def tell_not_saved(self, reason: str) -> None:
        """Say why nothing can be stored, and keep it in the footer."""
        self.query_one(FooterLine).saved = _("NOT SAVED")
        say(self, reason, error=True)

    def on_prose_editor_saved(self) -> None:
        """The disk takes it again."""
        self.tell_saved()

    def tell_saved(self) -> None:
        """Say that nothing is left to be stored."""
        self._warned = False
        self.query_one(FooterLine).saved = _("saved")
        say(self, _("Everything is saved again."))

    @property
    def is_saved(self) -> bool:
        """Whether all that is typed here and in dialogs above is in the database; what is not is tried once more."""
        # Asked by name: the list of mentorships, shown first, does not wait for the editor to be imported.
        found = cast(
            "list[ProseEditor]", [it for screen in self.app.screen_stack for it in screen.query("ProseEditor")]
        )
        editors = [editor for editor in found if not editor.is_saved]
        for editor in editors:
            editor.settle()
        return all(editor.is_saved for editor in editors)

    # -- asked for, and leaving ------------------------------------------------------------------------------------

    def do_confirm_saved(self) -> None:
        """Tell that all is saved, and when it was asked."""
        say(self, self.saved_sentence())

    def saved_sentence(self) -> str:
        """What Ctrl+S is told."""
        if not self.is_saved:
            return _(
                "What you typed last is not saved: the disk refuses it. It stands on the screen and is tried again."
            )
        return _("Everything is saved, as of {time}. There is nothing to press.").format(
            time=clock_time(now().astimezone())
        )

    def do_quit(self) -> None:
        """Leave at once: all is saved. Only where the disk refuses it is said once, and the second time obeyed."""
        if (self.is_saved and self.database.is_there) or self._warned:
            self.handschlag.leave()
            return
        self._warned = True
        say(
            self,
            _("What you typed last could not be saved. Copy it first; Ctrl+Q once more leaves without it."),
            error=True,
        )
