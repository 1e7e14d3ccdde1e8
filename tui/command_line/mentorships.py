"""Mentorships at the command line: begun, listed, and what of them is due."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from data import i18n, mentorships, overview, texts, versions
from data.clock import local_zone, stamp, today, zone_info
from data.i18n import LANGUAGES, N_, _, medium_date
from data.model.mentorship import Party
from data.model.path import Action

from .. import wording
from . import output
from .call import Call
from .speaking import FilePath, Number, OneOf, argument, command, option

if TYPE_CHECKING:
    from data.model.due import Due, Overview
    from data.model.mentorship import Mentorship
    from data.model.path import Facts

as_json = option("--json", "json", is_flag=True, explanation=N_("Print JSON, for scripts."))


@command("new", N_("Begin a mentorship."))
@argument("mentor", N_("MENTOR"))
@argument("mentee", N_("MENTEE"))
@option("--me", type=OneOf(*Party), default=Party.MENTOR.value, explanation=N_("Which of the two you are."))
@option(
    "--language", type=OneOf(*LANGUAGES), explanation=N_("The language of the agreement; else that of the screens.")
)
@option(
    "--template",
    metavar=N_("FILE.md"),
    type=FilePath(),
    explanation=N_("A text of your own for the agreement to begin with."),
)
@as_json
@click.pass_obj
def new(
    call: Call, *, mentor: str, mentee: str, me: str, language: str | None, template: Path | None, json: bool
) -> None:
    """Begin a mentorship, making the database where there is none."""
    draft = None if template is None else texts.read_template(template)
    with call.database(create=True) as database:
        made = mentorships.create(
            database, mentor=mentor, mentee=mentee, me=Party(me), language=language or i18n.language(), template=draft
        )
        begun = overview.path(database, made.id)
    if json:
        output.as_json(_record(made, begun.facts, begun.next))
    else:
        output.say(
            _("Mentorship {number} begins: {title}. “handschlag open {number}” opens it.").format(
                number=made.number, title=made.title
            )
        )
        if told := versions.recomposed(draft or ""):
            output.say(told)


@command("list", N_("List the mentorships with their state and the next thing to do."))
@as_json
@click.pass_obj
def list_all(call: Call, *, json: bool) -> None:
    """List the mentorships as home does."""
    with call.to_read() as database:
        found = overview.overview(database)
    if json:
        output.as_json([_record(it.mentorship, it.facts, it.next) for it in found])
        return
    output.table(
        (
            f"{it.mentorship.number:>3}",
            it.mentorship.title,
            it.mentorship.language,
            _state(it),
            wording.action(it.next, it.facts),
        )
        for it in found
    )


def _state(it: Overview) -> str:
    state = wording.mentorship_state(it.mentorship, it.facts)
    ended = it.mentorship.ended_at
    return state if ended is None else f"{state} {medium_date(ended.astimezone(zone_info(it.mentorship.zone)).date())}"


@command(
    "due",
    N_(
        "Say what is overdue or due soon, and nothing where nothing is.\n\n"
        "Made for a login message: where there is no database yet, it says nothing as well."
    ),
)
@option(
    "--days",
    metavar=N_("N"),
    type=Number(0, 3_650),
    default=overview.DUE_WITHIN,
    explanation=N_("How many days to look ahead; 7 where nothing is said."),
)
@as_json
@click.pass_obj
def due(call: Call, *, days: int, json: bool) -> None:
    """Print what is due."""
    found: list[Due] = []
    if call.exists:
        with call.to_read() as database:
            found = overview.due(database, days)
    if json:
        output.as_json([_due_record(it) for it in found])
    elif found:
        now = today(local_zone())
        output.table((_("today") if it.day == now else medium_date(it.day), wording.due(it, now)) for it in found)


# -- for scripts -------------------------------------------------------------------------------------------------------


def _record(it: Mentorship, facts: Facts, action: Action) -> dict[str, Any]:
    """A mentorship; the words are those of DESIGN.md, whatever the language."""
    return {
        "number": it.number,
        "mentor": it.mentor,
        "mentee": it.mentee,
        "me": it.me.value,
        "language": it.language,
        "zone": it.zone,
        "state": it.state.value,
        "next": None if action is Action.NOTHING else action.value,
        "version_in_force": facts.in_force_number or None,
        "first_meeting": _iso(facts.first_meeting),
        "next_session": _iso(facts.next_session),
        "review_due": _iso(facts.review_due),
        "created_at": stamp(it.created_at),
        "active_since": None if it.active_since is None else stamp(it.active_since),
        "ended_at": None if it.ended_at is None else stamp(it.ended_at),
    }


def _iso(it: date | datetime | None) -> str | None:
    """What is planned is a wall-clock time in the mentorship's zone."""
    return None if it is None else it.isoformat()


def _due_record(it: Due) -> dict[str, Any]:
    return {
        "kind": it.kind.value,
        "day": it.day.isoformat(),
        "time": it.time or None,
        "minutes": it.minutes or None,
        "overdue": it.overdue,
        "mentorship": it.mentorship.number,
        "mentor": it.mentorship.mentor,
        "mentee": it.mentorship.mentee,
        "who": it.who or None,
        "text": it.text or None,
        "place": it.place or None,
        "carried_over": it.carried_over,
    }
