"""Mentorships: who, which states, and that an end needs no reason and stays an end."""

from __future__ import annotations

import inspect
import sqlite3 as bundled_sqlite3
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from pysqlite3 import dbapi2 as sqlite3

from data import annex, clock, commitments, events, mentorships, prose, questions, sessions, texts, versions
from data.errors import Ambiguous, BadInput, Clash, HandschlagError, NotFound, Refused
from data.model.agreement import VersionState
from data.model.mentorship import TRANSITIONS, Mentorship, MentorshipState, Party
from data.model.points import points_of
from data.model.session import SessionKind, SessionState
from data.store.connection import Database, open_database

from .mentoring import DRAFT, active, agreed, begun, dump, ended, fresh, planned, proposed, write_draft

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
SOON = "2026-12-01T10:00"


# -- beginning ---------------------------------------------------------------------------------------------------------


def test_a_new_one_is_being_prepared_with_its_draft_and_its_questions(database: Database) -> None:
    with time_machine.travel(NOON, tick=False):
        made = begun(database, language="de", mentor_email="anna@example.org")
    assert (made.number, made.state, made.me, made.zone) == (1, "preparing", Party.MENTOR, "Europe/Berlin")
    assert (made.mentor_email, made.mentee_email, made.title) == ("anna@example.org", "", "Anna Weber → Ben Okafor")
    assert (made.partner, made.name_of(Party.MENTOR)) == ("Ben Okafor", "Anna Weber")
    draft = versions.draft_text(database, made.id)
    assert "Anna Weber" in draft
    assert "24. November 2026" in draft
    assert "{{" not in draft
    assert {it.topic for it in questions.of(database, made.id)} == {
        it.key for it in texts.catalogue("de").topics if it.core
    }
    assert [it.kind for it in events.of(database, made.id)] == ["created"]


def test_the_day_in_the_draft_is_that_of_its_zone(database: Database) -> None:
    with time_machine.travel(datetime(2026, 11, 24, 23, 30, tzinfo=UTC), tick=False):
        assert "25 November 2026" in versions.draft_text(database, begun(database).id)
        there = begun(database, zone="America/New_York")
    assert "24 November 2026" in versions.draft_text(database, there.id)


def test_the_language_of_the_screens_stays(database: Database) -> None:
    from data import i18n

    begun(database, language="de")
    assert i18n.language() == "en"


@pytest.mark.parametrize(
    "template",
    [
        "",
        "Ours.",
        "# {{mentor}} und {{unknown}}\n\n\n  trailing  \n\n",
        "\tTabs\n\u2028\u202eltr\u0000nul a\u0308 \u00e4 👩‍👩‍👧 {x} %s",
        "line\n" * 2_000,
    ],
)
def test_a_template_of_ones_own_is_the_draft_byte_for_byte(database: Database, template: str) -> None:
    made = begun(database, template=template)
    assert versions.draft_text(database, made.id).encode() == template.encode()
    with open_database(database.path) as again:
        assert versions.draft_text(again, made.id) == template


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
@settings(max_examples=25, deadline=None)
def test_any_template_is_the_draft(template: str) -> None:
    with fresh() as database:
        made = begun(database, template=template)
        assert versions.draft_text(database, made.id) == template


