"""What a terminal over SSH needs: input that cannot hurt, output of changed cells only, an orderly end.

`TerminalApp` brings it all to an app. Private parts of Textual are touched here and in the text area only; each module
names those it leans on.
"""

from __future__ import annotations

from .app import TerminalApp

__all__ = ["TerminalApp"]
