"""Public holidays, as a hint beside a day: by the country of a time zone, or by the region that the settings name.

The library is imported when first asked: it takes a tenth of a second that no first frame waits for. What it does not
know (a zone of the sea, a region that is none) has no holidays.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from .i18n import language

if TYPE_CHECKING:
    from datetime import date

    from holidays import HolidayBase


def holiday(day: date, zone: str, region: str = "") -> str:
    """What is celebrated on a day where a zone is, in the language in use; empty on an ordinary day.

    `region` goes before the zone: a country, or a part of one, by its ISO 3166 code, such as `AT` or `DE-BY`.
    """
    found = _holidays(region.upper() or country_of(zone), day.year, language())
    return "" if found is None else str(found.get(day, ""))


def is_known(region: str) -> bool:
    """Whether holidays are known for a country or a part of one, by its ISO 3166 code."""
    return _holidays(region.upper(), 2026, "en") is not None


def country_of(zone: str) -> str:
    """The ISO 3166 code of the country in which a time zone is, `DE` for `Europe/Berlin`; empty where it is in none."""
    return _countries().get(zone, "")


@cache
def _countries() -> dict[str, str]:
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return {row[2]: row[0] for row in rows}


@cache
def _holidays(region: str, year: int, spoken: str) -> HolidayBase | None:
    if not region:
        return None
    from holidays import country_holidays

    country, _hyphen, part = region.partition("-")
    try:
        known = country_holidays(country, subdiv=part or None, years=year)
        tongue = next((it for it in known.supported_languages if it.startswith(spoken)), None)
        return country_holidays(country, subdiv=part or None, years=year, language=tongue) if tongue else known
    except NotImplementedError:
        return None
