"""Sharing a mentorship with the other party's account."""

from __future__ import annotations

from data.i18n import N_

from .base import Command


class Sharing(Command):
    """Share the mentorship with the other party's account on this machine, or see how it is shared."""

    key = "s"
    title = N_("Sharing")
