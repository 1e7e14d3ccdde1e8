"""A mentorship in two own files and the one between them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite3

from data import clock, identity, prose
from data.errors import BadInput, Refused, Unusable
from data.model.agreement import Method, VersionState
from data.model.mentorship import MentorshipState, Party
from data.model.review import Outcome
from data.model.session import CommitmentState, SessionKind
from data.sharing import clashes, exchange, membership, presence, records
from data.sharing.kinds import KINDS
from data.store import (
    commitments,
    doctor,
    entries,
    mentorships,
    private_notes,
    questions,
    reviews,
    sessions,
    shares,
    versions,
)
from data.store.connection import Database, open_database

from .two_files import BEN, GROUP, Two, joined

BY_NAME = {kind.name: kind for kind in KINDS}


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Two]:
    """A mentorship of Anna's, shared and joined."""
    with open_database(tmp_path / "anna.db") as anna, open_database(tmp_path / "ben.db") as ben:
        mid = mentorships.create(anna, mentor="Anna Weber", mentee="Ben Okafor", language="en", zone="Europe/Berlin").id
        yield joined(anna, ben, mid, tmp_path / "ours", monkeypatch)


def agree(two: Two) -> str:
    """Propose on the one side and sign on both; the id of the version."""
    version = versions.propose(two.anna, two.mid)
    day = clock.today("Europe/Berlin")
    versions.sign(two.anna, version.id, Party.MENTOR, "Anna Weber", day, Method.OWN_LOGIN)
    two.meet()
    with two.as_ben():
        versions.sign(two.ben, version.id, Party.MENTEE, "Ben Okafor", day, Method.OWN_LOGIN)
    two.meet()
    return version.id


# -- sharing and joining -----------------------------------------------------------------------------------------------


def test_what_was_there_is_in_both_files(two: Two) -> None:
    two.require_equal()
    assert len(questions.of(two.ben, two.mid)) == len(questions.of(two.anna, two.mid)) > 0
    assert shares.of(two.anna, two.mid) is not None
    partner = membership.partner(two.anna, two.mid)
    assert partner is not None
    assert (partner.party, partner.uid, partner.os_user) == (Party.MENTEE, BEN, "ben")


def test_a_third_person_cannot_join(two: Two, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity, "number", lambda: BEN + 1)
    with open_database(tmp_path / "carla.db") as carla, pytest.raises(Refused, match="taken, by root and ben"):
        membership.join(carla, two.path)


def test_whoever_lost_the_own_file_joins_again_and_has_everything(two: Two, tmp_path: Path) -> None:
    version = agree(two)
    two.ben.close()
    with two.as_ben(), open_database(tmp_path / "new.db") as again:
        joined = membership.join(again, two.path)
        assert joined.me is Party.MENTEE
        assert versions.get(again, version).state is VersionState.IN_FORCE
        assert entries.of(again, two.mid) == entries.of(two.anna, two.mid)


def test_joining_again_finds_a_file_that_was_moved(two: Two, tmp_path: Path) -> None:
    exchange.of(two.anna, two.mid).close()
    exchange.of(two.ben, two.mid).close()
    moved = two.path.with_name("moved.db")
    two.path.rename(moved)
    with pytest.raises(Unusable):
        exchange.of(two.ben, two.mid).meet()
    with two.as_ben():
        membership.join(two.ben, moved)
    share = shares.of(two.ben, two.mid)
    assert share is not None
    assert share.path == moved


def test_it_is_shared_once_and_not_in_a_folder_that_all_can_write(two: Two, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="shared already"):
        membership.share(two.anna, two.mid, tmp_path / "again", GROUP)
    other = mentorships.create(two.anna, mentor="Anna Weber", mentee="Carla Diaz", language="en").id
    wide = tmp_path / "wide"
    wide.mkdir()
    wide.chmod(0o777)
    with pytest.raises(Refused, match="Everybody on this machine can write"):
        membership.share(two.anna, other, wide, GROUP)
    narrow = tmp_path / "narrow"
    narrow.mkdir(mode=0o755)
    with pytest.raises(Refused, match="chmod 2770"):
        membership.share(two.anna, other, narrow, GROUP)
    with pytest.raises(BadInput, match="groupadd"):
        membership.share(two.anna, other, tmp_path / "new", "nosuchgroup")
    assert shares.of(two.anna, other) is None
    assert not list(narrow.iterdir())
    assert not (tmp_path / "new").exists()


