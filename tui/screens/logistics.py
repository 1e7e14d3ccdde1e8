"""The annex: six logistics fields, each settled or explicitly not agreed."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from data import Prose, annex, texts
from data.i18n import _
from data.model.agreement import AnnexEntry, AnnexState
from data.model.catalogue import AnnexField

from .. import wording
from ..commands.logistics import AgreeOnAnnex, DeclineField, EditField, NextField, ReadAnnexVersions, SettleField
from ..speech import explained, say
from ..widgets.list import KeyList
from ..widgets.list_item import ListItem
from ..widgets.prose_editor import ProseEditor
from .agreeing_on_annex import AgreeingOnAnnexScreen

_SIGN = {AnnexState.OPEN: "○", AnnexState.SETTLED: "✓", AnnexState.NOT_AGREED: "–"}


class LogisticsScreen(AgreeingOnAnnexScreen):
    """Place, time frame, content, ways of communicating, cancelling, urgent requests."""

    OFFERS = (EditField, SettleField, DeclineField, NextField, AgreeOnAnnex, ReadAnnexVersions)
    CSS = """
    LogisticsScreen #fields { width: 1fr; height: 1fr; margin: 1 1 0 1; }
    LogisticsScreen #field-pane { width: 1fr; height: 1fr; padding: 1 1 0 1; }
    LogisticsScreen #list-pane { width: 1fr; height: 1fr; }
    LogisticsScreen #consent { height: auto; padding: 0 2; margin-bottom: 1; color: $text-muted; }
    LogisticsScreen.-narrow #list-pane { height: auto; }
    LogisticsScreen.-narrow #fields { height: auto; max-height: 12; margin: 0 1; }
    LogisticsScreen.-narrow #consent { margin-bottom: 0; }
    LogisticsScreen.-narrow #field-pane { padding: 0; }
    LogisticsScreen #field-title { height: 1; padding: 0 1; text-style: bold; color: $primary; }
    LogisticsScreen #field-hint { height: auto; padding: 0 1; margin-bottom: 1; color: $text-muted; }
    LogisticsScreen.-narrow #field-hint { margin-bottom: 0; }
    LogisticsScreen ProseEditor { height: 1fr; }
    """

    def compose_work(self) -> ComposeResult:
        """The six left, the words of the chosen one right."""
        with Horizontal(classes="columns"):
            with Vertical(id="list-pane"):
                yield KeyList(id="fields")
                yield Static(id="consent", markup=False)
            with Vertical(id="field-pane"):
                yield Static(id="field-title", markup=False)
                yield Static(id="field-hint", markup=False)
                yield ProseEditor(id="field", placeholder=_("What is agreed"))

    def load(self) -> None:
        """Read the six fields."""
        super().load()
        mentorship = self.mentorship
        self._known: dict[str, AnnexField] = {field.key: field for field in texts.annex_fields(mentorship.language)}
        self._entries = {entry.field: entry for entry in annex.of(self.database, mentorship.id)}
        self.query_one("#fields", KeyList).fill(
            ((key, self._line(entry)) for key, entry in self._entries.items()), choose=self.place.detail or None
        )
        self.query_one("#consent", Static).update(Content(self._consent()))
        self._open_chosen()

    def others_changed(self) -> None:
        """Somebody else committed: merge their words, leave the cursor alone."""
        self.query_one("#field", ProseEditor).catch_up()
        self.reload()

    def _line(self, entry: AnnexEntry) -> ListItem:
        words = " ".join(entry.text.split())
        return ListItem.of(
            (f"{_SIGN[entry.state]} ", "$text-success" if entry.state is AnnexState.SETTLED else "$accent"),
            (self._known[entry.field].title, "bold"),
            (f"  {wording.annex_state(entry.state)}", "$text-muted"),
            below=[(words, "$text-muted")],
        )

    def heading(self) -> str:
        """Which annex."""
        return _("Logistics · {title}").format(title=self.mentorship.title)

    def status(self) -> str:
        """How many of the six are settled."""
        settled = sum(entry.state is not AnnexState.OPEN for entry in self._entries.values())
        return _("{settled} of 6 settled").format(settled=settled)

    @property
    def _chosen(self) -> AnnexEntry | None:
        return self._entries.get(self.query_one("#fields", KeyList).chosen or "")

    def _open_chosen(self) -> None:
        chosen = self._chosen
        if chosen is None:
            return
        field = self._known[chosen.field]
        self.query_one("#field-title", Static).update(Content(field.title))
        self.query_one("#field-hint", Static).update(Content(field.hint))
        editor = self.query_one("#field", ProseEditor)
        key = annex.text_key(self.place.mentorship_id, chosen.field)
        if editor.prose is None or editor.prose.key != key:
            editor.open(Prose.open(self.database, key))
        editor.read_only = self.mentorship.state.is_closed

    # -- commands --------------------------------------------------------------------------------------------------

    @property
    def _typing(self) -> bool:
        return bool(self.query_one("#field").has_focus)

    def can_edit_field(self) -> bool:
        """From the list."""
        return not self._typing

    def can_settle_field(self) -> bool:
        """From the list, in a mentorship that is open."""
        return not self._typing and not self.mentorship.state.is_closed

    can_decline_field = can_settle_field

    def can_next_field(self) -> bool:
        """In a mentorship that is open."""
        return not self.mentorship.state.is_closed

    def do_back(self) -> None:
        """From the words to the list, from the list to the path."""
        if self._typing:
            self.query_one("#fields").focus()
            self.reload()
        else:
            super().do_back()

    def do_edit_field(self) -> None:
        """Into the words."""
        self.query_one("#field").focus()

    def do_settle_field(self) -> None:
        """Settled, or open again."""
        self._toggle(AnnexState.SETTLED)

    def do_decline_field(self) -> None:
        """Not agreed, or open again."""
        self._toggle(AnnexState.NOT_AGREED)

    def _toggle(self, state: AnnexState) -> None:
        if (chosen := self._chosen) is not None:
            wanted = AnnexState.OPEN if chosen.state is state else state
            annex.set_state(self.database, self.place.mentorship_id, chosen.field, wanted, chosen.row_version)
            self.reload()

    def do_next_field(self) -> None:
        """Settle this one where something is written, and go to the next that is open."""
        self.reload()
        chosen = self._chosen
        if chosen is None:
            return
        if chosen.state is AnnexState.OPEN:
            annex.set_state(
                self.database, self.place.mentorship_id, chosen.field, AnnexState.SETTLED, chosen.row_version
            )
            self.reload()
        keys = list(self._entries)
        start = keys.index(chosen.field) + 1
        ring = keys[start:] + keys[:start]
        following = next((key for key in ring if self._entries[key].state is AnnexState.OPEN), None)
        if following is None:
            self.query_one("#fields").focus()
            say(self, _("All six are settled."))
            return
        fields = self.query_one("#fields", KeyList)
        fields.highlighted = fields.get_option_index(following)
        self._open_chosen()
        self.query_one("#field").focus()

    @on(OptionList.OptionHighlighted, "#fields")
    @explained
    def _highlighted(self) -> None:
        self._open_chosen()

    @on(OptionList.OptionSelected, "#fields")
    def _selected(self) -> None:
        self.do_edit_field()

    def on_descendant_focus(self) -> None:
        """What works here depends on where one is."""
        self.refresh_footer()
