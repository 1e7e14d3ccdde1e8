"""Private notes: covered when they open, unlike everything else to look at, gone from the screen with one key."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from data import private_notes
from data.clean import shown
from data.errors import HandschlagError
from data.i18n import N_, _, medium_date

from ..commands import key_name
from ..speech import say
from ..widgets.markdown_editor import MarkdownEditor
from .prose import ProseDialog

if TYPE_CHECKING:
    from textual.timer import Timer

    from data import Database
    from data.model.mentorship import Mentorship
    from data.model.session import Session

UNCOVER = "ctrl+o"
"""No key that one comes upon while typing: whoever types on, unaware of the dialog, uncovers nothing."""


class PrivateNotesDialog(ProseDialog):
    """The notes of the owner of the database, on a session or on the mentorship as a whole.

    It is a dialog and no place of its own: a start after a dropped connection opens what lies below.
    """

    DEFAULT_CSS = """
    PrivateNotesDialog > Vertical { width: 96; height: 94%; border-left: outer $warning; }
    PrivateNotesDialog #title { color: $text-warning; }
    PrivateNotesDialog #work { height: 1fr; }
    PrivateNotesDialog #protection { height: auto; color: $text-muted; margin-bottom: 1; }
    PrivateNotesDialog #cover { height: 1fr; content-align: center middle; color: $text-warning; background: $panel; }
    PrivateNotesDialog MarkdownEditor { height: 1fr; display: none; }
    PrivateNotesDialog.-open MarkdownEditor { display: block; }
    PrivateNotesDialog.-open #cover { display: none; }
    """
    CANCEL_HINT = N_("close")
    BINDINGS: ClassVar[list[BindingType]] = [(UNCOVER, "uncover", "Show")]
    COVERED_AFTER: ClassVar[float] = 120.0
    """Seconds without a key after which they are covered again, at the latest twice as many."""

    def __init__(self, database: Database, mentorship: Mentorship, session: Session | None = None) -> None:
        """Raises `Refused` where others may open the file."""
        private_notes.require_own(database)
        super().__init__(_title(mentorship, session), None, _("What is for nobody else"))
        self._database, self._mentorship = database, mentorship
        self._session_id = "" if session is None else session.id
        self._covering: Timer | None = None

    def compose_dialog(self) -> ComposeResult:
        """What protects them; below it the cover, and under that the editor, empty until then."""
        yield Static(_protection(self._database), id="protection", markup=False)
        yield Static(_("Covered: who sits beside you reads this screen."), id="cover", markup=False)
        yield MarkdownEditor(placeholder=self._placeholder)

    def dialog_keys(self) -> list[tuple[str, str]]:
        """How to see them; once they are seen, that nothing needs to be accepted."""
        return super().dialog_keys() if self.is_open else [(key_name(UNCOVER), _("show them"))]

    @property
    def is_open(self) -> bool:
        """Whether they can be read."""
        return self.has_class("-open")

    @property
    def _editor(self) -> MarkdownEditor:
        return self.query_one(MarkdownEditor)

    def action_uncover(self) -> None:
        """Read them from the database only now, and go on where they end."""
        if self.is_open:
            return
        try:
            notes = private_notes.open_for(self._database, self._mentorship, self._session_id)
        except HandschlagError as error:
            say(self, str(error), error=True)
            return
        self._editor.open(notes)
        self._editor.move_cursor(self._editor.document.end)
        self.add_class("-open")
        self._editor.focus()
        self._covering = self.set_timer(self.COVERED_AFTER, self.cover)
        self.show_keys()

    def cover(self) -> None:
        """Take them off the screen, unless words of them could not be saved: those would be nowhere else."""
        if not self._editor.is_saved:
            self._covering = self.set_timer(self.COVERED_AFTER, self.cover)
            return
        self._editor.open(None)
        self.set_focus(None)
        self.remove_class("-open")
        self.show_keys()

    def on_text_area_selection_changed(self) -> None:
        """Somebody is at work."""
        if self._covering is not None:
            self._covering.reset()

    def others_changed(self) -> None:
        """The same notes are open at another terminal of the same person: merge the words."""
        self._editor.catch_up()


def _title(mentorship: Mentorship, session: Session | None) -> str:
    name = mentorship.name_of(mentorship.me)
    if session is None:
        return _("Private notes of {name}").format(name=name)
    return _("Private notes of {name} on the session of {day}").format(name=name, day=medium_date(session.day))


def _protection(database: Database) -> str:
    return _(
        "They stand only in {path} and its backups: in no copy, export or dossier, in nothing that is shared, and no "
        "search finds them, not even yours. Whoever may read that file, as root may, can read them."
    ).format(path=shown(str(database.path)))
