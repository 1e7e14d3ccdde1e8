"""Reading days, times of day and lengths as people type them, in English and German alike.

Every function raises `BadInput` with a sentence that says what is wrong and what to type instead.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, time, timedelta

from ..clean import line
from ..errors import BadInput
from ..i18n import _, month_title
from .session import check_minutes

EARLIEST, LATEST = date(2000, 1, 1), date(2199, 12, 31)
"""Days outside are taken for a slip of the fingers."""

_WEEKDAYS = {
    "en": ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
    "de": ["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"],
}
_MONTHS = {
    "en": [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ],
    "de": [
        "januar",
        "februar",
        "märz",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "dezember",
    ],
}
_OTHER_NAMES = {"sonnabend": "samstag", "maerz": "märz", "jänner": "januar", "sept": "september"}
_RELATIVE = {
    "today": 0,
    "heute": 0,
    "tomorrow": 1,
    "morgen": 1,
    "day after tomorrow": 2,
    "übermorgen": 2,
    "uebermorgen": 2,
    "yesterday": -1,
    "gestern": -1,
}
_UNITS = {"d": 1, "day": 1, "days": 1, "tag": 1, "tage": 1, "tagen": 1}
_UNITS |= {"w": 7, "week": 7, "weeks": 7, "woche": 7, "wochen": 7}

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_GERMAN = re.compile(r"(\d{1,2})\. ?(\d{1,2})\.? ?(\d{4}|\d{2})?")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:\.|st|nd|rd|th)? ?(?:of )?([^\W\d_]+)\.?,? ?(\d{4})?")
_MONTH_DAY = re.compile(r"([^\W\d_]+)\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?")
_OFFSET = re.compile(r"(?:([+-])|in) ?(\d{1,5}) ?([a-z]*)")
_WORDS = re.compile(r"[^\W_]+(?: [^\W_]+){0,5}")
_LONGEST_WORDS = 40
_NAMED = re.compile(r"(?:(?:on|am|next|nächste[nr]?|naechste[nr]?|kommende[nr]?) )?([^\W\d_]+)\.?")


def parse_date(text: str, today: date, language: str = "en", *, past: bool = False) -> date:
    """The day that is meant: `2026-11-24`, `24.11.2026`, `24.11.`, `24 Nov 2026`, `Nov 24`, `today`, `heute`, `+3`,
    `in 2 weeks`, `Tuesday`, `nächsten Dienstag`, `in zwei Wochen`.

    A weekday is the next one after `today`; a day without a year is the next such day, `today` included. `past` turns
    both round, for what has already happened. `language` says whose abbreviations come first (`en` or `de`).
    """
    typed = line(text).casefold()
    found = (
        _relative(typed, today)
        or _weekday(typed, today, language, past)
        or _calendar_day(typed, today, language, past)
        or _in_words(typed, today, language)
    )
    if found is None:
        raise BadInput(
            _("“{text}” is no day. Type one such as 24 Nov 2026, 2026-11-24, tomorrow, Tuesday or +7.").format(
                text=line(text, 40)
            )
        )
    if not EARLIEST <= found <= LATEST:
        raise _out_of_range()
    return found


def prepare() -> None:
    """Load what reads distances in words, which takes half a second: in a thread, while nothing is typed yet."""
    for phrase in ("in two weeks", "in zwei Wochen"):
        parse_date(phrase, EARLIEST)


def _out_of_range() -> BadInput:
    return BadInput(_("Type a day between the years {first} and {last}.").format(first=EARLIEST.year, last=LATEST.year))


def _relative(typed: str, today: date) -> date | None:
    if typed in _RELATIVE:
        return today + timedelta(days=_RELATIVE[typed])
    offset = _OFFSET.fullmatch(typed)
    if offset is None or offset[3] not in {"", *_UNITS} or (offset[1] is None and not offset[3]):
        return None
    days = int(offset[2]) * _UNITS.get(offset[3], 1)
    try:
        return today + timedelta(days=-days if offset[1] == "-" else days)
    except OverflowError as error:
        raise _out_of_range() from error


def _weekday(typed: str, today: date, language: str, past: bool) -> date | None:
    named = _NAMED.fullmatch(typed)
    weekday = None if named is None else _named(named[1], _WEEKDAYS, language, shortest=2)
    if weekday is None:
        return None
    if past:
        return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _calendar_day(typed: str, today: date, language: str, past: bool) -> date | None:
    if found := _ISO.fullmatch(typed):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _GERMAN.fullmatch(typed):
        month: int | None = int(found[2])
        day, year = int(found[1]), found[3]
    elif found := _DAY_MONTH.fullmatch(typed):
        day, month, year = int(found[1]), _month(found[2], language), found[3]
    elif found := _MONTH_DAY.fullmatch(typed):
        day, month, year = int(found[2]), _month(found[1], language), found[3]
    else:
        return None
    if month is None:
        return None
    if year:
        return _day(int(year) + (2000 if len(year) == 2 else 0), month, day)
    return _nearest(day, month, today, past)


def _in_words(typed: str, today: date, language: str) -> date | None:
    """A distance in words, `in two weeks`, `nächste Woche`, `in einem Monat`, as the library dateparser knows them.

    Only such distances are asked of it: it reads a day into almost any number, and knows no `nächsten Dienstag`.
    """
    if len(typed) > _LONGEST_WORDS or not _WORDS.fullmatch(typed):
        return None
    import dateparser

    languages = [language, *(it for it in _WEEKDAYS if it != language)]
    for each in languages:
        found: datetime | None = dateparser.parse(
            typed,
            languages=[each],
            settings={
                "PARSERS": ["relative-time"],
                "RELATIVE_BASE": datetime.combine(today, time(12)),
                "RETURN_AS_TIMEZONE_AWARE": False,
            },
        )
        if found is not None:
            return found.date()
    return None


def _month(name: str, language: str) -> int | None:
    found = _named(name, _MONTHS, language, shortest=3)
    return None if found is None else found + 1


def _named(name: str, names: dict[str, list[str]], language: str, *, shortest: int) -> int | None:
    """The index of a name or of its unmistakable beginning, in `language` before the others; None where it is none."""
    name = _OTHER_NAMES.get(name, name)
    if len(name) < shortest:
        return None
    for each in sorted(names, key=lambda key: key != language):
        begun = [index for index, full in enumerate(names[each]) if full.startswith(name)]
        if len(begun) == 1:
            return begun[0]
    return None


def _nearest(day: int, month: int, today: date, past: bool) -> date:
    """The next such day from today on, or the last one up to today; 29 February waits for its leap year."""
    if (day, month) != (29, 2):
        this_year = _day(today.year, month, day)
        if past:
            return this_year if this_year <= today else _day(today.year - 1, month, day)
        return this_year if this_year >= today else _day(today.year + 1, month, day)
    years = range(today.year, today.year - 9, -1) if past else range(today.year, today.year + 9)
    leap = [date(year, 2, 29) for year in years if monthrange(year, 2)[1] == 29]
    return next(found for found in leap if (found <= today if past else found >= today))


def _day(year: int, month: int, day: int) -> date:
    if not EARLIEST.year <= year <= LATEST.year:
        raise _out_of_range()
    if not 1 <= month <= 12:
        raise BadInput(_("There is no month {month}. Type a month from 1 to 12.").format(month=month))
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise BadInput(
            _("There is no day {day} in {month}; it ends on the {last}.").format(
                day=day, month=month_title(date(year, month, 1)), last=last
            )
        )
    return date(year, month, day)


_TIME = re.compile(r"(\d{1,2})(?:(?::|\.|h| uhr ?)(\d{2}))? ?(?:h|uhr|o'clock|(am|pm|a\.m\.|p\.m\.))?")
_DIGITS = re.compile(r"(\d{1,2})(\d{2})")


def parse_time(text: str) -> time:
    """A time of day: `10`, `10:30`, `10.30`, `1030`, `10 Uhr`, `10h30`, `2:30 pm`."""
    typed = line(text).casefold()
    found = _TIME.fullmatch(typed)
    if found is None and (digits := _DIGITS.fullmatch(typed)) is not None:
        hour, minute, half = int(digits[1]), int(digits[2]), None
    elif found is not None:
        hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    else:
        hour, minute, half = 24, 0, None
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    elif half:
        hour = 24
    if hour > 23 or minute > 59:
        raise BadInput(_("“{text}” is no time of day. Type one such as 10:30.").format(text=line(text, 40)))
    return time(hour, minute)


_MINUTES = re.compile(r"(\d{1,5}) ?(?:m|min|min\.|mins|minute|minutes|minuten)?")
_HOURS = re.compile(r"(\d{1,2})(?:[.,](\d{1,2}))? ?(?:h|hr|hrs|hour|hours|std|std\.|stunde|stunden)")
_HOURS_MINUTES = re.compile(
    r"(\d{1,2}) ?(?::|h|hours?|std\.?|stunden?) ?(?:and |und )?(\d{1,2}) ?(?:m|min|min\.|minutes?|minuten?)?"
)


def parse_minutes(text: str) -> int:
    """A length in minutes, from 1 to 24 hours: `60`, `45 min`, `1 h`, `1:30`, `1 h 30`, `1,5 Std.`."""
    typed = line(text).casefold()
    if found := _MINUTES.fullmatch(typed):
        minutes = int(found[1])
    elif found := _HOURS.fullmatch(typed):
        minutes = round(float(f"{found[1]}.{found[2] or 0}") * 60)
    elif (found := _HOURS_MINUTES.fullmatch(typed)) and int(found[2]) < 60:
        minutes = int(found[1]) * 60 + int(found[2])
    else:
        raise BadInput(
            _("“{text}” is no length. Type minutes such as 60, or hours such as 1:30.").format(text=line(text, 40))
        )
    check_minutes(minutes)
    return minutes
