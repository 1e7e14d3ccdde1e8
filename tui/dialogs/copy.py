"""A copy of an agreement on its way out: in a format and with a frame in a language that are chosen here."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from data import Database, copy
from data.i18n import LANGUAGES, _
from data.model.agreement import Version
from data.model.format import Format
from data.model.mentorship import Mentorship

from ..widgets.preview import Preview
from .document import DocumentDialog

_LANGUAGE_NAMES = {"en": "English", "de": "Deutsch"}


class CopyDialog(DocumentDialog):
    """Returns True when the copy was copied or written, None otherwise; the draft's where there is no version."""

    BINDINGS: ClassVar[list[BindingType]] = [("l", "next_language", "Language")]

    def __init__(
        self,
        database: Database,
        mentorship: Mentorship,
        version: Version | None,
        *,
        on_out: Callable[[str, str], None] | None = None,
    ) -> None:
        """`on_out` is told how and where the copy went."""
        self._database, self._mentorship, self._version = database, mentorship, version
        self._frame = mentorship.language
        super().__init__(_("Copy"), self.rendered(Format.MARKDOWN), "", mentorship.language, on_out=on_out)

    @property
    def file_name(self) -> str:
        """In the language of the frame, with the ending of the format."""
        return copy.file_name(self._mentorship, self._version, self._form, self._frame)

    def rendered(self, form: Format) -> str:
        """The copy of the version, or of the draft."""
        number = None if self._version is None else self._version.number
        return copy.copy_of(self._database, self._mentorship.id, number, form, self._frame)

    def readable(self) -> str:
        """Both texts and what a person reads around them; the lines for machines go out and are not shown."""
        return copy.for_reading(self.rendered(Format.MARKDOWN))

    def choice(self) -> Content:
        """The format, and the language of what stands around the texts."""
        frame = _("Labels and dates: {language}").format(language=_LANGUAGE_NAMES[self._frame])
        return Content.assemble(super().choice(), "    ", ("l", "bold $accent"), "  ", frame)

    def action_next_language(self) -> None:
        """The other language for the frame; the texts stay in theirs."""
        self._frame = LANGUAGES[(LANGUAGES.index(self._frame) + 1) % len(LANGUAGES)]
        self.show_choice()
        self.query_one(Preview).load(self.readable().split("\n"))
