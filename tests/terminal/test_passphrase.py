"""The passphrase of an SSH key, typed in a real terminal that the app has lent to ssh-keygen."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from data import mentorships, ssh, versions
from data.documents.copy import copy_of
from data.documents.verify import verify
from data.model.agreement import Version
from data.store.connection import Database, open_database

from ..data.mentoring import begun, proposed
from ..ssh_keys import PASSPHRASE, make_key, needs_openssh
from .pty_app import PtyApp

pytestmark = needs_openssh

RIGHT, DOWN, ENTER, CTRL_S, CTRL_C, CTRL_Z = "\x1b[C", "\x1b[B", "\r", "\x13", "\x03", "\x1a"


@pytest.fixture
def version(database: Database) -> Version:
    """A version to be signed; Anna's key has a passphrase."""
    make_key(Path.home() / ".ssh" / "id_ed25519", passphrase=PASSPHRASE)
    return proposed(database, begun(database))


@pytest.fixture
def app(database: Database, version: Version) -> Iterator[PtyApp]:
    """The app, with ssh-keygen waiting for the passphrase."""
    number = mentorships.get(database, version.mentorship_id).number
    call = [sys.executable, "-m", "tui", "--db", str(database.path), "--lang", "en", "open", str(number), "path"]
    with PtyApp(call) as running:
        running.wait_for("Next: sign the agreement")
        running.send("v")
        running.wait_for("has not signed yet")
        running.send("s")
        running.wait_for("Read version 1 through together")
        running.send(ENTER)
        running.wait_for("no SSH key")
        running.send("Anna Weber" + DOWN * 3 + RIGHT)
        running.wait_for("● id_ed25519")
        ask(running)
        yield running


def ask(app: PtyApp) -> None:
    """Sign, up to the question."""
    app.send(CTRL_S)
    app.wait_for("nter passphrase")
    assert "ssh-keygen asks for what the key id_ed25519 needs." in app.text()
    assert "Sign version 1" not in app.text(), "on a screen of its own"


def insist(app: PtyApp, key: str, happened: Callable[[], bool]) -> None:
    """Press a key that makes a signal until it is noticed: one between its prompt and its reading ssh-keygen loses."""
    for _turn in range(20):
        app.send(key)
        app.settle(1)
        if happened():
            return
    raise AssertionError(app.text())


def signatures(database: Database, version: Version) -> list[str]:
    with open_database(database.path) as other:
        return [it.ssh.fingerprint if it.ssh else "" for it in versions.get(other, version.id).signatures]


def test_the_passphrase_is_typed_to_ssh_keygen_and_the_app_goes_on(
    app: PtyApp, database: Database, version: Version
) -> None:
    app.send(f"{PASSPHRASE}\r")
    app.wait_for("Noted. Still to come: Ben Okafor.")
    [key] = ssh.usable_keys()
    assert signatures(database, version) == [key.fingerprint]
    assert key.fingerprint in app.text()
    assert PASSPHRASE not in app.raw.decode("utf-8", "replace"), "it is shown nowhere"
    assert PASSPHRASE.encode() not in database.path.read_bytes()
    assert verify(copy_of(database, version.mentorship_id, 1)).holds
    app.send("s")
    app.wait_for("Read version 1 through together")
    app.send("\x1b")
    app.send("\x11")
    assert app.wait() == 0
    assert app.attributes_now() == app.attributes


def test_a_wrong_passphrase_and_ctrl_c_sign_nothing_and_what_was_typed_stays(
    app: PtyApp, database: Database, version: Version
) -> None:
    app.send("wrong\r")
    app.wait_for("That was not the passphrase of the key id_ed25519.")
    assert "Anna Weber" in app.text()
    ask(app)
    insist(app, CTRL_C, lambda: "ssh-keygen was stopped. Nothing is signed." in app.text())
    assert signatures(database, version) == []
    ask(app)
    # It asks anew, and drops what was typed before it did.
    insist(app, CTRL_Z, lambda: app.text().count("nter passphrase") > 1)
    app.send(f"{PASSPHRASE}\r")
    app.wait_for("Noted.")
    assert len(signatures(database, version)) == 1


def test_a_connection_that_drops_meanwhile_ends_both(app: PtyApp, database: Database, version: Version) -> None:
    app.hang_up()
    assert app.wait(reading=False) == 128 + signal.SIGHUP
    assert signatures(database, version) == []


def test_a_deadly_signal_meanwhile_gives_the_terminal_back(app: PtyApp, database: Database, version: Version) -> None:
    app.signal(signal.SIGTERM)
    assert app.wait() == 128 + signal.SIGTERM
    assert app.attributes_now() == app.attributes
    assert signatures(database, version) == []
