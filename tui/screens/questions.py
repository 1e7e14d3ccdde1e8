"""The questions of the first meeting: the list, and beside it the answer to the chosen one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from data import clauses, question_changes, question_list, questions
from data.clean import shown
from data.i18n import _, listed, ngettext
from data.model.question import Question, QuestionState, tally, uncovered

from .. import wording
from ..clause import answer_to_clause
from ..commands.points import GoToClause
from ..commands.questions import (
    AddFromCatalogue,
    AddQuestion,
    AnswerQuestion,
    ExportQuestions,
    FilterQuestions,
    MakeClause,
    MarkAsked,
    MoveQuestionDown,
    MoveQuestionUp,
    RemoveQuestion,
    RewordQuestion,
    SkipQuestion,
    SwitchAnswer,
    UndoChange,
)
from ..dialogs.catalogue import CatalogueDialog
from ..dialogs.document import DocumentDialog
from ..dialogs.question import QuestionDialog
from ..place import Name, Place
from ..speech import explained, say
from ..widgets.answer_pane import AnswerPane
from ..widgets.line_input import LineInput
from ..widgets.list import KeyList
from ..widgets.list_item import ListItem
from ..widgets.prose_editor import ProseEditor
from .spelt import SpeltScreen

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGN = {QuestionState.OPEN: "○", QuestionState.ASKED: "✓", QuestionState.SKIPPED: "–"}


class QuestionsScreen(SpeltScreen):
    """Prepare, ask, answer."""

    OFFERS = (
        AnswerQuestion,
        AddQuestion,
        RewordQuestion,
        SkipQuestion,
        MarkAsked,
        RemoveQuestion,
        UndoChange,
        SwitchAnswer,
        AddFromCatalogue,
        FilterQuestions,
        MakeClause,
        GoToClause,
        MoveQuestionDown,
        MoveQuestionUp,
        ExportQuestions,
    )
    CSS = """
    QuestionsScreen #list-pane { width: 1fr; height: 1fr; padding-top: 1; }
    QuestionsScreen #answer-pane { width: 1fr; height: 1fr; padding: 1 1 0 1; }
    QuestionsScreen.-narrow #answer-pane { height: 9; width: 1fr; padding: 0; }
    QuestionsScreen #counts { height: auto; padding: 0 2; color: $text-muted; }
    QuestionsScreen #warning { height: auto; padding: 0 2; color: $text-warning; display: none; }
    QuestionsScreen #warning.-shown { display: block; }
    QuestionsScreen #search { display: none; margin: 0 2; }
    QuestionsScreen #search.-open { display: block; }
    QuestionsScreen #questions { height: 1fr; margin-top: 1; }
    QuestionsScreen.-narrow #questions { margin-top: 0; }
    QuestionsScreen.-narrow #list-pane { padding-top: 0; }
    QuestionsScreen #wording { height: auto; max-height: 4; padding: 0 1; text-style: bold; color: $primary; }
    QuestionsScreen #hint { height: 1; padding: 0 1; color: $text-muted; }
    """

    def compose_work(self) -> ComposeResult:
        """List left, answer right; the answer below on a narrow terminal."""
        with Horizontal(classes="columns"):
            with Vertical(id="list-pane"):
                yield Static(id="counts", markup=False)
                yield Static(id="warning", markup=False)
                yield LineInput(placeholder=_("Words of the question or the answer"), id="search")
                yield KeyList(id="questions")
            with Vertical(id="answer-pane"):
                yield Static(id="wording", markup=False)
                yield AnswerPane()
                yield Static(id="hint", markup=False)

    def load(self) -> None:
        """Read the list and show it."""
        self._questions = questions.of(self.database, self.place.mentorship_id)
        standing = clauses.of(self.database, self.place.mentorship_id)
        self._clauses = {clause.question_id: clause for clause in reversed(standing)}
        counts = tally(self._questions)
        self.query_one("#counts", Static).update(
            _("{asked} asked, {skipped} skipped, {open} open").format(
                asked=counts.asked, skipped=counts.skipped, open=counts.open
            )
        )
        self._warn()
        self._show()

    def _warn(self) -> None:
        missing = uncovered(self._questions)
        warning = self.query_one("#warning", Static)
        warning.set_class(bool(missing), "-shown")
        titles = listed([wording.core_topic(topic) for topic in missing])
        warning.update(
            ngettext(
                "No question covers this core topic: {topics}",
                "No question covers these core topics: {topics}",
                len(missing),
            ).format(topics=titles)
        )

    def _show(self) -> None:
        typed = self.query_one("#search", Input).value.casefold().split()
        shown = [question for question in self._questions if all(word in _searched(question) for word in typed)]
        self.query_one("#questions", KeyList).fill(self._lines(shown), choose=self.place.detail or None)
        self.place = type(self.place)(self.place.name, self.place.mentorship_id)
        self._open_chosen()

    def _lines(self, shown: list[Question]) -> Iterator[tuple[str, ListItem]]:
        topic = ""
        for question in shown:
            heading = "" if question.topic == topic else question.topic_title
            topic = question.topic
            state = question.state
            style = "$text-muted" if state is QuestionState.SKIPPED else "$foreground"
            clause = " ¶" if question.id in self._clauses else ""
            yield (
                question.id,
                ListItem.of(
                    (f"{_SIGN[state]} ", "$text-success" if state is QuestionState.ASKED else "$accent"),
                    (question.wording, style),
                    (clause, "$accent"),
                    above=(heading, "$secondary"),
                ),
            )

    def others_changed(self) -> None:
        """Somebody else committed: merge their words. The list waits while one types, so that no other text opens."""
        self.query_one("#answer", ProseEditor).catch_up()
        if not self._typing:
            self.reload()

    def heading(self) -> str:
        """The names, and where."""
        return _("Questions · {title}").format(title=self.mentorship.title)

    @property
    def _chosen(self) -> Question | None:
        key = self.query_one("#questions", KeyList).chosen
        return next((question for question in self._questions if question.id == key), None)

    def _open_chosen(self) -> None:
        """Open the answer to the chosen question, unless it is open already."""
        pane, editor = self.query_one(AnswerPane), self.query_one("#answer", ProseEditor)
        chosen = self._chosen
        pane.display = chosen is not None
        if chosen is None:
            self.query_one("#wording", Static).update(_("No question fits. Press n to add one of your own."))
            return
        self.query_one("#wording", Static).update(Content(shown(chosen.wording)))
        pane.open(self.database, chosen)
        editor.read_only = self.mentorship.state.is_closed
        self.query_one("#hint", Static).update(self._hint(chosen))

    def _hint(self, chosen: Question) -> str:
        """What has become of the answer."""
        clause = self._clauses.get(chosen.id)
        if clause is not None and clause.answer_changed:
            return _("The answer has changed since it became a clause.")
        if clause is not None:
            return _("This answer has become a clause of the draft.")
        return _("Its clause does not stand in the draft any more.") if chosen.has_clause else ""

    # -- commands --------------------------------------------------------------------------------------------------

    @property
    def _typing(self) -> bool:
        return self.query_one("#answer").has_focus or self.query_one("#search").has_focus

    def _can_act(self) -> bool:
        return not self._typing and not self.mentorship.state.is_closed

    def _can_act_on_chosen(self) -> bool:
        return self._can_act() and self._chosen is not None

    can_add_question = can_add_from_catalogue = _can_act
    can_reword_question = can_skip_question = can_mark_asked = can_remove_question = _can_act_on_chosen
    can_move_question_up = can_move_question_down = _can_act_on_chosen

    def can_answer_question(self) -> bool:
        """From the list."""
        return not self._typing and self._chosen is not None

    def can_filter_questions(self) -> bool:
        """From the list."""
        return not self._typing

    def can_export_questions(self) -> bool:
        """From the list."""
        return not self._typing

    def can_undo_change(self) -> bool:
        """Something was changed in this run, or removed earlier."""
        mentorship_id = self.place.mentorship_id
        return self._can_act() and (
            question_changes.can_take_back(self.database, mentorship_id)
            or questions.last_removed(self.database, mentorship_id) is not None
        )

    def can_make_clause(self) -> bool:
        """There is an answer."""
        return self._chosen is not None and not self.mentorship.state.is_closed

    def can_go_to_clause(self) -> bool:
        """The answer stands in the draft."""
        return not self._typing and self._chosen is not None and self._chosen.id in self._clauses

    def do_go_to_clause(self) -> None:
        """Into the draft, to its words."""
        if (chosen := self._chosen) is not None:
            self.go(Place(Name.AGREEMENT, self.place.mentorship_id, chosen.id))

    def do_back(self) -> None:
        """From the answer or the search to the list, from the list to the path."""
        search = self.query_one("#search", Input)
        if self._typing or search.has_class("-open"):
            if self.query_one("#answer").has_focus:
                self.reload()
            else:
                search.value = ""
                search.remove_class("-open")
            self.query_one("#questions").focus()
        else:
            super().do_back()

    def do_answer_question(self) -> None:
        """Into the answer."""
        self.query_one("#answer").focus()

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

    def can_switch_answer(self) -> bool:
        """There is a question."""
        return self._chosen is not None

    def do_switch_answer(self) -> None:
        """The other text of the same question; whoever types goes on typing there."""
        pane = self.query_one(AnswerPane)
        pane.shows_beforehand = not pane.shows_beforehand
        self.reload()

    def do_add_from_catalogue(self) -> None:
        """Choose from the bundled one, or a file."""
        self.app.push_screen(CatalogueDialog(self.database, self.mentorship), self._added)

    def _added(self, count: int | None) -> None:
        if count is not None:
            self.reload()
            say(self, ngettext("{count} question added.", "{count} questions added.", count).format(count=count))

    def _changed(self, question_id: str | None) -> None:
        if question_id:
            self.place = type(self.place)(self.place.name, self.place.mentorship_id, question_id)
            self.reload()

    def do_filter_questions(self) -> None:
        """Show the line to type in."""
        search = self.query_one("#search", Input)
        search.add_class("-open")
        search.focus()

    def do_make_clause(self) -> None:
        """Into the draft."""
        if (chosen := self._chosen) is not None:
            say(self, answer_to_clause(self.database, self.mentorship, questions.get(self.database, chosen.id)))
            self.reload()

    def do_export_questions(self) -> None:
        """The list as a document."""
        mentorship = self.mentorship
        self.app.push_screen(
            DocumentDialog(
                _("Questions"),
                question_list.questions_document(mentorship, self._questions),
                question_list.file_name(mentorship),
            )
        )

    # -- events ----------------------------------------------------------------------------------------------------

    @on(OptionList.OptionHighlighted, "#questions")
    @explained
    def _highlighted(self) -> None:
        self._open_chosen()
        self.refresh_footer()

    @on(OptionList.OptionSelected, "#questions")
    def _selected(self) -> None:
        self.do_answer_question()

    @on(Input.Changed, "#search")
    @explained
    def _filter(self) -> None:
        self._show()

    @on(Input.Submitted, "#search")
    def _found(self) -> None:
        self.query_one("#questions").focus()

    def on_descendant_focus(self) -> None:
        """What works here depends on where one is."""
        self.refresh_footer()


def _searched(question: Question) -> str:
    """What the search looks at."""
    return f"{question.wording} {question.answer} {question.beforehand}".casefold()
