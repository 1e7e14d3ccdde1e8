"""The whole mentorship as one text: its history, its versions with their signatures, its sessions and reviews.

Only what both may read is in it: no answer of a review before the reveal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..i18n import _, pgettext, plain_date, using
from ..model.agreement import VersionKind, VersionState
from ..model.format import Format
from ..model.mentorship import MentorshipState, Party
from ..model.session import SessionKind
from ..model.timeline import Mark, Period, marks_of, periods_of
from . import formats, html, names, scores, timeline_svg
from .copy import annex_banner, banner
from .history import history
from .markdown import escaped, typed
from .minutes import commitment_list, facts, people, session_blocks
from .record import record_of
from .signatures import consent, standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..model.agreement import Version
    from ..model.copy import Copy
    from ..model.mentorship import Mentorship
    from ..model.session import Session
    from ..store.connection import Database
    from .record import CopyRecord, TextRecord


def dossier(database: Database, mentorship_id: str) -> str:
    """Everything as Markdown, in the language of the mentorship. Raises `NotFound`."""
    from ..store import mentorships

    mentorship = mentorships.get(database, mentorship_id)
    with using(mentorship.language):
        blocks = [f"# {_('Dossier of a mentoring')}", "\n".join(_head(database, mentorship))]
        for title, section in (
            (_("Timeline"), _timeline(database, mentorship)),
            (_("History"), history(database, mentorship)),
            (_("Versions"), _versions(database, mentorship)),
            (_("Copies"), _copies(database, mentorship)),
            (_("Agreement"), _agreement(database, mentorship)),
            (_("Sessions"), _sessions(database, mentorship)),
            (_("All commitments"), _commitments(database, mentorship)),
        ):
            content = list(section)
            blocks += [f"## {title}", *(content or [_("Nothing yet.")])]
        blocks += [*_scores(database, mentorship), *_beforehand(database, mentorship), *_earlier(database, mentorship)]
    return "\n\n".join(blocks) + "\n"


def rendered(database: Database, mentorship_id: str, form: Format) -> str:
    """The dossier in a format; on a page, the timeline and the scores are pictures before what has a heading."""
    from ..store import mentorships, reviews

    mentorship, text = mentorships.get(database, mentorship_id), dossier(database, mentorship_id)
    if form is not Format.HTML:
        return formats.rendered(text, form, mentorship.language)
    with using(mentorship.language):
        drawn = timeline_svg.picture(
            _marks(database, mentorship), *(_periods(database, mentorship, kind) for kind in VersionKind)
        )
        drawn += scores.pictures(reviews.score_rows(database, mentorship_id), mentorship)
    head, heading, rest = html.fragment(text).partition("<h2>")
    return html.page(html.title_of(text), mentorship.language, head + drawn + heading + rest)


def _marks(database: Database, mentorship: Mentorship) -> list[Mark]:
    from ..store import sessions, versions

    return marks_of(sessions.of(database, mentorship.id), versions.of(database, mentorship.id), mentorship)


def _periods(database: Database, mentorship: Mentorship, kind: VersionKind) -> list[Period]:
    from ..store import versions

    return periods_of(versions.of(database, mentorship.id, kind), mentorship)


def _timeline(database: Database, mentorship: Mentorship) -> Iterator[str]:
    if said := timeline_svg.line(_marks(database, mentorship)):
        yield said
    told = [timeline_svg.agreement_sentence(it) for it in _periods(database, mentorship, VersionKind.AGREEMENT)]
    told += [timeline_svg.annex_sentence(it) for it in _periods(database, mentorship, VersionKind.ANNEX)]
    if told:
        yield "\n".join(f"- {sentence}" for sentence in told)


def file_name(mentorship: Mentorship) -> str:
    """What the dossier is called as a file, in the mentorship's language."""
    with using(mentorship.language):
        return names.file_name(pgettext("name of a file", "dossier"), mentorship, ".md")


def _head(database: Database, mentorship: Mentorship) -> Iterator[str]:
    from ..store import mentorships

    yield from people(mentorship)
    yield {
        MentorshipState.PREPARING: _("- State: in preparation"),
        MentorshipState.ACTIVE: _("- State: active"),
        MentorshipState.PAUSED: _("- State: paused"),
        MentorshipState.ENDED: _("- State: ended"),
        MentorshipState.COMPLETED: _("- State: completed"),
    }[mentorship.state]
    yield _("- Time zone: {zone}").format(zone=escaped(mentorship.zone))
    for party in Party:
        if mentorship.zone_of(party) != mentorship.zone:
            yield _("- Time zone of {name}: {zone}").format(
                name=escaped(mentorship.name_of(party)), zone=escaped(mentorship.zone_of(party))
            )
    if mentorship.continues is not None:
        before = mentorships.get(database, mentorship.continues)
        yield _("- It continues the mentoring that was begun on {day}.").format(
            day=plain_date(mentorship.day_of(before.created_at))
        )


# -- versions and copies -----------------------------------------------------------------------------------------------


def _versions(database: Database, mentorship: Mentorship) -> Iterator[str]:
    from ..store import versions

    for version in versions.of(database, mentorship.id):
        record = record_of(mentorship, version, "")
        yield f"### {_('Version {number} of the agreement').format(number=version.number)}"
        yield standing(record)
        yield "\n".join(_signed(version, mentorship, record, record.agreement))
    for version in versions.of(database, mentorship.id, VersionKind.ANNEX):
        record = record_of(mentorship, "", version)
        yield f"### {_('Version {number} of the annex').format(number=version.number)}"
        yield _standing_of_annex(version)
        yield "\n".join(_signed(version, mentorship, record, record.annex))


