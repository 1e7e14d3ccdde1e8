"""The questions of the first meeting: the list, and beside it the answer to the chosen one."""

from __future__ import annotations

from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from data import clauses, question_list, questions
from data.clean import shown
from data.i18n import _, listed, ngettext
from data.model.question import Question, tally, uncovered

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
from ..dialogs.document import DocumentDialog
from ..place import Name, Place
from ..speech import explained, say
from ..widgets.answer_pane import AnswerPane
from ..widgets.prose_editor import ProseEditor
from ..widgets.question_list import QuestionList
from ..widgets.search_line import SearchLine
from .preparing import PreparingScreen


class QuestionsScreen(PreparingScreen):
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
    QuestionsScreen #search { margin: 0 2; }
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
                yield SearchLine(_("Words of the question or the answer"))
                yield QuestionList(id="questions")
            with Vertical(id="answer-pane"):
                yield Static(id="wording", markup=False)
                yield AnswerPane()
                yield Static(id="hint", markup=False)

    def load(self) -> None:
        """Read the list and show it."""
        self._questions = questions.of(self.database, self.place.mentorship_id)
        standing = clauses.of(self.database, self.place.mentorship_id)
        self._clauses = {clause.question_id: clause for clause in reversed(standing)}
        self.query_one("#counts", Static).update(wording.tallied(tally(self._questions)))
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
        search = self.query_one(SearchLine)
        fitting = [it for it in self._questions if search.fits(f"{it.wording} {it.answer} {it.beforehand}")]
        self.query_one(QuestionList).show(fitting, self._clauses, choose=self.place.detail or None)
        self.place = replace(self.place, detail="")
        self._open_chosen()

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
        key = self.query_one(QuestionList).chosen
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

    def can_answer_question(self) -> bool:
        """From the list."""
        return not self._typing and self._chosen is not None

    def can_filter_questions(self) -> bool:
        """From the list."""
        return not self._typing

    def can_export_questions(self) -> bool:
        """From the list."""
        return not self._typing

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
        search = self.query_one(SearchLine)
        if self._typing or search.is_open:
            if self.query_one("#answer").has_focus:
                self.reload()
            else:
                search.close()
            self.query_one("#questions").focus()
        else:
            super().do_back()

    def do_answer_question(self) -> None:
        """Into the answer."""
        self.query_one("#answer").focus()

    def can_switch_answer(self) -> bool:
        """There is a question."""
        return self._chosen is not None

    def do_switch_answer(self) -> None:
        """The other text of the same question; whoever types goes on typing there."""
        pane = self.query_one(AnswerPane)
        pane.shows_beforehand = not pane.shows_beforehand
        self.reload()

    def do_filter_questions(self) -> None:
        """Show the line to type in."""
        self.query_one(SearchLine).open()

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
                mentorship.language,
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
