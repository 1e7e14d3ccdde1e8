"""The versions of the annex: who agreed on which, and what each of them said."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList

from data.clean import shown
from data.i18n import N_, _, medium_date
from data.model.agreement import VersionState
from data.model.mentorship import Party

from .. import wording
from ..commands import key_name
from ..widgets.list import KeyList
from ..widgets.list_item import ListItem
from ..widgets.preview import Preview
from .reading import ReadingDialog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.model.agreement import Version
    from data.model.mentorship import Mentorship


class AnnexVersionsDialog(ReadingDialog[None]):
    """Shows the versions, the newest first, and the text of the chosen one."""

    DEFAULT_CSS = """
    AnnexVersionsDialog > Vertical { width: 96; height: 94%; }
    AnnexVersionsDialog #work { height: 1fr; }
    AnnexVersionsDialog KeyList { height: auto; max-height: 50%; background: $surface; }
    AnnexVersionsDialog Preview { height: 1fr; margin-top: 1; background: $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown", "scroll('page_down')", "Down", priority=True),
        Binding("pageup", "scroll('page_up')", "Up", priority=True),
    ]
    CANCEL_HINT = N_("back")

    def __init__(self, mentorship: Mentorship, versions: Sequence[Version]) -> None:
        """`versions` are those of the annex, the oldest first."""
        super().__init__()
        self._mentorship = mentorship
        self._versions = {version.id: version for version in reversed(versions)}

    def title_text(self) -> str:
        """What is listed."""
        return _("Versions of the annex")

    def compose_dialog(self) -> ComposeResult:
        """The versions, and the text of the chosen one."""
        yield KeyList()
        yield Preview()

    def dialog_keys(self) -> list[tuple[str, str]]:
        """Choosing and reading. It leaves the app with a copy only, which says whether it is agreed on."""
        return [
            (f"{key_name('up')} {key_name('down')}", _("choose")),
            (f"{key_name('pageup')} {key_name('pagedown')}", _("scroll")),
        ]

    def on_mount(self) -> None:
        """The newest is shown first."""
        versions = self.query_one(KeyList)
        versions.fill((key, self._line(version)) for key, version in self._versions.items())
        versions.focus()
        self._show()

    def _line(self, version: Version) -> ListItem:
        style = "$text-success" if version.state is VersionState.IN_FORCE else "$text-muted"
        day = medium_date(self._mentorship.day_of(version.frozen_at))
        # The annex is agreed on, never signed.
        one = version.state is VersionState.PARTLY_SIGNED
        state = _("agreed by one of you") if one else wording.version_state(version.state)
        return ListItem.of(
            (_("Version {number}").format(number=version.number), "bold"),
            (f"  {state}", style),
            (f"  {day}", "$text-muted"),
            below=[(f"  {self._consent(version, party)}", "$text-muted") for party in Party],
        )

    def _consent(self, version: Version, party: Party) -> str:
        signature = version.signature_of(party)
        if signature is None:
            return _("○ {name} has not agreed").format(name=shown(self._mentorship.name_of(party)))
        return _("✓ {name} agreed on {day}").format(
            name=shown(signature.name), day=medium_date(self._mentorship.day_of(signature.at))
        )

    def _show(self) -> None:
        version = self._versions.get(self.query_one(KeyList).chosen or "")
        if version is not None:
            self.query_one(Preview).load(version.text.split("\n"))

    @on(OptionList.OptionHighlighted)
    def _highlighted(self) -> None:
        self._show()

    def action_scroll(self, how: str) -> None:
        """Move in the text while the list has the keys."""
        getattr(self.query_one(Preview), f"action_{how}")()
