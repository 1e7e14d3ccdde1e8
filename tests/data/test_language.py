"""The language of the screens: the German catalogue is whole, what is chosen is spoken, dates read as written."""

from __future__ import annotations

import importlib
import pkgutil
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from rich.cells import cell_len

import build_catalogues
from data import i18n
from data.i18n import LANGUAGES, N_, _, ngettext, pgettext
from tui import commands
from tui.commands import Command

ROOT = Path(build_catalogues.__file__).parent

FOOTER_ROOM = 16
"""Cells: with their keys, five such words stand in the footer of 80 columns."""


def _commands() -> list[type[Command]]:
    modules = [
        importlib.import_module(f"{commands.__name__}.{it.name}") for it in pkgutil.iter_modules(commands.__path__)
    ]
    found = {
        it for module in modules for it in vars(module).values() if isinstance(it, type) and issubclass(it, Command)
    }
    return sorted(found - {Command}, key=lambda command: f"{command.__module__}.{command.__name__}")


COMMANDS = _commands()


# -- the catalogue -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "words", "sentence"),
    [
        ("en", [], ""),
        ("en", ["place"], "place"),
        ("en", ["place", "time"], "place and time"),
        ("en", ["place", "time", "content", "{some}"], "place, time, content and {some}"),
        ("de", ["Ort", "Zeit"], "Ort und Zeit"),
        ("de", ["Ort", "Zeit", "Inhalt"], "Ort, Zeit und Inhalt"),
    ],
)
def test_several_words_are_listed_in_the_language(language: str, words: list[str], sentence: str) -> None:
    with i18n.using(language):
        assert i18n.listed(words) == sentence


def test_every_message_of_the_code_has_its_german() -> None:
    done = subprocess.run(
        [sys.executable, "build_catalogues.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_messages_are_found_wherever_they_stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = tmp_path / "tui" / "commands"
    code.mkdir(parents=True)
    (code / "some.py").write_text(
        '''
class Open(Command):
    """Open it.

    At once.
    """

    title = N_("Open")
    words = f"{_('inside')} {ngettext('{count} one', '{count} many', 2)}"
    state = pgettext("state", "open")
    long = _("in two " "parts")
    none = _(words)
''',
        encoding="utf-8",
    )
    monkeypatch.setattr(build_catalogues, "ROOT", tmp_path)
    found = {(it.id, it.context) for it in build_catalogues.messages() if it.id}
    assert found == {
        ("Open it.\n\nAt once.", None),
        ("Open", None),
        ("inside", None),
        (("{count} one", "{count} many"), None),
        ("open", "state"),
        ("in two parts", None),
    }


def test_the_catalogue_uses_german_quotation_marks() -> None:
    path = ROOT / "data" / "locale" / "de" / "LC_MESSAGES" / "handschlag.po"
    with path.open("rb") as file:
        catalogue = read_po(file, locale="de")
    strings = [it.string for it in catalogue if it.id and it.string]
    texts = [text for it in strings for text in ([it] if isinstance(it, str) else it)]
    assert [text for text in texts if "”" in text or text.count("„") != text.count("“")] == []


# -- commands ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id())
def test_the_words_of_the_footer_are_short(command: type[Command], language: str) -> None:
    i18n.use(language)
    assert cell_len(_(command.hint) if command.hint else "") <= FOOTER_ROOM


@pytest.mark.parametrize("language", LANGUAGES)
def test_space_leads_to_the_next_step_by_one_word_everywhere(language: str) -> None:
    i18n.use(language)
    hints = {command.id(): _(command.hint) for command in COMMANDS}
    assert hints["open_step"] == hints["do_next"]
    assert hints["do_next"] != hints["next_question"]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id())
def test_every_command_is_explained_in_german(command: type[Command]) -> None:
    english = command.explanation()
    i18n.use("de")
    assert command.explanation() not in ("", english)
    assert command.explanation().endswith(".")


# -- choosing ----------------------------------------------------------------------------------------------------------


def test_what_is_chosen_is_spoken() -> None:
    assert (i18n.language(), _("Agreement")) == ("en", "Agreement")
    i18n.use("de")
    assert (i18n.language(), _("Agreement")) == ("de", "Vereinbarung")
    i18n.use("en")
    assert _("Agreement") == "Agreement"


def test_numbers_and_contexts_have_their_own_words() -> None:
    i18n.use("de")
    counted = [ngettext("{count} minute", "{count} minutes", count).format(count=count) for count in (0, 1, 2)]
    assert counted == ["0 Minuten", "1 Minute", "2 Minuten"]
    assert (_("open"), pgettext("state", "open")) == ("öffnen", "offen")


def test_marking_changes_nothing() -> None:
    i18n.use("de")
    assert N_("Agreement") == "Agreement"


def test_another_language_is_spoken_for_a_while() -> None:
    with i18n.using("de"):
        assert _("Agreement") == "Vereinbarung"
        with i18n.using("en"):
            assert _("Agreement") == "Agreement"
        assert i18n.language() == "de"
    assert i18n.language() == "en"


def test_the_language_comes_back_after_an_error() -> None:
    with pytest.raises(LookupError), i18n.using("de"):
        raise LookupError
    assert i18n.language() == "en"


def test_a_language_that_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match="fr"):
        i18n.use("fr")
    assert i18n.language() == "en"


