"""What people type is shown as they typed it, on every screen: never as markup, as a command, or as an escape."""

from __future__ import annotations

import re
from itertools import product

import pytest

from data.clean import FORBIDDEN
from data.store.connection import Database
from tui.app import HandschlagApp
from tui.place import Name
from tui.terminal.exit_filter import ExitFilter

from ..torture import some
from .conftest import OpenApp
from .driving import LARGE, SMALL, press, settled
from .everywhere import everything
from .seeing import part, rows, seen

pytestmark = pytest.mark.usefixtures("december")

ESCAPES = "\x1b[2J\x1b]52;c;QUJD\x07\x9b31m"
HOSTILE = {
    "bold": "[bold]B[/bold]",
    "closing": "x[/] [/foo] y",
    "action": "[@click=app.bell]ring[/]",
    "unclosed": "a [ b ] [[c [red",
    "escape": f"esc{ESCAPES}end",
    "bidi": "abc\u202egnp.exe\u2066z",
    "emoji": "👩‍👩‍👧‍👦 ok ✌🏽",
    "long": "long-" * 60,
    "newline": "one\ntwo\r\nthree\x0bfour\u2028five",
    "markdown": "# x **y** `z` <b>w</b> [a](javascript:b) ![](c)",
}
"""Kind, and what somebody has typed, or written with another program."""

DRAWN = re.compile(f"{FORBIDDEN.pattern}|[\x00-\x1f]")
"""What no strip may hold: neither a control character nor what turns the writing round. Joiners of emoji may stay."""


def harmless(app: HandschlagApp) -> None:
    """No strip that is drawn holds a character that a terminal would act on."""
    for row in rows(app):
        assert DRAWN.search(row) is None, ascii(row)


KEYS: dict[Name, tuple[tuple[str, ...], ...]] = {
    Name.HOME: (("tab",), ("escape",), ("slash", "x"), ("escape",), ("n",), ("escape",), ("f1",), ("escape",)),
    Name.PATH: (("e",), ("escape",), ("i",), ("escape",), ("x",), ("escape",), ("c",), ("escape",), ("o",)),
    Name.QUESTIONS: (("e",), ("escape",), ("n",), ("escape",), ("enter",), ("escape",), ("o",), ("escape",), ("x",)),
    Name.MEETING: (("ctrl+t",), ("escape",), ("ctrl+o",), ("escape",), ("ctrl+g",), ("ctrl+n",), ("f10",)),
    Name.AGREEMENT: (("ctrl+t",), ("escape",), ("ctrl+o",), ("escape",), ("ctrl+g",), ("escape",), ("ctrl+l",)),
    Name.LOGISTICS: (("j",), ("enter",), ("escape",), ("s",), ("a",)),
    Name.VERSIONS: (("c",), ("escape",), ("r",), ("escape",), ("enter",)),
    Name.COMPARE: (("f",), ("v",), ("escape",), ("n",), ("l",), ("x",)),
    Name.HISTORY: (("left",), ("r",), ("escape",), ("f",), ("less_than_sign",), ("t",)),
    Name.CALENDAR: (("tab",), ("m",), ("escape",), ("x",), ("escape",), ("o",)),
    Name.SESSION: (("tab",), ("tab",), ("ctrl+t",), ("escape",), ("ctrl+o",), ("escape",), ("ctrl+g",)),
    Name.REVIEW: (("j",), ("v",), ("v",), ("p",), ("enter",), ("escape",), ("s",), ("escape",), ("x",)),
}
"""What is opened on each screen: its dialogs show names and words as well."""

SHOWN = {
    "bold": "[bold]B[/bold]",
    "closing": "x[/] [/foo] y",
    "action": "[@click=app.bell]ring[/]",
    "unclosed": "a [ b ] [[c [red",
    "escape": "esc�[2J�]52;c;QUJD��31mend",
    "bidi": "abc�gnp.exe�z",
    "emoji": "👩‍👩‍👧‍👦 ok",
    "long": "long-long-",
    "newline": "one two three four five",
    "markdown": "# x **y** `z` <b>w</b>",
}
"""How each kind is seen in a list."""


@pytest.mark.parametrize(("name", "kind"), some(product(Name, HOSTILE), 13))
async def test_nothing_crashes_and_no_strip_holds_a_control_character(
    open_app: OpenApp, database: Database, monkeypatch: pytest.MonkeyPatch, name: Name, kind: str
) -> None:
    """Not even where the filter at the exit is left open; it has tests of its own."""
    monkeypatch.setattr(ExitFilter, "apply", lambda _filter, segments, _background: segments)
    place = everything(database, HOSTILE[kind])[name]
    app = open_app(place)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        harmless(app)
        for keys in KEYS[name]:
            await press(pilot, *keys)
            assert app._exception is None
            harmless(app)


@pytest.mark.parametrize("kind", HOSTILE)
async def test_a_name_and_a_question_are_seen_as_they_were_typed(
    open_app: OpenApp, database: Database, kind: str
) -> None:
    places = everything(database, HOSTILE[kind])
    for name in (Name.HOME, Name.QUESTIONS):
        app = open_app(places[name])
        async with app.run_test(size=LARGE) as pilot:
            await settled(pilot)
            assert SHOWN[kind] in " ".join(seen(app).split())
            assert app._exception is None


@pytest.mark.parametrize(
    ("name", "keys", "where"),
    [
        (Name.AGREEMENT, ("ctrl+n", "ctrl+t"), "#keys"),
        (Name.MEETING, ("ctrl+o",), "#party"),
        (Name.VERSIONS, ("r",), "#party"),
    ],
    ids=str,
)
async def test_two_long_names_leave_room_for_each_other_and_for_the_keys(
    open_app: OpenApp, database: Database, name: Name, keys: tuple[str, ...], where: str
) -> None:
    app = open_app(everything(database, "Rosalind" * 11)[name])
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, *keys)
        assert part(app, where).count("Rosalind") >= 2
        assert "Esc" in part(app, "#keys")