def test_a_template_file_is_the_draft_with_its_line_ends_as_lf(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "own.md"
    file.write_bytes("\ufeff# Ours\r\n\r\nÄ a\u0308 \u202e\r\n".encode())
    made = begun(database, template=texts.read_template(file))
    assert versions.draft_text(database, made.id) == "# Ours\n\nÄ a\u0308 \u202e\n"


NAMES = [
    "[bold]Anna[/bold]",
    "[@click=app.quit]x[/]",
    "*Anna* _Weber_",
    "# Anna",
    "- Anna",
    "1. Anna",
    "<!-- Anna",
    "<script>Anna",
    "```",
    "{{mentee}}",
    "מרים לוי",
    "山田太郎",
    "Zoë 👩‍🎓",
    "O'Brien-Müller & Söhne",
    "a" * 100,
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_a_name_whatever_its_letters(database: Database, name: str) -> None:
    plain = versions.draft_text(database, begun(database).id)
    made = begun(database, mentor=name)
    assert made.mentor == name
    draft = versions.draft_text(database, made.id)
    assert points_of(draft) == points_of(plain)
    assert len(draft.split("\n")) == len(plain.split("\n"))
    assert mentorships.find(database, name).id == made.id


def test_what_a_terminal_would_obey_is_no_part_of_a_name(database: Database) -> None:
    made = begun(database, mentor="An\x1b[31mna\x07", mentee=" Ben\u202e \n\t Okafor ")
    assert (made.mentor, made.mentee) == ("An\ufffd[31mna\ufffd", "Ben\ufffd Okafor")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"mentor": " \t"}, "Type the name of the mentor"),
        ({"mentee": ""}, "Type the name of the mentee"),
        ({"mentor": "ANNA Straße", "mentee": "anna strasse"}, "two different names"),
        ({"mentor": "Zoe\u0308", "mentee": "Zoë"}, "two different names"),
        ({"mentor": "x" * 300}, "at most 100 characters"),
        ({"mentor_email": "anna"}, "“anna” is no e-mail address"),
        ({"mentee_email": "a@b@c"}, "no e-mail address"),
        ({"mentee_email": "a b@c"}, "no e-mail address"),
        ({"mentee_email": "Ben <a@b>"}, "no e-mail address"),
        ({"mentee_email": "a@b,c"}, "no e-mail address"),
        ({"mentee_email": "a@\x1bb"}, "no e-mail address"),
        ({"mentor_email": f"{'x' * 250}@example.org"}, "no e-mail address"),
        ({"language": "fr"}, "“en” or “de”"),
        ({"zone": "Europe/Atlantis"}, "no time zone"),
    ],
)
def test_what_is_no_name_or_address_is_told_and_nothing_is_begun(
    database: Database, values: dict[str, str], sentence: str
) -> None:
    with pytest.raises(BadInput, match=sentence):
        begun(database, **values)
    assert mentorships.every(database) == []


def test_numbers_are_given_once(database: Database) -> None:
    first, second = begun(database), begun(database)
    ended(database, second)
    assert (first.number, second.number, begun(database).number) == (1, 2, 3)


def test_those_that_go_on_come_first_the_newest_of_each_first(database: Database) -> None:
    made = [begun(database) for _ in range(4)]
    ended(database, made[2])
    ended(database, made[0])
    assert [it.number for it in mentorships.every(database)] == [4, 2, 3, 1]


# -- finding -----------------------------------------------------------------------------------------------------------


def test_one_is_found_by_number_or_by_a_part_of_a_name(database: Database) -> None:
    first, second = begun(database), begun(database, mentee="Carla Díaz")
    assert mentorships.find(database, " 2 ").id == second.id
    assert mentorships.find(database, "OKAF").id == first.id
    assert mentorships.find(database, "di\u0301az").id == second.id


def test_a_number_comes_before_a_name_that_holds_it(database: Database) -> None:
    first = begun(database)
    begun(database, mentee="Agent 1")
    assert mentorships.find(database, "1").id == first.id


def test_what_fits_several_lists_them(database: Database) -> None:
    begun(database)
    begun(database, mentee="Carla Diaz")
    with pytest.raises(Ambiguous, match="2: Anna Weber → Carla Diaz, 1: Anna Weber → Ben Okafor"):
        mentorships.find(database, "anna")


def test_very_many_candidates_are_still_a_sentence(database: Database) -> None:
    for _ in range(9):
        begun(database)
    with pytest.raises(Ambiguous, match=r"9: Anna .*2: Anna Weber → Ben Okafor, …\. Type the number"):
        mentorships.find(database, "anna")


@pytest.mark.parametrize("name", ["Zoe", "", " ", "\n", "99", "Weber\nBen", "%", "_", "Anna Weber → Zoe"])
def test_what_fits_none_is_told(database: Database, name: str) -> None:
    begun(database)
    with pytest.raises(NotFound, match="No mentorship fits"):
        mentorships.find(database, name)


def test_one_that_is_none_is_not_found(database: Database) -> None:
    with pytest.raises(NotFound):
        mentorships.get(database, "0" * 16)


# -- correcting --------------------------------------------------------------------------------------------------------


def corrected(database: Database, it: Mentorship, row_version: int | None = None, **values: str) -> Mentorship:
    people = {"mentor": it.mentor, "mentee": it.mentee, "mentor_email": "", "mentee_email": "", "zone": it.zone}
    return mentorships.change(
        database, it.id, **{**people, **values}, row_version=it.row_version if row_version is None else row_version
    )


