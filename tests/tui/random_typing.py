"""What somebody types at random, so that every sign of Markdown comes to stand beside every other."""

from __future__ import annotations

import random

from tui.widgets.markdown_editor import MarkdownEditor

from .block_cases import FRAGMENTS
from .driving import Person

_TYPED = [
    "- ",
    "1. ",
    "# ",
    "> ",
    "```",
    "a",
    "b ",
    "**",
    "[r]",
    "[r]: /x",
    "|a|b|",
    "|-|-|",
    "---",
    "<!--",
    "-->",
    "日本",
    "  ",
]
_KEYS = [
    "enter",
    "enter",
    "enter",
    "backspace",
    "delete",
    "up",
    "down",
    "home",
    "end",
    "ctrl+k",
    "ctrl+z",
    "ctrl+y",
    "left",
]


def some_lines(chance: random.Random) -> str:
    """A text of lines that mean something."""
    return "\n".join(chance.choices([line for line in FRAGMENTS if line.isprintable()], k=25))


async def type_at_random(pilot: Person, editor: MarkdownEditor, chance: random.Random) -> None:
    """A few keys, a few signs."""
    for _step in range(5):
        if chance.random() < 0.5:
            editor.insert(chance.choice(_TYPED))
        else:
            await pilot.press(chance.choice(_KEYS))
