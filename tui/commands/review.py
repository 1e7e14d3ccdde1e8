"""What can be done in a review."""

from __future__ import annotations

from data.i18n import N_

from .base import Command


class AnswerReview(Command):
    """Type the answer to the chosen question; Escape leads back to the list."""

    key = "enter"
    title = N_("Type the answer")
    hint = N_("answer")


class FinishAnswers(Command):
    """These answers are complete: they disappear from the screen until both are done."""

    key = "f"
    title = N_("I am done")
    hint = N_("I am done")


class TakeUpAnswers(Command):
    """Take finished answers up again, as long as nothing is revealed."""

    key = "u"
    title = N_("Answer again")
    hint = N_("answer again")


class HandOverKeyboard(Command):
    """Hand the keyboard to the other one: nothing of the first one's answers stays on the screen."""

    key = "w"
    title = N_("Hand over the keyboard")
    hint = N_("hand over")


class Reveal(Command):
    """Show both answers side by side, those that differ most first."""

    key = "r"
    title = N_("Reveal both")
    hint = N_("reveal")


class OutcomeContinue(Command):
    """The agreement works: go on; the next review is planned."""

    key = "c"
    title = N_("Continue")
    hint = N_("continue")


class OutcomeAmend(Command):
    """Change the agreement: the version in force becomes the new draft and stays in force until the new one is."""

    key = "m"
    title = N_("Amend")
    hint = N_("amend")


class OutcomeEnd(Command):
    """End the mentorship. Either side may; no reason is asked."""

    key = "x"
    title = N_("End the mentoring")
    hint = N_("end")


class FlagPoints(Command):
    """Flag points of the agreement in force as to be changed; amending marks them in the draft."""

    key = "p"
    title = N_("Points to be changed")
    hint = N_("points")


class ShowScores(Command):
    """Show the scores that both have given, over all reviews."""

    key = "s"
    title = N_("Scores of all reviews")
    hint = N_("scores")


class SwitchAgreement(Command):
    """Show the agreement in force, or the questions again."""

    key = "v"
    title = N_("Agreement or questions")
    hint = N_("agreement")
