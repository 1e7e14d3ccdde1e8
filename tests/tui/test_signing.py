"""Signing as a walk: the text is read, missing marks are told, and an SSH key signs where there is one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from textual.widgets import Static

from data import identity, points, ssh, versions
from data.model.agreement import Method, Version
from data.model.mentorship import Mentorship, Party
from data.store.connection import Database, open_database
from tui.app import HandschlagApp
from tui.dialogs.read_through import ReadThroughDialog
from tui.dialogs.signing import SigningDialog
from tui.place import Name, Place

from ..data.mentoring import DRAFT, proposed
from ..ssh_keys import PASSPHRASE, agent, make_key, needs_openssh
from .conftest import OpenApp
from .driving import BOTH_SIZES, LARGE, SMALL, Person, fill, pick, press, until
from .seeing import mended, part, seen, told

pytestmark = pytest.mark.usefixtures("december")


@pytest.fixture
def version(database: Database, ben: Mentorship) -> Version:
    """A version with three points, nobody's."""
    return proposed(database, ben)


@pytest.fixture
def app(open_app: OpenApp, version: Version) -> HandschlagApp:
    """The app on that version."""
    return open_app(Place(Name.VERSIONS, version.mentorship_id))


def stored(database: Database, version: Version) -> Version:
    """The version as another process reads it."""
    with open_database(database.path) as other:
        return versions.get(other, version.id)


async def with_key(pilot: Person, label: str, name: str = "Anna Weber") -> None:
    """From the versions to a signature by a key whose label begins like this, not waiting for it."""
    await press(pilot, "s", "enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, SigningDialog))
    await fill(pilot, "name", name)
    await pick(pilot, "ssh", label)
    await press(pilot, "ctrl+s")


# -- reading through ---------------------------------------------------------------------------------------------------


@BOTH_SIZES
async def test_the_frozen_text_is_read_and_missing_marks_are_told_before_the_form(
    app: HandschlagApp, database: Database, ben: Mentorship, size: tuple[int, int]
) -> None:
    first = points.of(database, ben.id, DRAFT)[0]
    points.mark(database, ben.id, first.key, first.wording, Party.MENTOR)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "s")
        assert isinstance(app.screen, ReadThroughDialog)
        assert "Read version 1 through together" in seen(app)
        assert "gives notice" in part(app, "Preview")
        reminder = part(app, "#points")
        assert "3 points are not yet marked by both. You can sign all the same." in reminder
        assert "○ Ben Okafor not yet: gives notice" in reminder
        assert "○ Anna Weber and Ben Okafor not yet: listens" in reminder
        await press(pilot, "enter")
        assert isinstance(app.screen, SigningDialog)


async def test_marks_of_both_are_told_and_a_text_without_points_is_not_asked_for_any(
    app: HandschlagApp, database: Database, ben: Mentorship
) -> None:
    for point in points.of(database, ben.id, DRAFT):
        for party in Party:
            points.mark(database, ben.id, point.key, point.wording, party)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "s")
        assert part(app, "#points") == "✓ Both have marked every point as understood."
        await press(pilot, "escape")
        assert app.screen is app.base_screen
        proposed(database, ben, "# Nothing\n")
        app.base_screen.reload()
        await press(pilot, "s")
        assert part(app, "#points") == ""


async def test_many_points_leave_the_text_its_room(open_app: OpenApp, database: Database, ben: Mentorship) -> None:
    made = proposed(database, ben, DRAFT + "".join(f"- [/b] point {number} {'long ' * 40}\n" for number in range(50)))
    app = open_app(Place(Name.VERSIONS, made.mentorship_id))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "s")
        assert "and 50 more" in part(app, "#points")
        assert app.screen.query_one("Preview").size.height >= 8
        await press(pilot, "space", "space", "end")
        assert "[/b] point 49" in part(app, "Preview")


# -- signing with a key ------------------------------------------------------------------------------------------------


async def test_who_has_no_key_is_not_asked_for_one(app: HandschlagApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "s", "enter")
        assert not app.screen.query("#ssh")


@needs_openssh
@BOTH_SIZES
async def test_a_key_without_a_passphrase_signs_and_is_told_with_its_fingerprint(
    app: HandschlagApp, database: Database, version: Version, size: tuple[int, int]
) -> None:
    make_key(Path.home() / ".ssh" / "id_ed25519")
    [key] = ssh.usable_keys()
    async with app.run_test(size=size) as pilot:
        await with_key(pilot, f"id_ed25519 (Ed25519 …{key.fingerprint[-7:]})")
        await until(pilot, lambda: bool(told(app)))
        [signature] = stored(database, version).signatures
        assert signature.ssh is not None
        assert signature.ssh.public_key == key.public
        assert (signature.method, signature.os_user) == (Method.OWN_LOGIN, identity.user())
        assert key.fingerprint in part(app, "#detail").replace(" ", "")
        assert told(app) == ["Noted. Still to come: Ben Okafor."]


