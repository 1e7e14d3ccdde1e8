"""What a party writes for nobody else."""

from __future__ import annotations

from data.i18n import N_

from .base import Command


class PrivateNotes(Command):
    """Open your private notes: still covered, for whoever sits beside you. They leave this file in no way."""

    key = "alt+p"
    title = N_("Private notes")
    priority = True
