"""What happened to a mentorship, as the list in its dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..i18n import _, plain_date
from ..model.agreement import VersionKind
from ..model.mentorship import Party
from .markdown import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..model.event import Event
    from ..model.mentorship import Mentorship
    from ..store.connection import Database


def history(database: Database, mentorship: Mentorship) -> Iterator[str]:
    """The list as one block; none where nothing is to be told."""
    from ..store import events, versions

    numbers = {it.id: it.number for kind in VersionKind for it in versions.of(database, mentorship.id, kind)}
    lines = [_sentence(event, mentorship, numbers) for event in events.of(database, mentorship.id)]
    if told := [line for line in lines if line]:
        yield "\n".join(told)


def _sentence(event: Event, mentorship: Mentorship, numbers: Mapping[str, int]) -> str:
    """One item of the list; empty for what concerns only the work in the app."""
    text = _state_sentences().get(event.kind) or _version_sentences().get((event.kind, event.detail), "")
    party = next((it for it in Party if it.value == event.detail), None)
    return text.format(
        day=plain_date(mentorship.day_of(event.at)),
        number=numbers.get(event.subject, "?"),
        name="" if party is None else escaped(mentorship.name_of(party)),
    )


def _state_sentences() -> dict[str, str]:
    """Who paused or ended a mentorship is nobody's business but theirs: the day is told, and no name."""
    return {
        "created": _("- {day}: begun"),
        "invitation": _("- {day}: the invitation to the first meeting went out"),
        "urgent request": _("- {day}: {name} asked for urgent support"),
        "paused": _("- {day}: paused"),
        "resumed": _("- {day}: taken up again"),
        "completion confirmed": _("- {day}: {name} confirmed that it is complete"),
        "completed": _("- {day}: completed"),
        "ended": _("- {day}: ended"),
        "continued": _("- {day}: continued as a new mentoring"),
    }


def _version_sentences() -> dict[tuple[str, str], str]:
    return {
        ("proposed", VersionKind.AGREEMENT.value): _("- {day}: version {number} of the agreement proposed"),
        ("proposed", VersionKind.ANNEX.value): _("- {day}: version {number} of the annex proposed"),
        ("in force", VersionKind.AGREEMENT.value): _("- {day}: version {number} of the agreement came into force"),
        ("in force", VersionKind.ANNEX.value): _("- {day}: version {number} of the annex came into force"),
    }
