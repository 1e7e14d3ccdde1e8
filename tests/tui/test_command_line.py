"""The command line within the process: what each command prints and ends with, in both languages."""

from __future__ import annotations

import json
import re
import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from data import (
    Database,
    commitments,
    copy,
    daily,
    dossier,
    icalendar,
    invitation,
    mentorships,
    minutes,
    open_database,
    prose,
    question_list,
    questions,
    sample,
    sessions,
    versions,
)
from data.documents.record import copy_end
from data.i18n import _, ngettext, using
from data.model.agreement import Method
from data.model.format import Format
from data.model.mentorship import Mentorship, Party
from data.model.session import SessionKind
from tui.command_line import run
from tui.command_line.root import language_for

from ..golden_files import FOLDER as GOLDEN
from ..ssh_keys import needs_openssh

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))


@dataclass(frozen=True)
class Printed:
    """What a call came to."""

    code: int
    raw: bytes
    err: str

    @property
    def out(self) -> str:
        """Standard output as text."""
        return self.raw.decode("utf-8")

    @property
    def json(self) -> Any:
        """Standard output as a script reads it."""
        return json.loads(self.raw)


def call(*arguments: str) -> Printed:
    """Call the command line as a shell does."""
    with CliRunner().isolation() as (out, err, _both):
        code = run(arguments)
        return Printed(code, out.getvalue(), err.getvalue().decode("utf-8"))


def refused(printed: Printed, code: int) -> str:
    """The one line on standard error of a call that ended with a code and printed nothing else."""
    assert (printed.code, printed.out) == (code, "")
    assert printed.err.endswith("\n")
    line = printed.err.removesuffix("\n")
    assert line
    assert "\n" not in line
    return line


@pytest.fixture(autouse=True)
def frozen_clock() -> Iterator[None]:
    """It is the morning of 24 November 2026."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample data, made once."""
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    with time_machine.travel(NOW, tick=False), open_database(path) as opened:
        sample.write(opened)
    return path


