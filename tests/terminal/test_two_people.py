"""Two people share a mentorship: two Unix accounts, two own databases, one file between them."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.accounts import Account, accounts, reason_against
from tests.terminal.pty_app import PtyApp

WHY_NOT = reason_against()
pytestmark = [pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)]

TOP = "\x1b[1;5H"
"""Ctrl+Home."""

GROUP = f"hs{os.getpid()}"


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Account, Account, Path]]:
    """Anna's account with a mentorship, and Ben's, in one group; and the folder in which they may share."""
    folder = tmp_path_factory.mktemp("people")
    with accounts(folder, [f"anna{os.getpid()}", f"ben{os.getpid()}"], GROUP) as (anna, ben):
        shared = folder / "shared"
        shared.mkdir()
        shared.chmod(0o777 | stat.S_ISVTX)
        anna.run("new", "Anna Weber", "Ben Okafor", "--language", "en")
        yield anna, ben, shared


def file_in(folder: Path) -> Path:
    """The file that is shared."""
    return next(folder.glob("*.db"))


def test_two_accounts_share_type_and_see_each_other(two: tuple[Account, Account, Path]) -> None:
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
        waited = seen_in(his, "Anna was here.")
        his.send("And so was Ben. ")
        waited = max(waited, seen_in(hers, "And so was Ben."))
        assert waited < 5, waited
        seen_in(hers, "Ben Okafor in line 1")
        seen_in(his, "Anna Weber in line 1")
        # Each takes back only what was typed here.
        hers.send("\x1a" * 4)
        gone_from(his, "Anna was here.")
        assert "And so was Ben." in his.text()
        for app in (hers, his):
            app.send("\x11")
            assert app.wait() == 0


def seen_in(app: PtyApp, text: str) -> float:
    """Wait until a text is on the screen; the seconds that it took."""
    begun = time.monotonic()
    app.wait_for(text)
    return time.monotonic() - begun


def gone_from(app: PtyApp, text: str) -> None:
    """Wait until a text is not on the screen any more."""
    end = time.monotonic() + 20
    while text in app.text():
        assert time.monotonic() < end, app.text()
        app.drain(0.05)
