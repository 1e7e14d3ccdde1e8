"""Hostile texts in every row of the database and in every field: through every screen, every dialog, the palette.

What the terminal would get is looked at byte by byte, each cell for what a click on it would do, and what is asked of
Textual's markup for words of people. Then all of it is clicked, entered and pasted over.
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module
from itertools import cycle, product
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest
import time_machine
from textual import events
from textual.screen import Screen

import tui.dialogs
from data import (
    clauses,
    commitments,
    mentorships,
    open_database,
    points,
    questions,
    sessions,
    versions,
)
from data.config import Config
from data.model.agreement import VersionKind
from data.store.connection import Database
from tui.app import HandschlagApp
from tui.commands.general import GENERAL, WITHIN_MENTORSHIP
from tui.commands.writing import WRITING
from tui.dialogs.annex_versions import AnnexVersionsDialog
from tui.dialogs.base import Dialog
from tui.dialogs.cancellation import RestoreSessionDialog
from tui.dialogs.catalogue import CatalogueFileDialog
from tui.dialogs.changed_answer import ChangedAnswerDialog
from tui.dialogs.changes import ChangesDialog
from tui.dialogs.commitment import CarryOverDialog
from tui.dialogs.ending import EndingDialog
from tui.dialogs.flags import FlagsDialog
from tui.dialogs.mentorship_choice import MentorshipChoiceDialog
from tui.dialogs.sharing import SharingDialog
from tui.dialogs.sides import SidesDialog
from tui.dialogs.understood import UnderstoodDialog
from tui.place import Name, Place
from tui.screens.base import BaseScreen
from tui.sides import side_of

from ..hostile import HARMLESS, MARK, forbidden, texts
from ..hostile_rows import poison
from ..torture import FULL, Tried, rounds
from .captured import Captured, actions_in
from .conftest import NOW
from .driving import Person
from .seeing import rows

EVERYWHERE = {command.id() for command in (*GENERAL, *WITHIN_MENTORSHIP, *WRITING)} - {"quit"}
"""What is done once on a walk: it is the same on every screen. Quitting would end the walk."""


@pytest.fixture(autouse=True)
def november(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """It is the morning of 24 November 2026; files with hostile names end up in a folder of their own."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    with time_machine.travel(NOW, tick=False):
        yield


def dialogs() -> set[str]:
    """The names of all dialogs that a person may meet."""
    found = set()
    for module in iter_modules(tui.dialogs.__path__):
        for it in vars(import_module(f"tui.dialogs.{module.name}")).values():
            if isinstance(it, type) and issubclass(it, Dialog) and it.__module__ == f"tui.dialogs.{module.name}":
                found.add(it)
    # What others are made of is met as them.
    return {it.__name__ for it in found if not any(other is not it and issubclass(other, it) for other in found)}


