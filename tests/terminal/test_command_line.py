"""The command line as processes: pipes, terminals, signals, and what is imported for a login message."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from data import Database, copy, mentorships, open_database, prose, versions
from data.model.mentorship import Mentorship

from .pty_app import ROOT, PtyApp

CTRL_C, CTRL_Q = "\x03", "\x11"
FORBIDDEN = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xa8-\xae]")
"""What must not reach a terminal that shows text: controls but TAB, LF and CR, separators, bidi overrides."""


def command(*arguments: str | Path) -> list[str]:
    """The command line as a process."""
    return [sys.executable, "-m", "tui", *map(str, arguments)]


def call(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run it without a terminal."""
    return subprocess.run(
        command(*arguments),
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=60,
    )


def shell(script: str, *arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    """Run a script of bash in which `"$@"` is the command line."""
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", script, "bash", *command(*arguments)],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=60,
    )


def at_terminal(*arguments: str | Path, **environment: str) -> PtyApp:
    """Run it in a terminal."""
    return PtyApp(command(*arguments), columns=160, rows=30, environment=environment)


@pytest.fixture
def ben(database: Database) -> tuple[Path, Mentorship]:
    """A mentorship with a long draft that nobody has cleaned; its database is closed."""
    it = mentorships.create(database, mentor="Anna Weber", mentee="Ben Okafor", language="en")
    text = "# Ours\n\n" + "- plain words, Grüße, 日本\n" * 5_000
    prose.write(database, versions.draft_key(it.id), text)
    database.close()
    return database.path, it


def draft(path: Path, it: Mentorship) -> str:
    """The draft as it is stored."""
    with open_database(path) as opened:
        return versions.draft_text(opened, it.id)


# -- pipes -------------------------------------------------------------------------------------------------------------


def test_a_pipe_gets_the_exact_bytes_and_a_file_the_same(ben: tuple[Path, Mentorship], tmp_path: Path) -> None:
    path, it = ben
    with open_database(path) as opened:
        expected = copy.copy_of(opened, it.id).encode("utf-8")
    printed = call("--db", path, "export", "agreement", "ben", PYTHONIOENCODING="iso-8859-1")
    assert (printed.returncode, printed.stdout, printed.stderr) == (0, expected, b"")
    assert call("--db", path, "export", "agreement", "ben", "-o", tmp_path / "copy.md").returncode == 0
    assert (tmp_path / "copy.md").read_bytes() == expected


@pytest.mark.parametrize("arguments", [("export", "agreement", "ben"), ("list",), ("list", "--json"), ("--help",)])
def test_it_ends_quietly_when_nobody_reads(ben: tuple[Path, Mentorship], arguments: tuple[str, ...]) -> None:
    for script in ('"$@" | true', '"$@" | head -c 1 >/dev/null', '"$@" >&-'):
        printed = shell(script, "--db", ben[0], *arguments)
        assert (printed.returncode, printed.stdout, printed.stderr) == (0, b"", b""), script


@pytest.mark.parametrize("arguments", [("export", "agreement", "ben"), ("list",)])
def test_a_full_disk_behind_the_output_is_said(ben: tuple[Path, Mentorship], arguments: tuple[str, ...]) -> None:
    printed = shell('"$@" >/dev/full', "--db", ben[0], *arguments)
    assert printed.returncode == 2
    assert printed.stderr.count(b"\n") == 1
    assert b"Traceback" not in printed.stderr


@pytest.mark.parametrize("end", ["2>&-", "2>/dev/full", ">&- 2>&- <&-"])
def test_the_exit_code_holds_where_no_error_can_be_printed(tmp_path: Path, end: str) -> None:
    assert shell(f'"$@" {end}', "--db", tmp_path / "none.db", "list").returncode == 3
    assert shell(f'"$@" {end}', "nonsense").returncode == 2
    assert shell(f'"$@" {end}').returncode == 2


@pytest.mark.parametrize("encoding", ["ascii", "iso-8859-1", "utf-8"])
def test_letters_that_an_encoding_lacks_end_nothing(ben: tuple[Path, Mentorship], encoding: str) -> None:
    printed = call("--db", ben[0], "list", PYTHONIOENCODING=encoding)
    assert (printed.returncode, printed.stderr) == (0, b"")
    assert b"Anna Weber" in printed.stdout
    assert call("--db", "/nowhere/“x”.db", "list", PYTHONIOENCODING=encoding).returncode == 3


