"""What a party may consent to, when, and with which SSH key; each rule refuses with the sentence that says so."""

from __future__ import annotations

from datetime import date

from .. import clock, identity, ssh
from ..errors import BadInput, Refused, about
from ..i18n import _, medium_date
from ..model.agreement import Method, Version, VersionState
from ..model.mentorship import Mentorship, Party
from ..model.ssh_signature import SshSignature, statement


def refuse_unsignable(version: Version, party: Party, mentorship: Mentorship, method: Method) -> None:
    """Raises `Refused` for a version that was replaced, a party that has consented, one account as two logins."""
    if version.state is VersionState.SUPERSEDED:
        raise Refused(_("Version {number} was replaced by a newer one.").format(number=version.number))
    if version.signature_of(party) is not None:
        raise Refused(
            _("{name} has consented to version {number} already.").format(
                name=mentorship.name_of(party), number=version.number
            )
        )
    other = version.signature_of(party.other)
    if (
        method is Method.OWN_LOGIN
        and other is not None
        and other.method is Method.OWN_LOGIN
        and other.os_user == identity.user()
    ):
        raise Refused(
            _(
                "The account {account} has signed for {name} as its own login. "
                "Choose “in person at the other's terminal” or “on paper”."
            ).format(account=identity.user(), name=mentorship.name_of(party.other))
        )


def check_day(version: Version, mentorship: Mentorship, day: date) -> None:
    """Raises `BadInput` for a day to come, and for one before the version was there."""
    if day > clock.today(mentorship.zone):
        raise BadInput(_("{day} has not come yet. Type the day on which it is signed.").format(day=medium_date(day)))
    frozen_on = mentorship.day_of(version.frozen_at)
    if day < frozen_on:
        raise BadInput(
            _("Version {number} was proposed on {day}. A signature under it cannot be older.").format(
                number=version.number, day=medium_date(frozen_on)
            )
        )


def require_own_login(method: Method) -> None:
    """Raises `BadInput` where a key would sign beside anything but an own login."""
    if method is not Method.OWN_LOGIN:
        with about("method"):
            raise BadInput(_("An SSH key signs beside an own login. Choose “own login”, or no SSH key."))


def statement_of(version: Version, party: Party, name: str, day: date) -> str:
    """What an SSH key signs for a party's consent to a version."""
    return statement(version.kind.value, version.number, version.sha256, version.previous_sha256, party, name, day)


def check_key(
    version: Version, party: Party, mentorship: Mentorship, name: str, day: date, signature: SshSignature
) -> None:
    """Raises `Refused` for a key that has signed for the other party, and for a signature that is not valid."""
    other = version.signature_of(party.other)
    if other is not None and other.ssh is not None and other.ssh.public_key == signature.public_key:
        raise Refused(
            _("This SSH key has signed for {name}. Each party signs with a key of its own.").format(
                name=mentorship.name_of(party.other)
            )
        )
    found = ssh.check(statement_of(version, party, name, day), party, signature)
    if found is ssh.Check.INVALID:
        raise Refused(_("The SSH signature does not fit this text, name and date. Nothing is signed."))
    if found is ssh.Check.UNCHECKED:
        raise Refused(_("ssh-keygen (OpenSSH) could not check the SSH signature. Nothing is signed."))
