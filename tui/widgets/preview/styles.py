"""The styles in which Markdown is drawn, and what is added to them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rich.style import Style

BOLD = Style(bold=True)


@dataclass(frozen=True)
class Styles:
    """The styles of one theme, each with its background."""

    text: Style
    muted: Style
    heading: Style
    subheading: Style
    code: Style
    link: Style
    quote: Style
    mark: Style
    """Bullets, numbers and the bars of quotes."""


@lru_cache(maxsize=1024)
def both(base: Style, added: Style) -> Style:
    """A style with another one over it."""
    return base + added


@lru_cache(maxsize=64)
def foreground(style: Style) -> Style:
    """A style without its ground."""
    return Style(color=style.color, bold=style.bold, italic=style.italic, underline=style.underline)