def test_names_that_are_no_utf8_end_nothing(ben: tuple[Path, Mentorship]) -> None:
    for arguments in (("export", "agreement", "\udcff"), ("\udcff",), ("list", "--\udcff"), ("verify", "\udcff")):
        printed = subprocess.run(
            [*command("--db", ben[0]), *(it.encode("utf-8", "surrogateescape") for it in arguments)],
            cwd=ROOT,
            capture_output=True,
            check=False,
        )
        assert (printed.returncode, printed.stderr.count(b"\n")) == (2, 1)
        assert b"Traceback" not in printed.stderr


@pytest.mark.skipif(os.getuid() == 0, reason="root may enter every folder")
def test_a_folder_that_may_not_be_entered_is_said(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(0o000)
    for arguments in (("list",), ("due",), ("new", "A", "B")):
        printed = call("--db", closed / "x.db", *arguments)
        assert (printed.returncode, printed.stderr.count(b"\n")) == (3, 1)
    assert call("--db", closed / "x.db", "doctor").returncode in (1, 2)


# -- at a terminal -----------------------------------------------------------------------------------------------------

HOSTILE = "\x1b]0;owned\x07 \x9b31m \u202e \x1b[2J \u2028 \x7f\n\tindented\n"


def test_a_terminal_gets_no_escape_sequence_out_of_a_document(ben: tuple[Path, Mentorship]) -> None:
    path, it = ben
    with open_database(path) as opened:
        prose.write(opened, versions.draft_key(it.id), f"# Ours {HOSTILE} end\n")
    assert HOSTILE.encode("utf-8") in call("--db", path, "export", "agreement", "ben").stdout
    with at_terminal("--db", path, "export", "agreement", "ben") as shown:
        assert shown.wait() == 0
        assert b"# Ours" in shown.raw
        assert FORBIDDEN.search(shown.raw) is None
        assert b"indented\r\n" in shown.raw


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("n\n", 1), ("\n", 1), ("\x04", 1), (CTRL_C, 130)])
def test_a_person_is_asked_before_a_file_is_replaced(
    ben: tuple[Path, Mentorship], tmp_path: Path, answer: str, code: int
) -> None:
    target = tmp_path / "copy.md"
    target.write_text("mine")
    with at_terminal("--db", ben[0], "export", "agreement", "ben", "-o", target) as asked:
        asked.wait_for("exists already. Replace it?")
        assert target.read_text() == "mine"
        asked.send(answer)
        assert asked.wait() == code
        assert "Traceback" not in asked.text()
    assert (target.read_text() == "mine") == (code != 0)


def test_a_terminal_that_shows_nothing_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    with at_terminal("--db", path, TERM="dumb") as refused:
        assert refused.wait() == 2
        assert "xterm-256color" in refused.text()
    assert call("--db", path).returncode == 2
    assert not path.exists()


def test_settings_that_cannot_be_read_keep_the_app_from_opening(tmp_path: Path) -> None:
    settings = tmp_path / "home" / ".config" / "handschlag" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("language = [")
    with at_terminal("--db", tmp_path / "new.db") as refused:
        assert refused.wait() == 2
        assert "config.toml" in refused.text()


# -- the app -----------------------------------------------------------------------------------------------------------


