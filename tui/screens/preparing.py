"""Preparing the questions: what changes the list, whatever is answered beside it."""

from __future__ import annotations

from dataclasses import replace

from data import question_changes, questions
from data.i18n import _, ngettext
from data.model.question import Question, QuestionState

from ..dialogs.catalogue import CatalogueDialog
from ..dialogs.question import QuestionDialog
from ..speech import say
from .spelt import SpeltScreen


class PreparingScreen(SpeltScreen):
    """A screen on which questions are added, reworded, skipped, moved and taken off; each change can be taken back."""

    _questions: list[Question]
    """The list, as it was read last."""

    @property
    def _chosen(self) -> Question | None:
        raise NotImplementedError

    @property
    def _typing(self) -> bool:
        """Whether letters are no commands now."""
        raise NotImplementedError

    # -- whether ---------------------------------------------------------------------------------------------------

    def _can_act(self) -> bool:
        return not self._typing and not self.mentorship.state.is_closed

    def _can_act_on_chosen(self) -> bool:
        return self._can_act() and self._chosen is not None

    can_add_question = can_add_from_catalogue = _can_act
    can_reword_question = can_skip_question = can_mark_asked = can_remove_question = _can_act_on_chosen
    can_move_question_up = can_move_question_down = _can_act_on_chosen

    def can_undo_change(self) -> bool:
        """Something was changed in this run, or removed earlier."""
        mentorship_id = self.place.mentorship_id
        return self._can_act() and (
            question_changes.can_take_back(self.database, mentorship_id)
            or questions.last_removed(self.database, mentorship_id) is not None
        )

    # -- doing -----------------------------------------------------------------------------------------------------

    def do_add_question(self) -> None:
        """Ask for the words and the topic."""
        chosen = self._chosen
        self.app.push_screen(
            QuestionDialog(self.database, self.mentorship, topic=chosen.topic if chosen else None), self._changed
        )

    def do_reword_question(self) -> None:
        """Ask for new words."""
        if self._chosen is not None:
            self.app.push_screen(QuestionDialog(self.database, self.mentorship, question=self._chosen), self._changed)

    def do_skip_question(self) -> None:
        """Skipped, or open again."""
        self._toggle(QuestionState.SKIPPED)

    def do_mark_asked(self) -> None:
        """Asked, or open again."""
        self._toggle(QuestionState.ASKED)

    def _toggle(self, state: QuestionState) -> None:
        if (chosen := self._chosen) is not None:
            questions.set_state(self.database, chosen.id, QuestionState.OPEN if chosen.state is state else state)
            self.reload()

    def do_move_question_up(self) -> None:
        """One place up."""
        self._move(-1)

    def do_move_question_down(self) -> None:
        """One place down."""
        self._move(1)

    def _move(self, step: int) -> None:
        if (chosen := self._chosen) is not None:
            place = self._questions.index(chosen) + step
            if 0 <= place < len(self._questions):
                questions.move(self.database, chosen.id, place)
                self.reload()

    def do_remove_question(self) -> None:
        """Off the list; nothing of it is lost."""
        if (chosen := self._chosen) is not None:
            questions.remove(self.database, chosen.id)
            self.reload()
            say(self, _("Removed. Press u to bring it back."))

    def do_undo_change(self) -> None:
        """One step back; when there is none of this run left, a removed question back to its place."""
        mentorship_id = self.place.mentorship_id
        if question_changes.can_take_back(self.database, mentorship_id):
            changed, sentence = question_changes.take_back(self.database, mentorship_id)
            self._changed(changed)
            say(self, sentence)
        elif (removed := questions.last_removed(self.database, mentorship_id)) is not None:
            questions.restore(self.database, removed.id)
            self._changed(removed.id)

    def do_add_from_catalogue(self) -> None:
        """Choose from the bundled one, or a file."""
        self.app.push_screen(CatalogueDialog(self.database, self.mentorship), self._added)

    def _added(self, count: int | None) -> None:
        if count is not None:
            self.reload()
            say(self, ngettext("{count} question added.", "{count} questions added.", count).format(count=count))

    def _changed(self, question_id: str | None) -> None:
        """Choose what was changed."""
        if question_id:
            self.place = replace(self.place, detail=question_id)
            self.reload()