def test_a_correction_changes_no_frozen_word(database: Database) -> None:
    made = begun(database)
    version = proposed(database, made)
    after = corrected(database, made, mentor="Anna Weber-Roth", zone="UTC", mentee_email="ben@example.org")
    assert (after.mentor, after.zone, after.mentee_email) == ("Anna Weber-Roth", "UTC", "ben@example.org")
    assert after.row_version == made.row_version + 1
    assert versions.get(database, version.id).text == version.text


def test_a_correction_of_what_another_has_corrected_is_a_clash(database: Database) -> None:
    made = begun(database)
    corrected(database, made, mentor="Anna Roth")
    with pytest.raises(Clash):
        corrected(database, made, mentor="Anna Schmidt")
    assert mentorships.get(database, made.id).mentor == "Anna Roth"


def test_a_correction_is_checked_and_refused_after_the_end(database: Database) -> None:
    made = begun(database)
    with pytest.raises(BadInput):
        corrected(database, made, mentee=made.mentor)
    with pytest.raises(BadInput):
        corrected(database, made, zone="Mars")
    with pytest.raises(Refused):
        corrected(database, ended(database, made), mentor="X")


# -- states ------------------------------------------------------------------------------------------------------------


def in_state(database: Database, state: MentorshipState) -> Mentorship:
    if state is MentorshipState.PREPARING:
        return begun(database)
    made = active(database)
    if state is MentorshipState.PAUSED:
        return mentorships.pause(database, made.id, Party.MENTEE)
    if state is MentorshipState.ENDED:
        return ended(database, made)
    if state is MentorshipState.COMPLETED:
        for party in Party:
            made = mentorships.confirm_completion(database, made.id, party)
    return made


STEPS: dict[MentorshipState, Callable[[Database, Mentorship], object]] = {
    MentorshipState.ACTIVE: lambda database, it: mentorships.resume(database, it.id, Party.MENTOR),
    MentorshipState.PAUSED: lambda database, it: mentorships.pause(database, it.id, Party.MENTOR),
    MentorshipState.ENDED: lambda database, it: mentorships.end(database, it.id, Party.MENTOR),
    MentorshipState.COMPLETED: lambda database, it: [
        mentorships.confirm_completion(database, it.id, party) for party in Party
    ],
}


@pytest.mark.parametrize("wanted", STEPS)
@pytest.mark.parametrize("state", MentorshipState)
def test_every_step_is_allowed_or_refused(database: Database, state: MentorshipState, wanted: MentorshipState) -> None:
    made = in_state(database, state)
    assert made.state is state
    by_signature = (state, wanted) == (MentorshipState.PREPARING, MentorshipState.ACTIVE)
    if wanted in TRANSITIONS[state] and not by_signature:
        STEPS[wanted](database, made)
        assert mentorships.get(database, made.id).state is wanted
    else:
        before = dump(database)
        with pytest.raises(Refused):
            STEPS[wanted](database, made)
        assert dump(database) == before


def test_pausing_keeps_what_is_planned_and_resuming_takes_it_up(database: Database) -> None:
    made = active(database)
    session = planned(database, made, SOON)
    paused = mentorships.pause(database, made.id, Party.MENTEE)
    assert paused.paused_at is not None
    assert sessions.get(database, session.id).state is SessionState.PLANNED
    resumed = mentorships.resume(database, made.id, Party.MENTOR)
    assert (resumed.state, resumed.paused_at, resumed.active_since) == ("active", None, made.active_since)
    with pytest.raises(Refused, match="paused already"):
        mentorships.pause(database, mentorships.pause(database, made.id, Party.MENTOR).id, Party.MENTOR)


def test_completion_takes_both(database: Database) -> None:
    made = active(database)
    session = planned(database, made, SOON)
    for _again in range(2):
        half = mentorships.confirm_completion(database, made.id, Party.MENTEE)
        assert half.state is MentorshipState.ACTIVE
        assert half.completed_by == {Party.MENTEE}
        assert half.ended_at is None
    whole = mentorships.confirm_completion(database, made.id, Party.MENTOR)
    assert whole.state is MentorshipState.COMPLETED
    assert whole.completed_by == set(Party)
    assert whole.ended_at is not None
    assert sessions.get(database, session.id).state is SessionState.CANCELLED
    assert [it.detail for it in events.of(database, made.id, "completion confirmed")] == ["mentee", "mentor"]


# -- ending ------------------------------------------------------------------------------------------------------------


