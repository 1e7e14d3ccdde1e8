r"""Starts the real command line with an app that goes from screen to screen and keeps count of what reaches it.

`python -m tests.terminal.walking_app JOURNAL PLACES [arguments]`. PLACES is a JSON list of places, each as it is
remembered. Ctrl+\ goes to the next one; Ctrl+^ writes a line of JSON to the journal: where one is, how many keys and
pastes have come since the last line, how much is signed, and how long ago the first of them was handled.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType

import tui.app
from tui.__main__ import main
from tui.place import Place

from .pty_app import ROOT


class WalkingApp(tui.app.HandschlagApp):
    """Counts."""

    CSS_PATH = str(ROOT / "tui" / "app.tcss")
    JOURNAL: ClassVar[Path]
    PLACES: ClassVar[list[Place]]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+backslash", "walk_on", priority=True),
        Binding("ctrl+circumflex_accent", "report", priority=True),
    ]
    _keys = 0
    _pastes = 0
    _at = 0
    _begun = 0.0

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._begun = self._begun or time.monotonic()
            self._keys += isinstance(event, events.Key) and event.key not in (
                "ctrl+backslash",
                "ctrl+circumflex_accent",
            )
            self._pastes += isinstance(event, events.Paste)
        await super().on_event(event)

    async def action_walk_on(self) -> None:
        """Leave all dialogs, and go to the next place."""
        while self.screen is not self.base_screen:
            await self.pop_screen()
        self.go(self.PLACES[self._at % len(self.PLACES)])
        self._at += 1

    def action_report(self) -> None:
        """Tell, and begin to count anew."""
        signed = self.database.value("SELECT count(*) FROM signatures")
        line = {"screen": type(self.screen).__name__, "keys": self._keys, "pastes": self._pastes, "signed": signed}
        line["seconds"] = time.monotonic() - self._begun
        self._keys = self._pastes = 0
        self._begun = 0.0
        with self.JOURNAL.open("a", encoding="utf-8") as journal:
            journal.write(f"{json.dumps(line)}\n")


if __name__ == "__main__":
    WalkingApp.JOURNAL = Path(sys.argv.pop(1))
    WalkingApp.PLACES = [Place.from_record(it) for it in json.loads(sys.argv.pop(1))]
    tui.app.HandschlagApp = WalkingApp  # type: ignore[misc]
    sys.argv[0] = "handschlag"
    main()
