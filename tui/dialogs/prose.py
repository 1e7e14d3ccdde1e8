"""A dialog around one prose text: what is typed is stored as everywhere, closing loses nothing."""

from __future__ import annotations

from textual.app import ComposeResult

from data import Prose
from data.i18n import N_, _

from ..widgets.prose_editor import ProseEditor
from .base import Dialog


class ProseDialog(Dialog[None]):
    """Shows and edits one text."""

    DEFAULT_CSS = """
    ProseDialog ProseEditor { height: 12; background: $panel; }
    """
    CANCEL_HINT = N_("back")

    def __init__(self, title: str, prose: Prose, placeholder: str) -> None:
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
