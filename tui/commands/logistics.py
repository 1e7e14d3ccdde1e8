"""What can be done with the six logistics fields."""

from __future__ import annotations

from data.i18n import N_

from .base import Command


class EditField(Command):
    """Type what is agreed for the chosen field; Escape leads back to the list."""

    key = "enter"
    title = N_("Type what is agreed")
    hint = N_("type")


class SettleField(Command):
    """Mark the chosen field as settled, or open it again."""

    key = "s"
    title = N_("Settled or open again")
    hint = N_("settled")


class DeclineField(Command):
    """Mark the chosen field as explicitly not agreed, or open it again."""

    key = "x"
    title = N_("Not agreed or open again")
    hint = N_("not agreed")


class NextField(Command):
    """The field is settled; go on to the next open one."""

    key = "ctrl+n"
    title = N_("Settle and go on")
    hint = N_("settle, next")
    priority = True


class ReadAnnexVersions(Command):
    """Read the versions of the annex: who agreed on which, and what each of them said."""

    key = "v"
    title = N_("Versions of the annex")
    hint = N_("versions")


class AgreeOnAnnex(Command):
    """Confirm for a party that the annex is agreed as it stands; signatures under the agreement are not touched."""

    key = "a"
    title = N_("Agree on the annex")
    hint = N_("agree")
