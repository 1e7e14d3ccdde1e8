"""The language of the screens: gettext catalogues at run time, and localized dates.

The language of an agreement is the mentorship's own and independent of this.
"""

from __future__ import annotations

import gettext
import locale
import os
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LANGUAGES = ("en", "de")
"""The languages that screens, catalogues and templates exist in."""

_FOLDER = Path(__file__).parent / "locale"


class _Chosen:
    """The catalogue in use; one a process, for one person sits before one terminal."""

    language = "en"
    catalogue: gettext.NullTranslations = gettext.NullTranslations()


def use(language: str) -> None:
    """Show everything from now on in this language (one of `LANGUAGES`)."""
    if language not in LANGUAGES:
        raise ValueError(language)
    _Chosen.language = language
    _Chosen.catalogue = (
        gettext.NullTranslations()
        if language == "en"
        else gettext.translation("handschlag", _FOLDER, [language], fallback=True)
    )


@contextmanager
def using(language: str) -> Iterator[None]:
    """Speak another language for a while: the frame of a copy is in the agreement's language."""
    before = _Chosen.language
    use(language)
    try:
        yield
    finally:
        use(before)


def language() -> str:
    """The language in use."""
    return _Chosen.language


def from_locale() -> str:
    """The language that the environment asks for (LC_ALL, LC_MESSAGES, LANG), else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            short = locale.normalize(value).partition("_")[0].lower()
            return short if short in LANGUAGES else "en"
    return "en"


def _(message: str) -> str:
    """The message in the language in use."""
    return _Chosen.catalogue.gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """The message in the right number, in the language in use."""
    return _Chosen.catalogue.ngettext(singular, plural, count)


def pgettext(context: str, message: str) -> str:
    """The message for a context, where one English word has several German ones."""
    return _Chosen.catalogue.pgettext(context, message)


def N_(message: str) -> str:  # noqa: N802 - the name that every gettext extractor knows
    """Mark a constant for translation; the place that shows it calls `_`."""
    return message


def listed(words: Sequence[str]) -> str:
    """`one`, `one and another`, `one, another and a third`, in the language in use."""
    if len(words) < 2:
        return "".join(words)
    if len(words) == 2:
        return _("{some} and {last}").format(some=words[0], last=words[1])
    return _("{first}, {others}").format(first=words[0], others=listed(words[1:]))


def _formatted(day: date, english: str, german: str) -> str:
    import pendulum

    pattern = german if _Chosen.language == "de" else english
    text = pendulum.datetime(day.year, day.month, day.day).format(pattern, locale=_Chosen.language)
    # Pendulum writes “Di.”, where German calendars write “Di”.
    return text.replace(".", "", 1) if pattern.split()[0] == "ddd" else text


def long_date(day: date) -> str:
    """`Tuesday, 24 November 2026` / `Dienstag, 24. November 2026`."""
    return _formatted(day, "dddd, D MMMM YYYY", "dddd, D. MMMM YYYY")


def medium_date(day: date) -> str:
    """`Tue 24 Nov 2026` / `Di 24. Nov. 2026`."""
    return _formatted(day, "ddd D MMM YYYY", "ddd D. MMM YYYY")


def short_date(day: date) -> str:
    """`Tue 24 Nov` / `Di 24. Nov.`, for lists that stay within a year."""
    return _formatted(day, "ddd D MMM", "ddd D. MMM")


def plain_date(day: date) -> str:
    """`24 November 2026` / `24. November 2026`, for documents."""
    return _formatted(day, "D MMMM YYYY", "D. MMMM YYYY")


def month_title(day: date) -> str:
    """`November 2026`."""
    return _formatted(day, "MMMM YYYY", "MMMM YYYY")


def weekday_names() -> list[str]:
    """The seven short names, Monday first."""
    return [_formatted(date(2026, 6, 1 + offset), "ddd", "ddd") for offset in range(7)]


def month_names() -> list[str]:
    """The twelve short names, without a full stop: `Jan`, in German too."""
    return [_formatted(date(2026, month, 1), "MMM", "MMM").rstrip(".") for month in range(1, 13)]


def weekday_name(weekday: int) -> str:
    """The full name of a weekday; 0 is Monday."""
    return _formatted(date(2026, 6, 1 + weekday), "dddd", "dddd")


def clock_time(moment: datetime) -> str:
    """`10:00`, the same in both languages."""
    return moment.strftime("%H:%M")
