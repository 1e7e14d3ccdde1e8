"""Planning, moving and changing sessions."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from textual.app import ComposeResult

from data import holidays, mentorships, sessions
from data.clock import today
from data.errors import BadInput, about
from data.i18n import N_, _, language, long_date, ngettext, plain_date
from data.model.dates import parse_date, parse_minutes, parse_time
from data.model.recurrence import Recurrence, bounded, describe, monthly_by_weekday, nth_of, occurrences, weekly
from data.model.session import Scope, SessionKind

from ..speech import say
from .cancellation import agreed_process, scope_field
from .doubts import Doubts
from .fields import ChoiceField, DateField, Field
from .form import FormDialog
from .session_hints import Wanted, hints

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
    HINTED = ("day", "time", "minutes")

    def __init__(
        self, database: Database, mentorship: Mentorship, *, first: bool = False, day: date | None = None
    ) -> None:
        super().__init__()
        self._database, self._mentorship, self._first = database, mentorship, first
        self._day = day
        self._doubts = Doubts(database, mentorship)

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
        day = plain_date(self._day) if self._day else ""
        fields: list[Field | ChoiceField] = [
            DateField("day", _("Day"), day, _("a date, a weekday, tomorrow, +7"), self._mentorship.zone),
            Field("time", _("Begins at"), "10:00", "10:00"),
            Field("minutes", _("Length in minutes"), str(minutes)),
            Field("place", _("Place"), placeholder=_("a room, a link; may stay empty")),
            Field("method", _("Method"), placeholder=_("in person, by phone, by video")),
        ]
        if not self._first:
            fields += [
                Field("name", _("Title"), placeholder=_("may stay empty")),
                ChoiceField("repeat", _("Repeat"), _rhythms(), "once"),
                Field("every", _("Every … weeks, months"), "1", "1"),
                DateField("until", _("Until"), "", _("a last day, or how often; empty: a year"), self._mentorship.zone),
            ]
        return fields

    def prepare_hints(self) -> None:
        """The holidays are read once, here."""
        holidays.holiday(today(self._mentorship.zone), self._mentorship.zone, self.holiday_region)

    def field_hints(self, values: dict[str, str]) -> dict[str, str]:
        """Holidays, the other's clocks and overlaps, while one types."""
        starts = _starts(self._mentorship, values)
        days = [starts]
        if not self._first and values["repeat"] != "once":
            days = occurrences(_rule(values, starts, self._mentorship), starts)
        wanted = Wanted(days, _minutes(values), self._mentorship.zone)
        return hints(self._database, self._mentorship, wanted, self.holiday_region)

    def accept(self, values: dict[str, str]) -> str:
        """Plan it; a past day, or other sessions at the time, are said once and accepted the second time."""
        starts = _starts(self._mentorship, values)
        minutes = _minutes(values)
        details = {"place": values["place"], "method": values["method"]}
        if self._first or values["repeat"] == "once":
            self._doubts.ask_once(starts, minutes, [starts])
            kind = SessionKind.FIRST if self._first else SessionKind.REGULAR
            title = values.get("name", "")
            return sessions.plan(
                self._database, self._mentorship.id, kind=kind, starts=starts, minutes=minutes, title=title, **details
            ).id
        rule = _rule(values, starts, self._mentorship)
        days = occurrences(rule, starts)
        self._doubts.ask_about_series(len(days))
        self._doubts.ask_once(starts, minutes, days)
        details["title"] = values["name"]
        made = sessions.plan_series(
            self._database, self._mentorship.id, rule=rule, starts=starts, minutes=minutes, **details
        )
        say(self, _planned(rule, made))
        return made[0].id


