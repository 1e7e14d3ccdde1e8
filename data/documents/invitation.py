"""The invitation to a session: a text to send, and the calendar entry to send with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from ..i18n import _, clock_time, long_date, using
from ..model import walltime
from ..model.question import QuestionState
from ..model.session import SessionKind, SessionState
from . import icalendar, names
from .markdown import escaped

if TYPE_CHECKING:
    from ..model.mentorship import Mentorship
    from ..model.question import Question
    from ..model.session import Session


def invitation(mentorship: Mentorship, session: Session, questions: Sequence[Question] = ()) -> str:
    """The text as Markdown, in the mentorship's language, from the owner of the database to the other party.

    To a first meeting it names the questions that will be asked, by topic; skipped ones are left out.
    """
    with using(mentorship.language):
        paragraphs = [
            f"# {_title(session.kind)}",
            _("Hello {name},").format(name=escaped(mentorship.partner)),
            _opening(session.kind),
            "\n".join(_facts(session)),
        ]
        if session.kind is SessionKind.FIRST:
            paragraphs += _what_it_is_about(mentorship, questions)
        paragraphs += [
            _("If another day suits you better, please suggest one."),
            _("Kind regards"),
            escaped(mentorship.name_of(mentorship.me)),
        ]
    return "\n\n".join(paragraphs) + "\n"


def calendar_file(mentorship: Mentorship, session: Session) -> bytes:
    """The session as an iCalendar file.

    An invitation that can be answered (or is taken back, where the session is cancelled) when both e-mail addresses are
    known, else an entry to read.
    """
    method = icalendar.Method.PUBLISH
    if mentorship.mentor_email and mentorship.mentee_email:
        cancelled = session.state is SessionState.CANCELLED
        method = icalendar.Method.CANCEL if cancelled else icalendar.Method.REQUEST
    return icalendar.calendar([session], [mentorship], method=method)


def file_name(mentorship: Mentorship) -> str:
    """What the text is called as a file, in the mentorship's language."""
    with using(mentorship.language):
        return names.file_name(_("invitation"), mentorship, ".md")


def calendar_name(mentorship: Mentorship) -> str:
    """What the calendar entry is called as a file, in the mentorship's language."""
    with using(mentorship.language):
        return names.file_name(_("invitation"), mentorship, ".ics")


def _title(kind: SessionKind) -> str:
    return {
        SessionKind.FIRST: _("Invitation to our first meeting"),
        SessionKind.REGULAR: _("Invitation to our session"),
        SessionKind.REVIEW: _("Invitation to our review"),
    }[kind]


def _opening(kind: SessionKind) -> str:
    return {
        SessionKind.FIRST: _("I would like to invite you to our first mentoring meeting."),
        SessionKind.REGULAR: _("I would like to invite you to our next mentoring session."),
        SessionKind.REVIEW: _(
            "I would like to look back with you: does our agreement work for both of us, and what should change?"
        ),
    }[kind]


def _facts(session: Session) -> Iterable[str]:
    ends = walltime.to_wall(session.starts_at + timedelta(minutes=session.minutes), session.zone)
    yield "- " + _("Day: {day}").format(day=long_date(session.day))
    yield "- " + _("Time: {start} to {end}, {minutes} minutes (time zone {zone})").format(
        start=clock_time(session.starts), end=clock_time(ends), minutes=session.minutes, zone=escaped(session.zone)
    )
    if session.place:
        yield "- " + _("Place: {place}").format(place=escaped(session.place))
    if session.method:
        yield "- " + _("How we meet: {method}").format(method=escaped(session.method))


def _what_it_is_about(mentorship: Mentorship, questions: Sequence[Question]) -> Iterable[str]:
    yield _(
        "We use the time to get to know each other and to work out together what each of us may expect. "
        "From it comes our mentoring agreement, which both of us can change, and from which either of us can step back "
        "at any time, without giving a reason."
    )
    asked = [question for question in questions if question.state is not QuestionState.SKIPPED]
    if not asked:
        return
    yield _("These are the questions I would like to talk about. You need not prepare anything in writing.")
    for topic, members in groupby(asked, key=lambda question: question.topic_title):
        yield f"## {escaped(topic)}"
        yield "\n".join(f"- {escaped(question.wording)}" for question in members)
