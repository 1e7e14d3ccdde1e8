"""A dialog around one prose text: what is typed is stored as everywhere, closing loses nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType

from data import Prose
from data.i18n import N_, _

from ..speech import say
from ..widgets.prose_editor import ProseEditor
from .base import Dialog

if TYPE_CHECKING:
    from ..app import HandschlagApp
    from ..screens.base import BaseScreen


class ProseDialog(Dialog[None]):
    """Shows and edits one text."""

    DEFAULT_CSS = """
    ProseDialog ProseEditor { height: 12; background: $panel; }
    """
    CANCEL_HINT = N_("back")
    BINDINGS: ClassVar[list[BindingType]] = [("ctrl+s", "confirm_saved", "Saved")]

    def __init__(self, title: str, prose: Prose | None, placeholder: str) -> None:
        """Without a text the editor stays empty until it is given one."""
        super().__init__()
        self._title, self._prose, self._placeholder = title, prose, placeholder

    def title_text(self) -> str:
        """What the text is."""
        return self._title

    def compose_dialog(self) -> ComposeResult:
        """The editor."""
        yield ProseEditor(self._prose, placeholder=self._placeholder)

    def dialog_keys(self) -> list[tuple[str, str]]:
        """Nothing needs to be accepted."""
        return [("", _("All is saved while you type."))]

    @property
    def _below(self) -> BaseScreen:
        return cast("HandschlagApp", self.app).base_screen

    def on_prose_editor_not_saved(self, event: ProseEditor.NotSaved) -> None:
        """The disk refuses: say it, and go on."""
        say(self, event.reason, error=True)

    def on_prose_editor_saved(self) -> None:
        """The disk takes it again."""
        say(self, _("Everything is saved again."))

    def action_confirm_saved(self) -> None:
        """Whoever presses Ctrl+S is told that there is no need to."""
        self._below.do_confirm_saved()

    def action_cancel(self) -> None:
        """Close, unless something typed here cannot be saved."""
        if self._below.is_saved:
            self.dismiss(None)
        else:
            say(self, self._below.saved_sentence(), error=True)