class MoveSessionDialog(FormDialog[str]):
    """Moves a session and returns its id."""

    ACCEPT_HINT = N_("move")
    HINTED = ("day", "time", "minutes")

    def __init__(self, database: Database, mentorship: Mentorship, session: Session) -> None:
        super().__init__()
        self._database, self._mentorship, self._session = database, mentorship, session
        self._doubts = Doubts(database, mentorship, session)

    def title_text(self) -> str:
        """From when, and whose."""
        return _("Move the session of {day} · {title}").format(
            day=long_date(self._session.day), title=self._mentorship.title
        )

    def notes(self) -> ComposeResult:
        """How the two have agreed to call a meeting off: a move does that to the old time."""
        yield from agreed_process(self._database, self._mentorship)

    def form_fields(self) -> list[Field | ChoiceField]:
        """Day, time, length; in a series also how many."""
        it = self._session
        return [
            DateField(
                "day", _("New day"), plain_date(it.day), _("a date, a weekday, tomorrow, +7"), self._mentorship.zone
            ),
            Field("time", _("Begins at"), f"{it.starts:%H:%M}", "10:00"),
            Field("minutes", _("Length in minutes"), str(it.minutes)),
            *scope_field(it),
        ]

    def prepare_hints(self) -> None:
        """The holidays are read once, here."""
        holidays.holiday(today(self._mentorship.zone), self._mentorship.zone, self.holiday_region)

    def field_hints(self, values: dict[str, str]) -> dict[str, str]:
        """Holidays, the other's clocks and overlaps, while one types."""
        it, starts = self._session, _starts(self._mentorship, values)
        scope = Scope(values.get("scope", Scope.THIS))
        going = sessions.would_move(self._database, it.id, starts, scope)
        days = [starts, *(day for session_id, day in going.items() if session_id != it.id)]
        wanted = Wanted(days, _minutes(values), it.zone, frozenset(going))
        return hints(self._database, self._mentorship, wanted, self.holiday_region)

    def accept(self, values: dict[str, str]) -> str:
        """Move it; a past day, or other sessions at the time, are said once and accepted the second time."""
        it, starts, minutes = self._session, _starts(self._mentorship, values), _minutes(values)
        scope = Scope(values.get("scope", Scope.THIS))
        going = sessions.would_move(self._database, it.id, starts, scope)
        self._doubts.ask_once(starts, minutes, list(going.values()), going)
        moved = sessions.move_series(self._database, it.id, starts, minutes, scope)
        if scope is not Scope.THIS:
            count = len(moved)
            say(self, ngettext("{count} session is moved.", "{count} sessions are moved.", count).format(count=count))
        return it.id


class EditSessionDialog(FormDialog[str]):
    """Changes place, method, title, length and returns the id."""

    ACCEPT_HINT = N_("change")

    def __init__(self, database: Database, session: Session) -> None:
        super().__init__()
        self._database, self._session = database, session

    def title_text(self) -> str:
        """Which session, and whose."""
        title = mentorships.get(self._database, self._session.mentorship_id).title
        return _("Session of {day} · {title}").format(day=long_date(self._session.day), title=title)

    def form_fields(self) -> list[Field | ChoiceField]:
        """What may change without moving it."""
        it = self._session
        return [
            Field("place", _("Place"), it.place),
            Field("method", _("Method"), it.method, _("in person, by phone, by video")),
            Field("name", _("Title"), it.title),
            Field("minutes", _("Length in minutes"), str(it.minutes)),
        ]

    def accept(self, values: dict[str, str]) -> str:
        """Change it, if nobody else has meanwhile."""
        return sessions.change(
            self._database,
            self._session.id,
            place=values["place"],
            method=values["method"],
            title=values["name"],
            minutes=_minutes(values),
            row_version=self._session.row_version,
        ).id


def _starts(mentorship: Mentorship, values: dict[str, str]) -> datetime:
    with about("day"):
        day = parse_date(values["day"], today(mentorship.zone), language())
    with about("time"):
        begins: time = parse_time(values["time"])
    return datetime.combine(day, begins)


def _minutes(values: dict[str, str]) -> int:
    with about("minutes"):
        return parse_minutes(values["minutes"])


def _rhythms() -> list[tuple[str, str]]:
    return [("once", _("once")), ("weekly", _("weekly")), ("monthly", _("monthly"))]


def _rule(values: dict[str, str], starts: datetime, mentorship: Mentorship) -> Recurrence:
    """The rule that was typed; `until` is a number of times, a last day, or nothing (then one year)."""
    until, every = values["until"], values["every"] or "1"
    if not (every.isascii() and every.isdigit() and len(every) < 4):
        with about("every"):
            raise BadInput(_("Type every how many weeks or months, as a number such as 2."))
    count = int(until) if until.isascii() and until.isdigit() and len(until) < 6 else None
    with about("until"):
        last = parse_date(until, today(mentorship.zone), language()) if until and count is None else None
        if last is not None and last < starts.date():
            raise BadInput(_("The last day is before the first session. Type a later one."))
    if values["repeat"] == "monthly":
        return monthly_by_weekday(nth_of(starts.date()), starts.weekday(), interval=int(every), count=count, until=last)
    return weekly(int(every), count=count, until=last)


def _planned(rule: Recurrence, made: list[Session]) -> str:
    """What a series has become, for the one who typed it to check."""
    count = len(made)
    return ngettext("{count} session is planned: {rule}.", "{count} sessions are planned: {rule}.", count).format(
        count=count, rule=describe(bounded(rule, made[0].starts))
    )
