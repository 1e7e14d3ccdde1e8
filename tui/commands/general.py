"""Commands that work everywhere, and those that work everywhere within one mentorship."""

from __future__ import annotations

from data.i18n import N_

from .base import Command


class Help(Command):
    """Explain this screen and list all keys that work on it."""

    key = "f1"
    title = N_("Help for this screen")
    hint = N_("help")
    priority = True


class Back(Command):
    """Go one step back. Nothing is lost: all is saved already."""

    key = "escape"
    title = N_("Back")
    hint = N_("back")


class Quit(Command):
    """Leave Handschlag. Nothing is asked, since nothing can be lost."""

    key = "ctrl+q"
    title = N_("Quit")
    priority = True


class ConfirmSaved(Command):
    """Say that all is saved, and since when: there is no need to save."""

    key = "ctrl+s"
    title = N_("Is everything saved?")
    priority = True


class OpenPath(Command):
    """Show the steps of this mentorship and the next thing to do."""

    key = "f2"
    title = N_("Path of the mentorship")
    priority = True


class OpenQuestions(Command):
    """Prepare the questions of the first meeting, and type answers beside them."""

    key = "f3"
    title = N_("Questions")
    priority = True


class OpenAgreement(Command):
    """Write the agreement, with its preview beside it."""

    key = "f4"
    title = N_("Agreement")
    priority = True


class OpenCalendar(Command):
    """Show the month with all sessions."""

    key = "f5"
    title = N_("Calendar")
    priority = True


class OpenReview(Command):
    """Answer the review, each alone, then look at both together."""

    key = "f8"
    title = N_("Review")
    priority = True


class OpenMeeting(Command):
    """Hold the first meeting: question, answer, draft and clock on one screen."""

    key = "f9"
    title = N_("Meeting mode")
    priority = True


GENERAL = (Help, Back, Quit, ConfirmSaved)
"""On every screen."""

WITHIN_MENTORSHIP = (OpenPath, OpenQuestions, OpenAgreement, OpenCalendar, OpenReview, OpenMeeting)
"""On every screen of one mentorship."""
