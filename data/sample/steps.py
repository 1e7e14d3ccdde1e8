"""What happens in every mentorship of the sample data, one function each, on a day counted from today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from .. import clock, prose, texts
from ..model.agreement import AnnexState, Method
from ..model.mentorship import Mentorship, Party
from ..model.points import insert_clause
from ..model.question import QuestionState
from ..model.session import Session, SessionKind
from ..store import (
    annex,
    clauses,
    copies,
    events,
    meetings,
    mentorships,
    points,
    questions,
    sessions,
    suggestions,
    versions,
)

if TYPE_CHECKING:
    from ..store.connection import Database

ZONE = "Europe/Berlin"
"""Where all of it happens."""


@contextmanager
def during(moment: datetime, minutes: int = 0) -> Iterator[None]:
    """Be at another wall-clock time, or so many minutes after it."""
    aware = moment.replace(tzinfo=clock.zone_info(ZONE)) + timedelta(minutes=minutes)
    with clock.pretending(aware):
        yield


def at(days: int, hour: int, minute: int = 0) -> datetime:
    """A wall-clock time so many days from today; Saturdays and Sundays give way to the Monday after them."""
    day = clock.today(ZONE) + timedelta(days=days)
    day += timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
    return datetime.combine(day, time(hour, minute))


def first_meeting(database: Database, it: Mentorship, starts: datetime, place: str) -> Session:
    """Plan the first meeting and send its invitation."""
    session = sessions.plan(database, it.id, kind=SessionKind.FIRST, starts=starts, minutes=60, place=place)
    events.note(database, it.id, "invitation", session.id, "e-mail")
    return session


def hold_first_meeting(
    database: Database, it: Mentorship, session: Session, answers: Mapping[str, str], skipped: Iterable[str] = ()
) -> None:
    """Ask every question of the list: type these answers, by the key of the catalogue, skip some."""
    meetings.open(database, session.id)
    for question in questions.of(database, it.id):
        if answer := answers.get(question.source):
            prose.write(database, questions.answer_key(question), answer)
        state = QuestionState.SKIPPED if question.source in skipped else QuestionState.ASKED
        questions.set_state(database, question.id, state)


def take_answers(database: Database, it: Mentorship, sources: Iterable[str]) -> None:
    """Turn answers into clauses, each at the section of its topic."""
    by_source = {question.source: question for question in questions.of(database, it.id)}
    for source in sources:
        question = by_source[source]
        section = texts.section_of(it.language, question.topic)
        anchor = add_clause(database, it, section, question.answer)
        clauses.note_clause(database, it.id, question.id, question.answer, question.answer, anchor)


def add_clause(database: Database, it: Mentorship, section: str, wording: str) -> bytes:
    """Put a clause into the draft; returns its anchor."""
    draft = prose.Prose.open(database, versions.draft_key(it.id))
    start, end, inserted = insert_clause(draft.text, section, texts.sections(it.language)[section], wording)
    draft.replace(start, end, inserted)
    anchor = draft.sticky(start)
    draft.close()
    return anchor


def accept_suggestions(database: Database, it: Mentorship, keys: Iterable[str]) -> None:
    """Take suggestions into the mentee's responsibilities."""
    for key in keys:
        add_clause(database, it, "mentee", suggestions.wording(database, it.id, key))
        suggestions.accept(database, it.id, key)


def understand(database: Database, it: Mentorship, unclear: int = 0) -> None:
    """Both mark every point as understood, but for the last ones, which only the mentor does."""
    found = points.of(database, it.id)
    for place, point in enumerate(found):
        points.mark(database, it.id, point.key, point.wording, Party.MENTOR)
        if place < len(found) - unclear:
            points.mark(database, it.id, point.key, point.wording, Party.MENTEE)


def settle(database: Database, it: Mentorship, fields: Mapping[str, str]) -> None:
    """Write and settle logistics fields; an empty text is explicitly not agreed."""
    for field, words in fields.items():
        prose.write(database, annex.text_key(it.id, field), words)
        entry = next(entry for entry in annex.of(database, it.id) if entry.field == field)
        state = AnnexState.SETTLED if words else AnnexState.NOT_AGREED
        annex.set_state(database, it.id, field, state, entry.row_version)


def sign(database: Database, it: Mentorship) -> None:
    """Propose the draft and the annex; the owner signs at the own login, the other one in person beside them."""
    version = versions.propose(database, it.id)
    day = clock.today(it.zone)
    for party in (it.me, it.me.other):
        method = Method.OWN_LOGIN if party is it.me else Method.IN_PERSON
        versions.sign(database, version.id, party, it.name_of(party), day, method)
    attached = versions.propose_annex(database, it.id)
    for party in Party:
        versions.confirm(database, attached.id, party, day)


def hand_over(database: Database, it: Mentorship, how: str = "file", place: str = "") -> None:
    """Both receive a copy of the version in force."""
    from ..documents import copy
    from ..model.agreement import fingerprint

    version = versions.in_force(database, it.id)
    if version is not None:
        sha256 = fingerprint(copy.copy_of(database, it.id, version.number))
        copies.hand_over(database, it.id, Party, how, place, sha256, version.id)


def begun(database: Database, mentor: str, mentee: str, me: Party, language: str, **addresses: str) -> Mentorship:
    """A new mentorship in the zone of the sample."""
    return mentorships.create(database, mentor=mentor, mentee=mentee, me=me, language=language, zone=ZONE, **addresses)
