"""A document that leaves the app: read it, copy it to one's own terminal, write it to a file, in a format of choice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from data import files, formats
from data.clean import shown
from data.errors import HandschlagError
from data.i18n import N_, _
from data.model.format import Format

from ..commands import key_name
from ..speech import say
from ..widgets.preview import Preview
from .confirm import ConfirmDialog
from .path import PathDialog
from .reading import ReadingDialog


class DocumentDialog(ReadingDialog[bool]):
    """Returns True when the document was copied or written, None otherwise. It is read as Markdown."""

    DEFAULT_CSS = """
    DocumentDialog > Vertical { width: 96; height: 94%; }
    DocumentDialog #work { height: 1fr; }
    DocumentDialog Preview { height: 1fr; background: $surface; }
    DocumentDialog #choice { height: auto; margin-top: 1; }
    DocumentDialog #note { height: auto; color: $text-muted; margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("c", "copy", "Copy"),
        ("w", "write", "Write"),
        ("f", "next_format", "Format"),
    ]
    CANCEL_HINT = N_("back")

    def __init__(
        self,
        title: str,
        text: str,
        file_name: str,
        language: str,
        *,
        also: dict[str, bytes] | None = None,
        on_out: Callable[[str, str], None] | None = None,
    ) -> None:
        """The text and the name are those of the Markdown document; the language is what it is written in.

        `also` are files written beside the document, by name; `on_out` is told how and where it went.
        """
        super().__init__()
        self._title, self._text, self._file_name, self._language = title, text, file_name, language
        self._form = Format.MARKDOWN
        self._also = also or {}
        self._on_out = on_out
        self._went_out = False
        self.sent = text
        """What went out last."""

    @property
    def file_name(self) -> str:
        """What the file is called unless somebody types another name."""
        return formats.with_ending(self._file_name, self._form)

    def rendered(self, form: Format) -> str:
        """The document in a format."""
        return formats.rendered(self._text, form, self._language)

    def readable(self) -> str:
        """What is shown of it."""
        return self._text

    def content(self, path: Path | None = None) -> str:
        """What goes out: in the format that the ending of the name asks for, else in the chosen one."""
        asked = None if path is None else formats.format_of(path)
        return self.rendered(asked or self._form)

    def title_text(self) -> str:
        """What the document is."""
        return self._title

    def compose_dialog(self) -> ComposeResult:
        """The document as it reads, and in which format it goes out."""
        yield Preview()
        yield Static(self.choice(), id="choice", markup=False)
        yield Static("", id="note", markup=False)

    def choice(self) -> Content:
        """What can be chosen, and how it stands."""
        return Content.assemble(
            ("f", "bold $accent"), "  ", _("Format: {format}").format(format=_format_name(self._form))
        )

    def show_choice(self) -> None:
        """Say how it stands now."""
        self.query_one("#choice", Static).update(self.choice())

    def dialog_keys(self) -> list[tuple[str, str]]:
        """Both ways out, and scrolling."""
        return [
            ("c", _("copy to my terminal")),
            ("w", _("write to a file")),
            (f"{key_name('up')} {key_name('down')}", _("scroll")),
        ]

    def on_mount(self) -> None:
        """Show the text."""
        preview = self.query_one(Preview)
        preview.load(self.readable().split("\n"))
        preview.focus()

    def action_cancel(self) -> None:
        """Close, and tell whether the document went out."""
        self.dismiss(True if self._went_out else None)

    def action_next_format(self) -> None:
        """Markdown, HTML, plain text, and around."""
        every = list(Format)
        self._form = every[(every.index(self._form) + 1) % len(every)]
        self.show_choice()

    def action_copy(self) -> None:
        """Send it to the clipboard of the terminal one sits at (OSC 52); nothing confirms that it arrived."""
        content = self.content()
        self.app.copy_to_clipboard(content)
        self._out("clipboard", "", content)
        self._note(
            _("Sent to your terminal's clipboard. If nothing arrives there, your terminal does not allow it: press w.")
        )

    async def action_write(self) -> None:
        """Ask where to, then write."""
        self.app.push_screen(PathDialog(self._title, self.file_name), self._write)

    def _write(self, path: Path | None, *, overwrite: bool = False) -> None:
        if path is None:
            return
        content = self.content(path)
        contents: dict[Path, str | bytes] = {path: content}
        contents |= {path.with_suffix(Path(name).suffix): content for name, content in self._also.items()}
        try:
            files.write_files(contents, overwrite=overwrite)
        except files.FileThere as error:
            self._ask_to_replace(path, str(error))
        except HandschlagError as error:
            say(self, str(error), error=True)
        else:
            self._out("file", str(path), content)
            self._note("\n".join(_("Written to {path}.").format(path=shown(str(each))) for each in contents))

    def _ask_to_replace(self, path: Path, sentence: str) -> None:
        def answered(yes: bool | None) -> None:
            if yes:
                self._write(path, overwrite=True)
            else:
                self.app.push_screen(PathDialog(self._title, str(path)), self._write)

        self.app.push_screen(ConfirmDialog(_("Replace the file?"), sentence, _("replace")), answered)

    def _out(self, how: str, place: str, content: str) -> None:
        self._went_out, self.sent = True, content
        if self._on_out is not None:
            try:
                self._on_out(how, place)
            except HandschlagError as error:
                say(self, str(error), error=True)

    def _note(self, sentence: str) -> None:
        self.query_one("#note", Static).update(sentence)


def _format_name(form: Format) -> str:
    return {
        Format.MARKDOWN: _("Markdown"),
        Format.HTML: _("HTML page"),
        Format.TEXT: _("plain text"),
    }[form]
