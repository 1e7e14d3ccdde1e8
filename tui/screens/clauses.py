"""The clauses of the draft: taken in, kept for other agreements, and the answers that they come from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from data import clauses, own_clauses, questions, suggestions, texts
from data.errors import BadInput
from data.i18n import _, ngettext
from data.model.catalogue import SECTIONS
from data.model.sections import section_at
from data.model.standing import passages, replaced

from ..clause import answer_to_clause, insert_at_section, question_place
from ..commands import key_name
from ..commands.points import ChangedAnswers, InsertReadyClause
from ..dialogs.changed_answer import ANSWER, TAKE, ChangedAnswerDialog
from ..dialogs.clause import READY, ClauseDialog
from ..dialogs.own_clause import OwnClauseDialog
from ..dialogs.ready_clauses import ReadyClausesDialog
from ..palette import PaletteEntry
from ..place import Name
from ..speech import explained, say
from .drafting import DraftingScreen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from data.model.catalogue import ReadyClause
    from data.model.standing import Clause

    from ..place import Place


class ClausesScreen(DraftingScreen):
    """A screen that takes clauses into its draft, and knows which of them were answers."""

    _put_off = ""
    """The clause with a changed answer that was looked at last."""

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self._clauses: list[Clause] = []
        """The clauses that were answers, as they were found last."""

    can_take_clause = can_insert_ready_clause = DraftingScreen._can_write

    # -- taking ----------------------------------------------------------------------------------------------------

    def do_take_clause(self) -> None:
        """An answer or a suggestion."""
        self.app.push_screen(ClauseDialog(self.database, self.mentorship), self._taken)

    @explained
    def _taken(self, what: str | None) -> None:
        if what == READY:
            self.do_insert_ready_clause()
            return
        kind, _colon, key = (what or "").partition(":")
        if kind == "answer":
            question = questions.get(self.database, key)
            say(self, answer_to_clause(self.database, self.mentorship, question, self._editor))
        elif kind == "suggestion":
            wording = suggestions.wording(self.database, self.mentorship.id, key)
            insert_at_section(self.database, self.mentorship, "mentee", wording, self._editor)
            suggestions.accept(self.database, self.mentorship.id, key)
        self._editor.focus()

    def do_insert_ready_clause(self) -> None:
        """Choose one; it goes to its section."""
        self.app.push_screen(ReadyClausesDialog(self.mentorship), self._insert_ready)

    @explained
    def _insert_ready(self, clause: ReadyClause | None) -> None:
        if clause is not None:
            insert_at_section(self.database, self.mentorship, clause.section, clause.wording, self._editor)
            say(self, _("The clause stands in the draft now."))
        self._editor.focus()

    def palette_entries(self) -> Iterator[PaletteEntry]:
        """The ready-made clauses by their titles."""
        if not self._can_write():
            return
        language = self.mentorship.language
        own, _problems = own_clauses.of(language)
        for clause in (*own, *texts.ready_clauses(language)):
            section = texts.sections(language)[clause.section]
            yield PaletteEntry(
                _("Clause: {title}").format(title=clause.title),
                _("{section}: {wording}").format(section=section, wording=clause.wording),
                lambda clause=clause: self._insert_ready(clause),  # type: ignore[misc]
            )

    # -- keeping ---------------------------------------------------------------------------------------------------

    def do_keep_clause(self) -> None:
        """The selected words, or what stands at the cursor."""
        row, _column = self._editor.cursor_location
        wording = self._editor.selected_text.strip() or self._words_at(row)
        if not wording:
            raise BadInput(_("Select the words to be kept, or move the cursor to a clause."))
        section = section_at(self._editor.text, row) or SECTIONS[0]
        dialog = OwnClauseDialog(self.mentorship.language, section=section, wording=wording)
        self.app.push_screen(dialog, self._kept)

    def _words_at(self, row: int) -> str:
        return next((it.words for it in passages(self._editor.text) if it.start <= row < it.end), "")

    def _kept(self, yes: bool | None) -> None:
        if yes:
            say(
                self,
                _("Kept. {key} inserts it into any agreement of yours.").format(
                    key=key_name(self.handschlag.key_of(InsertReadyClause))
                ),
            )

    # -- answers ---------------------------------------------------------------------------------------------------

    def read_clauses(self) -> None:
        """Find out which clauses stand where."""
        self._clauses = clauses.of(self.database, self.place.mentorship_id, self._editor.prose)

    def news_of_answers(self) -> Iterator[str]:
        """How many answers have changed since they became clauses, and the key that looks at them."""
        if count := len(self._changed):
            yield ngettext(
                "The answer to {count} clause has changed since. {key} looks at it.",
                "The answers to {count} clauses have changed since. {key} looks at them.",
                count,
            ).format(count=count, key=key_name(self.handschlag.key_of(ChangedAnswers)))

    @property
    def _changed(self) -> list[Clause]:
        return [clause for clause in self._clauses if clause.answer_changed]

    def show_clause_of(self, question_id: str) -> None:
        """Put the cursor on the clause that an answer has become."""
        clause = next((clause for clause in self._clauses if clause.question_id == question_id), None)
        if clause is None:
            say(self, _("This clause does not stand in the draft any more."))
        else:
            self._jump(clause.start)

    def can_go_to_answer(self) -> bool:
        """There are clauses that were answers."""
        return bool(self._clauses)

    def do_go_to_answer(self) -> None:
        """Of the clause at the cursor."""
        self.reload()
        row, _column = self._editor.cursor_location
        clause = next((it for it in self._clauses if it.start <= row < it.end), None)
        if clause is None:
            say(self, _("Move the cursor to a clause that was an answer; the outline marks them with ¶."))
        else:
            self._go_to_answer(clause)

    def _go_to_answer(self, clause: Clause) -> None:
        question = questions.get(self.database, clause.question_id)
        if question.removed:
            say(self, _("The question of this clause was taken off the list. There u brings it back."))
        else:
            self.go(replace(question_place(self.database, question), came_from=Name.AGREEMENT))

    def can_changed_answers(self) -> bool:
        """There are some."""
        return bool(self._changed)

    def do_changed_answers(self) -> None:
        """The first one from the cursor on; whoever has put it off comes to the next one."""
        self.reload()
        row, _column = self._editor.cursor_location
        changed = self._changed
        following = [it for it in changed if it.end > row and it.id != self._put_off]
        clause = next(iter([*following, *changed]), None)
        if clause is None:
            return
        self._put_off = clause.id
        self._jump(clause.start)

        def answered(what: str | None) -> None:
            if what is not None:
                self._settle(clause, what)

        dialog = ChangedAnswerDialog(
            questions.get(self.database, clause.question_id),
            clause,
            "\n".join(self._editor.document.lines[clause.start : clause.end]),
            read_only=self.mentorship.state.is_closed,
        )
        self.app.push_screen(dialog, answered)

    def _settle(self, clause: Clause, what: str) -> None:
        if what == ANSWER:
            self._go_to_answer(clause)
            return
        if what == TAKE:
            self._take(clause)
        else:
            clauses.settle(self.database, self.mentorship.id, clause.id, clause.answer)
        self.reload()
        say(self, _("The clause has the answer's words now.") if what == TAKE else _("The clause stays as it is."))

    def _take(self, clause: Clause) -> None:
        """Replace the words as one step of undo; where the clause was moved meanwhile, they are found again."""
        editor = self._editor
        self.read_clauses()
        now = next((it for it in self._clauses if it.id == clause.id), None)
        if now is None or editor.prose is None:
            raise BadInput(_("This clause does not stand in the draft any more."))
        start, end, words = replaced(editor.text, now.start, now.end, clause.answer)
        editor.replace(words, editor.document.location_of(start), editor.document.location_of(end))
        anchor = editor.prose.sticky(start)
        clauses.retake(self.database, self.mentorship.id, clause.id, clause.answer, anchor)
