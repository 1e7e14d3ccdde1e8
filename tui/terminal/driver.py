"""The driver: sleeps until there is input, survives whatever arrives, and ends in order when the terminal is gone.

What is stored needs no farewell: every edit is committed before it is drawn. What ends the process therefore only has
to give the app its last word (`app.emergency`), restore the terminal, and end: SIGHUP, SIGTERM and SIGQUIT with
128 + n, a terminal that is gone like SIGHUP. The handlers are Python's own, not the event loop's: a stalled terminal
blocks the loop, and its handlers with it. SIGHUP is handled even where it was ignored (nohup): the orphan would spin.
While the main thread waits within C (SQLite, for another process that writes) no handler of Python's runs at all: then
the thread that reads ends the process, woken by the byte that a signal leaves (`signal.set_wakeup_fd`).

Private parts of Textual 8.2.8 relied on: of `LinuxDriver` `_file`, `attrs_before`, `_app`, `_debug`, `_loop`,
`_get_terminal_size` and `_query_in_band_window_resize`; `XTermParser` with its `_timeout_time`;
`App._handle_exception`. Falling back is `TerminalApp.get_driver_class` returning Textual's own.
"""

from __future__ import annotations

import contextlib
import os
import select
import selectors
import signal
import termios
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import IO, TYPE_CHECKING, Any, NoReturn

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message
from textual.messages import InBandWindowResize

from .incoming import Incoming, Keys, Paste

if TYPE_CHECKING:
    from textual.app import App

DEADLY = (signal.SIGHUP, signal.SIGTERM, signal.SIGQUIT)
"""Signals that end the app in order."""

_PATIENCE = 0.3
"""Seconds that the main thread has to end the process before another one does."""

_WOKEN = b"\0"
"""What wakes the input thread without being the number of a signal."""

_RESTORE = (
    "\x1b[?2004l"  # bracketed paste
    "\x1b[?7h"  # line wrap
    "\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l"  # mouse
    "\x1b[<u"  # kitty's keys
    "\x1b[?1049l"  # alternate screen
    "\x1b[?25h"  # cursor
    "\x1b[?1004l"  # focus
    "\x1b[?2026l"  # synchronized output
    "\x1b[0m"
)
"""What `stop_application_mode` sends, and the end of a frame that may have been cut."""


