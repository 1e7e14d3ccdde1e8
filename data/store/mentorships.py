"""Mentorships: begun, corrected, paused, completed, ended by either side at once, continued as new ones."""

from __future__ import annotations

import re

from .. import clock, prose, texts
from ..clean import line
from ..documents.markdown import escaped
from ..errors import Ambiguous, BadInput, Clash, NotFound, Refused, about
from ..i18n import LANGUAGES, _, plain_date, using
from ..model.mentorship import Mentorship, Party
from ..model.review import LONGEST_RHYTHM, SHORTEST_RHYTHM
from . import annex, events, questions, versions
from .connection import Database
from .mentorship_changes import confirm_completion, end, pause, resume
from .mentorship_rows import every, get, require_open, revise
from .worded import worded

__all__ = [
    "change",
    "confirm_completion",
    "continue_from",
    "create",
    "end",
    "every",
    "find",
    "get",
    "pause",
    "require_open",
    "resume",
]

LONGEST_NAME = 100
"""Letters of a name."""

_ADDRESS = re.compile(r"[^@\s<>,;\ufffd]+@[^@\s<>,;\ufffd]+")
_LISTED = 8
"""Candidates in the sentence about a name that fits several."""

_LONGEST_ADDRESS = 254
"""Letters of an address that can be written to (RFC 5321, 4.5.3.1.3, without the angle brackets)."""


def find(database: Database, name: str) -> Mentorship:
    """The mentorship with a number, or with a part of either person's name.

    Raises `NotFound` where nothing fits, `Ambiguous` with the candidates where several do.
    """
    wanted = line(name).casefold()
    everyone = every(database)
    numbered = [it for it in everyone if str(it.number) == wanted]
    found = numbered or [it for it in everyone if wanted and wanted in f"{it.mentor}\n{it.mentee}".casefold()]
    if not found:
        raise NotFound(_("No mentorship fits “{name}”. “handschlag list” shows them all.").format(name=line(name, 60)))
    if len(found) > 1:
        listed = [f"{it.number}: {it.title}" for it in found[:_LISTED]]
        candidates = ", ".join([*listed, "…"] if len(found) > _LISTED else listed)
        raise Ambiguous(
            _("Several mentorships fit “{name}”: {candidates}. Type the number.").format(
                name=line(name, 60), candidates=candidates
            )
        )
    return found[0]


def create(
    database: Database,
    *,
    mentor: str,
    mentee: str,
    me: Party = Party.MENTOR,
    language: str,
    mentor_email: str = "",
    mentee_email: str = "",
    template: str | None = None,
    zone: str | None = None,
) -> Mentorship:
    """Begin a mentorship: its draft from the template, its checklist from the core topics of the catalogue.

    A `template` of one's own becomes the draft as it is. Raises `BadInput` for names or addresses that are none.
    """
    if language not in LANGUAGES:
        raise BadInput(_("The language of an agreement is “en” or “de”."))
    values = _people(mentor, mentee, mentor_email, mentee_email)
    zone = zone or clock.local_zone()
    clock.zone_info(zone)
    mentorship_id = database.new_id()
    with database.write():
        database.table("mentorships").insert(
            values
            | {
                "id": mentorship_id,
                "number": (database.value("SELECT max(number) FROM mentorships") or 0) + 1,
                "me": me.value,
                "language": language,
                "zone": zone,
                "created_at": clock.stamp(clock.now()),
            }
        )
        _begin(database, mentorship_id, _bundled(language, values, zone) if template is None else template)
    return get(database, mentorship_id)


def _bundled(language: str, values: dict[str, str], zone: str) -> str:
    """The bundled template with its names, which Markdown does not read as more than names, and its day."""
    with using(language):
        day = plain_date(clock.today(zone))
    names = {"mentor": escaped(values["mentor"]), "mentee": escaped(values["mentee"])}
    return texts.fill(texts.template(language), names | {"date": day})


def _begin(database: Database, mentorship_id: str, draft: str) -> None:
    prose.write(database, prose.Key(mentorship_id, "draft"), draft)
    questions.add_core(database, mentorship_id)
    events.note(database, mentorship_id, "created")


