"""The path of a mentorship: the steps of DESIGN.md as a checklist whose state follows from the data alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Step(StrEnum):
    """The lines of the checklist, in order."""

    FIRST_MEETING = "first meeting"
    QUESTIONS = "questions"
    AGREEMENT = "agreement"
    LOGISTICS = "logistics"
    SIGNATURES = "signatures"
    COPIES = "copies"
    SESSIONS = "sessions"
    REVIEW = "review"


class StepState(StrEnum):
    """Where a step is."""

    OPEN = "open"
    CURRENT = "current"
    """The next thing to do."""
    DONE = "done"


class Action(StrEnum):
    """The next thing to do; a screen knows where each is done."""

    PLAN_FIRST_MEETING = "plan first meeting"
    INVITE = "invite"
    PREPARE_QUESTIONS = "prepare questions"
    HOLD_FIRST_MEETING = "hold first meeting"
    DRAFT = "draft"
    CLARIFY_POINTS = "clarify points"
    SETTLE_LOGISTICS = "settle logistics"
    PROPOSE = "propose"
    SIGN = "sign"
    HAND_OVER_COPIES = "hand over copies"
    PLAN_SESSIONS = "plan sessions"
    HOLD_REVIEW = "hold review"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the checklist is computed from, counted from the data."""

    closed: bool = False
    paused: bool = False
    first_meeting: datetime | None = None
    """Wall-clock start of the first meeting, planned or held."""
    first_meeting_place: str = ""
    first_meeting_open: bool = False
    """It is going on: its clock runs."""
    first_meeting_held: bool = False
    invitation_sent: bool = False
    asked: int = 0
    skipped: int = 0
    open_questions: int = 0
    uncovered_topics: int = 0
    points: int = 0
    clear_points: int = 0
    annex_settled: int = 0
    """Fields settled or explicitly not agreed, of six."""
    version_number: int = 0
    """The number of the newest version; 0 while nothing was proposed."""
    signatures: int = 0
    """Consents to the newest version: 0 to 2."""
    in_force_number: int = 0
    """The version in force; 0 while none is."""
    draft_changed: bool = False
    """The draft differs from the newest version."""
    copies: int = 0
    """Parties that have received a copy of the version in force: 0 to 2."""
    sessions_held: int = 0
    sessions_planned: int = 0
    """Regular sessions still to come."""
    next_session: datetime | None = None
    review_due: date | None = None
    """The day of the next review that was not held."""
    review_overdue: bool = False
    reviews_held: int = 0


@dataclass(frozen=True, slots=True)
class PathLine:
    """One line of the checklist."""

    step: Step
    state: StepState


@dataclass(frozen=True, slots=True)
class Path:
    """The checklist with its facts and the one next thing to do."""

    facts: Facts
    lines: tuple[PathLine, ...]
    next: Action


def _done(facts: Facts) -> dict[Step, bool]:
    return {
        Step.FIRST_MEETING: facts.first_meeting_held or (facts.first_meeting is not None and facts.invitation_sent),
        Step.QUESTIONS: facts.open_questions == 0 and facts.asked > 0,
        Step.AGREEMENT: facts.in_force_number > 0 or (facts.points > 0 and facts.clear_points == facts.points),
        Step.LOGISTICS: facts.annex_settled == 6,
        Step.SIGNATURES: facts.in_force_number > 0 and facts.in_force_number == facts.version_number,
        Step.COPIES: facts.in_force_number > 0 and facts.copies == 2,
        Step.SESSIONS: facts.in_force_number > 0 and facts.sessions_planned + facts.sessions_held > 0,
        Step.REVIEW: facts.reviews_held > 0 and not facts.review_overdue,
    }


def next_action(facts: Facts, today: date) -> Action:
    """The one next thing to do. A review that is due comes before everything else that is still open."""
    if facts.closed or facts.paused:
        return Action.NOTHING
    if facts.review_due is not None and facts.review_due <= today:
        return Action.HOLD_REVIEW
    if facts.version_number and facts.version_number != facts.in_force_number:
        return Action.SIGN
    if not facts.in_force_number:
        return _before_force(facts)
    if facts.copies < 2:
        return Action.HAND_OVER_COPIES
    if facts.draft_changed:
        return Action.PROPOSE
    if facts.annex_settled < 6:
        return Action.SETTLE_LOGISTICS
    if not facts.sessions_planned:
        return Action.PLAN_SESSIONS
    return Action.NOTHING


def _before_force(facts: Facts) -> Action:
    if not facts.first_meeting_held and not facts.first_meeting_open:
        if facts.first_meeting is None:
            return Action.PLAN_FIRST_MEETING
        if not facts.invitation_sent:
            return Action.INVITE
        if facts.asked + facts.skipped + facts.open_questions == 0 or facts.uncovered_topics:
            return Action.PREPARE_QUESTIONS
    if facts.open_questions:
        return Action.HOLD_FIRST_MEETING
    if not facts.points:
        return Action.DRAFT
    if facts.clear_points < facts.points:
        return Action.CLARIFY_POINTS
    if facts.annex_settled < 6:
        return Action.SETTLE_LOGISTICS
    return Action.PROPOSE


_STEP_OF = {
    Action.PLAN_FIRST_MEETING: Step.FIRST_MEETING,
    Action.INVITE: Step.FIRST_MEETING,
    Action.PREPARE_QUESTIONS: Step.QUESTIONS,
    Action.HOLD_FIRST_MEETING: Step.QUESTIONS,
    Action.DRAFT: Step.AGREEMENT,
    Action.CLARIFY_POINTS: Step.AGREEMENT,
    Action.SETTLE_LOGISTICS: Step.LOGISTICS,
    Action.PROPOSE: Step.SIGNATURES,
    Action.SIGN: Step.SIGNATURES,
    Action.HAND_OVER_COPIES: Step.COPIES,
    Action.PLAN_SESSIONS: Step.SESSIONS,
    Action.HOLD_REVIEW: Step.REVIEW,
}
"""On which line of the checklist an action is done."""


def path(facts: Facts, today: date) -> Path:
    """The checklist of a mentorship, from its facts."""
    action = next_action(facts, today)
    current = _STEP_OF.get(action)
    done = _done(facts)
    lines = tuple(
        PathLine(
            step,
            StepState.CURRENT if step is current else StepState.DONE if done[step] else StepState.OPEN,
        )
        for step in Step
    )
    return Path(facts, lines, action)
