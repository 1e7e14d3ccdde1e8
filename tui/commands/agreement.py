"""What can be done in the agreement editor. All keys work while one types."""

from __future__ import annotations

from data.i18n import N_

from .base import Command


class Outline(Command):
    """Show headings and points, jump to one, mark points as understood by mentor or mentee."""

    key = "ctrl+o"
    title = N_("Outline and points")
    hint = N_("outline")
    priority = True


class NextUnclear(Command):
    """Jump to the next point that is not yet understood by both."""

    key = "ctrl+n"
    title = N_("Next unclear point")
    hint = N_("next unclear")
    priority = True


class MarkUnderstood(Command):
    """Mark the point at the cursor as understood: by the mentor, the mentee, or both."""

    key = "ctrl+t"
    title = N_("Mark the point as understood")
    hint = N_("understood")
    priority = True


class TakeClause(Command):
    """Take an answer or one of the six suggestions into the agreement as a clause."""

    key = "ctrl+g"
    title = N_("Insert a clause")
    hint = N_("clause")
    priority = True


class SwitchView(Command):
    """Change between both panes, the text alone and the preview alone."""

    key = "ctrl+l"
    title = N_("Text, preview or both")
    hint = N_("view")
    priority = True


class ProposeAgreement(Command):
    """Go to the versions, where the draft is proposed and signed."""

    key = "f10"
    title = N_("Versions and signing")
    hint = N_("sign")
    priority = True


class OpenAnnex(Command):
    """Settle the six logistics fields of the annex."""

    key = "ctrl+r"
    title = N_("Logistics")
    hint = N_("logistics")
    priority = True
