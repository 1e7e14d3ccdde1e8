"""Anna Weber and Ben Okafor, in German: their first meeting was the day before yesterday, the draft is nearly clear."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from .. import clock
from ..model.mentorship import Party
from ..model.session import SessionKind
from ..store import commitments, meetings, sessions
from . import steps

if TYPE_CHECKING:
    from ..store.connection import Database

_ANSWERS = {
    "take_away": "Ich möchte lernen, Entscheidungen zu vertreten, die nicht allen gefallen.",
    "why_now": "Im Januar übernehme ich mein erstes Team.",
    "worthwhile": "Ich würde Gespräche nicht mehr aufschieben.",
    "feel_comfortable": "kündigt Änderungen einen Tag vorher an",
    "feedback": "sagt offen, wenn etwas nicht gut war, und nennt ein Beispiel",
    "trust": "Dass Vertrauliches vertraulich blieb.",
    "needs": "Schwierige Gespräche führen, ohne auszuweichen.",
    "skills": "Prioritäten setzen, wenn alles dringend ist.",
    "strengths": "Ich höre gut zu.",
    "of_me": "Anna spricht aus eigener Erfahrung und sagt, wo sie endet.",
    "goals": "Bis März habe ich mit jedem Teammitglied ein Entwicklungsgespräch geführt.",
    "progress": "Die Gespräche finden statt, und ich schlafe am Vorabend.",
    "first_step": "Das Gespräch mit dem Projektleiter vorbereiten.",
}

_ANNEX = {
    "place": "Raum 2.14, im Winter auch per Video. Ben bucht den Raum.",
    "time": "Alle zwei Wochen, donnerstags um 10 Uhr, 45 Minuten, bis Ende Juni.",
    "communication": "E-Mail; bei Verspätung eine Textnachricht. Antwort innerhalb von zwei Arbeitstagen.",
    "cancelling": "Per Textnachricht bis zum Vorabend. Wer absagt, schlägt einen neuen Termin vor.",
}


def write(database: Database) -> None:
    """From the invitation to the points that are not clear yet."""
    meeting, coming = steps.at(-2, 10), steps.at(2, 10)
    with steps.during(steps.at(-9, 9)):
        it = steps.begun(
            database,
            "Anna Weber",
            "Ben Okafor",
            Party.MENTOR,
            "de",
            mentor_email="anna.weber@example.org",
            mentee_email="ben.okafor@example.org",
        )
        first = steps.first_meeting(database, it, meeting, "Raum 2.14")
    with steps.during(meeting):
        skipped = ("not_become", "too_much", "insights", "stuck")
        steps.hold_first_meeting(database, it, first, _ANSWERS, skipped)
        steps.take_answers(database, it, ("take_away", "goals", "feel_comfortable", "feedback", "of_me"))
        steps.accept_suggestions(database, it, ("feedback", "initiative", "commitments", "help", "results"))
        steps.understand(database, it, unclear=3)
        promised = commitments.make(
            database, it.id, Party.MENTEE, "die Leseliste schicken", clock.today(it.zone), first.id
        )
    with steps.during(meeting, 58):
        meetings.close(database, first.id)
        steps.settle(database, it, _ANNEX)
        for days in (2, 6):
            commitments.carry_over(database, promised.id, clock.today(it.zone) + timedelta(days=days))
    sessions.plan(database, it.id, kind=SessionKind.REGULAR, starts=coming, minutes=45, place="Raum 2.14")
