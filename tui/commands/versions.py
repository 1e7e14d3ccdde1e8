"""What can be done with versions: freeze, sign, hand over, take up again."""

from __future__ import annotations

from data.i18n import N_

from .base import Command


class Propose(Command):
    """Freeze the draft as a new version that both can sign."""

    key = "p"
    title = N_("Propose the draft")
    hint = N_("propose")


class Sign(Command):
    """Sign the newest version for a party: read it through, typed name, date, method, SSH key."""

    key = "s"
    title = N_("Sign")
    hint = N_("sign")


class ConfirmUnsigned(Command):
    """Confirm the newest version for a party as agreed, without a signature."""

    key = "a"
    title = N_("Agree without signing")
    hint = N_("agree unsigned")


class HandOver(Command):
    """Show the copy of the chosen version, to copy or write it, and note who received it."""

    key = "c"
    title = N_("Copies")
    hint = N_("copies")


class NoteReceipt(Command):
    """Note that a party has received a copy, such as on paper or by e-mail."""

    key = "r"
    title = N_("Note who received a copy")
    hint = N_("received")


class Amend(Command):
    """Take the chosen version's text as the new draft; what is in force stays in force."""

    key = "m"
    title = N_("Take as the new draft")
    hint = N_("amend")


class CompareVersion(Command):
    """Show what the chosen text changes, word by word: against the version in force, or the one before it."""

    key = "d"
    title = N_("What has changed")
    hint = N_("what changed")


class OpenHistory(Command):
    """Play back how the draft came about, and take up any of its states again."""

    key = "h"
    title = N_("History of the draft")
    hint = N_("history")


class ReadVersion(Command):
    """Read the chosen version: move through its text with the arrow keys."""

    key = "enter"
    title = N_("Read")
    hint = N_("read")
