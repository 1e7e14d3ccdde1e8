"""What can be done in the calendar."""

from __future__ import annotations

from data.i18n import N_

from .base import Command


class OpenSession(Command):
    """Open the chosen session: agenda, notes, commitments."""

    key = "enter"
    title = N_("Open the session")
    hint = N_("open")


class PlanSession(Command):
    """Plan a session on the chosen day, once or in a series."""

    key = "n"
    title = N_("Plan a session")
    hint = N_("new")


class MoveSession(Command):
    """Move the chosen session to another day or time."""

    key = "m"
    title = N_("Move the session")
    hint = N_("move")


class CancelSession(Command):
    """Cancel the chosen session, by the agreed process; or take its cancellation back."""

    key = "x"
    title = N_("Cancel the session, or take that back")
    hint = N_("call off")


class HoldSession(Command):
    """Mark the chosen session as held, or as planned again."""

    key = "h"
    title = N_("Held or planned again")
    hint = N_("held")


class SwitchToAgenda(Command):
    """Go from the picture of the days to the sessions, or back.

    In the picture the arrows go to the next day and the next row of it, as do k and j, Home and End to its first and
    last day.
    """

    key = "tab"
    title = N_("To the sessions, and back")
    hint = N_("sessions")


class NextView(Command):
    """Show the next picture: month, week, day, agenda, year. The day stays chosen."""

    key = "v"
    title = N_("Month, week, day, agenda or year")
    hint = N_("view")


class ShowMonth(Command):
    """Show a month, with the number of each week."""

    key = "1"
    title = N_("View: month")


class ShowWeek(Command):
    """Show a week: with its hours where there is room, else a list for each day."""

    key = "2"
    title = N_("View: week")


class ShowDay(Command):
    """Show one day with its hours."""

    key = "3"
    title = N_("View: day")


class ShowAgenda(Command):
    """Show nothing but what comes, one after the other."""

    key = "4"
    title = N_("View: agenda")


class ShowYear(Command):
    """Show a year: how many sessions were held on each day and in each month."""

    key = "5"
    title = N_("View: year")


class UrgentRequest(Command):
    """Show how you agreed to handle an urgent request for support, and note that there was one."""

    key = "u"
    title = N_("Urgent request for support")


class GoToToday(Command):
    """Go to today."""

    key = "t"
    title = N_("Today")
    hint = N_("today")


class GoToDate(Command):
    """Go to a day that you type."""

    key = "g"
    title = N_("Go to a date")
    hint = N_("date")


class NextPeriod(Command):
    """On by what is shown: a month, week, day or year. Among the sessions ] does it."""

    key = "pagedown,right_square_bracket"
    title = N_("Next month, week, day or year")
    hint = N_("on")


class PreviousPeriod(Command):
    """Back by what is shown: a month, week, day or year. Among the sessions [ does it."""

    key = "pageup,left_square_bracket"
    title = N_("Previous month, week, day or year")


class NextYear(Command):
    """One year on."""

    key = "greater_than_sign"
    title = N_("Next year")


class PreviousYear(Command):
    """One year back."""

    key = "less_than_sign"
    title = N_("Previous year")


class ExportCalendar(Command):
    """Write the sessions as an iCalendar file."""

    key = "o"
    title = N_("Export as iCalendar")
    hint = N_("export")


class AllOrOne(Command):
    """Show the sessions of all mentorships, or only those of the one whose session is chosen."""

    key = "a"
    title = N_("All mentorships or one")
    hint = N_("all")
