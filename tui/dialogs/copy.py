"""A copy of an agreement on its way out: in a format and with a frame in a language that are chosen here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from data import Database, copy, formats
from data.i18n import LANGUAGES, _
from data.model.agreement import Version
from data.model.format import Format
from data.model.mentorship import Mentorship

from ..widgets.preview import Preview
from .document import DocumentDialog

_LANGUAGE_NAMES = {"en": "English", "de": "Deutsch"}


class CopyDialog(DocumentDialog):
    """Returns True when the copy was copied or written, None otherwise; the draft's where there is no version."""

    DEFAULT_CSS = "CopyDialog #choice { height: auto; margin-top: 1; }"
    BINDINGS: ClassVar[list[BindingType]] = [("f", "next_format", "Format"), ("l", "next_language", "Language")]

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
        self._form, self._frame = Format.MARKDOWN, mentorship.language
        super().__init__(_("Copy"), self._copy(Format.MARKDOWN), "", on_out=on_out)

    def _copy(self, form: Format) -> str:
        number = None if self._version is None else self._version.number
        return copy.copy_of(self._database, self._mentorship.id, number, form, self._frame)

    @property
    def file_name(self) -> str:
        """In the language of the frame, with the ending of the format."""
        return copy.file_name(self._mentorship, self._version, self._form, self._frame)

    def content(self, path: Path | None = None) -> str:
        """In the format that the ending of the name asks for, else in the chosen one."""
        asked = None if path is None else formats.format_of(path)
        return self._copy(asked or self._form)

    def compose_dialog(self) -> ComposeResult:
        """The copy as it reads, and what of it can be chosen."""
        preview, note = super().compose_dialog()
        yield preview
        yield Static(self._choice(), id="choice")
        yield note

    def _choice(self) -> Content:
        key = "bold $accent"
        return Content.assemble(
            *(("f", key), "  ", _("Format: {format}").format(format=_format_name(self._form)), "    "),
            *(("l", key), "  ", _("Labels and dates: {language}").format(language=_LANGUAGE_NAMES[self._frame])),
        )

    def action_next_format(self) -> None:
        """Markdown, HTML, plain text, and around."""
        every = list(Format)
        self._form = every[(every.index(self._form) + 1) % len(every)]
        self.query_one("#choice", Static).update(self._choice())

    def action_next_language(self) -> None:
        """The other language for the frame; the texts stay in theirs."""
        self._frame = LANGUAGES[(LANGUAGES.index(self._frame) + 1) % len(LANGUAGES)]
        self.query_one("#choice", Static).update(self._choice())
        self.query_one(Preview).load(self._copy(Format.MARKDOWN).split("\n"))


def _format_name(form: Format) -> str:
    return {
        Format.MARKDOWN: _("Markdown"),
        Format.HTML: _("HTML page"),
        Format.TEXT: _("plain text"),
    }[form]
