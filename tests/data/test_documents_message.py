"""The message that takes back a session: from who cancelled, by the agreed process, without a reason."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from data import annex, events, prose, sessions
from data.documents import dossier, message
from data.model.agreement import AnnexState
from data.model.mentorship import Party
from data.model.recurrence import weekly
from data.model.session import Scope

from ..golden_files import golden
from .document_cases import FIRST_DAY, HOSTILE, at, begin
from .mentoring import begun

if TYPE_CHECKING:
    from data.store.connection import Database

pytestmark = pytest.mark.usefixtures("known")


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_session_is_taken_back(database: Database, language: str) -> None:
    with at(FIRST_DAY):
        it = begin(database, language=language)
        prose.write(database, annex.text_key(it.id, "cancelling"), "A day ahead, by *text message*.\n\nNew date: both.")
        made = sessions.plan_series(
            database, it.id, rule=weekly(count=4), starts=datetime(2026, 12, 8, 10), place="Room 3", title="The talk"
        )
        sessions.cancel(database, made[3].id, Party.MENTOR)
        gone = sessions.cancel_series(database, made[0].id, Party.MENTEE, Scope.FOLLOWING)
        text = message.cancellation(database, it, gone)
    golden(f"message-cancelled-{language}.md", text)


def test_what_was_not_agreed_is_not_cited(database: Database) -> None:
    it = begun(database)
    made = sessions.plan_series(database, it.id, rule=weekly(count=1), starts=datetime(2030, 12, 3, 10))
    gone = sessions.cancel_series(database, made[0].id, Party.MENTOR, Scope.THIS)
    assert "What we agreed" not in message.cancellation(database, it, gone)
    prose.write(database, annex.text_key(it.id, "cancelling"), "perhaps")
    annex.set_state(database, it.id, "cancelling", AnnexState.NOT_AGREED, 0)
    assert "perhaps" not in message.cancellation(database, it, gone)
    annex.set_state(database, it.id, "cancelling", AnnexState.SETTLED, 1)
    assert "What we agreed about this:\n\n> perhaps\n" in message.cancellation(database, it, gone)


def test_names_and_places_are_no_markdown(database: Database) -> None:
    it = begun(database, mentee=HOSTILE[:90])
    made = sessions.plan_series(
        database, it.id, rule=weekly(count=1), starts=datetime(2030, 12, 3, 10), place="[x](y) {{to}}"
    )
    text = message.cancellation(database, it, sessions.cancel_series(database, made[0].id, Party.MENTOR, Scope.THIS))
    assert r"**Place:** \[x\](y) {{to}}" in text
    assert "<b>" not in text.replace("\\<b\\>", "")


def test_an_urgent_request_stands_in_the_dossier(database: Database) -> None:
    it = begun(database)
    with at(FIRST_DAY):
        events.note(database, it.id, "urgent request", detail=Party.MENTEE.value)
    assert "\n- 24 November 2026: Ben Okafor asked for urgent support" in dossier.dossier(database, it.id)
