"""Consenting to a version: the part of the versions between proposing one and handing over copies."""

from __future__ import annotations

from data import shares, ssh, versions
from data.clock import today
from data.errors import BadInput
from data.i18n import _, listed
from data.model.agreement import Version, VersionState
from data.model.mentorship import Party

from ..dialogs.party import PartyDialog
from ..dialogs.read_through import ReadThroughDialog
from ..dialogs.signing import SigningDialog
from ..place import Name, Place
from ..sides import basis, since
from ..speech import explained, say
from .base import MentorshipScreen


class ConsentingScreen(MentorshipScreen):
    """A screen on which each party signs the newest version, or agrees without signing."""

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self._versions: dict[str, Version] = {}
        """All versions by their id, the oldest first."""

    @property
    def _newest(self) -> Version | None:
        return next(reversed(self._versions.values()), None)

    @property
    def _signable(self) -> Version | None:
        """The version that can be signed now."""
        newest = self._newest
        if newest is not None and newest.state in (VersionState.PROPOSED, VersionState.PARTLY_SIGNED):
            return newest
        return None

    def _basis(self, chosen: Version | None) -> Version | None:
        """What a version, or the draft where it is None, is compared with."""
        return basis(list(self._versions.values()), chosen)

    def _choose(self, version_id: str) -> None:
        self.place = Place(Name.VERSIONS, self.place.mentorship_id, version_id)
        self.reload()

    def can_sign(self) -> bool:
        """A proposed version lacks a signature."""
        return self._signable is not None

    can_confirm_unsigned = can_sign

    def why_not_sign(self) -> str:
        """Nothing is proposed, or both have consented."""
        if closed := self.why_closed():
            return closed
        if self._newest is None:
            return _("Nothing is proposed yet. p freezes the draft; then both can sign it.")
        return _("Both have consented to version {number} already.").format(number=self._newest.number)

    why_not_confirm_unsigned = why_not_sign

    def do_sign(self) -> None:
        """Read it through; then the dialog asks who, name, date, method, and for an SSH key where there is one."""
        if (version := self._signable) is None:
            return
        here = shares.acting(self.database, self.mentorship.id)
        who = [party for party in version.missing if party in here]
        if not who:
            shares.require_own_side(self.database, self.mentorship.id, version.missing[0])

        def read(keys: list[ssh.Key] | None) -> None:
            if keys is not None:
                self.app.push_screen(SigningDialog(self.database, self.mentorship, version, who, keys), self._signed)

        self.app.push_screen(ReadThroughDialog(self.database, self.mentorship, version), read)

    def do_confirm_unsigned(self) -> None:
        """Ask who confirms."""
        if (version := self._signable) is None:
            return

        def confirmed(party: Party | None) -> None:
            if party is not None:
                self._confirm(version, party)

        question = _("Version {number} is then confirmed as agreed, without a signature. Who confirms?").format(
            number=version.number
        )
        before = self._basis(version)
        changes = since(before, version.text) if before else ""
        self.app.push_screen(
            PartyDialog(
                self.mentorship,
                _("Agree without signing"),
                "\n\n".join(filter(None, (question, changes))),
                noted=[it.party for it in version.signatures],
                parties=shares.acting(self.database, self.mentorship.id),
            ),
            confirmed,
        )

    def _confirm(self, version: Version, party: Party) -> None:
        try:
            done = versions.confirm(self.database, version.id, party, today(self.mentorship.zone))
        except BadInput as error:
            say(self, str(error), error=True)
        else:
            self._signed(done.id)

    @explained
    def _signed(self, version_id: str | None) -> None:
        if version_id is None:
            return
        self._choose(version_id)
        version = self._versions[version_id]
        if version.state is VersionState.IN_FORCE:
            say(
                self,
                _("Version {number} is in force. Each of you leaves with a copy: press c.").format(
                    number=version.number
                ),
            )
        else:
            names = listed([self.mentorship.name_of(party) for party in version.missing])
            say(self, _("Noted. Still to come: {names}.").format(names=names))
