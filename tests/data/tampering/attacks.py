"""Every attack on a database, and what each safeguard shows of it."""

from __future__ import annotations

import shutil
import sqlite3 as bundled_sqlite3
import subprocess
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from data import clock, mentorships, versions
from data.model.agreement import fingerprint
from data.model.mentorship import Party
from data.store import entries

from ..mentoring import proposed
from .tampered import START, Keys, Tampering, consent


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