def _signed(version: Version, mentorship: Mentorship, record: CopyRecord, it: TextRecord) -> Iterator[str]:
    yield _("- Proposed on {day}").format(day=plain_date(mentorship.day_of(version.frozen_at)))
    yield _("- SHA-256: {sha256}").format(sha256=f"`{version.sha256}`")
    yield from (f"- {consent(record, it, party)}" for party in Party)


def _standing_of_annex(version: Version) -> str:
    return {
        VersionState.PROPOSED: _("It is proposed. Nobody has agreed to it yet."),
        VersionState.PARTLY_SIGNED: _("It is proposed. One of the two has agreed to it."),
        VersionState.IN_FORCE: _("It is in force."),
        VersionState.SUPERSEDED: _("A newer version has replaced it."),
        VersionState.CLOSED: _("The mentoring has come to its end."),
    }[version.state]


def _copies(database: Database, mentorship: Mentorship) -> Iterator[str]:
    from ..store import copies, versions

    numbers = {it.id: it.number for it in versions.of(database, mentorship.id)}
    if received := copies.of(database, mentorship.id):
        yield "\n".join(_copy(it, mentorship, numbers) for it in received)


def _copy(it: Copy, mentorship: Mentorship, numbers: Mapping[str, int]) -> str:
    text = (
        _("- {day}: {name} received a copy of the draft ({how})")
        if it.version_id is None
        else _("- {day}: {name} received a copy of version {number} ({how})")
    )
    ways = {
        "file": _("as a file"),
        "clipboard": _("through the clipboard"),
        "e-mail": _("by e-mail"),
        "paper": _("on paper"),
        "output": _("from the command line"),
    }
    return text.format(
        day=plain_date(mentorship.day_of(it.at)),
        name=escaped(mentorship.name_of(it.party)),
        number=numbers.get(it.version_id or "", "?"),
        how=ways.get(it.how, escaped(it.how)),
    )


# -- the agreement -----------------------------------------------------------------------------------------------------


def _agreement(database: Database, mentorship: Mentorship) -> Iterator[str]:
    """The text that is or was in force last, else the draft with DRAFT on it; then the annex that goes with it."""
    from ..store import versions

    agreed = [it for it in versions.of(database, mentorship.id) if it.in_force_at is not None]
    agreement = agreed[-1] if agreed else versions.frozen(versions.draft_text(database, mentorship.id))
    annex = versions.attached_annex(database, mentorship.id) or versions.annex_as_it_stands(database, mentorship.id)
    record = record_of(mentorship, agreement, annex)
    yield banner(record).strip() or standing(record)
    yield "---"
    yield typed(agreement if isinstance(agreement, str) else agreement.text)
    yield "---"
    if above := annex_banner(record).strip():
        yield above
    yield typed(annex if isinstance(annex, str) else annex.text)
    yield "---"


def _earlier(database: Database, mentorship: Mentorship) -> Iterator[str]:
    """The texts that were in force before; nothing where there were none."""
    from ..store import versions

    kinds = [versions.of(database, mentorship.id, kind) for kind in VersionKind]
    agreements, annexes = ([it for it in of_kind if it.in_force_at is not None][:-1] for of_kind in kinds)
    if agreements or annexes:
        yield f"## {_('Texts that were in force before')}"
    for version in (*agreements, *annexes):
        name = (
            _("Version {number} of the agreement")
            if version.kind is VersionKind.AGREEMENT
            else _("Version {number} of the annex")
        )
        yield f"### {name.format(number=version.number)}"
        yield "---"
        yield typed(version.text)
        yield "---"


# -- sessions and commitments ------------------------------------------------------------------------------------------


def _sessions(database: Database, mentorship: Mentorship) -> Iterator[str]:
    from ..store import sessions

    for session in sessions.of(database, mentorship.id):
        yield f"### {_name(session)}"
        yield "\n".join(facts(database, mentorship, session))
        yield from session_blocks(database, mentorship, session, level=4)


def _name(session: Session) -> str:
    if session.title:
        return escaped(session.title)
    return {
        SessionKind.FIRST: _("First meeting"),
        SessionKind.REGULAR: _("Session"),
        SessionKind.REVIEW: _("Review"),
    }[session.kind]


def _scores(database: Database, mentorship: Mentorship) -> Iterator[str]:
    """What both have given in the reviews, over time; nothing where nothing was."""
    from ..store import reviews

    if rows := reviews.score_rows(database, mentorship.id):
        yield f"## {_('Scores of all reviews')}"
        yield from scores.tables(rows, mentorship)


def _beforehand(database: Database, mentorship: Mentorship) -> Iterator[str]:
    """What the mentee wrote before the first meeting, apart from what was said there; nothing where nothing was."""
    from ..store import questions

    written = [it for it in questions.of(database, mentorship.id, removed=True) if typed(it.beforehand)]
    if written:
        yield f"## {_('Written by the mentee beforehand')}"
    for question in written:
        yield f"**{escaped(question.wording)}**"
        yield typed(question.beforehand)


def _commitments(database: Database, mentorship: Mentorship) -> Iterator[str]:
    from ..store import commitments

    if found := commitments.of(database, mentorship.id):
        yield commitment_list(mentorship, found)