@pytest.fixture
def file(sample_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database of the sample data, which all calls use."""
    path = tmp_path / "sample.db"
    shutil.copyfile(sample_file, path)
    path.chmod(0o600)
    monkeypatch.setenv("HANDSCHLAG_DB", str(path))
    return path


@pytest.fixture
def carla(file: Path) -> Iterator[tuple[Database, Mentorship]]:
    """The mentorship with Carla Diaz, whose agreement is in force."""
    with open_database(file) as opened:
        yield opened, mentorships.find(opened, "carla")


@pytest.fixture
def begun(database: Database, monkeypatch: pytest.MonkeyPatch) -> tuple[Database, Mentorship]:
    """A mentorship in which nothing has happened yet, in the database that all calls use."""
    monkeypatch.setenv("HANDSCHLAG_DB", str(database.path))
    return database, mentorships.create(database, mentor="Anna Weber", mentee="Ben Okafor", language="en")


def sign(database: Database, it: Mentorship) -> int:
    """Propose the draft and sign it for both; its number."""
    version = versions.propose(database, it.id)
    for party in Party:
        versions.sign(database, version.id, party, it.name_of(party), date(2026, 11, 24), Method.ON_PAPER)
    return version.number


# -- new, list, due ----------------------------------------------------------------------------------------------------


def test_new_makes_the_database_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "new.db"
    printed = call("--db", str(path), "new", "Anna Weber", "Ben Okafor", "--me", "mentee", "--language", "de")
    assert (printed.code, printed.err) == (0, "")
    assert printed.out == "Mentorship 1 begins: Anna Weber → Ben Okafor. “handschlag open 1” opens it.\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with open_database(path) as opened:
        it = mentorships.find(opened, "1")
        assert (it.mentor, it.mentee, it.me, it.language) == ("Anna Weber", "Ben Okafor", Party.MENTEE, "de")
        assert versions.draft_text(opened, it.id).startswith("# Mentoring-Vereinbarung")


def test_new_takes_the_language_of_the_screens_and_a_template_as_it_is(tmp_path: Path) -> None:
    template = tmp_path / "own.md"
    template.write_text("# Ours\n\n- {{mentor}} {stays}\n", encoding="utf-8")
    path = tmp_path / "new.db"
    assert call("--lang", "de", "--db", str(path), "new", "A", "B", "--template", str(template)).code == 0
    with open_database(path) as opened:
        it = mentorships.find(opened, "1")
        assert it.language == "de"
        assert versions.draft_text(opened, it.id) == "# Ours\n\n- {{mentor}} {stays}\n"


def test_new_tells_what_freezing_will_do_to_the_letters_of_a_template(tmp_path: Path) -> None:
    template = tmp_path / "own.md"
    for words, told in (("Gru\u0308\u00dfe", True), ("Gr\u00fc\u00dfe", False)):
        template.write_text(words, encoding="utf-8")
        printed = call("--db", str(tmp_path / "a.db"), "new", "A", "B", "--template", str(template))
        assert printed.code == 0
        assert ("Unicode NFC" in printed.out) == told


def test_new_makes_nothing_of_a_template_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    assert "none.md" in refused(call("--db", str(path), "new", "A", "B", "--template", "none.md"), 2)
    assert not path.exists()


def test_list_shows_all_with_their_state_and_the_next_thing(file: Path) -> None:
    printed = call("list")
    assert printed.code == 0
    assert [re.sub("  +", " | ", line.strip()) for line in printed.out.splitlines()] == [
        "3 | Anna Weber → Ben Okafor | de | 5 of 9 | clarify 3 points",
        "2 | Anna Weber → Carla Diaz | en | in force | hold the review",
        "1 | Emil Roth → Anna Weber | de | ended Thu 3 Sep 2026",
    ]


def test_list_is_aligned_by_cells_not_by_letters(tmp_path: Path) -> None:
    path = str(tmp_path / "wide.db")
    for mentor, mentee in (("山田太郎", "Zoë"), ("Al", "Bo")):
        call("--db", path, "new", mentor, mentee, "--language", "en")
    narrow, wide = call("--db", path, "list").out.splitlines()
    assert narrow.index("  en  ") == wide.index("  en  ") + 4


def test_list_for_scripts_is_the_same_in_every_language(file: Path) -> None:
    english, german = call("list", "--json"), call("--lang", "de", "list", "--json")
    assert english.raw == german.raw
    by_number = {it["number"]: it for it in english.json}
    assert sorted(by_number) == [1, 2, 3]
    carla = by_number[2]
    assert (carla["mentee"], carla["me"], carla["state"], carla["next"]) == (
        "Carla Diaz",
        "mentor",
        "active",
        "hold review",
    )
    assert carla["version_in_force"] == 1
    assert date.fromisoformat(carla["review_due"]) < NOW.date()
    assert datetime.fromisoformat(carla["active_since"]) < NOW
    assert (by_number[1]["state"], by_number[1]["next"]) == ("ended", None)


def test_an_empty_database_lists_nothing(database: Database) -> None:
    assert call("--db", str(database.path), "list") == Printed(0, b"", "")
    assert call("--db", str(database.path), "list", "--json").json == []


def test_due_looks_as_far_ahead_as_it_is_told(begun: tuple[Database, Mentorship]) -> None:
    database, it = begun
    for days, what in ((-1, "send the list"), (0, "call back"), (7, "read chapter one"), (8, "read chapter two")):
        commitments.make(database, it.id, Party.MENTEE, what, due=NOW.date() + timedelta(days=days))
    assert [line.split("  ")[-1].strip() for line in call("due").out.splitlines()] == [
        "Ben Okafor: send the list",
        "Ben Okafor: call back",
        "Ben Okafor: read chapter one",
    ]
    assert len(call("due", "--days", "0").out.splitlines()) == 2
    found = call("due", "--days", "8", "--json").json
    assert [(each["day"], each["overdue"]) for each in found] == [
        ("2026-11-23", True),
        ("2026-11-24", False),
        ("2026-12-01", False),
        ("2026-12-02", False),
    ]
    assert found[0] | {"who": "Ben Okafor", "text": "send the list", "mentorship": 1} == found[0]


def test_due_says_nothing_where_nothing_is_and_makes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    assert call("--db", str(path), "due") == Printed(0, b"", "")
    assert call("--db", str(path), "due", "--json").json == []
    assert not path.exists()


# -- which mentorship --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["carla", "DIAZ", "a D", "2"])
def test_a_mentorship_is_named_by_a_part_of_a_name_or_its_number(file: Path, name: str) -> None:
    assert "Carla Diaz" in call("export", "questions", name).out


def test_a_name_that_fits_several_lists_them(file: Path) -> None:
    line = refused(call("export", "agreement", "anna"), 2)
    for candidate in ("1: Emil Roth → Anna Weber", "2: Anna Weber → Carla Diaz", "3: Anna Weber → Ben Okafor"):
        assert candidate in line


@pytest.mark.parametrize("name", ["nobody", "", " ", "7", "%"])
def test_a_name_that_fits_none_is_wrong_use(file: Path, name: str) -> None:
    assert "handschlag list" in refused(call("export", "agreement", name), 2)


# -- export ------------------------------------------------------------------------------------------------------------


def test_exports_are_the_documents_byte_by_byte(carla: tuple[Database, Mentorship]) -> None:
    database, it = carla
    held = [session for session in sessions.of(database, it.id) if session.held_at is not None]
    coming = [s for s in sessions.of(database, it.id) if s.starts_at >= NOW and s.cancelled_at is None]
    checklist = questions.of(database, it.id)
    expected: dict[str, str | bytes] = {
        "agreement": copy.copy_of(database, it.id, 1),
        "invitation": invitation.invitation(it, coming[0], checklist),
        "questions": question_list.questions_document(it, checklist),
        "minutes": minutes.minutes(database, it.id, held[-1].id),
        "dossier": dossier.dossier(database, it.id),
        "calendar": icalendar.calendar_of(database, it.id),
    }
    for name, content in expected.items():
        printed = call("export", name, "carla")
        assert (printed.code, printed.err) == (0, "")
        assert printed.raw == (content if isinstance(content, bytes) else content.encode("utf-8")), name


def test_the_agreement_is_the_draft_until_one_is_in_force(begun: tuple[Database, Mentorship]) -> None:
    database, it = begun
    draft = call("export", "agreement", "ben")
    assert draft.out.startswith("> **DRAFT")
    versions.propose(database, it.id)
    assert call("export", "agreement", "ben").out == draft.out
    proposed = call("export", "agreement", "ben", "--version", "1").out
    assert "DRAFT" in proposed
    assert "version 1" in proposed


def test_the_agreement_is_the_one_in_force_then_and_after_the_end(begun: tuple[Database, Mentorship]) -> None:
    database, it = begun
    assert sign(database, it) == 1
    prose.write(database, versions.draft_key(it.id), "# Another one\n")
    versions.propose(database, it.id)
    assert call("export", "agreement", "ben").out == copy.copy_of(database, it.id, 1)
    mentorships.end(database, it.id, Party.MENTEE)
    after = call("export", "agreement", "ben").out
    assert after == copy.copy_of(database, it.id, 1)
    assert after.startswith("> **NO LONGER IN FORCE**")


@pytest.mark.parametrize(
    ("arguments", "form"),
    [
        ((), Format.MARKDOWN),
        (("--format", "md"), Format.MARKDOWN),
        (("--format", "html"), Format.HTML),
        (("--format=txt",), Format.TEXT),
        (("-o", "a.html"), Format.HTML),
        (("-o", "a.HTM"), Format.HTML),
        (("-o", "a.txt"), Format.TEXT),
        (("-o", "a"), Format.MARKDOWN),
        (("-o", "a.pdf"), Format.MARKDOWN),
        (("-o", "a.html", "--format", "txt"), Format.TEXT),
    ],
)
def test_the_format_is_the_one_asked_for_else_that_of_the_ending(
    carla: tuple[Database, Mentorship],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    form: Format,
) -> None:
    database, it = carla
    monkeypatch.chdir(tmp_path)
    printed = call("export", "agreement", "carla", *arguments)
    assert (printed.code, printed.err) == (0, "")
    content = (tmp_path / arguments[1]).read_bytes() if "-o" in arguments else printed.raw
    assert content == copy.copy_of(database, it.id, 1, form).encode("utf-8")


def test_every_document_but_the_calendar_comes_in_every_format(carla: tuple[Database, Mentorship]) -> None:
    for name in ("agreement", "invitation", "questions", "minutes", "dossier"):
        markdown = call("export", name, "carla", "--format", "md").out
        assert markdown == call("export", name, "carla").out
        page = call("export", name, "carla", "--format", "html").out
        assert page.startswith('<!DOCTYPE html>\n<html lang="en">\n')
        text = call("export", name, "carla", "--format", "txt").out
        assert "\n===" in text
        assert "Carla Diaz" in page
        assert "Carla Diaz" in text
    refused(call("export", "calendar", "carla", "--format", "txt"), 2)
    assert "md, html, txt" in refused(call("export", "agreement", "carla", "--format", "pdf"), 2)


@pytest.mark.parametrize("form", list(Format))
def test_the_frame_is_in_the_language_asked_for(carla: tuple[Database, Mentorship], form: Format) -> None:
    database, it = carla
    printed = call("export", "agreement", "carla", "--frame", "de", "--format", form)
    assert printed.out == copy.copy_of(database, it.id, 1, form, "de")
    with using("de"):
        assert _("Fingerprints") in printed.out
    assert "Mentoring is voluntary." in printed.out.replace("\n", " ")
    assert "en, de" in refused(call("export", "agreement", "carla", "--frame", "fr"), 2)


@pytest.mark.parametrize("number", ["0", "x", "-1", "1.5", "²", "9999999999999"])
def test_a_version_that_is_no_number_is_wrong_use(begun: tuple[Database, Mentorship], number: str) -> None:
    assert number in refused(call("export", "agreement", "ben", f"--version={number}"), 2)


def test_a_version_that_is_not_there_is_wrong_use(begun: tuple[Database, Mentorship]) -> None:
    assert "9" in refused(call("export", "agreement", "ben", "--version", "9"), 2)


@pytest.mark.parametrize("what", ["invitation", "minutes"])
def test_what_there_is_not_yet_is_answered_with_no(begun: tuple[Database, Mentorship], what: str) -> None:
    assert "Anna Weber → Ben Okafor" in refused(call("export", what, "ben"), 1)


def test_minutes_are_those_of_the_session_held_last_else_of_the_one_that_goes_on(
    begun: tuple[Database, Mentorship],
) -> None:
    database, it = begun
    planned = [
        sessions.plan(
            database, it.id, kind=SessionKind.REGULAR, starts=datetime(2026, 11, day, 9, 30), title=f"On day {day}"
        )
        for day in (22, 23, 24, 25)
    ]
    assert "On day 24" in call("export", "minutes", "ben").out
    sessions.hold(database, planned[0].id)
    assert "On day 22" in call("export", "minutes", "ben").out


def test_an_invitation_is_to_the_first_meeting_as_long_as_it_is_planned(begun: tuple[Database, Mentorship]) -> None:
    database, it = begun
    zone = "Europe/Berlin"
    sessions.plan(database, it.id, kind=SessionKind.REGULAR, starts=datetime(2026, 11, 25, 9), zone=zone)
    first = sessions.plan(database, it.id, kind=SessionKind.FIRST, starts=datetime(2026, 12, 1, 10), zone=zone)
    assert "Tuesday, 1 December 2026" in call("export", "invitation", "ben").out
    with time_machine.travel(datetime(2026, 12, 1, 11, tzinfo=ZoneInfo(zone)), tick=False):
        sessions.hold(database, first.id, early=True)
    assert "Wednesday, 25 November 2026" in call("export", "invitation", "ben").out


def test_a_file_is_written_for_its_owner_only(begun: tuple[Database, Mentorship], tmp_path: Path) -> None:
    path = tmp_path / "copy.md"
    printed = call("export", "agreement", "ben", "-o", str(path))
    assert (printed.code, printed.out) == (0, f"Written to {path}.\n")
    assert path.read_bytes() == call("export", "agreement", "ben").raw
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_is_replaced_only_by_force_where_nobody_can_be_asked(
    begun: tuple[Database, Mentorship], tmp_path: Path
) -> None:
    path = tmp_path / "copy.md"
    path.write_text("mine")
    assert "--force" in refused(call("export", "agreement", "ben", "-o", str(path)), 2)
    assert path.read_text() == "mine"
    assert call("export", "agreement", "ben", "-o", str(path), "--force").code == 0
    assert path.read_bytes() == call("export", "agreement", "ben").raw


@pytest.mark.parametrize("place", ["{}", "{}/none/copy.md", "/dev/null"])
def test_a_place_where_no_file_can_be_is_wrong_use(
    begun: tuple[Database, Mentorship], tmp_path: Path, place: str
) -> None:
    for force in ((), ("--force",)):
        refused(call("export", "agreement", "ben", "-o", place.format(tmp_path), *force), 2)


def test_a_minus_is_standard_output(begun: tuple[Database, Mentorship]) -> None:
    assert call("export", "agreement", "ben", "-o", "-").raw == call("export", "agreement", "ben").raw
    assert not Path("-").exists()


# -- import, verify ----------------------------------------------------------------------------------------------------

CATALOGUE = """
[[question]]
topic = "comfort"
wording = "What should I know about your days?"
"""


def test_questions_are_imported_once(begun: tuple[Database, Mentorship], tmp_path: Path) -> None:
    database, it = begun
    path = tmp_path / "own.toml"
    path.write_text(CATALOGUE, encoding="utf-8")
    first = call("import", "questions", str(path), "ben")
    assert (first.code, first.out) == (0, "1 question was added to the list of Anna Weber → Ben Okafor.\n")
    assert "What should I know about your days?" in {each.wording for each in questions.of(database, it.id)}
    second = call("import", "questions", str(path), "ben")
    assert (second.code, second.out) == (0, "Every question of this catalogue is on the list already.\n")


def test_a_catalogue_that_is_none_changes_nothing(begun: tuple[Database, Mentorship], tmp_path: Path) -> None:
    database, it = begun
    path = tmp_path / "own.toml"
    path.write_text("title = 3\n[[", encoding="utf-8")
    before = questions.of(database, it.id)
    assert "own.toml" in refused(call("import", "questions", str(path), "ben"), 2)
    assert questions.of(database, it.id) == before


def test_an_ended_mentorship_takes_no_questions(file: Path, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(CATALOGUE, encoding="utf-8")
    refused(call("import", "questions", str(path), "emil"), 1)


@needs_openssh
def test_verify_checks_ssh_signatures_and_ends_with_1_where_one_is_not_valid(tmp_path: Path) -> None:
    path = tmp_path / "copy.md"
    content = (GOLDEN / "copy-signed-with-ssh-en.md").read_text(encoding="utf-8")
    path.write_text(content, encoding="utf-8")
    whole = call("verify", str(path))
    assert whole.code == 0
    assert "The SSH signature of Anna Weber is valid: the key SHA256:" in whole.out
    signed = call("verify", str(path), "--json").json["signatures"]
    assert [(it["text"], it["party"], it["ssh"]) for it in signed] == [
        ("agreement", "mentor", "valid"),
        ("agreement", "mentee", "valid"),
        ("annex", "mentor", "none"),
        ("annex", "mentee", "none"),
    ]
    assert [(it["fingerprint"] or "")[:7] for it in signed] == ["SHA256:", "SHA256:", "", ""]

    above = content[: content.index("<!-- handschlag copy ends")].replace('"name": "Anna Weber"', '"name": "A. Weber"')
    path.write_text(f"{above}{copy_end(above)}\n", encoding="utf-8")
    forged = call("verify", str(path))
    assert forged.code == 1
    assert "The SSH signature of Anna Weber is NOT valid" in forged.out
    told = call("verify", str(path), "--json")
    assert (told.code, [it["ssh"] for it in told.json["signatures"]][:2]) == (1, ["invalid", "valid"])


def test_verify_tells_a_whole_copy_from_a_changed_one_and_from_none(
    carla: tuple[Database, Mentorship], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, it = carla
    path = tmp_path / "copy.md"
    content = copy.copy_of(database, it.id, 1)
    monkeypatch.setenv("HANDSCHLAG_DB", str(tmp_path / "no database.db"))

    path.write_text(content, encoding="utf-8")
    whole = call("verify", str(path))
    assert whole.code == 0
    assert whole.out.startswith("This copy is whole")
    told = call("verify", str(path), "--json").json
    assert (told["whole"], told["record"]["mentee"], told["record"]["agreement"]["version"]) == (True, "Carla Diaz", 1)

    page = tmp_path / "copy.html"
    page.write_text(copy.copy_of(database, it.id, 1, Format.HTML, "de"), encoding="utf-8")
    shown = call("verify", str(page))
    assert shown.code == 0
    assert shown.out == f"{whole.out}The page shows exactly this copy.\n"
    page.write_text(page.read_text(encoding="utf-8").replace("feedback", "nothing", 1), encoding="utf-8")
    assert call("verify", str(page)).code == 1

    path.write_bytes(content.replace("\n", "\r\n").encode("utf-8"))
    mailed = call("verify", str(path), "--json")
    assert mailed.code == 0
    assert (mailed.json["whole"], mailed.json["same_words"]) == (False, True)

    path.write_text(content.replace("feedback", "nothing", 1), encoding="utf-8")
    changed = call("verify", str(path))
    assert (changed.code, changed.err) == (1, "")
    assert call("verify", str(path), "--json").json["whole"] is False

    path.write_text("# A letter\n", encoding="utf-8")
    refused(call("verify", str(path)), 2)
    refused(call("verify", str(tmp_path / "none.md")), 2)
    assert not (tmp_path / "no database.db").exists()


# -- backup, doctor ----------------------------------------------------------------------------------------------------


def test_a_backup_opens_like_the_database_and_is_never_written_over(file: Path, tmp_path: Path) -> None:
    path = tmp_path / "backup.db"
    printed = call("backup", str(path))
    assert printed.code == 0
    assert printed.out.startswith(f"3 mentorships are in {path}, ")
    assert call("--db", str(path), "list").raw == call("list").raw
    before = path.read_bytes()
    assert str(path) in refused(call("backup", str(path)), 2)
    assert path.read_bytes() == before


def test_the_doctor_finds_nothing_wrong_with_what_is_well(file: Path) -> None:
    printed = call("doctor")
    assert (printed.code, printed.err) == (0, "")
    assert printed.out.startswith(f"Nothing is wrong with {file}.\nThere is no daily backup yet.")
    assert call("doctor", "--json").json == {"database": str(file), "findings": [], "newest_backup": None}


def test_the_doctor_tells_how_old_the_newest_backup_is_and_mends_with_it(file: Path) -> None:
    place = daily.Place.of(file)
    made = daily.make(place)
    assert made is not None
    assert f"The newest daily backup is {made}, made today." in call("doctor").out
    old = made.with_name(f"{file.stem}-2020-01-01.db")
    made.rename(old)
    assert f"The newest daily backup is {old}, " in call("doctor").out
    assert call("doctor", "--json").json["newest_backup"] == {"file": str(old), "day": "2020-01-01"}
    file.write_bytes(b"damaged" * 1000)
    assert f"handschlag --db {old} backup {file}" in call("doctor").out


def test_a_backup_is_restored_into_a_new_file_only(file: Path, tmp_path: Path) -> None:
    backup = tmp_path / "backup.db"
    assert call("backup", str(backup)).code == 0
    before = backup.read_bytes()
    for name in ("restored", "restored-2"):
        restored = file.with_name(f"{file.stem}-{name}.db")
        printed = call("restore", str(backup))
        assert (printed.code, printed.out.splitlines()[-1]) == (0, f"    handschlag --db {restored}")
        assert call("--db", str(restored), "list").out == call("list").out
    refused(call("restore", str(backup), "--to", str(file)), 2)
    (tmp_path / "letter").write_text("Dear Anna")
    assert "is no database" in refused(call("restore", str(tmp_path / "letter")), 1)
    refused(call("restore", str(tmp_path / "none.db")), 1)
    assert backup.read_bytes() == before


def test_the_doctor_says_what_is_wrong_and_the_remedy(file: Path) -> None:
    file.chmod(0o644)
    printed = call("doctor")
    assert printed.code == 1
    assert f"    chmod 600 {file}" in printed.out.splitlines()
    (finding,) = call("doctor", "--json").json["findings"]
    assert (finding["severity"], finding["remedy"]) == ("warning", f"chmod 600 {file}")


def test_the_doctor_never_makes_a_database(tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    printed = call("--db", str(path), "doctor")
    assert (printed.code, printed.err) == (1, "")
    assert str(path) in printed.out
    assert list(tmp_path.glob("none*")) == []


def test_a_note_alone_is_nothing_wrong(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch(0o600)
    printed = call("--db", str(path), "doctor")
    assert (printed.code, call("--db", str(path), "doctor", "--json").json["findings"][0]["severity"]) == (0, "note")


# -- a database that cannot be used ------------------------------------------------------------------------------------

NEEDS_A_DATABASE = [
    ("list",),
    ("list", "--json"),
    ("export", "agreement", "x"),
    ("export", "calendar", "x"),
    ("backup", "copy.db"),
]


@pytest.mark.parametrize("arguments", NEEDS_A_DATABASE)
def test_a_missing_database_is_said_and_not_made(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    path = tmp_path / "none.db"
    assert str(path) in refused(call("--db", str(path), *arguments), 3)
    assert not path.exists()


@pytest.mark.parametrize("arguments", [*NEEDS_A_DATABASE, ("due",), ("new", "A", "B")])
def test_what_is_no_database_cannot_be_used(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Ben, " * 100)
    assert str(path) in refused(call("--db", str(path), *arguments), 3)
    assert path.read_text() == "Dear Ben, " * 100
    assert str(tmp_path) in refused(call("--db", str(tmp_path), *arguments), 3)


def test_a_home_that_nobody_has_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    refused(call("--db", "~nobody has this/x.db", "list"), 3)
    monkeypatch.setenv("HANDSCHLAG_DB", "~nobody has this/x.db")
    assert "HANDSCHLAG_DB" in refused(call("list"), 3)
    assert "HANDSCHLAG_DB" in refused(call("due"), 3)


# -- wrong use ---------------------------------------------------------------------------------------------------------

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


# -- what people typed -------------------------------------------------------------------------------------------------

HOSTILE = "\x1b]0;owned\x07\x9b31m\u202e\u2028\x7f"


@pytest.fixture
def hostile(begun: tuple[Database, Mentorship]) -> tuple[Database, Mentorship]:
    """Names and commitments that came in past every entrance, by the `sqlite3` shell."""
    database, it = begun
    commitments.make(database, it.id, Party.MENTEE, "read", due=NOW.date())
    database.connection.execute("UPDATE mentorships SET mentor = ?", (f"Anna{HOSTILE}\nWeber",))
    database.connection.execute("UPDATE commitments SET what = ?", (f"read{HOSTILE}\nit",))
    return database, it


def test_no_escape_sequence_comes_out_of_a_name(hostile: tuple[Database, Mentorship]) -> None:
    for arguments in (("list",), ("due",), ("list", "--json"), ("due", "--json"), ("export", "minutes", "1")):
        printed = call(*arguments)
        assert re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\u2028]", printed.out + printed.err) is None, arguments
    assert len(call("list").out.splitlines()) == len(call("due").out.splitlines()) == 1
    assert len(call("export", "minutes", "1").err.splitlines()) == 1


def test_a_script_gets_back_what_was_stored(hostile: tuple[Database, Mentorship]) -> None:
    assert call("list", "--json").json[0]["mentor"] == f"Anna{HOSTILE}\nWeber"
    assert call("due", "--json").json[0]["text"] == f"read{HOSTILE}\nit"


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


# -- the demo ----------------------------------------------------------------------------------------------------------


def test_the_demo_is_written_as_a_database_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    printed = call("demo", "--write", str(path))
    assert (printed.code, printed.out) == (0, f"The sample data are in {path}.\n")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(call("--db", str(path), "list").out.splitlines()) == 3
    assert str(path) in refused(call("demo", "--write", str(path)), 2)
    assert not (tmp_path / "home" / ".local").exists()


def test_without_a_terminal_the_app_says_so_and_makes_nothing(tmp_path: Path, file: Path) -> None:
    path = tmp_path / "none.db"
    for arguments in ((), ("demo",), ("open", "ben")):
        assert "ssh -t" in refused(call("--db", str(path), *arguments), 2)
    assert not path.exists()
