"""Tampering with a database, by somebody who may write to its file: what is refused, what shows by what, what does not.

The table is the one of what each safeguard can show (facts on reliability, section 5). Every attack is done to a real
file: one whose consents are typed names only, and one whose consents were made with SSH keys as well.
"""

from __future__ import annotations

import contextlib
import random
import shutil
import sqlite3 as bundled_sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from data import clock, identity, log_verdict, mentorships, pinned_keys, ssh, versions
from data.documents import copy
from data.documents.record import CopyRecord
from data.documents.verify import verify
from data.errors import BadInput, HandschlagError, Refused, Unusable
from data.model.agreement import Method, VersionKind, fingerprint
from data.model.entry import EntryKind
from data.model.mentorship import Party
from data.store import copies, entries
from data.store.connection import Database, open_database
from data.store.doctor import Severity, doctor
from data.store.log_checks import Answer

from ..ssh_keys import make_key, needs_openssh, public_of
from ..torture import Tried, rounds
from .mentoring import begun, decided, proposed

if TYPE_CHECKING:
    from data.model.agreement import Version
    from data.model.mentorship import Mentorship

pytestmark = needs_openssh

START = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
ACCOUNTS = {Party.MENTOR: "anna", Party.MENTEE: "ben"}
NAMES = {Party.MENTOR: "Anna Weber", Party.MENTEE: "Ben Okafor"}


@dataclass(frozen=True)
class Ground:
    """A file with two agreed versions and what the two keep outside of it."""

    file: Path
    before: Path
    """The same file, when version 2 was not there yet."""
    copy: CopyRecord
    """What a copy of version 2 says: its receipt is the newest entry."""
    mentorship_id: str


@dataclass(frozen=True)
class Keys:
    """Real key pairs, and the file of allowed signers that both keep."""

    private: dict[str, ssh.Key]
    pinned: Path


@contextmanager
def account(name: str) -> Iterator[None]:
    """Another account is at work."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(identity, "user", lambda: name)
        yield


def consent(database: Database, version: Version, party: Party, key: ssh.Key | None, by: str = "") -> Version:
    """A party signs by its own login, with a key where one is given; or somebody else does in its name."""
    day = clock.today("Europe/Berlin")
    with account(by or ACCOUNTS[party]):
        words = versions.statement(database, version.id, party, NAMES[party], day)
        signature = None if key is None else ssh.sign(key, words)
        return versions.sign(database, version.id, party, NAMES[party], day, Method.OWN_LOGIN, signature)


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    """Anna's, Ben's and Mallory's."""
    folder = tmp_path_factory.mktemp("keys")
    private = {}
    for name in ("anna", "ben", "mallory"):
        path = make_key(folder / name, comment=name)
        private[name] = ssh.Key(public_of(path), name, path)
    pinned = folder / "allowed_signers"
    pinned.write_text(f"mentor {private['anna'].public}\nmentee {private['ben'].public}\n")
    return Keys(private, pinned)


def ground(folder: Path, keys: Keys | None) -> Ground:
    """The file, worked through by the real store."""
    path, before = folder / "own.db", folder / "before.db"
    by = {party: None if keys is None else keys.private[ACCOUNTS[party]] for party in Party}
    with clock.pretending(START), open_database(path) as database:
        it = begun(database)
        for text in ("# One\n\n- gives notice\n", "# Two\n\n- gives notice\n- listens\n"):
            version = proposed(database, it, text)
            for party in Party:
                version = consent(database, version, party, by[party])
            if version.number == 1:
                database.connection.execute("VACUUM INTO ?", (str(before),))
        record = verify(copy.copy_of(database, it.id, 2)).record
        assert record is not None
        copies.hand_over(database, it.id, Party, "file", "~/copy.md", "0" * 64, version.id)
    return Ground(path, before, record, it.id)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    """Typed names only."""
    return ground(tmp_path_factory.mktemp("plain"), None)


