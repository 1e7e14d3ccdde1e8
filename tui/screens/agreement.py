"""The agreement: left the Markdown text, right its preview, in one frame."""

from __future__ import annotations

from contextlib import suppress

from textual import on
from textual.app import ComposeResult
from textual.timer import Timer
from textual.widgets import Static

from data import Prose, places, points, questions, suggestions, versions
from data.errors import HandschlagError
from data.i18n import _, ngettext
from data.model.agreement import Point
from data.model.mentorship import Party
from data.model.outline import outline
from data.model.sections import find_section

from ..clause import answer_to_clause, insert_at_section
from ..commands import Command, key_name
from ..commands.agreement import (
    MarkUnderstood,
    NextUnclear,
    OpenAnnex,
    Outline,
    ProposeAgreement,
    SwitchView,
    TakeClause,
)
from ..commands.writing import FINDING, PANES, FindText, MindCase, ReplaceAll, UseRegex
from ..dialogs.clause import READY, ClauseDialog
from ..dialogs.outline import OutlineDialog
from ..dialogs.understood import UnderstoodDialog
from ..place import Name, Place
from ..points import notes_of, toggle_marks
from ..speech import explained, say
from ..widgets.find_bar import FindBar
from ..widgets.panes import WritingPanes
from ..widgets.preview import Preview
from ..widgets.prose_editor import ProseEditor
from .points_and_clauses import PointsAndClauses

RECOUNT_AFTER = 0.4
"""Seconds without a key after which the points are counted again."""


