"""The invitation: from the owner of the database to the other party."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from typing import TYPE_CHECKING

import icalendar
import pytest

from data import texts
from data.documents import invitation
from data.i18n import LANGUAGES
from data.model.mentorship import Mentorship, Party
from data.model.question import QuestionState
from data.model.session import Session, SessionKind
from data.store import questions, sessions

from ..golden_files import golden
from .document_cases import FIRST_DAY, at, begin, needs_german, plan_first

if TYPE_CHECKING:
    from data.store.connection import Database

pytestmark = pytest.mark.usefixtures("known")


def planned(database: Database, it: Mentorship, kind: SessionKind, **what: str) -> Session:
    with at(FIRST_DAY):
        return sessions.plan(database, it.id, kind=kind, starts=datetime(2026, 12, 15, 16, 30), minutes=45, **what)


def test_the_mentor_invites_to_the_first_meeting(database: Database) -> None:
    it = begin(database)
    first = plan_first(database, it)
    text = invitation.invitation(it, first, questions.of(database, it.id))
    assert "\nDear Ben Okafor,\n" in text
    assert text.endswith("\nKind regards,\n\nAnna Weber\n")
    golden("invitation-first-en.md", text)


def test_the_mentee_invites_as_well(database: Database) -> None:
    it = begin(database, me=Party.MENTEE)
    text = invitation.invitation(it, plan_first(database, it), questions.of(database, it.id))
    assert "\nDear Anna Weber,\n" in text
    assert text.endswith("\nBen Okafor\n")
    assert "questions that a mentor usually asks" in text
    assert "I would like to ask you" not in text
    golden("invitation-first-from-mentee-en.md", text)


@pytest.mark.parametrize("kind", [SessionKind.REGULAR, SessionKind.REVIEW])
def test_an_invitation_to_another_session(database: Database, kind: SessionKind) -> None:
    it = begin(database)
    text = invitation.invitation(it, planned(database, it, kind, title="The talk", place="Room 3"))
    assert "- **About:** The talk" in text
    assert "How we meet" not in text, "what is not known is left out"
    golden(f"invitation-{kind}-en.md", text)


@needs_german
def test_an_invitation_in_german(database: Database) -> None:
    it = begin(database, language="de")
    golden("invitation-first-de.md", invitation.invitation(it, plan_first(database, it), questions.of(database, it.id)))
    for kind in (SessionKind.REGULAR, SessionKind.REVIEW):
        golden(f"invitation-{kind}-de.md", invitation.invitation(it, planned(database, it, kind, place="Raum 3")))
    assert invitation.file_name(it) == "einladung-anna-weber-ben-okafor.md"


def test_without_questions_nothing_leads_to_any(database: Database) -> None:
    it = begin(database)
    first = plan_first(database, it)
    text = invitation.invitation(it, first)
    assert "question" not in text
    assert "\n\n\n" not in text
    skipped = [dataclasses.replace(question, state=QuestionState.SKIPPED) for question in questions.of(database, it.id)]
    assert invitation.invitation(it, first, skipped) == text


def test_braces_in_a_name_are_left_as_they_are(database: Database) -> None:
    it = begin(database, mentor="Anna {{to}} {day}", mentee="{{questions_to_mentee}}")
    text = invitation.invitation(it, plan_first(database, it), questions.of(database, it.id))
    assert "\nDear {{questions\\_to\\_mentee}},\n" in text
    assert text.endswith("\nAnna {{to}} {day}\n")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", SessionKind)
def test_every_template_can_be_filled(database: Database, language: str, kind: SessionKind) -> None:
    it = begin(database, language=language)
    session = planned(database, it, kind, place="Here", method="in person", title="A title")
    text = invitation.invitation(it, session, questions.of(database, it.id))
    for value in ("Ben Okafor", "Anna Weber", "16:30", "17:15", "45", "Europe/Berlin", "Here", "in person", "A title"):
        assert value in text
    assert "{{" not in text
    for name in ("{{questions_to_mentee}}", "{{questions_to_mentor}}"):
        assert (name in texts.invitation(language, kind)) == (kind is SessionKind.FIRST)


def test_a_session_over_the_change_of_the_clocks_ends_when_the_clocks_say_so(database: Database) -> None:
    it = begin(database)
    with at(FIRST_DAY):
        session = sessions.plan(
            database, it.id, kind=SessionKind.REGULAR, starts=datetime(2027, 3, 28, 1, 30), minutes=60
        )
    assert "01:30 to 03:30 (60 minutes" in invitation.invitation(it, session)


# -- the calendar entry ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("me", Party)
def test_the_calendar_entry_goes_from_the_owner_to_the_other_one(database: Database, me: Party) -> None:
    it = begin(database, me=me)
    content = invitation.calendar_file(it, plan_first(database, it))
    read = icalendar.Calendar.from_ical(content)
    event = read.walk("VEVENT")[0]
    assert read["METHOD"] == "REQUEST"
    addresses = {Party.MENTOR: "mailto:anna@example.org", Party.MENTEE: "mailto:ben@example.org"}
    assert event["ORGANIZER"] == addresses[me]
    assert event["ORGANIZER"].params["CN"] == it.name_of(me)
    assert event["ATTENDEE"] == addresses[me.other]
    assert event["ATTENDEE"].params["RSVP"] == "TRUE"


def test_a_cancelled_session_is_taken_back(database: Database) -> None:
    it = begin(database)
    first = plan_first(database, it)
    content = invitation.calendar_file(it, sessions.cancel(database, first.id, Party.MENTEE))
    read = icalendar.Calendar.from_ical(content)
    event = read.walk("VEVENT")[0]
    assert read["METHOD"] == "CANCEL"
    assert event["STATUS"] == "CANCELLED"
    assert event["UID"] == f"{first.id}@handschlag"
    assert event["SEQUENCE"] == 1


def test_without_an_address_it_is_an_entry_to_read(database: Database) -> None:
    it = dataclasses.replace(begin(database), mentee_email="")
    read = icalendar.Calendar.from_ical(invitation.calendar_file(it, plan_first(database, it)))
    assert "METHOD" not in read
    assert "ORGANIZER" not in read.walk("VEVENT")[0]


def test_an_address_with_other_signs_is_a_uri(database: Database) -> None:
    it = dataclasses.replace(begin(database), mentee_email="b%n;x:y+z@exämple.org")
    event = icalendar.Calendar.from_ical(invitation.calendar_file(it, plan_first(database, it))).walk("VEVENT")[0]
    assert event["ATTENDEE"] == "mailto:b%25n%3Bx%3Ay+z@ex%C3%A4mple.org"


def test_the_names_of_both_files(database: Database) -> None:
    it = begin(database)
    assert invitation.file_name(it) == "invitation-anna-weber-ben-okafor.md"
    assert invitation.calendar_name(it) == "invitation-anna-weber-ben-okafor.ics"
