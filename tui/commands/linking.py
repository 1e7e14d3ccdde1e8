"""What can be done with a link in a text: it opens nothing on the server."""

from __future__ import annotations

from data.i18n import N_

from .base import Command


class CopyLink(Command):
    """Send the address of the link at the cursor to your terminal's clipboard; where there is none, choose a link."""

    key = "alt+y"
    title = N_("Copy the address of a link")
    priority = True
