"""What can be done with two texts that are compared, and with the history of the draft."""

from __future__ import annotations

from data.i18n import N_

from .base import Command


class NextChange(Command):
    """Go to the next place that has changed."""

    key = "n"
    title = N_("Next change")
    hint = N_("next change")


class PreviousChange(Command):
    """Go back to the place before that has changed."""

    key = "N,p"
    title = N_("Previous change")


class FoldLines(Command):
    """Fold the lines that have not changed, or show them all."""

    key = "f"
    title = N_("Fold what has not changed")
    hint = N_("fold")


class ChooseSides(Command):
    """Choose the two texts that are compared: any two versions, or a version and the draft."""

    key = "v"
    title = N_("Choose the two texts")
    hint = N_("other texts")


class SwapSides(Command):
    """Compare the other way round: what was added is what was removed then."""

    key = "x"
    title = N_("The other way round")


class SwitchDocument(Command):
    """Compare the versions of the logistics annex, or those of the agreement again."""

    key = "l"
    title = N_("Annex or agreement")
    hint = N_("other document")


class StepBack(Command):
    """Go back to the step before: the text as it was then, and what changed in that step."""

    key = "left,left_square_bracket"
    title = N_("A step back")
    hint = N_("back in time")


class StepForward(Command):
    """Go on to the next step."""

    key = "right,right_square_bracket"
    title = N_("A step on")
    hint = N_("on")


class FirstStep(Command):
    """Go to the beginning of the history."""

    key = "less_than_sign"
    title = N_("To the first step")


class LastStep(Command):
    """Go to the draft as it is now."""

    key = "greater_than_sign"
    title = N_("To the last step")


class PlayHistory(Command):
    """Play the history back, a step each second; again stops it."""

    key = "space"
    title = N_("Play")
    hint = N_("play")


class ChangePace(Command):
    """Put together less or more to a step: each run of keys, some minutes, a day."""

    key = "t"
    title = N_("Finer or coarser steps")
    hint = N_("step length")


class RestoreState(Command):
    """Make the draft what it was after this step. What it is now stays in its history."""

    key = "r"
    title = N_("Take this state as the draft")
    hint = N_("take this state")


class UndoTaking(Command):
    """Give the draft the words back that it held before a version or a state of the past was taken up."""

    key = "u"
    title = N_("Undo taking up a text")
    hint = N_("undo")
