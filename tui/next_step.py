"""On which screen each next thing is done."""

from __future__ import annotations

from data.model.path import Action, Step

from .place import Name, Place

_SCREEN_OF_ACTION = {
    Action.PREPARE_QUESTIONS: Name.QUESTIONS,
    Action.HOLD_FIRST_MEETING: Name.MEETING,
    Action.DRAFT: Name.AGREEMENT,
    Action.CLARIFY_POINTS: Name.AGREEMENT,
    Action.SETTLE_LOGISTICS: Name.LOGISTICS,
    Action.PROPOSE: Name.VERSIONS,
    Action.SIGN: Name.VERSIONS,
    Action.HAND_OVER_COPIES: Name.VERSIONS,
    Action.PLAN_SESSIONS: Name.CALENDAR,
    Action.HOLD_REVIEW: Name.REVIEW,
}

SCREEN_OF_STEP = {
    Step.QUESTIONS: Name.QUESTIONS,
    Step.AGREEMENT: Name.AGREEMENT,
    Step.LOGISTICS: Name.LOGISTICS,
    Step.SIGNATURES: Name.VERSIONS,
    Step.COPIES: Name.VERSIONS,
    Step.SESSIONS: Name.CALENDAR,
    Step.REVIEW: Name.REVIEW,
}
"""The screen of each line of the checklist; the first meeting is planned on the path itself."""


def place_of(action: Action, mentorship_id: str) -> Place:
    """Where the next thing is done; the path for what is planned there, and where nothing is left to do."""
    return Place(_SCREEN_OF_ACTION.get(action, Name.PATH), mentorship_id)
