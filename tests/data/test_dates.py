"""Days, times and lengths as people type them."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import i18n
from data.errors import BadInput
from data.model.dates import EARLIEST, LATEST, parse_date, parse_minutes, parse_time

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2026-12-01", date(2026, 12, 1)),
        ("1.12.2026", date(2026, 12, 1)),
        ("01.12.26", date(2026, 12, 1)),
        ("1. 12. 2026", date(2026, 12, 1)),
        ("1.12.", date(2026, 12, 1)),
        ("1.12", date(2026, 12, 1)),
        ("23.11.", date(2027, 11, 23)),
        ("24.11.", TUESDAY),
        ("1 Dec 2026", date(2026, 12, 1)),
        ("1 December", date(2026, 12, 1)),
        ("1st of December, 2026", date(2026, 12, 1)),
        ("Dec 1, 2026", date(2026, 12, 1)),
        ("1. Dezember 2026", date(2026, 12, 1)),
        ("3. März", date(2027, 3, 3)),
        ("3. Ma\u0308rz", date(2027, 3, 3)),
        ("29.2.", date(2028, 2, 29)),
        ("today", TUESDAY),
        ("  HEUTE ", TUESDAY),
        ("tomorrow", date(2026, 11, 25)),
        ("morgen", date(2026, 11, 25)),
        ("übermorgen", date(2026, 11, 26)),
        ("yesterday", date(2026, 11, 23)),
        ("+3", date(2026, 11, 27)),
        ("+ 3 days", date(2026, 11, 27)),
        ("+2w", date(2026, 12, 8)),
        ("-1", date(2026, 11, 23)),
        ("in 2 weeks", date(2026, 12, 8)),
        ("in 10 Tagen", date(2026, 12, 4)),
        ("Wednesday", date(2026, 11, 25)),
        ("tue", date(2026, 12, 1)),
        ("nächsten Dienstag", date(2026, 12, 1)),
        ("am Mo.", date(2026, 11, 30)),
        ("do", date(2026, 11, 26)),
    ],
)
@pytest.mark.parametrize("language", ["en", "de"])
def test_a_day_is_read_in_both_languages(typed: str, expected: date, language: str) -> None:
    assert parse_date(typed, TUESDAY, language) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("24.11.", TUESDAY), ("25.11.", date(2025, 11, 25)), ("Tue", date(2026, 11, 17)), ("29 Feb", date(2024, 2, 29))],
)
def test_what_has_happened_lies_behind(typed: str, expected: date) -> None:
    assert parse_date(typed, TUESDAY, past=True) == expected


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("31 February", "There is no day 31 in February 2026; it ends on the 28."),
        ("30.2.2028", "There is no day 30 in February 2028; it ends on the 29."),
        ("2027-04-31", "There is no day 31 in April 2027; it ends on the 30."),
        ("0.5.", "There is no day 0 in May 2026; it ends on the 31."),
        ("1.13.2026", "There is no month 13. Type a month from 1 to 12."),
        ("1.1.1026", "Type a day between the years 2000 and 2199."),
        ("+99999", "Type a day between the years 2000 and 2199."),
        ("-99999 w", "Type a day between the years 2000 and 2199."),
        (
            "soon",
            "“soon” is no day. Type one such as 24 Nov 2026, 2026-11-24, tomorrow, Tuesday or +7.",
        ),
    ],
)
def test_what_is_no_day_is_explained(typed: str, sentence: str) -> None:
    with pytest.raises(BadInput) as error:
        parse_date(typed, TUESDAY)
    assert str(error.value) == sentence


@pytest.mark.parametrize("typed", ["", "m", "ju 3", "3 ju", "in 3", "+3 moons", "24", "2026", "[bold]", "\x1b[31m"])
def test_what_can_be_read_in_two_ways_is_not_guessed(typed: str) -> None:
    with pytest.raises(BadInput):
        parse_date(typed, TUESDAY)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("in two weeks", date(2026, 12, 8)),
        ("in zwei Wochen", date(2026, 12, 8)),
        ("next week", date(2026, 12, 1)),
        ("nächste Woche", date(2026, 12, 1)),
        ("in a month", date(2026, 12, 24)),
        ("in einem Monat", date(2026, 12, 24)),
        ("nächsten Dienstag", date(2026, 12, 1)),
    ],
)
@pytest.mark.parametrize("language", ["en", "de"])
def test_a_distance_in_words_is_understood_in_either_language(typed: str, day: date, language: str) -> None:
    assert parse_date(typed, date(2026, 11, 24), language) == day


@pytest.mark.parametrize("typed", ["5 apples", "two", "week", "in", "12", "in 999999999999 weeks", "10:30", "mayor"])
def test_no_day_is_read_into_other_words(typed: str) -> None:
    with pytest.raises(BadInput):
        parse_date(typed, date(2026, 11, 24))


@given(st.dates(EARLIEST, LATEST), st.sampled_from(["en", "de"]))
def test_the_dates_that_the_app_shows_can_be_typed(day: date, language: str) -> None:
    with i18n.using(language):
        for shown in (day.isoformat(), f"{day.day}.{day.month}.{day.year}", i18n.plain_date(day)):
            assert parse_date(shown, TUESDAY, language) == day


@given(st.text(max_size=20))
def test_any_text_is_a_day_or_bad_input(typed: str) -> None:
    try:
        found = parse_date(typed, TUESDAY)
    except BadInput:
        return
    assert EARLIEST <= found <= LATEST


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("10", time(10)),
        ("9:05", time(9, 5)),
        ("10.30", time(10, 30)),
        ("1030", time(10, 30)),
        ("10 Uhr", time(10)),
        ("10 Uhr 30", time(10, 30)),
        ("10:30 Uhr", time(10, 30)),
        ("10h30", time(10, 30)),
        ("0:00", time(0)),
        ("12 am", time(0)),
        ("2:30 PM", time(14, 30)),
        ("12pm", time(12)),
    ],
)
def test_a_time_of_day(typed: str, expected: time) -> None:
    assert parse_time(typed) == expected


@pytest.mark.parametrize("typed", ["", "24:00", "25", "10:60", "13 pm", "0 am", "noonish", "10:3", "-1"])
def test_what_is_no_time_of_day(typed: str) -> None:
    with pytest.raises(BadInput, match="is no time of day"):
        parse_time(typed)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("60", 60),
        ("45 min", 45),
        ("1h", 60),
        ("1:30", 90),
        ("1 h 30", 90),
        ("1 Stunde und 15 Minuten", 75),
        ("1.5 h", 90),
        ("1,25 Std.", 75),
        ("24 h", 1440),
    ],
)
def test_a_length(typed: str, expected: int) -> None:
    assert parse_minutes(typed) == expected


@pytest.mark.parametrize("typed", ["", "0", "-30", "1441", "25 h", "1:60", "long"])
def test_what_is_no_length(typed: str) -> None:
    with pytest.raises(BadInput):
        parse_minutes(typed)
