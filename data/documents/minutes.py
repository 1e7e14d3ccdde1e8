"""The minutes of a session: what was asked, answered and agreed, in the language of the mentorship."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from .. import prose
from ..errors import NotFound
from ..i18n import _, clock_time, long_date, ngettext, pgettext, plain_date, using
from ..model import walltime
from ..model.question import QuestionState, tally
from ..model.session import CommitmentState, SessionKind, SessionState
from . import names
from .markdown import escaped, typed
from .questions import by_topic
from .review import review_blocks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..model.mentorship import Mentorship
    from ..model.question import Question
    from ..model.session import Commitment, Session
    from ..store.connection import Database


def minutes(database: Database, mentorship_id: str, session_id: str) -> str:
    """The minutes as Markdown. Raises `NotFound` for a session that is none of this mentorship.

    Names and other short words are harmless; agenda, answers and notes stand as they were typed.
    """
    from ..store import mentorships, sessions

    mentorship, session = mentorships.get(database, mentorship_id), sessions.get(database, session_id)
    if session.mentorship_id != mentorship_id:
        raise NotFound(_("This session belongs to another mentorship."))
    with using(mentorship.language):
        blocks = [f"# {_title(session)}", "\n".join([*people(mentorship), *facts(database, mentorship, session)])]
        content = list(session_blocks(database, mentorship, session, level=2))
        content += _from_before(database, mentorship, session)
        blocks += content or [_("Nothing has been written down yet.")]
    return "\n\n".join(blocks) + "\n"


def file_name(mentorship: Mentorship, session: Session) -> str:
    """What the minutes are called as a file, in the mentorship's language: with the day of the session."""
    with using(mentorship.language):
        return names.file_name(pgettext("name of a file", "minutes"), mentorship, f"-{session.day.isoformat()}.md")


def _title(session: Session) -> str:
    if session.title:
        return _("Minutes: {title}").format(title=escaped(session.title))
    return {
        SessionKind.FIRST: _("Minutes of the first meeting"),
        SessionKind.REGULAR: _("Minutes of the session"),
        SessionKind.REVIEW: _("Minutes of the review"),
    }[session.kind]


# -- the facts ---------------------------------------------------------------------------------------------------------


def people(mentorship: Mentorship) -> Iterator[str]:
    """The two, as items of a list."""
    yield _("- Mentor: {name}").format(name=escaped(mentorship.mentor))
    yield _("- Mentee: {name}").format(name=escaped(mentorship.mentee))


def facts(database: Database, mentorship: Mentorship, session: Session) -> Iterator[str]:
    """When, where and how, and what became of it, as items of a list."""
    from ..store import meetings

    ends = walltime.to_wall(session.starts_at + timedelta(minutes=session.minutes), session.zone)
    yield _("- Date: {day}").format(day=long_date(session.day))
    yield _("- Time: {start} to {end} ({length}, time zone {zone})").format(
        start=clock_time(session.starts),
        end=clock_time(ends),
        length=ngettext("{count} minute", "{count} minutes", session.minutes).format(count=session.minutes),
        zone=escaped(session.zone),
    )
    if session.place:
        yield _("- Place: {place}").format(place=escaped(session.place))
    if session.method:
        yield _("- How we meet: {method}").format(method=escaped(session.method))
    yield _state(mentorship, session)
    meeting = meetings.get(database, session.id)
    if meeting is not None and meeting.closed_at is not None:
        yield _("- Opened at {start}, closed at {end}").format(
            start=clock_time(walltime.to_wall(meeting.opened_at, session.zone)),
            end=clock_time(walltime.to_wall(meeting.closed_at, session.zone)),
        )


def _state(mentorship: Mentorship, session: Session) -> str:
    if session.state is SessionState.PLANNED:
        return _("- State: planned")
    if session.state is SessionState.HELD:
        return _("- State: held")
    if session.cancelled_by is None or session.cancelled_at is None:
        return _("- State: cancelled")
    return _("- State: cancelled by {name} on {day}").format(
        name=escaped(mentorship.name_of(session.cancelled_by)),
        day=plain_date(walltime.to_wall(session.cancelled_at, session.zone).date()),
    )


