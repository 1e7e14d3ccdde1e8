"""Ctrl+P: everything that can be done here, found by typing a part of its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from data.clean import shown
from data.i18n import _

from .commands import key_name
from .widgets.line_input import LineInput

if TYPE_CHECKING:
    from .commands import Command
    from .screens.base import BaseScreen


_ENTRY = "entry "
"""What the id of an entry begins with; no command is called so."""


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """Something that can be done and has no command of its own, such as inserting one of many clauses."""

    title: str
    """What it is called."""
    explanation: str
    """What it does."""
    do: Callable[[], None]
    """Does it."""


class CommandPalette(ModalScreen[None]):
    """The commands of a screen that make sense now, filtered as one types."""

    DEFAULT_CSS = """
    CommandPalette { align: center top; }
    CommandPalette > Vertical { width: 72; max-width: 96%; height: auto; max-height: 80%; margin-top: 2;
        background: $surface; padding: 1 1; }
    CommandPalette OptionList { height: auto; max-height: 16; margin-top: 1; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "dismiss", "Close"),
        ("down", "move(1)", "Down"),
        ("up", "move(-1)", "Up"),
    ]

    def __init__(self, owner: BaseScreen) -> None:
        super().__init__()
        self._owner = owner
        self._commands = [command for command in owner.all_commands() if owner.check_action("command", (command.id(),))]
        self._entries = list(owner.palette_entries())

    def compose(self) -> ComposeResult:
        """A line to type in, and below it what fits."""
        with Vertical():
            yield LineInput(placeholder=_("Type a part of what you want to do"))
            yield OptionList(markup=False)

    def on_mount(self) -> None:
        """Begin with everything."""
        self._show("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter as one types."""
        self._show(event.value)

    def on_input_submitted(self) -> None:
        """Enter does the highlighted command."""
        options = self.query_one(OptionList)
        if options.highlighted is not None:
            self._do(options.get_option_at_index(options.highlighted).id or "")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click, or Enter in the list."""
        self._do(event.option_id or "")

    def action_move(self, step: int) -> None:
        """Move in the list while typing in the line."""
        options = self.query_one(OptionList)
        (options.action_cursor_down if step > 0 else options.action_cursor_up)()

    def _show(self, typed: str) -> None:
        words = typed.casefold().split()
        options = self.query_one(OptionList)
        options.clear_options()
        for command in self._commands:
            title, explanation = _(command.title), command.explanation()
            if all(word in f"{title} {explanation}".casefold() for word in words):
                options.add_option(Option(self._line(command, title, explanation), id=command.id()))
        # They are many: they come with the first letter.
        for number, entry in enumerate(self._entries if words else ()):
            if all(word in f"{entry.title} {entry.explanation}".casefold() for word in words):
                options.add_option(Option(_entry_line(entry), id=f"{_ENTRY}{number}"))
        if options.option_count:
            options.highlighted = 0
        else:
            options.add_option(Option(_("Nothing found."), disabled=True))

    def _line(self, command: type[Command], title: str, explanation: str) -> Content:
        key = key_name(self._owner.handschlag.key_of(command).split(",")[0])
        return Content.assemble((title, "bold"), "  ", (key, "$accent"), "\n", (explanation, "$text-muted"))

    def _do(self, name: str) -> None:
        self.dismiss()
        if name.startswith(_ENTRY):
            self._owner.call_later(self._entries[int(name.removeprefix(_ENTRY))].do)
        else:
            self._owner.call_later(self._owner.action_command, name)


def _entry_line(entry: PaletteEntry) -> Content:
    return Content.assemble((shown(entry.title), "bold"), "\n", (shown(entry.explanation), "$text-muted"))
