"""Starts the real command line with an app that has faults: `python -m tests.terminal.faulty_app [arguments]`.

F6, F7 and F10 make it raise in an action, in drawing and in a timer; F8 makes the thread that listens raise at the
next key; F11 raises a sentence that nobody catches.
"""

from __future__ import annotations

import math
import sys
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Static

import tui.app
from data.errors import Unusable
from tui.__main__ import main
from tui.terminal.incoming import Incoming, Keys, Pasted

from .pty_app import ROOT

SECRET = "nobody's business"
"""What somebody has typed: it must not be printed with a fault."""


class Faulty(Static):
    """Cannot be drawn."""

    def render(self) -> Any:
        secret = SECRET
        raise ValueError(secret)


class Deaf(Incoming):
    """Cannot hear."""

    def feed(self, data: bytes, silence: float = math.inf) -> list[Keys | Pasted]:
        raise LookupError(SECRET)


class FaultyApp(tui.app.HandschlagApp):
    """Raises on keys."""

    CSS_PATH = str(ROOT / "tui" / "app.tcss")

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f6", "fail", priority=True),
        Binding("f7", "fail_to_draw", priority=True),
        Binding("f8", "be_deaf", priority=True),
        Binding("f10", "fail_later", priority=True),
        Binding("f11", "refuse", priority=True),
    ]

    def action_fail(self) -> None:
        secret = SECRET
        raise FileNotFoundError(2, "No such thing", f"\x1b[2J{secret}")

    def action_be_deaf(self) -> None:
        """The thread that listens has its own by now: it is that one which fails."""
        setattr(Incoming, "feed", Deaf.feed)  # noqa: B010

    async def action_fail_to_draw(self) -> None:
        await self.screen.mount(Faulty())

    def action_fail_later(self) -> None:
        self.set_timer(0.05, self.action_fail)

    def action_refuse(self) -> None:
        """What nobody has caught, but says what to do."""
        raise Unusable("Nobody has caught this.")


if __name__ == "__main__":
    tui.app.HandschlagApp = FaultyApp  # type: ignore[misc]
    sys.argv[0] = "handschlag"
    main()
