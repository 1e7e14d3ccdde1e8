"""Clock changes, skipped and doubled hours, and zones whose rules changed: the time of day that was agreed stays."""

from __future__ import annotations

import shutil
import zoneinfo
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib.resources import as_file, files
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from data import clock, doctor, places, sessions, zone_rules
from data.errors import BadInput
from data.model import walltime
from data.model.mentorship import Mentorship, Party
from data.model.session import SessionKind
from data.store.connection import Database

from .mentoring import begun, dump, planned


@pytest.fixture
def mentorship(database: Database) -> Mentorship:
    return begun(database)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


# -- both changes of a year --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "skipped", "instead", "before", "after"),
    [
        ("Europe/Berlin", "2027-03-28T02:30", "2027-03-28T03:30", "2027-03-28T01:59", "2027-03-28T03:00"),
        ("America/New_York", "2027-03-14T02:30", "2027-03-14T03:30", "2027-03-14T01:59", "2027-03-14T03:00"),
        ("Africa/Cairo", "2023-04-28T00:30", "2023-04-28T01:30", "2023-04-27T23:59", "2023-04-28T01:00"),
    ],
)
def test_a_time_that_the_clocks_skip(
    database: Database, mentorship: Mentorship, zone: str, skipped: str, instead: str, before: str, after: str
) -> None:
    assert not walltime.exists(at(skipped), zone)
    assert walltime.existing(at(skipped), zone) == at(instead)
    assert walltime.to_utc(at(after), zone) - walltime.to_utc(at(before), zone) == timedelta(minutes=1)
    with pytest.raises(BadInput, match=f"Type {at(instead):%H:%M} or another time"):
        planned(database, mentorship, skipped, zone=zone)
    assert [planned(database, mentorship, it, zone=zone).starts for it in (before, after)] == [at(before), at(after)]


@pytest.mark.parametrize(
    ("zone", "twice", "first"),
    [
        ("Europe/Berlin", "2026-10-25T02:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("America/New_York", "2026-11-01T01:30", datetime(2026, 11, 1, 5, 30, tzinfo=UTC)),
        ("Africa/Cairo", "2023-10-26T23:30", datetime(2023, 10, 26, 20, 30, tzinfo=UTC)),
    ],
)
def test_of_a_time_that_comes_twice_the_first_is_meant(
    database: Database, mentorship: Mentorship, zone: str, twice: str, first: datetime
) -> None:
    assert walltime.exists(at(twice), zone)
    assert walltime.is_twice(at(twice), zone)
    assert planned(database, mentorship, twice, zone=zone).starts_at == first
    assert walltime.to_wall(first + timedelta(hours=1), zone) == at(twice)


@pytest.mark.parametrize(
    ("zone", "days"),
    [
        ("Europe/Berlin", ["2027-03-27", "2027-03-29", "2026-10-24", "2026-10-26"]),
        ("America/New_York", ["2027-03-13", "2027-03-15", "2026-10-31", "2026-11-02"]),
        ("Africa/Cairo", ["2022-06-01", "2023-06-01"]),
    ],
)
def test_ten_o_clock_stays_ten_o_clock(database: Database, mentorship: Mentorship, zone: str, days: list[str]) -> None:
    made = [planned(database, mentorship, f"{day}T10:00", zone=zone) for day in days]
    assert {f"{walltime.to_wall(it.starts_at, zone):%H:%M}" for it in made} == {"10:00"}
    assert len({it.starts_at.hour for it in made}) == 2


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2199, 12, 31)),
    st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Kathmandu"]),
)
@example(datetime(2026, 10, 25, 2, 30), "Europe/Berlin")
@example(datetime(2026, 11, 1, 1, 30), "America/New_York")
@example(datetime(2027, 3, 28, 2, 30), "Europe/Berlin")
def test_a_time_exists_once_twice_or_not_at_all(naive: datetime, zone: str) -> None:
    instants = {naive.replace(tzinfo=UTC) - timedelta(minutes=offset) for offset in range(-16 * 60, 16 * 60 + 1, 15)}
    times = sum(walltime.to_wall(it, zone) == naive for it in instants)
    assert (walltime.exists(naive, zone), walltime.is_twice(naive, zone)) == (times > 0, times > 1)


