"""The signature block of a copy: who consented to exactly which text, when and how, in whole sentences."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from ..clock import zone_info
from ..errors import BadInput
from ..i18n import _, plain_date
from ..model.agreement import Method, VersionKind, VersionState
from ..model.mentorship import Party
from .markdown import escaped

if TYPE_CHECKING:
    from collections.abc import Callable

    from .record import CopyRecord, TextRecord


def signature_block(record: CopyRecord) -> str:
    """The block as Markdown, in the language in use, with a line end at its end."""
    blocks = [f"## {_('Signatures')}", *_consents(record, record.agreement)]
    blocks += [f"## {_('Consent to the annex')}", *_consents(record, record.annex)]
    blocks += [f"## {_('Fingerprints')}", *_fingerprints(record)]
    return "\n\n".join(blocks) + "\n"


def _consents(record: CopyRecord, it: TextRecord) -> list[str]:
    if it.version is None:
        return [
            _("This text is a draft. Nobody has signed it.")
            if it.kind is VersionKind.AGREEMENT
            else _("The annex is a draft. Nobody has agreed to it yet.")
        ]
    blocks = ["\n".join(f"- {consent(record, it, party)}" for party in Party)]
    return [*blocks, *same_account(it)]


def same_account(it: TextRecord) -> list[str]:
    """The sentence that says so where both consents were recorded from one account."""
    accounts = {signature.os_user for signature in it.signatures}
    if len(it.signatures) == len(Party) and len(accounts) == 1:
        return [_("Both entries were made from one and the same account.")]
    return []


def consent(record: CopyRecord, it: TextRecord, party: Party, words: Callable[[str], str] = escaped) -> str:
    """One sentence on one party's consent to a text; `words` makes names harmless where the sentence is shown."""
    signature = it.signature_of(party)
    if signature is None:
        text = {
            Party.MENTOR: _("Mentor: {name} has not signed."),
            Party.MENTEE: _("Mentee: {name} has not signed."),
        }[party]
        return text.format(name=words(record.name_of(party)))
    text = _SENTENCES[party]()[signature.method] if signature.ssh is None else _with_key(party)
    return text.format(
        name=words(signature.name),
        day=plain_date(signature.signed_on),
        account=words(signature.os_user),
        moment=moment(signature.at),
        fingerprint="" if signature.ssh is None else signature.ssh.fingerprint,
    )


def _with_key(party: Party) -> str:
    return {
        Party.MENTOR: _(
            "Mentor: {name} signed on {day}, logged in with their own account ({account}; recorded {moment}), "
            "and with the SSH key {fingerprint}."
        ),
        Party.MENTEE: _(
            "Mentee: {name} signed on {day}, logged in with their own account ({account}; recorded {moment}), "
            "and with the SSH key {fingerprint}."
        ),
    }[party]


def _mentor() -> dict[Method, str]:
    return {
        Method.OWN_LOGIN: _(
            "Mentor: {name} signed on {day}, logged in with their own account ({account}; recorded {moment})."
        ),
        Method.IN_PERSON: _(
            "Mentor: {name} signed on {day}, in person, at the other one's terminal "
            "(account {account}; recorded {moment})."
        ),
        Method.ON_PAPER: _("Mentor: {name} signed on {day} on paper (recorded by the account {account}, {moment})."),
        Method.AGREED: _(
            "Mentor: {name} agreed on {day}, without a signature (recorded by the account {account}, {moment})."
        ),
    }


def _mentee() -> dict[Method, str]:
    return {
        Method.OWN_LOGIN: _(
            "Mentee: {name} signed on {day}, logged in with their own account ({account}; recorded {moment})."
        ),
        Method.IN_PERSON: _(
            "Mentee: {name} signed on {day}, in person, at the other one's terminal "
            "(account {account}; recorded {moment})."
        ),
        Method.ON_PAPER: _("Mentee: {name} signed on {day} on paper (recorded by the account {account}, {moment})."),
        Method.AGREED: _(
            "Mentee: {name} agreed on {day}, without a signature (recorded by the account {account}, {moment})."
        ),
    }


_SENTENCES = {Party.MENTOR: _mentor, Party.MENTEE: _mentee}


def moment(at: datetime) -> str:
    """`24 November 2026, 10:12 UTC`: the server's time, the same for every reader."""
    utc = at.astimezone(UTC)
    return _("{day}, {time} UTC").format(day=plain_date(utc.date()), time=f"{utc:%H:%M}")


def _fingerprints(record: CopyRecord) -> list[str]:
    agreement, annex = record.agreement, record.annex
    lines = [_("SHA-256 of the agreement: {sha256}").format(sha256=f"`{agreement.sha256}`")]
    if agreement.previous_sha256:
        lines.append(_("SHA-256 of the version before it: {sha256}").format(sha256=f"`{agreement.previous_sha256}`"))
    lines.append(_("SHA-256 of the annex: {sha256}").format(sha256=f"`{annex.sha256}`"))
    if record.receipt is not None:
        lines.append(_("Receipt of the log: {receipt}").format(receipt=f"`{record.receipt.short}`"))
    return ["\n".join(f"- {line}" for line in lines)]


def standing(record: CopyRecord, words: Callable[[str], str] = escaped) -> str:
    """One sentence on where the agreement stands, in the language in use."""
    it = record.agreement
    if it.version is None:
        return _("This is a draft. Nobody has signed it.")
    since = it.in_force_at
    if since is None:
        return _not_in_force(record, words)
    text = {
        VersionState.SUPERSEDED: _("Version {number} was in force from {day} until a newer version replaced it."),
        VersionState.CLOSED: _("Version {number} was in force from {day} until the mentoring came to its end."),
    }.get(it.state or VersionState.IN_FORCE, _("Version {number} has been in force since {day}."))
    return text.format(number=it.version, day=plain_date(_day(since, record.zone)))


def _day(at: datetime, zone: str) -> date:
    """The day in the zone of the mentorship; in UTC where a copy names a zone that this computer does not know."""
    try:
        return at.astimezone(zone_info(zone)).date()
    except BadInput:
        return at.astimezone(UTC).date()


def _not_in_force(record: CopyRecord, words: Callable[[str], str]) -> str:
    it = record.agreement
    if it.state is VersionState.SUPERSEDED:
        text = _("Version {number} never came into force: a newer version replaced it.")
    elif it.state is VersionState.CLOSED:
        text = _("Version {number} never came into force: the mentoring came to its end before.")
    elif not it.signatures:
        text = _("Version {number} is proposed. Nobody has signed it yet.")
    else:
        missing = next(party for party in Party if it.signature_of(party) is None)
        return _("Version {number} is proposed. The consent of {name} is still missing.").format(
            number=it.version, name=words(record.name_of(missing))
        )
    return text.format(number=it.version)
