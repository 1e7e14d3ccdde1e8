"""Versions of the agreement: freeze the draft, sign, hand over copies, take one up again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from data import annex, copies, copy, ssh, versions
from data.clock import today
from data.errors import BadInput
from data.i18n import _, listed, medium_date, ngettext
from data.model.agreement import Version, VersionState, fingerprint
from data.model.mentorship import Party

from .. import wording
from ..commands.versions import Amend, ConfirmUnsigned, HandOver, NoteReceipt, Propose, ReadVersion, Sign
from ..dialogs import ConfirmDialog
from ..dialogs.copy import CopyDialog
from ..dialogs.party import PartyDialog
from ..dialogs.read_through import ReadThroughDialog
from ..dialogs.signing import ReceiptDialog, SigningDialog
from ..place import Name, Place
from ..speech import explained, say
from ..widgets.list import KeyList
from ..widgets.preview import Preview
from .base import MentorshipScreen

if TYPE_CHECKING:
    from collections.abc import Iterator

DRAFT = "draft"
"""The id of the draft's line in the list."""

_COLOUR = {
    VersionState.PROPOSED: "$accent",
    VersionState.PARTLY_SIGNED: "$accent",
    VersionState.IN_FORCE: "$text-success",
    VersionState.SUPERSEDED: "$text-muted",
    VersionState.CLOSED: "$text-muted",
}


