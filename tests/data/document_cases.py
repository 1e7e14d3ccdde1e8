"""What the tests of documents share: a clock that stands still, other accounts, a mentorship worked through."""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import time_machine

from data import i18n, identity, prose
from data.model.agreement import AnnexState, Method, Version
from data.model.mentorship import Mentorship, Party
from data.model.question import QuestionState
from data.model.recurrence import weekly
from data.model.review import Outcome
from data.model.session import Session, SessionKind
from data.store import annex, commitments, copies, events, mentorships, questions, reviews, sessions, versions

from .mentoring import decided

if TYPE_CHECKING:
    from data.store.connection import Database

FIRST_DAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
MEETING_DAY = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)

HOSTILE = "# [Anna](javascript:x) *W* `eb` <b>er</b> | 1. ~~x~~ $y$ & \u202eevil\u202c 🤝\n- {mentee} \\"
"""A name with everything that Markdown, a terminal or a format string could read."""


def _has_german() -> bool:
    folder = Path(i18n.__file__).parent / "locale"
    catalogue = gettext.translation("handschlag", folder, ["de"], fallback=True)
    return catalogue.gettext("DRAFT: not in force") != "DRAFT: not in force"


needs_german = pytest.mark.skipif(not _has_german(), reason="the German catalogue is not compiled")


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """The clock stands still at a moment."""
    with time_machine.travel(moment, tick=False):
        yield


@contextmanager
def account(monkeypatch: pytest.MonkeyPatch, name: str) -> Iterator[None]:
    """Another account is at work."""
    with monkeypatch.context() as patch:
        patch.setattr(identity, "user", lambda: name)
        yield


def begin(
    database: Database,
    mentor: str = "Anna Weber",
    mentee: str = "Ben Okafor",
    language: str = "en",
    me: Party = Party.MENTOR,
    template: str | None = None,
) -> Mentorship:
    """A mentorship of 24 November 2026 with both addresses."""
    with at(FIRST_DAY):
        return mentorships.create(
            database,
            mentor=mentor,
            mentee=mentee,
            me=me,
            language=language,
            mentor_email="anna@example.org",
            mentee_email="ben@example.org",
            template=template,
            zone="Europe/Berlin",
        )


def plan_first(database: Database, it: Mentorship) -> Session:
    """The first meeting: Tuesday, 1 December 2026, 10:00 in Berlin."""
    with at(FIRST_DAY):
        return sessions.plan(
            database,
            it.id,
            kind=SessionKind.FIRST,
            starts=datetime(2026, 12, 1, 10, 0),
            place="Room 2.14",
            method="in person",
        )


def settle_annex(database: Database, it: Mentorship) -> None:
    """The place is settled, all else expressly not agreed."""
    prose.write(database, annex.text_key(it.id, "place"), "Room 2.14, or [the link](https://example.org)\n")
    entries = {entry.field: entry for entry in annex.of(database, it.id)}
    annex.set_state(database, it.id, "place", AnnexState.SETTLED, entries["place"].row_version)
    decided(database, it)


def sign_both(database: Database, it: Mentorship, version: Version) -> Version:
    """Both sign on the day: the mentor with her own login, the mentee in person at her terminal."""
    day = date(2026, 12, 1)
    versions.sign(database, version.id, Party.MENTOR, it.mentor, day, Method.OWN_LOGIN)
    return versions.sign(database, version.id, Party.MENTEE, it.mentee, day, Method.IN_PERSON)


def confirm_both(database: Database, version: Version) -> Version:
    """Both confirm as agreed, without a signature."""
    for party in Party:
        versions.confirm(database, version.id, party, date(2026, 12, 1))
    return versions.get(database, version.id)


def in_force(
    database: Database, mentor: str = "Anna Weber", mentee: str = "Ben Okafor", language: str = "en"
) -> Mentorship:
    """An agreement signed by both, its annex agreed."""
    it = begin(database, mentor, mentee, language)
    with at(MEETING_DAY):
        settle_annex(database, it)
        sign_both(database, it, versions.propose(database, it.id))
        confirm_both(database, versions.propose_annex(database, it.id))
    return mentorships.get(database, it.id)


