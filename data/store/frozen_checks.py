"""Whether what was agreed to is as it was: guards, frozen texts, consents, SSH signatures, and the log of them all.

Asked of an open connection, of one mentorship or of all; nothing is ever changed. Whoever may write to the file can
rewrite all of it so that it fits together again: that shows only beside what is kept elsewhere, a receipt or a key.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

from pysqlite3 import dbapi2 as sqlite3

from .. import ssh
from ..i18n import _
from ..model.agreement import fingerprint, has_plain_line_ends
from ..model.mentorship import Party
from ..model.ssh_signature import SshSignature, statement
from . import log_checks
from .connection import KNOWN
from .findings import Check, Finding, Severity, remedy_by_sql, restoring
from .text_checks import strange_line_ends


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
                remedy_by_sql(path, f"DROP TRIGGER IF EXISTS {name}; {sql};"),
            )


def _versions(connection: Any, path: Path, mentorship_id: str | None) -> Iterator[Finding]:
    """Each text under its SHA-256, and each version chained to the one before it."""
    previous: tuple[str, str] | None = None
    number, sha256 = 0, ""
    rows = connection.execute(
        "SELECT versions.*, mentor, mentee FROM versions LEFT JOIN mentorships ON mentorships.id = mentorship_id "
        "WHERE coalesce(?, mentorship_id) = mentorship_id ORDER BY mentorship_id, kind, versions.number",
        (mentorship_id,),
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
        elif not has_plain_line_ends(row["text"]):
            sentence = strange_line_ends(row["kind"], row["number"], _title(row))
            yield Finding(Severity.ERROR, sentence, restoring(path))
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
    return Finding(Severity.ERROR, sentence.format(number=row["number"], title=_title(row)), restoring(path))


def _title(row: Any) -> str:
    return f"{row['mentor']} → {row['mentee']}"


def _signatures(connection: Any, path: Path, mentorship_id: str | None) -> Iterator[Finding]:
    rows = connection.execute(
        "SELECT signatures.name AS name, versions.number AS number FROM signatures "
        "JOIN versions ON versions.id = version_id "
        "WHERE signatures.sha256 IS NOT versions.sha256 AND coalesce(?, mentorship_id) = mentorship_id",
        (mentorship_id,),
    )
    for row in rows:
        yield Finding(
            Severity.ERROR,
            _(
                "The signature of {name} stands under version {number}, whose text is another than the one signed."
            ).format(name=row["name"], number=row["number"]),
            restoring(path),
        )


def _ssh_signatures(connection: Any, path: Path, mentorship_id: str | None) -> Iterator[Finding]:
    """Each still fits the text, the name and the date that it was made for."""
    if "ssh_signature" not in {row["name"] for row in connection.execute("PRAGMA table_info(signatures)")}:
        # A file of the first release, not brought up yet.
        return
    rows = connection.execute(
        "SELECT signatures.*, kind, number, previous_sha256 FROM signatures JOIN versions ON versions.id = version_id "
        "WHERE ssh_signature != '' AND coalesce(?, mentorship_id) = mentorship_id",
        (mentorship_id,),
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


def _log(connection: Any, path: Path, mentorship_id: str | None) -> Iterator[Finding]:
    """The log of each mentorship, in itself and against what it tells of."""
    for sentence in log_checks.sentences(connection, mentorship_id):
        yield Finding(Severity.ERROR, sentence, restoring(path))


def checks(mentorship_id: str | None = None) -> tuple[Check, ...]:
    """All of these checks, of one mentorship or of all."""
    of_one = (_versions, _signatures, _ssh_signatures, _log)
    return (_guards, *(partial(check, mentorship_id=mentorship_id) for check in of_one))
