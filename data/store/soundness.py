"""Whether what a database file holds is whole: asked of an open connection, nothing is ever changed.

SQLite's own check finds damaged pages, not a changed letter (facts/reliability.md: 23 of 200 flipped bits went
unseen), so every frozen text is compared with its SHA-256, every living one with its own log and SHA-256, and the
guards of the schema with what the schema says they are.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from pysqlite3 import dbapi2 as sqlite3

from .. import ssh
from ..clock import stamp
from ..i18n import _, ngettext
from ..model.agreement import fingerprint
from ..model.mentorship import Party
from ..model.ssh_signature import SshSignature, statement
from ..model.walltime import to_utc
from .connection import KNOWN


class Severity(StrEnum):
    """How much a finding matters."""

    NOTE = "note"
    """Good to know; nothing is wrong."""
    WARNING = "warning"
    """Nothing is lost, but it could be, or others could read it."""
    ERROR = "error"
    """Something is lost, changed or cannot be used."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be."""

    severity: Severity
    sentence: str
    """What is the matter, in the language in use."""
    remedy: str = ""
    """A shell command that mends it; empty where no command can, and the sentence then says what to do."""


def restoring(path: Path, newest: Path | None = None) -> str:
    """The command that puts a backup in the place of a damaged file; a name not given is for the person to fill in.

    What is damaged is kept, together with its write-ahead log: SQLite would play that one into the backup.
    """
    files = " ".join(shlex.quote(f"{path}{end}") for end in ("", "-wal", "-shm"))
    aside = shlex.quote(f"{path}.damaged")
    return (
        f'mkdir -m 700 {aside} && for f in {files}; do test ! -e "$f" || mv "$f" {aside}; done; '
        f"handschlag --db {'BACKUP' if newest is None else shlex.quote(str(newest))} backup {shlex.quote(str(path))}"
    )


def content(connection: Any, path: Path) -> list[Finding]:
    """Everything that is wrong with what the file holds; `path` is the file as the person knows it.

    A query that SQLite cannot answer is a finding too, and does not keep the others from being asked.
    """
    connection.row_factory = sqlite3.Row
    checks: tuple[Callable[[Any, Path], Iterator[Finding]], ...] = (
        _pages,
        _references,
        _guards,
        _versions,
        _signatures,
        _ssh_signatures,
        _texts,
        _instants,
    )
    found: list[Finding] = []
    for check in checks:
        try:
            found.extend(check(connection, path))
        except (sqlite3.Error, UnicodeDecodeError) as error:
            found.append(_damaged(path, str(error)))
    return list(dict.fromkeys(found))


def _damaged(path: Path, reason: str) -> Finding:
    return Finding(
        Severity.ERROR,
        _("{path} is damaged ({reason}). Put your last backup in its place; keep the damaged file.").format(
            path=path, reason=reason
        ),
        restoring(path),
    )


def _pages(connection: Any, path: Path) -> Iterator[Finding]:
    reasons = [row[0] for row in connection.execute("PRAGMA integrity_check(20)")]
    if reasons != ["ok"]:
        yield _damaged(path, reasons[0].replace("\n", " "))


def _references(connection: Any, path: Path) -> Iterator[Finding]:
    tables = sorted({row[0] for row in connection.execute("PRAGMA foreign_key_check")})
    if tables:
        yield _damaged(path, _("rows without what they belong to in {tables}").format(tables=", ".join(tables)))


@cache
def _guards_of_the_schema() -> dict[str, str]:
    """The triggers as a new file has them, by name."""
    import sqlite_utils

    from .schema import MIGRATIONS

    connection = sqlite3.connect(":memory:")
    MIGRATIONS.apply(sqlite_utils.Database(connection))
    return dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall())


