"""Planning, moving, changing and cancelling sessions."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from data import annex, mentorships, sessions
from data.clock import today
from data.errors import BadInput, about
from data.i18n import N_, _, language, long_date, medium_date, ngettext, plain_date
from data.model.agreement import AnnexState
from data.model.dates import parse_date, parse_minutes, parse_time
from data.model.mentorship import Party
from data.model.recurrence import LAST, Recurrence, bounded, describe, monthly_by_weekday, occurrences, weekly
from data.model.session import Scope, SessionKind

from ..speech import say
from ..widgets.agenda import cancelled
from .form import ChoiceField, DateField, Field, FormDialog

if TYPE_CHECKING:
    from datetime import date

    from data import Database
    from data.model.mentorship import Mentorship
    from data.model.session import Session

FIRST_MEETING_MINUTES = 60
"""How long a first meeting takes by default (DESIGN.md, step 1)."""

SESSION_MINUTES = 45

MANY_SESSIONS = 60
"""A series of more is asked about: more than one a week for a year is seldom meant."""


class PlanSessionDialog(FormDialog[str]):
    """Plans a session, or a series, and returns the id of the (first) session."""

    ACCEPT_HINT = N_("plan")

    def __init__(
        self, database: Database, mentorship: Mentorship, *, first: bool = False, day: date | None = None
    ) -> None:
        super().__init__()
        self._database, self._mentorship, self._first = database, mentorship, first
        self._day = day
        self._doubts = _Doubts(database, mentorship)

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

    def accept(self, values: dict[str, str]) -> str:
        """Plan it; a past day, or another session at the time, is said once and accepted the second time."""
        starts = _starts(self._mentorship, values)
        minutes = _minutes(values)
        self._doubts.ask_once(starts, minutes)
        details = {"place": values["place"], "method": values["method"]}
        if self._first or values["repeat"] == "once":
            kind = SessionKind.FIRST if self._first else SessionKind.REGULAR
            title = values.get("name", "")
            return sessions.plan(
                self._database, self._mentorship.id, kind=kind, starts=starts, minutes=minutes, title=title, **details
            ).id
        rule = _rule(values, starts, self._mentorship)
        self._doubts.ask_about_series(rule, starts)
        details["title"] = values["name"]
        made = sessions.plan_series(
            self._database, self._mentorship.id, rule=rule, starts=starts, minutes=minutes, **details
        )
        say(self, _planned(rule, made))
        return made[0].id


class MoveSessionDialog(FormDialog[str]):
    """Moves a session and returns its id."""

    ACCEPT_HINT = N_("move")

    def __init__(self, database: Database, mentorship: Mentorship, session: Session) -> None:
        super().__init__()
        self._database, self._mentorship, self._session = database, mentorship, session
        self._doubts = _Doubts(database, mentorship, session)

    def title_text(self) -> str:
        """From when, and whose."""
        return _("Move the session of {day} · {title}").format(
            day=long_date(self._session.day), title=self._mentorship.title
        )

    def notes(self) -> ComposeResult:
        """How the two have agreed to call a meeting off: a move does that to the old time."""
        yield from _agreed_process(self._database, self._mentorship)

    def form_fields(self) -> list[Field | ChoiceField]:
        """Day, time, length."""
        it = self._session
        return [
            DateField(
                "day", _("New day"), plain_date(it.day), _("a date, a weekday, tomorrow, +7"), self._mentorship.zone
            ),
            Field("time", _("Begins at"), f"{it.starts:%H:%M}", "10:00"),
            Field("minutes", _("Length in minutes"), str(it.minutes)),
        ]

    def accept(self, values: dict[str, str]) -> str:
        """Move it; a past day, or another session at the time, is said once and accepted the second time."""
        starts = _starts(self._mentorship, values)
        minutes = _minutes(values)
        self._doubts.ask_once(starts, minutes)
        return sessions.move(self._database, self._session.id, starts, minutes).id


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


class CancelSessionDialog(FormDialog[str]):
    """Shows the agreed process, asks who cancels, and returns the id."""

    ACCEPT_HINT = N_("cancel it")

    def __init__(self, database: Database, mentorship: Mentorship, session: Session) -> None:
        super().__init__()
        self._database, self._mentorship, self._session = database, mentorship, session

    def title_text(self) -> str:
        """Which session, and whose."""
        return _("Cancel the session of {day} · {title}").format(
            day=long_date(self._session.day), title=self._mentorship.title
        )

    def notes(self) -> ComposeResult:
        """How the two have agreed to cancel."""
        yield from _agreed_process(self._database, self._mentorship)

    def form_fields(self) -> list[Field | ChoiceField]:
        """Who; in a series also how many."""
        names = [(party.value, self._mentorship.name_of(party)) for party in Party]
        fields: list[Field | ChoiceField] = [
            ChoiceField("party", _("Who cancels"), names, self._mentorship.me.value),
        ]
        if self._session.series_id is not None:
            choices = [("one", _("this one")), ("following", _("this and the following"))]
            fields.append(ChoiceField("which", _("Of the series"), choices, "one"))
        return fields

    def accept(self, values: dict[str, str]) -> str:
        """Cancel it, or it and all that follow."""
        party = Party(values["party"])
        if values.get("which") != "following":
            return sessions.cancel(self._database, self._session.id, party).id
        cancelled = sessions.cancel_series(self._database, self._session.id, party, Scope.FOLLOWING)
        count = len(cancelled)
        say(
            self,
            ngettext("{count} session is cancelled.", "{count} sessions are cancelled.", count).format(count=count),
        )
        return self._session.id


class RestoreSessionDialog(FormDialog[str]):
    """Shows who cancelled a session and when, beside the agreed process; takes it back and returns the id."""

    ACCEPT_HINT = N_("plan it again")

    def __init__(self, database: Database, mentorship: Mentorship, session: Session) -> None:
        super().__init__()
        self._database, self._mentorship, self._session = database, mentorship, session

    def title_text(self) -> str:
        """Which session, and whose."""
        return _("The session of {day} is cancelled · {title}").format(
            day=long_date(self._session.day), title=self._mentorship.title
        )

    def notes(self) -> ComposeResult:
        """Who and when, and how the two have agreed to cancel."""
        yield Static(Content(cancelled(self._session, self._mentorship)))
        yield Static("")
        yield from _agreed_process(self._database, self._mentorship)

    def form_fields(self) -> list[Field | ChoiceField]:
        """Nothing is asked."""
        return []

    def dialog_keys(self) -> list[tuple[str, str]]:
        """One key takes it back."""
        return [(_("Enter"), _(self.ACCEPT_HINT))]

    def accept(self, values: dict[str, str]) -> str:
        """It is planned again."""
        return sessions.uncancel(self._database, self._session.id).id


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
        return [DateField("day", _("Day"), placeholder=_("a date, a weekday, tomorrow, +7"), zone=self._zone)]

    def accept(self, values: dict[str, str]) -> date:
        """Read it."""
        return parse_date(values["day"], today(self._zone), language())


class _Doubts:
    """Asks once about what is probably not meant: a past day, a time that is taken, a very long series."""

    def __init__(self, database: Database, mentorship: Mentorship, session: Session | None = None) -> None:
        """`session` is the one that is moved: with itself it does not overlap."""
        self._database, self._zone = database, mentorship.zone if session is None else session.zone
        self._except = None if session is None else session.id
        self._asked: set[object] = set()

    def _first_time(self, doubt: object) -> bool:
        if doubt in self._asked:
            return False
        self._asked.add(doubt)
        return True

    def ask_once(self, starts: datetime, minutes: int) -> None:
        """Raises `BadInput` for a day that has passed, and with another session, each the first time for this start."""
        if starts.date() < today(self._zone) and self._first_time(starts.date()):
            with about("day"):
                raise BadInput(
                    _("{day} has passed. Press the same key again to plan it all the same.").format(
                        day=medium_date(starts.date())
                    )
                )
        others = sessions.clashes(self._database, starts, minutes, self._zone, self._except)
        if not others or not self._first_time(starts):
            return
        raise BadInput(
            _(
                "There is another session at this time: {begins}–{ends}, {title}. "
                "Press the same key again if it is meant so."
            ).format(
                begins=f"{others[0].starts:%H:%M}",
                ends=f"{others[0].ends:%H:%M}",
                title=mentorships.get(self._database, others[0].mentorship_id).title,
            )
        )

    def ask_about_series(self, rule: Recurrence, starts: datetime) -> None:
        """Raises `BadInput` with the number of a series that is very long, the first time for this number."""
        count = len(occurrences(rule, starts))
        if count > MANY_SESSIONS and self._first_time(count):
            with about("until"):
                raise BadInput(
                    _("This plans {count} sessions. Press the same key again to plan them all.").format(count=count)
                )


def _agreed_process(database: Database, mentorship: Mentorship) -> ComposeResult:
    """What the annex says about calling a meeting off."""
    entry = next(entry for entry in annex.of(database, mentorship.id) if entry.field == "cancelling")
    words = entry.text.strip()
    yield Static(_("How you agreed to cancel:"), classes="muted", markup=False)
    if entry.state is AnnexState.NOT_AGREED:
        yield Static(_("You have expressly agreed on nothing for this."), markup=False)
        if words:
            yield Static(Content(words))
    else:
        yield Static(Content(words or _("Nothing is agreed yet; the logistics have a field for it.")))
    yield Static("")


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
        return monthly_by_weekday(_which(starts), starts.weekday(), interval=int(every), count=count, until=last)
    return weekly(int(every), count=count, until=last)


def _which(starts: datetime) -> int:
    """Which of its month's weekdays a day is: 1 to 4, or the last."""
    nth = (starts.day - 1) // 7 + 1
    return LAST if nth == 5 else nth


def _planned(rule: Recurrence, made: list[Session]) -> str:
    """What a series has become, for the one who typed it to check."""
    count = len(made)
    return ngettext("{count} session is planned: {rule}.", "{count} sessions are planned: {rule}.", count).format(
        count=count, rule=describe(bounded(rule, made[0].starts))
    )
