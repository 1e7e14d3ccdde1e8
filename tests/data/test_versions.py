"""Versions: exactly the words that were frozen, consented to by each for itself, one in force at most."""

from __future__ import annotations

import hashlib
import sqlite3 as bundled_sqlite3
import unicodedata
from datetime import UTC, date, datetime, timedelta
from types import ModuleType
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from pysqlite3 import dbapi2 as sqlite3

from data import annex, clock, events, identity, mentorships, prose, sessions, versions
from data.errors import BadInput, NotFound, Refused
from data.model.agreement import AnnexState, Method, Version, VersionKind, VersionState, came_into_force, states
from data.model.mentorship import Mentorship, MentorshipState, Party
from data.model.session import SessionKind, SessionState
from data.store.connection import Database, open_database

from .mentoring import DRAFT, active, agreed, begun, decided, dump, ended, planned, proposed, write_draft


def today(mentorship: Mentorship) -> date:
    return clock.today(mentorship.zone)


def signed(database: Database, version: Version, party: Party, method: Method = Method.ON_PAPER) -> Version:
    mentorship = mentorships.get(database, version.mentorship_id)
    return versions.sign(database, version.id, party, mentorship.name_of(party), today(mentorship), method)


# -- freezing ----------------------------------------------------------------------------------------------------------


def test_a_version_is_the_draft_with_its_check_sum(database: Database) -> None:
    made = begun(database)
    version = proposed(database, made, "Grüße 😀\n")
    assert (version.number, version.kind, version.state) == (1, VersionKind.AGREEMENT, VersionState.PROPOSED)
    assert (version.text, version.language) == ("Grüße 😀\n", "en")
    assert version.sha256 == hashlib.sha256("Grüße 😀\n".encode()).hexdigest()
    assert (version.previous_sha256, version.frozen_by) == ("", identity.user())
    assert (version.signatures, version.missing, version.in_force_at) == ((), tuple(Party), None)


def test_the_draft_has_the_next_number(database: Database) -> None:
    made, other = begun(database), begun(database)
    assert versions.next_number(database, made.id) == 1
    proposed(database, made)
    proposed(database, made, DRAFT + "- more\n")
    assert (versions.next_number(database, made.id), versions.next_number(database, other.id)) == (3, 1)


