"""Bad input, the real app, a real terminal: each gets a clear message, the app goes on, nothing is lost."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from datetime import date
from itertools import cycle
from pathlib import Path
from typing import Any, TypeVar

import pytest

from data import i18n, mentorships, open_database, versions
from data.i18n import _, month_title, ngettext

from ..torture import FULL, some
from .bad_input import (
    BACKSPACE,
    CTRL_N,
    CTRL_Q,
    CTRL_S,
    CTRL_U,
    DOWN,
    END,
    ENTER,
    ESCAPE,
    F2,
    F3,
    F5,
    F10,
    PASTE,
    PASTED,
    RIGHT,
    at_terminal,
    quits,
    refused,
    require_modes,
    sample,
    sees,
    shows,
    small_disk,
)
from .pty_app import PtyApp

Test = TypeVar("Test", bound="Callable[..., Any]")

_turn = cycle(("en", "de"))


def both(test: Test) -> Test:
    """A test in both languages; in the quick check in one of them, each in its turn."""
    languages = ["en", "de"] if FULL else [next(_turn)]
    marked: Test = pytest.mark.parametrize("language", languages)(test)
    return marked


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample data, written once."""
    return sample(tmp_path_factory.mktemp("sample") / "sample.db")


@pytest.fixture
def path(filled: Path, tmp_path: Path) -> Path:
    """A database with the sample data, to do anything with."""
    return Path(shutil.copy(filled, tmp_path / "sample.db"))


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """Where no database is yet."""
    return tmp_path / "new.db"


def draft_of_ben(path: Path) -> str:
    """The draft as it is stored."""
    with open_database(path) as database:
        return versions.draft_text(database, mentorships.find(database, "ben").id)


def at_agreement(path: Path, language: str = "en", *, bound: bool = False) -> PtyApp:
    """The app with the cursor in the draft of Anna and Ben."""
    i18n.use(language)
    app = at_terminal("--db", path, "--lang", language, "open", "ben", "agreement", bound=bound)
    sees(app, "Ben Okafor", "Grundregeln")
    app.settle()
    return app


def at_home(path: Path, language: str = "en") -> PtyApp:
    """The app on a new database."""
    i18n.use(language)
    app = at_terminal("--db", path, "--lang", language)
    sees(app, _("Welcome."))
    app.settle()
    return app


def names(path: Path) -> list[tuple[str, str]]:
    """Who is in a database."""
    with open_database(path) as database:
        return [(it.mentor, it.mentee) for it in mentorships.every(database)]


# -- what prevents the start -------------------------------------------------------------------------------------------


@both
def test_a_missing_database_is_named_and_not_made(new: Path, language: str) -> None:
    i18n.use(language)
    app = at_terminal("--db", new, "--lang", language, "open", "ben", columns=300)
    refused(app, 3, _("There is no database at {path}.").format(path=new))
    assert not new.exists()


@both
def test_a_database_that_may_not_be_read_is_said(path: Path, tmp_path: Path, language: str) -> None:
    require_modes(tmp_path)
    i18n.use(language)
    path.chmod(0o000)
    sentence = _("You may not read {path}. Ask its owner, or name another file with --db.").format(path=path)
    refused(at_terminal("--db", path, "--lang", language, bound=True, columns=300), 3, sentence)


@both
def test_a_read_only_database_is_said_and_not_changed(path: Path, tmp_path: Path, language: str) -> None:
    require_modes(tmp_path)
    i18n.use(language)
    before = path.read_bytes()
    path.chmod(0o400)
    sentence = _not_writable()
    refused(at_terminal("--db", path, "--lang", language, bound=True, columns=300), 3, sentence.format(path=path))
    assert path.read_bytes() == before


def test_a_read_only_disk_is_said(path: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 600) as disk:
        there = Path(shutil.copy(path, disk.path))
        disk.seal()
        sentence = _not_writable().format(path=there)
        refused(at_terminal("--db", there, columns=300), 3, sentence)
        nowhere = disk.path / "new.db"
        sentence = f"{nowhere} cannot be made: it lies on a disk that is read-only. Name another file with --db."
        refused(at_terminal("--db", nowhere, columns=300), 3, sentence)


@pytest.mark.parametrize(
    "content", [b"Dear Ben,\nthis is a letter.\n" * 100, bytes(5_000), "ein Wort".encode("utf-16")]
)
@both
def test_a_file_that_is_no_database_is_said_and_not_changed(new: Path, language: str, content: bytes) -> None:
    i18n.use(language)
    new.write_bytes(content)
    sentence = _("{path} is no Handschlag database. Name another file with --db.").format(path=new)
    refused(at_terminal("--db", new, "--lang", language, columns=300), 3, sentence)
    assert new.read_bytes() == content


