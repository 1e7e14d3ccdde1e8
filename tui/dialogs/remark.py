"""The remark on a point: a working note of both parties, stored as it is typed."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from data import Prose, points
from data.clean import shown
from data.errors import HandschlagError
from data.i18n import _

from ..widgets.prose_editor import ProseEditor
from .prose import ProseDialog

if TYPE_CHECKING:
    from data import Database
    from data.model.agreement import Point
    from data.model.mentorship import Mentorship


class RemarkDialog(ProseDialog):
    """Shows and edits the remark on one point."""

    DEFAULT_CSS = """
    RemarkDialog #point { height: auto; max-height: 6; text-style: bold; margin-bottom: 1; }
    RemarkDialog ProseEditor { height: 8; }
    """

    def __init__(self, database: Database, mentorship: Mentorship, point: Point) -> None:
        super().__init__(
            _("Remark on the point"),
            Prose.open(database, points.remark_key(mentorship.id, point)),
            _("A working note for both of you; it goes into no version and no copy"),
        )
        self._database, self._mentorship, self._point = database, mentorship, point
        self._is_noted = False

    def compose_dialog(self) -> ComposeResult:
        """The words of the point above the editor."""
        yield Static(Content(shown(self._point.wording)), id="point")
        yield from super().compose_dialog()

    def on_mount(self) -> None:
        """After the end it is only read."""
        editor = self.query_one(ProseEditor)
        editor.read_only = self._mentorship.state.is_closed
        editor.move_cursor(editor.document.end)
        editor.focus()

    def on_prose_editor_edited(self) -> None:
        """Keep the words that are remarked on, once: the remark is found again when they have changed."""
        if not self._is_noted and not self._mentorship.state.is_closed:
            # Where the disk refuses, the editor says so; the next key tries again.
            with suppress(HandschlagError):
                points.note_remark(self._database, self._mentorship.id, self._point)
                self._is_noted = True

    def others_changed(self) -> None:
        """Somebody else committed: merge their words, leave the cursor alone."""
        self.query_one(ProseEditor).catch_up()
