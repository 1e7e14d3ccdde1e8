"""Clock, identity, language, cleaning, settings."""

from __future__ import annotations

import errno
import os
import pwd
import stat
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from data import clean, clock, config, i18n, identity, locations
from data.errors import BadInput, reason


def test_the_clock_gives_whole_seconds_in_utc() -> None:
    with time_machine.travel(datetime(2026, 11, 24, 10, 0, 0, 999, tzinfo=UTC), tick=False):
        assert clock.now() == datetime(2026, 11, 24, 10, tzinfo=UTC)


def test_today_depends_on_the_zone() -> None:
    with time_machine.travel(datetime(2026, 11, 24, 23, 30, tzinfo=UTC), tick=False):
        assert clock.today("Europe/Berlin") == date(2026, 11, 25)
        assert clock.today("America/New_York") == date(2026, 11, 24)


def test_a_stamp_is_read_back() -> None:
    moment = datetime(2026, 3, 29, 1, 0, 1, tzinfo=UTC)
    assert clock.from_stamp(clock.stamp(moment)) == moment


def test_what_the_system_refuses_is_said_in_the_language_in_use(tmp_path: Path) -> None:
    def refused(path: Path) -> str:
        with pytest.raises(OSError) as caught:
            path.read_bytes()
        return reason(caught.value)

    file = tmp_path / "file"
    file.touch()
    paths = (tmp_path / "none", tmp_path, file / "below", tmp_path / ("x" * 300))
    assert [refused(path) for path in paths] == [
        "there is no such file or folder",
        "it is a folder",
        "a part of the path is not a folder",
        "the name is too long",
    ]
    with i18n.using("de"):
        assert [refused(path) for path in paths] == [
            "diese Datei oder diesen Ordner gibt es nicht",
            "es ist ein Ordner",
            "ein Teil des Pfads ist kein Ordner",
            "der Name ist zu lang",
        ]


def test_what_the_system_says_otherwise_stays_in_its_words() -> None:
    assert reason(OSError(errno.EIO, os.strerror(errno.EIO))) == os.strerror(errno.EIO)
    assert reason(OSError("no number")) == "no number"
    assert reason(ValueError("embedded null byte")) == "embedded null byte"


def test_a_zone_that_is_none_is_told() -> None:
    with pytest.raises(BadInput, match="“Europe/Atlantis” is no time zone"):
        clock.zone_info("Europe/Atlantis")


@pytest.mark.parametrize("name", ["../etc/passwd", "/etc/passwd", "", "a\x00b"])
def test_a_zone_is_never_a_path(name: str) -> None:
    with pytest.raises(BadInput):
        clock.zone_info(name)


@pytest.mark.parametrize(("given", "expected"), [("Europe/Berlin", "Europe/Berlin"), (":UTC", "UTC")])
def test_the_zone_of_the_account(monkeypatch: pytest.MonkeyPatch, given: str, expected: str) -> None:
    monkeypatch.setenv("TZ", given)
    assert clock.local_zone() == expected


def test_the_account_is_that_of_the_uid(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "mallory")
    monkeypatch.setenv("USER", "mallory")
    assert identity.user() == pwd.getpwuid(os.getuid()).pw_name


def test_the_database_is_where_one_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert locations.database("x.db") == Path("x.db").absolute()
    monkeypatch.setenv("HANDSCHLAG_DB", str(tmp_path / "env.db"))
    assert locations.database() == tmp_path / "env.db"
    monkeypatch.delenv("HANDSCHLAG_DB")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert locations.database() == tmp_path / "handschlag" / "handschlag.db"


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LC_MESSAGES": "de_AT.UTF-8", "LANG": "en_GB.UTF-8"}, "de"),
        ({}, "en"),
    ],
)
def test_the_language_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], expected: str
) -> None:
    for name in ("LANG", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert i18n.from_locale() == expected


def test_dates_in_both_languages() -> None:
    day = date(2026, 12, 1)
    assert i18n.long_date(day) == "Tuesday, 1 December 2026"
    assert i18n.medium_date(day) == "Tue 1 Dec 2026"
    assert i18n.short_date(day) == "Tue 1 Dec"
    assert i18n.month_title(day) == "December 2026"
    with i18n.using("de"):
        assert i18n.long_date(day) == "Dienstag, 1. Dezember 2026"
        assert i18n.plain_date(day) == "1. Dezember 2026"
        assert i18n.month_title(day) == "Dezember 2026"
        assert i18n.weekday_names() == ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"]
    assert i18n.language() == "en"


def test_a_language_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="fr"):
        i18n.use("fr")


@given(st.text())
def test_cleaned_text_holds_nothing_forbidden_and_stays_so(value: str) -> None:
    cleaned = clean.text(value)
    assert not clean.FORBIDDEN.search(cleaned)
    assert "\r" not in cleaned
    assert clean.text(cleaned) == cleaned


@pytest.mark.parametrize("kept", ["Grüße", "👩‍🔧", "नमस्ते", "שלום", "e\u0301tude", "漢字", "[bold]x[/bold]", "a\tb\nc"])
def test_letters_of_all_scripts_and_emoji_stay(kept: str) -> None:
    import unicodedata

    assert clean.text(kept) == unicodedata.normalize("NFC", kept)


def test_escape_sequences_become_visible() -> None:
    assert clean.text("a\x1b[31mred\x9b0m\u202eevil") == "a\ufffd[31mred\ufffd0m\ufffdevil"
    assert clean.shown("a\x1b]0;t\x07\nb") == "a\ufffd]0;t\ufffd b"


def test_line_ends_become_lf() -> None:
    assert clean.text("a\r\nb\rc\u2028d") == "a\nb\nc\nd"


def test_a_line_is_one_line_and_not_too_long() -> None:
    assert clean.line("  Anna \n  Weber\t ") == "Anna Weber"
    assert clean.line("x" * 300) == "x" * 199 + "…"


def settings_file(text: str) -> Path:
    path = locations.config()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_no_settings_are_the_defaults() -> None:
    assert config.load() == config.Config()


def test_settings_are_read() -> None:
    settings_file('language = "de"\ntheme = "nord"\n[keys]\nmake_clause = "f7"\n')
    assert config.load() == config.Config("de", "nord", {"make_clause": "f7"})


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("language = [", "cannot be read"), ('language = "fr"', "must be “en” or “de”"), ("[keys]\nx = 1", r"\[keys\]")],
)
def test_settings_that_make_no_sense_are_told(text: str, sentence: str) -> None:
    settings_file(text)
    with pytest.raises(BadInput, match=sentence):
        config.load()


def test_remembering_keeps_comments_and_the_rest() -> None:
    path = settings_file('# mine\ntheme = "nord" # why\n\n[keys]\nquit = "f4"\n')
    config.remember("language", "de")
    assert "# mine" in path.read_text()
    assert "# why" in path.read_text()
    assert config.load() == config.Config("de", "nord", {"quit": "f4"})


def test_the_first_thing_remembered_makes_a_private_file() -> None:
    config.remember("theme", "nord")
    assert config.load().theme == "nord"
    assert stat.S_IMODE(locations.config().parent.stat().st_mode) == 0o700
