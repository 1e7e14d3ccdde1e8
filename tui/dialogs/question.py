"""Adding a question, or changing its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data import questions, texts
from data.errors import BadInput
from data.i18n import N_, _

from .fields import ChoiceField, Field
from .form import FormDialog

if TYPE_CHECKING:
    from data import Database
    from data.model.mentorship import Mentorship
    from data.model.question import Question


class QuestionDialog(FormDialog[str]):
    """Adds or rewords a question and returns its id."""

    ACCEPT_HINT = N_("keep it")

    def __init__(
        self, database: Database, mentorship: Mentorship, *, topic: str | None = None, question: Question | None = None
    ) -> None:
        super().__init__()
        self._database, self._mentorship, self._question = database, mentorship, question
        self._topic = topic

    def title_text(self) -> str:
        """New, or changed."""
        return _("New question") if self._question is None else _("Change the words of the question")

    def form_fields(self) -> list[Field | ChoiceField]:
        """The words; for a new one also its topic."""
        words = Field("wording", _("Question"), self._question.wording if self._question else "")
        if self._question is not None:
            return [words]
        return [words, ChoiceField("topic", _("Topic"), self._topics(), self._topic or "")]

    def _topics(self) -> list[tuple[str, str]]:
        known = [(topic.key, topic.title) for topic in texts.catalogue(self._mentorship.language).topics]
        own = [pair for pair in questions.topics(self._database, self._mentorship.id) if pair[0] not in dict(known)]
        return known + own

    def accept(self, values: dict[str, str]) -> str:
        """Keep it."""
        if not values["wording"]:
            raise BadInput(_("Type the question."))
        if self._question is not None:
            return questions.reword(self._database, self._question.id, values["wording"], self._question.row_version).id
        title = dict(self._topics())[values["topic"]]
        return questions.add(self._database, self._mentorship.id, values["wording"], values["topic"], title).id
