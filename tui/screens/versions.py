"""Versions of the agreement: freeze the draft, sign, hand over copies, take one up again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from data import annex, copies, drafts, versions
from data.i18n import _
from data.model.agreement import Version, VersionKind, VersionState

from ..commands.compare import UndoTaking
from ..commands.versions import (
    Amend,
    CompareVersion,
    ConfirmUnsigned,
    HandOver,
    NoteReceipt,
    OpenHistory,
    Propose,
    ReadVersion,
    Sign,
)
from ..commands.writing import OtherPane
from ..dialogs import ConfirmDialog
from ..dialogs.changes import ProposeDialog
from ..place import Name, Place
from ..sides import LIVING, place_of_comparison, side_of, sides_of, since
from ..speech import explained, say
from ..widgets.list import KeyList
from ..widgets.preview import Preview
from ..widgets.scrolled import Scrolled
from ..widgets.version_list import draft_detail, draft_line, version_detail, version_line
from .consenting import ConsentingScreen
from .handing_over import HandingOverScreen
from .linking import LinkingScreen
from .taking_up import TakingUpScreen

if TYPE_CHECKING:
    from collections.abc import Iterator

DRAFT = "draft"
"""The id of the draft's line in the list."""


class VersionsScreen(LinkingScreen, ConsentingScreen, HandingOverScreen, TakingUpScreen):
    """From the draft to two signatures and two copies."""

    OFFERS = (
        Propose,
        Sign,
        ConfirmUnsigned,
        HandOver,
        CompareVersion,
        OpenHistory,
        NoteReceipt,
        Amend,
        UndoTaking,
        ReadVersion,
        OtherPane,
    )
    CSS = """
    VersionsScreen #list-pane { width: 2fr; height: 1fr; padding: 1 1 0 1; }
    VersionsScreen #text { width: 3fr; height: 1fr; margin: 1 1 0 0; }
    VersionsScreen.-narrow #list-pane { width: 1fr; height: 3fr; padding-top: 0; }
    VersionsScreen.-narrow #text { width: 1fr; height: 2fr; margin: 0; }
    VersionsScreen #versions { height: auto; max-height: 50%; }
    VersionsScreen #detail-pane { height: 1fr; padding: 1 1 0 1; }
    VersionsScreen #detail-pane:focus { background: $boost; }
    VersionsScreen #detail { height: auto; }
    VersionsScreen.-narrow #detail-pane { padding: 0 1; }
    """

    def compose_work(self) -> ComposeResult:
        """The versions, what is known of the chosen one, its text."""
        with Horizontal(classes="columns"):
            with Vertical(id="list-pane"):
                yield KeyList(id="versions")
                with Scrolled(id="detail-pane"):
                    yield Static(id="detail", markup=False)
            yield Preview(id="text")

    def load(self) -> None:
        """Read all versions, the newest first; above them the draft while it differs."""
        super().load()
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
            yield DRAFT, draft_line()
        for version in reversed(self._versions.values()):
            yield version.id, version_line(version, self.mentorship)

    def heading(self) -> str:
        """Of whom."""
        return _("Versions · {title}").format(title=self.mentorship.title)

    def status(self) -> str:
        """Which is in force."""
        number = next((it.number for it in self._versions.values() if it.state is VersionState.IN_FORCE), None)
        return _("none in force") if number is None else _("version {number} in force").format(number=number)

    @property
    def chosen(self) -> Version | None:
        """The chosen version; None for the draft."""
        return self._versions.get(self.query_one("#versions", KeyList).chosen or "")

    def _show_chosen(self) -> None:
        chosen = self.chosen
        text = self._draft if chosen is None else chosen.text
        self.query_one("#text", Preview).load(text.split("\n"))
        self.query_one("#detail", Static).update(self._detail(chosen))

    def _detail(self, chosen: Version | None) -> Content:
        changes = self._changes(chosen)
        changes = changes and f"{changes} {_('d shows it.')}"
        if chosen is None:
            return draft_detail(changes)
        receipts = [it for it in self._copies if it.version_id == chosen.id]
        return version_detail(chosen, self.mentorship, receipts, changes)

    def _changes(self, chosen: Version | None) -> str:
        """How much a text changes, where it is still to be agreed on."""
        before = self._basis(chosen)
        if before is None or (chosen is not None and chosen is not self._signable):
            return ""
        return since(before, versions.frozen(self._draft) if chosen is None else chosen.text)

    # -- commands --------------------------------------------------------------------------------------------------

    def can_propose(self) -> bool:
        """The draft differs from what was frozen last."""
        return self._differs and not self.mentorship.state.is_closed

    def why_not_propose(self) -> str:
        """Nothing new stands in it."""
        if closed := self.why_closed():
            return closed
        if self._newest is None:
            return _("There is nothing in the draft yet.")
        return _("The draft says what version {number} says: there is nothing to propose.").format(
            number=self._newest.number
        )

    def can_amend(self) -> bool:
        """From a frozen version, in a mentorship that is open."""
        return self.chosen is not None and not self.mentorship.state.is_closed

    def why_not_amend(self) -> str:
        """The draft is chosen."""
        return self.why_closed() or self.why_not_note_receipt()

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
        mid = self.place.mentorship_id
        reminders = (
            drafts.reminder(self.database, mid),
            annex.reminder(self.database, mid),
            drafts.empty_items(self._draft),
            versions.recomposed(self._draft),
        )
        before = self._basis(None)
        self.app.push_screen(
            ProposeDialog(
                text,
                "\n".join(filter(None, reminders)),
                None if before is None else side_of(before, self.mentorship),
                sides_of(self.database, self.mentorship)[-1],
            ),
            self._proposed,
        )

    @explained
    def _proposed(self, yes: bool | None) -> None:
        if yes:
            made = versions.propose(self.database, self.place.mentorship_id)
            self._choose(made.id)
            say(self, _("Version {number} is frozen. s signs it.").format(number=made.number))

    def do_amend(self) -> None:
        """Ask only where the draft holds words that are in no version."""
        chosen = self.chosen
        if chosen is None:
            return
        if self._differs:
            self.app.push_screen(
                ConfirmDialog(
                    _("Take version {number} as the new draft?").format(number=chosen.number),
                    _("The draft now holds other words. They stay in its history (h), and u takes this back."),
                    _("take it"),
                ),
                lambda yes: self._amend(chosen) if yes else None,
            )
        else:
            self._amend(chosen)

    def _amend(self, version: Version) -> None:
        if versions.differs(self._draft, version):
            versions.restore(self.database, version.id)
            say(
                self,
                _("Version {number} is the draft now. u in the versions takes that back.").format(
                    number=version.number
                ),
            )
        self.go(Place(Name.AGREEMENT, self.place.mentorship_id))

    def can_compare_version(self) -> bool:
        """There is another text."""
        return len(self._versions) + self._differs > 1

    def why_not_compare_version(self) -> str:
        """There is one text at most."""
        return _("There is no other text yet that this one could be compared with.")

    def do_compare_version(self) -> None:
        """With the version in force, or the one before; the first one with the newest text."""
        chosen = self.chosen
        before = self._basis(chosen)
        new = chosen.id if chosen else LIVING[VersionKind.AGREEMENT]
        newest = LIVING[VersionKind.AGREEMENT] if self._differs else self._newest.id if self._newest else ""
        mid = self.place.mentorship_id
        self.go(place_of_comparison(mid, new, newest) if before is None else place_of_comparison(mid, before.id, new))

    def do_open_history(self) -> None:
        """Back in time."""
        self.go(Place(Name.HISTORY, self.place.mentorship_id))

    def do_read_version(self) -> None:
        """Into the text."""
        self.query_one("#text").focus()

    def do_other_pane(self) -> None:
        """List, details where they do not fit, text."""
        self.focus_next()

    def do_back(self) -> None:
        """From text and details to the list, from the list to the path."""
        if any(self.query_one(pane).has_focus for pane in ("#text", "#detail-pane")):
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
