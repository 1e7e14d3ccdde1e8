"""The agreement: left the Markdown text, right its preview, in one frame."""

from __future__ import annotations

from contextlib import suppress

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widgets import Input, Static
from textual.widgets.text_area import Selection

from data import Prose, places, points, questions, suggestions, versions
from data.errors import HandschlagError
from data.i18n import _, ngettext
from data.model.agreement import Point
from data.model.mentorship import Party
from data.model.outline import outline
from data.model.sections import find_section

from ..clause import answer_to_clause, insert_at_section
from ..commands.agreement import (
    FindText,
    MarkUnderstood,
    NextUnclear,
    OpenAnnex,
    Outline,
    ProposeAgreement,
    SwitchView,
    TakeClause,
)
from ..dialogs.clause import READY, ClauseDialog
from ..dialogs.outline import OutlineDialog
from ..dialogs.understood import UnderstoodDialog
from ..place import Name, Place
from ..points import notes_of, toggle_marks
from ..speech import explained, say
from ..widgets.find import find, nearest
from ..widgets.line_input import LineInput
from ..widgets.markdown_editor import MarkdownEditor
from ..widgets.preview import Preview
from ..widgets.prose_editor import ProseEditor
from .points_and_clauses import PointsAndClauses

RECOUNT_AFTER = 0.4
"""Seconds without a key after which the points are counted again."""

VIEWS = ("both", "text", "preview")
"""What Ctrl+L goes through. Below 100 columns “both” stands one above the other."""


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
    )
    CSS = """
    AgreementScreen #draft { width: 1fr; height: 1fr; }
    AgreementScreen Preview { width: 1fr; height: 1fr; }
    AgreementScreen.-narrow #draft { height: 3fr; }
    AgreementScreen.-narrow Preview { height: 2fr; }
    AgreementScreen.-text Preview { display: none; }
    AgreementScreen.-preview #draft { display: none; }
    AgreementScreen #notice { display: none; height: auto; padding: 0 1; color: $text-warning; }
    AgreementScreen #find { display: none; }
    AgreementScreen #find.-open { display: block; }
    AgreementScreen #find.-nothing { color: $text-error; }
    """

    def compose_work(self) -> ComposeResult:
        """Both panes."""
        with Horizontal(classes="columns"):
            yield MarkdownEditor(id="draft")
            yield Preview()
        yield Static(id="notice", markup=False)
        yield LineInput(placeholder=_("Find; Enter goes on, Esc closes"), id="find")

    # -- data ------------------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Open the draft where it was left."""
        editor, preview = self._editor, self.query_one(Preview)
        editor.on_edited = preview.edited
        editor.on_cursor = preview.follow
        record = places.recall(self.database, self._memory) or {}
        self._view = record.get("view", "both") if record.get("view") in VIEWS else "both"
        self._points, self._clauses = [], []
        prose = Prose.open(self.database, versions.draft_key(self.place.mentorship_id))
        place = (record["row"], record["column"]) if {"row", "column"} <= record.keys() else beginning(prose.text)
        editor.open(prose, place)
        preview.load(editor.document.lines)
        self._show_view()
        editor.focus()
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
            places.remember(self.database, self._memory, {"row": row, "column": column, "view": self._view})

    _recount: Timer | None = None
    _cursor = (0, 0)
    _view = "both"

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

    def others_changed(self) -> None:
        """Somebody else committed: merge their words, leave the cursor alone."""
        self._editor.catch_up()
        self.reload()

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
        if self.query_one("#find").has_class("-open"):
            self.query_one("#find").remove_class("-open")
            self._show_view()
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
        self._see_the_text()
        editor = self._editor
        editor.move_cursor(resting_place(editor.text, line))
        first, _last = editor.wrapped_document.rows_of(line, line)
        if not editor.scroll_y <= first < editor.scroll_y + editor.size.height:
            editor.scroll_to(y=first, animate=False)
        editor.focus()

    def _see_the_text(self) -> None:
        """What is typed or sought must be in sight."""
        if self._view == "preview":
            self._view = "both"
            self._show_view()

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
        self._view = VIEWS[(VIEWS.index(self._view) + 1) % len(VIEWS)]
        self._show_view()

    def _show_view(self) -> None:
        for view in VIEWS:
            self.set_class(view == self._view, f"-{view}")
        # Nothing can be typed into a text that is not in sight.
        self._editor.can_focus = self._view != "preview"
        target: ProseEditor | Preview = self._editor if self._editor.can_focus else self.query_one(Preview)
        self.call_after_refresh(target.focus)

    def do_find_text(self) -> None:
        """Open the line to type in."""
        self._see_the_text()
        field = self.query_one("#find", Input)
        field.add_class("-open")
        field.action_select_all()
        self.call_after_refresh(field.focus)

    def do_propose_agreement(self) -> None:
        """To the versions."""
        self.go(Place(Name.VERSIONS, self.place.mentorship_id))

    def do_open_annex(self) -> None:
        """To the annex."""
        self.go(Place(Name.LOGISTICS, self.place.mentorship_id))

    # -- finding ---------------------------------------------------------------------------------------------------

    @on(Input.Submitted, "#find")
    def _find_next(self, event: Input.Submitted) -> None:
        self._find(event.value, after=True)

    @on(Input.Changed, "#find")
    def _find_first(self, event: Input.Changed) -> None:
        self._find(event.value, after=False)

    def _find(self, words: str, *, after: bool) -> None:
        """Select the next place from the cursor on, going round at the end."""
        if not words:
            return
        found = find(self._editor.document.lines, words)
        selection = self._editor.selection
        index = nearest(found, selection.end if after else selection.start)
        self.query_one("#find").set_class(index is None, "-nothing")
        if index is None:
            if after:
                say(self, _("Nothing found."))
            return
        self._editor.selection = Selection(found[index].start, found[index].end)
        self._editor.scroll_cursor_visible(animate=False)


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