def test_the_app_opens_on_a_new_database_and_ends_with_0(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "new.db"
    with at_terminal("--db", path, LANG="de_DE.UTF-8") as app:
        app.wait_for("Handschlag")
        app.settle()
        app.send(CTRL_Q)
        assert app.wait() == 0
        assert app.attributes_now() == app.attributes
    assert path.stat().st_mode & 0o777 == 0o600


def test_an_agreement_opens_with_the_cursor_in_the_text(ben: tuple[Path, Mentorship]) -> None:
    path, it = ben
    with at_terminal("--db", path, "open", "ben", "agreement") as app:
        app.wait_for("Ours")
        app.settle()
        app.send("typed at once ")
        app.wait_for("typed at once")
        app.kill()
    assert "typed at once" in draft(path, it)


@pytest.mark.parametrize("place", ["path", "questions", "meeting", "calendar", "review"])
def test_every_place_can_be_opened(ben: tuple[Path, Mentorship], place: str) -> None:
    with at_terminal("--db", ben[0], "open", "1", place) as app:
        app.wait_for("Ben Okafor")
        app.settle()
        app.send(CTRL_Q)
        assert app.wait() == 0


def test_what_cannot_be_opened_is_said_instead(ben: tuple[Path, Mentorship], tmp_path: Path) -> None:
    for arguments, code in ((("--db", ben[0], "open", "nobody"), 2), (("--db", tmp_path / "none.db", "open", "1"), 3)):
        with at_terminal(*arguments) as refused:
            assert refused.wait() == code
            assert b"\x1b[?1049h" not in refused.raw
    assert not (tmp_path / "none.db").exists()


def test_the_mouse_is_left_to_the_terminal_where_that_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    for arguments, environment, asks in (
        ((), {}, True),
        (("--no-mouse",), {}, False),
        ((), {"TERM": "linux"}, False),
    ):
        with at_terminal("--db", path, *arguments, **environment) as app:
            app.wait_for("Handschlag")
            app.settle()
            assert (b"\x1b[?1000h" in app.raw) == asks
            app.send(CTRL_Q)
            assert app.wait() == 0


@pytest.mark.parametrize(("term", "expected"), [("xterm", b"5"), ("xterm-kitty", b"2")])
def test_as_many_colours_as_the_terminal_has(tmp_path: Path, term: str, expected: bytes) -> None:
    with at_terminal("--db", tmp_path / "new.db", TERM=term, COLORTERM="") as app:
        app.wait_for("Handschlag")
        app.settle()
        assert {bytes(it) for it in re.findall(rb"[;\[]38;([25]);", app.raw)} == {expected}


def test_a_locale_that_is_not_utf8_is_warned_of_and_drawn_in_utf8(tmp_path: Path) -> None:
    with at_terminal("--db", tmp_path / "new.db", PYTHONIOENCODING="iso-8859-1") as app:
        app.wait_for("Handschlag")
        app.settle()
        before, _switch, after = bytes(app.raw).partition(b"\x1b[?1049h")
        assert b"not set to UTF-8" in before
        assert b"\\u25" not in after
        after.decode("utf-8")


@pytest.mark.parametrize("end", [CTRL_Q, signal.SIGTERM, signal.SIGHUP])
def test_the_demo_leaves_nothing_behind(tmp_path: Path, end: str | signal.Signals) -> None:
    folder = tmp_path / "tmp"
    folder.mkdir()
    with at_terminal("demo", TMPDIR=str(folder)) as app:
        app.wait_for("Carla Diaz")
        app.settle()
        assert len(list(folder.glob("handschlag-demo-*"))) == 1
        if isinstance(end, str):
            app.send(end)
            assert app.wait() == 0
        else:
            app.signal(end)
            assert app.wait() == 128 + end
    assert list(folder.iterdir()) == []
    assert not (tmp_path / "home" / ".local").exists()


# -- what is imported --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [("list",), ("due",), ("export", "agreement", "ben"), ("--help",), ()])
def test_textual_is_imported_by_nothing_but_the_app(ben: tuple[Path, Mentorship], arguments: tuple[str, ...]) -> None:
    printed = subprocess.run(
        [sys.executable, "-X", "importtime", *command("--db", ben[0], *arguments)[1:]],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    imported = {line.rpartition(b"|")[2].strip() for line in printed.stderr.splitlines()}
    assert b"tui.command_line.root" in imported
    assert not {name for name in imported if name.split(b".")[0] == b"textual"}


def test_a_copy_is_looked_through_without_the_store(ben: tuple[Path, Mentorship], tmp_path: Path) -> None:
    path = tmp_path / "copy.md"
    call("--db", ben[0], "export", "agreement", "ben", "-o", path)
    code = (
        "import sys; from tui.command_line import run; code = run(sys.argv[1:]); "
        "assert not {'pysqlite3', 'pycrdt', 'textual', 'sqlite_utils'} & set(sys.modules); sys.exit(code)"
    )
    printed = subprocess.run(
        [sys.executable, "-c", code, "verify", str(path)], cwd=ROOT, capture_output=True, check=False
    )
    assert (printed.returncode, printed.stderr) == (0, b"")


def test_it_is_installed_under_its_name() -> None:
    from importlib.metadata import entry_points

    (entry,) = entry_points(group="console_scripts", name="handschlag")
    assert entry.value == "tui.__main__:main"
    assert callable(entry.load())
