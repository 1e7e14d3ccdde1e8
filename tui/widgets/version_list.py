"""What is seen of versions: a line for each in a list, and what is known of the chosen one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from textual.content import Content

from data.clean import shown
from data.i18n import _, medium_date
from data.model.agreement import Version, VersionState
from data.model.mentorship import Party

from .. import wording

if TYPE_CHECKING:
    from data.model.copy import Copy
    from data.model.mentorship import Mentorship

_COLOUR = {
    VersionState.PROPOSED: "$accent",
    VersionState.PARTLY_SIGNED: "$accent",
    VersionState.IN_FORCE: "$text-success",
    VersionState.SUPERSEDED: "$text-muted",
    VersionState.CLOSED: "$text-muted",
}


def draft_line() -> Content:
    """The draft, while it differs from what was frozen last."""
    return Content.assemble((_("Draft"), "bold"), "  ", (_("not proposed yet"), "$accent"))


def version_line(version: Version, mentorship: Mentorship) -> Content:
    """A version, how it stands, and when it was frozen."""
    return Content.assemble(
        (_("Version {number}").format(number=version.number), "bold"),
        "  ",
        (wording.version_state(version.state), _COLOUR[version.state]),
        (f"  {medium_date(mentorship.day_of(version.frozen_at))}", "$text-muted"),
    )


def draft_detail(changes: str) -> Content:
    """What to do with the draft; `changes` says what it changes."""
    return Content.assemble(
        _("Read it through together. Press p to propose it: the text is frozen then, and both can sign it."),
        "\n\n",
        (_("Signing is optional: a confirms it as agreed, without a signature."), "$text-muted"),
        (f"\n\n{changes}" if changes else "", "$secondary"),
    )


def version_detail(version: Version, mentorship: Mentorship, receipts: Iterable[Copy], changes: str) -> Content:
    """Who has signed a version, what it changes, its fingerprint, and who received a copy."""
    parts: list[str | tuple[str, str]] = []
    for party in Party:
        parts += _consent(version, mentorship, party)
    if changes:
        parts.append((f"\n{changes}\n", "$secondary"))
    parts += [("\nSHA-256\n", "$text-muted"), (f"{version.sha256[:32]}\n{version.sha256[32:]}\n", "$accent")]
    parts += [(line, "$text-muted") for line in _origin(version, mentorship)]
    parts += [(line, "$text-muted") for line in _receipts(receipts, mentorship)]
    return Content.assemble(*parts)


def _consent(version: Version, mentorship: Mentorship, party: Party) -> Iterator[str | tuple[str, str]]:
    signature = version.signature_of(party)
    side = f"  {wording.party(party)} · "
    if signature is None:
        yield from (("○ ", "$accent"), f"{shown(mentorship.name_of(party))}\n")
        yield f"{side}{_('has not signed yet')}\n", "$text-muted"
        return
    when = f"{medium_date(signature.signed_on)} · {wording.method(signature.method)}"
    yield from (("✓ ", "$text-success"), f"{shown(signature.name)}\n", (f"{side}{when}\n", "$text-muted"))
    if signature.ssh is not None:
        key = _("SSH key {fingerprint}").format(fingerprint=signature.ssh.fingerprint)
        yield f"  {key}\n", "$text-muted"


def _origin(version: Version, mentorship: Mentorship) -> Iterator[str]:
    day = medium_date(mentorship.day_of(version.frozen_at))
    yield _("Frozen on {day} by {account}.").format(day=day, account=shown(version.frozen_by)) + "\n"
    if version.previous_sha256:
        begins = version.previous_sha256[:16]
        yield (
            _("It follows version {number} (SHA-256 {begins}…).").format(number=version.number - 1, begins=begins)
            + "\n"
        )


def _receipts(receipts: Iterable[Copy], mentorship: Mentorship) -> Iterator[str]:
    for it in receipts:
        yield "\n" + _("{name} received a copy on {day} ({how}).").format(
            name=shown(mentorship.name_of(it.party)),
            day=medium_date(mentorship.day_of(it.at)),
            how=shown(wording.way_out(it.how)),
        )
