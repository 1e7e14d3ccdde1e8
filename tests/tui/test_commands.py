"""Every command of every screen: a method, a key that arrives, a place in footer, help and palette."""

from __future__ import annotations

import importlib
import inspect
import itertools
import pkgutil
from collections import Counter
from typing import Any

import pytest
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen

import tui.dialogs
import tui.widgets
from data import i18n
from data.i18n import _
from data.model.mentorship import Mentorship
from data.store.connection import Database
from tui.app import _SCREENS
from tui.commands import Command
from tui.dialogs.base import Dialog
from tui.place import Name, Place
from tui.screens.base import BaseScreen
from tui.widgets.lines import KeyHints

from ..data.mentoring import dump
from . import driving as person
from . import seeing
from .conftest import OpenApp

pytestmark = pytest.mark.usefixtures("december")

NEVER_ARRIVE = {"ctrl+i", "ctrl+m", "ctrl+h", "ctrl+j", "alt+enter", "ctrl+enter", "shift+enter"}
"""Keys that a legacy terminal sends as others, or not at all (HOUSE.md)."""
TAKEN = {"ctrl+a", "ctrl+b", "ctrl+c", "ctrl+d", "ctrl+z", "f11"}
"""Keys that screen and tmux, the shell's habits and terminals keep for themselves."""

SCREENS: dict[Name, type[BaseScreen]] = {
    name: getattr(importlib.import_module(f"tui.screens.{module}"), cls) for name, (module, cls) in _SCREENS.items()
}
EVERY = [
    pytest.param(screen, command, id=f"{name}-{command.id()}")
    for name, screen in SCREENS.items()
    for command in screen.all_commands()
]


