"""A screen of one mentorship with texts whose spelling is looked at."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING
from weakref import WeakSet

from textual.widgets.text_area import Selection

from data.config import remember
from data.errors import BadInput
from data.i18n import _

from ..commands import key_name
from ..commands.general import GENERAL, WITHIN_MENTORSHIP
from ..commands.spelling import SPELLING, NextMisspelling
from ..speech import explained, say
from ..widgets.prose_editor import ProseEditor
from ..widgets.spelling_marks import SpellingMarks
from .base import MentorshipScreen

if TYPE_CHECKING:
    from textual.app import App

    from data.spelling import Spelling

    from ..commands import Command
    from ..place import Place

_TOLD: WeakSet[App[object]] = WeakSet()
"""The apps that have told that there is no list of words: once is enough."""


class SpeltScreen(MentorshipScreen):
    """Underlines unknown words in all its editors, in the language of the mentorship.

    The list of words is read after the first frame, in a thread.
    """

    @classmethod
    def all_commands(cls) -> tuple[type[Command], ...]:
        """The commands of this screen, those of spelling, and the others."""
        return (*cls.OFFERS, *SPELLING, *WITHIN_MENTORSHIP, *GENERAL)

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self._spelling: Spelling | None = None
        self._marks: dict[ProseEditor, SpellingMarks] = {}

    def on_mount(self) -> None:
        """Begin to look at the editors as soon as they are on the screen."""
        self._marks = {editor: SpellingMarks(editor) for editor in self.query(ProseEditor)}
        if self.handschlag.config.spelling:
            self.call_after_refresh(self._begin_spelling)

    def reload(self) -> None:
        """The own words may have been changed by another window, or by hand."""
        super().reload()
        if self._spelling is not None and self._spelling.refresh():
            self._mark(self._spelling)

    def _begin_spelling(self) -> None:
        self.run_worker(self._read_words(), group="spelling", exclusive=True, exit_on_error=False)

    async def _read_words(self) -> None:
        """Read the words without anybody waiting for it; where there are none, say so and let the texts be."""
        mentorship = self.mentorship
        names = [mentorship.mentor, mentorship.mentee]
        try:
            self._spelling = await asyncio.to_thread(_spelling_of, mentorship.language, names)
        except BadInput as error:
            if self.app not in _TOLD:
                _TOLD.add(self.app)
                say(self, str(error))
            return
        if self.handschlag.config.spelling:
            self._mark(self._spelling)

    def _mark(self, spelling: Spelling | None) -> None:
        for marks in self._marks.values():
            marks.use(spelling)

    # -- commands --------------------------------------------------------------------------------------------------

    @property
    def _spelt_editor(self) -> ProseEditor | None:
        """The text that one is in, else the first one that is shown."""
        if isinstance(self.focused, ProseEditor):
            return self.focused
        return next((it for it in self._marks if it.prose is not None and it.region.height and it.can_focus), None)

    def _can_correct(self) -> bool:
        """Spelling is on, the words are there, and the text may still be written."""
        editor = self._spelt_editor
        return (
            self._spelling is not None
            and self.handschlag.config.spelling
            and editor is not None
            and editor.prose is not None
            and not editor.read_only
        )

    can_next_misspelling = can_correct_word = can_keep_word = _can_correct

    def do_next_misspelling(self) -> None:
        """Select it, so that it is seen and typing replaces it."""
        editor = self._spelt_editor
        if editor is None:
            return
        place = self._marks[editor].after(max(editor.selection))
        if place is None:
            say(self, _("Every word of this text is known."))
            return
        editor.focus()
        editor.selection = Selection(*place)
        editor.scroll_cursor_visible(animate=False)

    def _word(self) -> tuple[ProseEditor, Selection, str] | None:
        """The underlined word at the cursor; says so where there is none."""
        editor = self._spelt_editor
        if editor is not None:
            row, _column = place = editor.cursor_location
            found = self._marks[editor].at(place)
            if found is not None:
                start, end = found
                return editor, Selection((row, start), (row, end)), editor.document[row][start:end]
        key = key_name(self.handschlag.key_of(NextMisspelling).split(",")[0])
        say(self, _("Move the cursor to an underlined word; {key} leads to the next one.").format(key=key))
        return None

    def do_correct_word(self) -> None:
        """Let choose what was meant."""
        from ..dialogs.spelling import SpellingDialog

        found, spelling = self._word(), self._spelling
        if found is None or spelling is None:
            return
        editor, selection, word = found

        @explained
        def chosen(screen: SpeltScreen, instead: str | None) -> None:
            if instead == word:
                screen._keep(word)
            elif instead is not None:
                screen._replace(editor, selection, word, instead)

        self.app.push_screen(SpellingDialog(spelling, word), lambda instead: chosen(self, instead))

    def _replace(self, editor: ProseEditor, selection: Selection, word: str, instead: str) -> None:
        """Put another word in its place, as one step; somebody else may have typed there meanwhile."""
        if editor.document.get_text_range(*selection) == word:
            editor.replace(instead, *selection, maintain_selection_offset=False)
        else:
            say(self, _("The word is no longer there."))

    def do_keep_word(self) -> None:
        """It is right."""
        found = self._word()
        if found is not None:
            self._keep(found[2])

    def _keep(self, word: str) -> None:
        if self._spelling is not None:
            self._spelling.add(word)
            self._mark(self._spelling)
            say(self, _("“{word}” is one of your own words now.").format(word=word))

    def do_check_spelling(self) -> None:
        """On or off, here and wherever one goes."""
        app = self.handschlag
        is_on = not app.config.spelling
        app.config = replace(app.config, spelling=is_on)
        if is_on and self._spelling is None:
            self._begin_spelling()
        self._mark(self._spelling if is_on else None)
        say(self, _("Words that are in no word list are underlined.") if is_on else _("Spelling is no longer checked."))
        remember("spelling", is_on)


def _spelling_of(language: str, names: list[str]) -> Spelling:
    """In a thread, where even the import is nothing that a key waits for."""
    from data import spelling

    return spelling.spelling_of(language, names)
