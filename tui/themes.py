"""The look: a calm dark and a light theme with one accent colour.

Muted and disabled text have colours of their own: Textual's are shares of a contrast ("auto 60%"), which come out as
plain white or black within a line of several colours.
"""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="handschlag-dark",
    primary="#6fb3a8",
    secondary="#8aa4c8",
    accent="#f0b35a",
    foreground="#e6e4de",
    background="#14171a",
    surface="#191d21",
    panel="#22272c",
    success="#7fbf7f",
    warning="#e8b04b",
    error="#e0716c",
    dark=True,
    variables={
        "border": "#3a424a",
        "border-blurred": "#2b3137",
        "footer-key-foreground": "#f0b35a",
        "text-muted": "#a2a49f",
        "text-disabled": "#666a6c",
    },
)
"""The default: light letters on dark ground."""

LIGHT = Theme(
    name="handschlag-light",
    primary="#1f6f63",
    secondary="#35597f",
    accent="#9a5b00",
    foreground="#1e2226",
    background="#f7f5f0",
    surface="#fffdf8",
    panel="#e9e5dc",
    success="#2f7a35",
    warning="#8a5a00",
    error="#b3261e",
    dark=False,
    variables={
        "border": "#c9c2b4",
        "border-blurred": "#dad4c8",
        "footer-key-foreground": "#9a5b00",
        "text-muted": "#595c5f",
        "text-disabled": "#94979a",
    },
)
"""Dark letters on light ground."""