def _guards(connection: Any, path: Path) -> Iterator[Finding]:
    applied = connection.execute("SELECT count(*) FROM _sqlite_migrations WHERE migration_set = 'handschlag'")
    if applied.fetchone()[0] < len(KNOWN):
        return
    there = dict(tuple(row) for row in connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    for name, sql in _guards_of_the_schema().items():
        if there.get(name) != sql:
            yield Finding(
                Severity.ERROR,
                _("The guard “{name}” is missing or was changed: what is frozen could be changed.").format(name=name),
                _statement(path, f"DROP TRIGGER IF EXISTS {name}; {sql};"),
            )


def _statement(path: Path, sql: str) -> str:
    """The shell command that executes SQL on a file."""
    return f"sqlite3 {shlex.quote(str(path))} {shlex.quote(sql)}"


def _versions(connection: Any, path: Path) -> Iterator[Finding]:
    """Each text under its SHA-256, and each version chained to the one before it."""
    previous: tuple[str, str] | None = None
    number, sha256 = 0, ""
    rows = connection.execute(
        "SELECT versions.*, mentor, mentee FROM versions LEFT JOIN mentorships ON mentorships.id = mentorship_id "
        "ORDER BY mentorship_id, kind, versions.number"
    )
    for row in rows:
        if (row["mentorship_id"], row["kind"]) != previous:
            previous, number, sha256 = (row["mentorship_id"], row["kind"]), 0, ""
        if fingerprint(row["text"]) != row["sha256"]:
            yield _of_version(
                row,
                path,
                _("The frozen text of version {number} ({title}) is not the one that was frozen. Compare your copy."),
                _("The frozen text of annex {number} ({title}) is not the one that was frozen. Compare your copy."),
            )
        if row["number"] != number + 1 or row["previous_sha256"] != sha256:
            yield _of_version(
                row,
                path,
                _("Version {number} ({title}) does not follow the version before it: one is missing or was changed."),
                _("Annex {number} ({title}) does not follow the annex before it: one is missing or was changed."),
            )
        number, sha256 = row["number"], row["sha256"]


def _of_version(row: Any, path: Path, agreement: str, annex: str) -> Finding:
    sentence = agreement if row["kind"] == "agreement" else annex
    title = f"{row['mentor']} → {row['mentee']}"
    return Finding(Severity.ERROR, sentence.format(number=row["number"], title=title), restoring(path))


def _signatures(connection: Any, path: Path) -> Iterator[Finding]:
    rows = connection.execute(
        "SELECT signatures.name AS name, versions.number AS number FROM signatures "
        "JOIN versions ON versions.id = version_id WHERE signatures.sha256 IS NOT versions.sha256"
    )
    for row in rows:
        yield Finding(
            Severity.ERROR,
            _(
                "The signature of {name} stands under version {number}, whose text is another than the one signed."
            ).format(name=row["name"], number=row["number"]),
            restoring(path),
        )


def _ssh_signatures(connection: Any, path: Path) -> Iterator[Finding]:
    """Each still fits the text, the name and the date that it was made for."""
    if "ssh_signature" not in {row["name"] for row in connection.execute("PRAGMA table_info(signatures)")}:
        # A file of the first release, not brought up yet.
        return
    rows = connection.execute(
        "SELECT signatures.*, kind, number, previous_sha256 FROM signatures JOIN versions ON versions.id = version_id "
        "WHERE ssh_signature != ''"
    )
    for row in rows.fetchall():
        party = Party(row["party"])
        signed = (row["kind"], row["number"], row["sha256"], row["previous_sha256"], party, row["name"])
        words = statement(*signed, date.fromisoformat(row["signed_on"]))
        found = ssh.check(words, party, SshSignature(row["ssh_public_key"], row["ssh_signature"]))
        if found is ssh.Check.INVALID:
            yield Finding(
                Severity.ERROR,
                _("The SSH signature of {name} under version {number} is not valid: something was changed.").format(
                    name=row["name"], number=row["number"]
                ),
                restoring(path),
            )


def _texts(connection: Any, path: Path) -> Iterator[Finding]:
    """Each settled text under its SHA-256, and its log and its snapshot giving the same text."""
    rows = connection.execute(
        "SELECT texts.*, mentor, mentee FROM texts LEFT JOIN mentorships ON mentorships.id = mentorship_id "
        "WHERE texts.sha256 != '' ORDER BY texts.rowid"
    )
    for row in rows.fetchall():
        mirror = fingerprint(row["body"]) == row["sha256"]
        log = _replayed(connection, row, None) == row["sha256"]
        snapshot = row["snapshot"] is None or _replayed(connection, row, row["snapshot"]) == row["sha256"]
        what = {"kind": row["kind"], "title": f"{row['mentor']} → {row['mentee']}"}
        if log and not (mirror and snapshot):
            # Both are made anew from the log, which is the truth and is whole.
            yield Finding(
                Severity.ERROR,
                _("A text ({kind}, {title}) is damaged in its copy, but its history is whole.").format(**what),
                _statement(
                    path,
                    "UPDATE texts SET body = '', body_seq = 0, sha256 = '', snapshot = NULL, snapshot_seq = 0 "
                    f"WHERE id = '{row['id']}';",
                ),
            )
        elif not log and mirror:
            yield Finding(
                Severity.ERROR,
                _("The history of a text ({kind}, {title}) is damaged; the text itself is whole. Export it.").format(
                    **what
                ),
                restoring(path),
            )
        elif not log:
            yield Finding(
                Severity.ERROR,
                _("A text ({kind}, {title}) is not the one that was typed: its check sum differs.").format(**what),
                restoring(path),
            )


def _replayed(connection: Any, row: Any, snapshot: bytes | None) -> str:
    """The SHA-256 of the text as its log gives it up to where its mirror stands, from the start or from a snapshot."""
    from pycrdt import Doc, Text

    document: Doc[Any] = Doc()
    text = document.get("body", type=Text)
    updates = connection.execute(
        "SELECT payload FROM text_updates WHERE text_id = ? AND seq > ? AND seq <= ? ORDER BY seq",
        (row["id"], 0 if snapshot is None else row["snapshot_seq"], row["body_seq"]),
    )
    payloads = [update["payload"] for update in updates]
    try:
        for payload in [snapshot, *payloads] if snapshot is not None else payloads:
            document.apply_update(payload)
    except Exception:  # pycrdt lets Rust's errors through as they come; each of them says that the log is damaged
        return ""
    return fingerprint(str(text))


def _instants(connection: Any, path: Path) -> Iterator[Finding]:
    """Planned sessions whose order was derived by other rules of their zone; the app sets that right when it opens."""
    rows = connection.execute("SELECT starts, zone, starts_at FROM sessions WHERE state = 'planned'")
    wrong = sum(stamp(to_utc(datetime.fromisoformat(row["starts"]), row["zone"])) != row["starts_at"] for row in rows)
    if wrong:
        yield Finding(
            Severity.NOTE,
            ngettext(
                "The rules of a time zone have changed since {count} session was planned. Its time of day stays.",
                "The rules of a time zone have changed since {count} sessions were planned. Their time of day stays.",
                wrong,
            ).format(count=wrong),
            f"handschlag --db {shlex.quote(str(path))}",
        )