@pytest.fixture(scope="module")
def keyed(tmp_path_factory: pytest.TempPathFactory, keys: Keys) -> Ground:
    """Each consent with the party's own key."""
    return ground(tmp_path_factory.mktemp("keyed"), keys)


# -- the one who tampers ----------------------------------------------------------------------------------------------


@dataclass
class Tampering:
    """Somebody with the file in hand, and with every tool but the keys and the copies of others."""

    ground: Ground
    path: Path
    keys: Keys

    @contextmanager
    def shell(self) -> Iterator[bundled_sqlite3.Connection]:
        """The file as the sqlite3 shell has it, with its guards."""
        connection = bundled_sqlite3.connect(self.path, isolation_level=None)
        try:
            yield connection
        finally:
            connection.close()

    @contextmanager
    def unguarded(self) -> Iterator[bundled_sqlite3.Connection]:
        """Without its guards, which are put back in the end so that it is not seen."""
        with self.shell() as connection:
            guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for name, _sql in guards:
                connection.execute(f"DROP TRIGGER {name}")
            yield connection
            for _name, sql in guards:
                connection.execute(sql)

    @contextmanager
    def rewriting(self) -> Iterator[bundled_sqlite3.Connection]:
        """As `unguarded`, and whatever was changed is made to fit together again from end to end."""
        with self.unguarded() as connection:
            yield connection
            previous: dict[str, str] = {}
            rows = connection.execute("SELECT id, kind, text FROM versions ORDER BY kind, number").fetchall()
            for version_id, kind, text in rows:
                values = (fingerprint(text), previous.get(kind, ""), version_id)
                connection.execute("UPDATE versions SET sha256 = ?, previous_sha256 = ? WHERE id = ?", values)
                connection.execute("UPDATE signatures SET sha256 = ? WHERE version_id = ?", (values[0], version_id))
                previous[kind] = values[0]
            connection.execute("DELETE FROM entries")
            entries.fill(connection)
            number, sha256 = connection.execute(
                "SELECT number, sha256 FROM entries ORDER BY number DESC LIMIT 1"
            ).fetchone()
            connection.execute("UPDATE copies SET entry_number = ?, entry_sha256 = ?", (number, sha256))

    @contextmanager
    def app(self) -> Iterator[Database]:
        """The app itself, an hour later."""
        with clock.pretending(START + timedelta(hours=1)), open_database(self.path) as database:
            yield database


def _entry(connection: bundled_sqlite3.Connection, number: int) -> dict[str, Any]:
    cursor = connection.execute("SELECT * FROM entries WHERE number = ?", (number,))
    return dict(zip([column[0] for column in cursor.description], cursor.fetchone(), strict=True))


def _insert(connection: bundled_sqlite3.Connection, row: dict[str, Any], verb: str = "INSERT", end: str = "") -> None:
    marks = ", ".join("?" * len(row))
    connection.execute(f"{verb} INTO entries ({', '.join(row)}) VALUES ({marks}) {end}", tuple(row.values()))


def update(it: Tampering) -> None:
    with it.shell() as shell:
        shell.execute("UPDATE versions SET text = 'other' WHERE number = 1")


def update_entry(it: Tampering) -> None:
    with it.shell() as shell:
        shell.execute("UPDATE entries SET at = '2020-01-01T00:00:00+00:00' WHERE number = 3")


def delete(it: Tampering) -> None:
    with it.shell() as shell:
        shell.execute("DELETE FROM signatures WHERE party = 'mentee'")


def delete_entry(it: Tampering) -> None:
    with it.shell() as shell:
        shell.execute("DELETE FROM entries WHERE number = 8")


def replace(it: Tampering) -> None:
    with it.shell() as shell:
        _insert(shell, _entry(shell, 8) | {"at": "2030-01-01T00:00:00+00:00"}, "REPLACE")


def replace_by_what_it_tells_of(it: Tampering) -> None:
    with it.shell() as shell:
        last = _entry(shell, 8)
        _insert(shell, last | {"number": 9, "previous_sha256": last["sha256"]}, "REPLACE")


