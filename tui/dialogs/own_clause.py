"""A ready-made clause of one's own: keeping one, or changing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Static
from textual.widgets.input import Selection

from data import own_clauses, texts
from data.clean import line
from data.i18n import N_, _

from ..widgets.frugal_text_area import FrugalTextArea
from ..widgets.line_input import LineInput
from .fields import ChoiceField, Field
from .form import FormDialog

if TYPE_CHECKING:
    from data.model.catalogue import ReadyClause


class OwnClauseDialog(FormDialog[bool]):
    """Keeps a clause, or changes one that was kept; returns True."""

    DEFAULT_CSS = """
    OwnClauseDialog > Vertical { width: 96; }
    OwnClauseDialog FrugalTextArea { width: 1fr; height: 6; background: $panel; }
    """
    ACCEPT_HINT = N_("keep it")
    BINDINGS: ClassVar[list[BindingType]] = [("ctrl+s", "accept", "Accept")]

    def __init__(
        self, language: str, *, section: str = "", wording: str = "", clause: ReadyClause | None = None
    ) -> None:
        """`clause` is the one to be changed; without one, what stands in `section` and `wording` is kept anew."""
        super().__init__()
        self._language, self._clause = language, clause
        self._section = section if clause is None else clause.section
        self._wording = wording if clause is None else clause.wording
        self._title = line(wording, 60) if clause is None else clause.title

    def title_text(self) -> str:
        """New, or changed."""
        return _("A clause of your own") if self._clause is None else _("Change your clause")

    def form_fields(self) -> list[Field | ChoiceField]:
        """What it is found by, and where it goes."""
        sections = list(texts.sections(self._language).items())
        return [
            Field("title", _("Title"), self._title),
            ChoiceField("section", _("Section"), sections, self._section),
        ]

    def compose_dialog(self) -> ComposeResult:
        """The wording has several lines to be written in."""
        yield from super().compose_dialog()
        with Horizontal(classes="row"):
            yield Static(_("Wording"), classes="label")
            yield FrugalTextArea(id="wording")

    def on_mount(self) -> None:
        """Put the words in; writing begins in the title."""
        super().on_mount()
        self.query_one("#wording", FrugalTextArea).load_text(self._wording)
        self.call_after_refresh(self._show_title_from_its_beginning)

    def _show_title_from_its_beginning(self) -> None:
        """All of it stays selected, so that typing replaces it; the cursor stands before it."""
        title = self.query_one("Input#title", LineInput)
        title.selection = Selection(len(title.value), 0)

    def _go_to(self, field: str) -> None:
        """Where it has to be mended; the wording is no line of the form."""
        if field == "wording":
            self.query_one("#wording").focus()
        else:
            super()._go_to(field)

    def accept(self, values: dict[str, str]) -> bool:
        """Keep it."""
        words = self.query_one("#wording", FrugalTextArea).text
        if self._clause is None:
            own_clauses.add(self._language, values["section"], values["title"], words)
        else:
            own_clauses.change(self._clause, values["section"], values["title"], words)
        return True