def hold_first(database: Database, it: Mentorship, first: Session) -> None:
    """The first meeting is held: two questions asked, one skipped, the rest open; one promise, one thing parked."""
    listed = questions.of(database, it.id)
    prose.write(database, questions.answer_key(listed[0]), "A view from outside.\n\n- and *honest* feedback\n")
    for question, state in zip(listed, (QuestionState.ASKED, QuestionState.ASKED, QuestionState.SKIPPED), strict=False):
        questions.set_state(database, question.id, state)
    prose.write(database, sessions.agenda_key(first), "1. Getting to know each other\n2. The agreement\n")
    prose.write(database, prose.Key(it.id, "parked", first.id), "- contact with the press office\n")
    prose.write(database, sessions.notes_key(first), "```\nnot closed")
    promised = commitments.make(database, it.id, Party.MENTEE, "send the *reading list*", date(2026, 12, 7), first.id)
    commitments.carry_over(database, promised.id, date(2026, 12, 14))
    commitments.done(database, commitments.make(database, it.id, Party.MENTOR, "book the room", None, first.id).id)
    sessions.hold(database, first.id)


def receive(database: Database, it: Mentorship, version: Version) -> None:
    """Both received a copy."""
    copies.record(database, it.id, Party.MENTOR, "file", "~/agreement.md", "0" * 64, version.id)
    copies.record(database, it.id, Party.MENTEE, "e-mail", "ben@example.org", "0" * 64, version.id)


def worked_through(database: Database, language: str = "en") -> Mentorship:
    """From the first meeting to the end: two versions, an annex, sessions, a review, a pause."""
    it = begin(database, language=language)
    first = plan_first(database, it)
    events.note(database, it.id, "invitation", first.id, "file")
    with at(MEETING_DAY):
        hold_first(database, it, first)
        settle_annex(database, it)
        receive(database, it, sign_both(database, it, versions.propose(database, it.id)))
        confirm_both(database, versions.propose_annex(database, it.id))
        series = sessions.plan_series(database, it.id, rule=weekly(2, count=3), starts=datetime(2026, 12, 8, 10, 0))
    with at(datetime(2026, 12, 8, 10, 0, tzinfo=UTC)):
        sessions.hold(database, series[0].id)
        prose.write(database, sessions.notes_key(series[0]), "We spoke about the talk.")
        commitments.drop(
            database, commitments.make(database, it.id, Party.MENTOR, "introduce Carla", date(2027, 1, 4)).id
        )
        sessions.cancel(database, series[1].id, Party.MENTEE)
    review = sessions.next_review(database, it.id)
    assert review is not None
    with at(datetime(2026, 12, 31, 9, 30, tzinfo=UTC)):
        opened = reviews.open(database, review.id)
        for party, words in ((Party.MENTOR, "the hours"), (Party.MENTEE, "the openness")):
            prose.write(database, reviews.answer_key(opened, "works", party), words)
            reviews.score(database, review.id, party, "openness", 5)
            reviews.wish(database, review.id, party, Outcome.CONTINUE)
            reviews.finish(database, review.id, party)
        reviews.reveal(database, review.id)
        reviews.conclude(database, review.id, Outcome.CONTINUE)
    with at(datetime(2027, 1, 10, 9, 0, tzinfo=UTC)):
        prose.write(database, versions.draft_key(it.id), versions.draft_text(database, it.id) + "\nOne line more.\n")
        versions.propose(database, it.id)
        mentorships.pause(database, it.id, Party.MENTEE)
        mentorships.resume(database, it.id, Party.MENTEE)
    return mentorships.get(database, it.id)


def amended(database: Database) -> Mentorship:
    """Version 1 in force, then version 2."""
    it = in_force(database)
    with at(MEETING_DAY):
        prose.write(database, versions.draft_key(it.id), "# Mentoring agreement\n\n## Goals\n\n- a second version\n")
        sign_both(database, it, versions.propose(database, it.id))
    return it
