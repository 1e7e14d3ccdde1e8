"""Agreeing on the annex: its versions are frozen and consented to apart from those of the agreement."""

from __future__ import annotations

from data import annex, shares, versions
from data.clock import today
from data.i18n import _, listed
from data.model.agreement import Version, VersionKind, VersionState
from data.model.mentorship import Party

from ..dialogs.annex_versions import AnnexVersionsDialog
from ..dialogs.party import PartyDialog
from ..place import Place
from ..speech import explained, say
from .linking import LinkingScreen
from .spelt import SpeltScreen


class AgreeingOnAnnexScreen(LinkingScreen, SpeltScreen):
    """A screen on which each party agrees on the annex as it stands."""

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self._annex: Version | None = None
        """The newest version of the annex."""
        self._differs = False
        """Whether the annex has changed since."""

    @property
    def _typing(self) -> bool:
        """Whether letters are no commands now."""
        raise NotImplementedError

    def load(self) -> None:
        """Read how far the two have agreed."""
        super().load()
        self._annex = versions.newest(self.database, self.place.mentorship_id, VersionKind.ANNEX)
        self._differs = versions.annex_differs(self.database, self.place.mentorship_id)

    def _consent(self) -> str:
        """How far the two have agreed on the annex as it stands."""
        version, closed = self._annex, self.mentorship.state.is_closed
        if version is None:
            return "" if closed else _("Nobody has agreed on the annex yet: press a when it is settled.")
        if self._differs and not closed:
            return _("It has changed since version {number}: press a to agree on it as it stands.").format(
                number=version.number
            )
        if version.missing:
            names = listed([self.mentorship.name_of(party) for party in version.missing])
            return _("Version {number} of the annex still needs: {names}.").format(number=version.number, names=names)
        return _("Both have agreed on version {number} of the annex.").format(number=version.number)

    def can_agree_on_annex(self) -> bool:
        """While a consent to the annex as it stands is missing."""
        if self._typing or self.mentorship.state.is_closed:
            return False
        return self._annex is None or self._differs or bool(self._annex.missing)

    def do_agree_on_annex(self) -> None:
        """Ask who agrees; what has changed is frozen first, as the next version of the annex."""
        self.reload()
        standing = self._annex if self._annex is not None and not self._differs else None
        if standing is None:
            annex.require_decided(self.database, self.place.mentorship_id)
        self.app.push_screen(
            PartyDialog(
                self.mentorship,
                _("Agree on the annex"),
                _(
                    "The six fields are frozen as they stand and go with every copy. "
                    "They can be changed again later on, apart from the agreement. Who agrees?"
                ),
                noted=[] if standing is None else [it.party for it in standing.signatures],
                parties=shares.acting(self.database, self.mentorship.id),
            ),
            self._agreed,
        )

    @explained
    def _agreed(self, party: Party | None) -> None:
        if party is None:
            return
        version = self._open_version()
        version = versions.confirm(self.database, version.id, party, today(self.mentorship.zone))
        self.reload()
        if version.state is VersionState.IN_FORCE:
            say(self, _("Both have agreed on the annex."))

    def _open_version(self) -> Version:
        """The version that stands for the annex as it is now."""
        newest = versions.newest(self.database, self.place.mentorship_id, VersionKind.ANNEX)
        if newest is None or versions.annex_differs(self.database, self.place.mentorship_id):
            return versions.propose_annex(self.database, self.place.mentorship_id)
        return newest

    def can_read_annex_versions(self) -> bool:
        """There is one."""
        return not self._typing and self._annex is not None

    def do_read_annex_versions(self) -> None:
        """All of them, with their texts."""
        every = versions.of(self.database, self.place.mentorship_id, VersionKind.ANNEX)
        self.app.push_screen(AnnexVersionsDialog(self.mentorship, every))