@both
def test_the_database_of_another_program_is_said_and_not_changed(new: Path, language: str) -> None:
    i18n.use(language)
    other = sqlite3.connect(new)
    other.execute("CREATE TABLE bookmarks (url TEXT)")
    other.close()
    before = new.read_bytes()
    sentence = _("{path} is a database of another program. Name another file with --db.").format(path=new)
    refused(at_terminal("--db", new, "--lang", language, columns=300), 3, sentence)
    assert new.read_bytes() == before


@both
def test_a_damaged_database_is_said_and_not_changed(path: Path, language: str) -> None:
    i18n.use(language)
    torn = path.read_bytes()[:20_000]
    path.write_bytes(torn)
    sentence = _("{path} is damaged. Run “handschlag doctor” to see what can be saved.").format(path=path)
    refused(at_terminal("--db", path, "--lang", language, columns=300), 3, sentence)
    assert path.read_bytes() == torn


@both
def test_a_database_of_a_newer_version_is_said_and_not_changed(path: Path, language: str) -> None:
    i18n.use(language)
    with open_database(path) as database, database.write():
        database.connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('handschlag', 'm999_later', '')"
        )
    before = path.read_bytes()
    sentence = _("{path} was written by a newer version of Handschlag. Update the app; nothing was changed.")
    refused(at_terminal("--db", path, "--lang", language, columns=300), 3, sentence.format(path=path))
    assert path.read_bytes() == before


@both
def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path, language: str) -> None:
    require_modes(tmp_path)
    i18n.use(language)
    folder = tmp_path / "folder"
    folder.mkdir(0o500)
    nowhere = folder / "new.db"
    sentence = _("{path} cannot be made: {reason}. Name another file with --db.")
    refused(
        at_terminal("--db", nowhere, "--lang", language, bound=True, columns=300),
        3,
        sentence.format(path=nowhere, reason=_("it is not allowed")),
    )


def test_a_database_in_a_folder_that_cannot_be_written_is_said(path: Path, tmp_path: Path) -> None:
    require_modes(tmp_path)
    folder = tmp_path / "folder"
    folder.mkdir()
    there = Path(shutil.copy(path, folder))
    folder.chmod(0o500)
    sentence = _not_writable().format(path=there)
    refused(at_terminal("--db", there, bound=True, columns=300), 3, sentence)


@both
def test_a_disk_without_a_free_byte_at_the_start_is_said(path: Path, tmp_path: Path, language: str) -> None:
    i18n.use(language)
    with small_disk(tmp_path / "disk", 600) as disk:
        there = Path(shutil.copy(path, disk.path))
        before = there.read_bytes()
        disk.fill()
        sentence = _("The disk is full. Free some space; what stands on the screen is kept until then.")
        refused(at_terminal("--db", there, "--lang", language, columns=300), 3, sentence)
        assert there.read_bytes() == before
        disk.free()
        with at_agreement(there, language) as app:
            quits(app)


# -- while the app runs ------------------------------------------------------------------------------------------------


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
    i18n.use(language)
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


def _not_writable() -> str:
    return _(
        "{path} cannot be written. Ask for write permission, or name another file with --db; “handschlag export” reads "
        "it as it is."
    )


def _gone() -> str:
    return _(
        "{path} was deleted or replaced while it was open: nothing is saved any more. Put it back, or copy what you "
        "need into other files before you leave."
    )


# -- what is typed -----------------------------------------------------------------------------------------------------


def plans_session(app: PtyApp) -> None:
    """Go to the calendar of Ben and ask for a new session."""
    app.send(F5)
    sees(app, _("Calendar"))
    app.settle()
    app.send("n")
    sees(app, _("Begins at"))
    app.settle()


@both
@pytest.mark.parametrize(("typed", "day"), some([("31.2.2027", 31), ("2027-02-29", 29), ("30 Feb 2027", 30)], 1))
def test_a_date_that_does_not_exist_is_said_and_stays(path: Path, language: str, typed: str, day: int) -> None:
    before = count_sessions(path)
    with at_agreement(path, language) as app:
        plans_session(app)
        app.send(f"{typed}{CTRL_S}")
        february = month_title(date(2027, 2, 1))
        sees(
            app, _("There is no day {day} in {month}; it ends on the {last}.").format(day=day, month=february, last=28)
        )
        sees(app, typed)
        app.send(f"{END}{BACKSPACE * len(typed)}2027-02-28{CTRL_S}")
        sees(app, month_title(date(2027, 2, 1)))
        quits(app)
    assert count_sessions(path) == before + 1