def test_ending_takes_no_reason() -> None:
    assert list(inspect.signature(mentorships.end).parameters) == ["database", "mentorship_id", "party"]


def test_no_reason_has_a_place_in_the_file(database: Database) -> None:
    tables = [row["name"] for row in database.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    columns = {row["name"] for table in tables for row in database.rows(f"PRAGMA table_info({table})")}
    assert not [name for name in columns if any(word in name for word in ("reason", "cause", "why", "fault", "grund"))]


@pytest.mark.parametrize("party", Party)
def test_either_ends_it_alone_and_only_who_and_when_is_kept(database: Database, party: Party) -> None:
    made = active(database)
    mentorships.confirm_completion(database, made.id, party.other)
    with time_machine.travel(NOON, tick=False):
        after = mentorships.end(database, made.id, party)
    assert (after.state, after.ended_at) == ("ended", NOON)
    event = events.of(database, made.id, "ended")[0]
    assert (event.at, event.subject, event.detail) == (NOON, "active", party.value)
    assert {it.state for it in versions.of(database, made.id)} == {VersionState.CLOSED}
    assert versions.in_force(database, made.id) is None


def test_what_is_to_come_is_cancelled_and_what_was_stays(database: Database) -> None:
    with time_machine.travel(NOON, tick=False):
        made = active(database)
        past = planned(database, made, "2026-11-24T09:00")
        held = sessions.hold(database, planned(database, made, SOON).id, early=True)
        other = planned(database, active(database), SOON)
        coming = [planned(database, made, "2026-11-24T13:30"), planned(database, made, "2027-05-01T10:00")]
        review = sessions.next_review(database, made.id)
        assert review is not None
        promise = commitments.make(database, made.id, Party.MENTEE, "read", None)
        ended(database, made, Party.MENTEE)
    for session in (*coming, review):
        now = sessions.get(database, session.id)
        assert (now.state, now.cancelled_by, now.cancelled_at) == ("cancelled", Party.MENTEE, NOON)
    assert sessions.get(database, past.id).state is SessionState.PLANNED
    assert sessions.get(database, held.id).state is SessionState.HELD
    assert sessions.get(database, other.id).state is SessionState.PLANNED
    assert commitments.get(database, promise.id) == promise


def test_time_alone_ends_nothing(database: Database) -> None:
    from data import overview

    made = active(database)
    before = dump(database)
    with time_machine.travel(NOON + timedelta(days=9 * 365), tick=False), open_database(database.path) as later:
        overview.overview(later)
        overview.due(later)
        assert mentorships.get(later, made.id).state is MentorshipState.ACTIVE
        assert dump(later) == before


def test_nothing_is_changed_after_the_end(database: Database) -> None:
    made = active(database)
    session = planned(database, made, SOON)
    version = proposed(database, made, DRAFT + "- more\n")
    question = questions.of(database, made.id)[0]
    ended(database, made)
    before = dump(database)
    refused: list[Callable[[], object]] = [
        lambda: versions.propose(database, made.id),
        lambda: versions.propose_annex(database, made.id),
        lambda: versions.confirm(database, version.id, Party.MENTOR, clock.today(made.zone)),
        lambda: versions.restore(database, version.id),
        lambda: versions.amend(database, made.id),
        lambda: sessions.uncancel(database, session.id),
        lambda: planned(database, made, SOON),
        lambda: questions.add(database, made.id, "Why?", "comfort", "Comfort"),
        lambda: questions.remove(database, question.id),
        lambda: questions.move(database, question.id, 2),
        lambda: commitments.make(database, made.id, Party.MENTEE, "read", None),
    ]
    for change in refused:
        with pytest.raises(Refused):
            change()
    assert dump(database) == before


@pytest.mark.parametrize("tool", [sqlite3, bundled_sqlite3])
@pytest.mark.parametrize("state", [MentorshipState.ENDED, MentorshipState.COMPLETED])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE mentorships SET state = 'active' WHERE id = :id",
        "UPDATE mentorships SET state = 'preparing', ended_at = NULL",
        "UPDATE OR IGNORE mentorships SET state = 'paused' WHERE id = :id",
        "REPLACE INTO mentorships SELECT id, number, mentor, mentee, mentor_email, mentee_email, me, language, zone, "
        "'active', created_at, active_since, NULL, NULL, NULL, NULL, continues, 1, '', '', 60 "
        "FROM mentorships WHERE id = :id",
        "INSERT OR REPLACE INTO mentorships (rowid, id, number, mentor, mentee, me, language, zone, created_at) "
        "SELECT rowid, 'f', 99, mentor, mentee, me, language, zone, created_at FROM mentorships WHERE id = :id",
        "INSERT INTO mentorships SELECT * FROM mentorships WHERE id = :id "
        "ON CONFLICT (id) DO UPDATE SET state = 'active'",
        "DELETE FROM mentorships WHERE id = :id",
    ],
)
def test_an_end_stays_an_end_for_raw_sql(
    database: Database, state: MentorshipState, statement: str, tool: ModuleType
) -> None:
    made = in_state(database, state)
    before = dump(database)
    database.close()
    connection = tool.connect(database.path)
    with pytest.raises(Exception, match=r"reopened|begun once|read for good"):
        connection.execute(statement, {"id": made.id})
    connection.close()
    with open_database(database.path) as again:
        assert dump(again) == before


