"""Choosing the link whose address is to be copied."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widgets import OptionList, Static

from data.i18n import _

from ..commands import key_name
from ..widgets.list import KeyList
from ..widgets.list_item import ListItem
from .base import Dialog

if TYPE_CHECKING:
    from ..widgets.markdown_links import TextLink


class LinksDialog(Dialog[str]):
    """Returns the address of the chosen link."""

    DEFAULT_CSS = """
    LinksDialog KeyList { height: auto; max-height: 12; background: $surface; }
    LinksDialog #more { height: auto; margin-top: 1; color: $text-muted; }
    """

    def __init__(self, links: Sequence[TextLink], *, more: bool = False) -> None:
        """`more`: the text has others besides."""
        super().__init__()
        self._links, self._more = links, more

    def title_text(self) -> str:
        """What it is for."""
        return _("Copy the address of which link?")

    def compose_dialog(self) -> ComposeResult:
        """The list."""
        yield KeyList()
        if self._more:
            yield Static(_("The links behind these are not listed."), id="more", markup=False)

    def dialog_keys(self) -> list[tuple[str, str]]:
        """Choosing."""
        return [(f"{key_name('up')} {key_name('down')}", _("choose")), (_("Enter"), _("copy to my terminal"))]

    def on_mount(self) -> None:
        """All of them, in the order of the text."""
        links = self.query_one(KeyList)
        links.fill((str(number), _line(link)) for number, link in enumerate(self._links))
        links.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter on a line."""
        self.dismiss(self._links[int(event.option_id or 0)].address)


def _line(link: TextLink) -> ListItem:
    """Where it leads, and below it what stands there for it."""
    return ListItem.of("", link.address, below=[(link.words, "$text-muted")] if link.words else ())
