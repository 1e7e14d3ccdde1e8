"""What the app sends to its terminal while a test drives it, byte by byte, without a terminal."""

from __future__ import annotations

from typing import Any

import pytest
from textual.drivers.headless_driver import HeadlessDriver


class Captured:
    """Everything that was written."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.parts: list[str] = []
        monkeypatch.setattr(HeadlessDriver, "is_headless", False)
        monkeypatch.setattr(HeadlessDriver, "write", lambda _driver, data: self.parts.append(data))

    def take(self) -> str:
        """What was written since this was asked last."""
        parts, self.parts[:] = list(self.parts), []
        return "".join(parts)


_SCROLLBAR = {"grab", "release", "scroll_up", "scroll_down"}
"""What a click on a scrollbar does."""


def actions_in(strips: list[Any]) -> list[str]:
    """What a click on any cell of the screen would do by the style of the cell itself."""
    return [
        f"{name}={action}: {segment.text}"
        for strip in strips
        for segment in strip
        if segment.style is not None and segment.style._meta is not None
        for name, action in segment.style.meta.items()
        if name.startswith("@") and action not in _SCROLLBAR
    ]
