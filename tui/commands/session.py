"""What can be done with one session."""

from __future__ import annotations

from data.i18n import N_

from .base import Command


class AddCommitment(Command):
    """Note who promises what, by when."""

    key = "ctrl+o"
    title = N_("Note a commitment")
    hint = N_("commitment")
    priority = True


class FinishCommitment(Command):
    """Mark the chosen commitment as done, or open again."""

    key = "d"
    title = N_("Done or open again")
    hint = N_("done")


class DropCommitment(Command):
    """Drop the chosen commitment, or open it again."""

    key = "x"
    title = N_("Drop or open again")
    hint = N_("drop")


class CarryOver(Command):
    """Give the chosen commitment another date; its first date stays visible."""

    key = "m"
    title = N_("Carry over")
    hint = N_("carry over")


class EditSession(Command):
    """Change place, method, title or length."""

    key = "ctrl+t"
    title = N_("Place, method, title")
    hint = N_("edit")
    priority = True


class InviteToSession(Command):
    """Show the invitation to this session with its calendar entry, to copy or to write to files."""

    key = "ctrl+n"
    title = N_("Invitation to this session")
    hint = N_("invite")
    priority = True


class ExportMinutes(Command):
    """Read, copy or write the minutes."""

    key = "ctrl+g"
    title = N_("Minutes")
    hint = N_("minutes")
    priority = True


class MarkHeld(Command):
    """Mark the session as held, or as planned again."""

    key = "ctrl+l"
    title = N_("Held or planned again")
    hint = N_("held")
    priority = True