def upsert(it: Tampering) -> None:
    with it.shell() as shell:
        end = "ON CONFLICT (mentorship_id, number) DO UPDATE SET content = 'other'"
        _insert(shell, _entry(shell, 8), end=end)


def gap(it: Tampering) -> None:
    with it.shell() as shell:
        last = _entry(shell, 8)
        _insert(shell, last | {"number": 10, "kind": "ended", "subject": "", "previous_sha256": last["sha256"]})


def guard_dropped(it: Tampering) -> None:
    with it.shell() as shell:
        shell.execute("DROP TRIGGER entries_refuse_delete")


def guard_dropped_and_text_edited(it: Tampering) -> None:
    with it.unguarded() as shell:
        shell.execute("UPDATE versions SET text = 'other' WHERE number = 1")


def guard_weakened(it: Tampering) -> None:
    with it.shell() as shell:
        shell.execute("DROP TRIGGER versions_refuse_update")
        shell.execute("CREATE TRIGGER versions_refuse_update BEFORE UPDATE ON versions WHEN 0 BEGIN SELECT 1; END")


def schema_written(it: Tampering) -> None:
    with it.shell() as shell:
        shell.execute("PRAGMA writable_schema = ON")
        shell.execute(
            "UPDATE sqlite_master SET sql = replace(sql, 'BEFORE', 'AFTER') WHERE name LIKE 'entries_refuse%'"
        )


def byte_changed(it: Tampering) -> None:
    words, other = b"# Two\n\n- gives notice", b"# Two\n\n- gives notine"
    data = it.path.read_bytes()
    assert words in data
    it.path.write_bytes(data.replace(words, other))


def text_edited_and_rehashed(it: Tampering) -> None:
    with it.unguarded() as shell:
        shell.execute("UPDATE versions SET text = 'other', sha256 = ? WHERE number = 2", (fingerprint("other"),))
        shell.execute(
            "UPDATE signatures SET sha256 = ? WHERE version_id = (SELECT id FROM versions WHERE number = 2)",
            (fingerprint("other"),),
        )


def entry_rehashed(it: Tampering) -> None:
    with it.unguarded() as shell:
        content = _entry(shell, 3)["content"].replace("ben", "eve")
        shell.execute("UPDATE entries SET content = ?, sha256 = ? WHERE number = 3", (content, fingerprint(content)))


def dated_before_its_predecessor(it: Tampering) -> None:
    with it.unguarded() as shell:
        row = _entry(shell, 8)
        early = "2026-11-30T09:00:00+00:00"
        content = row["content"].replace(row["at"], early)
        shell.execute(
            "UPDATE entries SET at = ?, content = ?, sha256 = ? WHERE number = 8",
            (early, content, fingerprint(content)),
        )


def entries_cut_off(it: Tampering) -> None:
    with it.unguarded() as shell:
        shell.execute("DELETE FROM entries WHERE number > 5")


def entry_taken_out(it: Tampering) -> None:
    with it.unguarded() as shell:
        shell.execute("DELETE FROM entries WHERE number = 4")


def consent_put_in(it: Tampering) -> None:
    with it.app() as database:
        version = proposed(database, mentorships.get(database, it.ground.mentorship_id), "# Three\n")
    with it.shell() as shell:
        shell.execute(
            "INSERT INTO signatures (id, version_id, party, name, signed_on, at, method, sha256, os_user) "
            "VALUES ('f' || hex(randomblob(7)), ?, 'mentee', 'Ben Okafor', '2026-12-01', ?, 'own login', ?, 'ben')",
            (version.id, "2026-12-01T10:00:00+00:00", version.sha256),
        )


def signatures_moved(it: Tampering) -> None:
    with it.unguarded() as shell:
        _move(shell)


