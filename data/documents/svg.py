"""Pictures for a page (SVG), without any style or script: the page forbids both, so attributes say all that they would.

No font is known: whoever places a text gives it more room than any common one needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .html import words

if TYPE_CHECKING:
    from collections.abc import Iterable

WIDTH = 640
"""Of every picture, in its own units; on the page it is as wide as there is room."""

SIZE = 12
"""Of the letters."""


def picture(name: str, height: int, parts: Iterable[str]) -> str:
    """What is drawn as one picture, with a name for those who do not see it."""
    head = f'<svg viewBox="0 0 {WIDTH} {height}" width="100%" role="img" aria-label="{words(name)}">'
    return "\n".join([head, *parts, "</svg>\n"])


def text(x: float, y: float, said: str, anchor: str = "start", *, decimals: int = 1) -> str:
    """A text at a place; `anchor` says which part of it stands there."""
    return (
        f'<text x="{x:.{decimals}f}" y="{y:.{decimals}f}" text-anchor="{anchor}" font-family="sans-serif" '
        f'font-size="{SIZE}" fill="currentColor">{words(said)}</text>'
    )


def title(said: str) -> str:
    """What a shape tells when it is pointed at."""
    return f"<title>{words(said)}</title>"