@needs_openssh
async def test_an_agent_signs(
    app: HandschlagApp, database: Database, version: Version, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    key = make_key(tmp_path / "elsewhere" / "key", comment="anna@[b]laptop[/b]")
    with agent(monkeypatch, key):
        shutil.rmtree(key.parent)
        async with app.run_test(size=LARGE) as pilot:
            await with_key(pilot, "anna@[b]laptop[/b]")
            await until(pilot, lambda: bool(told(app)))
            [signature] = stored(database, version).signatures
            assert signature.ssh is not None


@needs_openssh
async def test_no_key_is_chosen_unless_somebody_chooses_one(
    app: HandschlagApp, database: Database, version: Version
) -> None:
    make_key(Path.home() / ".ssh" / "id_ed25519")
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "s", "enter")
        await until(pilot, lambda: isinstance(app.screen, SigningDialog))
        await fill(pilot, "name", "Anna Weber")
        await press(pilot, "ctrl+s")
        assert [it.ssh for it in stored(database, version).signatures] == [None]


@needs_openssh
async def test_at_the_same_account_the_other_one_is_not_offered_a_key_that_cannot_sign_for_them(
    app: HandschlagApp, version: Version
) -> None:
    make_key(Path.home() / ".ssh" / "id_ed25519")
    async with app.run_test(size=SMALL) as pilot:
        for name in ("Anna Weber", "Ben Okafor"):
            await press(pilot, "s", "enter")
            await until(pilot, lambda: isinstance(app.screen, SigningDialog))
            assert len(app.screen.query("#ssh")) == (name == "Anna Weber")
            await fill(pilot, "name", name)
            await press(pilot, "ctrl+s")


@needs_openssh
async def test_a_key_goes_with_an_own_login_only(app: HandschlagApp, database: Database, version: Version) -> None:
    make_key(Path.home() / ".ssh" / "id_ed25519")
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "s", "enter")
        await until(pilot, lambda: isinstance(app.screen, SigningDialog))
        await fill(pilot, "name", "Anna Weber")
        await pick(pilot, "ssh", "id_ed25519")
        await pick(pilot, "method", "in person")
        await press(pilot, "ctrl+s")
        assert mended(app) == "An SSH key signs beside an own login. Choose “own login”, or no SSH key."
        assert stored(database, version).signatures == ()


@needs_openssh
async def test_what_goes_wrong_is_told_and_nothing_is_signed(
    app: HandschlagApp, database: Database, version: Version
) -> None:
    key = make_key(Path.home() / ".ssh" / "id_ed25519")
    make_key(Path.home() / ".ssh" / "secret", passphrase=PASSPHRASE)
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "s", "enter")
        await until(pilot, lambda: isinstance(app.screen, SigningDialog))
        await fill(pilot, "name", "Anna")
        await pick(pilot, "ssh", "id_ed25519")
        await press(pilot, "ctrl+s")
        assert mended(app).startswith("This signature is for Anna Weber, and “Anna” was typed.")
        key.unlink()
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: "There is no terminal here" in mended(app))
        assert app.screen.query_one("#waiting", Static).has_class("-shown") is False
        await pick(pilot, "ssh", "secret")
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: "There is no terminal here" in mended(app))
        await press(pilot, "escape")
        assert stored(database, version).signatures == ()


@needs_openssh
async def test_escape_leaves_while_an_agent_is_silent(
    app: HandschlagApp, database: Database, version: Version, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The program in the place of ssh-keygen waits until it is told; nothing is signed after one has left."""
    make_key(Path.home() / ".ssh" / "id_ed25519")
    programs = tmp_path / "bin"
    programs.mkdir()
    told_to_end = tmp_path / "end"
    (programs / "ssh-keygen").write_text(f"#!/bin/sh\nwhile ! test -e '{told_to_end}'; do sleep 0.05; done\nexit 1\n")
    (programs / "ssh-keygen").chmod(0o755)
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "s", "enter")
        await until(pilot, lambda: isinstance(app.screen, SigningDialog))
        monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
        await fill(pilot, "name", "Anna Weber")
        await pick(pilot, "ssh", "id_ed25519")
        await press(pilot, "ctrl+s", "ctrl+s")
        assert "Waiting for the SSH key." in part(app, "#waiting")
        await press(pilot, "escape")
        assert app.screen is app.base_screen
        told_to_end.touch()
        await press(pilot, "j")
        assert stored(database, version).signatures == ()
