"""The draft and its preview in two panes: opened where it was left, and how much of either is to be seen."""

from __future__ import annotations

from data import Prose, places, versions

from ..draft_cursor import beginning, resting_place
from ..place import Place
from ..widgets.panes import WritingPanes
from ..widgets.preview import Preview
from ..widgets.prose_editor import ProseEditor
from .writing import WritingScreen


class DraftingScreen(WritingScreen):
    """A screen in which the draft is written. A subclass composes the panes."""

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self._draft_panes = WritingPanes()

    @property
    def _editor(self) -> ProseEditor:
        return self._draft_panes.editor

    def _can_write(self) -> bool:
        return not self.mentorship.state.is_closed

    def on_mount(self) -> None:
        """Open the draft where it was left."""
        editor, preview = self._editor, self.query_one(Preview)
        self._draft_panes.restore(places.recall(self.database, self._memory) or {})
        prose = Prose.open(self.database, versions.draft_key(self.place.mentorship_id))
        editor.open(prose, beginning(prose.text))
        preview.load(editor.document.lines)
        self._draft_panes.take_focus()
        self.call_after_refresh(lambda: preview.follow(editor.cursor_location[0]))

    def _jump(self, line: int) -> None:
        """Go to a heading or a point; the cursor rests where one goes on writing."""
        self._draft_panes.see_text()
        editor = self._editor
        editor.move_cursor(resting_place(editor.text, line))
        first, _last = editor.wrapped_document.rows_of(line, line)
        if not editor.scroll_y <= first < editor.scroll_y + editor.size.height:
            editor.scroll_to(y=first, animate=False)
        editor.focus()

    # -- what is seen ----------------------------------------------------------------------------------------------

    @property
    def _memory(self) -> str:
        return f"draft {self.place.mentorship_id}"

    def _remember_panes(self) -> None:
        self.handschlag.keep(self._memory, self._draft_panes.record())

    def do_switch_view(self) -> None:
        """Both, text, preview."""
        self._draft_panes.switch()
        self._remember_panes()

    def do_widen_text(self) -> None:
        """The split to the right, or down."""
        self._draft_panes.widen_text(1)
        self._remember_panes()

    def do_narrow_text(self) -> None:
        """The split to the left, or up."""
        self._draft_panes.widen_text(-1)
        self._remember_panes()

    def do_preview_down(self) -> None:
        """A page down, from wherever one is."""
        self._draft_panes.preview.action_page_down()

    def do_preview_up(self) -> None:
        """A page up, from wherever one is."""
        self._draft_panes.preview.action_page_up()
