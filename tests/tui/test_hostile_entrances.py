"""What is hostile and comes in by no field and no row: what programs say, settings, the environment, names of files.

Each comes by its real entrance. Looked at is what the terminal gets, what is told, and what is taken for markup.
"""

from __future__ import annotations

import json
import os
import pwd
from functools import partial
from pathlib import Path

import pytest

from data import config, identity, locations, ssh, versions
from data.clean import FORBIDDEN
from data.errors import BadInput, Refused
from data.model.agreement import Method, Version
from data.model.mentorship import Mentorship, Party
from data.store.connection import Database
from tui.app import HandschlagApp
from tui.commands.agreement import Outline
from tui.dialogs.catalogue import CatalogueDialog
from tui.dialogs.ready_clauses import ReadyClausesDialog
from tui.dialogs.signing import SigningDialog
from tui.place import Name, Place
from tui.terminal import capabilities, external_editor
from tui.terminal.exit_filter import ExitFilter

from ..data.mentoring import proposed
from ..hostile import forbidden
from ..ssh_keys import agent, make_key, needs_openssh
from .captured import Captured, actions_in
from .conftest import OpenApp
from .driving import LARGE, fill, pick, press, until
from .seeing import mended, rows, seen, told

pytestmark = pytest.mark.usefixtures("december")

WORDS = "Q0001q\x1b[2J\x1b]52;c;SGFja2Vk\x07\x9b31m\u202e[@click=app.hostile]r[red][/bar]|z"
"""What each entrance gets."""
FILE = WORDS.replace("/", "")
"""The same as the name of a file."""


class Look:
    """What is looked at after each step. The filter at the exit has tests of its own: here it is left open."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, acted: list[str]) -> None:
        monkeypatch.setattr(ExitFilter, "apply", lambda _filter, segments, _background: segments)
        self._captured = Captured(monkeypatch)
        self._acted = acted

    def at(self, app: HandschlagApp) -> str:
        """Everything is harmless; gives what is seen."""
        assert forbidden(self._captured.take()) == []
        assert actions_in(app.screen._compositor.render_strips()) == []
        assert [row for row in (*rows(app), *"\n".join(told(app)).split("\n")) if FORBIDDEN.search(row)] == []
        assert self._acted == []
        assert app._exception is None
        return " ".join(seen(app).split())


@pytest.fixture
def look(monkeypatch: pytest.MonkeyPatch, acted: list[str]) -> Look:
    return Look(monkeypatch, acted)


def program(folder: Path, name: str, said: str, end: str) -> None:
    """A program in the place of another one: it says something on both its outputs, and comes to an end."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.with_name(f"{name}.said").write_bytes(said.encode())
    path.write_text(f'#!/bin/sh\ncat "$0.said"; cat "$0.said" >&2; {end}\n')
    path.chmod(0o755)


def _is_said(app: HandschlagApp, sentence: str) -> bool:
    return sentence in mended(app)


# -- OpenSSH -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def version(database: Database, ben: Mentorship) -> Version:
    return proposed(database, ben)


@needs_openssh
async def test_names_of_keys_and_what_ssh_keygen_says(
    open_app: OpenApp, version: Version, look: Look, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    make_key(Path.home() / ".ssh" / FILE)
    held = make_key(tmp_path / "held", comment=WORDS)
    app = open_app(Place(Name.VERSIONS, version.mentorship_id))
    with agent(monkeypatch, held):
        async with app.run_test(size=LARGE) as pilot:
            await press(pilot, "s", "enter")
            await until(pilot, lambda: isinstance(app.screen, SigningDialog))
            assert look.at(app).count("Q0001q�[2J") == 2
            await fill(pilot, "name", "Anna Weber")
            bin_ = tmp_path / "bin"
            monkeypatch.setenv("PATH", f"{bin_}:{os.environ['PATH']}")
            for words, end, sentence in (
                (WORDS, "exit 1", "has not signed: “Q0001q�[2J�]52"),
                (f"{WORDS}agent refused", "exit 1", "refused to sign with the key Q0001q�"),
                ("\x9b2J\x1b[2J\r\n\x85", "exit 255", "has not signed: “�2J�[2J”"),
                (WORDS, "kill -9 $$", "ssh-keygen was stopped."),
            ):
                program(bin_, "ssh-keygen", words, end)
                await pick(pilot, "ssh", "Q0001q")
                await press(pilot, "ctrl+s")
                await until(pilot, partial(_is_said, app, sentence))
                look.at(app)
    [key] = [it for it in ssh.usable_keys() if it.path is not None]
    for words in (WORDS, "UNPROTECTED PRIVATE KEY"):
        program(bin_, "ssh-keygen", words, "exit 1")
        with pytest.raises(Refused) as refused:
            ssh.sign(key, "statement", at_terminal=True)
        assert "Q0001q�[2J" in str(refused.value)
        assert FORBIDDEN.search(str(refused.value)) is None


@pytest.mark.parametrize("words", [WORDS, f"ssh-ed25519 AAAA {WORDS}"], ids=ascii)
def test_what_ssh_add_says_is_no_key(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: str) -> None:
    program(tmp_path / "bin", "ssh-add", words, "exit 0")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    monkeypatch.setenv("SSH_AUTH_SOCK", WORDS)
    assert ssh.usable_keys() == []


# -- settings ----------------------------------------------------------------------------------------------------------


def settings(text: str) -> None:
    """Write the file of settings."""
    path = locations.config()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


async def test_settings_that_are_shown(open_app: OpenApp, ben: Mentorship, look: Look) -> None:
    quoted = json.dumps(WORDS)
    keys = "".join(f"{name} = {quoted}\n" for name in ("outline", "help", "find_text", "copy_link", "next_unclear"))
    settings(f"theme = {quoted}\nholidays = {quoted}\nbackups = {json.dumps('/dev/null/' + WORDS)}\n[keys]\n{keys}")
    app = open_app(Place(Name.AGREEMENT, ben.id), config.load())
    app.keeps_backups = True
    async with app.run_test(size=LARGE) as pilot:
        assert app.config.keys["outline"] != Outline.key
        await press(pilot)
        look.at(app)
        await until(pilot, lambda: any("Today's backup was not made." in it for it in told(app)))
        look.at(app)
        await press(pilot, "ctrl+p", *"outline")
        assert "Q0001q" in look.at(app)
        await press(pilot, "escape")
        await app.base_screen.action_command("help")
        await press(pilot, "end")
        look.at(app)
        await press(pilot, "escape", "f5")
        look.at(app)


@pytest.mark.parametrize(
    "text",
    [WORDS, f"language = {json.dumps(WORDS)}", f"backups = {json.dumps(WORDS)}", "keys = 1", f'theme = "{WORDS}"'],
    ids=ascii,
)
def test_settings_that_are_wrong(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / FILE))
    settings(text)
    with pytest.raises(BadInput) as error:
        config.load()
    assert FORBIDDEN.search(str(error.value)) is None, ascii(str(error.value))