@both
def test_an_end_before_its_start_is_said_and_stays(path: Path, language: str) -> None:
    before = count_sessions(path)
    with at_agreement(path, language) as app:
        plans_session(app)
        app.send(f"2027-03-08{ENTER * 2}0{CTRL_S}")
        sees(app, _("A session takes at least one minute and at most 24 hours."), "2027-03-08")
        app.send(f"{BACKSPACE}-30{CTRL_S}")
        sees(app, _("“{text}” is no length. Type minutes such as 60, or hours such as 1:30.").format(text="-30"))
        app.send(f"{END}{BACKSPACE * 3}45{ENTER * 4}{RIGHT}{ENTER * 2}2027-03-01{CTRL_S}")
        sees(app, _("The last day is before the first session. Type a later one."), "2027-03-08", "2027-03-01")
        assert count_sessions(path) == before
        app.send(f"{END}{BACKSPACE * 10}2027-03-15{CTRL_S}")
        sees(app, month_title(date(2027, 3, 1)))
        quits(app)
    assert count_sessions(path) == before + 2


def count_sessions(path: Path) -> int:
    """How many sessions there are."""
    with open_database(path) as database:
        return int(database.value("SELECT count(*) FROM sessions"))


@both
@pytest.mark.parametrize("empty", some(["", "   ", f"{PASTE}\u2003\u00a0{PASTED}"], 1))
def test_an_empty_name_is_said_and_the_other_one_stays(new: Path, language: str, empty: str) -> None:
    with at_home(new, language) as app:
        app.send("n")
        sees(app, _("New mentorship"))
        app.send(f"{empty}{ENTER}Ben Okafor{CTRL_S}")
        sees(app, _("Type the name of the mentor."), "Ben Okafor")
        assert names(new) == []
        app.send(f"{CTRL_U}Anna Weber{CTRL_S}")
        sees(app, "Anna Weber → Ben Okafor")
        quits(app)
    assert names(new) == [("Anna Weber", "Ben Okafor")]


@both
def test_a_template_that_is_not_utf8_is_said_and_everything_typed_stays(
    new: Path, tmp_path: Path, language: str
) -> None:
    template = tmp_path / "template.md"
    template.write_bytes("# Vereinbarung über Größeres\n".encode("latin-1"))
    with at_home(new, language) as app:
        sentence = _not_utf8().format(path=template)
        app.send("n")
        sees(app, _("New mentorship"))
        app.send(f"Anna Weber{ENTER}Ben Okafor{ENTER * 5}{template}{CTRL_S}")
        sees(app, sentence, "Anna Weber", "Ben Okafor")
        assert names(new) == []
        template.write_bytes("# Vereinbarung über Größeres\n".encode())
        app.send(CTRL_S)
        sees(app, "Anna Weber → Ben Okafor")
        quits(app)
    assert "über Größeres" in draft_of_ben(new)


def test_a_template_that_is_not_utf8_is_said_by_the_command_line(new: Path, tmp_path: Path) -> None:
    template = tmp_path / "template.md"
    template.write_bytes(b"\xff\xfe#")
    app = at_terminal("--db", new, "new", "Anna", "Ben", "--template", template, columns=300)
    refused(app, 2, _not_utf8().format(path=template))
    assert not new.exists()


def _not_utf8() -> str:
    return _("{path} is not UTF-8 text. Save it in your editor with the encoding UTF-8, then try again.")


# -- what is pasted ----------------------------------------------------------------------------------------------------

LONG = "Ten letters and a Grüße 😀 [x]\n" * 160_000
"""Some 5 MB."""


@both
def test_five_megabytes_pasted_into_the_agreement_are_refused_and_one_types_on(path: Path, language: str) -> None:
    before = draft_of_ben(path)
    with at_agreement(path, language) as app:
        app.send(f"Before. {PASTE}{LONG}{PASTED}After.")
        sentence = ngettext(
            "Nothing was pasted: the text is {size} character long, and at most {limit} can be pasted at once.",
            "Nothing was pasted: the text is {size} characters long, and at most {limit} can be pasted at once.",
            len(LONG),
        )
        sees(app, sentence.format(size=len(LONG), limit=1_000_000), "Before. After.", seconds=60)
        quits(app)
    after = draft_of_ben(path)
    assert after.replace("Before. After.", "") == before


@both
def test_five_megabytes_pasted_into_a_line_leave_the_app_at_work(new: Path, language: str) -> None:
    with at_home(new, language) as app:
        app.send("n")
        sees(app, _("New mentorship"))
        app.send(f"{PASTE}{'Anna ' * 1_000_000}{PASTED}{ENTER}Ben Okafor{CTRL_S}")
        sees(app, _("A name has at most {count} characters. Shorten it.").format(count=100), "Ben Okafor", seconds=60)
        app.send(f"{CTRL_U}Anna Weber{CTRL_S}")
        sees(app, "Anna Weber → Ben Okafor")
        quits(app)
    assert names(new) == [("Anna Weber", "Ben Okafor")]


