"""The editor of a Markdown text: its colours, and the keys that go on with a list, indent, fit in what is pasted.

What they do stands in `tui.writing`; here it is only asked for, at the keys it is for. All other keys cost what they
cost in any editor. Private parts of Textual 8.2.8 relied on: `TextArea._on_key`, `_on_paste`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import events

from data import clean
from data.i18n import _

from ..speech import say
from ..terminal.at_once import paint_at_once
from ..terminal.incoming import Paste
from ..writing import emphasis, items, lists, moving, pasting, stretch
from ..writing.rewrite import Location, Rewrite
from .markdown_colours import CLASSES, LOOK, MarkdownColours
from .preview.blocks import BlockList
from .prose_editor import ProseEditor

if TYPE_CHECKING:
    from data import Prose

Rule = Callable[[list[str], Location, Location], Rewrite | None]
"""Takes the lines, where the selection begins and where the cursor is."""


class MarkdownEditor(ProseEditor):
    """An editor that knows what lists, quotes and emphasis are. Each of its keys is one step of undo."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {*CLASSES}
    DEFAULT_CSS = f"MarkdownEditor {{ {LOOK} }}"

    def __init__(
        self,
        prose: Prose | None = None,
        *,
        id: str | None = None,
        classes: str | None = None,
        placeholder: str = "",
        read_only: bool = False,
    ) -> None:
        super().__init__(prose, id=id, classes=classes, placeholder=placeholder, read_only=read_only)
        self.blocks = BlockList()
        """The text in blocks, kept true to it; a preview of them shows each key in the same frame."""
        MarkdownColours(self, self.blocks)
        self._begun = ""
        """The sign of the emphasis that was begun with nothing in it: its key ends it again."""

    def apply(self, rule: Rule) -> bool:
        """Do what a rule says; whether it said anything."""
        if self.read_only or self.prose is None:
            return False
        anchor, cursor = (self.document.clamped(place) for place in self.selection)
        rewrite = rule(self.document.lines, anchor, cursor)
        if rewrite is None:
            return False
        self.rewrite(rewrite)
        paint_at_once(self.screen)
        return True

    # -- keys ------------------------------------------------------------------------------------------------------

    async def _on_key(self, event: events.Key) -> None:
        """Enter and Tab in a list; all other keys go on to TextArea's own handler."""
        if event.key not in ("enter", "tab", "shift+tab") or self.read_only or self.prose is None:
            return
        done = self._enter() if event.key == "enter" else self._indent(event.key == "tab")
        if done:
            event.stop()
            event.prevent_default()

    def _enter(self) -> bool:
        return self.selection.is_empty and self.apply(lambda lines, _anchor, cursor: lists.entered(lines, cursor))

    def _indent(self, deeper: bool) -> bool:
        """Indent in a list, where Tab never leads out of the text; anywhere else it is not ours."""
        lines = self.document.lines
        top, bottom = sorted(self.selection)
        if items.in_fence(lines, top[0]) or not items.roots(lines, top[0], bottom[0]):
            return False
        if not self.apply(lists.indented if deeper else lists.outdented):
            say(self, _("It has no item above it to go into.") if deeper else _("It stands at the outermost level."))
        return True

    async def _on_paste(self, event: events.Paste) -> None:
        """What fits in is pasted so; all else, pieces too, goes on to the other editors' handler."""
        is_whole = not isinstance(event, Paste) or event.is_whole
        if is_whole and self._paste(event.text):
            event.stop()
            event.prevent_default()

    def stretch_of(self, text: str) -> int:
        """Here a paragraph, which the preview draws as a whole."""
        return stretch.longest_stretch(text.split("\n"))

    def action_paste(self) -> None:
        """Ctrl+V: what was copied here."""
        if not self._paste(self.app.clipboard):
            super().action_paste()

    def _paste(self, text: str) -> bool:
        if len(text) > stretch.LONGEST:
            # Fitted into a list or a quote it would be one stretch, however many paragraphs it has.
            return False
        cleaned = clean.text(text)
        return self.apply(lambda lines, anchor, cursor: pasting.pasted(lines, anchor, cursor, cleaned))

    # -- commands --------------------------------------------------------------------------------------------------

    def embolden(self) -> None:
        """Bold, or no longer."""
        self._emphasise(emphasis.BOLD)

    def italicise(self) -> None:
        """Italic, or no longer."""
        self._emphasise(emphasis.ITALIC)

    def _emphasise(self, sign: str) -> None:
        """Put it on or take it off; where it was begun for words to come, and they are typed, step out of it."""
        cursor = self.document.clamped(self.cursor_location)
        place = emphasis.way_out(self.document.lines, cursor, sign) if self._begun == sign else None
        self._begun = ""
        if place is not None and self.selection.is_empty:
            self.move_cursor(place)
            return
        if self.apply(lambda lines, anchor, cursor: emphasis.emphasised(lines, anchor, cursor, sign)):
            row, column = self.cursor_location
            line = self.document.lines[row]
            if line[max(0, column - len(sign)) : column] == sign == line[column : column + len(sign)]:
                self._begun = sign

    def make_heading(self) -> None:
        """The next level of heading."""
        if not self.apply(emphasis.next_heading):
            say(self, _("An item of a list is no heading. Move the cursor to a line of its own."))

    def make_link(self) -> None:
        """A link, or no longer."""
        if not self.apply(emphasis.linked):
            say(self, _("A link stands within one line. Select less."))

    def move_lines(self, step: int) -> None:
        """The point or the lines up or down."""
        self.apply(lambda lines, anchor, cursor: moving.moved(lines, anchor, cursor, step))
