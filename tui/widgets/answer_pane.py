"""The two texts of a question: what the mentee wrote beforehand, and what is said in the meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from data import Prose, questions
from data.clean import shown
from data.i18n import _

from .prose_editor import ProseEditor

if TYPE_CHECKING:
    from data import Database
    from data.model.question import Question


class OtherWords(Static):
    """The words of the other text, muted and on few rows; nothing where there are none."""

    DEFAULT_CSS = """
    OtherWords { height: auto; max-height: 3; padding: 0 1; color: $text-muted; display: none; }
    OtherWords.-shown { display: block; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)

    def tell(self, label: str, text: str) -> None:
        """Show a text in one paragraph behind its label."""
        words = " ".join(text.split())
        self.set_class(bool(words), "-shown")
        self.update(Content.assemble((f"{label} ", "italic"), shown(words)) if words else "")


class AnswerPane(Vertical):
    """The editor of one of the two texts; above it which one that is, and the words of the other."""

    DEFAULT_CSS = """
    AnswerPane { height: 1fr; }
    AnswerPane #which { height: 1; padding: 0 1; color: $text-muted; display: none; }
    AnswerPane #which.-shown { display: block; }
    AnswerPane ProseEditor { height: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.shows_beforehand = False
        """Whether the text from before the meeting is the one that is edited."""

    def compose(self) -> ComposeResult:
        """Both."""
        yield Static(id="which", markup=False)
        yield OtherWords(id="other-words")
        yield ProseEditor(id="answer")

    def open(self, database: Database, question: Question) -> None:
        """Edit the text of a question that is to be edited, unless it is open already."""
        editor, which = self.query_one("#answer", ProseEditor), self.query_one("#which", Static)
        which.set_class(self.shows_beforehand, "-shown")
        if self.shows_beforehand:
            key, placeholder = questions.beforehand_key(question), _("What the mentee thinks of it before you meet")
            which.update(_("Beforehand, in the mentee's own words"))
            self.query_one(OtherWords).tell(_("In the meeting:"), question.answer)
        else:
            key, placeholder = questions.answer_key(question), _("The answer, as it is given")
            self.query_one(OtherWords).tell(_("Beforehand:"), question.beforehand)
        if editor.prose is None or editor.prose.key != key:
            editor.placeholder = placeholder
            editor.open(Prose.open(database, key))
