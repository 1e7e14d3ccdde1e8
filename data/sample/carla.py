"""Anna Weber and Carla Diaz, in English: in force for 32 days, with sessions held, and a review that is overdue."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from .. import clock, prose
from ..model.mentorship import Party
from ..model.recurrence import weekly
from ..model.review import Outcome
from ..store import commitments, meetings, reviews, sessions
from . import steps

if TYPE_CHECKING:
    from ..store.connection import Database

_ANSWERS = {
    "take_away": "An outside view on how I run my project.",
    "why_now": "I have been asked to lead the migration, and I have never led one.",
    "worthwhile": "I would decide within a day instead of within a week.",
    "not_become": "A second line manager.",
    "feel_comfortable": "says plainly when something is not her job",
    "feedback": "gives criticism in private, never in the meeting itself",
    "trust": "People who did what they said.",
    "needs": "Saying no to people I like.",
    "skills": "Estimating work that nobody has done before.",
    "insights": "How decisions are made two levels above mine.",
    "strengths": "I finish things.",
    "of_me": "Anna answers within two working days.",
    "goals": "The first service has moved by the end of March.",
    "progress": "We look at the list of open decisions each time.",
}

_ANNEX = {
    "place": "By video; Carla sends the link.",
    "time": "Every two weeks on a Tuesday, 14:00, 45 minutes, for one year.",
    "content": "Carla sends three points the evening before. Anna brings one question.",
    "communication": "E-mail. Phone only when agreed.",
    "cancelling": "By e-mail until the evening before, with a new date.",
    "urgent": "",
}

_NOTES = """- Three decisions are open; the database comes first.
- Carla will ask for one day a week without meetings.
"""


def write(database: Database) -> None:
    """From the first meeting to a review that nobody has held yet."""
    meeting, signing, first_session = steps.at(-33, 14), steps.at(-32, 9), steps.at(-28, 14)
    with steps.during(steps.at(-40, 9)):
        it = steps.begun(
            database, "Anna Weber", "Carla Diaz", Party.MENTOR, "en", mentee_email="carla.diaz@example.org"
        )
        first = steps.first_meeting(database, it, meeting, "by video")
    with steps.during(meeting):
        steps.hold_first_meeting(database, it, first, _ANSWERS, ("too_much", "stuck", "first_step"))
        steps.take_answers(database, it, ("take_away", "goals", "feel_comfortable", "feedback", "of_me"))
        steps.accept_suggestions(
            database, it, ("feedback", "initiative", "commitments", "help", "alternatives", "results")
        )
        steps.understand(database, it)
    with steps.during(meeting, 64):
        meetings.close(database, first.id)
        steps.settle(database, it, _ANNEX)
    with steps.during(signing):
        steps.sign(database, it)
        steps.hand_over(database, it, "e-mail", "carla.diaz@example.org")
        rule = weekly(2, (first_session.weekday(),), count=12)
        planned = sessions.plan_series(database, it.id, rule=rule, starts=first_session, minutes=45, method="by video")
    _hold(database, it.id, [session.id for session in planned])
    _answer_alone(database, it.id)


def _hold(database: Database, mentorship_id: str, planned: list[str]) -> None:
    """The sessions that lie before today were held; in the first one Carla promised what was done by the second."""
    held = [it for it in (sessions.get(database, key) for key in planned) if it.starts_at < clock.now()]
    promised = None
    for session in held:
        with clock.pretending(session.starts_at + timedelta(minutes=session.minutes)):
            sessions.hold(database, session.id)
            if promised is None:
                prose.write(database, sessions.notes_key(session), _NOTES)
                due = clock.today(steps.ZONE) + timedelta(days=14)
                promised = commitments.make(
                    database, mentorship_id, Party.MENTEE, "list the services by risk", due, session.id
                )
            else:
                commitments.done(database, promised.id)
    due = clock.today(steps.ZONE) + timedelta(days=4)
    commitments.make(database, mentorship_id, Party.MENTOR, "introduce Carla to Jonas", due)


def _answer_alone(database: Database, mentorship_id: str) -> None:
    """Carla has answered the review already; Anna has not."""
    session = sessions.next_review(database, mentorship_id)
    if session is None:
        return
    review = reviews.open(database, session.id)
    words = {
        "works": "That you answer within two days.",
        "unworkable": "Three points the evening before are too many; one is enough.",
        "openness": "I can say almost everything.",
        "goals": "The first service is half moved.",
        "rewarding": "Yes.",
    }
    for key, text in words.items():
        prose.write(database, reviews.answer_key(review, key, Party.MENTEE), text)
    reviews.score(database, session.id, Party.MENTEE, "openness", 4)
    reviews.wish(database, session.id, Party.MENTEE, Outcome.AMEND)
    reviews.finish(database, session.id, Party.MENTEE)
