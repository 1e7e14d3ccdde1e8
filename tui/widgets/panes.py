"""Text and preview, side by side or one above the other: which of them is to be seen, and how much room each has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal

from .markdown_editor import MarkdownEditor
from .preview import Preview

VIEWS = ("both", "text", "preview")
"""What Ctrl+L goes through. Below 100 columns “both” stands one above the other."""

STEP = 5
"""Percent by which the split is moved."""

LEAST = 20
"""Percent that each of them keeps: less cannot be read."""


class WritingPanes(Horizontal):
    """An editor and the preview that follows it. What is chosen here is given by `record` and taken by `restore`."""

    DEFAULT_CSS = """
    WritingPanes MarkdownEditor { width: 1fr; height: 1fr; }
    WritingPanes Preview { width: 1fr; height: 1fr; }
    WritingPanes.-text Preview { display: none; }
    WritingPanes.-preview MarkdownEditor { display: none; }
    """
    SHARES: ClassVar[dict[str, int]] = {"beside": 50, "above": 60}
    """Percent of the text, in either layout."""

    def __init__(self) -> None:
        super().__init__(classes="columns")
        self.editor = MarkdownEditor(id="draft")
        """Left, or above."""
        self.preview = Preview(self.editor.blocks)
        """Right, or below."""
        self.view = "both"
        """One of `VIEWS`."""
        self._shares = dict(self.SHARES)
        self._followed = -1

    def compose(self) -> ComposeResult:
        """Both."""
        yield self.editor
        yield self.preview

    def on_mount(self) -> None:
        """The preview follows the cursor. It shows the editor's own blocks, and so both are drawn in one frame."""
        self.editor.on_edited = self._edited
        self.editor.on_cursor = self._follow
        self._show()

    def _edited(self, _lines: Sequence[str], top: int, old_bottom: int, _new_bottom: int) -> None:
        """What is typed must be seen in both: the cursor, which comes next, is followed in its line as well."""
        row, _column = self.editor.cursor_location
        if top <= row <= old_bottom:
            self._followed = -1

    def _follow(self, line: int) -> None:
        """Follow the cursor to another line. While it moves within its line the preview stays where it was scrolled."""
        if line != self._followed:
            self._followed = line
            self.preview.follow(line)

    # -- what is seen ----------------------------------------------------------------------------------------------

    def record(self) -> dict[str, Any]:
        """What is to be remembered."""
        return {"view": self.view, **self._shares}

    def restore(self, record: Mapping[str, Any]) -> None:
        """Be as it was remembered."""
        self.view = view if (view := record.get("view")) in VIEWS else "both"
        for name in self._shares:
            share = record.get(name)
            if isinstance(share, int):
                self._shares[name] = min(max(share, LEAST), 100 - LEAST)
        self._show()

    def switch(self) -> None:
        """Both, text, preview."""
        self.view = VIEWS[(VIEWS.index(self.view) + 1) % len(VIEWS)]
        self._show()
        self.take_focus()

    def see_text(self) -> None:
        """What is typed or sought must be in sight."""
        if self.view == "preview":
            self.switch()

    def take_focus(self) -> None:
        """The keys go to what is in sight."""
        target = self.editor if self.editor.can_focus else self.preview
        self.call_after_refresh(target.focus)

    def widen_text(self, steps: int) -> None:
        """More room for the text, or less."""
        name = "above" if self.screen.has_class("-narrow") else "beside"
        self._shares[name] = min(max(self._shares[name] + steps * STEP, LEAST), 100 - LEAST)
        self.restore({"view": "both"})

    def _show(self) -> None:
        for view in VIEWS:
            self.set_class(view == self.view, f"-{view}")
        # Nothing can be typed into a text that is not in sight.
        self.editor.can_focus = self.view != "preview"
        self._share()

    def on_resize(self) -> None:
        """Beside becomes above at less than 100 columns."""
        self._share()

    def _share(self) -> None:
        narrow = self.screen.has_class("-narrow")
        share = self._shares["above" if narrow else "beside"]
        for pane, parts in ((self.editor, share), (self.preview, 100 - share)):
            pane.styles.width = "1fr" if narrow else f"{parts}fr"
            pane.styles.height = f"{parts}fr" if narrow else "1fr"
