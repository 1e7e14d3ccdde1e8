"""An app with one editor, that shows each key and paste it gets: `python -m tests.terminal.small_app DATABASE`."""

from __future__ import annotations

import sys
from pathlib import Path

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from data.prose import Key, Prose
from data.store.connection import open_database
from tui.terminal import TerminalApp
from tui.widgets.prose_editor import ProseEditor


class SmallApp(TerminalApp):
    """Shows READY when it is, and what arrives."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._database = open_database(path)
        self._path = path
        self._seen: list[str] = []

    def compose(self) -> ComposeResult:
        yield Static("READY", id="seen", markup=False)
        yield ProseEditor(Prose.open(self._database, Key("m", "draft")))

    def on_mount(self) -> None:
        self.query_one(ProseEditor).focus()

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key | events.Paste) and self.is_running:
            self._seen.append(f"paste:{len(event.text)}" if isinstance(event, events.Paste) else event.key)
            self.query_one("#seen", Static).update(Content(" ".join(self._seen[-8:])))
        await super().on_event(event)

    def emergency(self) -> None:
        self._path.with_suffix(".last").write_text("last word")


if __name__ == "__main__":
    app = SmallApp(Path(sys.argv[1]))
    app.run()
    sys.exit(app.return_code)
