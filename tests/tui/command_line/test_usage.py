"""What is typed wrong, the help, the language, and a fault of ours."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from data import Database
from data.i18n import _, ngettext, using
from data.model.mentorship import Mentorship
from tui.command_line import run
from tui.command_line.root import language_for

from ..calling import call, refused

WRONG = {
    ("nonsense",): "There is no command “nonsense”. “handschlag --help” lists them all.",
    ("lst",): "There is no command “lst”. Did you mean “handschlag list”?",
    ("export", "agrement"): "There is no command “agrement”. Did you mean “handschlag export agreement”?",
    ("--nonsense",): "There is no option --nonsense. “handschlag --help” lists them all.",
    ("list", "-x"): "There is no option -x. “handschlag list --help” lists them all.",
    ("--db",): "The option --db needs a value.",
    ("list", "--json=yes"): "The option --json takes no value.",
    ("new", "Anna"): "MENTEE is missing. “handschlag new --help” shows how it is used.",
    ("list", "all"): "“all” is one too many. “handschlag list --help” shows how it is used.",
    ("--lang", "fr", "list"): "“fr” is not known here. Choose one of: en, de.",
    ("new", "A", "B", "--me", "boss"): "“boss” is not known here. Choose one of: mentor, mentee.",
    ("due", "--days", "many"): "“many” is not a number from 0 to 3650.",
    ("import",): "Say which one: questions, calendar. “handschlag import --help” explains them.",
    ("open", "ben", "nowhere"): (
        "“nowhere” is not known here. Choose one of: path, questions, meeting, agreement, calendar, review."
    ),
}


@pytest.mark.parametrize("arguments", WRONG)
def test_wrong_use_is_one_sentence(arguments: tuple[str, ...]) -> None:
    assert refused(call(*arguments), 2) == WRONG[arguments]


def test_wrong_use_is_said_in_german() -> None:
    assert refused(call("--lang", "de", "new", "Anna"), 2).startswith("MENTEE fehlt.")
    assert refused(call("new", "--lang=de", "Anna"), 2).startswith("MENTEE fehlt.")


@given(
    st.lists(st.sampled_from(["", "-", "--", "list", "--json", "--lang", "de", "-o", "export", "1", "\x1b[31m", "ä"]))
)
def test_whatever_is_typed_there_is_one_harmless_line_and_never_a_traceback(words: list[str]) -> None:
    with CliRunner().isolation(env={"HANDSCHLAG_DB": "/nowhere/none.db"}) as (_out, err, _both):
        code = run(words)
        printed = err.getvalue().decode("utf-8")
    assert code in (0, 1, 2, 3)
    assert "\x1b" not in printed
    assert printed.count("\n") == (code != 0)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize(
    "words", [(), ("export",), ("export", "agreement"), ("due",), ("import", "questions"), ("open",), ("verify",)]
)
def test_every_help_page_is_in_the_language_in_use(words: tuple[str, ...], language: str) -> None:
    printed = call("--lang", language, *words, "--help")
    assert (printed.code, printed.err) == (0, "")
    with using(language):
        for heading in (_("Usage:"), f"{_('Options')}:", _("Show this page.")):
            assert heading in printed.out
    assert "Show this message and exit" not in printed.out


def test_help_shows_all_commands_and_the_exit_codes() -> None:
    page = call("--help").out
    for name in ("open", "demo", "new", "list", "due", "export", "import", "verify", "backup", "restore", "doctor"):
        assert f"\n  {name} " in page
    assert "3 the database cannot be used" in " ".join(page.split())


def test_the_database_and_the_language_may_stand_behind_the_command_as_well(file: Path) -> None:
    assert call("list", "--db", str(file)).raw == call("--db", str(file), "list").raw
    with using("de"):
        expected = ngettext("clarify {count} point", "clarify {count} points", 3).format(count=3)
    assert expected in call("list", "--lang", "de").out


# -- the language ------------------------------------------------------------------------------------------------------


def test_the_language_is_the_one_asked_for_else_of_the_settings_else_of_the_locale(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert language_for([]) == "en"
    monkeypatch.setenv("LANG", "de_AT.UTF-8")
    assert language_for([]) == "de"
    settings = tmp_path / "home" / ".config" / "handschlag" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('language = "en"\n')
    assert language_for(["list"]) == "en"
    assert language_for(["--lang", "de", "list"]) == "de"
    assert language_for(["list", "--lang=de"]) == "de"
    assert language_for(["new", "--", "--lang", "de"]) == "en"
    assert language_for(["--lang"]) == "en"
    settings.write_text("language = [")
    assert language_for([]) == "de"


def test_settings_that_cannot_be_read_do_not_keep_a_list_back(file: Path, tmp_path: Path) -> None:
    settings = tmp_path / "home" / ".config" / "handschlag" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("language = [")
    assert call("list").code == 0


# -- a fault -----------------------------------------------------------------------------------------------------------


def test_a_fault_of_ours_is_one_line_too(
    begun: tuple[Database, Mentorship], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, _it = begun
    database.connection.execute("PRAGMA ignore_check_constraints = 1")
    database.connection.execute("UPDATE mentorships SET created_at = 'never'")
    line = refused(call("list"), 70)
    log = tmp_path / "home" / ".local" / "state" / "handschlag" / "faults.log"
    assert f"{log} says where" in line
    assert "never" not in line
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert "ValueError" in log.read_text()
    assert "mentorship_rows.py" in log.read_text()
    assert "never" not in log.read_text()
    monkeypatch.setenv("HANDSCHLAG_TRACEBACK", "1")
    printed = call("list")
    assert (printed.code, printed.out) == (70, "")
    assert printed.err.startswith("Traceback")
    assert "ValueError" in printed.err.splitlines()[-1]
    log.chmod(0o400)
    log.unlink()
    log.mkdir()
    monkeypatch.delenv("HANDSCHLAG_TRACEBACK")
    assert "HANDSCHLAG_TRACEBACK" in refused(call("list"), 70)
