"""What can be done on the list of mentorships."""

from __future__ import annotations

from data.i18n import N_

from .base import Command


class OpenMentorship(Command):
    """Open the chosen mentorship where its next step is done, or what is due."""

    key = "enter"
    title = N_("Open")
    hint = N_("open")


class NewMentorship(Command):
    """Begin a mentorship: two names, which of them you are, and the language of the agreement."""

    key = "n"
    title = N_("New mentorship")
    hint = N_("new")


class Search(Command):
    """Find a mentorship by a part of either name."""

    key = "slash"
    title = N_("Search")
    hint = N_("search")


class CalendarOfAll(Command):
    """Show the month with the sessions of all mentorships."""

    key = "f5"
    title = N_("Calendar of all")
    hint = N_("calendar of all")
    priority = True


class OpenStep(Command):
    """Go straight to the next thing to do in the chosen mentorship."""

    key = "space"
    title = N_("Next step")
    hint = N_("next step")


class SwitchPane(Command):
    """Go to the list of what is due, or back to the mentorships."""

    key = "tab"
    title = N_("To what is due, and back")
    hint = N_("due")


class SwitchTheme(Command):
    """Change between dark and light; it is remembered."""

    key = "f10"
    title = N_("Light or dark")


class SwitchLanguage(Command):
    """Change the language of the screens between English and German; it is remembered."""

    key = "f12"
    title = N_("English or German")


class ShowHelp(Command):
    """Explain this screen and list all keys that work on it."""

    key = "question_mark"
    title = N_("Help")
