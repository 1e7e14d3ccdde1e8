"""The invitation to a session: a text to send, and the calendar entry to send with it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from .. import texts
from ..i18n import _, clock_time, long_date, ngettext, pgettext, using
from ..model import walltime
from ..model.elsewhere import of_session
from ..model.mentorship import Party
from ..model.session import SessionState
from . import icalendar, names
from .markdown import escaped
from .questions import by_topic

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..model.mentorship import Mentorship
    from ..model.question import Question
    from ..model.session import Session


def invitation(mentorship: Mentorship, session: Session, questions: Sequence[Question] = ()) -> str:
    """The text as Markdown, in the mentorship's language, from the owner of the database to the other party.

    To a first meeting it names the questions that will be asked, by topic; skipped ones are left out.
    """
    with using(mentorship.language):
        template = texts.invitation(mentorship.language, session.kind)
        return filled(template, _values(mentorship, session, questions))


def calendar_file(mentorship: Mentorship, session: Session) -> bytes:
    """The session as an iCalendar file.

    An invitation that can be answered (or is taken back, where the session is cancelled) when both e-mail addresses are
    known, else an entry to read.
    """
    method = None
    if all(mentorship.email_of(party) for party in Party):
        cancelled = session.state is SessionState.CANCELLED
        method = icalendar.Method.CANCEL if cancelled else icalendar.Method.REQUEST
    return icalendar.calendar([session], [mentorship], method=method)


def file_name(mentorship: Mentorship) -> str:
    """What the text is called as a file, in the mentorship's language."""
    with using(mentorship.language):
        return names.file_name(pgettext("name of a file", "invitation"), mentorship, ".md")


def calendar_name(mentorship: Mentorship) -> str:
    """What the calendar entry is called as a file, in the mentorship's language."""
    with using(mentorship.language):
        return names.file_name(pgettext("name of a file", "invitation"), mentorship, ".ics")


def _values(mentorship: Mentorship, session: Session, questions: Sequence[Question]) -> dict[str, str]:
    ends = walltime.to_wall(session.starts_at + timedelta(minutes=session.minutes), session.zone)
    return {
        "to": escaped(mentorship.partner),
        "from": escaped(mentorship.name_of(mentorship.me)),
        "date": long_date(session.day),
        "start": clock_time(session.starts),
        "end": clock_time(ends),
        "length": ngettext("{count} minute", "{count} minutes", session.minutes).format(count=session.minutes),
        "zone": escaped(session.zone),
        "place": escaped(session.place),
        "method": escaped(session.method),
        "title": escaped(session.title),
        "elsewhere": in_own_time(mentorship, session, mentorship.me.other),
        "questions_to_mentee": _listed(questions) if mentorship.me is Party.MENTOR else "",
        "questions_to_mentor": _listed(questions) if mentorship.me is Party.MENTEE else "",
    }


def in_own_time(mentorship: Mentorship, session: Session, reader: Party) -> str:
    """The time by the reader's own clocks, where these show another one."""
    for it in of_session(mentorship, session):
        if it.party is reader:
            return _("{day}, {begins} to {ends} (time zone {zone})").format(
                day=long_date(it.starts.date()),
                begins=clock_time(it.starts),
                ends=clock_time(it.ends),
                zone=escaped(it.zone),
            )
    return ""


def _listed(questions: Sequence[Question]) -> str:
    """The topics with their questions, below the paragraph that leads to them."""
    return "".join(
        f"\n\n**{escaped(title)}**\n\n" + "\n".join(f"- {escaped(question.wording)}" for question in members)
        for title, members in by_topic(questions)
    )


def filled(template: str, values: Mapping[str, str]) -> str:
    """The letter; a line whose placeholder stands for nothing is left out, with the blank line after it."""
    lines: list[str] = []
    for line in template.splitlines():
        if any(f"{{{{{name}}}}}" in line for name, value in values.items() if not value):
            continue
        if line or (lines and lines[-1]):
            lines.append(line)
    return texts.fill("\n".join(lines), values) + "\n"
