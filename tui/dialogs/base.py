"""What all dialogs share: a title, the work, a line of keys; Escape cancels."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from data.clean import text
from data.i18n import N_, _

from ..speech import Explaining
from ..widgets.lines import KeyHints

Result = TypeVar("Result")


class Dialog(Explaining, ModalScreen[Result | None], Generic[Result]):
    """A modal screen that returns a result, or None where it was cancelled."""

    DEFAULT_CSS = """
    Dialog { align: center middle; }
    Dialog > Vertical { width: 70; max-width: 96%; height: auto; max-height: 96%; background: $surface; padding: 1 2; }
    Dialog #title { text-style: bold; color: $primary; height: auto; margin-bottom: 1; }
    Dialog #work { height: auto; max-height: 100%; scrollbar-size-vertical: 1; }
    Dialog #keys { height: auto; max-height: 2; margin-top: 1; color: $text-muted; }
    """
    FRAME: ClassVar[int] = 7
    """Rows that the title, the keys and the space around them take."""
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "cancel", "Cancel")]
    CANCEL_HINT: ClassVar[str] = N_("cancel")
    """The word beside Escape, marked with `N_`: “back” where nothing is taken back by it."""

    def title_text(self) -> str:
        """What this is about, in one line."""
        return ""

    def compose_dialog(self) -> ComposeResult:
        """What stands between the title and the line of keys."""
        yield from ()

    def dialog_keys(self) -> list[tuple[str, str]]:
        """Keys and their words; Escape comes by itself."""
        return []

    def compose(self) -> ComposeResult:
        """Title, work, keys."""
        with Vertical():
            yield Static(Content(text(self.title_text())), id="title")
            with VerticalScroll(id="work", can_focus=False):
                yield from self.compose_dialog()
            yield KeyHints(self._key_pairs(), id="keys")

    def _key_pairs(self) -> tuple[tuple[str, str], ...]:
        return (*self.dialog_keys(), (_("Esc"), _(self.CANCEL_HINT)))

    def show_keys(self) -> None:
        """Show the keys that work now, where others have begun to."""
        self.query_one(KeyHints).pairs = self._key_pairs()

    def on_resize(self, event: events.Resize) -> None:
        """The line of keys stays in sight, however low the terminal is: only the work scrolls."""
        self.query_one("#work").styles.max_height = max(3, event.size.height - self.FRAME)

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close, once: whatever asks for it again must not take away the screen below."""
        return super().dismiss(result) if self in self.app.screen_stack else AwaitComplete()

    def action_cancel(self) -> None:
        """Close without a result."""
        self.dismiss(None)
