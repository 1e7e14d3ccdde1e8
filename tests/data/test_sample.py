"""The sample data: written by the app's own rules, sound, and with something of every state to look at."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine

from data import doctor, mentorships, overview, sample, versions
from data.model.mentorship import MentorshipState
from data.store.connection import Database


@pytest.mark.parametrize("moment", ["2026-11-24T12:00", "2027-03-28T00:30", "2026-10-25T23:59", "2028-02-29T10:00"])
def test_the_sample_is_sound_on_any_day(database: Database, moment: str) -> None:
    with time_machine.travel(datetime.fromisoformat(moment).replace(tzinfo=UTC), tick=False):
        sample.write(database)
        found = mentorships.every(database)
        assert [it.state for it in found] == [
            MentorshipState.PREPARING,
            MentorshipState.ACTIVE,
            MentorshipState.ENDED,
        ]
        assert {it.language for it in found} == {"de", "en"}
        assert versions.in_force(database, found[1].id) is not None
        assert versions.in_force(database, found[2].id) is None
        assert len(overview.overview(database)) == 3
        assert any(it.overdue for it in overview.due(database))
        assert not [it for it in doctor.doctor(database.path) if it.severity is not doctor.Severity.NOTE]
