"""The one widget for every long text: each edit is stored before it is drawn, and undone by its own author only.

There is no save key. `edit` and undo commit through `data.Prose` before the screen shows the change; where the disk
refuses, the words stay on the screen and in memory, the screen is told (`NotSaved`), and every further edit and every
second or two tries again.

What leans on private parts of Textual 8.2.8 is in `frugal_text_area` and `prose_document`; here only `Edit` of
`textual.document._edit`, and of TextArea `_on_paste`, `_replace_via_keyboard`, `_delete_via_keyboard`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.document._document import EditResult, Location, Selection
from textual.document._edit import Edit
from textual.message import Message
from textual.widgets import TextArea

from data import Edit as ProseEdit
from data import clean, marks
from data.errors import HandschlagError
from data.i18n import ngettext

from ..speech import say
from ..writing import stretch
from .find import count_words
from .frugal_text_area import FrugalTextArea, moved
from .other_cursor import OtherCursor
from .prose_document import difference

if TYPE_CHECKING:
    from textual.timer import Timer

    from data import Prose

    from ..writing.rewrite import Rewrite

SETTLE_AFTER = 1.5
"""Seconds after an edit until the disk is waited for: with the waiting, a power cut takes two seconds at most."""

_SHOWN_SINGLY = 30
"""Edits made at once that are shown one after the other, each with its own rows."""

LONGEST_PASTE = 1_000_000
"""Characters; more than that is no text that two people agree on, and would stop the screen for seconds."""


class ProseEditor(FrugalTextArea):
    """An editor of one stored text at a time. It owns the texts it is given: it settles and closes them.

    Whoever changes the text from outside does it through the editor (`insert`, `replace`, `text = …`), never through
    `Prose.replace`. A text is opened where one was in it, if the screen has let `keep_cursor` remember that.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+home", "cursor_text_start", show=False),
        Binding("ctrl+end", "cursor_text_end", show=False),
        Binding("ctrl+shift+home", "cursor_text_start(True)", show=False),
        Binding("ctrl+shift+end", "cursor_text_end(True)", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *TextArea.COMPONENT_CLASSES,
        "prose-editor--misspelt",
        "prose-editor--other",
    }
    DEFAULT_CSS = """
    ProseEditor {
        border: none;
        padding: 0 1;
        &:focus { border: none; }
        & > .prose-editor--misspelt { text-style: underline; color: $text-error; }
        & > .prose-editor--other { text-style: underline bold; background: $accent; color: $background; }
    }
    """

    @dataclass
    class Edited(Message):
        """The text has changed, by whomever."""

        editor: ProseEditor
        """Where."""

        @property
        def control(self) -> ProseEditor:
            """Where."""
            return self.editor

        def can_replace(self, message: Message) -> bool:
            """One is enough for a burst of keys."""
            return isinstance(message, ProseEditor.Edited)

    @dataclass
    class NotSaved(Message):
        """An edit could not be stored. It stands on the screen and is tried again until `Saved` comes."""

        editor: ProseEditor
        """Where."""
        reason: str
        """What to tell the person, translated."""

        @property
        def control(self) -> ProseEditor:
            """Where."""
            return self.editor

    @dataclass
    class Saved(Message):
        """Everything is stored again, after `NotSaved`."""

        editor: ProseEditor
        """Where."""

        @property
        def control(self) -> ProseEditor:
            """Where."""
            return self.editor

    def __init__(
        self,
        prose: Prose | None = None,
        *,
        id: str | None = None,
        classes: str | None = None,
        placeholder: str = "",
        read_only: bool = False,
    ) -> None:
        super().__init__(id=id, classes=classes, placeholder=placeholder, read_only=read_only)
        self._prose: Prose | None = None
        self._leftover: list[Prose] = []
        self._settling: Timer | None = None
        self._failing = False
        self._other: OtherCursor | None = None
        self._kept = b""
        self._is_entered = False
        if prose is not None:
            self.open(prose)

    # -- which text ------------------------------------------------------------------------------------------------

    @property
    def prose(self) -> Prose | None:
        """The text that is edited, None while there is none (and then nothing can be typed)."""
        return self._prose

    def open(self, prose: Prose | None, cursor: Location | None = None) -> None:
        """Edit another text where one was in it, or else where it is said; settle and close the former one."""
        if prose is not self._prose:
            if prose is not None:
                # Of private notes that are covered nothing is kept: no text comes after them.
                with suppress(HandschlagError):
                    self.keep_cursor()
            former, self._prose = self._prose, prose
            if former is not None:
                self._leftover.append(former)
                self.settle()
        self._set_document("" if prose is None else prose.text, None)
        if self.on_edited is not None:
            self.on_edited(self.document.lines, 0, 0, self.document.line_count - 1)
        if prose is not None and (offset := prose.remembered_place()) is not None:
            cursor = self.document.location_of(offset)
        if cursor is not None:
            self.move_cursor(self.document.clamped(cursor))
        self._kept, self._is_entered = self.cursor_mark, self.has_focus

    def load_text(self, text: str) -> None:
        """Replace the whole text; stored like any other edit, and what is equal at both ends keeps its place."""
        if self._prose is None:
            self._set_document(text, None)
        elif (edit := difference(self.document.text, clean.text(text))) is not None:
            start, end = self.document.location_of(edit.start), self.document.location_of(edit.end)
            self.replace(edit.inserted, start, end)

    @property
    def is_saved(self) -> bool:
        """Whether everything typed here is in the database; False only while the disk refuses."""
        return not self._leftover and (self._prose is None or self._prose.is_stored)

    @property
    def words(self) -> int:
        """The number of words."""
        return count_words(self.document.lines)

    # -- editing ---------------------------------------------------------------------------------------------------

    def edit(self, edit: Edit) -> EditResult:
        """Store an edit, then show it. What is inserted is made harmless first."""
        document = self.document
        inserted = clean.text(edit.text)
        top, bottom = document.clamped(edit.top), document.clamped(edit.bottom)
        prose = self._prose
        if prose is not None and (top != bottom or inserted):
            start, end = document.offset_of(top), document.offset_of(bottom)
            self._storing(lambda: prose.replace(start, end, inserted))
            self._settle_soon()
        result = super().edit(Edit(inserted, top, bottom, edit.maintain_selection_offset))
        self.post_message(self.Edited(self))
        return result

    def undo(self) -> None:
        """Take back the last own step."""
        if self._prose is not None:
            self._take_over(self._prose.undo, follow=True)

    def redo(self) -> None:
        """Bring back the last own step taken back."""
        if self._prose is not None:
            self._take_over(self._prose.redo, follow=True)

    def catch_up(self) -> None:
        """Show what others have typed into the same text; the own cursor stays with its words."""
        if self._prose is not None:
            self._take_over(self._prose.catch_up, follow=False)

    @property
    def cursor_mark(self) -> bytes:
        """Where the cursor is, as a mark that stays with its words (`Prose.place_of`)."""
        at = self.cursor_location
        return marks.mark_of(self.document.offset_of(at), *self.document.around(at, marks.WORDS))

    def keep_cursor(self) -> None:
        """Remember where the cursor is, if somebody was in the text and it has moved.

        What only the app moves, as to a clause that it inserts, is no place to come back to. Raises `Unusable` where it
        cannot be remembered.
        """
        if self._prose is not None and self._is_entered and (mark := self.cursor_mark) != self._kept:
            # Once for each place: where another process holds the file, every try waits.
            self._kept = mark
            self._prose.remember_place(mark)

    def show_other(self, mark: bytes | None) -> Location | None:
        """Mark the place at which the other one's cursor stands, and return it; None marks none."""
        offset = None if mark is None or self._prose is None else self._prose.place_of(mark)
        place = None if offset is None else self.document.location_of(offset)
        if self._other is None and place is not None:
            self._other = OtherCursor(self)
        if self._other is not None:
            self._other.show(place)
        return place

    def make(self, edits: Sequence[ProseEdit]) -> None:
        """Make several edits as one step of undo, each relative to the text after the ones before it."""
        prose = self._prose
        if prose is not None and edits:
            cleaned = [ProseEdit(edit.start, edit.end, clean.text(edit.inserted)) for edit in edits]
            self._take_over(lambda: prose.replace_all(cleaned), follow=False)

    def rewrite(self, rewrite: Rewrite) -> None:
        """Make the replacements of a rule of writing as one step of undo, and select what it says."""
        offset = self.document.offset_of
        self.make([ProseEdit(offset(it.start), offset(it.end), it.inserted) for it in reversed(rewrite.replacements)])
        self.selection = Selection(self.document.clamped(rewrite.anchor), self.document.clamped(rewrite.cursor))
        self.record_cursor_width()

    def _take_over(self, step: Callable[[], list[ProseEdit]], *, follow: bool) -> None:
        """Show the edits that the stored text has made of its own accord."""
        edits: list[ProseEdit] = []
        if not self._storing(lambda: edits.extend(step())) and self._prose is not None:
            # The step may stand in memory although it could not be stored, and its edits are then not told.
            missed = difference(self.document.text, self._prose.text)
            edits = [] if missed is None else [missed]
        elif len(edits) > _SHOWN_SINGLY and self._prose is not None:
            # So many are shown more quickly as one.
            edits = [edit for edit in [difference(self.document.text, self._prose.text)] if edit is not None]
        if not edits:
            return
        self._settle_soon()
        start, end = self.selection
        for edit in edits:
            top, bottom = self.document.location_of(edit.start), self.document.location_of(edit.end)
            last = self.change(top, bottom, edit.inserted).end_location
            if follow:
                start = end = last
            else:
                start, end = (moved(place, top, bottom, last, stays=True) for place in (start, end))
        self.selection = Selection(start, end)
        self.record_cursor_width()
        self.post_message(self.Edited(self))

    def _replace_via_keyboard(self, insert: str, start: Location, end: Location) -> EditResult | None:
        return None if self._prose is None else super()._replace_via_keyboard(insert, start, end)

    def _delete_via_keyboard(self, start: Location, end: Location) -> EditResult | None:
        return None if self._prose is None else super()._delete_via_keyboard(start, end)

    async def _on_paste(self, event: events.Paste) -> None:
        """Refuse what is too long to be typed into; everything else goes on to TextArea's own handler."""
        if refusal := self.refusal_of(event.text):
            event.stop()
            event.prevent_default()
            say(self, refusal, error=True)

    def refusal_of(self, text: str) -> str:
        """Why a text cannot be pasted; empty for most."""
        size = len(text)
        if size > LONGEST_PASTE:
            sentence = ngettext(
                "Nothing was pasted: the text is {size} character long, and at most {limit} can be pasted at once.",
                "Nothing was pasted: the text is {size} characters long, and at most {limit} can be pasted at once.",
                size,
            )
            return sentence.format(size=size, limit=LONGEST_PASTE)
        size = self.stretch_of(text) if size > stretch.LONGEST else 0
        if size > stretch.LONGEST:
            sentence = ngettext(
                "Nothing was pasted: one paragraph has {size} character, and at most {limit} can be pasted in one. "
                "Divide it with empty lines.",
                "Nothing was pasted: one paragraph has {size} characters, and at most {limit} can be pasted in one. "
                "Divide it with empty lines.",
                size,
            )
            return sentence.format(size=size, limit=stretch.LONGEST)
        return ""

    def stretch_of(self, text: str) -> int:
        """The characters of the longest part of a text that is drawn as a whole: here a line."""
        return stretch.longest_line(text.split("\n"))

    def action_cursor_text_start(self, select: bool = False) -> None:
        """To the very beginning, which TextArea has no key for."""
        self.move_cursor((0, 0), select=select)

    def action_cursor_text_end(self, select: bool = False) -> None:
        """To the very end."""
        self.move_cursor(self.document.end, select=select)

    # -- storing ---------------------------------------------------------------------------------------------------

    def _storing(self, act: Callable[[], None]) -> bool:
        """Do something that stores; tell the screen when it begins to fail and when it works again."""
        try:
            act()
        except HandschlagError as error:
            if not self._failing:
                self._failing = True
                self.post_message(self.NotSaved(self, str(error)))
            return False
        if self._failing and not self._leftover:
            self._failing = False
            self.post_message(self.Saved(self))
        return True

    def settle(self) -> None:
        """Wait until the disk has everything. Tried again later where it refuses."""
        if self._settling is not None:
            self._settling.stop()
            self._settling = None
        if not self._storing(self._settle_all):
            self._settle_soon()

    def _settle_soon(self) -> None:
        if self._settling is None and self.is_mounted:
            self._settling = self.set_timer(SETTLE_AFTER, self.settle)

    def _settle_all(self) -> None:
        while self._leftover:
            self._leftover[0].close()
            del self._leftover[0]
        if self._prose is not None:
            self._prose.settle()

    def on_focus(self) -> None:
        """Somebody is in the text."""
        self._is_entered = True

    def on_blur(self) -> None:
        """Whoever turns to something else is done with this for now."""
        self.settle()

    def on_unmount(self) -> None:
        """Close the text."""
        if self._prose is not None:
            self._leftover.append(self._prose)
            self._prose = None
        self._storing(self._settle_all)