def continue_from(database: Database, mentorship_id: str) -> Mentorship:
    """A new mentorship of the same two, linked to a closed one, whose last agreement and annex are its draft.

    Raises `Refused` where the old one goes on.
    """
    with database.write():
        old = get(database, mentorship_id)
        if not old.state.is_closed:
            raise Refused(_("This mentorship goes on. Only one that has ended is continued as a new one."))
        agreed = [it for it in versions.of(database, mentorship_id) if it.in_force_at is not None]
        made = create(
            database,
            mentor=old.mentor,
            mentee=old.mentee,
            me=old.me,
            language=old.language,
            mentor_email=old.mentor_email,
            mentee_email=old.mentee_email,
            template=agreed[-1].text if agreed else versions.draft_text(database, mentorship_id),
            zone=old.zone,
        )
        kept = {"mentor_zone": old.mentor_zone, "mentee_zone": old.mentee_zone, "review_days": old.review_days}
        revise(database, made.id, {"continues": mentorship_id, **kept})
        for entry in annex.of(database, mentorship_id):
            prose.write(database, annex.text_key(made.id, entry.field), entry.text)
        events.note(database, mentorship_id, "continued", made.id)
    return get(database, made.id)


def change(
    database: Database,
    mentorship_id: str,
    *,
    mentor: str,
    mentee: str,
    mentor_email: str,
    mentee_email: str,
    zone: str,
    mentor_zone: str | None = None,
    mentee_zone: str | None = None,
    review_days: str | None = None,
    row_version: int,
) -> Mentorship:
    """Correct names, addresses and zones; what is frozen keeps the names it was signed with.

    `zone` is that of the sessions; a party's own is left as it is where none is given, and is `zone` where it is empty.
    `review_days` is the rhythm of the reviews, as it was typed; what is planned already stays where it is.

    Raises `BadInput` as `create`, `Clash` when it was changed since `row_version`, `Refused` when it has ended.
    """
    values = _people(mentor, mentee, mentor_email, mentee_email)
    zones = {"zone": zone, "mentor_zone": mentor_zone, "mentee_zone": mentee_zone}
    values |= {name: typed for name, typed in zones.items() if typed is not None}
    for name in zones:
        with about(name):
            if name == "zone" or values.get(name):
                clock.zone_info(values[name])
    rhythm = {} if review_days is None else {"review_days": _rhythm(review_days)}
    with database.write():
        require_open(database, mentorship_id)
        if get(database, mentorship_id).row_version != row_version:
            raise Clash(_("Somebody else has changed this mentorship. Look at it again; nothing was overwritten."))
        revise(database, mentorship_id, values | rhythm)
    return get(database, mentorship_id)


def _rhythm(typed: str) -> int:
    """Days from one review to the next, as typed."""
    with about("review_days"):
        if not (typed.strip().isdecimal() and SHORTEST_RHYTHM <= int(typed) <= LONGEST_RHYTHM):
            raise BadInput(
                _("Reviews come every {first} to {last} days. Type a number of days.").format(
                    first=SHORTEST_RHYTHM, last=LONGEST_RHYTHM
                )
            )
        return int(typed)


def _people(mentor: str, mentee: str, mentor_email: str, mentee_email: str) -> dict[str, str]:
    """Names and addresses as they are stored, checked."""
    too_long = _("A name has at most {count} characters. Shorten it.")
    names = {}
    with about("mentor"):
        names["mentor"] = worded(mentor, LONGEST_NAME, empty=_("Type the name of the mentor."), too_long=too_long)
    with about("mentee"):
        names["mentee"] = worded(mentee, LONGEST_NAME, empty=_("Type the name of the mentee."), too_long=too_long)
        if names["mentor"].casefold() == names["mentee"].casefold():
            raise BadInput(_("Mentor and mentee are two people. Type two different names."))
    return names | {
        "mentor_email": _address("mentor_email", mentor_email),
        "mentee_email": _address("mentee_email", mentee_email),
    }


def _address(name: str, typed: str) -> str:
    address = line(typed, _LONGEST_ADDRESS + 1)
    with about(name):
        if address and (len(address) > _LONGEST_ADDRESS or not _ADDRESS.fullmatch(address)):
            raise BadInput(
                _("“{address}” is no e-mail address. Correct it, or leave it empty.").format(address=line(address, 60))
            )
    return address