# -- rules that change after planning ----------------------------------------------------------------------------------


@pytest.fixture
def rules(tmp_path: Path) -> Iterator[Path]:
    """A folder of zones that `zoneinfo` reads first; a zone put there is one whose rules have changed."""
    folder, before = tmp_path / "zones", zoneinfo.TZPATH
    folder.mkdir()
    zoneinfo.reset_tzpath([str(folder), *before])
    yield folder
    zoneinfo.reset_tzpath([it for it in before if it])
    forget_zones()


def forget_zones() -> None:
    zoneinfo.ZoneInfo.clear_cache()
    clock.zone_info.cache_clear()


def change(folder: Path, zone: str, like: str) -> None:
    """From now on a zone has the rules of another, as after an update of tzdata."""
    (folder / zone).parent.mkdir(parents=True, exist_ok=True)
    with as_file(files("tzdata").joinpath("zoneinfo", *like.split("/"))) as file:
        shutil.copy(file, folder / zone)
    forget_zones()


def test_what_is_planned_keeps_its_time_of_day_and_gets_another_instant(
    database: Database, mentorship: Mentorship, rules: Path
) -> None:
    made = planned(database, mentorship, "2030-07-01T10:00")
    winter = planned(database, mentorship, "2030-12-01T10:00")
    held = sessions.hold(database, planned(database, mentorship, "2030-07-02T10:00").id, early=True)
    gone = sessions.cancel(database, planned(database, mentorship, "2030-07-03T10:00").id, Party.MENTOR)
    elsewhere = planned(database, mentorship, "2030-07-01T10:00", zone="America/New_York")
    assert zone_rules.follow(database) == 0
    change(rules, "Europe/Berlin", like="Africa/Tunis")
    assert doctor.doctor(database.path)[0].sentence.startswith("The rules of a time zone have changed since 1 session")
    assert zone_rules.follow(database) == 1
    after = sessions.get(database, made.id)
    assert (after.starts, after.zone, after.sequence) == (made.starts, made.zone, made.sequence)
    assert after.starts_at == made.starts_at + timedelta(hours=1)
    assert [sessions.get(database, it.id) for it in (winter, held, gone, elsewhere)] == [winter, held, gone, elsewhere]
    assert not any("time zone" in it.sentence for it in doctor.doctor(database.path))


def test_nothing_is_read_or_written_while_the_rules_are_the_same(
    database: Database, mentorship: Mentorship, rules: Path
) -> None:
    planned(database, mentorship, "2030-07-01T10:00")
    zone_rules.follow(database)
    before = dump(database)
    asked: list[str] = []
    database.connection.set_trace_callback(asked.append)
    assert zone_rules.follow(database) == 0
    database.connection.set_trace_callback(None)
    assert dump(database) == before
    assert [it.split()[0] for it in asked] == ["SELECT", "SELECT"]


def test_a_record_that_is_none_is_as_none(database: Database, mentorship: Mentorship) -> None:
    planned(database, mentorship, "2030-07-01T10:00")
    places.remember(database, "zone rules", {"Europe/Berlin": 7})
    assert zone_rules.follow(database) == 0


def test_an_end_over_the_change_is_what_the_clocks_show(database: Database, mentorship: Mentorship) -> None:
    spring = sessions.plan(
        database, mentorship.id, kind=SessionKind.REGULAR, starts=at("2027-03-14T01:30"), zone="America/New_York"
    )
    autumn = sessions.plan(
        database, mentorship.id, kind=SessionKind.REGULAR, starts=at("2026-11-01T01:30"), zone="America/New_York"
    )
    assert (spring.ends, autumn.ends) == (at("2027-03-14T03:30"), at("2026-11-01T01:30"))
