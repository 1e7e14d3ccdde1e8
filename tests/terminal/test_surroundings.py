"""Odd surroundings: other homes and accounts, no locale, no colours, output elsewhere, windows of any size."""

from __future__ import annotations

import os
import random
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from ..torture import Tried, rounds
from .pty_app import ROOT, PtyApp

CTRL_Q = "\x11"
NOBODY = 65534
STRANGER = 23_456
"""An account that is in no list of accounts."""

LIBRARIES = f"{ROOT}:{ROOT / '.venv' / 'lib' / f'python3.{sys.version_info.minor}' / 'site-packages'}"
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root becomes another account without a password")


@pytest.fixture(scope="module")
def python() -> str:
    """A Python that other accounts can start, too; skips where there is none."""
    for found in (sys.executable, shutil.which("python3", path="/usr/bin:/usr/local/bin")):
        if found and _works_for_nobody(found):
            return found
    pytest.skip("no Python here is for other accounts, too")


def _works_for_nobody(python: str) -> bool:
    try:
        done = subprocess.run(
            [python, "-c", "import textual, pycrdt, pysqlite3, data"],
            env={"PYTHONPATH": LIBRARIES, "PYTHONDONTWRITEBYTECODE": "1"},
            user=NOBODY,
            extra_groups=[],
            cwd="/",
            capture_output=True,
            check=False,
        )
    except OSError:
        return False
    return done.returncode == 0


def call(*arguments: str | Path, home: str | None, user: int | None = None, python: str = sys.executable) -> str:
    """What the command line says at its end, which is one line, where it cannot use the database."""
    environment = {"PYTHONPATH": LIBRARIES, "PYTHONDONTWRITEBYTECODE": "1", "PATH": os.environ["PATH"]}
    done = subprocess.run(
        [python, "-m", "tui", *map(str, arguments)],
        env=environment if home is None else environment | {"HOME": home},
        user=user,
        extra_groups=None if user is None else [],
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (3, ""), done
    assert done.stderr.count("\n") == 1, done.stderr
    return done.stderr


def quits(app: PtyApp) -> None:
    app.settle()
    app.send(CTRL_Q)
    assert app.wait(30) == 0
    assert app.attributes_now() == app.attributes
    assert b"Traceback" not in app.raw


# -- homes and accounts ------------------------------------------------------------------------------------------------


@needs_root
def test_whoever_has_no_home_or_calls_anothers_their_own_is_told_what_to_do(folder: Path, python: str) -> None:
    new = ("new", "Anna", "Ben")
    said = call(*new, home=None, user=STRANGER, python=python)
    assert said.startswith("This account has no home folder.")
    assert "--db" in said
    assert "cannot be made: it is not allowed" in call(*new, home="/nonexistent", user=NOBODY, python=python)
    closed = folder / "closed"
    closed.mkdir(0o700)
    assert "cannot be opened" in call(*new, home=str(closed), user=NOBODY, python=python)
    theirs = folder / "theirs"
    theirs.mkdir(0o700)
    os.chown(theirs, NOBODY, NOBODY)
    said = call(*new, home=str(theirs))
    assert said.startswith(f"{theirs} belongs to another account.")
    assert "--db" in said
    assert list(theirs.iterdir()) == []


@needs_root
@pytest.mark.parametrize("options", [("-m",), ("-l", "-w", "PYTHONPATH"), ("--pty", "-w", "PYTHONPATH")], ids=str)
def test_after_su_it_opens_and_ends_as_it_should(folder: Path, python: str, options: tuple[str, ...]) -> None:
    if shutil.which("su") is None:
        pytest.skip("there is no su here")
    place = folder / "place"
    place.mkdir()
    os.chown(place, NOBODY, NOBODY)
    closed = folder / "closed"
    closed.mkdir(0o700)
    command = f"exec {python} -m tui --db {place}/new.db"
    with PtyApp(
        ["su", *options, "-s", "/bin/sh", "nobody", "-c", command],
        environment={"PYTHONPATH": LIBRARIES, "HOME": str(closed)},
    ) as app:
        app.wait_for("Welcome.")
        quits(app)
    made = (place / "new.db").stat()
    assert (made.st_uid, stat.S_IMODE(made.st_mode)) == (NOBODY, 0o600)


@pytest.mark.parametrize("home", ["", "no/whole/path"])
def test_a_home_that_is_no_path_is_that_of_the_account(tmp_path: Path, home: str) -> None:
    code = "from data import locations; print(locations.database(), locations.typed_path('~'))"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment | {"HOME": home},
        capture_output=True,
        text=True,
        check=True,
    )
    database = done.stdout.split()[0]
    assert database.startswith("/")
    assert "no/whole/path" not in database
    assert not database.startswith("/.local")