class AgreementScreen(PointsAndClauses):
    """Writing the agreement together."""

    OFFERS = (
        TakeClause,
        MarkUnderstood,
        NextUnclear,
        Outline,
        SwitchView,
        FindText,
        OpenAnnex,
        ProposeAgreement,
        *PointsAndClauses.WORK,
        *FINDING,
        *PANES,
    )
    CSS = """
    AgreementScreen #notice { display: none; height: auto; padding: 0 1; color: $text-warning; }
    """

    def compose_work(self) -> ComposeResult:
        """Both panes."""
        self._draft_panes = WritingPanes()
        yield self._draft_panes
        yield Static(id="notice", markup=False)
        yield FindBar(self._draft_panes.editor)

    # -- data ------------------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Open the draft where it was left."""
        editor, preview = self._editor, self.query_one(Preview)
        record = places.recall(self.database, self._memory) or {}
        self._draft_panes.restore(record)
        self._points, self._clauses = [], []
        prose = Prose.open(self.database, versions.draft_key(self.place.mentorship_id))
        place = (record["row"], record["column"]) if {"row", "column"} <= record.keys() else beginning(prose.text)
        editor.open(prose, place)
        preview.load(editor.document.lines)
        self._draft_panes.take_focus()
        self.call_after_refresh(lambda: preview.follow(editor.cursor_location[0]))
        if self.place.detail:
            self.call_after_refresh(self._show_clause)

    def _show_clause(self) -> None:
        """Whoever came from an answer is at its clause, once; later on the cursor is where it was left."""
        question_id = self.place.detail
        self.place = Place(self.place.name, self.place.mentorship_id)
        self.handschlag.remember(self.place)
        self.show_clause_of(question_id)

    def on_unmount(self) -> None:
        """Remember where the cursor was."""
        self._remember()

    def _remember(self) -> None:
        row, column = self._cursor
        # Being unable to remember is no reason to stop.
        with suppress(HandschlagError):
            places.remember(self.database, self._memory, {"row": row, "column": column, **self._draft_panes.record()})

    _recount: Timer | None = None
    _cursor = (0, 0)

    @property
    def _memory(self) -> str:
        return f"draft {self.place.mentorship_id}"

    @property
    def _editor(self) -> ProseEditor:
        return self.query_one("#draft", ProseEditor)

    def load(self) -> None:
        """Count the points and show who has understood them."""
        self._editor.read_only = self.mentorship.state.is_closed
        self._points = points.of(self.database, self.place.mentorship_id, self._editor.text)
        self.read_clauses()
        self.query_one(Preview).annotate(notes_of(self._points, self._clauses))

    def heading(self) -> str:
        """The draft, and of whom."""
        number = versions.next_number(self.database, self.place.mentorship_id)
        return _("Agreement · draft {number} · {name}").format(number=number, name=self.mentorship.partner)

    def status(self) -> str:
        """How many points each has understood."""
        if not self._points:
            return _("no points yet")
        count = len(self._points)
        marks = {party: sum(party in point.understood_by for point in self._points) for party in Party}
        return ngettext(
            "understood: mentor {mentor}, mentee {mentee} of {count} point",
            "understood: mentor {mentor}, mentee {mentee} of {count} points",
            count,
        ).format(mentor=marks[Party.MENTOR], mentee=marks[Party.MENTEE], count=count)

    @on(ProseEditor.Edited)
    def _recount_soon(self) -> None:
        """The words changed: a changed point is a new one. Counting waits for a pause, so that no key waits for it."""
        if self._recount is not None:
            self._recount.stop()
        self._recount = self.set_timer(RECOUNT_AFTER, self._pause)

    def _pause(self) -> None:
        self.reload()
        self._remember()

    @on(ProseEditor.SelectionChanged)
    def _note_cursor(self) -> None:
        self._cursor = self._editor.cursor_location

    # -- commands --------------------------------------------------------------------------------------------------

    can_take_clause = can_mark_understood = PointsAndClauses._can_write

    def can_next_unclear(self) -> bool:
        """There are points."""
        return bool(self._points)

    def do_back(self) -> None:
        """Out of the search, else to the path."""
        bar = self.query_one(FindBar)
        if bar.is_open:
            bar.close()
            self._draft_panes.take_focus()
        else:
            super().do_back()

    def do_outline(self) -> None:
        """Headings and points."""

        def chosen(line: int | None) -> None:
            self.reload()
            if line is not None:
                self._jump(line)

        row, _column = self._editor.cursor_location
        dialog = OutlineDialog(self.database, self.mentorship, self._editor.text, row, self._clauses)
        self.app.push_screen(dialog, chosen)

    def _jump(self, line: int) -> None:
        """Go to a heading or a point; the cursor rests where one goes on writing, never before a sign of Markdown."""
        self._draft_panes.see_text()
        editor = self._editor
        editor.move_cursor(resting_place(editor.text, line))
        first, _last = editor.wrapped_document.rows_of(line, line)
        if not editor.scroll_y <= first < editor.scroll_y + editor.size.height:
            editor.scroll_to(y=first, animate=False)
        editor.focus()

    def do_next_unclear(self) -> None:
        """The first one after the cursor, else from the top; the mentor's come first in the text."""
        self.reload()
        row, _column = self._editor.cursor_location
        unclear = [point.line for point in self._points if not point.is_clear]
        if not unclear:
            say(self, _("Every point is understood by both."))
            return
        self._jump(next((line for line in unclear if line > row), unclear[0]))

    def do_mark_understood(self) -> None:
        """The point at the cursor."""
        self.reload()
        point = self._point_at_cursor()
        if point is None:
            say(self, _("Move the cursor to a point: a list item below the responsibilities of mentor or mentee."))
            return

        def chosen(parties: list[Party] | None) -> None:
            if parties:
                toggle_marks(self.database, self.place.mentorship_id, point, parties)
                self.reload()

        self.app.push_screen(UnderstoodDialog(self.mentorship, point), chosen)

    def _point_at_cursor(self) -> Point | None:
        """The point whose words the cursor is in: no empty line and no heading between its first line and there."""
        row, _column = self._editor.cursor_location
        above = [point for point in self._points if point.line <= row]
        if not above:
            return None
        point = max(above, key=lambda point: point.line)
        between = self._editor.document.lines[point.line : row + 1]
        return point if all(line.strip() and not line.startswith("#") for line in between) else None

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

    def do_switch_view(self) -> None:
        """Both, text, preview."""
        self._draft_panes.switch()

    def do_widen_text(self) -> None:
        """The split to the right, or down."""
        self._draft_panes.widen_text(1)

    def do_narrow_text(self) -> None:
        """The split to the left, or up."""
        self._draft_panes.widen_text(-1)

    def do_preview_down(self) -> None:
        """A page down, from wherever one is."""
        self._draft_panes.preview.action_page_down()

    def do_preview_up(self) -> None:
        """A page up, from wherever one is."""
        self._draft_panes.preview.action_page_up()

    def do_propose_agreement(self) -> None:
        """To the versions."""
        self.go(Place(Name.VERSIONS, self.place.mentorship_id))

    def do_open_annex(self) -> None:
        """To the annex."""
        self.go(Place(Name.LOGISTICS, self.place.mentorship_id))

    # -- finding ---------------------------------------------------------------------------------------------------

    def do_find_text(self) -> None:
        """Open the lines to type in."""
        self._draft_panes.see_text()
        self.query_one(FindBar).open(*(self._key(it) for it in (UseRegex, MindCase, ReplaceAll)))

    def _key(self, command: type[Command]) -> str:
        return key_name(self.handschlag.key_of(command).split(",")[0])

    def _is_finding(self) -> bool:
        return self.query_one(FindBar).is_open

    can_use_regex = can_mind_case = _is_finding

    def can_replace_all(self) -> bool:
        """While one finds in a text that may be written."""
        return self._is_finding() and self._can_write()

    def do_use_regex(self) -> None:
        """As a regular expression, or not."""
        self.query_one(FindBar).use_regex()

    def do_mind_case(self) -> None:
        """With the capitals, or not."""
        self.query_one(FindBar).mind_case()

    def do_replace_all(self) -> None:
        """Every place."""
        self.query_one(FindBar).replace_all()


def resting_place(text: str, line: int) -> tuple[int, int]:
    """Where the cursor goes for a heading or a point: the end of the point, or of what stands below the heading."""
    lines = text.split("\n")
    headings = [heading.line for heading in outline(text)]
    row = min(line, len(lines) - 1)
    if row in headings:
        end = min((it for it in headings if it > row), default=len(lines))
        row = max(it for it in range(row, end) if lines[it].strip())
    return row, len(lines[row])


def beginning(text: str) -> tuple[int, int]:
    """Where one begins to write: the end of the mentor's responsibilities, which come first (DESIGN.md, step 5)."""
    found = find_section(text, Party.MENTOR)
    if found is None:
        return 0, 0
    lines = text.split("\n")
    last = max(row for row in range(found.heading.line, found.end) if lines[row].strip())
    return last, len(lines[last])
