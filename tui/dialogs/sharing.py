"""Sharing a mentorship with the other party's account; how it is shared, and what both have changed."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from data import clashes, locations, membership, shares
from data.clean import shown
from data.errors import BadInput, HandschlagError, about
from data.i18n import N_, _

from .. import sharing_words
from ..speech import say
from ..widgets.list import KeyList
from ..widgets.list_item import ListItem
from .base import Dialog
from .fields import ChoiceField, Field
from .form import FormDialog

if TYPE_CHECKING:
    from data import Database
    from data.model.mentorship import Mentorship


class ShareDialog(FormDialog[Path]):
    """Shares it, and returns the file that the other party names to join."""

    ACCEPT_HINT = N_("share")

    def __init__(self, database: Database, mentorship: Mentorship) -> None:
        super().__init__()
        self._database, self._mentorship = database, mentorship

    def title_text(self) -> str:
        """With whom."""
        return _("Share with {name}").format(name=self._mentorship.name_of(self._mentorship.me.other))

    def notes(self) -> ComposeResult:
        """What it means."""
        sentence = _(
            "Both of you work from your own accounts on this machine then, each on your own database; a file in a "
            "folder of your group lies between the two. Private notes, and what each writes for a review before both "
            "are done, stay with their author."
        )
        yield Static(Content(sentence), classes="row")

    def form_fields(self) -> list[Field | ChoiceField]:
        """Where, and who may enter."""
        return [
            Field("folder", _("Folder"), "", placeholder="/srv/mentoring"),
            Field("group", _("Group of both"), "", placeholder="mentoring"),
        ]

    def accept(self, values: dict[str, str]) -> Path:
        """Share it, or say what is in the way."""
        for name, sentence in (("folder", _("Type the name of a folder.")), ("group", _("Type the name of a group."))):
            with about(name):
                if not values[name]:
                    raise BadInput(sentence)
        folder = locations.typed_path(values["folder"])
        return membership.share(self._database, self._mentorship.id, folder, values["group"])


class SharingDialog(Dialog[None]):
    """Tells how a mentorship is shared, and lists what both have changed, to be settled one by one."""

    DEFAULT_CSS = """
    SharingDialog > Vertical { width: 90; }
    SharingDialog .row { height: auto; margin-bottom: 1; }
    SharingDialog KeyList { height: auto; max-height: 14; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [("m", "settle(True)", "Mine"), ("t", "settle(False)", "Theirs")]
    CANCEL_HINT = N_("back")

    def __init__(self, database: Database, mentorship: Mentorship) -> None:
        super().__init__()
        self._database, self._mentorship = database, mentorship
        self._other = mentorship.name_of(mentorship.me.other)

    def title_text(self) -> str:
        """With whom."""
        return _("Shared with {name}").format(name=self._other)

    def compose_dialog(self) -> ComposeResult:
        """The file, the other one, and the list."""
        yield Static(id="how", classes="row", markup=False)
        yield Static(id="both", classes="row", markup=False)
        yield KeyList()

    def dialog_keys(self) -> list[tuple[str, str]]:
        """Settling, while there is something to settle."""
        if not self._clashes:
            return []
        return [("m", _("mine stands")), ("t", _("theirs stands"))]

    @property
    def _clashes(self) -> dict[str, clashes.Clash]:
        return {clash.id: clash for clash in clashes.of(self._database, self._mentorship.id)}

    def on_mount(self) -> None:
        """Show it."""
        self.reload()

    def reload(self) -> None:
        """Read it again; also called when the other one has changed something."""
        found = self._clashes
        self.query_one("#how", Static).update(Content("\n".join(map(shown, self._how()))))
        both = self.query_one("#both", Static)
        both.display = bool(found)
        both.update(
            Content(
                _(
                    "Both of you have changed these to different values. Both are kept until one of you says which "
                    "stands:"
                )
            )
        )
        listed = self.query_one(KeyList)
        listed.display = bool(found)
        listed.fill((key, self._line(clash)) for key, clash in found.items())
        if found:
            listed.focus()
        self.show_keys()

    def _how(self) -> list[str]:
        share = shares.of(self._database, self._mentorship.id)
        if share is None:
            return []
        lines = [_("Through {path}.").format(path=share.path)]
        partner = membership.partner(self._database, self._mentorship.id)
        if partner is None:
            command = f"handschlag join {shlex.quote(str(share.path))}"
            lines += [_("{name} has not joined yet, and types once:").format(name=self._other), f"    {command}"]
        else:
            lines.append(
                _("{name} works from the account {account}.").format(name=self._other, account=partner.os_user)
            )
        return lines

    def _line(self, clash: clashes.Clash) -> ListItem:
        words = {"field": sharing_words.field(clash), "mine": sharing_words.value(clash, clash.mine)}
        theirs = _("{name}: {value}").format(name=self._other, value=sharing_words.value(clash, clash.theirs))
        return ListItem.of(
            "⇄ ",
            (sharing_words.record(self._database, clash), "bold"),
            below=[
                (_("{field}, yours: {mine}").format(**words), "$foreground"),
                (theirs, "$text-muted"),
            ],
        )

    def action_settle(self, mine: bool) -> None:
        """Let one of the two stand."""
        chosen = self.query_one(KeyList).chosen
        if chosen not in self._clashes:
            return
        try:
            clashes.settle(self._database, chosen, mine=mine)
        except HandschlagError as error:
            say(self, str(error), error=True)
        self.reload()
