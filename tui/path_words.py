"""What the path says: how the agreement stands, what stands beside each step, and what comes next."""

from __future__ import annotations

from textual.content import Content

from data.clean import shown
from data.i18n import _, medium_date, ngettext, short_date
from data.model.mentorship import Mentorship, MentorshipState
from data.model.path import Facts, Path, Step

from . import wording


def standing(mentorship: Mentorship, facts: Facts) -> str:
    """How the agreement stands, or that the mentorship rests or is over."""
    if mentorship.state in (MentorshipState.ENDED, MentorshipState.COMPLETED, MentorshipState.PAUSED):
        return wording.mentorship_state(mentorship, facts)
    if facts.in_force_number and facts.in_force_number == facts.version_number:
        return _("agreement: version {number} in force").format(number=facts.in_force_number)
    if facts.version_number:
        return _("agreement: version {number}, {count} of 2 signatures").format(
            number=facts.version_number, count=facts.signatures
        )
    return _("agreement: draft")


def following(path: Path, state: MentorshipState) -> Content:
    """The next thing to do, or why there is none."""
    action = wording.action(path.next, path.facts)
    if action:
        return Content.assemble(
            (_("Next: {action}").format(action=action), "bold $accent"),
            "   ",
            (_("Space goes there"), "$text-muted"),
        )
    if state is MentorshipState.ACTIVE:
        return Content.styled(_("Nothing is open. The next session or review stands in the calendar."), "$text-muted")
    if state is MentorshipState.PAUSED:
        return Content.styled(_("This mentorship is paused. Press p to take it up again."), "$text-muted")
    return Content.styled(
        _("This mentorship has ended. All of it stays readable; press n to continue as a new one."), "$text-muted"
    )


def detail(step: Step, facts: Facts) -> str:
    """What stands beside a step."""
    details = {
        Step.FIRST_MEETING: _first_meeting,
        Step.QUESTIONS: _questions,
        Step.AGREEMENT: _agreement,
        Step.LOGISTICS: _logistics,
        Step.SIGNATURES: _signatures,
        Step.COPIES: _copies,
        Step.SESSIONS: _sessions,
        Step.REVIEW: _review,
    }
    return details[step](facts)


def _first_meeting(facts: Facts) -> str:
    if facts.first_meeting is None:
        return _("not planned yet")
    parts = [f"{medium_date(facts.first_meeting.date())}, {facts.first_meeting:%H:%M}"]
    if facts.first_meeting_place:
        parts[0] += f", {shown(facts.first_meeting_place)}"
    if facts.first_meeting_held:
        parts.append(_("held"))
    elif facts.invitation_sent:
        parts.append(_("invitation sent"))
    return " · ".join(parts)


def _questions(facts: Facts) -> str:
    counts = _("{asked} asked, {skipped} skipped, {open} open").format(
        asked=facts.asked, skipped=facts.skipped, open=facts.open_questions
    )
    if facts.uncovered_topics:
        missing = ngettext(
            "{count} core topic without a question", "{count} core topics without a question", facts.uncovered_topics
        ).format(count=facts.uncovered_topics)
        return f"{counts} · {missing}"
    return f"{counts} · {_('all four core topics')}"


def _agreement(facts: Facts) -> str:
    if not facts.points:
        return _("in force") if facts.in_force_number else _("no points yet")
    return _("{clear} of {count} points understood by both").format(clear=facts.clear_points, count=facts.points)


def _logistics(facts: Facts) -> str:
    left = 6 - facts.annex_settled
    if not left or not facts.version_number or facts.closed:
        return _("{settled} of 6 settled").format(settled=facts.annex_settled)
    # Once the agreement is proposed, what is next is elsewhere, and this would be forgotten.
    return _("{settled} of 6 settled · {count} still open").format(settled=facts.annex_settled, count=left)


def _signatures(facts: Facts) -> str:
    if not facts.version_number:
        return "–"
    if facts.in_force_number == facts.version_number:
        if facts.closed:
            return _("version {number} was in force").format(number=facts.in_force_number)
        return _("version {number} in force").format(number=facts.in_force_number)
    return _("version {number}: {count} of 2").format(number=facts.version_number, count=facts.signatures)


def _copies(facts: Facts) -> str:
    return _("{count} of 2 handed over").format(count=facts.copies) if facts.in_force_number else "–"


def _sessions(facts: Facts) -> str:
    if not facts.sessions_held and not facts.sessions_planned:
        return "–"
    counts = _("{held} held, {planned} planned").format(held=facts.sessions_held, planned=facts.sessions_planned)
    if facts.next_session is None:
        return counts
    following = _("next {day}, {time}").format(
        day=short_date(facts.next_session.date()), time=f"{facts.next_session:%H:%M}"
    )
    return f"{counts} · {following}"


def _review(facts: Facts) -> str:
    if facts.closed:
        return ngettext("{count} held", "{count} held", facts.reviews_held).format(count=facts.reviews_held)
    if facts.review_due is None:
        return _("30 days after the agreement comes into force")
    day = medium_date(facts.review_due)
    return _("{day} · overdue").format(day=day) if facts.review_overdue else day
