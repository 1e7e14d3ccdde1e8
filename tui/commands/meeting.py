"""What can be done in the meeting. All keys work while an answer is being typed."""

from __future__ import annotations

from data.i18n import N_

from .base import Command


class NextQuestion(Command):
    """The question counts as asked; go on to the next."""

    key = "ctrl+n"
    title = N_("Next question")
    hint = N_("next")
    priority = True


class PreviousQuestion(Command):
    """Go back to the question before."""

    key = "ctrl+r"
    title = N_("Previous question")
    hint = N_("previous")
    priority = True


class SkipForLater(Command):
    """Leave this question for later, or skip it when it was left already."""

    key = "ctrl+l"
    title = N_("Later")
    hint = N_("later")
    priority = True


class TurnIntoClause(Command):
    """Turn the answer into a clause of the draft, at the section of its topic."""

    key = "ctrl+g"
    title = N_("Make a clause of the answer")
    hint = N_("clause")
    priority = True


class NoteCommitment(Command):
    """Note who promises what, by when."""

    key = "ctrl+o"
    title = N_("Note a commitment")
    hint = N_("commitment")
    priority = True


class ParkIt(Command):
    """Write down what came up and belongs elsewhere, without leaving the question."""

    key = "ctrl+t"
    title = N_("Park what comes up")
    hint = N_("park it")
    priority = True


class CloseMeeting(Command):
    """Close the meeting: it counts as held, and the draft opens."""

    key = "f10"
    title = N_("Close the meeting")
    hint = N_("close")
    priority = True


class ShowMinutes(Command):
    """Read the minutes, which have written themselves from what was asked, answered and promised so far."""

    key = "alt+m"
    title = N_("Minutes of the meeting")
    priority = True


class BeginMeeting(Command):
    """Begin the meeting: the clock starts."""

    key = "enter"
    title = N_("Begin the meeting")
    hint = N_("begin")
