"""The person's own editor at a real terminal: the text goes there and comes back, merged, and nothing stays behind."""

from __future__ import annotations

import signal
import stat
import sys
import textwrap
from pathlib import Path

import pytest

from data import Prose, mentorships, versions
from data.clean import FORBIDDEN
from data.model.mentorship import Mentorship
from data.store.connection import Database, open_database

from ..data.mentoring import write_draft
from ..hostile import forbidden
from .pty_app import PtyApp

ALT_E, CTRL_Z, END = "\x1be", "\x1a", "\x1b[F"

TEXT = "# Agreement\n\n## Mentor's responsibilities\n\n- listens\n- äußert sich\n\nThe end\n"


class Desk:
    """A draft, a temporary folder, and an editor that is a small script."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database = database
        self.temporary = folder / "tmp"
        self.temporary.mkdir()
        self.script = folder / "my editor.py"
        self.noted = folder / "noted"
        self.mentorship: Mentorship = mentorships.create(
            database, mentor="Anna Weber", mentee="Ben Okafor", language="en", zone="Europe/Berlin"
        )
        write_draft(database, self.mentorship, TEXT)

    def writes(self, code: str) -> None:
        """What the editor does with `path`."""
        head = "import os, signal, sys, time\nfrom pathlib import Path\n"
        head += f"path, noted = Path(sys.argv[-1]), {str(self.noted)!r}\n"
        self.script.write_text(head + textwrap.dedent(code), encoding="utf-8")

    def open(self, **environment: str) -> PtyApp:
        """The app at the draft."""
        argv = [sys.executable, "-m", "tui", "--db", str(self.database.path), "--lang", "en"]
        chosen = {"TMPDIR": str(self.temporary), "VISUAL": "", "EDITOR": f'"{sys.executable}" "{self.script}" --wait'}
        return PtyApp([*argv, "open", "ben", "agreement"], columns=110, rows=30, environment=chosen | environment)

    @property
    def draft(self) -> str:
        """As another process reads it."""
        with open_database(self.database.path) as other:
            return versions.draft_text(other, self.mentorship.id)

    @property
    def left(self) -> list[str]:
        """What is in the temporary folder."""
        return [it.name for it in self.temporary.iterdir()]


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Desk:
    return Desk(database, tmp_path)


def until_stored(app: PtyApp, desk: Desk, words: str) -> None:
    """Wait until words stand in the draft."""
    for _turn in range(200):
        if words in desk.draft:
            return
        app.drain(0.05)
    raise AssertionError(f"no {words!r} in\n{desk.draft}\n{app.text()}")


def told(app: PtyApp) -> str:
    """The sentence that is told, however it is wrapped."""
    return " ".join(line.split("▌")[1].strip() for line in app.screen.display if "▌" in line)


def test_a_text_goes_out_and_comes_back_as_one_step_and_the_file_was_private(desk: Desk) -> None:
    desk.writes(
        """
        mode = oct(path.stat().st_mode & 0o777) + " " + oct(path.parent.stat().st_mode & 0o777)
        Path(noted).write_text(f"{mode} {sys.argv[1]} {path.suffix} {os.isatty(0)}")
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("listens", "listens well").replace("The end", "The very end"), encoding="utf-8")
        """
    )
    with desk.open() as app:
        app.wait_for("listens")
        app.send(ALT_E)
        app.wait_for("The changes of your editor are in the text.")
        assert desk.draft == TEXT.replace("listens", "listens well").replace("The end", "The very end")
        assert "listens well" in app.text()
        assert desk.noted.read_text() == "0o600 0o700 --wait .md True"
        assert desk.left == []
        app.send(CTRL_Z)
        app.settle()
        assert desk.draft == TEXT
        app.send("x")
        until_stored(app, desk, "x")
        app.send("\x11")
        assert app.wait() == 0
        assert app.attributes_now() == app.attributes


def test_what_others_typed_meanwhile_is_merged(desk: Desk) -> None:
    desk.writes(
        """
        path.write_text(path.read_text(encoding="utf-8").replace("- listens", "- always listens"), encoding="utf-8")
        Path(noted).touch()
        while not Path(noted + " on").exists():
            time.sleep(0.02)
        """
    )
    with desk.open() as app:
        app.wait_for("listens")
        app.send(ALT_E)
        while not desk.noted.exists():
            app.drain(0.05)
        with open_database(desk.database.path) as other:
            theirs = Prose.open(other, versions.draft_key(desk.mentorship.id))
            place = len(theirs.text[: theirs.text.index("listens") + len("listens")].encode())
            theirs.replace(place, place, " well")
            theirs.replace(0, 0, "Our own words\n\n")
            theirs.close()
        Path(f"{desk.noted} on").touch()
        app.wait_for("The changes of your editor are in the text.")
        until_stored(app, desk, "always")
        app.settle()
        assert desk.draft == "Our own words\n\n" + TEXT.replace("listens", "always listens well")
        assert "always listens well" in app.text()


@pytest.mark.parametrize("ending", ["", "\n"])
def test_a_text_without_a_last_line_end_gets_none(desk: Desk, ending: str) -> None:
    text = "# A\n\nwords" + ending
    write_draft(desk.database, desk.mentorship, text)
    desk.writes('path.write_bytes(path.read_bytes().replace(b"words", b"other\\r\\nwords"))')
    with desk.open() as app:
        app.wait_for("words")
        app.send(ALT_E)
        app.wait_for("The changes of your editor are in the text.")
        assert desk.draft == text.replace("words", "other\nwords")


@pytest.mark.parametrize(
    ("code", "environment", "sentence"),
    [
        ("", {}, "Nothing was changed."),
        ("sys.exit(3)", {}, "ended with an error (3). Nothing was changed."),
        ("os.kill(os.getpid(), signal.SIGKILL)", {}, "ended with an error (-9). Nothing was changed."),
        ("", {"EDITOR": ""}, "No editor is set. Name yours in EDITOR or VISUAL before you start Handschlag."),
        ("", {"EDITOR": "  "}, "No editor is set."),
        ("", {"EDITOR": 'vi "x'}, "which is no command: a quotation mark is not closed."),
        ("", {"VISUAL": "/nowhere/editor -x"}, "there is no such file or folder. Nothing was changed."),
        ("", {"VISUAL": "/etc"}, "cannot be used: it is not allowed. Nothing was changed."),
        ("path.unlink()", {}, "there is no such file or folder. Nothing was changed."),
    ],
)
def test_whatever_goes_wrong_is_told_and_nothing_is_changed(
    desk: Desk, code: str, environment: dict[str, str], sentence: str
) -> None:
    desk.writes(code)
    with desk.open(**environment) as app:
        app.wait_for("listens")
        app.send(ALT_E)
        app.wait_for("▌")
        app.settle()
        assert sentence in told(app)
        assert desk.draft == TEXT
        assert desk.left == []
        app.send("x")
        until_stored(app, desk, "x")


@pytest.mark.parametrize(
    ("code", "sentence", "kept"),
    [
        ("path.write_bytes(b'\\xff\\xfe')", "What came back is no UTF-8 text. Nothing was changed;", b"\xff\xfe"),
        ("path.write_text('x' * 1_000_001)", "What came back is too long for one text.", b"xxxx"),
        ("path.write_text('mine'); sys.exit(3)", "ended with an error (3). Nothing was changed; its file", b"mine"),
    ],
)
def test_words_that_cannot_be_taken_back_are_kept_and_their_place_is_told(
    desk: Desk, code: str, sentence: str, kept: bytes
) -> None:
    desk.writes(code)
    with desk.open() as app:
        app.wait_for("listens")
        app.send(ALT_E)
        app.wait_for("▌")
        app.settle()
        assert sentence in told(app)
        assert desk.draft == TEXT
        (folder,) = desk.left
        (file,) = (desk.temporary / folder).iterdir()
        assert str(file).replace("/", "") in told(app).replace(" ", "").replace("/", "")
        assert file.read_bytes().startswith(kept)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_keys_of_the_editor_do_not_end_the_app_and_an_editor_that_stops_is_woken(desk: Desk) -> None:
    desk.writes(
        """
        got = []
        for number in (signal.SIGINT, signal.SIGQUIT):
            signal.signal(number, lambda number, _: (got.append(number), print("got", number, flush=True)))
        print("ready", flush=True)
        while len(got) < 2:
            time.sleep(0.02)
        os.killpg(os.getpgrp(), signal.SIGTSTP)
        print("woken", flush=True)
        path.write_text(path.read_text(encoding="utf-8") + "more\\n", encoding="utf-8")
        """
    )
    with desk.open() as app:
        app.wait_for("listens")
        app.send(ALT_E)
        app.wait_for("ready")
        app.send("\x03")
        app.wait_for(f"got {signal.SIGINT.value}")
        app.send("\x1c")
        app.wait_for("The changes of your editor are in the text.")
        assert b"woken" in app.raw
        assert desk.draft == TEXT + "more\n"
        app.send("\x03")
        app.wait_for("leaves Handschlag")


def test_a_connection_that_drops_meanwhile_leaves_the_file_to_its_owner(desk: Desk) -> None:
    desk.writes(
        """
        app = os.getppid()
        path.write_text("words of mine", encoding="utf-8")
        print("ready", flush=True)
        while os.getppid() == app:
            time.sleep(0.02)
        """
    )
    with desk.open() as app:
        app.wait_for("listens")
        app.send(ALT_E)
        app.wait_for("ready")
        app.signal(signal.SIGHUP)
        assert app.wait() == 128 + signal.SIGHUP
        assert desk.draft == TEXT
        (folder,) = desk.left
        assert stat.S_IMODE((desk.temporary / folder).stat().st_mode) == 0o700
        assert next((desk.temporary / folder).iterdir()).read_text() == "words of mine"


def test_neither_what_comes_back_nor_what_the_editor_is_called_reaches_the_terminal(desk: Desk, tmp_path: Path) -> None:
    name = "Q\x1b[2J\x1b]52;c;SGFja2Vk\x07\x9b31m\u202e[@click=app.quit]q[bar]z"
    editor, count = tmp_path / name, tmp_path / "count"
    editor.write_text(
        f"#!/bin/sh\ntest -e '{count}' && exit 3\ntouch '{count}'\nprintf 'Back: %s\\r\\n' '{name}' > \"$1\"\n",
        encoding="utf-8",
    )
    editor.chmod(0o755)
    with desk.open(EDITOR=f"'{editor}'") as app:
        app.wait_for("listens")
        app.send(ALT_E)
        until_stored(app, desk, "Back: Q\ufffd[2J\ufffd]52;c;SGFja2Vk\ufffd\ufffd31m\ufffd[@click=app.quit]q[bar]z")
        assert FORBIDDEN.search(desk.draft) is None
        app.settle()
        app.send(ALT_E)
        app.wait_for("(3)")
        assert "Q\ufffd[2J" in told(app).replace(" ", "")
        # Read to its end, so that no sequence is cut; the line ends that Textual draws with are the terminal's own.
        app.settle()
        assert forbidden(bytes(app.raw).decode("utf-8").replace("\r\n", "")) == []
