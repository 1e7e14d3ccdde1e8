"""What may be higher than its place: where it is, the keys can go there and scroll it."""

from __future__ import annotations

from textual.containers import VerticalScroll


class Scrolled(VerticalScroll):
    """Takes the focus only where there is something to scroll."""

    def allow_focus(self) -> bool:
        """Whether it may take the focus now."""
        return super().allow_focus() and self.max_scroll_y > 0