def _move(shell: bundled_sqlite3.Connection) -> None:
    """Ben's two consents change places."""
    one, two = (row[0] for row in shell.execute("SELECT id FROM versions ORDER BY number").fetchall())
    for before, after in ((one, "apart"), (two, one), ("apart", two)):
        shell.execute("UPDATE signatures SET version_id = ? WHERE version_id = ? AND party = 'mentee'", (after, before))


def whole_chain_rewritten(it: Tampering) -> None:
    with it.rewriting() as shell:
        shell.execute("UPDATE versions SET text = replace(text, 'notice', 'no notice')")


def only_its_end_rewritten(it: Tampering) -> None:
    with it.rewriting() as shell:
        shell.execute(
            "UPDATE signatures SET name = 'Ben O.' WHERE party = 'mentee' AND version_id = "
            "(SELECT id FROM versions WHERE number = 2)"
        )


def signatures_moved_and_rewritten(it: Tampering) -> None:
    with it.rewriting() as shell:
        _move(shell)


def tail_removed(it: Tampering) -> None:
    with it.rewriting() as shell:
        newest = "(SELECT id FROM versions WHERE number = 2)"
        shell.execute(f"DELETE FROM signatures WHERE version_id = {newest}")


def older_copy_restored(it: Tampering) -> None:
    shutil.copyfile(it.ground.before, it.path)


def other_user_types_my_name(it: Tampering) -> None:
    with it.app() as database:
        version = proposed(database, mentorships.get(database, it.ground.mentorship_id), "# Three\n")
        consent(database, version, Party.MENTEE, None, by="mallory")


def other_user_uses_own_key(it: Tampering) -> None:
    with it.app() as database:
        version = proposed(database, mentorships.get(database, it.ground.mentorship_id), "# Three\n")
        consent(database, version, Party.MENTEE, it.keys.private["mallory"], by="mallory")


def stripped_before_anybody_had_a_receipt(it: Tampering) -> None:
    with it.app() as database:
        version = proposed(database, mentorships.get(database, it.ground.mentorship_id), "# Three\n")
        consent(database, version, Party.MENTEE, it.keys.private["ben"])
        kept = [tuple(row) for row in database.rows("SELECT number, sha256 FROM entries WHERE number <= 8")]
    with it.unguarded() as shell:
        shell.execute(
            "UPDATE signatures SET ssh_public_key = '', ssh_signature = '' WHERE version_id = ?", (version.id,)
        )
        shell.execute("DELETE FROM entries WHERE number > 8")
        entries.fill(shell)
        assert shell.execute("SELECT number, sha256 FROM entries WHERE number <= 8").fetchall() == kept


def stripped_and_rewritten(it: Tampering) -> None:
    with it.rewriting() as shell:
        shell.execute("UPDATE signatures SET ssh_public_key = '', ssh_signature = '', signed_on = '2026-12-02'")