# -- continuing --------------------------------------------------------------------------------------------------------


def test_continuing_is_a_new_one_with_the_last_agreement(database: Database) -> None:
    made = active(database, mentor_email="a@example.org", language="de", zone="America/New_York", me=Party.MENTEE)
    write_draft(database, made, DRAFT + "- never agreed\n")
    prose.write(database, annex.text_key(made.id, "place"), "room 2.14")
    ended(database, made)
    new = mentorships.continue_from(database, made.id)
    assert (new.continues, new.number, new.state) == (made.id, 2, "preparing")
    for name in ("mentor", "mentee", "mentor_email", "me", "language", "zone"):
        assert getattr(new, name) == getattr(made, name)
    assert versions.draft_text(database, new.id) == DRAFT
    assert {it.field: it.text for it in annex.of(database, new.id)}["place"] == "room 2.14"
    assert versions.of(database, new.id) == []
    assert mentorships.get(database, made.id).state is MentorshipState.ENDED
    assert events.of(database, made.id)[-1].subject == new.id


def test_continuing_what_was_never_agreed_takes_its_draft(database: Database) -> None:
    made = begun(database)
    proposed(database, made, "half\n")
    write_draft(database, made, "newer\n")
    ended(database, made)
    assert versions.draft_text(database, mentorships.continue_from(database, made.id).id) == "newer\n"


def test_what_goes_on_is_not_continued(database: Database) -> None:
    with pytest.raises(Refused, match="goes on"):
        mentorships.continue_from(database, active(database).id)
    assert len(mentorships.every(database)) == 1


# -- all of it, in any order -------------------------------------------------------------------------------------------


