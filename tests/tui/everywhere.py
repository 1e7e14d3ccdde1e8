"""A mentorship in which every place that takes words has some."""

from __future__ import annotations

from datetime import date, datetime

from data import annex, commitments, meetings, mentorships, questions, reviews, sessions, versions
from data.model.mentorship import Mentorship, Party
from data.model.session import Session, SessionKind
from data.prose import Key, write
from data.store.connection import Database
from tui.place import Name, Place

from ..data.mentoring import decided


def everything(database: Database, words: str) -> dict[Name, Place]:
    """A mentorship in which every place that takes words has these; the place of every screen."""
    short = words[:90]
    made = mentorships.create(
        database, mentor=f"{short}1"[-100:], mentee=f"{short}2"[-100:], language="en", zone="Europe/Berlin"
    )
    # A row that another program has written passes none of our entrances.
    with database.write():
        database.table("mentorships").update(made.id, {"mentor": f"{words} M", "mentee": f"{words} m"})
    first, second, *_others = questions.of(database, made.id)
    with database.write():
        database.table("questions").update(first.id, {"wording": words, "topic_title": words})
    write(database, questions.answer_key(first), words)
    write(database, questions.answer_key(second), words)
    write(database, versions.draft_key(made.id), f"# A\n\n## Mentor's responsibilities\n\n- {words}\n\n{words}\n")
    for entry in annex.of(database, made.id):
        write(database, annex.text_key(made.id, entry.field), words)
    agree(database, made)
    meeting = held(database, made, words)
    review = sessions.next_review(database, made.id)
    assert review is not None
    answer(database, review, words)
    return {
        name: Place(name, "" if name is Name.HOME else made.id, meeting.id if name is Name.SESSION else "")
        for name in Name
    }


def agree(database: Database, mentorship: Mentorship) -> None:
    """Both have agreed on the draft and the annex."""
    decided(database, mentorship)
    for version in (versions.propose(database, mentorship.id), versions.propose_annex(database, mentorship.id)):
        for party in Party:
            versions.confirm(database, version.id, party, date(2026, 12, 1))


def held(database: Database, mentorship: Mentorship, words: str) -> Session:
    """A first meeting that goes on, with words everywhere."""
    session = sessions.plan(
        database, mentorship.id, kind=SessionKind.FIRST, starts=datetime(2026, 12, 1, 12), place="p", method="m"
    )
    with database.write():
        database.table("sessions").update(session.id, {"place": words, "method": words, "title": words})
    meetings.open(database, session.id)
    for key in (sessions.agenda_key(session), sessions.notes_key(session), Key(mentorship.id, "parked", session.id)):
        write(database, key, words)
    made = commitments.make(database, mentorship.id, Party.MENTEE, "c", date(2026, 12, 3), session.id)
    with database.write():
        database.table("commitments").update(made.id, {"what": words})
    return session


def answer(database: Database, session: Session, words: str) -> None:
    """Both have answered the review, and it is revealed."""
    review = reviews.open(database, session.id)
    for party in Party:
        write(database, reviews.answer_key(review, "works", party), words)
    reviews.reveal(database, session.id, meeting_open=True)
