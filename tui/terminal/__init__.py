"""What a terminal over SSH needs: input that cannot hurt, output of changed cells only, an orderly end.

`TerminalApp` brings it all to an app. Private parts of Textual are touched here and in the text area only; each module
names those it leans on. Textual is imported when the app is asked for: what the terminal can do is known before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .app import TerminalApp


def __getattr__(name: str) -> Any:
    """Import the app when it is first asked for."""
    if name != "TerminalApp":
        raise AttributeError(name)
    from .app import TerminalApp

    return TerminalApp


__all__ = ["TerminalApp"]