@pytest.mark.parametrize(
    ("draft", "text"),
    [
        ("no line end", "no line end\n"),
        ("many\n\n\n", "many\n"),
        ("win\r\ndows\rmac\n", "win\ndows\nmac\n"),
        ("A\u0308 e\u0301", "Ä é\n"),
        ("  leading and trailing  \n", "  leading and trailing  \n"),
        ("\u2028\u202e[x]\x1b[31m\u0000", "\u2028\u202e[x]\x1b[31m\u0000\n"),
    ],
)
def test_what_is_frozen_is_composed_and_ends_in_one_line_end(database: Database, draft: str, text: str) -> None:
    version = proposed(database, begun(database), draft)
    with open_database(database.path) as again:
        stored = versions.get(again, version.id)
    assert stored.text == text
    assert stored.sha256 == hashlib.sha256(text.encode("utf-8")).hexdigest()


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_freezing_again_changes_nothing(text: str) -> None:
    once = versions.frozen(text)
    assert versions.frozen(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert once.endswith("\n")
    assert not once.endswith("\n\n")
    assert "\r" not in once


@pytest.mark.parametrize("draft", ["", "\n\n", " \t\n"])
def test_an_empty_draft_is_not_proposed(database: Database, draft: str) -> None:
    made = begun(database, template=draft)
    with pytest.raises(BadInput, match="empty"):
        versions.propose(database, made.id)


def test_nothing_new_is_not_proposed_again(database: Database) -> None:
    made = begun(database)
    proposed(database, made, "words\n")
    for same in ("words\n", "words", "words\n\n", "words\r\n"):
        write_draft(database, made, same)
        assert not versions.draft_differs(database, made.id)
        with pytest.raises(Refused, match="Nothing has changed since version 1"):
            versions.propose(database, made.id)
    write_draft(database, made, "other words\n")
    assert versions.draft_differs(database, made.id)


def test_versions_are_a_chain(database: Database) -> None:
    made = begun(database)
    chain = [proposed(database, made, f"v{number}\n") for number in range(1, 4)]
    assert [it.number for it in chain] == [1, 2, 3]
    assert [it.previous_sha256 for it in chain] == ["", chain[0].sha256, chain[1].sha256]
    assert versions.newest(database, made.id) == versions.get(database, chain[2].id)


def test_a_newer_proposal_replaces_one_that_is_not_in_force(database: Database) -> None:
    made = begun(database)
    first = proposed(database, made, "v1\n")
    signed(database, first, Party.MENTOR)
    second = proposed(database, made, "v2\n")
    assert [it.state for it in versions.of(database, made.id)] == [VersionState.SUPERSEDED, VersionState.PROPOSED]
    with pytest.raises(Refused, match="Version 1 was replaced"):
        signed(database, first, Party.MENTEE)
    assert versions.get(database, second.id).missing == tuple(Party)


def test_a_version_stays_in_force_until_the_next_one_is(database: Database) -> None:
    made = begun(database)
    first = agreed(database, proposed(database, made, "v1\n"))
    second = proposed(database, made, "v2\n")
    assert versions.in_force(database, made.id) == versions.get(database, first.id)
    signed(database, second, Party.MENTEE)
    third = proposed(database, made, "v3\n")
    assert [it.state for it in versions.of(database, made.id)] == ["in force", "superseded", "proposed"]
    agreed(database, third)
    assert [it.state for it in versions.of(database, made.id)] == ["superseded", "superseded", "in force"]


@given(st.lists(st.sets(st.sampled_from(Party))), st.booleans())
def test_at_most_one_is_in_force(consents: list[set[Party]], closed: bool) -> None:
    from data.model.agreement import Signature

    moment = datetime(2026, 1, 1, tzinfo=UTC)
    given_ = [
        [Signature(party, "", moment.date(), moment, Method.AGREED, "", "") for party in parties]
        for parties in consents
    ]
    found = states(given_, closed=closed)
    both = [index for index, parties in enumerate(consents) if len(parties) == 2]
    expected = [] if closed or not both else [both[-1]]
    assert [index for index, state in enumerate(found) if state is VersionState.IN_FORCE] == expected
    assert all(state is VersionState.SUPERSEDED for state in found[: both[-1] if both else 0])
    assert VersionState.CLOSED not in found or closed


def test_what_is_no_version_is_not_found(database: Database) -> None:
    with pytest.raises(NotFound):
        versions.get(database, "0" * 16)
    assert versions.newest(database, begun(database).id) is None


# -- consenting --------------------------------------------------------------------------------------------------------


def test_signing_by_both_brings_it_into_force(database: Database) -> None:
    made = begun(database)
    version = proposed(database, made)
    half = versions.sign(database, version.id, Party.MENTEE, "  Ben\tOkafor ", today(made), Method.OWN_LOGIN)
    assert (half.state, half.missing) == (VersionState.PARTLY_SIGNED, (Party.MENTOR,))
    assert mentorships.get(database, made.id).state is MentorshipState.PREPARING
    whole = versions.sign(database, version.id, Party.MENTOR, "Anna Weber", today(made), Method.IN_PERSON)
    assert whole.state is VersionState.IN_FORCE
    assert mentorships.get(database, made.id).state is MentorshipState.ACTIVE
    first, second = whole.signatures
    assert (first.name, first.method, first.os_user) == ("Ben Okafor", Method.OWN_LOGIN, identity.user())
    assert (second.party, second.signed_on) == (Party.MENTOR, today(made))
    assert {it.sha256 for it in whole.signatures} == {version.sha256}
    assert whole.in_force_at == max(it.at for it in whole.signatures)
    assert [it.subject for it in events.of(database, made.id, "in force")] == [version.id]


def test_agreeing_needs_no_signature(database: Database) -> None:
    made = active(database)
    version = versions.in_force(database, made.id)
    assert version is not None
    assert [(it.name, it.method) for it in version.signatures] == [
        ("Anna Weber", Method.AGREED),
        ("Ben Okafor", Method.AGREED),
    ]


@pytest.mark.parametrize("method", [Method.OWN_LOGIN, Method.IN_PERSON, Method.ON_PAPER])
def test_one_may_sign_and_the_other_agree(database: Database, method: Method) -> None:
    made = begun(database)
    version = proposed(database, made)
    versions.confirm(database, version.id, Party.MENTOR, today(made))
    assert signed(database, version, Party.MENTEE, method).state is VersionState.IN_FORCE


@pytest.mark.parametrize("method", Method)
def test_a_party_consents_once(database: Database, method: Method) -> None:
    made = begun(database)
    version = proposed(database, made)
    signed(database, version, Party.MENTOR, method)
    before = dump(database)
    with pytest.raises(Refused, match="Anna Weber has consented to version 1 already"):
        signed(database, version, Party.MENTOR)
    with pytest.raises(Refused, match="already"):
        versions.confirm(database, version.id, Party.MENTOR, today(made))
    assert dump(database) == before


def test_one_account_is_no_two_own_logins(database: Database) -> None:
    version = proposed(database, begun(database))
    signed(database, version, Party.MENTOR, Method.OWN_LOGIN)
    with pytest.raises(Refused, match=f"The account {identity.user()} has signed for Anna Weber as its own login"):
        signed(database, version, Party.MENTEE, Method.OWN_LOGIN)
    assert versions.get(database, version.id).missing == (Party.MENTEE,)


@pytest.mark.parametrize("other", [Method.IN_PERSON, Method.ON_PAPER])
@pytest.mark.parametrize("own_first", [True, False])
def test_one_account_may_record_both_when_the_method_says_so(
    database: Database, other: Method, own_first: bool
) -> None:
    version = proposed(database, begun(database))
    methods = [Method.OWN_LOGIN, other] if own_first else [other, Method.OWN_LOGIN]
    for party, method in zip(Party, methods, strict=True):
        version = signed(database, version, party, method)
    assert version.state is VersionState.IN_FORCE


def test_two_accounts_are_two_own_logins(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    version = proposed(database, begun(database))
    signed(database, version, Party.MENTOR, Method.OWN_LOGIN)
    monkeypatch.setattr(identity, "user", lambda: "ben")
    after = signed(database, version, Party.MENTEE, Method.OWN_LOGIN)
    assert [it.os_user for it in after.signatures][1] == "ben"
    assert after.state is VersionState.IN_FORCE


@pytest.mark.parametrize(
    ("name", "sentence"), [("", "Type the name"), (" \n", "Type the name"), ("x" * 201, "at most 200")]
)
def test_a_signature_is_a_name(database: Database, name: str, sentence: str) -> None:
    made = begun(database)
    version = proposed(database, made)
    with pytest.raises(BadInput, match=sentence):
        versions.sign(database, version.id, Party.MENTOR, name, today(made), Method.ON_PAPER)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Europe/Berlin", "Pacific/Pago_Pago"])
def test_a_day_that_has_not_come_or_lies_before_the_text_is_refused(database: Database, zone: str) -> None:
    frozen = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    with time_machine.travel(frozen, tick=False):
        made = begun(database, zone=zone)
        version = proposed(database, made)
    frozen_on = frozen.astimezone(ZoneInfo(zone)).date()
    with time_machine.travel(frozen + timedelta(days=2), tick=False):
        with pytest.raises(BadInput, match="has not come yet"):
            versions.confirm(database, version.id, Party.MENTOR, frozen_on + timedelta(days=3))
        with pytest.raises(BadInput, match="cannot be older"):
            versions.confirm(database, version.id, Party.MENTOR, frozen_on - timedelta(days=1))
        versions.confirm(database, version.id, Party.MENTOR, frozen_on)
        after = versions.confirm(database, version.id, Party.MENTEE, frozen_on + timedelta(days=2))
    assert [it.signed_on for it in after.signatures] == [frozen_on, frozen_on + timedelta(days=2)]
    assert came_into_force(after.signatures) == frozen + timedelta(days=2)


def test_an_ended_mentorship_takes_no_consent(database: Database) -> None:
    made = begun(database)
    version = proposed(database, made)
    signed(database, version, Party.MENTOR)
    ended(database, made)
    with pytest.raises(Refused, match="has ended"):
        signed(database, version, Party.MENTEE)
    assert versions.get(database, version.id).state is VersionState.CLOSED


def test_consenting_while_paused_does_not_resume(database: Database) -> None:
    made = active(database)
    mentorships.pause(database, made.id, Party.MENTEE)
    agreed(database, proposed(database, made, DRAFT + "- more\n"))
    assert mentorships.get(database, made.id).state is MentorshipState.PAUSED


# -- the guards --------------------------------------------------------------------------------------------------------

ATTACKS = [
    "UPDATE versions SET text = 'other'",
    "UPDATE versions SET number = 7, sha256 = 'x'",
    "UPDATE OR REPLACE versions SET id = 'x'",
    "DELETE FROM versions",
    "REPLACE INTO versions SELECT id, mentorship_id, kind, number, 'other', sha256, previous_sha256, language, "
    "frozen_at, frozen_by FROM versions",
    "INSERT OR REPLACE INTO versions SELECT 'new', mentorship_id, kind, number, 'other', sha256, previous_sha256, "
    "language, frozen_at, frozen_by FROM versions",
    "INSERT OR REPLACE INTO versions (rowid, id, mentorship_id, kind, number, text, sha256, previous_sha256, language, "
    "frozen_at, frozen_by) SELECT rowid, 'new', mentorship_id, kind, 9, 'other', sha256, '', language, frozen_at, "
    "frozen_by FROM versions",
    "INSERT INTO versions SELECT * FROM versions WHERE true ON CONFLICT (id) DO UPDATE SET text = 'other'",
    "INSERT INTO versions SELECT 'new', mentorship_id, kind, 0, 'before', sha256, '', language, frozen_at, frozen_by "
    "FROM versions",
    "UPDATE signatures SET name = 'Mallory'",
    "UPDATE signatures SET version_id = 'x'",
    "DELETE FROM signatures",
    "REPLACE INTO signatures SELECT id, version_id, party, 'Mallory', signed_on, at, method, sha256, os_user, '', '' "
    "FROM signatures",
    "REPLACE INTO signatures SELECT 'new', version_id, party, 'Mallory', signed_on, at, method, sha256, os_user, '', ''"
    " FROM signatures",
    "REPLACE INTO signatures (rowid, id, version_id, party, name, signed_on, at, method, sha256, os_user) "
    "SELECT rowid, 'new', version_id, 'mentee', 'Mallory', signed_on, at, method, sha256, os_user FROM signatures",
    "INSERT INTO signatures SELECT * FROM signatures WHERE true ON CONFLICT (id) DO UPDATE SET name = 'Mallory'",
    "INSERT INTO signatures SELECT 'new', version_id, 'mentee', name, signed_on, at, method, 'other', os_user, '', '' "
    "FROM signatures",
]


@pytest.mark.parametrize("tool", [sqlite3, bundled_sqlite3])
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_what_is_frozen_stays_for_raw_sql(database: Database, tool: ModuleType, recursive: str) -> None:
    signed(database, proposed(database, begun(database)), Party.MENTOR)
    before = dump(database)
    connection = tool.connect(database.path, isolation_level=None)
    connection.execute(f"PRAGMA recursive_triggers = {recursive}")
    for attack in ATTACKS:
        with pytest.raises(tool.IntegrityError, match=r"frozen|in order|signs a version once|only under the text"):
            connection.execute(attack)
    connection.close()
    assert dump(database) == before


@pytest.mark.parametrize(
    ("newer", "over", "sentence"),
    [(True, False, "a newer version was proposed"), (False, True, "the mentorship has ended")],
)
def test_raw_signatures_stand_only_under_the_newest_of_what_goes_on(
    database: Database, newer: bool, over: bool, sentence: str
) -> None:
    made = begun(database)
    first = signed(database, proposed(database, made, "v1\n"), Party.MENTOR)
    if newer:
        proposed(database, made, "v2\n")
    if over:
        ended(database, made)
    with pytest.raises(sqlite3.IntegrityError, match=sentence):
        database.connection.execute(
            "INSERT INTO signatures SELECT 'new', version_id, 'mentee', 'Ben', signed_on, at, 'in person', sha256, "
            "os_user, '', '' FROM signatures WHERE version_id = ?",
            (first.id,),
        )


# -- the review --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "first", "agreed_at", "review", "instant"),
    [
        # Berlin: in force before the clocks go back, the review after it, and the other way round.
        ("Europe/Berlin", "2026-10-06T10:00", "2026-10-06T09:00", "2026-11-05T10:00", "2026-11-05T09:00"),
        ("Europe/Berlin", "2027-03-02T10:00", "2027-03-02T10:00", "2027-04-01T10:00", "2027-04-01T08:00"),
        ("America/New_York", "2026-10-20T09:30", "2026-10-20T15:00", "2026-11-19T09:30", "2026-11-19T14:30"),
        ("America/New_York", "2027-02-20T09:30", "2027-02-20T15:00", "2027-03-22T09:30", "2027-03-22T13:30"),
        # A time that the clocks skip on that day.
        ("Europe/Berlin", "2027-02-26T02:30", "2027-02-26T05:00", "2027-03-28T03:30", "2027-03-28T01:30"),
        # Agreed at an instant that is another day in UTC.
        ("America/New_York", "2026-12-01T18:00", "2026-12-02T02:00", "2026-12-31T18:00", "2026-12-31T23:00"),
    ],
)
def test_the_review_is_30_days_later_at_the_same_time_of_day(
    database: Database, zone: str, first: str, agreed_at: str, review: str, instant: str
) -> None:
    with time_machine.travel(datetime.fromisoformat(agreed_at).replace(tzinfo=UTC), tick=False):
        made = begun(database, zone=zone)
        planned(database, made, first, SessionKind.FIRST, place="room 2.14", method="in person")
        agreed(database, proposed(database, made))
    found = sessions.next_review(database, made.id)
    assert found is not None
    assert found.starts == datetime.fromisoformat(review)
    assert found.starts_at == datetime.fromisoformat(instant).replace(tzinfo=UTC)
    assert (found.zone, found.minutes, found.place, found.method) == (zone, 30, "room 2.14", "in person")


def test_a_first_meeting_in_another_zone_gives_its_time_here(database: Database) -> None:
    made = begun(database, zone="Europe/Berlin")
    planned(database, made, "2026-12-01T10:00", SessionKind.FIRST, zone="America/New_York")
    agreed(database, proposed(database, made))
    found = sessions.next_review(database, made.id)
    assert found is not None
    assert f"{found.starts:%H:%M}" == "16:00"


def test_without_a_first_meeting_the_review_is_at_ten(database: Database) -> None:
    made = begun(database)
    cancelled = planned(database, made, "2026-12-01T15:00", SessionKind.FIRST)
    sessions.cancel(database, cancelled.id, Party.MENTEE)
    agreed(database, proposed(database, made))
    found = sessions.next_review(database, made.id)
    assert found is not None
    assert (found.starts.date(), f"{found.starts:%H:%M}") == (today(made) + timedelta(days=30), "10:00")


def test_the_review_is_planned_once(database: Database) -> None:
    made = active(database)
    agreed(database, proposed(database, made, DRAFT + "- more\n"))
    reviews = [it for it in sessions.of(database, made.id) if it.kind is SessionKind.REVIEW]
    assert len(reviews) == 1
    sessions.cancel(database, reviews[0].id, Party.MENTOR)
    agreed(database, proposed(database, made, DRAFT + "- even more\n"))
    assert [it.state for it in sessions.of(database, made.id)] == [SessionState.CANCELLED, SessionState.PLANNED]


# -- the annex ---------------------------------------------------------------------------------------------------------


def write_annex(database: Database, mentorship: Mentorship, words: str) -> None:
    prose.write(database, annex.text_key(mentorship.id, "place"), words)


def test_the_annex_has_versions_of_its_own(database: Database) -> None:
    made = active(database)
    core = versions.of(database, made.id)
    write_annex(database, made, "room 2.14")
    decided(database, made)
    first = versions.propose_annex(database, made.id)
    assert (first.kind, first.number, first.previous_sha256) == (VersionKind.ANNEX, 1, "")
    assert "room 2.14" in first.text
    assert not versions.annex_differs(database, made.id)
    with pytest.raises(Refused, match="Nothing has changed since version 1"):
        versions.propose_annex(database, made.id)
    agreed(database, first)
    write_annex(database, made, "room 3")
    assert versions.annex_differs(database, made.id)
    second = versions.propose_annex(database, made.id)
    assert (second.number, second.previous_sha256) == (2, first.sha256)
    assert versions.attached_annex(database, made.id) == versions.get(database, first.id)
    agreed(database, second)
    assert versions.attached_annex(database, made.id) == versions.get(database, second.id)
    assert [it.state for it in versions.of(database, made.id, VersionKind.ANNEX)] == ["superseded", "in force"]
    assert versions.of(database, made.id) == core, "the signatures of the agreement are not touched"


def test_an_annex_alone_brings_nothing_into_force(database: Database) -> None:
    made = begun(database)
    assert versions.attached_annex(database, made.id) is None
    assert versions.annex_differs(database, made.id)
    decided(database, made)
    annex_version = versions.propose_annex(database, made.id)
    assert versions.attached_annex(database, made.id) == annex_version
    agreed(database, annex_version)
    assert mentorships.get(database, made.id).state is MentorshipState.PREPARING
    assert versions.in_force(database, made.id) is None
    assert sessions.of(database, made.id) == []


def test_the_annex_is_frozen_in_the_language_of_the_agreement(database: Database) -> None:
    made = begun(database, language="de")
    annex.set_state(database, made.id, "urgent", AnnexState.NOT_AGREED, 0)
    text = versions.annex_as_it_stands(database, made.id)
    assert text == versions.frozen(text)
    assert "not agreed" not in text


# -- taking up again ---------------------------------------------------------------------------------------------------


def test_an_amendment_begins_with_the_version_in_force(database: Database) -> None:
    made = active(database)
    proposed(database, made, "another proposal\n")
    versions.amend(database, made.id)
    assert versions.draft_text(database, made.id) == DRAFT
    assert len(versions.of(database, made.id)) == 2


def test_any_version_is_taken_up_and_the_draft_stays_in_its_history(database: Database) -> None:
    made = begun(database)
    first = proposed(database, made, "v1\n")
    proposed(database, made, "v2\n")
    write_draft(database, made, "v3, never proposed\n")
    log = "SELECT count(*) FROM text_updates"
    before = database.value(log)
    versions.restore(database, first.id)
    assert versions.draft_text(database, made.id) == "v1\n"
    assert database.value(log) > before
    assert [it.subject for it in events.of(database, made.id, "restored")] == [first.id]


def test_what_cannot_be_taken_up_is_refused(database: Database) -> None:
    made = begun(database)
    with pytest.raises(Refused, match="No version is in force yet"):
        versions.amend(database, made.id)
    text = versions.draft_text(database, made.id)
    decided(database, made)
    with pytest.raises(Refused, match="field by field"):
        versions.restore(database, versions.propose_annex(database, made.id).id)
    assert versions.draft_text(database, made.id) == text
    over = ended(database, active(database))
    with pytest.raises(Refused, match="has ended"):
        versions.amend(database, over.id)
