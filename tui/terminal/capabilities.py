"""What a terminal can do, from what the environment says: pure functions, to be asked before the app starts."""

from __future__ import annotations

import codecs
from collections.abc import Mapping

from data.i18n import _

_NO_MOUSE = ("linux", "vt", "cons25", "ansi")
"""Beginnings of TERM that report no mouse."""


def refusal(environment: Mapping[str, str], *, reads_terminal: bool, writes_terminal: bool) -> str | None:
    """Why the app cannot be shown here, as a sentence that says what to do; None where it can."""
    if not (reads_terminal and writes_terminal):
        return _(
            "Handschlag needs a terminal to be shown in. Over SSH, ask for one with “ssh -t”; "
            "for scripts there are commands such as “handschlag export”."
        )
    if environment.get("TERM", "") in ("", "dumb", "unknown"):
        return _(
            "This terminal cannot show full-screen programs (TERM is “{term}”). "
            "Use another terminal, or set TERM to what it is, for example xterm-256color."
        ).format(term=environment.get("TERM", ""))
    return None


def warning(encoding: str | None) -> str | None:
    """What a person should know about how letters are encoded here; None where all is well."""
    if is_utf8(encoding):
        return None
    return _(
        "This terminal is not set to UTF-8 but to {encoding}: letters such as ä and lines may look wrong. "
        "Set LANG to en_GB.UTF-8 or de_DE.UTF-8, and the terminal to UTF-8."
    ).format(encoding=encoding or "ASCII")


def is_utf8(encoding: str | None) -> bool:
    """Whether an encoding, by any of its names, is UTF-8."""
    try:
        return codecs.lookup(encoding or "ascii").name == "utf-8"
    except LookupError:
        return False


def color_system(environment: Mapping[str, str]) -> str:
    """How many colours to use, in the words of Rich: `truecolor`, `256` or `standard`."""
    if environment.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return "truecolor"
    term = environment.get("TERM", "").lower()
    if term.endswith(("-direct", "-truecolor")) or term in ("xterm-kitty", "xterm-ghostty", "alacritty", "foot"):
        return "truecolor"
    if term.startswith(("linux", "vt", "cons25", "ansi")) or term.endswith("-16color"):
        return "standard"
    return "256"


def has_mouse(environment: Mapping[str, str]) -> bool:
    """Whether it makes sense to ask for reports of the mouse."""
    return not environment.get("TERM", "").lower().startswith(_NO_MOUSE)
