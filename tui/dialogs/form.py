"""A dialog of labelled fields. What was typed stays until it is accepted or cancelled; errors stand below."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from data import clean
from data.errors import BadInput, HandschlagError
from data.i18n import _
from data.model.dates import prepare as prepare_dates

from ..commands import key_name
from ..widgets.choice import Choice
from ..widgets.line_input import LineInput
from .base import Dialog
from .fields import ChoiceField, DateField, Field

if TYPE_CHECKING:
    from ..app import HandschlagApp

Result = TypeVar("Result")


class _Understood(Static):
    """The day that a `DateField` is understood as, while one types."""

    def __init__(self, field: DateField) -> None:
        super().__init__(classes="understood", markup=False)
        self.field = field
        self.show(field.value)

    def show(self, typed: str) -> None:
        """What is understood of what was typed."""
        day = self.field.understood(typed)
        self.update(f" {day}" if day else "")


class FormDialog(Dialog[Result]):
    """Fields one below the other. Enter goes on to the next and accepts on the last; Ctrl+S accepts from anywhere.

    A subclass gives `title_text`, `form_fields` and `accept`, which turns the typed values into the result or raises
    `HandschlagError`, whose sentence is then shown while everything typed stays.
    """

    DEFAULT_CSS = """
    FormDialog .row { height: auto; margin-bottom: 1; }
    FormDialog .row.-hinted { margin-bottom: 0; }
    FormDialog .hint { height: 1; padding-left: 2; color: $text-warning; text-wrap: nowrap; text-overflow: ellipsis; }
    FormDialog .row > .label { width: 22; height: 1; color: $text-muted; }
    FormDialog .row > .understood { width: auto; height: 1; color: $secondary; }
    FormDialog #error { height: auto; color: $text-error; display: none; margin-bottom: 1; }
    FormDialog #error.-shown { display: block; }
    FormDialog .row > Input { width: 1fr; }
    FormDialog #keys { margin-top: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("ctrl+s", "accept", "Accept"),
        ("enter", "next", "Next"),
        ("down", "app.focus_next", "Next"),
        ("up", "app.focus_previous", "Before"),
    ]
    FRAME = 6
    ACCEPT_HINT: ClassVar[str] = ""
    """The word beside Ctrl+S: what accepting does, marked with `N_`."""
    HINTED: ClassVar[tuple[str, ...]] = ()
    """The ids of fields below which a hint may stand, in place of the empty line: `field_hints` says what."""
    BEGINS_IN: ClassVar[str] = ""
    """The id of the field that takes the first key; empty for the first one."""

    def form_fields(self) -> list[Field | ChoiceField]:
        """The fields, in order."""
        raise NotImplementedError

    def accept(self, values: dict[str, str]) -> Result:
        """Turn what was typed into the result; raises `HandschlagError` with what to mend."""
        raise NotImplementedError

    def notes(self) -> ComposeResult:
        """What stands above the fields, such as an explanation."""
        yield from ()

    def field_hints(self, values: dict[str, str]) -> dict[str, str]:
        """A line below each of the hinted fields that has something to say; `HandschlagError` while nothing has."""
        return {}

    def prepare_hints(self) -> None:
        """What has to be there before the first hint; called in a thread."""

    def compose_dialog(self) -> ComposeResult:
        """Notes, rows, and the place for an error."""
        yield from self.notes()
        for field in self.form_fields():
            with Horizontal(classes="row -hinted" if field.id in self.HINTED else "row"):
                yield Static(Content(field.label), classes="label")
                if isinstance(field, ChoiceField):
                    yield Choice(field.options, field.value, id=field.id)
                else:
                    yield LineInput(field.value, placeholder=field.placeholder, id=field.id)
                if isinstance(field, DateField):
                    yield _Understood(field)
            if field.id in self.HINTED:
                yield Static("", id=f"{field.id}-hint", classes="hint", markup=False)
        yield Static("", id="error", markup=False)

    def dialog_keys(self) -> list[tuple[str, str]]:
        """Accepting and going on."""
        fields = self.form_fields()
        keys = [(key_name("ctrl+s"), _(self.ACCEPT_HINT))]
        keys.append((_("Enter"), _("next field") if len(fields) > 1 else _(self.ACCEPT_HINT)))
        if any(isinstance(field, ChoiceField) for field in fields):
            keys.append(("← →", _("choose")))
        return keys if len(fields) > 1 else keys[1:]

    def on_mount(self) -> None:
        """Begin in the first field, if there is one, or in the one that is named."""
        for widget in [it for it in self._typing if self.BEGINS_IN in ("", it.id)][:1]:
            widget.focus()
        if any(isinstance(it, DateField) for it in self.form_fields()):
            self.run_worker(prepare_dates, thread=True)
        if self.HINTED:
            self._hints: dict[str, str] | None = None
            self.run_worker(self._get_hints_ready())

    async def _get_hints_ready(self) -> None:
        """In a thread: what a hint needs may have to be imported, and no key waits for that."""
        await asyncio.to_thread(self.prepare_hints)
        self._hints = {}
        self._show_hints()

    def _show_hints(self) -> None:
        if self._hints is None:
            return
        try:
            found = self.field_hints(self.values())
        except HandschlagError:
            found = {}
        for field in self.HINTED:
            if found.get(field, "") != self._hints.get(field, ""):
                self.query_one(f"#{field}-hint", Static).update(Content(clean.shown(found.get(field, ""))))
        self._hints = found

    @property
    def holiday_region(self) -> str:
        """Whose public holidays the settings name; empty follows the zone."""
        return cast("HandschlagApp", self.app).config.holidays

    @property
    def _typing(self) -> list[Input | Choice]:
        return [widget for widget in self.query("Input, Choice") if isinstance(widget, Input | Choice)]

    def values(self) -> dict[str, str]:
        """What stands in the fields, by id, cleaned."""
        return {widget.id or "": clean.line(widget.value, 2_000) for widget in self._typing}

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show beside a date which day it is understood as."""
        for place in self.query(_Understood):
            if place.field.id == event.input.id:
                place.show(event.value)
        if self.HINTED:
            self._show_hints()

    def on_choice_changed(self) -> None:
        """Another option may have other hints."""
        if self.HINTED:
            self._show_hints()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in a line."""
        event.stop()
        self.action_next()

    def action_next(self) -> None:
        """Go on to the next field, and from the last one accept."""
        fields = self._typing
        at = next((index for index, widget in enumerate(fields) if widget.has_focus), -1)
        if at + 1 < len(fields):
            fields[at + 1].focus()
        else:
            self.action_accept()

    def action_accept(self) -> None:
        """Return the result, or say what to mend."""
        try:
            result = self.accept(self.values())
        except HandschlagError as error:
            self.refuse(error)
        else:
            self.dismiss(result)

    def refuse(self, error: HandschlagError) -> None:
        """Say what to mend, where it has to be mended."""
        self.show_error(str(error))
        self._go_to(error.about if isinstance(error, BadInput) else "")

    def _go_to(self, field: str) -> None:
        """Where it has to be mended."""
        for widget in self._typing:
            if widget.id == field:
                widget.focus()

    def show_error(self, sentence: str) -> None:
        """Show a sentence below the fields."""
        place = self.query_one("#error", Static)
        place.update(Content("\n".join(clean.shown(line) for line in sentence.splitlines())))
        place.add_class("-shown")
        place.scroll_visible(animate=False)
