"""The form of a command."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding

from data.i18n import _


class Command:
    """Something a person can do on a screen.

    The docstring of a subclass is its explanation in help and palette, and is translated like every message. A screen
    that lists the class in `OFFERS` implements `do_<id>`, and, where it is not always possible, `can_<id>`.
    """

    key: ClassVar[str]
    """The key or keys, as Textual names them, separated by commas; the first is shown."""
    title: ClassVar[str]
    """What it is called in the palette and on the help page, marked with `N_`."""
    hint: ClassVar[str] = ""
    """The word beside the key in the footer, marked with `N_`; empty keeps it out of the footer."""
    priority: ClassVar[bool] = False
    """Whether the key works even while a text field has the focus and would use it itself."""

    @classmethod
    def id(cls) -> str:
        """`MakeClause` is `make_clause`: in bindings, in the key map of the settings, in method names."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    @classmethod
    def explanation(cls) -> str:
        """What it does, as a sentence in the language in use."""
        return _(inspect.cleandoc(cls.__doc__ or ""))


def bindings(commands: Iterable[type[Command]]) -> list[Binding]:
    """The Textual bindings of commands; each has an id, so that the settings can give it another key."""
    return [
        Binding(
            command.key,
            f"command('{command.id()}')",
            command.title,
            id=command.id(),
            show=bool(command.hint),
            priority=command.priority,
        )
        for command in commands
    ]


def key_name(key: str) -> str:
    """A key as people read it, in the language in use: `Ctrl+N`, `Strg+N`, `Enter`, `↑`."""
    names = {
        "enter": _("Enter"),
        "escape": _("Esc"),
        "space": _("Space"),
        "tab": "Tab",
        "shift+tab": _("Shift+Tab"),
        "up": "↑",
        "down": "↓",
        "left": "←",
        "right": "→",
        "pageup": _("PgUp"),
        "pagedown": _("PgDn"),
        "home": _("Home"),
        "end": _("End"),
        "delete": _("Del"),
        "insert": _("Ins"),
        "slash": "/",
        "question_mark": "?",
        "plus": "+",
        "minus": "-",
        "comma": ",",
        "full_stop": ".",
        "left_square_bracket": "[",
        "right_square_bracket": "]",
        "less_than_sign": "<",
        "greater_than_sign": ">",
        "exclamation_mark": "!",
        "number_sign": "#",
        "equals_sign": "=",
    }
    if key in names:
        return names[key]
    if key.startswith("ctrl+"):
        return _("Ctrl+{key}").format(key=key_name(key[5:]).upper() if len(key) == 6 else key_name(key[5:]))
    if key.startswith("alt+"):
        return _("Alt+{key}").format(key=key_name(key[4:]).upper() if len(key) == 5 else key_name(key[4:]))
    if key.startswith("shift+"):
        return _("Shift+{key}").format(key=key_name(key[6:]))
    return key.upper() if re.fullmatch(r"f\d+", key) else key
