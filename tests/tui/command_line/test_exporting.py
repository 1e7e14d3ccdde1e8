"""`export`: every document, in every format, to standard output or a file."""

from __future__ import annotations

import stat
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine

from data import (
    Database,
    copy,
    dossier,
    icalendar,
    invitation,
    mentorships,
    minutes,
    prose,
    question_list,
    questions,
    sessions,
    versions,
)
from data.i18n import _, using
from data.model.agreement import Method
from data.model.format import Format
from data.model.mentorship import Mentorship, Party
from data.model.session import SessionKind

from ..calling import call, refused
from ..conftest import NOW


def sign(database: Database, it: Mentorship) -> int:
    """Propose the draft and sign it for both; its number."""
    version = versions.propose(database, it.id)
    for party in Party:
        versions.sign(database, version.id, party, it.name_of(party), date(2026, 11, 24), Method.ON_PAPER)
    return version.number


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
