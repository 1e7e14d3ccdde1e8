"""Bad input, the real app, a real terminal: each gets a clear message, the app goes on, nothing is lost."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data import open_database
from data.i18n import _, month_title, ngettext

from ..torture import some
from .bad_input import (
    BACKSPACE,
    CTRL_S,
    CTRL_U,
    END,
    ENTER,
    ESCAPE,
    F5,
    PASTE,
    PASTED,
    RIGHT,
    at_agreement,
    at_home,
    at_terminal,
    both,
    draft_of_ben,
    names,
    quits,
    refused,
    sees,
    shows,
)
from .pty_app import PtyApp

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