class TerminalDriver(LinuxDriver):
    """Textual's driver for POSIX terminals, made to last."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._file: Any = _Outlet(self._file, self._gone)
        self._awake: tuple[int, int] | None = None
        self._ending = False

    # -- coming and going ------------------------------------------------------------------------------------------

    def start_application_mode(self) -> None:
        """Take the terminal over."""
        for number in DEADLY:
            signal.signal(number, self._end)
        shows_nothing = getattr(self._app, "terminal_cleared", None)
        if shows_nothing is not None:
            shows_nothing()
        self._awake = os.pipe()
        for end in self._awake:
            os.set_blocking(end, False)
        signal.set_wakeup_fd(self._awake[1], warn_on_full_buffer=False)
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def _get_terminal_size(self) -> tuple[int, int]:
        """Ask the kernel: COLUMNS and LINES of the environment stay as they are when the window changes."""
        with contextlib.suppress(OSError, ValueError):
            width, height = os.get_terminal_size(self._file.fileno())
            if width and height:
                return width, height
        return 80, 24

    def disable_input(self) -> None:
        """Wake the input thread, so that it ends at once."""
        if self._awake is not None:
            os.write(self._awake[1], _WOKEN)
        super().disable_input()
        if self._awake is not None:
            signal.set_wakeup_fd(-1)
            for end in self._awake:
                os.close(end)
            self._awake = None

    def _end(self, number: int, _frame: FrameType | None) -> None:
        """End in order. Runs between two bytecodes of the main thread, possibly within a transaction.

        A terminal that is gone tells so several times: the kernel, the thread that reads, the one that writes.
        """
        if not self._ending:
            self._ending = True
            self._end_at_once(number)

    def _end_at_once(self, number: int) -> NoReturn:
        emergency = getattr(self._app, "emergency", None)
        if emergency is not None:
            with contextlib.suppress(Exception):
                emergency()
        self._restore()
        os._exit(128 + number)

    def _restore(self) -> None:
        """Give the terminal back as it was, waiting for nothing."""
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTTOU})
        with contextlib.suppress(OSError, ValueError):
            output = self._file.fileno()
            if select.select([], [output], [], 0.1)[1]:
                os.write(output, _RESTORE.encode("ascii"))
        if self.attrs_before is not None:
            with contextlib.suppress(termios.error, OSError):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)

    def _gone(self) -> NoReturn:
        """End because nobody is there any more; called in the threads that read and write."""
        main = threading.main_thread().ident
        if main is not None:
            signal.pthread_kill(main, signal.SIGHUP)
        self._outlast(signal.SIGHUP)

    def _outlast(self, number: int) -> NoReturn:
        """End in place of the main thread, if it does not do so itself; called in other threads."""
        time.sleep(_PATIENCE)
        self._end_at_once(number)

    # -- input -----------------------------------------------------------------------------------------------------

    def run_input_thread(self) -> None:
        """Wait for input and hand it on, until the app is done with it."""
        try:
            self._listen()
        except Exception as error:
            # Deaf, the app would stand still for ever: it ends as after every other fault.
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._app._handle_exception, error)

    def _listen(self) -> None:
        assert self._awake is not None
        awake, _wake = self._awake
        parser = _Parser(self._debug, self._hand_on)
        incoming = Incoming()
        latest = time.monotonic()
        with selectors.DefaultSelector() as waiting:
            waiting.register(awake, selectors.EVENT_READ)
            _register(waiting, self.fileno, self._gone)
            while True:
                ready = {key.fd for key, _ in waiting.select(_shortest(parser.patience, incoming.patience))}
                if awake in ready:
                    left = os.read(awake, 4_096)
                    for number in DEADLY:
                        if number in left:
                            self._outlast(number)
                    if _WOKEN in left:
                        return
                if self.fileno in ready:
                    data = _read(self.fileno)
                    if not data:
                        self._gone()
                    before, latest = latest, time.monotonic()
                    items = incoming.feed(data, latest - before)
                else:
                    items = incoming.waited(time.monotonic() - latest)
                for item in items:
                    if isinstance(item, Keys):
                        parser.feed(item.text)
                    else:
                        self._hand_on(Paste(item))
                parser.tick()

    def _query_in_band_window_resize(self) -> None:
        """Ask for no reports of the size: the kernel tells it, through SSH as well."""

    def _hand_on(self, message: Message) -> None:
        if isinstance(message, events.Resize | InBandWindowResize):
            # The kernel tells the size (SIGWINCH); what the input says of it is forged or garbled.
            return
        if isinstance(message, events.Key) and message.key.startswith("alt+"):
            # Where it does nothing it types nothing: Textual gives it the letter, which an editor would take for text.
            message.character = None
        # The loop may have ended meanwhile: then nobody wants the key.
        with contextlib.suppress(RuntimeError):
            self.process_message(message)


def _shortest(*patiences: float | None) -> float | None:
    """The shortest of several waits, None for no end."""
    return min((patience for patience in patiences if patience is not None), default=None)


class _Parser:
    """Textual's parser, made anew whenever a sequence was too much for it."""

    def __init__(self, debug: bool, hand_on: Callable[[Message], None]) -> None:
        self._debug = debug
        self._hand_on = hand_on
        self._parser = XTermParser(debug)

    @property
    def patience(self) -> float | None:
        """Seconds to wait for the rest of an escape sequence, None for no end."""
        return None if self._parser._timeout_time is None else 0.05

    def feed(self, text: str) -> None:
        self._run(lambda: self._parser.feed(text))

    def tick(self) -> None:
        self._run(self._parser.tick)

    def _run(self, step: Callable[[], Any]) -> None:
        try:
            for message in step():
                self._hand_on(message)
        except Exception:
            # Garbled or hostile sequences raise ValueError, OverflowError, KeyError …: what they were meant to be is
            # unknown, and no reason to end.
            self._parser = XTermParser(self._debug)


class _Outlet:
    """The file that the driver writes to; when it is gone, so is whoever looks at it."""

    def __init__(self, file: IO[str], gone: Callable[[], NoReturn]) -> None:
        self._file = file
        self._gone = gone

    def write(self, text: str) -> None:
        try:
            self._file.write(text)
        except (OSError, ValueError):
            self._gone()

    def flush(self) -> None:
        try:
            self._file.flush()
        except (OSError, ValueError):
            self._gone()

    def fileno(self) -> int:
        return self._file.fileno()

    def isatty(self) -> bool:
        return self._file.isatty()


def _register(waiting: selectors.BaseSelector, descriptor: int, gone: Callable[[], NoReturn]) -> None:
    try:
        waiting.register(descriptor, selectors.EVENT_READ)
    except OSError:
        # Something that cannot be waited for (a file, a closed descriptor) is no terminal.
        gone()


def _read(descriptor: int) -> bytes:
    """The next bytes; none when the terminal is gone."""
    while True:
        try:
            return os.read(descriptor, 65_536)
        except InterruptedError:
            continue
        except OSError:
            return b""