def test_another_file_is_no_shared_mentorship(two: Two, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no shared mentorship"):
        membership.join(two.ben, tmp_path / "anna.db")
    (tmp_path / "note.txt").write_text("a note")
    with pytest.raises(Unusable):
        membership.join(two.ben, tmp_path / "note.txt")
    (tmp_path / "link.db").symlink_to(two.path)
    with pytest.raises(BadInput, match="not an ordinary file"):
        membership.join(two.ben, tmp_path / "link.db")


# -- what two people do at once ----------------------------------------------------------------------------------------


def test_both_type_into_one_text_and_each_takes_back_only_their_own(two: Two) -> None:
    hers, his = (prose.Prose.open(own, versions.draft_key(two.mid)) for own in (two.anna, two.ben))
    hers.replace(0, 0, "Hers. ")
    end = len(his.text.encode())
    his.replace(end, end, " His.")
    two.meet()
    hers.catch_up()
    his.catch_up()
    assert hers.text == his.text
    assert hers.text.startswith("Hers. ")
    assert hers.text.endswith(" His.")
    hers.undo()
    two.meet()
    his.catch_up()
    assert not his.text.startswith("Hers. ")
    assert his.text.endswith(" His.")
    hers.close()
    his.close()


def test_different_columns_of_one_record_are_both_kept(two: Two) -> None:
    session = sessions.plan(two.anna, two.mid, kind=SessionKind.REGULAR, starts=datetime(2027, 1, 5, 10), minutes=45)
    two.meet()
    sessions.change(two.anna, session.id, place="Room 2", row_version=session.row_version)
    sessions.change(two.ben, session.id, method="by phone", row_version=sessions.get(two.ben, session.id).row_version)
    hers, his = two.meet()
    assert hers.clashes == his.clashes == 0
    two.require_equal()
    found = sessions.get(two.ben, session.id)
    assert (found.place, found.method) == ("Room 2", "by phone")


def test_the_same_column_changed_by_both_is_a_clash_that_keeps_both(two: Two) -> None:
    session = sessions.plan(two.anna, two.mid, kind=SessionKind.REGULAR, starts=datetime(2027, 1, 5, 10), minutes=45)
    two.meet()
    sessions.change(two.anna, session.id, place="Room 2", row_version=session.row_version)
    sessions.change(two.ben, session.id, place="Room 3", row_version=sessions.get(two.ben, session.id).row_version)
    _hers, his = two.meet()
    assert his.clashes == 1
    two.require_equal()
    assert sessions.get(two.ben, session.id).place == "Room 2"
    (clash,) = clashes.of(two.ben, two.mid)
    assert (clash.field, clash.mine, clash.theirs) == ("place", "Room 3", "Room 2")
    clashes.settle(two.ben, clash.id, mine=True)
    two.meet()
    two.require_equal()
    assert sessions.get(two.anna, session.id).place == "Room 3"
    assert not clashes.of(two.ben, two.mid)


def test_a_moved_session_takes_its_instant_along(two: Two) -> None:
    session = sessions.plan(two.anna, two.mid, kind=SessionKind.REGULAR, starts=datetime(2027, 1, 5, 10), minutes=45)
    two.meet()
    sessions.move(two.anna, session.id, datetime(2027, 1, 6, 12))
    sessions.move(two.ben, session.id, datetime(2027, 7, 7, 14))
    two.meet()
    two.require_equal()
    assert sessions.get(two.ben, session.id).starts_at == sessions.get(two.anna, session.id).starts_at
    (clash,) = clashes.of(two.ben, two.mid)
    assert clash.field == "starts"
    clashes.settle(two.ben, clash.id, mine=True)
    two.meet()
    for own in (two.anna, two.ben):
        found = sessions.get(own, session.id)
        assert found.starts_at == datetime(2027, 7, 7, 12, tzinfo=UTC)


def test_whoever_has_a_record_open_learns_that_the_other_changed_it(two: Two) -> None:
    session = sessions.plan(two.anna, two.mid, kind=SessionKind.REGULAR, starts=datetime(2027, 1, 5, 10), minutes=45)
    two.meet()
    before = sessions.get(two.ben, session.id)
    sessions.change(two.anna, session.id, place="Room 2", row_version=session.row_version)
    two.meet()
    assert sessions.get(two.ben, session.id).row_version > before.row_version


def test_a_commitment_that_one_closes_is_closed_for_both(two: Two) -> None:
    made = commitments.make(two.anna, two.mid, Party.MENTEE, "Send the list", date(2027, 1, 5))
    two.meet()
    commitments.done(two.ben, made.id)
    two.meet()
    two.require_equal()
    assert commitments.get(two.anna, made.id).state is CommitmentState.DONE


# -- versions and signatures -------------------------------------------------------------------------------------------


def test_both_sign_from_their_own_account_and_it_is_in_force_in_both_files(two: Two) -> None:
    version = agree(two)
    two.require_equal()
    for own in (two.anna, two.ben):
        found = versions.get(own, version)
        assert found.state is VersionState.IN_FORCE
        assert [it.os_user for it in found.signatures] == [identity.user(), "ben"]
        assert mentorships.get(own, two.mid).state is MentorshipState.ACTIVE
    assert len([it for it in sessions.of(two.ben, two.mid) if it.kind is SessionKind.REVIEW]) == 1


def test_nobody_signs_for_the_other(two: Two) -> None:
    version = versions.propose(two.anna, two.mid)
    day = clock.today("Europe/Berlin")
    for method in (Method.OWN_LOGIN, Method.IN_PERSON, Method.ON_PAPER):
        with pytest.raises(Refused, match="from their own account"):
            versions.sign(two.anna, version.id, Party.MENTEE, "Ben Okafor", day, method)
    with pytest.raises(Refused, match="from their own account"):
        versions.confirm(two.anna, version.id, Party.MENTEE, day)


def test_two_who_propose_at_once_get_two_numbers(two: Two) -> None:
    for own, words in ((two.anna, "Anna's"), (two.ben, "Ben's")):
        text = prose.Prose.open(own, versions.draft_key(two.mid))
        text.replace(0, 0, f"{words} words. ")
        text.close()
    first = versions.propose(two.anna, two.mid)
    second = versions.propose(two.ben, two.mid)
    two.meet()
    two.require_equal()
    assert (first.number, second.number) == (1, 2)
    assert "Anna's" in second.text
    assert "Ben's" in second.text


def test_nothing_is_proposed_while_the_other_holds_the_file_and_ending_is_not_blocked(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange, "PATIENCE", 50)
    holder = two.shell()
    holder.execute("BEGIN IMMEDIATE")
    text = prose.Prose.open(two.ben, versions.draft_key(two.mid))
    text.replace(0, 0, "Typed while the file is held. ")
    assert prose.read(two.ben, versions.draft_key(two.mid)).startswith("Typed while")
    with pytest.raises(Unusable, match="held by another process"):
        exchange.of(two.ben, two.mid).meet()
    with pytest.raises(Unusable, match="held by another process"):
        versions.propose(two.ben, two.mid)
    assert versions.of(two.ben, two.mid) == []
    mentorships.end(two.ben, two.mid, Party.MENTEE)
    holder.rollback()
    holder.close()
    two.meet()
    two.require_equal()
    assert mentorships.get(two.anna, two.mid).state is MentorshipState.ENDED
    assert versions.draft_text(two.anna, two.mid).startswith("Typed while")
    text.close()


# -- what stays in each one's own file ---------------------------------------------------------------------------------


def test_private_notes_never_leave_the_own_file(two: Two) -> None:
    notes = private_notes.open_for(two.anna, mentorships.get(two.anna, two.mid))
    notes.replace(0, 0, "MARKER of a private note")
    notes.close()
    two.meet()
    assert "MARKER" not in dump(two.path) + dump(two.ben.path)


def test_answers_of_a_review_stay_in_their_authors_file_until_both_are_done(two: Two) -> None:
    agree(two)
    session = next(it for it in sessions.of(two.anna, two.mid) if it.kind is SessionKind.REVIEW)
    review = reviews.open(two.anna, session.id)
    two.meet()
    scored = next(item for item in review.questions if item.scale)
    for own, party, words in ((two.anna, Party.MENTOR, "HERS"), (two.ben, Party.MENTEE, "HIS")):
        prose.write(own, reviews.answer_key(review, scored.key, party), f"MARKER {words}")
        reviews.score(own, session.id, party, scored.key, 2)
        reviews.wish(own, session.id, party, Outcome.AMEND)
    reviews.finish(two.anna, session.id, Party.MENTOR)
    two.meet()
    shared = dump(two.path)
    assert "MARKER" not in shared
    assert records.read(exchange.of(two.ben, two.mid).shared, BY_NAME["review_scores"], two.mid) == {}
    assert "HERS" not in dump(two.ben.path)
    assert "HIS" not in dump(two.anna.path)
    with pytest.raises(Refused, match="from their own account"):
        reviews.finish(two.anna, session.id, Party.MENTEE)
    reviews.finish(two.ben, session.id, Party.MENTEE)
    two.meet()
    two.require_equal()
    for own in (two.anna, two.ben):
        reviews.reveal(own, session.id)
        found = reviews.answers(own, reviews.open(own, session.id), party=None)
        given = {(it.party, it.text, it.score) for it in found if it.question == scored.key}
        assert given == {(Party.MENTOR, "MARKER HERS", 2), (Party.MENTEE, "MARKER HIS", 2)}


def dump(path: Path) -> str:
    """Everything that is in a database, as somebody with the shell of SQLite and some patience reads it."""
    with sqlite3.connect(path) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = [row for table in tables for row in database.execute(f"SELECT * FROM {table}")]
    values = [value for row in rows for value in row]
    return "\n".join(it.decode("utf-8", "replace") if isinstance(it, bytes) else str(it) for it in values)


# -- a shared file in wrong hands --------------------------------------------------------------------------------------


def test_a_signature_that_somebody_else_wrote_in_my_name_is_not_taken_over(two: Two) -> None:
    version = versions.propose(two.anna, two.mid)
    two.meet()
    with two.shell() as shell:
        shell.execute(
            "INSERT INTO signatures (id, version_id, party, name, signed_on, at, method, sha256, os_user) "
            "VALUES ('f' || hex(randomblob(7)), ?, 'mentor', 'Anna Weber', '2026-12-01', '2026-12-01T10:00:00+00:00', "
            "'own login', ?, 'root')",
            (version.id, version.sha256),
        )
        tell(shell, two.mid, "signatures", shell.execute("SELECT json_array(id) FROM signatures").fetchone()[0])
    hers, _his = two.meet()
    assert any("signature in your name" in it for it in hers.warnings)
    assert versions.get(two.anna, version.id).signatures == ()


def test_other_words_under_a_frozen_version_are_told_and_change_nothing(two: Two) -> None:
    version = versions.propose(two.anna, two.mid)
    two.meet()
    with two.shell() as shell:
        shell.execute("DROP TRIGGER versions_refuse_update")
        shell.execute("UPDATE versions SET text = 'Ben owes everything.' WHERE id = ?", (version.id,))
        tell(shell, two.mid, "versions", f'["{version.id}"]')
    hers, _his = two.meet()
    assert any("other words than were frozen" in it for it in hers.warnings)
    assert versions.get(two.anna, version.id) == version


def test_a_former_copy_in_its_place_is_told_and_gets_back_what_it_lacks(two: Two, tmp_path: Path) -> None:
    with two.shell() as shell:
        shell.execute("VACUUM INTO ?", (str(tmp_path / "former.db"),))
    version = agree(two)
    for own in (two.anna, two.ben):
        exchange.of(own, two.mid).close()
    (tmp_path / "former.db").rename(two.path)
    two.path.chmod(0o660)
    hers, _his = two.meet()
    assert any("former copy" in it for it in hers.warnings)
    two.require_equal()
    with two.shell() as shell:
        assert shell.execute("SELECT count(*) FROM signatures WHERE version_id = ?", (version,)).fetchone() == (2,)


def test_a_log_whose_end_was_cut_off_is_told(two: Two) -> None:
    agree(two)
    exchange.of(two.anna, two.mid).close()
    with two.shell() as shell:
        shell.execute("DROP TRIGGER entries_refuse_delete")
        shell.execute("DELETE FROM entries WHERE number > 1")
    hers, _his = two.meet()
    assert any("ends at entry 1" in it for it in hers.warnings)
    assert any("ends at entry 1" in it.sentence for it in doctor.doctor(two.anna.path))


def test_the_doctor_looks_at_the_shared_file(two: Two) -> None:
    assert wrong_with(two.anna) == []
    two.path.chmod(0o666)
    (finding,) = wrong_with(two.anna)
    assert finding.remedy == f"chmod 660 {two.path}"
    two.path.rename(two.path.with_name("elsewhere.db"))
    (finding,) = wrong_with(two.anna)
    assert "cannot be reached" in finding.sentence


def wrong_with(own: Database) -> list[doctor.Finding]:
    """What the doctor finds, but for what is merely good to know."""
    return [it for it in doctor.doctor(own.path) if it.severity is not doctor.Severity.NOTE]


def test_garbage_in_the_log_of_texts_stays_out(two: Two) -> None:
    before = versions.draft_text(two.anna, two.mid)
    with two.shell() as shell:
        (text,) = shell.execute("SELECT id FROM texts WHERE kind = 'draft'").fetchone()
        for payload in (b"garbage", b"", "a text", None, 17):
            shell.execute(
                "INSERT OR IGNORE INTO text_updates (text_id, payload, at, os_user, replica, digest) "
                "VALUES (?, coalesce(?, x''), '2026-12-01T10:00:00+00:00', 'ben', 'x', hex(randomblob(8)))",
                (text, payload),
            )
    hers, his = two.meet()
    assert any("cannot be taken over" in it for it in hers.warnings + his.warnings)
    assert versions.draft_text(two.anna, two.mid) == before


def test_a_record_that_breaks_a_rule_stays_out_and_the_others_come(two: Two) -> None:
    made = commitments.make(two.ben, two.mid, Party.MENTEE, "Send the list", date(2027, 1, 5))
    with two.shell() as shell:
        shell.execute(
            "INSERT INTO commitments (id, mentorship_id, session_id, party, what, created_at) "
            "VALUES ('bad', ?, 'of no session', 'mentor', 'Nothing', '')",
            (two.mid,),
        )
        tell(shell, two.mid, "commitments", '["bad"]')
    hers, _his = two.meet()
    assert any("cannot be taken over" in it for it in hers.warnings)
    assert commitments.get(two.anna, made.id).what == "Send the list"
    assert [it.id for it in commitments.of(two.anna, two.mid)] == [made.id]


NONSENSE = {
    "a version without a number": "UPDATE versions SET number = 'many'",
    "a session at no time": "UPDATE sessions SET starts = x'ff', zone = 7",
    "a participant of no side": "UPDATE participants SET party = 'nobody' WHERE party = 'mentee'",
    "a participant of no day": "UPDATE participants SET joined_at = 'long ago'",
    "an entry of no kind": "UPDATE entries SET kind = 'x', number = 'y'",
    "a cursor of no time": "UPDATE cursors SET at = 'now', mark = 999999999999",
    "a cursor without end": f"UPDATE cursors SET mark = x'{(b'[' * 50_000).hex()}'",
    "a number without end": "UPDATE shared_changes SET key = '[' || replace(hex(zeroblob(30000)), '00', '[') || '1'",
    "a row of the log that is a number": "UPDATE text_updates SET payload = 7, at = 8",
}


@pytest.mark.parametrize("name", NONSENSE)
def test_nonsense_in_the_shared_file_ends_nothing(two: Two, name: str) -> None:
    versions.propose(two.ben, two.mid)
    sessions.plan(two.ben, two.mid, kind=SessionKind.REGULAR, starts=datetime(2027, 1, 5, 10), minutes=45)
    key = versions.draft_key(two.mid)
    his = prose.Prose.open(two.ben, key)
    his.replace(0, 0, "His. ")
    exchange.of(two.ben, two.mid).meet()
    presence.tell(two.ben, key, his.sticky(3))
    for own in (two.anna, two.ben):
        exchange.of(own, two.mid).close()
    with two.shell() as shell:
        for (trigger,) in shell.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            shell.execute(f"DROP TRIGGER {trigger}")
        shell.execute("PRAGMA ignore_check_constraints = ON")
        shell.execute("PRAGMA foreign_keys = OFF")
        shell.execute(NONSENSE[name])
    hers = prose.Prose.open(two.anna, key)
    for _look in range(2):
        exchange.meet_all(two.anna)
        presence.other(two.anna, two.mid)
    if (found := presence.other(two.anna, two.mid)) is not None:
        hers.place_of(found.mark)
    hers.replace(0, 0, "Hers. ")
    assert "Hers. " in prose.read(two.anna, key)
    hers.close()
    his.close()


def test_a_file_that_somebody_keeps_for_themselves_holds_nobody_up(two: Two) -> None:
    exchange.of(two.anna, two.mid).close()
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(two.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdin is not None
    assert holder.stdout is not None
    exchange.of(two.ben, two.mid).close()
    assert holder.stdout.readline() == b"held\n"
    met = exchange.meet_all(two.anna)
    holder.communicate(b"over\n")
    assert "held by another process" in met.waiting
    assert exchange.of(two.anna, two.mid).shared.value("PRAGMA busy_timeout") == 0
    assert not exchange.meet_all(two.anna).waiting


HOLDS = """
import sys
from pysqlite3 import dbapi2 as sqlite3
held = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=10)
held.execute("PRAGMA locking_mode = EXCLUSIVE")
held.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.readline()
"""


def tell(shell: sqlite3.Connection, mid: str, name: str, key: str) -> None:
    """Note a change as the app does."""
    shell.execute(
        "INSERT INTO shared_changes (mentorship_id, name, key, replica, mark) VALUES (?, ?, ?, 'x', 'x')",
        (mid, name, key),
    )


# -- where the other one is --------------------------------------------------------------------------------------------


def test_a_cursor_is_at_the_same_words_in_both_files(two: Two) -> None:
    key = versions.draft_key(two.mid)
    hers, his = prose.Prose.open(two.anna, key), prose.Prose.open(two.ben, key)
    place = hers.text.encode().index(b"Ground rules")
    presence.tell(two.anna, key, hers.sticky(place))
    his.replace(0, 0, "Before. ")
    found = presence.other(two.ben, two.mid)
    assert found is not None
    assert (found.party, found.key) == (Party.MENTOR, key)
    assert his.place_of(found.mark) == place + len("Before. ")
    presence.leave(two.anna, two.mid)
    assert presence.other(two.ben, two.mid) is None
    hers.close()
    his.close()


def test_somebody_who_was_not_heard_of_for_long_is_gone(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    key = versions.draft_key(two.mid)
    hers = prose.Prose.open(two.anna, key)
    presence.tell(two.anna, key, hers.sticky(0))
    later = datetime.now(UTC) + presence.GONE_AFTER + timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert presence.other(two.ben, two.mid) is None
    hers.close()


# -- a time of its own for each ----------------------------------------------------------------------------------------


def test_looking_when_nothing_is_new_reads_nothing(two: Two) -> None:
    two.meet()
    seen: list[str] = []
    own = exchange.of(two.anna, two.mid)
    two.anna.connection.set_trace_callback(seen.append)
    own.shared.connection.set_trace_callback(seen.append)
    own.meet()
    two.anna.connection.set_trace_callback(None)
    assert all("PRAGMA data_version" in it for it in seen), seen
