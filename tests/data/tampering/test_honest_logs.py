"""What two people do who tamper with nothing: their log never alarms."""

from __future__ import annotations

import contextlib
import random
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from data import clock, log_verdict, mentorships, versions
from data.documents import copy
from data.documents.verify import verify
from data.errors import BadInput, Refused
from data.model.agreement import Method, VersionKind
from data.model.mentorship import Party
from data.store import copies
from data.store.connection import Database
from data.store.doctor import Severity, doctor

from ...torture import Tried, rounds
from ..mentoring import begun, decided, proposed
from .tampered import ACCOUNTS, START, account

if TYPE_CHECKING:
    from data.model.mentorship import Mentorship


def honest_step(database: Database, it: Mentorship, chance: random.Random) -> None:
    """Something that the two do; what the app refuses they do not do."""
    party = chance.choice(list(Party))
    day = clock.today(it.zone)
    newest = versions.newest(database, it.id, chance.choice(list(VersionKind)))
    step = chance.randrange(12)
    if step < 3:
        proposed(database, it, f"# Agreement\n\n- point {chance.random()}\n")
    elif step == 3:
        decided(database, it)
        versions.propose_annex(database, it.id)
    elif step < 8 and newest is not None:
        method = chance.choice(list(Method))
        if method is Method.AGREED:
            versions.confirm(database, newest.id, party, day)
        else:
            with account(ACCOUNTS[party]):
                versions.sign(database, newest.id, party, 'Änna \u00e9 "O\'Neil"', day, method)
    elif step == 8:
        chance.choice((mentorships.pause, mentorships.resume, mentorships.confirm_completion))(database, it.id, party)
    elif step == 9 and newest is not None and newest.kind is VersionKind.AGREEMENT:
        copies.hand_over(database, it.id, Party, "file", "", "0" * 64, newest.id)
    elif step == 10 and chance.random() < 0.2:
        mentorships.end(database, it.id, party)


@pytest.mark.torture
def test_an_honest_log_never_alarms(database: Database, tried: Tried) -> None:
    """Nor does one whose server's clock was set back now and then, nor a copy of any moment of it."""
    chance = random.Random(20261124)
    count, length, receipts = rounds(12, 1_000), 0, 0
    with clock.pretending(START):
        made = [begun(database, mentee=f"Ben {number}") for number in range(count)]
    for it in made:
        moment, kept = START, []
        for _step in range(chance.randrange(30)):
            moment += timedelta(seconds=chance.choice((0, 0, 1, 3_600, 86_400, -7, -3_600)))
            with clock.pretending(moment):
                with contextlib.suppress(Refused, BadInput):
                    honest_step(database, it, chance)
                newest = versions.newest(database, it.id)
                if newest is not None and chance.random() < 0.2:
                    kept.append(verify(copy.copy_of(database, it.id, newest.number)).record)
        verdict = log_verdict.of_log(database, it.id)
        assert verdict.holds, verdict.sentences
        length += verdict.entries
        receipts += len(kept)
        for record in kept:
            assert record is not None
            answer = log_verdict.of_copy(database.path, record)
            assert answer is not None
            assert answer.holds, answer.sentences
    assert length > count
    assert receipts > count // 2
    assert not [it for it in doctor(database.path) if it.severity is Severity.ERROR]
    tried("honest logs, with clocks set back, and copies of any moment", count, f"0 alarms ({length:,} entries)")