def wrong_namespace(it: Tampering) -> None:
    """A signature that Ben's key has made for another purpose, under exactly this statement."""
    with it.app() as database:
        version = proposed(database, mentorships.get(database, it.ground.mentorship_id), "# Three\n")
        words = versions.statement(database, version.id, Party.MENTEE, "Ben Okafor", clock.today("Europe/Berlin"))
        key = it.keys.private["ben"]
        armour = subprocess.run(
            ["ssh-keygen", "-q", "-Y", "sign", "-n", "git", "-f", str(key.path)],
            input=words, capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        consent(database, version, Party.MENTEE, key)
    with it.unguarded() as shell:
        shell.execute("UPDATE signatures SET ssh_signature = ? WHERE version_id = ?", (armour, version.id))
        shell.execute("DELETE FROM entries WHERE number > 8")
        entries.fill(shell)


def expired_key(it: Tampering) -> None:
    """Ben's key counts until yesterday only: whoever has found it since may not sign with it."""
    with it.app() as database:
        version = proposed(database, mentorships.get(database, it.ground.mentorship_id), "# Three\n")
        consent(database, version, Party.MENTEE, it.keys.private["ben"])
    public = it.keys.private["ben"].public
    pinned = it.path.with_name("allowed_signers")
    pinned.write_text(f'mentee valid-before="{START + timedelta(minutes=30):%Y%m%d%H%MZ}" {public}\n')
    it.keys = Keys(it.keys.private, pinned)


def stolen_key(it: Tampering) -> None:
    with it.app() as database:
        version = proposed(database, mentorships.get(database, it.ground.mentorship_id), "# Three\n")
        consent(database, version, Party.MENTEE, it.keys.private["ben"], by="mallory")


REFUSED = (
    update,
    update_entry,
    delete,
    delete_entry,
    replace,
    replace_by_what_it_tells_of,
    upsert,
    gap,
)
"""By the guards, whoever asks."""

TABLE: tuple[tuple[Callable[[Tampering], None], bool, bool, bool], ...] = (
    # the attack, seen by the log and verify, with a receipt kept outside, with SSH signatures and known keys
    (guard_dropped, True, True, True),
    (guard_dropped_and_text_edited, True, True, True),
    (guard_weakened, True, True, True),
    (schema_written, True, True, True),
    (byte_changed, True, True, True),
    (text_edited_and_rehashed, True, True, True),
    (entry_rehashed, True, True, True),
    (dated_before_its_predecessor, True, True, True),
    (entries_cut_off, True, True, True),
    (entry_taken_out, True, True, True),
    (consent_put_in, True, True, True),
    (signatures_moved, True, True, True),
    (whole_chain_rewritten, False, True, True),
    (only_its_end_rewritten, False, True, True),
    (signatures_moved_and_rewritten, False, True, True),
    (stripped_and_rewritten, False, True, True),
    (tail_removed, False, True, False),
    (older_copy_restored, False, True, False),
    (other_user_types_my_name, False, False, True),
    (other_user_uses_own_key, False, False, True),
    (stripped_before_anybody_had_a_receipt, False, False, True),
    (wrong_namespace, False, False, True),
    (expired_key, False, False, True),
    (stolen_key, False, False, False),
)

NEED_KEYS = (other_user_uses_own_key, stripped_before_anybody_had_a_receipt, wrong_namespace, expired_key, stolen_key)
"""Attacks on a signature by a key: where nobody has signed with one they are what `other_user_types_my_name` is."""


def taken(ground: Ground, folder: Path, keys: Keys) -> Tampering:
    folder.mkdir()
    path = folder / "own.db"
    shutil.copyfile(ground.file, path)
    return Tampering(ground, path, keys)


def seen_by_the_log(it: Tampering) -> bool:
    try:
        with open_database(it.path) as database:
            return not log_verdict.of_log(database, it.ground.mentorship_id).holds
    except HandschlagError:
        return True


def seen_with_a_receipt(it: Tampering) -> bool:
    found = log_verdict.of_copy(it.path, it.ground.copy)
    assert found is not None
    return not found.holds


def seen_with_known_keys(it: Tampering) -> bool:
    with open_database(it.path) as database:
        return not pinned_keys.pinned(it.keys.pinned, log_verdict.texts(database, it.ground.mentorship_id)).holds


@pytest.mark.torture
@pytest.mark.parametrize("attack", REFUSED, ids=lambda it: it.__name__)
def test_the_guards_refuse(attack: Callable[[Tampering], None], plain: Ground, keys: Keys, tmp_path: Path) -> None:
    it = taken(plain, tmp_path / "plain", keys)
    with pytest.raises(bundled_sqlite3.IntegrityError):
        attack(it)
    assert not seen_by_the_log(it)
    assert not seen_with_a_receipt(it)


@pytest.mark.torture
def test_each_tampering_is_answered_as_the_table_says(
    plain: Ground, keyed: Ground, keys: Keys, tmp_path: Path, tried: Tried
) -> None:
    wrong = []
    for attack, by_log, by_receipt, by_keys in TABLE:
        signed = taken(keyed, tmp_path / f"{attack.__name__}-keyed", keys)
        attack(signed)
        typed = signed
        if attack not in NEED_KEYS:
            typed = taken(plain, tmp_path / f"{attack.__name__}-plain", keys)
            attack(typed)
        log, receipt = seen_by_the_log(typed), seen_with_a_receipt(typed)
        if attack is wrong_namespace:
            # No log shows that. A signature by a key is checked wherever there is one, so that it shows all the same.
            assert (log, receipt) == (True, True)
            log = receipt = False
        with_keys = seen_by_the_log(signed) or seen_with_known_keys(signed)
        if (log, receipt, with_keys) != (by_log, by_receipt, by_keys):
            wrong.append((attack.__name__, (log, receipt, with_keys)))
    assert wrong == []
    count = len(TABLE) + len(REFUSED)
    tried("tamperings with a database, each answered as the table says", count, "0 wrong answers")


def test_untouched_nothing_is_seen(plain: Ground, keyed: Ground, keys: Keys, tmp_path: Path) -> None:
    for number, base in enumerate((plain, keyed)):
        it = taken(base, tmp_path / str(number), keys)
        assert not seen_by_the_log(it)
        assert not seen_with_a_receipt(it)
        assert seen_with_known_keys(it) is (base is plain)


# -- honest logs -------------------------------------------------------------------------------------------------------


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


def test_a_log_made_while_bringing_a_file_up_holds(plain: Ground, keys: Keys, tmp_path: Path) -> None:
    it = taken(plain, tmp_path / "old", keys)
    with it.unguarded() as shell:
        told = {tuple(row) for row in shell.execute("SELECT kind, subject FROM entries")}
        shell.execute("DELETE FROM entries")
        entries.fill(shell)
        assert {tuple(row) for row in shell.execute("SELECT kind, subject FROM entries")} == told
        shell.execute("UPDATE copies SET entry_number = 0, entry_sha256 = ''")
    assert not seen_by_the_log(it)


# -- two files with one log --------------------------------------------------------------------------------------------


def brought_over(source: Database, target: Database, mentorship_id: str) -> None:
    """What another file lacks, as it is: each entry behind the row that it tells of, in the order of the log."""
    tables = {EntryKind.FROZEN: "versions", EntryKind.SIGNED: "signatures"}
    rows = [("mentorships", mentorship_id)]
    for it in entries.of(source, mentorship_id):
        rows += [(tables[it.kind], it.subject)] if it.kind in tables else []
        rows += [("entries", str(it.number))]
    for table, key in rows:
        row = source.row(f"SELECT * FROM {table} WHERE {'number' if table == 'entries' else 'id'} = ?", (key,))
        assert row is not None
        target.table(table).insert(dict(zip(row.keys(), tuple(row), strict=True)))


@contextmanager
def two(plain: Ground, tmp_path: Path) -> Iterator[tuple[Database, Database]]:
    """A file, and a second one that was given its rows."""
    own = tmp_path / "one.db"
    shutil.copyfile(plain.file, own)
    with open_database(own) as one, open_database(tmp_path / "two.db") as other:
        with other.write():
            brought_over(one, other, plain.mentorship_id)
        yield one, other


def differences(own: Database, other: Database) -> list[str]:
    """What is wrong between the logs of two files with one mentorship."""
    (mentorship_id,) = {row["id"] for database in (own, other) for row in database.rows("SELECT id FROM mentorships")}
    return entries.differences(entries.of(own, mentorship_id), entries.of(other, mentorship_id), own.path, other.path)


def test_rows_of_a_log_go_into_another_file_as_they_are(plain: Ground, tmp_path: Path) -> None:
    with two(plain, tmp_path) as (one, other):
        assert entries.of(one, plain.mentorship_id) == entries.of(other, plain.mentorship_id)
        assert differences(one, other) == []
        assert log_verdict.of_log(other, plain.mentorship_id).holds


def test_one_log_may_continue_the_other(plain: Ground, tmp_path: Path) -> None:
    with two(plain, tmp_path) as (one, other), clock.pretending(START):
        proposed(other, mentorships.get(other, plain.mentorship_id), "# Three\n")
        assert differences(one, other) == []
        [sentence] = differences(other, one)
        assert f"ends at entry 8; yours in {other.path} has 1 more entry" in sentence


def test_logs_that_part_are_told_where(plain: Ground, tmp_path: Path) -> None:
    with two(plain, tmp_path) as (one, other), clock.pretending(START):
        for database in (one, other):
            proposed(database, mentorships.get(database, plain.mentorship_id), f"# In {database.path.name}\n")
        [sentence] = differences(one, other)
        assert sentence.startswith(f"From entry 9 on, the log in {other.path} is another")


def test_the_entry_that_would_part_a_log_is_refused(plain: Ground, tmp_path: Path) -> None:
    with two(plain, tmp_path) as (one, other), clock.pretending(START):
        proposed(one, mentorships.get(one, plain.mentorship_id), "# Three\n")
        mentorships.end(other, plain.mentorship_id, Party.MENTEE)
        row = one.row("SELECT * FROM entries WHERE number = 9")
        with pytest.raises(Unusable, match="follows the one before it"), other.write():
            other.connection.execute("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?)", tuple(row or ()))


# -- receipts ----------------------------------------------------------------------------------------------------------


def test_a_receipt_that_was_written_down_is_found_or_missed(plain: Ground, tmp_path: Path, keys: Keys) -> None:
    it = taken(plain, tmp_path / "typed", keys)
    receipt = plain.copy.receipt
    assert receipt is not None
    with open_database(it.path) as database:
        for typed in (receipt.short, receipt.short.upper().replace("-", " "), f"8 {receipt.sha256}"):
            assert log_verdict.of_log(database, plain.mentorship_id, typed).answer is Answer.IN_LOG
        other = f"8-{'0000-' * 5}".rstrip("-")
        found = log_verdict.of_log(database, plain.mentorship_id, other)
        assert (found.holds, found.answer) == (False, Answer.REWRITTEN)
        found = log_verdict.of_log(database, plain.mentorship_id, receipt.short.replace("8-", "9-", 1))
        assert (found.holds, found.answer) == (False, Answer.CUT)
        for typed in ("", "8", "8-7f3a", "-8-" + "a" * 20, "8-" + "g" * 20, "8-" + "a" * 65, "\x1b[31m8"):
            with pytest.raises(BadInput):
                log_verdict.of_log(database, plain.mentorship_id, typed)


def test_a_copy_whose_receipt_was_changed_is_not_whole(plain: Ground, tmp_path: Path, keys: Keys) -> None:
    it = taken(plain, tmp_path / "copy", keys)
    receipt = plain.copy.receipt
    assert receipt is not None
    with open_database(it.path) as database:
        text = copy.copy_of(database, plain.mentorship_id, 2)
    assert verify(text).whole
    assert not verify(text.replace(receipt.sha256, "0" * 64)).same_words
    assert not verify(text.replace(receipt.short, "8-0000")).same_words
    assert not verify(text.replace('"number": 8', '"number": "8"')).same_words


def test_a_copy_is_checked_beside_any_file_that_is_taken_for_the_database(plain: Ground, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with open_database(other):
        pass
    assert log_verdict.of_copy(other, plain.copy) is None
    assert log_verdict.of_copy(tmp_path / "none.db", plain.copy) is None
    other.write_text("no database")
    found = log_verdict.of_copy(other, plain.copy)
    assert found is not None
    assert found.holds
    assert "compared with nothing" in found.sentences[0]


def test_a_file_of_keys_that_names_nobody_is_refused(plain: Ground, tmp_path: Path) -> None:
    path = tmp_path / "allowed_signers"
    path.write_text("# mentor ssh-ed25519 AAAA\n\nanna@example.org ssh-ed25519 AAAA\n")
    with pytest.raises(BadInput, match="no line that begins with"):
        pinned_keys.pinned(path, (plain.copy.agreement,))
