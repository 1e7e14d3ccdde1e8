"""The texts of a mentorship that can be compared: its versions and the draft, or those of the annex."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from data import versions
from data.i18n import _, medium_date, ngettext
from data.model.agreement import Version, VersionKind, VersionState
from data.model.diff import Extent, compare, extent

from . import wording
from .place import Name, Place

if TYPE_CHECKING:
    from data import Database
    from data.model.mentorship import Mentorship

LIVING = {VersionKind.AGREEMENT: "draft", VersionKind.ANNEX: "annex"}
"""The key of the text that is still being written."""

BETWEEN = ":"
"""Between the keys of both sides in the detail of a place."""


def place_of_comparison(mentorship_id: str, old: str, new: str) -> Place:
    """Where two texts are compared, named by their keys; a side that is `""` is found there."""
    return Place(Name.COMPARE, mentorship_id, f"{old}{BETWEEN}{new}")


@dataclass(frozen=True, slots=True)
class Side:
    """One text, and what it is called."""

    key: str
    """The id of a version, or one of `LIVING`."""
    title: str
    note: str
    """How it stands; may be empty."""
    text: str


def sides_of(database: Database, mentorship: Mentorship, kind: VersionKind = VersionKind.AGREEMENT) -> list[Side]:
    """Every text of a kind, the oldest version first; at the end the living one where it holds other words."""
    frozen = versions.of(database, mentorship.id, kind)
    if kind is VersionKind.AGREEMENT:
        living = versions.frozen(versions.draft_text(database, mentorship.id))
    else:
        living = versions.annex_as_it_stands(database, mentorship.id)
    sides = [side_of(version, mentorship) for version in frozen]
    if versions.differs(living, frozen[-1] if frozen else None):
        titles = {VersionKind.AGREEMENT: _("Draft"), VersionKind.ANNEX: _("Annex as it stands")}
        sides.append(Side(LIVING[kind], titles[kind], _("not proposed yet"), living))
    return sides


def side_of(version: Version, mentorship: Mentorship) -> Side:
    """A version."""
    title = {
        VersionKind.AGREEMENT: _("Version {number}"),
        VersionKind.ANNEX: _("Annex, version {number}"),
    }[version.kind]
    note = f"{wording.version_state(version.state)} · {medium_date(mentorship.day_of(version.frozen_at))}"
    return Side(version.id, title.format(number=version.number), note, version.text)


def basis(frozen: Sequence[Version], version: Version | None) -> Version | None:
    """What a version, or the living text where it is None, is compared with by itself.

    That is the one in force while it is about to be replaced, else the one before; None for the first.
    """
    before = [it for it in frozen if version is None or it.number < version.number]
    return next((it for it in before if it.state is VersionState.IN_FORCE), before[-1] if before else None)


@lru_cache(maxsize=4)
def extent_between(old: str, new: str) -> Extent:
    """How much has changed; asked again whenever a list is drawn."""
    return extent(compare(old, new))


def extent_words(changed: Extent) -> str:
    """`3 lines changed · 1 line added`; what says that nothing has changed where that is so."""
    if changed.is_none:
        return _("The same, word for word.")
    told = (
        (changed.changed, ngettext("{count} line changed", "{count} lines changed", changed.changed)),
        (changed.removed, ngettext("{count} line removed", "{count} lines removed", changed.removed)),
        (changed.added, ngettext("{count} line added", "{count} lines added", changed.added)),
    )
    return " · ".join(words.format(count=count) for count, words in told if count)


def since(before: Version, text: str) -> str:
    """How much a text changes, as a sentence."""
    changed = extent_words(extent_between(before.text, text)).rstrip(".")
    return _("Since version {number}: {changes}.").format(number=before.number, changes=changed)
