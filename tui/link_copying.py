"""Copying the address of a link: on the server it opens nothing, so that it goes to the terminal one sits at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.clean import line
from data.i18n import _

from .speech import say
from .widgets.markdown_links import link_near, links_of

if TYPE_CHECKING:
    from textual.screen import Screen

    from .widgets.markdown_links import Location, TextLink
    from .widgets.preview.blocks import BlockList

MOST_LISTED = 200
"""Links that one can choose from: whoever wrote more into a text meant nobody to read them."""


def copy_link(screen: Screen[Any], blocks: BlockList, place: Location | None = None) -> None:
    """Copy the address of the link at or near a place of a text.

    Without one there, or without a place, the only one of the text, else the one that is chosen.
    """
    near = None if place is None else link_near(blocks, place)
    if near is not None:
        _copy(screen, near.address)
        return
    # The words for a link, and the line that says where it leads, lead to the same address.
    every: dict[str, TextLink] = {}
    for link in links_of(blocks):
        every.setdefault(link.address, link)
        if len(every) > MOST_LISTED:
            break
    if not every:
        say(screen, _("There is no link in this text."))
    elif len(every) == 1:
        _copy(screen, next(iter(every)))
    else:
        from .dialogs.links import LinksDialog

        def chosen(address: str | None) -> None:
            if address is not None:
                _copy(screen, address)

        screen.app.push_screen(LinksDialog([*every.values()][:MOST_LISTED], more=len(every) > MOST_LISTED), chosen)


def _copy(screen: Screen[Any], address: str) -> None:
    """Send it; nothing confirms that it arrives."""
    screen.app.copy_to_clipboard(address)
    sentence = _(
        "Sent to your terminal's clipboard: {address}\nIf nothing arrives there, your terminal does not allow it."
    )
    say(screen, sentence.format(address=line(address)))