# -- the content -------------------------------------------------------------------------------------------------------


def session_blocks(database: Database, mentorship: Mentorship, session: Session, *, level: int) -> Iterator[str]:
    """What was written down of a session, as blocks whose headings have this level; nothing stands for nothing."""
    from ..store import commitments, questions, reviews, sessions

    sign = "#" * level
    yield from _prose(f"{sign} {_('Agenda')}", prose.read(database, sessions.agenda_key(session)))
    if session.kind is SessionKind.FIRST:
        yield from _questions(questions.of(database, mentorship.id), level)
    yield from _prose(
        f"{sign} {_('Parked for later')}", prose.read(database, prose.Key(mentorship.id, "parked", session.id))
    )
    yield from _prose(f"{sign} {_('Notes')}", prose.read(database, sessions.notes_key(session)))
    review = reviews.get(database, session.id)
    if review is not None:
        yield f"{sign} {_('Review')}"
        yield from review_blocks(database, mentorship, review, level=level + 1)
    promised = commitments.of_session(database, session.id)
    if promised:
        yield f"{sign} {_('Commitments')}"
        yield commitment_list(mentorship, promised)


def _from_before(database: Database, mentorship: Mentorship, session: Session) -> Iterator[str]:
    """What had been promised before this session and was still open when it began, with what has become of it."""
    from ..store import commitments

    earlier = [
        it
        for it in commitments.of(database, mentorship.id)
        if it.session_id != session.id
        and it.created_at < session.starts_at
        and (it.closed_at is None or it.closed_at >= session.starts_at)
    ]
    if earlier and session.state is not SessionState.CANCELLED:
        yield f"## {_('Commitments carried over from earlier')}"
        yield commitment_list(mentorship, earlier)


def _prose(heading: str, text: str) -> Iterator[str]:
    if words := typed(text):
        yield heading
        yield words


def _questions(questions: list[Question], level: int) -> Iterator[str]:
    if not questions:
        return
    counts = tally(questions)
    yield f"{'#' * level} {_('Questions and answers')}"
    yield _("Asked: {asked}. Skipped: {skipped}. Left open: {open}.").format(
        asked=counts.asked, skipped=counts.skipped, open=counts.open
    )
    for title, members in by_topic(questions, skipped=True):
        yield f"{'#' * (level + 1)} {escaped(title)}"
        for question in members:
            yield f"**{escaped(question.wording)}**"
            yield from _answer(question)


def _answer(question: Question) -> Iterator[str]:
    answer = typed(question.answer)
    if question.state is QuestionState.SKIPPED:
        yield f"*{_('Skipped.')}*"
    elif question.state is QuestionState.OPEN:
        yield f"*{_('Left open.')}*"
    elif not answer:
        yield f"*{_('Asked; no answer was written down.')}*"
    if answer:
        yield answer


def commitment_list(mentorship: Mentorship, commitments: Iterable[Commitment]) -> str:
    """Who promised what, by when, and what became of it, as a list."""
    return "\n".join(line for it in commitments for line in _commitment(mentorship, it))


def _commitment(mentorship: Mentorship, it: Commitment) -> Iterator[str]:
    sentences = {
        (CommitmentState.OPEN, False): _("- {name}: {what} (open)"),
        (CommitmentState.OPEN, True): _("- {name}: {what} (by {day}, open)"),
        (CommitmentState.DONE, False): _("- {name}: {what} (done)"),
        (CommitmentState.DONE, True): _("- {name}: {what} (by {day}, done)"),
        (CommitmentState.DROPPED, False): _("- {name}: {what} (dropped)"),
        (CommitmentState.DROPPED, True): _("- {name}: {what} (by {day}, dropped)"),
    }
    yield sentences[it.state, it.due is not None].format(
        name=escaped(mentorship.name_of(it.party)),
        what=escaped(it.what),
        day="" if it.due is None else plain_date(it.due),
    )
    if it.carried_over and it.first_due is not None:
        yield ngettext(
            "  - carried over once; it was due first on {day}",
            "  - carried over {count} times; it was due first on {day}",
            it.carried_over,
        ).format(count=it.carried_over, day=plain_date(it.first_due))