def test_ten_kilobytes_pasted_without_brackets_are_stored_whole(path: Path) -> None:
    text = "\r" + "".join(f"- point {number} of many\r" for number in range(500))
    with at_agreement(path) as app:
        app.send(text)
        sees(app, "point 499 of many", seconds=60)
        quits(app)
    stored = draft_of_ben(path)
    assert [line for line in stored.splitlines() if line.endswith("of many")] == [
        f"- point {number} of many" for number in range(500)
    ]


HOSTILE = "\x1b\ry\r\x13\x11\x1b[21~\x1bOQ\x0e\x1b]52;c;eA==\x07 end"
"""Escape, Enter, y, Ctrl+S, Ctrl+Q, F10, F2, Ctrl+N, a clipboard sequence."""


@pytest.mark.parametrize("place", some(["path", "questions", "meeting", "agreement", "calendar", "review"], 2))
def test_a_paste_never_presses_a_key(path: Path, place: str) -> None:
    with at_terminal("--db", path, "open", "ben", place) as app:
        sees(app, "Ben")
        app.settle()
        before = app.screen.display[0]
        app.send(f"{PASTE}{HOSTILE}{PASTED}")
        app.settle()
        assert app.status() is None
        assert app.screen.display[0].split("→")[0] == before.split("→")[0]
        assert b"\x1b]52" not in app.raw
        assert b"Traceback" not in app.raw
        quits(app)


def test_a_paste_never_accepts_a_dialog(new: Path) -> None:
    with at_home(new) as app:
        app.send("n")
        sees(app, "New mentorship")
        app.send(f"Anna{ENTER}{PASTE}Ben{HOSTILE}{PASTED}")
        sees(app, "New mentorship", "Ben")
        app.settle()
        assert shows(app, "New mentorship")
        assert names(new) == []
        quits(app)


# -- names -------------------------------------------------------------------------------------------------------------

NAMES = {
    "brackets": ("Anna [bold]Weber[/bold] [/] [@click=app.quit]x[/]", "Ben [x] \\[ok]"),
    "right to left": ("שרה לוי", "ليلى حسن"),
    "emoji": ("Anna 👩🏽 Weber", "Ben 😀 Okafor"),
    "combining": ("Zoë Nguyễn Thị", "Ångström Ǆ"),
}
"""What is shown as it was typed."""


@pytest.mark.parametrize("kind", some(NAMES, 2))
@both
def test_a_name_is_shown_as_it_was_typed(new: Path, language: str, kind: str) -> None:
    mentor, mentee = NAMES[kind]
    with at_home(new, language) as app:
        app.send("n")
        sees(app, _("New mentorship"))
        app.send(f"{mentor}{ENTER}{mentee}{CTRL_S}")
        sees(app, _("not planned yet"))
        for part in f"{mentor} {mentee}".split():
            sees(app, part)
        app.send(ESCAPE)
        sees(app, _("Mentorships"))
        for part in f"{mentor} {mentee}".split():
            sees(app, part)
        quits(app)
    assert names(new) == [(mentor, mentee)]


def test_escape_sequences_in_a_name_are_seen_and_never_sent(new: Path) -> None:
    with at_home(new) as app:
        app.send("n")
        sees(app, "New mentorship")
        app.send(f"{PASTE}Anna\x1b[2J\x1b]0;owned\x07\u202e\x9b31m Weber{PASTED}{ENTER}Ben{CTRL_S}")
        sees(app, "Anna�[2J�]0;owned���31m Weber → Ben")
        assert b"]0;owned\x07" not in app.raw
        assert b"\x1b]0;owned" not in app.raw
        assert "\u202e".encode() not in app.raw
        quits(app)
    assert names(new) == [("Anna�[2J�]0;owned���31m Weber", "Ben")]


def test_signs_that_are_joined_of_several_are_shown_as_they_were_typed(new: Path) -> None:
    mentor, mentee = "Anna 👩\u200d🚀 Weber", "می\u200cخواهم"
    with at_home(new) as app:
        app.send("n")
        sees(app, "New mentorship")
        app.send(f"{mentor}{ENTER}{mentee}{CTRL_S}")
        # The emulator drops what follows a joiner on its line.
        sees(app, "First meeting", "not planned yet")
        assert f"{mentor} → {mentee}".encode() in app.raw
        quits(app)
    assert names(new) == [(mentor, mentee)]
