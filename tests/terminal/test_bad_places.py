"""Disks, folders and files that do not take what is written, while the app runs: it goes on, and nothing is lost."""

from __future__ import annotations

import shutil
from pathlib import Path

from data import mentorships, open_database
from data.i18n import _

from .bad_input import (
    CTRL_N,
    CTRL_Q,
    CTRL_S,
    DOWN,
    ENTER,
    ESCAPE,
    F2,
    F3,
    F10,
    at_agreement,
    at_terminal,
    both,
    draft_of_ben,
    names,
    quits,
    require_modes,
    sees,
    small_disk,
)
from .pty_app import PtyApp


@both
def test_on_a_full_disk_one_types_on_and_everything_is_saved_once_there_is_room(
    path: Path, tmp_path: Path, language: str
) -> None:
    with small_disk(tmp_path / "disk", 600) as disk:
        there = Path(shutil.copy(path, disk.path))
        with at_agreement(there, language) as app:
            disk.fill()
            app.send("Words on a full disk. " * 3)
            sees(app, _("The disk is full. Free some space; what stands on the screen is kept until then."))
            sees(app, _("NOT SAVED"))
            app.send(F3)
            sees(
                app,
                _("What you typed last is not saved: the disk refuses it. It stands on the screen and is tried again."),
            )
            app.send(CTRL_Q)
            sees(app, _("What you typed last could not be saved. Copy it first; Ctrl+Q once more leaves without it."))
            app.send("And more.")
            sees(app, "And more.", _("NOT SAVED"))
            disk.free()
            sees(app, _("Everything is saved again."))
            quits(app)
        with at_agreement(there, language) as app:
            sees(app, "And more.")
            quits(app)
        assert "Words on a full disk. " * 3 + "And more." in draft_of_ben(there)


def test_on_a_full_disk_a_text_can_be_begun(path: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 600) as disk:
        there = Path(shutil.copy(path, disk.path))
        with at_terminal("--db", there, "open", "ben", "path") as app:
            sees(app, "Logistics")
            app.settle()
            disk.fill()
            app.send(f"l{DOWN}{DOWN}{ENTER}Who prepares what.")
            sees(app, "Who prepares what.", "NOT SAVED", "The disk is full.")
            disk.free()
            sees(app, "Everything is saved again.")
            app.send(CTRL_N)
            sees(app, "5 of 6 settled")
            quits(app)


@both
def test_an_export_to_a_full_disk_leaves_the_old_file_whole(path: Path, tmp_path: Path, language: str) -> None:
    with small_disk(tmp_path / "disk", 200) as disk:
        target = disk.path / "copy.md"
        target.write_text("The old copy.")
        disk.fill()
        with at_agreement(path, language) as app:
            writes_copy(app, target)
            sees(app, _("Replace the file?"))
            app.send(ENTER)
            sees(
                app,
                _("The disk is full. {path} was not written; free some space and try again.").format(path=target),
            )
            assert target.read_text() == "The old copy."
            assert {it.name for it in disk.path.iterdir()} == {"copy.md", "filling"}
            disk.free()
            writes_copy(app, target, opened=True)
            sees(app, _("Replace the file?"))
            app.send(ENTER)
            sees(app, _("Written to {path}.").format(path=target))
            quits(app)
        assert "Grundregeln" in target.read_text()


@both
def test_an_export_to_a_folder_that_cannot_be_written_is_said(path: Path, tmp_path: Path, language: str) -> None:
    require_modes(tmp_path)
    folder = tmp_path / "folder"
    folder.mkdir(0o500)
    with at_agreement(path, language, bound=True) as app:
        writes_copy(app, folder / "copy.md")
        sees(app, _("You may not write in {folder}. Type another name.").format(folder=folder))
        writes_copy(app, tmp_path / "copy.md", opened=True)
        sees(app, _("Written to {path}.").format(path=tmp_path / "copy.md"))
        quits(app)


def test_a_name_that_no_folder_can_have_is_said(path: Path, tmp_path: Path) -> None:
    with at_agreement(path) as app:
        writes_copy(app, tmp_path / ("x" * 300) / "copy.md")
        sees(app, "There is no folder")
        app.send(ESCAPE)
        app.settle(0.4)
        writes_copy(app, tmp_path / ("x" * 300), opened=True)
        sees(app, "is too long. Type a shorter one.")
        quits(app)


def writes_copy(app: PtyApp, target: Path, *, opened: bool = False) -> None:
    """Go to the copy of the draft, unless it is open, and write it to a file."""
    if not opened:
        app.send(F2)
        sees(app, _("Logistics"))
        app.send("v")
        sees(app, _("not proposed yet"))
        app.send("c")
    sees(app, _("write to a file"))
    app.send("w")
    sees(app, _("File on this server"))
    app.send(str(target))
    app.send(CTRL_S)


@both
def test_settings_that_cannot_be_kept_are_said(new: Path, tmp_path: Path, language: str) -> None:
    require_modes(tmp_path)
    settings = tmp_path / "home" / ".config" / "handschlag" / "config.toml"
    settings.parent.parent.mkdir()
    settings.parent.mkdir(0o500)
    with at_terminal("--db", new, "--lang", language, bound=True) as app:
        sees(app, _("Welcome."))
        app.settle()
        app.send(F10)
        sentence = _("The choice holds until you leave: it cannot be kept in {path} ({reason}).")
        sees(app, sentence.format(path=settings, reason=_("it is not allowed")))
        app.send("n")
        sees(app, _("New mentorship"))
        quits(app)


@both
def test_a_database_that_is_moved_away_is_said_and_everything_is_saved_once_it_is_back(
    path: Path, tmp_path: Path, language: str
) -> None:
    away = tmp_path / "away.db"
    with at_agreement(path, language) as app:
        path.rename(away)
        sees(app, _gone().format(path=path), _("NOT SAVED"))
        app.send("Words without a file.")
        sees(app, "Words without a file.")
        app.send(CTRL_Q)
        sees(app, _("What you typed last could not be saved. Copy it first; Ctrl+Q once more leaves without it."))
        away.replace(path)
        sees(app, _("Everything is saved again."))
        app.send(" And with one.")
        sees(app, " And with one.")
        quits(app)
    assert "Words without a file. And with one." in draft_of_ben(path)


@both
def test_a_database_put_in_the_place_of_an_open_one_stays_as_it_is(path: Path, tmp_path: Path, language: str) -> None:
    with at_agreement(path, language) as app:
        path.unlink()
        with open_database(path) as other:
            mentorships.create(other, mentor="Other", mentee="One", language="en")
        app.send("Words without a file.")
        sees(app, "Words without a file.", _gone().format(path=path), _("NOT SAVED"))
        app.send(F2)
        sees(
            app, _("What you typed last is not saved: the disk refuses it. It stands on the screen and is tried again.")
        )
        sees(app, "Words without a file.")
        app.send(CTRL_Q)
        sees(app, _("What you typed last could not be saved. Copy it first; Ctrl+Q once more leaves without it."))
        app.send(CTRL_Q)
        assert app.wait(30) == 0
        assert b"Traceback" not in app.raw
    assert names(path) == [("Other", "One")]


def _gone() -> str:
    return _(
        "{path} was deleted or replaced while it was open: nothing is saved any more. Put it back, or copy what you "
        "need into other files before you leave."
    )
