"""Where one answers a question of a review: its words, what the keys do there, and the editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from data import Prose, reviews
from data.clean import shown
from data.i18n import _

from .prose_editor import ProseEditor

if TYPE_CHECKING:
    from data import Database
    from data.model.mentorship import Party
    from data.model.review import Review


class ReviewAnswerPane(Vertical):
    """The question, and below it the answer of the one who sits here."""

    DEFAULT_CSS = """
    ReviewAnswerPane { height: 1fr; }
    ReviewAnswerPane #question { height: auto; max-height: 3; padding: 0 1; color: $primary; text-style: bold; }
    ReviewAnswerPane #answer { height: 1fr; }
    """

    def compose(self) -> ComposeResult:
        """Question and editor."""
        yield Static(id="question", markup=False)
        yield ProseEditor(id="answer", placeholder=_("Your answer; the other one does not see it yet"))

    @property
    def editor(self) -> ProseEditor:
        """Where the answer is typed."""
        return self.query_one("#answer", ProseEditor)

    def close(self) -> None:
        """Nobody answers: no word of an answer stays here."""
        self.editor.open(None)

    def open(self, database: Database, review: Review, question: str | None, party: Party) -> None:
        """Edit a party's answer to a question, unless it is open already."""
        item = next((item for item in review.questions if item.key == question), None)
        if item is None:
            return
        hint = ""
        if item.scale:
            hint = _("On the list, 1 to 5 gives the score.")
        elif item.choice:
            hint = _("On the list: 1 continue, 2 amend, 3 end.")
        self.query_one("#question", Static).update(
            Content.assemble(shown(item.wording), (f"  {hint}" if hint else "", "$text-muted"))
        )
        key = reviews.answer_key(review, item.key, party)
        if self.editor.prose is None or self.editor.prose.key != key:
            self.editor.open(Prose.open(database, key))