def test_without_a_catalogue_the_screens_are_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "_FOLDER", tmp_path)
    i18n.use("de")
    assert _("Agreement") == "Agreement"
    assert ngettext("{count} minute", "{count} minutes", 2) == "{count} minutes"
    assert pgettext("state", "open") == "open"
    assert i18n.plain_date(date(2026, 3, 3)) == "3. März 2026"


def test_what_the_catalogue_lacks_is_shown_as_it_is() -> None:
    unknown = "Nobody has ever translated this."
    i18n.use("de")
    assert _(unknown) == unknown


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "de_AT"}, "de"),
        ({"LANG": "de"}, "de"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "nonsense"}, "en"),
        ({}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "de_DE.UTF-8"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "de_DE.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": ""}, "de"),
    ],
)
def test_the_environment_asks_for_a_language(
    environment: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LANG", "LC_MESSAGES", "LC_ALL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert i18n.from_locale() == language


# -- dates -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        (
            "en",
            ["Tuesday, 24 November 2026", "Tue 24 Nov 2026", "Tue 24 Nov", "24 November 2026", "November 2026"],
        ),
        (
            "de",
            ["Dienstag, 24. November 2026", "Di 24. Nov. 2026", "Di 24. Nov.", "24. November 2026", "November 2026"],
        ),
    ],
)
def test_dates_read_as_one_writes_them(language: str, shown: list[str]) -> None:
    day = date(2026, 11, 24)
    i18n.use(language)
    formats = (i18n.long_date, i18n.medium_date, i18n.short_date, i18n.plain_date, i18n.month_title)
    assert [shape(day) for shape in formats] == shown


def test_days_of_one_figure_have_no_zero() -> None:
    day = date(2026, 3, 1)
    assert (i18n.long_date(day), i18n.short_date(day)) == ("Sunday, 1 March 2026", "Sun 1 Mar")
    i18n.use("de")
    assert (i18n.long_date(day), i18n.short_date(day)) == ("Sonntag, 1. März 2026", "So 1. März")


def test_weekdays_begin_with_monday() -> None:
    assert i18n.weekday_names() == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert (i18n.weekday_name(0), i18n.weekday_name(6)) == ("Monday", "Sunday")
    i18n.use("de")
    assert i18n.weekday_names() == ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"]
    assert (i18n.weekday_name(0), i18n.weekday_name(6)) == ("Montag", "Sonntag")


@pytest.mark.parametrize("language", LANGUAGES)
def test_times_of_day_are_the_same_in_both(language: str) -> None:
    i18n.use(language)
    assert i18n.clock_time(datetime(2026, 11, 24, 9, 5)) == "09:05"
