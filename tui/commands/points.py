"""What can be done with points and clauses: understanding them one by one, and where they come from.

All keys work while one types; whoever's terminal keeps the Alt key finds them in the palette.
"""

from __future__ import annotations

from data.i18n import N_

from .base import Command


class WalkPoints(Command):
    """Go through all points that are not yet understood by both, one by one, with their remarks."""

    key = "alt+n"
    title = N_("Walk through the unclear points")
    priority = True


class NextFlagged(Command):
    """Jump to the next point that a review has flagged as to be changed."""

    key = "alt+u"
    title = N_("Next point to be changed")
    hint = N_("to be changed")
    priority = True


class RemarkPoint(Command):
    """Note something about the point at the cursor: a working note of both, in no version and no copy."""

    key = "alt+r"
    title = N_("Remark on the point")
    priority = True


class InsertReadyClause(Command):
    """Insert a ready-made clause, a bundled one or one of your own; change, share and take in your own."""

    key = "alt+k"
    title = N_("Insert a ready-made clause")
    priority = True


class KeepClause(Command):
    """Keep the selected words, or the point or clause at the cursor, as a ready-made clause of your own."""

    key = "alt+o"
    title = N_("Keep as a clause of your own")
    priority = True


class GoToAnswer(Command):
    """Go to the answer that the clause at the cursor was made of."""

    key = "alt+a"
    title = N_("Go to the answer of this clause")
    priority = True


class ChangedAnswers(Command):
    """Look at the clauses whose answer has changed since: take the new words, or leave the clause as it is."""

    key = "alt+c"
    title = N_("Answers that have changed since")
    priority = True


class GoToClause(Command):
    """Go to the clause that the answer has become."""

    key = "d"
    title = N_("Go to the clause in the draft")
    hint = N_("to the draft")


class ShowClause(Command):
    """Show the clause that the answer has become, in the draft beside it."""

    key = "alt+d"
    title = N_("Show the clause in the draft")
    priority = True