class Life(RuleBasedStateMachine):
    """One mentorship with whatever two people may do to it, beside what it has to be by the words of the design."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.database = open_database(Path(self.folder.name) / "handschlag.db")
        self.mentorship = begun(self.database, template="v0\n")
        self.state = MentorshipState.PREPARING
        self.confirmed: set[Party] = set()
        self.signed: list[set[Party]] = []
        self.words = 0

    def teardown(self) -> None:
        """Let go of the file."""
        self.database.close()
        self.folder.cleanup()

    @property
    def closed(self) -> bool:
        return self.state.is_closed

    @rule()
    def write(self) -> None:
        self.words += 1
        write_draft(self.database, self.mentorship, f"v{self.words}\n")

    @rule()
    def propose(self) -> None:
        newest = versions.newest(self.database, self.mentorship.id)
        if self.closed or (newest is not None and newest.text == f"v{self.words}\n"):
            with pytest.raises(Refused):
                versions.propose(self.database, self.mentorship.id)
        else:
            made = versions.propose(self.database, self.mentorship.id)
            self.signed.append(set())
            assert made.number == len(self.signed)

    @precondition(lambda self: self.signed)
    @rule(party=st.sampled_from(Party), data=st.data())
    def consent(self, party: Party, data: st.DataObject) -> None:
        number = data.draw(st.integers(0, len(self.signed) - 1))
        version = versions.of(self.database, self.mentorship.id)[number]
        day = clock.today(self.mentorship.zone)
        if self.closed or number < len(self.signed) - 1 or party in self.signed[number]:
            with pytest.raises(Refused):
                versions.confirm(self.database, version.id, party, day)
            return
        versions.confirm(self.database, version.id, party, day)
        self.signed[number].add(party)
        if len(self.signed[number]) == 2 and self.state is MentorshipState.PREPARING:
            self.state = MentorshipState.ACTIVE

    @rule(party=st.sampled_from(Party))
    def pause(self, party: Party) -> None:
        self.step(mentorships.pause, party, MentorshipState.ACTIVE, MentorshipState.PAUSED)

    @rule(party=st.sampled_from(Party))
    def resume(self, party: Party) -> None:
        self.step(mentorships.resume, party, MentorshipState.PAUSED, MentorshipState.ACTIVE)

    def step(self, act: object, party: Party, before: MentorshipState, after: MentorshipState) -> None:
        assert callable(act)
        if self.state is before:
            act(self.database, self.mentorship.id, party)
            self.state = after
        else:
            with pytest.raises(Refused):
                act(self.database, self.mentorship.id, party)

    @rule(party=st.sampled_from(Party))
    def complete(self, party: Party) -> None:
        if self.state is not MentorshipState.ACTIVE:
            with pytest.raises(Refused):
                mentorships.confirm_completion(self.database, self.mentorship.id, party)
            return
        mentorships.confirm_completion(self.database, self.mentorship.id, party)
        self.confirmed.add(party)
        if len(self.confirmed) == 2:
            self.state = MentorshipState.COMPLETED

    @precondition(lambda self: not self.closed)
    @rule()
    def plan(self) -> None:
        planned(self.database, self.mentorship, "2199-12-01T10:00")

    @rule(party=st.sampled_from(Party))
    def end(self, party: Party) -> None:
        if self.closed:
            with pytest.raises(Refused):
                mentorships.end(self.database, self.mentorship.id, party)
        else:
            mentorships.end(self.database, self.mentorship.id, party)
            self.state = MentorshipState.ENDED

    @rule(state=st.sampled_from(MentorshipState))
    def meddle(self, state: MentorshipState) -> None:
        """The sqlite3 shell: what has ended is not reopened by it."""
        if self.closed and state is not self.state:
            with pytest.raises(sqlite3.IntegrityError):
                self.database.connection.execute("UPDATE mentorships SET state = ?", (state.value,))

    @invariant()
    def one_state(self) -> None:
        it = mentorships.get(self.database, self.mentorship.id)
        assert it.state is self.state
        assert it.completed_by == self.confirmed
        assert (it.ended_at is not None) == self.closed
        assert (it.active_since is not None) == any(len(signed) == 2 for signed in self.signed)

    @invariant()
    def one_version_in_force_at_most(self) -> None:
        states = [it.state for it in versions.of(self.database, self.mentorship.id)]
        both = [index for index, signed in enumerate(self.signed) if len(signed) == 2]
        wanted = [] if self.closed else both[-1:]
        assert [index for index, state in enumerate(states) if state is VersionState.IN_FORCE] == wanted
        if self.closed:
            assert set(states) <= {VersionState.CLOSED, VersionState.SUPERSEDED}

    @invariant()
    def nothing_is_to_come_after_the_end(self) -> None:
        planned_ones = [it for it in sessions.of(self.database, self.mentorship.id) if it.state is SessionState.PLANNED]
        reviews = [it for it in planned_ones if it.kind is SessionKind.REVIEW]
        assert len(reviews) == (0 if self.closed or not any(len(it) == 2 for it in self.signed) else 1)
        assert not (self.closed and planned_ones)


def test_a_mentorship_in_any_order_of_steps() -> None:
    run_state_machine_as_test(Life, settings=settings(max_examples=30, stateful_step_count=25, deadline=None))


def test_every_refusal_is_a_sentence(database: Database) -> None:
    made = ended(database, begun(database))
    for act in (mentorships.pause, mentorships.resume, mentorships.end, mentorships.confirm_completion):
        with pytest.raises(HandschlagError) as error:
            act(database, made.id, Party.MENTOR)
        assert str(error.value).endswith(".")


def test_agreeing_twice_activates_once(database: Database) -> None:
    made = active(database)
    agreed(database, proposed(database, made, DRAFT + "- more\n"))
    assert mentorships.get(database, made.id).active_since == made.active_since


def test_a_day_is_counted_in_the_zone_of_the_mentorship(database: Database) -> None:
    instant = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)
    days = {zone: begun(database, zone=zone).day_of(instant).day for zone in ("Europe/Berlin", "UTC", "Asia/Tokyo")}
    assert days == {"Europe/Berlin": 1, "UTC": 30, "Asia/Tokyo": 1}
