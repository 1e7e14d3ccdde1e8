"""A screen with a Markdown text: what helps to write it works in whichever of its texts one is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widget import Widget

from data import Edit
from data.i18n import _, ngettext
from data.model.diff import edits

from ..commands import key_name
from ..commands.writing import WRITING, EditOutside
from ..speech import say
from ..widgets.find import count_words
from ..widgets.markdown_editor import MarkdownEditor
from ..widgets.prose_editor import LONGEST_PASTE, ProseEditor
from .linking import LinkingScreen
from .spelt import SpeltScreen

if TYPE_CHECKING:
    from ..commands import Command


class WritingScreen(LinkingScreen, SpeltScreen):
    """The commands of writing, for the text that has the focus."""

    @classmethod
    def all_commands(cls) -> tuple[type[Command], ...]:
        """The commands of this screen, those of writing, and the others."""
        return (*cls.OFFERS, *WRITING, *super().all_commands()[len(cls.OFFERS) :])

    @property
    def _written(self) -> MarkdownEditor | None:
        """The Markdown text that one writes in now."""
        editor = self.focused
        can_write = isinstance(editor, MarkdownEditor) and editor.prose is not None and not editor.read_only
        return editor if isinstance(editor, MarkdownEditor) and can_write else None

    def _can_mark_up(self) -> bool:
        return self._written is not None

    can_embolden = can_italicise = can_next_heading_level = can_make_link = _can_mark_up
    can_move_lines_up = can_move_lines_down = can_edit_outside = _can_mark_up

    def do_embolden(self) -> None:
        """Bold."""
        if self._written is not None:
            self._written.embolden()

    def do_italicise(self) -> None:
        """Italic."""
        if self._written is not None:
            self._written.italicise()

    def do_next_heading_level(self) -> None:
        """A heading."""
        if self._written is not None:
            self._written.make_heading()

    def do_make_link(self) -> None:
        """A link."""
        if self._written is not None:
            self._written.make_link()

    def do_move_lines_up(self) -> None:
        """Up."""
        if self._written is not None:
            self._written.move_lines(-1)

    def do_move_lines_down(self) -> None:
        """Down."""
        if self._written is not None:
            self._written.move_lines(1)

    def can_count_words(self) -> bool:
        """Somebody is in a text."""
        return isinstance(self.focused, ProseEditor)

    def do_count_words(self) -> None:
        """Of the text, and of what is selected in it."""
        if not isinstance(self.focused, ProseEditor):
            return
        count, selected = self.focused.words, count_words(self.focused.selected_text.split("\n"))
        if selected:
            say(self, _("Words in all: {count}. Selected: {selected}.").format(count=count, selected=selected))
        else:
            say(self, ngettext("{count} word", "{count} words", count).format(count=count))

    # -- panes -----------------------------------------------------------------------------------------------------

    @property
    def _panes(self) -> list[Widget]:
        return [it for it in self.query("ProseEditor, Preview, KeyList").results(Widget) if it.focusable]

    def can_other_pane(self) -> bool:
        """There is another one."""
        return len(self._panes) > 1

    def do_other_pane(self) -> None:
        """Round and round."""
        panes = self._panes
        at = panes.index(self.focused) if self.focused in panes else -1
        panes[(at + 1) % len(panes)].focus()

    # -- the own editor --------------------------------------------------------------------------------------------

    def do_edit_outside(self) -> None:
        """Hand the text over and take it back: only what was changed there is changed here, as one step of undo.

        The text here is as it was handed over until then; what others commit meanwhile is merged by it like any edit.
        """
        from ..terminal.external_editor import edited

        editor = self._written
        if editor is None:
            return
        before = editor.text
        editor.settle()
        after = edited(self.handschlag, before, LONGEST_PASTE)
        if after == before:
            say(self, _("Nothing was changed."))
            return
        editor.make([Edit(*it) for it in edits(before, after)])
        self.others_changed()
        say(
            self,
            _("The changes of your editor are in the text. Ctrl+Z takes them back; {key} goes there again.").format(
                key=key_name(self.handschlag.key_of(EditOutside))
            ),
        )

    def others_changed(self) -> None:
        """Somebody else committed: merge their words, leave the cursor alone."""
        for editor in self.query(ProseEditor):
            editor.catch_up()
        self.reload()
