"""Asking which of the two it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from data import clean
from data.i18n import _
from data.model.mentorship import Party

from ..widgets.list import KeyList
from .base import Dialog

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from data.model.mentorship import Mentorship


class PartyDialog(Dialog[Party]):
    """Returns the party that was chosen by its name. Nothing is chosen at first, so that no Enter does it by a slip."""

    DEFAULT_CSS = """
    PartyDialog KeyList { height: auto; margin-top: 1; background: $surface; }
    PartyDialog #error { height: auto; color: $text-error; display: none; }
    PartyDialog #error.-shown { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", "Choose", priority=True)]

    def __init__(
        self,
        mentorship: Mentorship,
        title: str,
        text: str,
        *,
        noted: Iterable[Party] = (),
        parties: Sequence[Party] = tuple(Party),
    ) -> None:
        """`noted` are those who have done it already: they are shown, and cannot be chosen again.

        `parties` are those who can do it from here.
        """
        super().__init__()
        self._parties = parties
        self._mentorship, self._title, self._text = mentorship, title, text
        self._noted = frozenset(noted)

    def title_text(self) -> str:
        """What it is about."""
        return self._title

    def compose_dialog(self) -> ComposeResult:
        """A sentence and the two names."""
        yield Static(Content(clean.text(self._text)))
        yield KeyList()
        yield Static("", id="error", markup=False)

    def dialog_keys(self) -> list[tuple[str, str]]:
        """Choose, then confirm."""
        return [("↑ ↓", _("choose")), (_("Enter"), _("confirm"))]

    def on_mount(self) -> None:
        """Both names, none chosen."""
        names = self.query_one(KeyList)
        names.fill((party.value, self._line(party)) for party in self._parties)
        for party in self._noted.intersection(self._parties):
            names.disable_option(party.value)
        names.highlighted = None
        names.focus()

    def _line(self, party: Party) -> Content:
        name = clean.shown(self._mentorship.name_of(party))
        if party not in self._noted:
            return Content(name)
        return Content.assemble(("✓ ", "$text-success"), name, (f"  {_('noted already')}", "$text-muted"))

    def action_choose(self) -> None:
        """Enter: the chosen name, or a word on how to choose one."""
        names = self.query_one(KeyList)
        if names.chosen is None:
            error = self.query_one("#error", Static)
            error.update(_("Choose a name first, with ↑ and ↓."))
            error.add_class("-shown")
        else:
            names.action_select()

    def on_option_list_option_highlighted(self) -> None:
        """A name is chosen now."""
        self.query_one("#error").remove_class("-shown")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter on a name. Not to be overridden: Textual would call both."""
        event.stop()
        self.decide(Party(event.option_id or ""))

    def decide(self, party: Party) -> None:
        """What the choice leads to."""
        self.dismiss(party)
