"""Asking the questions one after another: the part of meeting mode that knows which one is next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data import meetings, questions
from data.i18n import _
from data.model.question import Question, QuestionState

from ..place import Name, Place
from ..speech import say
from .writing import WritingScreen

if TYPE_CHECKING:
    from data.model.session import Meeting, Session


class AskingScreen(WritingScreen):
    """A screen that shows one question of the meeting, from which one goes on, back, or leaves it for later."""

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self._session: Session | None = None
        """The first meeting, if it is planned."""
        self._meeting: Meeting | None = None
        """How far it is; None before it has begun."""
        self._questions: list[Question] = []
        self._left: set[str] = set()
        """The questions that were left for later."""

    @property
    def _current(self) -> Question | None:
        if self._meeting is None or not self._questions:
            return None
        chosen = self.place.detail or self._meeting.question_id
        found = next((question for question in self._questions if question.id == chosen), None)
        return found or self._next_open(None) or self._questions[0]

    def _next_open(self, after: Question | None) -> Question | None:
        start = self._questions.index(after) + 1 if after in self._questions else 0
        ring = self._questions[start:] + self._questions[:start]
        return next((question for question in ring if question.state is QuestionState.OPEN and question != after), None)

    # -- whether ---------------------------------------------------------------------------------------------------

    def _is_open(self) -> bool:
        return self._meeting is not None

    can_next_question = can_previous_question = _is_open

    def why_not_next_question(self) -> str:
        """It has not begun."""
        return self.why_closed() or _("The meeting has not begun yet: Enter begins it.")

    why_not_previous_question = why_not_skip_for_later = why_not_next_question

    def _can_write(self) -> bool:
        return self._meeting is not None and not self.mentorship.state.is_closed

    can_skip_for_later = _can_write

    # -- doing -----------------------------------------------------------------------------------------------------

    def do_next_question(self) -> None:
        """The question counts as asked; go on."""
        if (current := self._current) is not None:
            if current.state is QuestionState.OPEN and self._can_write():
                questions.set_state(self.database, current.id, QuestionState.ASKED)
            self._step(1)

    def do_previous_question(self) -> None:
        """Back by one, whatever its state."""
        self._step(-1)

    def _step(self, step: int) -> None:
        current = self._current
        if current is None:
            return
        place = self._questions.index(current) + step
        if place >= len(self._questions):
            left = self._next_open(current)
            if left is None:
                self._go_to(current)
                say(self, _("That was the last question. F10 closes the meeting."))
                return
            self._go_to(left)
        elif place >= 0:
            self._go_to(self._questions[place])

    def _go_to(self, question: Question) -> None:
        if self._session is not None and self._can_write():
            meetings.at_question(self.database, self._session.id, question.id)
        self.place = Place(Name.MEETING, self.place.mentorship_id, question.id)
        self.reload()
        self.query_one("#answer").focus()

    def do_skip_for_later(self) -> None:
        """An open one stays open; it is skipped when it was left already, or is the last. Others keep their state."""
        current = self._current
        if current is None:
            return
        following = self._next_open(current)
        if current.state is not QuestionState.OPEN:
            self._go_to(following) if following else self._step(1)
        elif following is None or current.id in self._left:
            questions.set_state(self.database, current.id, QuestionState.SKIPPED)
            self._step(1)
            say(self, _("Skipped."))
        else:
            self._left.add(current.id)
            self._go_to(following)
            say(self, _("Left for later."))
