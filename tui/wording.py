"""How the screens call what the model names: states, steps, actions, methods. One place, so that all say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.i18n import _, ngettext, pgettext
from data.model.agreement import AnnexState, Method, VersionState
from data.model.due import DueKind
from data.model.mentorship import MentorshipState, Party
from data.model.path import Action, Facts, Step
from data.model.question import QuestionState
from data.model.review import Outcome
from data.model.session import CommitmentState, SessionKind, SessionState

if TYPE_CHECKING:
    from datetime import date

    from data.model.due import Due
    from data.model.mentorship import Mentorship
    from data.model.question import Tally


SHARED = "⇄"
"""Beside what another account has as well."""


def party(side: Party) -> str:
    """`mentor` or `mentee`."""
    return {Party.MENTOR: _("mentor"), Party.MENTEE: _("mentee")}[side]


def mentorship_state(mentorship: Mentorship, facts: Facts) -> str:
    """The short state beside a mentorship in a list."""
    if mentorship.state is MentorshipState.PREPARING:
        done, total = steps_done(facts)
        return _("{done} of {total}").format(done=done, total=total)
    return {
        MentorshipState.ACTIVE: _("in force"),
        MentorshipState.PAUSED: _("paused"),
        MentorshipState.ENDED: _("ended"),
        MentorshipState.COMPLETED: _("completed"),
    }[mentorship.state]


def steps_done(facts: Facts) -> tuple[int, int]:
    """How many of the things that lead to a signed agreement are done, and of how many."""
    marks = (
        facts.first_meeting is not None,
        facts.invitation_sent or facts.first_meeting_held,
        facts.asked > 0,
        facts.asked > 0 and facts.open_questions == 0,
        facts.points > 0,
        facts.points > 0 and facts.clear_points == facts.points,
        facts.annex_settled == 6,
        facts.version_number > 0,
        facts.in_force_number > 0,
    )
    return sum(marks), len(marks)


def step(name: Step) -> str:
    """A line of the checklist."""
    return {
        Step.FIRST_MEETING: _("First meeting"),
        Step.QUESTIONS: _("Questions"),
        Step.AGREEMENT: _("Agreement"),
        Step.LOGISTICS: _("Logistics"),
        Step.SIGNATURES: _("Signatures"),
        Step.COPIES: _("Copies"),
        Step.SESSIONS: _("Sessions"),
        Step.REVIEW: _("Review"),
    }[name]


def action(name: Action, facts: Facts) -> str:
    """The next thing to do."""
    unclear = facts.points - facts.clear_points
    unsettled = 6 - facts.annex_settled
    return {
        Action.PLAN_FIRST_MEETING: _("plan the first meeting"),
        Action.INVITE: _("send the invitation"),
        Action.PREPARE_QUESTIONS: _("prepare the questions"),
        Action.HOLD_FIRST_MEETING: _("go on with the meeting")
        if facts.first_meeting_open
        else _("hold the first meeting"),
        Action.DRAFT: _("write the points of the agreement"),
        Action.CLARIFY_POINTS: ngettext("clarify {count} point", "clarify {count} points", unclear).format(
            count=unclear
        ),
        Action.SETTLE_LOGISTICS: ngettext(
            "settle {count} logistics field", "settle {count} logistics fields", unsettled
        ).format(count=unsettled),
        Action.PROPOSE: _("propose the agreement for signing"),
        Action.SIGN: _("sign the agreement"),
        Action.HAND_OVER_COPIES: _("hand over the copies"),
        Action.PLAN_SESSIONS: _("plan the sessions"),
        Action.HOLD_REVIEW: _("hold the review"),
        Action.NOTHING: "",
    }[name]


def core_topic(key: str) -> str:
    """One of the four core topics."""
    return {
        "relationship": _("what the mentee wants from the relationship"),
        "comfort": _("what the mentor can do for the mentee's comfort"),
        "development": _("development needs, knowledge, skills, insights"),
        "expectations": _("current expectations and goals"),
    }[key]


def question_state(state: QuestionState) -> str:
    """The state of a question."""
    return {
        QuestionState.OPEN: pgettext("state", "open"),
        QuestionState.ASKED: _("asked"),
        QuestionState.SKIPPED: _("skipped"),
    }[state]


def tallied(counts: Tally) -> str:
    """How far the questions are."""
    return _("{asked} asked, {skipped} skipped, {open} open").format(
        asked=counts.asked, skipped=counts.skipped, open=counts.open
    )


def session_kind(kind: SessionKind) -> str:
    """What kind of meeting it is."""
    return {
        SessionKind.FIRST: _("First meeting"),
        SessionKind.REGULAR: _("Session"),
        SessionKind.REVIEW: _("Review"),
    }[kind]


def session_state(state: SessionState) -> str:
    """The state of a session."""
    return {
        SessionState.PLANNED: _("planned"),
        SessionState.HELD: _("held"),
        SessionState.CANCELLED: _("cancelled"),
    }[state]


def commitment_state(state: CommitmentState) -> str:
    """The state of a commitment."""
    return {
        CommitmentState.OPEN: pgettext("state", "open"),
        CommitmentState.DONE: _("done"),
        CommitmentState.DROPPED: _("dropped"),
    }[state]


def answer(reply: str, mentorship: Mentorship) -> str:
    """What the other party answered to an invitation; empty where nothing came back."""
    sentence = {
        "accepted": _("{name} has accepted"),
        "tentative": _("{name} may come"),
        "declined": _("{name} has declined"),
    }.get(reply, "")
    return sentence.format(name=mentorship.partner)


def version_state(state: VersionState) -> str:
    """The state of a version."""
    return {
        VersionState.PROPOSED: _("proposed"),
        VersionState.PARTLY_SIGNED: _("partly signed"),
        VersionState.IN_FORCE: _("in force"),
        VersionState.SUPERSEDED: _("superseded"),
        VersionState.CLOSED: _("closed"),
    }[state]


def method(name: Method) -> str:
    """How somebody consented."""
    return {
        Method.OWN_LOGIN: _("own login"),
        Method.IN_PERSON: _("in person at the other's terminal"),
        Method.ON_PAPER: _("on paper"),
        Method.AGREED: _("agreed, without a signature"),
    }[name]


def annex_state(state: AnnexState) -> str:
    """The state of a logistics field."""
    return {
        AnnexState.OPEN: pgettext("state", "open"),
        AnnexState.SETTLED: _("settled"),
        AnnexState.NOT_AGREED: _("not agreed"),
    }[state]


def due(it: Due, now: date) -> str:
    """One line of what is due, as a whole sentence."""
    late = (now - it.day).days
    name = it.mentorship.partner
    if it.kind is DueKind.SESSION:
        return _("Session with {name}, {time}, {minutes} min").format(name=name, time=it.time, minutes=it.minutes)
    if it.kind is DueKind.REVIEW:
        if late > 0:
            return ngettext(
                "Review with {name} is {count} day overdue", "Review with {name} is {count} days overdue", late
            ).format(name=name, count=late)
        return _("Review with {name}").format(name=name)
    if it.kind is DueKind.COMMITMENT:
        return _("{name}: {what}").format(name=it.who, what=it.text)
    if it.kind is DueKind.SIGNATURE:
        return _("Agreement with {name} waits for a signature").format(name=name)
    return _("{name} has confirmed that the mentoring is complete; so can you").format(name=name)


def outcome(name: Outcome) -> str:
    """How a review ends, or what somebody wishes."""
    return {
        Outcome.CONTINUE: pgettext("outcome", "continue"),
        Outcome.AMEND: pgettext("outcome", "amend"),
        Outcome.END: pgettext("outcome", "end"),
    }[name]


def way_out(how: str) -> str:
    """How a copy left; what is not known is shown as it was stored."""
    return {
        "file": _("file"),
        "clipboard": _("clipboard"),
        "e-mail": _("e-mail"),
        "paper": _("paper"),
        "output": _("standard output"),
    }.get(how, how)
