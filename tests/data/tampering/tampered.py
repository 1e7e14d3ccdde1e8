"""The file that is tampered with, what the two keep outside of it, and the one who tampers."""

from __future__ import annotations

import shutil
import sqlite3 as bundled_sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from data import clock, identity, log_verdict, pinned_keys, ssh, versions
from data.documents import copy
from data.documents.record import CopyRecord
from data.documents.verify import verify
from data.errors import HandschlagError
from data.model.agreement import Method, fingerprint
from data.model.mentorship import Party
from data.store import copies, entries
from data.store.connection import Database, open_database

from ..mentoring import begun, proposed

if TYPE_CHECKING:
    from data.model.agreement import Version


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


def taken(ground: Ground, folder: Path, keys: Keys) -> Tampering:
    """A copy of the file, to do anything with."""
    folder.mkdir()
    path = folder / "own.db"
    shutil.copyfile(ground.file, path)
    return Tampering(ground, path, keys)


def seen_by_the_log(it: Tampering) -> bool:
    """Whether the log itself, with `verify`, shows it."""
    try:
        with open_database(it.path) as database:
            return not log_verdict.of_log(database, it.ground.mentorship_id).holds
    except HandschlagError:
        return True


def seen_with_a_receipt(it: Tampering) -> bool:
    """Whether a copy that was kept outside shows it."""
    found = log_verdict.of_copy(it.path, it.ground.copy)
    assert found is not None
    return not found.holds


def seen_with_known_keys(it: Tampering) -> bool:
    """Whether the file of allowed signers shows it."""
    with open_database(it.path) as database:
        return not pinned_keys.pinned(it.keys.pinned, log_verdict.texts(database, it.ground.mentorship_id)).holds
