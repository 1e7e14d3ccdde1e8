"""Two people share a mentorship: two Unix accounts, two own databases, one file between them."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from data.store import mentorships, versions
from data.store.connection import open_database
from tests import torture
from tests.accounts import Account, accounts, reason_against
from tests.terminal.pty_app import PtyApp

WHY_NOT = reason_against()
pytestmark = [pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)]

TOP = "\x1b[1;5H"
"""Ctrl+Home."""

GROUP = f"hs{os.getpid()}"
TYPIST = "tests.terminal.typist"
HOLDER = "tests.terminal.holder"


@pytest.fixture(scope="module")
def two() -> Iterator[tuple[Account, Account, Path]]:
    """Anna's account with a mentorship, and Ben's, in one group; and the folder in which they may share."""
    with accounts([f"anna{os.getpid()}", f"ben{os.getpid()}"], GROUP) as (folder, (anna, ben)):
        shared = folder / "shared"
        shared.mkdir()
        shared.chmod(0o777 | stat.S_ISVTX)
        anna.run("new", "Anna Weber", "Ben Okafor", "--language", "en")
        yield anna, ben, shared


def file_in(folder: Path) -> Path:
    """The file that is shared."""
    return next(folder.glob("*.db"))


@pytest.mark.torture
def test_two_accounts_share_type_and_see_each_other(two: tuple[Account, Account, Path], tried: torture.Tried) -> None:
    anna, ben, place = two
    told = anna.run("share", "Ben", str(place / "ours"), "--group", GROUP).stdout
    file = file_in(place / "ours")
    assert f"handschlag join {file}" in told
    assert stat.S_IMODE((place / "ours").stat().st_mode) == 0o2770
    assert stat.S_IMODE(file.stat().st_mode) == 0o660

    assert "Anna Weber → Ben Okafor" in ben.run("join", str(file)).stdout
    assert "Anna Weber" in ben.run("list").stdout

    with anna.app("open", "Ben", "agreement") as hers, ben.app("open", "Anna", "agreement") as his:
        for app in (hers, his):
            app.wait_for("Ground rules")
            app.settle()
            app.send(TOP)
            app.settle()
        hers.send("Anna was here. ")
        his.wait_for("Anna was here.")
        his.send("And so was Ben. ")
        hers.wait_for("And so was Ben.")
        hers.wait_for("Ben Okafor in line 1")
        his.wait_for("Anna Weber in line 1")
        # Each takes back only what was typed here.
        hers.send("\x1a" * 4)
        gone_from(his, "Anna was here.")
        assert "And so was Ben." in his.text()
        waited = sorted(until_seen(hers, his, f"[{number}]") for number in range(torture.rounds(3, 50)))
        middle, last = (f"{1_000 * waited[place]:.0f} ms" for place in (len(waited) // 2, -1))
        tried("a word typed is on the other account's screen", len(waited), f"median {middle}, slowest {last}")
        for app in (hers, his):
            app.send("\x11")
            assert app.wait() == 0


def until_seen(one: PtyApp, other: PtyApp, word: str) -> float:
    """Type a word on the one screen and take it back; the seconds until it was on the other one."""
    one.send(word)
    begun = time.monotonic()
    other.wait_for(word)
    waited = time.monotonic() - begun
    one.send("\x7f" * len(word))
    gone_from(other, word)
    return waited


def gone_from(app: PtyApp, text: str) -> None:
    """Wait until a text is not on the screen any more."""
    end = time.monotonic() + 20
    while text in app.text():
        assert time.monotonic() < end, app.text()
        app.drain(0.05)


@pytest.mark.torture
def test_both_end_with_the_same_text_and_every_word(two: tuple[Account, Account, Path], tried: torture.Tried) -> None:
    anna, ben, place = two
    edits = torture.rounds(300, 10_000)
    hers, his = (account.home / "typed.db" for account in (anna, ben))
    anna.run("--db", str(hers), "new", "Anna Weber", "Ben Okafor", "--language", "en")
    anna.run("--db", str(hers), "share", "Ben", str(place / "typed"), "--group", GROUP)
    ben.run("--db", str(his), "join", str(file_in(place / "typed")))
    typists = [anna.start(TYPIST, str(hers), "a", str(edits)), ben.start(TYPIST, str(his), "b", str(edits))]
    with ThreadPoolExecutor() as both:
        words = [word for typed in both.map(typed_words, typists) for word in typed]
    for typist in typists:
        typist.communicate("over\n", timeout=60)
        assert typist.returncode == 0
    texts = [draft_in(path) for path in (hers, his)]
    lost = [word for word in words if word not in texts[0]]
    assert texts[0] == texts[1]
    assert len(words) > edits
    tried("two accounts type into one text, edits of each", edits, f"{len(lost)} lost, both end with the same text")
    assert not lost


def typed_words(typist: subprocess.Popen[str]) -> list[str]:
    """What somebody has typed and not taken back, until they are done."""
    assert typist.stdout is not None
    words: list[str] = []
    for line in typist.stdout:
        if line == "done\n":
            return words
        words.append(line.strip())
    pytest.fail(f"ended before it was done, after {len(words)} words")


def draft_in(path: Path) -> str:
    """The draft of the only mentorship in a database."""
    with open_database(path) as own:
        return versions.draft_text(own, mentorships.every(own)[0].id)


def test_a_frozen_process_of_the_other_holds_nobody_up(two: tuple[Account, Account, Path]) -> None:
    anna, ben, place = two
    hers, his = (account.home / "frozen.db" for account in (anna, ben))
    anna.run("--db", str(hers), "new", "Anna Weber", "Ben Okafor", "--language", "en")
    anna.run("--db", str(hers), "share", "Ben", str(place / "frozen"), "--group", GROUP)
    file = file_in(place / "frozen")
    ben.run("--db", str(his), "join", str(file))
    holder = ben.start(HOLDER, str(file))
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    os.kill(holder.pid, signal.SIGSTOP)
    with anna.app("--db", str(hers), "open", "Ben", "agreement") as app:
        app.wait_for("Ground rules")
        app.settle()
        app.send(TOP)
        app.settle()
        for letter in "Typed on ":
            app.send(letter)
            app.settle(0.05)
        app.wait_for("Typed on")
        app.wait_for("not yet with the other")
        assert draft_in(hers).startswith("Typed on")
        os.kill(holder.pid, signal.SIGKILL)
        holder.wait()
        end = time.monotonic() + 20
        while "not yet with the other" in app.text():
            assert time.monotonic() < end, app.text()
            app.drain(0.05)
        app.send("\x11")
        assert app.wait() == 0
    ben.run("--db", str(his), "list")
    assert draft_in(his).startswith("Typed on")


def test_each_signs_from_their_own_account_whatever_the_environment_says(two: tuple[Account, Account, Path]) -> None:
    anna, ben, place = two
    hers, his = (account.home / "signed.db" for account in (anna, ben))
    anna.run("--db", str(hers), "new", "Anna Weber", "Ben Okafor", "--language", "en")
    anna.run("--db", str(hers), "share", "Ben", str(place / "signed"), "--group", GROUP)
    ben.run("--db", str(his), "join", str(file_in(place / "signed")))
    signer = "tests.terminal.signer"
    assert anna.call(sys.executable, "-m", signer, str(hers), "mentor", "propose").stdout == "signed\n"
    assert "from their own account" in anna.call(sys.executable, "-m", signer, str(hers), "mentee").stdout
    assert "from their own account" in ben.call(sys.executable, "-m", signer, str(his), "mentor").stdout
    assert ben.call(sys.executable, "-m", signer, str(his), "mentee").stdout == "signed\n"
    assert "agreement" in anna.run("--db", str(hers), "export", "agreement", "Ben").stdout
    with open_database(hers) as own:
        (version,) = versions.of(own, mentorships.every(own)[0].id)
    assert [(it.party.value, it.os_user) for it in version.signatures] == [("mentor", anna.name), ("mentee", ben.name)]


def test_the_own_file_of_each_is_closed_to_the_other_and_the_shared_one_to_strangers(
    two: tuple[Account, Account, Path],
) -> None:
    anna, ben, place = two
    file = file_in(place / "ours")
    for account, path in ((ben, anna.database), (anna, ben.database)):
        assert "Permission denied" in account.call("cat", str(path), check=False).stderr
    stranger = ben.call("setpriv", "--clear-groups", "cat", str(file), check=False)
    assert stranger.returncode != 0
    for account in (anna, ben):
        assert account.call("head", "-c", "15", str(file)).stdout == "SQLite format 3"
