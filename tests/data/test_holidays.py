"""Public holidays: by the country of a zone, by a region that is named, in the language in use."""

from __future__ import annotations

from datetime import date
from zoneinfo import available_timezones

import pytest

from data import config, holidays, i18n, locations


@pytest.mark.parametrize(
    ("zone", "country"),
    [
        ("Europe/Berlin", "DE"),
        ("America/New_York", "US"),
        ("Asia/Tokyo", "JP"),
        ("UTC", ""),
        ("Etc/GMT+3", ""),
        ("", ""),
    ],
)
def test_a_zone_is_in_a_country(zone: str, country: str) -> None:
    assert holidays.country_of(zone) == country


@pytest.mark.parametrize(
    ("language", "day", "zone", "region", "name"),
    [
        ("de", date(2026, 12, 25), "Europe/Berlin", "", "Erster Weihnachtstag"),
        ("de", date(2026, 4, 3), "Europe/Berlin", "", "Karfreitag"),
        ("en", date(2027, 3, 26), "Europe/Berlin", "", "Good Friday"),
        ("en", date(2026, 7, 4), "America/New_York", "", "Independence Day"),
        ("en", date(2026, 7, 4), "Europe/Berlin", "", ""),
        ("de", date(2027, 1, 6), "Europe/Berlin", "", ""),
        ("de", date(2027, 1, 6), "Europe/Berlin", "DE-BY", "Heilige Drei Könige"),
        ("de", date(2026, 10, 26), "Europe/Berlin", "at", "Nationalfeiertag"),
        ("de", date(2026, 12, 25), "UTC", "", ""),
        ("de", date(2026, 12, 25), "Europe/Berlin", "DE-XX", ""),
        ("de", date(2026, 12, 25), "Europe/Berlin", "nowhere", ""),
    ],
)
def test_a_holiday_by_name(language: str, day: date, zone: str, region: str, name: str) -> None:
    with i18n.using(language):
        assert holidays.holiday(day, zone, region) == name


def test_every_zone_can_be_asked() -> None:
    for zone in sorted(available_timezones())[::40]:
        assert isinstance(holidays.holiday(date(2026, 12, 25), zone), str)


def test_a_region_is_known_or_not() -> None:
    assert [holidays.is_known(it) for it in ("de", "DE-BY", "DE-XX", "ZZ", "")] == [True, True, False, False, False]


def test_the_settings_name_a_region() -> None:
    assert config.load().holidays == ""
    locations.config().parent.mkdir(parents=True)
    locations.config().write_text('holidays = "DE-BY"\n')
    assert config.load().holidays == "DE-BY"
    locations.config().write_text("holidays = 3\n")
    assert config.load().holidays == ""