# -- the environment ---------------------------------------------------------------------------------------------------


async def test_what_the_account_and_its_editor_are_called(
    open_app: OpenApp, database: Database, ben: Mentorship, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = pwd.getpwuid(os.getuid())
    monkeypatch.setattr(pwd, "getpwuid", lambda _uid: type(account)((WORDS, *account[1:])))
    identity._name.cache_clear()
    try:
        version = proposed(database, ben)
        versions.sign(database, version.id, Party.MENTOR, "Anna Weber", version.frozen_at.date(), Method.OWN_LOGIN)
        monkeypatch.setenv("EDITOR", f'"{WORDS}')
        for name in ("TMUX", "STY", "TERM", "LOGNAME", "USER", "COLORTERM"):
            monkeypatch.setenv(name, WORDS)
        app = open_app(Place(Name.HOME))
        async with app.run_test(size=LARGE) as pilot:
            await press(pilot)
            assert "2026 · Q0001q�" in look.at(app)
            for place in (Name.VERSIONS, Name.PATH, Name.AGREEMENT):
                app.go(Place(place, ben.id))
                await press(pilot)
                look.at(app)
            await press(pilot, "alt+e")
            assert 'EDITOR is “"Q0001q�' in told(app)[-1]
            look.at(app)
            monkeypatch.setenv("EDITOR", f"'{WORDS}'")
            await press(pilot, "alt+e")
            look.at(app)
    finally:
        identity._name.cache_clear()


def test_what_the_editor_and_the_terminal_are_called_in_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    said = [
        external_editor._ended(WORDS, 1, Path(WORDS)),
        capabilities.refusal({"TERM": "dumb"}, reads_terminal=True, writes_terminal=True),
        capabilities.warning(WORDS),
    ]
    for sentence in said:
        assert sentence is not None
        assert FORBIDDEN.search(str(BadInput(sentence))) is None


async def test_names_and_contents_of_files_that_are_looked_for(
    open_app: OpenApp, ben: Mentorship, look: Look, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    quoted = json.dumps(WORDS)
    shared = tmp_path / FILE
    for folder in (locations.clauses(), locations.catalogues(), shared):
        folder.mkdir(parents=True)
        (folder / f"1{FILE}.toml").write_text(WORDS, encoding="utf-8")
        (folder / f"2{FILE}.toml").write_text(f"language = {quoted}\ntitle = {quoted}\n", encoding="utf-8")
        (folder / f"3{FILE}.toml").write_text(
            f'language = "en"\ntitle = {quoted}\n[[clause]]\nsection = "mentor"\ntitle = {quoted}\nwording = {quoted}\n'
            f'[[question]]\ntopic = "comfort"\nwording = {quoted}\n',
            encoding="utf-8",
        )
    locations.own_words().write_text(f"{WORDS}\n", encoding="utf-8")
    monkeypatch.setenv("HANDSCHLAG_CATALOGUES", f"{shared}:{tmp_path}/gone{FILE}")
    app = open_app(Place(Name.AGREEMENT, ben.id))
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "alt+k")
        assert isinstance(app.screen, ReadyClausesDialog)
        assert "Q0001q�" in look.at(app)
        await press(pilot, *"Q0001q", "enter")
        look.at(app)
        app.go(Place(Name.QUESTIONS, ben.id))
        await press(pilot, "c")
        assert isinstance(app.screen, CatalogueDialog)
        look.at(app)
        assert any("Q0001q�" in it for it in told(app))
        for _turn in range(4):
            await press(pilot, "n")
            look.at(app)
        await press(pilot, "escape")
        monkeypatch.setenv("HANDSCHLAG_CATALOGUES", f"~{WORDS}/x")
        await press(pilot, "c")
        assert isinstance(app.screen, CatalogueDialog)
        assert any(it.startswith("There is no home folder for ~Q0001q�") for it in told(app))
        look.at(app)
