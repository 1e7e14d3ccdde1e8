"""Emil Roth and Anna Weber, in German: Anna is the mentee here. It was reviewed, went on, and has ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import prose
from ..model.mentorship import Party
from ..model.review import Outcome
from ..model.session import SessionKind
from ..store import commitments, meetings, mentorships, reviews, sessions
from . import steps

if TYPE_CHECKING:
    from ..store.connection import Database

_ANSWERS = {
    "take_away": "Ich möchte wissen, ob ich Führung wirklich will.",
    "feel_comfortable": "fragt nach, bevor er rät",
    "needs": "Delegieren, ohne nachzuarbeiten.",
    "goals": "Bis zum Sommer eine Entscheidung.",
    "of_me": "Emil erzählt auch von Entscheidungen, die falsch waren",
}

_ANNEX = {
    "place": "Im Café gegenüber, bei Regen im Büro von Emil.",
    "time": "Einmal im Monat, eine Stunde, bis zum Sommer.",
    "content": "Anna bringt eine Frage mit.",
    "communication": "E-Mail und Telefon.",
    "cancelling": "Ein Anruf genügt.",
    "urgent": "Ein Anruf, auch abends.",
}

_REVIEW = {
    Party.MENTOR: {"works": "Die Stunde im Café.", "rewarding": "Ja, ich lerne beim Erzählen."},
    Party.MENTEE: {"works": "Dass wir nie über Leistung reden.", "rewarding": "Sehr."},
}


def write(database: Database) -> None:
    """The whole flow, and its end."""
    meeting = steps.at(-181, 16)
    held = [steps.at(days, 16) for days in (-152, -123, -95)]
    review, decided, ended = steps.at(-151, 17), steps.at(-122, 9), steps.at(-82, 9)
    with steps.during(steps.at(-190, 9)):
        it = steps.begun(database, "Emil Roth", "Anna Weber", Party.MENTEE, "de")
        first = steps.first_meeting(database, it, meeting, "Café am Markt")
    with steps.during(meeting):
        steps.hold_first_meeting(database, it, first, _ANSWERS, ("why_now", "trust", "stuck"))
        steps.take_answers(database, it, ("take_away", "goals", "feel_comfortable", "of_me"))
        steps.accept_suggestions(database, it, ("feedback", "commitments", "help"))
        steps.understand(database, it)
    with steps.during(meeting, 55):
        meetings.close(database, first.id)
        steps.settle(database, it, _ANNEX)
        steps.sign(database, it)
        steps.hand_over(database, it, "paper")
    for starts in held:
        with steps.during(starts):
            session = sessions.plan(database, it.id, kind=SessionKind.REGULAR, starts=starts, place="Café am Markt")
            sessions.hold(database, session.id)
    with steps.during(review):
        _review(database, it.id)
    with steps.during(decided):
        made = commitments.make(database, it.id, Party.MENTEE, "das Angebot eine Woche liegen lassen", None)
        commitments.done(database, made.id)
    with steps.during(ended):
        mentorships.end(database, it.id, Party.MENTEE)


def _review(database: Database, mentorship_id: str) -> None:
    session = sessions.next_review(database, mentorship_id)
    if session is None:
        return
    review = reviews.open(database, session.id)
    for party, words in _REVIEW.items():
        for key, text in words.items():
            prose.write(database, reviews.answer_key(review, key, party), text)
        reviews.score(database, session.id, party, "openness", 5 if party is Party.MENTOR else 4)
        reviews.wish(database, session.id, party, Outcome.CONTINUE)
        reviews.finish(database, session.id, party)
    reviews.reveal(database, session.id)
    reviews.conclude(database, session.id, Outcome.CONTINUE)
