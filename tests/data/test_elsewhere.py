"""Two parties in two zones: each has the session at its own clocks, and is told so."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import dossier, invitation, mentorships, message, sessions
from data.errors import BadInput
from data.model import walltime
from data.model.elsewhere import elsewhere, of_session
from data.model.mentorship import Mentorship, Party
from data.model.recurrence import weekly

from .mentoring import begun, dump, ended, fresh, planned

if TYPE_CHECKING:
    from data.store.connection import Database

ZONES = ["Europe/Berlin", "Europe/Vienna", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]


def living(database: Database, it: Mentorship, **zones: str) -> Mentorship:
    """The mentorship, with the zones of its parties."""
    values: dict[str, Any] = {"mentor_email": "", "mentee_email": "", "zone": it.zone} | zones
    return mentorships.change(database, it.id, mentor=it.mentor, mentee=it.mentee, row_version=it.row_version, **values)


def test_a_party_lives_in_the_zone_of_the_mentorship_until_it_says_otherwise(database: Database) -> None:
    it = begun(database)
    assert [it.zone_of(party) for party in Party] == ["Europe/Berlin"] * 2
    it = living(database, it, mentee_zone="America/New_York")
    assert [it.zone_of(party) for party in Party] == ["Europe/Berlin", "America/New_York"]
    assert living(database, it).mentee_zone == "America/New_York", "left as it is where nothing is given"
    it = mentorships.get(database, it.id)
    again = mentorships.continue_from(database, ended(database, it).id)
    assert again.mentee_zone == "America/New_York"


@pytest.mark.parametrize("field", ["zone", "mentor_zone", "mentee_zone"])
def test_a_zone_that_is_none_leads_to_its_field(database: Database, field: str) -> None:
    it = begun(database)
    before = dump(database)
    with pytest.raises(BadInput, match="no time zone") as caught:
        living(database, it, **{field: "Mars"})
    assert caught.value.about == field
    assert dump(database) == before


def test_the_hour_differs_while_only_one_of_them_has_changed_the_clocks(database: Database) -> None:
    it = living(database, begun(database), mentee_zone="America/New_York")
    made = sessions.plan_series(database, it.id, rule=weekly(count=4), starts=datetime(2027, 3, 9, 16), minutes=45)
    assert {it.starts.hour for it in made} == {16}
    there = [of_session(it, each)[0] for each in made]
    assert [(each.party, f"{each.starts:%H:%M}–{each.ends:%H:%M}") for each in there] == [
        (Party.MENTEE, "10:00–10:45"),
        (Party.MENTEE, "11:00–11:45"),
        (Party.MENTEE, "11:00–11:45"),
        (Party.MENTEE, "10:00–10:45"),
    ]


@given(st.datetimes(datetime(2025, 1, 1), datetime(2030, 1, 1)), *[st.sampled_from(ZONES)] * 3, st.integers(1, 1440))
def test_every_clock_shows_the_same_instant(naive: datetime, zone: str, mentor: str, mentee: str, minutes: int) -> None:
    with fresh() as database:
        it = living(database, begun(database, zone=zone), mentor_zone=mentor, mentee_zone=mentee)
    instant = walltime.to_utc(walltime.existing(naive.replace(second=0, microsecond=0), zone), zone)
    told = {each.party: each for each in elsewhere(it, instant, minutes, zone)}
    for party, there in ((Party.MENTOR, mentor), (Party.MENTEE, mentee)):
        own = walltime.to_wall(instant, there)
        assert (party in told) == (own != walltime.to_wall(instant, zone)), "told exactly where the clocks differ"
        if party in told:
            assert (told[party].starts, told[party].zone) == (own, there)


@pytest.mark.parametrize(("language", "line"), [("en", "For you"), ("de", "Bei Ihnen")])
def test_letters_and_dossier_tell_it(database: Database, language: str, line: str) -> None:
    it = living(database, begun(database, language=language), mentee_zone="Asia/Kathmandu")
    session = planned(database, it, "2030-12-03T20:00")
    gone = [sessions.cancel(database, session.id, Party.MENTOR)]
    for text in (invitation.invitation(it, session), message.cancellation(database, it, gone)):
        assert f"- **{line}:**" in text
        assert "(time zone Asia/Kathmandu)" in text or "(Zeitzone Asia/Kathmandu)" in text
        assert "00:45" in text, "the next day already"
        assert "4 December 2030" in text or "4. Dezember 2030" in text
    assert "Ben Okafor: Asia/Kathmandu" in dossier.dossier(database, it.id)
    by_ben = sessions.cancel(database, planned(database, it, "2030-12-04T20:00").id, Party.MENTEE)
    assert line not in message.cancellation(database, it, [by_ben]), "the mentor lives by the session's clocks"