class VersionsScreen(MentorshipScreen):
    """From the draft to two signatures and two copies."""

    OFFERS = (Propose, Sign, ConfirmUnsigned, HandOver, NoteReceipt, Amend, ReadVersion)
    CSS = """
    VersionsScreen #list-pane { width: 2fr; height: 1fr; padding: 1 1 0 1; }
    VersionsScreen #text { width: 3fr; height: 1fr; margin: 1 1 0 0; }
    VersionsScreen.-narrow #list-pane { width: 1fr; height: 3fr; padding-top: 0; }
    VersionsScreen.-narrow #text { width: 1fr; height: 2fr; margin: 0; }
    VersionsScreen #versions { height: auto; max-height: 50%; }
    VersionsScreen #detail { height: 1fr; padding: 1 1 0 1; overflow-y: auto; }
    VersionsScreen.-narrow #detail { padding: 0 1; }
    """

    def compose_work(self) -> ComposeResult:
        """The versions, what is known of the chosen one, its text."""
        with Horizontal(classes="columns"):
            with Vertical(id="list-pane"):
                yield KeyList(id="versions")
                yield Static(id="detail", markup=False)
            yield Preview(id="text")

    def load(self) -> None:
        """Read all versions, the newest first; above them the draft while it differs."""
        mid = self.place.mentorship_id
        self._versions = {version.id: version for version in versions.of(self.database, mid)}
        self._draft = versions.draft_text(self.database, mid)
        self._differs = versions.differs(self._draft, self._newest)
        self._copies = copies.of(self.database, mid)
        self.query_one("#versions", KeyList).fill(self._lines(), choose=self.place.detail or None)
        self.place = Place(self.place.name, mid)
        self._show_chosen()

    def _lines(self) -> Iterator[tuple[str, Content]]:
        if self._differs or not self._versions:
            yield DRAFT, Content.assemble((_("Draft"), "bold"), "  ", (_("not proposed yet"), "$accent"))
        for version in reversed(self._versions.values()):
            yield (
                version.id,
                Content.assemble(
                    (_("Version {number}").format(number=version.number), "bold"),
                    "  ",
                    (wording.version_state(version.state), _COLOUR[version.state]),
                    (f"  {medium_date(self.mentorship.day_of(version.frozen_at))}", "$text-muted"),
                ),
            )

    def heading(self) -> str:
        """Of whom."""
        return _("Versions · {title}").format(title=self.mentorship.title)

    def status(self) -> str:
        """Which is in force."""
        number = next((it.number for it in self._versions.values() if it.state is VersionState.IN_FORCE), None)
        return _("none in force") if number is None else _("version {number} in force").format(number=number)

    @property
    def _chosen(self) -> Version | None:
        """The chosen version; None for the draft."""
        return self._versions.get(self.query_one("#versions", KeyList).chosen or "")

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

    def _show_chosen(self) -> None:
        chosen = self._chosen
        text = self._draft if chosen is None else chosen.text
        self.query_one("#text", Preview).load(text.split("\n"))
        self.query_one("#detail", Static).update(self._draft_detail() if chosen is None else self._detail(chosen))

    def _draft_detail(self) -> Content:
        return Content.assemble(
            _("Read it through together. Press p to propose it: the text is frozen then, and both can sign it."),
            "\n\n",
            (_("Signing is optional: a confirms it as agreed, without a signature."), "$text-muted"),
        )

    def _detail(self, version: Version) -> Content:
        parts: list[str | tuple[str, str]] = []
        for party in Party:
            signature = version.signature_of(party)
            name = self.mentorship.name_of(party)
            side = f"  {wording.party(party)} · "
            if signature is None:
                parts += [("○ ", "$accent"), f"{name}\n", (f"{side}{_('has not signed yet')}\n", "$text-muted")]
            else:
                when = f"{medium_date(signature.signed_on)} · {wording.method(signature.method)}"
                parts += [("✓ ", "$text-success"), f"{signature.name}\n", (f"{side}{when}\n", "$text-muted")]
                if signature.ssh is not None:
                    key = _("SSH key {fingerprint}").format(fingerprint=signature.ssh.fingerprint)
                    parts.append((f"  {key}\n", "$text-muted"))
        parts += [("\nSHA-256\n", "$text-muted"), (f"{version.sha256[:32]}\n{version.sha256[32:]}\n", "$accent")]
        parts.append((self._receipts(version), "$text-muted"))
        return Content.assemble(*parts)

    def _receipts(self, version: Version) -> str:
        mentorship = self.mentorship
        lines = [
            _("{name} received a copy on {day} ({how}).").format(
                name=mentorship.name_of(it.party),
                day=medium_date(mentorship.day_of(it.at)),
                how=wording.way_out(it.how),
            )
            for it in self._copies
            if it.version_id == version.id
        ]
        return "\n" + "\n".join(lines) if lines else ""

    # -- commands --------------------------------------------------------------------------------------------------

    def can_propose(self) -> bool:
        """The draft differs from what was frozen last."""
        return self._differs and not self.mentorship.state.is_closed

    def can_sign(self) -> bool:
        """A proposed version lacks a signature."""
        return self._signable is not None

    can_confirm_unsigned = can_sign

    def can_note_receipt(self) -> bool:
        """Of a frozen version."""
        return self._chosen is not None

    def can_amend(self) -> bool:
        """From a frozen version, in a mentorship that is open."""
        return self._chosen is not None and not self.mentorship.state.is_closed

    def do_propose(self) -> None:
        """Ask once, since it freezes the words."""
        replaced = self._signable
        text = (
            _("The text is frozen: both can sign it then. You can go on writing a new draft at any time.")
            if replaced is None
            else _(
                "Version {number} is not in force yet. It is replaced by this one, "
                "and signatures under it do not count."
            ).format(number=replaced.number)
        )
        reminder = annex.reminder(self.database, self.place.mentorship_id)
        text = "\n\n".join(it for it in (text, reminder, versions.recomposed(self._draft)) if it)
        self.app.push_screen(ConfirmDialog(_("Propose the draft?"), text, _("propose")), self._proposed)

    @explained
    def _proposed(self, yes: bool | None) -> None:
        if yes:
            made = versions.propose(self.database, self.place.mentorship_id)
            self._choose(made.id)
            say(self, _("Version {number} is frozen. s signs it.").format(number=made.number))

    def _choose(self, version_id: str) -> None:
        self.place = Place(Name.VERSIONS, self.place.mentorship_id, version_id)
        self.reload()

    def do_sign(self) -> None:
        """Read it through; then the dialog asks who, name, date, method, and for an SSH key where there is one."""
        if (version := self._signable) is None:
            return

        def read(keys: list[ssh.Key] | None) -> None:
            if keys is not None:
                self.app.push_screen(SigningDialog(self.database, self.mentorship, version, keys), self._signed)

        self.app.push_screen(ReadThroughDialog(self.database, self.mentorship, version), read)

    def do_confirm_unsigned(self) -> None:
        """Ask who confirms."""
        if (version := self._signable) is None:
            return

        def confirmed(party: Party | None) -> None:
            if party is not None:
                self._confirm(version, party)

        self.app.push_screen(
            PartyDialog(
                self.mentorship,
                _("Agree without signing"),
                _("Version {number} is then confirmed as agreed, without a signature. Who confirms?").format(
                    number=version.number
                ),
                noted=[it.party for it in version.signatures],
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

    def do_hand_over(self) -> None:
        """Show the copy; whoever copies or writes it is asked who received it."""
        chosen, mentorship = self._chosen, self.mentorship

        def went_out(how: str, place: str) -> None:
            if chosen is not None:
                sent = dialog.sent
                self.app.push_screen(ReceiptDialog(mentorship, how, place), lambda it: self._received(chosen, sent, it))

        dialog = CopyDialog(self.database, mentorship, chosen, on_out=went_out)
        self.app.push_screen(dialog, lambda _result: self.reload())

    def do_note_receipt(self) -> None:
        """On paper, by e-mail: what did not go through the app."""
        if (chosen := self._chosen) is not None:
            text = copy.copy_of(self.database, self.place.mentorship_id, chosen.number)
            self.app.push_screen(ReceiptDialog(self.mentorship, "paper"), lambda it: self._received(chosen, text, it))

    @explained
    def _received(self, version: Version, text: str, receipt: tuple[list[Party], str, str] | None) -> None:
        if receipt is None:
            return
        parties, how, place = receipt
        copies.hand_over(self.database, self.place.mentorship_id, parties, how, place, fingerprint(text), version.id)
        self.reload()
        say(self, ngettext("The receipt is noted.", "Both receipts are noted.", len(parties)))

    def do_amend(self) -> None:
        """Ask only where the draft holds words that are in no version."""
        chosen = self._chosen
        if chosen is None:
            return
        if self._differs:
            self.app.push_screen(
                ConfirmDialog(
                    _("Take version {number} as the new draft?").format(number=chosen.number),
                    _(
                        "The draft now holds other words. They stay in its history, "
                        "and undo in the editor does not reach them."
                    ),
                    _("take it"),
                ),
                lambda yes: self._amend(chosen) if yes else None,
            )
        else:
            self._amend(chosen)

    def _amend(self, version: Version) -> None:
        versions.restore(self.database, version.id)
        self.go(Place(Name.AGREEMENT, self.place.mentorship_id))

    def do_read_version(self) -> None:
        """Into the text."""
        self.query_one("#text").focus()

    def do_back(self) -> None:
        """From the text to the list, from the list to the path."""
        if self.query_one("#text").has_focus:
            self.query_one("#versions").focus()
        else:
            super().do_back()

    @on(OptionList.OptionHighlighted, "#versions")
    @explained
    def _highlighted(self) -> None:
        self._show_chosen()
        self.refresh_footer()

    @on(OptionList.OptionSelected, "#versions")
    def _selected(self) -> None:
        self.do_read_version()