class Walk:
    """One start of the app, led through everything."""

    def __init__(self, pilot: Person, captured: Captured, acted: list[str], words: Iterator[str], seen: Seen) -> None:
        self.pilot, self.captured, self.acted, self.words, self.seen = pilot, captured, acted, words, seen
        self.trail: list[str] = []
        self.done: set[str] = set()
        self.app: HandschlagApp = pilot.app  # type: ignore[assignment]

    async def look(self) -> None:
        """What is drawn now is harmless, and no click on it does what a text says."""
        await self.pilot.pause()
        where = type(self.app.screen).__name__
        assert forbidden(self.captured.take()) == [], where
        strips = self.app.screen._compositor.render_strips()
        assert actions_in(strips) == [], where
        assert self.app._exception is None, where
        assert not self.app._exit, (where, self.trail[-9:])
        assert self.acted == [], where
        drawn = " ".join(strip.text for strip in strips)
        self.seen.marks[where].update(MARK.findall(drawn))
        self.seen.harmless.update(it for it in HARMLESS if it in drawn)
        self.seen.frames += 1

    async def press(self, *keys: str) -> None:
        """Press keys, one by one, and look."""
        self.trail += keys
        await self.pilot.press(*keys)
        await self.look()

    async def click(self, most: int = 2) -> None:
        """Click where texts stand that want to be more."""
        places = [
            (row.index(found.group()) + 2, y) for y, row in enumerate(rows(self.app)) for found in MARK.finditer(row)
        ]
        for x, y in places[:: max(1, len(places) // most)][:most]:
            screen = self.app.screen
            await self.pilot.click(offset=(x, y))
            self.seen.clicks += 1
            await self.look()
            if self.app.screen is not screen:
                return

    async def paste(self) -> None:
        """Paste a hostile text into whatever takes it, as it comes through the driver and as it cannot."""
        self.trail.append("paste")
        self.app.post_message(events.Paste(next(self.words)))
        self.seen.pastes += 1
        await self.look()

    async def through_dialogs(self, depth: int = 0) -> None:
        """Fill in, click, accept and leave what is open above the screen."""
        while not isinstance(self.app.screen, BaseScreen):
            dialog = self.app.screen
            name = type(dialog).__name__
            if name not in self.seen.dialogs:
                self.seen.dialogs.add(name)
                await self.look()
                await self.click(1)
                for _field in range(rounds(2, 6)):
                    if self.app.screen is dialog:
                        await self.paste()
                        await self.press("down")
                if self.app.screen is dialog:
                    await self.press("ctrl+s")
                if self.app.screen is dialog:
                    await self.press("enter")
                await self.own_keys(dialog, depth)
            await self.back_to(dialog)

    async def own_keys(self, dialog: Screen[Any], depth: int) -> None:
        """Press what this dialog has keys for: other dialogs stand behind some."""
        keys = [key for key in dialog._bindings.key_to_bindings if key not in ("escape", "ctrl+c", "super+c")]
        for key in keys if depth < 2 else ():
            if self.app.screen is not dialog:
                return
            await self.press(key)
            if self.app.screen is not dialog and not isinstance(self.app.screen, BaseScreen) and dialog.is_attached:
                await self.above(dialog, depth)

    async def above(self, dialog: Screen[Any], depth: int) -> None:
        """Go through what has opened above a dialog, back to it."""
        while self.app.screen is not dialog and not isinstance(self.app.screen, BaseScreen):
            other = self.app.screen
            if type(other).__name__ not in self.seen.dialogs:
                self.seen.dialogs.add(type(other).__name__)
                await self.click()
                await self.paste()
                await self.press("ctrl+s")
                await self.own_keys(other, depth + 1)
            await self.back_to(other)

    async def back_to(self, dialog: Screen[Any]) -> None:
        """Leave a dialog."""
        for _time in range(4):
            if self.app.screen is not dialog:
                return
            await self.press("escape")
        raise AssertionError(f"no way out of {dialog} {self.app.screen_stack} {self.trail}")

    async def at(self, place: Place) -> BaseScreen:
        """The screen of a place; what was done last may have led elsewhere."""
        if self.app.base_screen.place.name is not place.name:
            self.app.go(place)
            await self.look()
        return self.app.base_screen

    async def command(self, base: BaseScreen, name: str) -> None:
        """Do a command of the screen, and go through what it opens."""
        self.trail.append(name)
        await base.action_command(name)
        await self.look()
        await self.through_dialogs()

    async def everything(self, place: Place) -> None:
        """Do everything that can be done at a place."""
        await self.at(place)
        await self.click(rounds(2, 6))
        await self.through_dialogs()
        done = set(self.done)
        for pane in ("KeyList", "ProseEditor", "VersionList, DiffView, ReviewList, Preview"):
            for name in [command.id() for command in (await self.at(place)).all_commands()]:
                base = await self.at(place)
                for widget in list(base.query(pane))[:1]:
                    if widget.focusable and not widget.has_focus:
                        widget.focus()
                        await self.pilot.pause()
                if name != "quit" and name not in done and base.check_action("command", (name,)):
                    done.add(name)
                    await self.command(base, name)
        self.done.update(done & EVERYWHERE)
        await self.paste()
        await self.press("tab")
        await self.paste()
        await self.press("ctrl+p", "a", "pagedown")
        await self.through_dialogs()


class Seen:
    """What the walks have come by."""

    def __init__(self) -> None:
        self.dialogs: set[str] = set()
        self.marks: dict[str, set[str]] = defaultdict(set)
        self.harmless: set[str] = set()
        self.frames = self.clicks = self.pastes = 0


QUICK = {
    "ben": (Name.AGREEMENT, Name.LOGISTICS, Name.MEETING, Name.HISTORY, Name.PATH),
    "carla": (Name.COMPARE, Name.REVIEW, Name.HOME),
}
"""Some screens, each of the mentorship in which there is most on it; last where it can be ended."""


LOOKED_AT = {Name.LOGISTICS, Name.MEETING, Name.HISTORY, Name.COMPARE, Name.AGREEMENT, Name.REVIEW}
"""Screens whose commands are much like those of others: done in full only."""


def places(path: Path) -> list[Place]:
    """All screens: in full of all mentorships, else of the one that has most there."""
    with open_database(path) as database:
        ids = {name: mentorships.find(database, name).id for name in ("ben", "carla", "emil")}
        session = {mid: sessions.of(database, mid)[-1].id for mid in ids.values()}
    chosen = (
        list(product(ids.values(), Name))
        if FULL
        else [(ids[who], name) for who, names in QUICK.items() for name in names]
    )
    return [
        Place(name, "" if name is Name.HOME else mid, session[mid] if name is Name.SESSION else "")
        for mid, name in chosen
    ]


def unmet(database: Database) -> list[Dialog[Any]]:
    """Dialogs that no key opens in the sample data as they stand: what they are about is there all the same."""
    carla, ben = mentorships.find(database, "2"), mentorships.find(database, "3")
    annexes = versions.of(database, carla.id, VersionKind.ANNEX)
    version = versions.of(database, carla.id)[-1]
    clause, session = clauses.of(database, ben.id)[0], sessions.of(database, carla.id)[-1]
    sides = [side_of(it, carla) for it in (annexes[-1], version)]
    return [
        ChangedAnswerDialog(questions.get(database, clause.question_id), clause, version.text, read_only=False),
        AnnexVersionsDialog(carla, annexes),
        CarryOverDialog(commitments.of(database, carla.id)[0], carla.zone),
        ChangesDialog(*sides),
        UnderstoodDialog(ben, points.of(database, ben.id)[0]),
        CatalogueFileDialog(),
        MentorshipChoiceDialog(mentorships.every(database), "Plan a session"),
        RestoreSessionDialog(database, carla, session),
        FlagsDialog(database, carla, session.id, version),
        SharingDialog(database, carla),
        EndingDialog(carla),
        SidesDialog(sides, sides[0].key, sides[1].key),
    ]


@pytest.mark.torture
async def test_no_text_of_people_is_more_than_text_on_any_screen(
    sample_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, acted: list[str], tried: Tried
) -> None:
    captured, seen, used = Captured(monkeypatch), Seen(), 0
    for turn in range(rounds(1, 5)):
        path = Path(shutil.copy(sample_file, tmp_path / f"{turn}.db"))
        stops, words = places(path), texts(turn, 400, used)
        poison(path, cycle(words))
        seen.dialogs.clear()
        with open_database(path) as database:
            app = HandschlagApp(database, Config())
            async with app.run_test(size=(100, 30)) as pilot:
                walk = Walk(pilot, captured, acted, cycle(words), seen)
                for dialog in unmet(database):
                    app.push_screen(dialog)
                    await walk.through_dialogs()
                for place in stops:
                    if FULL or place.name not in LOOKED_AT:
                        await walk.everything(place)
                    else:
                        await walk.at(place)
                        await walk.click(1)
                        await walk.through_dialogs()
        used += len(words)
        assert not FULL or dialogs() - seen.dialogs == set()
    assert seen.harmless
    assert not FULL or len(HARMLESS) == len(seen.harmless)
    shown = set().union(*seen.marks.values())
    tried("hostile texts in every row, through all screens and dialogs", used, f"0 acted on in {seen.frames:,} frames")
    tried("of these seen on a screen, and clicked", len(shown), f"0 actions, 0 crashes in {seen.clicks:,} clicks")
