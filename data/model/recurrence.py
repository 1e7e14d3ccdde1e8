"""Series of sessions: weekly, every n weeks, monthly by weekday, with a count or a last day.

A rule is written as an RFC 5545 RRULE value and expanded by dateutil on wall-clock time, so that a series stays at its
time of day whatever the clocks do. The first session is the first day from the chosen start on that fits the rule.
Without an end a series goes on for one year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import islice

from ..errors import BadInput
from ..i18n import _, ngettext, plain_date, weekday_name

LIMIT = 500
"""The most sessions that one series may have."""

LAST = -1
"""The `nth` of "the last Friday"."""

WITHOUT_END = timedelta(days=364)
"""How far a series reaches whose end was not said: 365 days with its first."""

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LONGEST_INTERVAL = 52


class Frequency(StrEnum):
    """What the interval counts."""

    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A rule; make it with `weekly`, `monthly_by_weekday` or `parse`, which check it."""

    frequency: Frequency
    interval: int
    """Every how many weeks or months."""
    weekdays: tuple[int, ...]
    """0 is Monday. A weekly rule without any takes the weekday of its start; a monthly one has exactly one."""
    nth: int
    """Monthly: which of the month's weekdays, 1 to 4, or `LAST`; 0 in a weekly rule."""
    count: int | None
    """How many sessions, or None."""
    until: date | None
    """The last day on which one may be, or None."""

    def __str__(self) -> str:
        """The RRULE value, such as `FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;COUNT=10`."""
        days = ",".join(f"{self.nth or ''}{_DAYS[day]}" for day in self.weekdays)
        parts = [f"FREQ={self.frequency}", f"INTERVAL={self.interval}" if self.interval > 1 else ""]
        parts += [f"BYDAY={days}" if days else "", f"COUNT={self.count}" if self.count else ""]
        parts += [f"UNTIL={self.until:%Y%m%d}" if self.until else ""]
        return ";".join(part for part in parts if part)


def weekly(
    interval: int = 1, weekdays: Sequence[int] = (), *, count: int | None = None, until: date | None = None
) -> Recurrence:
    """Every `interval` weeks on the given weekdays (0 is Monday; none: the weekday of the start).

    Raises `BadInput` for an interval, a count or a weekday that cannot be.
    """
    days = tuple(sorted(set(weekdays)))
    return _checked(Recurrence(Frequency.WEEKLY, interval, days, 0, count, until))


def monthly_by_weekday(
    nth: int, weekday: int, *, interval: int = 1, count: int | None = None, until: date | None = None
) -> Recurrence:
    """Every `interval` months on the `nth` weekday (1 to 4, or `LAST`; 0 is Monday): the second Tuesday.

    Raises `BadInput` for an interval, a count or a weekday that cannot be.
    """
    if nth not in (1, 2, 3, 4, LAST):
        raise BadInput(_("A month has a first to fourth and a last of each weekday. Choose one of these."))
    return _checked(Recurrence(Frequency.MONTHLY, interval, (weekday,), nth, count, until))


def _checked(rule: Recurrence) -> Recurrence:
    if not 1 <= rule.interval <= _LONGEST_INTERVAL:
        raise BadInput(_("Type an interval between 1 and {count}.").format(count=_LONGEST_INTERVAL))
    if rule.count is not None and not 1 <= rule.count <= LIMIT:
        raise BadInput(_("Type a number of sessions between 1 and {count}.").format(count=LIMIT))
    if rule.count is not None and rule.until is not None:
        raise BadInput(_("Give either the number of sessions or the last day, not both."))
    if not all(0 <= day <= 6 for day in rule.weekdays):
        raise ValueError(rule.weekdays)
    return rule


_BYDAY = re.compile(r"(-?\d)?(MO|TU|WE|TH|FR|SA|SU)")


def parse(text: str) -> Recurrence:
    """Read back what `str` of a rule wrote. Raises `BadInput` for a rule of another kind."""
    parts = dict(part.partition("=")[::2] for part in text.upper().split(";"))
    days = [_BYDAY.fullmatch(day) for day in parts.get("BYDAY", "").split(",") if day]
    try:
        count = int(parts["COUNT"]) if "COUNT" in parts else None
        until = date.fromisoformat(parts["UNTIL"][:8]) if "UNTIL" in parts else None
        interval = int(parts.get("INTERVAL", "1"))
        weekdays = [_DAYS.index(day[2]) for day in days if day is not None]
        if parts["FREQ"] == Frequency.WEEKLY and len(weekdays) == len(days):
            return weekly(interval, weekdays, count=count, until=until)
        if parts["FREQ"] == Frequency.MONTHLY and len(days) == 1 and days[0] is not None:
            return monthly_by_weekday(int(days[0][1]), weekdays[0], interval=interval, count=count, until=until)
    except (KeyError, TypeError, ValueError) as error:
        raise BadInput(_("“{rule}” is no rule that Handschlag can follow.").format(rule=text)) from error
    raise BadInput(_("“{rule}” is no rule that Handschlag can follow.").format(rule=text))


def bounded(rule: Recurrence, starts: datetime) -> Recurrence:
    """The rule with everything said: its weekday taken from the start, and one year where it has no end."""
    if not rule.weekdays:
        rule = replace(rule, weekdays=(starts.weekday(),))
    if rule.count is None and rule.until is None:
        rule = replace(rule, until=starts.date() + WITHOUT_END)
    return rule


