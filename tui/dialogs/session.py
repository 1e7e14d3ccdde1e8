"""Planning, moving, changing and cancelling sessions."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from data.model.dates import parse_date, parse_minutes, parse_time
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from data import annex, sessions
from data.clock import today
from data.errors import BadInput
from data.i18n import N_, _, language, long_date
from data.model.mentorship import Party
from data.model.recurrence import LAST, Recurrence, monthly_by_weekday, weekly
from data.model.session import SessionKind

from .form import ChoiceField, DateField, Field, FormDialog

if TYPE_CHECKING:
    from datetime import date

    from data import Database
    from data.model.mentorship import Mentorship
    from data.model.session import Session

FIRST_MEETING_MINUTES = 60
"""How long a first meeting takes by default (DESIGN.md, step 1)."""

SESSION_MINUTES = 45


class PlanSessionDialog(FormDialog[str]):
    """Plans a session, or a series, and returns the id of the (first) session."""

    ACCEPT_HINT = N_("plan")

    def __init__(
        self, database: Database, mentorship: Mentorship, *, first: bool = False, day: date | None = None
    ) -> None:
        super().__init__()
        self._database, self._mentorship, self._first = database, mentorship, first
        self._day = day
        self._warned: datetime | None = None

    def title_text(self) -> str:
        """What is planned, and whose."""
        title = self._mentorship.title
        return (
            _("Plan the first meeting · {title}").format(title=title)
            if self._first
            else _("Plan a session · {title}").format(title=title)
        )

    def form_fields(self) -> list[Field | ChoiceField]:
        """Day, time, length, place, method; for a session also how often."""
        minutes = FIRST_MEETING_MINUTES if self._first else SESSION_MINUTES
        day = self._day.isoformat() if self._day else ""
        fields: list[Field | ChoiceField] = [
            DateField("day", _("Day"), day, _("a date, a weekday, tomorrow, +7")),
            Field("time", _("Begins at"), "10:00", "10:00"),
            Field("minutes", _("Minutes"), str(minutes)),
            Field("place", _("Place"), placeholder=_("a room, a link; may stay empty")),
            Field("method", _("Method"), placeholder=_("in person, by phone, by video")),
        ]
        if not self._first:
            fields += [
                Field("title", _("Title"), placeholder=_("may stay empty")),
                ChoiceField("repeat", _("Repeat"), _rhythms(), "once"),
                Field("until", _("Until"), placeholder=_("a last day, or how many times; empty: one year")),
            ]
        return fields

    def accept(self, values: dict[str, str]) -> str:
        """Plan it; a clash with another session is said once, and accepted the second time."""
        starts = _starts(self._mentorship, values)
        minutes = parse_minutes(values["minutes"])
        clashes = sessions.clashes(self._database, starts, minutes, self._mentorship.zone)
        if clashes and self._warned != starts:
            self._warned = starts
            raise BadInput(
                _(
                    "There is another session at this time: {title}. Press the same key again to plan it all the same."
                ).format(title=f"{clashes[0].starts:%H:%M}–{clashes[0].ends:%H:%M}")
            )
        details = {"minutes": minutes, "place": values["place"], "method": values["method"]}
        if self._first or values["repeat"] == "once":
            kind = SessionKind.FIRST if self._first else SessionKind.REGULAR
            return sessions.plan(
                self._database, self._mentorship.id, kind=kind, starts=starts, title=values.get("title", ""), **details
            ).id
        rule = _rule(values["repeat"], starts, values["until"], self._mentorship)
        made = sessions.plan_series(
            self._database, self._mentorship.id, rule=rule, starts=starts, title=values["title"], **details
        )
        return made[0].id


class MoveSessionDialog(FormDialog[str]):
    """Moves a session and returns its id."""

    ACCEPT_HINT = N_("move")

    def __init__(self, database: Database, mentorship: Mentorship, session: Session) -> None:
        super().__init__()
        self._database, self._mentorship, self._session = database, mentorship, session

    def title_text(self) -> str:
        """From when."""
        return _("Move the session of {day}").format(day=long_date(self._session.day))

    def form_fields(self) -> list[Field | ChoiceField]:
        """Day, time, length."""
        it = self._session
        return [
            DateField("day", _("New day"), it.day.isoformat(), _("a date, a weekday, tomorrow, +7")),
            Field("time", _("Begins at"), f"{it.starts:%H:%M}", "10:00"),
            Field("minutes", _("Minutes"), str(it.minutes)),
        ]

    def accept(self, values: dict[str, str]) -> str:
        """Move it."""
        starts = _starts(self._mentorship, values)
        return sessions.move(self._database, self._session.id, starts, parse_minutes(values["minutes"])).id


class EditSessionDialog(FormDialog[str]):
    """Changes place, method, title and returns the id."""

    ACCEPT_HINT = N_("change")

    def __init__(self, database: Database, session: Session) -> None:
        super().__init__()
        self._database, self._session = database, session

    def title_text(self) -> str:
        """Which session."""
        return _("Session of {day}").format(day=long_date(self._session.day))

    def form_fields(self) -> list[Field | ChoiceField]:
        """What may change without moving it."""
        it = self._session
        return [
            Field("place", _("Place"), it.place),
            Field("method", _("Method"), it.method, _("in person, by phone, by video")),
            Field("title", _("Title"), it.title),
        ]

    def accept(self, values: dict[str, str]) -> str:
        """Change it, if nobody else has meanwhile."""
        return sessions.change(self._database, self._session.id, row_version=self._session.row_version, **values).id


class CancelSessionDialog(FormDialog[str]):
    """Shows the agreed process, asks who cancels, and returns the id."""

    ACCEPT_HINT = N_("cancel it")

    def __init__(self, database: Database, mentorship: Mentorship, session: Session) -> None:
        super().__init__()
        self._database, self._mentorship, self._session = database, mentorship, session

    def title_text(self) -> str:
        """Which session."""
        return _("Cancel the session of {day}").format(day=long_date(self._session.day))

    def notes(self) -> ComposeResult:
        """How the two have agreed to cancel."""
        entries = {entry.field: entry for entry in annex.of(self._database, self._mentorship.id)}
        agreed = entries["cancelling"].text.strip()
        yield Static(_("How you agreed to cancel:"), classes="muted", markup=False)
        yield Static(
            Content(agreed)
            if agreed
            else Content.styled(_("Nothing is agreed yet; the logistics have a field for it.")),
            markup=False,
        )
        yield Static("")

    def form_fields(self) -> list[Field | ChoiceField]:
        """Who."""
        names = [(party.value, self._mentorship.name_of(party)) for party in Party]
        return [ChoiceField("party", _("Who cancels"), names, self._mentorship.me.value)]

    def accept(self, values: dict[str, str]) -> str:
        """Cancel it."""
        return sessions.cancel(self._database, self._session.id, Party(values["party"])).id


class GoToDateDialog(FormDialog["date"]):
    """Returns the day that was typed."""

    ACCEPT_HINT = N_("go")

    def __init__(self, zone: str) -> None:
        super().__init__()
        self._zone = zone

    def title_text(self) -> str:
        """What is asked."""
        return _("Go to a date")

    def form_fields(self) -> list[Field | ChoiceField]:
        """One line."""
        return [DateField("day", _("Day"), placeholder=_("a date, a weekday, tomorrow, +7"))]

    def accept(self, values: dict[str, str]) -> date:
        """Read it."""
        return parse_date(values["day"], today(self._zone), language())


def _starts(mentorship: Mentorship, values: dict[str, str]) -> datetime:
    day = parse_date(values["day"], today(mentorship.zone), language())
    begins: time = parse_time(values["time"])
    return datetime.combine(day, begins)


def _rhythms() -> list[tuple[str, str]]:
    return [
        ("once", _("once")),
        ("weekly", _("weekly")),
        ("biweekly", _("every 2 weeks")),
        ("monthly", _("monthly")),
    ]


def _rule(rhythm: str, starts: datetime, until: str, mentorship: Mentorship) -> Recurrence:
    """The rule of a rhythm; `until` is a number of times, a last day, or nothing (then one year)."""
    count = int(until) if until.isdigit() else None
    last = parse_date(until, today(mentorship.zone), language()) if until and count is None else None
    if last is not None and last < starts.date():
        raise BadInput(_("The last day is before the first session. Type a later one."))
    if rhythm == "monthly":
        return monthly_by_weekday(_which(starts), starts.weekday(), count=count, until=last)
    return weekly(2 if rhythm == "biweekly" else 1, count=count, until=last)


def _which(starts: datetime) -> int:
    """Which of its month's weekdays a day is: 1 to 4, or the last."""
    nth = (starts.day - 1) // 7 + 1
    return LAST if nth == 5 else nth
