"""What the agreement screen does with points and clauses beyond writing them: walk, remark, keep, and where from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Static

from data import clauses, own_clauses, questions, texts
from data.errors import BadInput
from data.i18n import _, ngettext
from data.model.catalogue import SECTIONS
from data.model.sections import section_at
from data.model.standing import passages, replaced

from ..clause import insert_at_section, question_place
from ..commands import key_name
from ..commands.points import (
    ChangedAnswers,
    GoToAnswer,
    InsertReadyClause,
    KeepClause,
    NextFlagged,
    RemarkPoint,
    WalkPoints,
)
from ..dialogs.changed_answer import ANSWER, TAKE, ChangedAnswerDialog
from ..dialogs.own_clause import OwnClauseDialog
from ..dialogs.ready_clauses import ReadyClausesDialog
from ..dialogs.remark import RemarkDialog
from ..dialogs.walk import WalkDialog
from ..palette import PaletteEntry
from ..place import TO_CHANGE
from ..speech import explained, say
from .writing import WritingScreen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from data.model.agreement import Point
    from data.model.catalogue import ReadyClause
    from data.model.standing import Clause

    from ..widgets.prose_editor import ProseEditor


class PointsAndClauses(WritingScreen):
    """The part of the agreement screen that knows of remarks, ready-made clauses, and answers."""

    WORK = (NextFlagged, WalkPoints, RemarkPoint, InsertReadyClause, KeepClause, GoToAnswer, ChangedAnswers)
    """What is offered behind the commands of writing."""

    _points: list[Point]
    _clauses: list[Clause]
    _put_off = ""
    """The clause with a changed answer that was looked at last."""

    @property
    def _editor(self) -> ProseEditor:
        raise NotImplementedError

    def _jump(self, line: int) -> None:
        raise NotImplementedError

    def _point_at_cursor(self) -> Point | None:
        raise NotImplementedError

    def _can_write(self) -> bool:
        return not self.mentorship.state.is_closed

    can_insert_ready_clause = _can_write

    # -- points ----------------------------------------------------------------------------------------------------

    def do_walk_points(self) -> None:
        """From the cursor on; what is to be edited is jumped to."""

        def back(line: int | None) -> None:
            self.reload()
            if line is not None:
                self._jump(line)

        row, _column = self._editor.cursor_location
        self.app.push_screen(WalkDialog(self.database, self.mentorship, self._editor.text, row), back)

    def do_remark_point(self) -> None:
        """The point at the cursor."""
        self.reload()
        point = self._point_at_cursor()
        if point is None:
            say(self, _("Move the cursor to a point: a list item below the responsibilities of mentor or mentee."))
        else:
            dialog = RemarkDialog(self.database, self.mentorship, point)
            self.app.push_screen(dialog, lambda _none: self.reload())

    def can_next_flagged(self) -> bool:
        """A review has flagged points of the draft."""
        return any(point.to_change for point in self._points)

    def do_next_flagged(self) -> None:
        """The first one after the cursor, else from the top."""
        self.reload()
        row, _column = self._editor.cursor_location
        flagged = [point.line for point in self._points if point.to_change]
        if flagged:
            self._jump(next((line for line in flagged if line > row), flagged[0]))

    # -- ready-made clauses ----------------------------------------------------------------------------------------

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
        """Find out which clauses stand where, and say what there is to be looked at."""
        self._clauses = clauses.of(self.database, self.place.mentorship_id, self._editor.prose)
        said = list(self._said())
        notice = self.query_one("#notice", Static)
        notice.display = bool(said)
        if said:
            notice.update("\n".join(said))

    def _said(self) -> Iterator[str]:
        """What a review wants changed, and which answers have changed since."""
        if count := sum(point.to_change for point in self._points):
            yield ngettext(
                "{count} point is to be changed after the review. {key} leads to it.",
                "{count} points are to be changed after the review. {key} leads to the next one.",
                count,
            ).format(count=count, key=key_name(self.handschlag.key_of(NextFlagged)))
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
        """Put the cursor on the clause that an answer has become, or on the first point to be changed."""
        if question_id == TO_CHANGE:
            self.do_next_flagged()
            return
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
            self.go(question_place(self.database, question))

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