def kept(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that is stored, but for where one is and for texts that nobody has written."""
    tables = dump(database)
    return tables | {"places": [], "texts": [row for row in tables["texts"] if "".join(map(str, row[5:6]))]}


def keys_of(command: type[Command]) -> list[str]:
    return command.key.split(",")


@pytest.mark.parametrize(("screen", "command"), EVERY)
def test_no_key_is_one_that_moves_in_a_list(screen: type[BaseScreen], command: type[Command]) -> None:
    if screen is not SCREENS[Name.CALENDAR]:
        assert not {"j", "k", "g", "G", "down", "up", "home", "end"} & set(keys_of(command))


def test_every_screen_that_one_can_be_on_is_there() -> None:
    assert set(SCREENS) == set(Name)


@pytest.mark.parametrize(("screen", "command"), EVERY)
def test_a_command_is_done_by_its_method_and_can_be_given_another_key(
    screen: type[BaseScreen], command: type[Command]
) -> None:
    assert inspect.isroutine(getattr(screen, f"do_{command.id()}", None))
    found = [it for it in screen.BINDINGS if isinstance(it, Binding) and it.id == command.id()]
    assert [it.key for it in found] == [command.key]
    assert command.title
    assert command.explanation().endswith(".")


@pytest.mark.parametrize(("screen", "command"), EVERY)
def test_a_key_arrives_from_every_terminal(screen: type[BaseScreen], command: type[Command]) -> None:
    assert not (NEVER_ARRIVE | TAKEN) & set(keys_of(command))


@pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS)
def test_no_two_commands_of_a_screen_have_the_same_key_or_name(screen: type[BaseScreen]) -> None:
    keys = Counter(key for command in screen.all_commands() for key in keys_of(command))
    names = Counter(command.id() for command in screen.all_commands())
    assert {key for key, count in keys.items() if count > 1} == set()
    assert {name for name, count in names.items() if count > 1} == set()


@pytest.mark.parametrize("width", range(18, 60))
def test_a_line_of_keys_ends_between_a_word_and_the_next_key(width: int) -> None:
    hints = [("Enter", "go there"), ("m e b", "mark it"), ("", "All is saved."), ("Esc", "back")]
    lines = [line.plain for line in KeyHints(hints)._lines(width)]
    assert "".join(lines) == "".join(f"{key} {word}  " for key, word in hints)
    assert all(any(line.rstrip().endswith(word) for _key, word in hints) for line in lines)
    assert max(len(line.rstrip()) for line in lines) <= width
    assert all(len(line) + len(after.split("  ")[0]) > width for line, after in itertools.pairwise(lines))


@pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS)
def test_what_hides_a_command_belongs_to_a_command(screen: type[BaseScreen]) -> None:
    hidden = {
        name.removeprefix("can_") for name in dir(screen) if name.startswith("can_") and not hasattr(Screen, name)
    }
    assert hidden - {command.id() for command in screen.all_commands()} == set()
    explained = {name.removeprefix("why_not_") for name in dir(screen) if name.startswith("why_not_")}
    assert explained - hidden == set()


def _own_classes() -> list[type[DOMNode]]:
    modules = [
        importlib.import_module(f"{package.__name__}.{found.name}")
        for package in (tui.dialogs, tui.widgets)
        for found in pkgutil.iter_modules(package.__path__)
    ]
    classes = {
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, DOMNode) and value.__module__.startswith("tui.")
    }
    return sorted(classes, key=lambda cls: cls.__qualname__)


@pytest.mark.parametrize("cls", _own_classes(), ids=lambda it: it.__qualname__)
def test_the_keys_of_dialogs_and_widgets_arrive_from_every_terminal(cls: type[DOMNode]) -> None:
    bound = [it if isinstance(it, Binding) else Binding(*it) for it in cls.__dict__.get("BINDINGS", ())]
    keys = {key.strip() for binding in bound for key in binding.key.split(",")}
    assert not (NEVER_ARRIVE | TAKEN) & keys


@person.BOTH_SIZES
@pytest.mark.parametrize("name", [it for it in Name if it is not Name.SESSION], ids=str)
async def test_the_footer_shows_whole_entries_of_what_works_and_always_help(
    open_app: OpenApp, ben: Mentorship, name: Name, size: tuple[int, int]
) -> None:
    app = open_app(Place(name, "" if name is Name.HOME else ben.id))
    async with app.run_test(size=size) as pilot:
        await person.settled(pilot)
        screen = app.base_screen
        works = [f"{key} {word}" for key, word in screen.footer_keys()]
        if name is Name.HOME:
            works.append("Ctrl+Q quit")
        shown = seeing.footer(app)
        for entry in (it for it in works if it in shown):
            shown = shown.replace(entry, "", 1)
        assert shown.strip() == ""
        assert "F1 help" in seeing.footer(app)
        assert works[0] in seeing.footer(app)


@pytest.mark.parametrize("name", [it for it in Name if it not in (Name.SESSION, Name.HOME)], ids=str)
async def test_escape_leads_home_step_by_step_and_changes_nothing(
    open_app: OpenApp, database: Database, ben: Mentorship, name: Name
) -> None:
    before = kept(database)
    app = open_app(Place(name, ben.id))
    async with app.run_test(size=person.SMALL) as pilot:
        for _turn in range(4):
            await person.press(pilot, "escape")
        assert app.base_screen.place == Place()
    assert kept(database) == before


DIALOGS = [
    (Name.HOME, ("n",)),
    (Name.PATH, ("e",)),
    (Name.PATH, ("x",)),
    (Name.PATH, ("i",)),
    (Name.PATH, ("i", "escape", "o")),
    (Name.QUESTIONS, ("n",)),
    (Name.QUESTIONS, ("e",)),
    (Name.QUESTIONS, ("c",)),
    (Name.QUESTIONS, ("c", "f")),
    (Name.QUESTIONS, ("o", "w")),
    (Name.MEETING, ("enter", "ctrl+t")),
    (Name.MEETING, ("enter", "ctrl+o")),
    (Name.MEETING, ("enter", "f10")),
    (Name.AGREEMENT, ("ctrl+g",)),
    (Name.AGREEMENT, ("ctrl+o",)),
    (Name.AGREEMENT, ("alt+k",)),
    (Name.AGREEMENT, ("alt+k", "ctrl+n")),
    (Name.AGREEMENT, ("alt+k", "ctrl+o")),
    (Name.AGREEMENT, ("alt+k", "ctrl+r")),
    (Name.AGREEMENT, ("ctrl+g", "enter", "alt+n")),
    (Name.AGREEMENT, ("ctrl+g", "enter", "alt+r")),
    (Name.LOGISTICS, (*("x", "down") * 5, "x", "a")),
    (Name.VERSIONS, ("p",)),
    (Name.VERSIONS, ("p", "enter", "s")),
    (Name.VERSIONS, ("p", "enter", "s", "enter")),
    (Name.VERSIONS, ("p", "enter", "a")),
    (Name.VERSIONS, ("p", "enter", "r")),
]


@pytest.mark.parametrize("speech", ["en", "de"])
@pytest.mark.parametrize(("name", "keys"), DIALOGS, ids=lambda value: str(value))
async def test_every_dialog_fits_80_columns_with_all_its_keys(
    open_app: OpenApp, ben: Mentorship, name: Name, keys: tuple[str, ...], speech: str
) -> None:
    i18n.use(speech)
    app = open_app(Place(name, "" if name is Name.HOME else ben.id))
    async with app.run_test(size=person.SMALL) as pilot:
        await person.press(pilot, *keys)
        dialog = app.screen
        assert isinstance(dialog, Dialog)
        line = seeing.part(app, "#keys")
        for key, word in (*dialog.dialog_keys(), (_("Esc"), _(dialog.CANCEL_HINT))):
            assert f"{key} {word}".strip() in line
        assert dialog.region.contains_region(dialog.query_one("#keys").region)
