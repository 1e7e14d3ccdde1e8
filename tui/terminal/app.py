"""An app at a terminal over SSH: the driver, the frugal output, the exit filter and the clipboard, put together.

Private parts of Textual 8.2.8 relied on: `App._display`, `App._driver`, `App._clipboard`; `App._exception`,
`App._fatal_error`, `App._print_error_renderables` and `App._close_messages_no_wait`.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import textwrap
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import App, SuspendNotSupported
from textual.driver import Driver
from textual.filter import LineFilter

from data.errors import Refused
from data.i18n import _

from . import clipboard
from .exit_filter import ExitFilter
from .frugal import Frame, frugal
from .in_order import InOrder

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.screen import Screen


@contextlib.contextmanager
def _keys_of_another() -> Iterator[None]:
    """The terminal sends its signals to all programs that run at it: those that a key makes are not for us."""
    # A function, since what is ignored would be ignored by the other program as well; stopped by Ctrl+Z it could not
    # be continued, so that this one is ignored by both.
    before = {
        signal.SIGINT: signal.signal(signal.SIGINT, lambda _number, _frame: None),
        signal.SIGTSTP: signal.signal(signal.SIGTSTP, signal.SIG_IGN),
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class TerminalApp(App[None]):
    """What every app of ours has under its screens."""

    emergency: Callable[[], None] | None = None
    """The last word before a deadly signal ends the process. It may interrupt anything, a transaction included, so it
    must use neither the open database nor a lock; what it raises is ignored."""

    def __init__(self) -> None:
        self._frame = Frame()
        self._exit_filter = ExitFilter()
        self._in_order = InOrder(self, super().on_event)
        super().__init__()

    def get_driver_class(self) -> type[Driver]:
        """Our driver on POSIX, unless the environment names one (TEXTUAL_DRIVER)."""
        chosen = super().get_driver_class()
        if chosen.__name__ != "LinuxDriver":
            return chosen
        from .driver import TerminalDriver

        return TerminalDriver

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Nothing forbidden goes out, after whatever else changes the lines."""
        return [*super().get_line_filters(), self._exit_filter]

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        # Laying out may have moved the text since its cursor was put; input methods and screen readers look there.
        self.cursor_position = getattr(screen.focused, "cursor_screen_offset", self.cursor_position)
        super()._display(screen, frugal(self._frame, renderable))

    async def on_event(self, event: events.Event) -> None:
        """Keys and pastes are handled one after the other."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self._in_order.take(event)
        else:
            await super().on_event(event)

    @property
    def fault(self) -> Exception | None:
        """What ended the app, if it was not a person; whoever has run it says so, once the terminal is as it was."""
        return self._exception

    def _fatal_error(self) -> None:
        """End, without Textual's traceback: it shows the values of all variables, and so what people have typed."""
        self.bell()
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        """Print nothing: see `fault`."""
        self._exit_renderables.clear()

    def terminal_cleared(self) -> None:
        """The terminal shows nothing of ours any more: draw everything anew at the next occasion."""
        self._frame.forget()

    def on_resize(self, event: events.Resize) -> None:
        """A terminal that changes its size shows what it likes until it is drawn anew."""
        self._frame.forget()

    @contextlib.contextmanager
    def lent(self, sentence: str) -> Iterator[None]:
        """Give the terminal to another program while the body runs, as it was before the app took it.

        `sentence` says there why. Ctrl+C and Ctrl+Z belong to the other program then, and do not reach this one.
        Raises `Refused` where there is no terminal to give.
        """
        failed: Exception | None = None
        try:
            with self.suspend(), _keys_of_another():
                # On a clean alternate screen: nothing of it stays in the shell's, and nothing of ours shows in between.
                width = os.get_terminal_size(sys.stdout.fileno()).columns
                sys.stdout.write(f"\x1b[?1049h\x1b[H\x1b[2J{textwrap.fill(sentence, max(width, 20))}\n\n")
                sys.stdout.flush()
                try:
                    yield
                except Exception as error:
                    # Textual takes the terminal back only when nothing is raised.
                    failed = error
        except SuspendNotSupported as error:
            raise Refused(_("There is no terminal here to talk to another program.")) from error
        if failed is not None:
            raise failed

    def redraw(self) -> None:
        """Draw the whole screen anew: something else has written to the terminal."""
        self._frame.forget()
        self.screen.refresh(repaint=True)

    def copy_to_clipboard(self, text: str) -> None:
        """Send a text to the clipboard of the person's terminal, and keep it for Ctrl+V here."""
        self._clipboard = text
        if self._driver is not None:
            self._driver.write(clipboard.sequence(text, os.environ))
