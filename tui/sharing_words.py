"""What the screens say of sharing: with whom, whether they have come, and what both have changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from data import clashes, commitments, membership, questions, sessions, shares, texts
from data.errors import NotFound
from data.i18n import _, language, medium_date, ngettext
from data.model.agreement import AnnexState
from data.model.question import QuestionState
from data.model.review import Outcome
from data.model.session import CommitmentState, SessionState

from . import wording

if TYPE_CHECKING:
    from data import Database
    from data.model.mentorship import Mentorship


def standing(database: Database, mentorship: Mentorship) -> str:
    """How a mentorship is shared, in one line; empty where it is not."""
    if shares.of(database, mentorship.id) is None:
        return ""
    if count := len(clashes.of(database, mentorship.id)):
        return ngettext(
            "Both of you have changed {count} thing: s shows it.",
            "Both of you have changed {count} things: s shows them.",
            count,
        ).format(count=count)
    name = mentorship.name_of(mentorship.me.other)
    partner = membership.partner(database, mentorship.id)
    if partner is None:
        return _("Shared; {name} has not joined yet.").format(name=name)
    return _("Shared with {name} ({account}).").format(name=name, account=partner.os_user)


def record(database: Database, clash: clashes.Clash) -> str:
    """What a clash is about."""
    (key, *_rest) = json.loads(clash.key)
    try:
        if clash.kind == "sessions":
            return _("Session on {day}").format(day=medium_date(sessions.get(database, key).day))
        if clash.kind == "commitments":
            return _("Commitment: {what}").format(what=commitments.get(database, key).what)
        if clash.kind == "questions":
            return _("Question: {wording}").format(wording=questions.get(database, key).wording)
    except NotFound:
        # It was taken away since; what both have written is shown all the same.
        return clash.kind
    if clash.kind == "annex_fields":
        titles = {field.key: field.title for field in texts.annex_fields(language())}
        return _("Logistics: {field}").format(field=titles.get(key, key))
    return {
        "mentorships": _("The mentorship"),
        "series": _("A series of sessions"),
        "reviews": _("The review"),
    }.get(clash.kind, clash.kind)


def field(clash: clashes.Clash) -> str:
    """Which of its parts both have changed."""
    return {
        "place": _("place"),
        "method": _("method"),
        "title": _("title"),
        "starts": _("time"),
        "minutes": _("minutes"),
        "state": _("state"),
        "what": _("what"),
        "due": _("due"),
        "wording": _("wording"),
        "topic_title": _("topic"),
        "mentor": _("mentor"),
        "mentee": _("mentee"),
        "mentor_email": _("the mentor's e-mail"),
        "mentee_email": _("the mentee's e-mail"),
        "zone": _("time zone"),
        "outcome": _("outcome"),
    }.get(clash.field, clash.field)


def value(clash: clashes.Clash, stored: Any) -> str:
    """A value of it, as the screens say it."""
    if stored in (None, ""):
        return _("(nothing)")
    if clash.field == "starts":
        starts = datetime.fromisoformat(stored)
        return f"{medium_date(starts.date())}, {starts:%H:%M}"
    if clash.field == "due":
        return medium_date(date.fromisoformat(stored))
    if clash.field == "outcome":
        return wording.outcome(Outcome(stored))
    if clash.field == "state" and (said := _STATES.get(clash.kind)) is not None:
        return said(stored)
    return str(stored)


_STATES: dict[str, Callable[[str], str]] = {
    "sessions": lambda stored: wording.session_state(SessionState(stored)),
    "questions": lambda stored: wording.question_state(QuestionState(stored)),
    "annex_fields": lambda stored: wording.annex_state(AnnexState(stored)),
    "commitments": lambda stored: wording.commitment_state(CommitmentState(stored)),
}