# -- the terminal ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("term", [None, "", "dumb", "unknown"])
def test_a_terminal_that_is_none_is_said_in_one_line(tmp_path: Path, term: str | None) -> None:
    argv = [sys.executable, "-m", "tui", "--db", str(tmp_path / "new.db")]
    if term is None:
        argv = ["env", "-u", "TERM", *argv]
    with PtyApp(argv, columns=200, environment={} if term is None else {"TERM": term}) as app:
        assert app.wait(30) == 2
        said = bytes(app.raw).decode()
        assert said.count("\n") == 1
        assert "TERM" in said
        assert "xterm-256color" in said
    assert not (tmp_path / "new.db").exists()


def test_without_a_locale_and_colours_and_with_its_output_elsewhere_it_draws_all_the_same(tmp_path: Path) -> None:
    elsewhere = tmp_path / "output"
    script = f'exec "$@" >{elsewhere}'
    with PtyApp(
        ["sh", "-c", script, "sh", sys.executable, "-m", "tui", "--db", str(tmp_path / "new.db")],
        environment={"LC_ALL": "C", "LANG": "C", "NO_COLOR": "1", "COLORTERM": "truecolor"},
    ) as app:
        app.wait_for("Welcome.")
        quits(app)
        bytes(app.raw).decode("utf-8")
        colours = {tuple(map(int, it)) for it in re.findall(rb"[34]8;2;(\d+);(\d+);(\d+)", bytes(app.raw))}
        assert all(max(it) - min(it) <= 2 for it in colours), "greys only"
        assert b"\\u" not in app.raw
    assert elsewhere.read_bytes() == b""


def test_where_errors_go_elsewhere_the_reason_is_said_where_somebody_sits(tmp_path: Path) -> None:
    elsewhere = tmp_path / "errors"
    script = f'"$@" 2>{elsewhere}'
    with PtyApp(
        ["sh", "-c", script, "sh", sys.executable, "-m", "tui", "--db", str(tmp_path / "new.db")], columns=200
    ) as app:
        assert app.wait(30) == 2
        assert "needs a terminal" in app.text()
    assert "needs a terminal" in elsewhere.read_text()


@pytest.mark.torture
def test_a_window_of_any_size_ends_nothing(tmp_path: Path, tried: Tried) -> None:
    random.seed(4)
    argv = [sys.executable, "-m", "tui", "--db", str(tmp_path / "new.db")]
    sizes = [(1, 1), (2, 1), (1, 500), (300, 500), (5, 20), (500, 300), (500, 1)]
    sizes += [(random.randint(1, 300), random.randint(1, 300)) for _ in range(rounds(5, 300))]
    for start in sizes[0], sizes[3]:
        with PtyApp(argv, columns=start[0], rows=start[1]) as app:
            app.settle(0.5)
            for columns, rows in sizes if start == sizes[0] else sizes[:2]:
                app.set_size(columns, rows)
                app.settle(0.02)
                assert app.status() is None, (columns, rows)
            app.set_size(80, 24)
            app.wait_for("Welcome.")
            quits(app)
    tried("windows of 1x1 up to 300x500", len(sizes), "0 crashes")