def occurrences(rule: Recurrence, starts: datetime, limit: int = LIMIT) -> list[datetime]:
    """The naive wall-clock starts of a series, in order; `starts` is naive and says from when and at what time.

    Raises `BadInput` when the series would end before it starts, would have no session, or more than `limit`.
    """
    rule = bounded(rule, starts)
    if rule.until is not None and rule.until < starts.date():
        raise BadInput(
            _("The series would end on {end}, before it starts on {start}. Type a later end.").format(
                end=plain_date(rule.until), start=plain_date(starts.date())
            )
        )
    first = next(iter(_expanded(replace(rule, interval=1, count=None, until=None), starts)))
    found = list(islice(_expanded(rule, first), limit + 1))
    if not found:
        raise BadInput(_("No day of this series lies before its end. Type a later end."))
    if len(found) > limit:
        raise BadInput(
            ngettext(
                "That would be more than {count} session. Type an earlier end.",
                "That would be more than {count} sessions. Type an earlier end.",
                limit,
            ).format(count=limit)
        )
    return found


def _expanded(rule: Recurrence, starts: datetime) -> Iterable[datetime]:
    """What dateutil makes of a rule. Imported here: it costs time that the first frame does not have."""
    from dateutil import rrule

    days = [rrule.weekday(day, rule.nth) if rule.nth else rrule.weekday(day) for day in rule.weekdays]
    found: Iterable[datetime] = rrule.rrule(
        rrule.WEEKLY if rule.frequency is Frequency.WEEKLY else rrule.MONTHLY,
        dtstart=starts,
        interval=rule.interval,
        wkst=rrule.MO,
        byweekday=days,
        count=rule.count,
        until=None if rule.until is None else datetime.combine(rule.until, time.max),
    )
    return found


def moved(rule: Recurrence, days: Sequence[datetime], at: int, starts: datetime) -> tuple[Recurrence, list[datetime]]:
    """The rule that takes the one of `days` counted `at` to `starts`, and every other with it; and its own days.

    `days` are consecutive starts that `rule` gave, the first of them where the new rule begins. A weekly series goes on
    or back by as many days; a monthly one gets the weekday and the week of the month that `starts` has. Raises
    `BadInput` where no rule does that.
    """
    count = len(days)
    if rule.frequency is Frequency.WEEKLY:
        days_on = (starts.date() - days[at].date()).days
        weekdays = tuple(sorted((day + days_on) % 7 for day in bounded(rule, days[0]).weekdays))
        there = replace(rule, weekdays=weekdays, count=count, until=None)
        first = datetime.combine(days[0].date() + timedelta(days=days_on), starts.time())
        expected = [starts + (day - days[at]) for day in days]
    else:
        there = replace(rule, weekdays=(starts.weekday(),), nth=_nth(starts.date(), rule.nth), count=count, until=None)
        months = (starts.year - days[at].year) * 12 + starts.month - days[at].month
        first = datetime.combine(_first_of_month(days[0].date(), months), starts.time())
        expected = None
    found = list(islice(_expanded(there, first), count))
    if found[at : at + 1] != [starts] or found != (expected or found):
        raise BadInput(
            _("The days of this series cannot all be moved like this. Move it by whole weeks, or this session alone.")
        )
    return there, found


def shortened(rule: Recurrence, count: int) -> Recurrence:
    """The rule with its first days only."""
    return replace(rule, count=count, until=None)


def nth_of(day: date) -> int:
    """Which of its month's weekdays a day is: 1 to 4, or `LAST`."""
    nth = (day.day - 1) // 7 + 1
    return LAST if nth == 5 else nth


def _nth(day: date, before: int) -> int:
    """As `nth_of`; a rule for the last weekday stays one where the day allows it."""
    is_last = (day + timedelta(days=7)).month != day.month
    return LAST if before == LAST and is_last else nth_of(day)


def _first_of_month(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)


def describe(rule: Recurrence) -> str:
    """The rule in words, as one sentence in the language in use; it must be `bounded`."""
    if rule.frequency is Frequency.WEEKLY:
        return _described_weekly(rule)
    return _described_monthly(rule)


def _described_weekly(rule: Recurrence) -> str:
    values = _values(rule) | {"days": _listed([weekday_name(day) for day in rule.weekdays])}
    if rule.count:
        if rule.interval == 1:
            text = ngettext("every week on {days}, once", "every week on {days}, {count} times", rule.count)
        else:
            text = ngettext(
                "every {interval} weeks on {days}, once", "every {interval} weeks on {days}, {count} times", rule.count
            )
    elif rule.interval == 1:
        text = _("every week on {days}, until {until}")
    else:
        text = _("every {interval} weeks on {days}, until {until}")
    return text.format(**values)


def _described_monthly(rule: Recurrence) -> str:
    ordinal = {1: _("first"), 2: _("second"), 3: _("third"), 4: _("fourth"), LAST: _("last")}[rule.nth]
    values = _values(rule) | {"nth": ordinal, "weekday": weekday_name(rule.weekdays[0])}
    if rule.count:
        if rule.interval == 1:
            text = ngettext(
                "on the {nth} {weekday} of every month, once",
                "on the {nth} {weekday} of every month, {count} times",
                rule.count,
            )
        else:
            text = ngettext(
                "on the {nth} {weekday} every {interval} months, once",
                "on the {nth} {weekday} every {interval} months, {count} times",
                rule.count,
            )
    elif rule.interval == 1:
        text = _("on the {nth} {weekday} of every month, until {until}")
    else:
        text = _("on the {nth} {weekday} every {interval} months, until {until}")
    return text.format(**values)


def _values(rule: Recurrence) -> dict[str, object]:
    until = "" if rule.until is None else plain_date(rule.until)
    return {"interval": rule.interval, "count": rule.count, "until": until}


def _listed(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return _("{some} and {last}").format(some=", ".join(names[:-1]), last=names[-1])
