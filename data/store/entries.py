"""The log of a mentorship: what was frozen, consented to, came into force and ended, each entry chained to the last.

An entry is appended in the transaction of what it tells of, and is made of nothing that differs between two files which
hold the same mentorship: the rows of one log can be put into another file as they are, in their order. The schema
refuses to change or delete one, and takes only the one that follows the last.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ..errors import NotFound
from ..i18n import _, ngettext
from ..model.entry import Entry, EntryKind, Receipt, made
from .connection import Database

COLUMNS = ("mentorship_id", "number", "kind", "subject", "at", "content", "previous_sha256", "sha256")
"""Of the table `entries`, in the order of `Entry`."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that belongs into the log, as the rows of the file tell it."""

    kind: EntryKind
    subject: str
    at: str
    """When it happened, but never before what it follows: a clock can be set back."""
    order: tuple[int, int, str]
    """Among what happened in the same second: the version's number, the step, the party."""
    of: dict[str, str]
    """Everything that an entry tells of it."""


# -- reading -----------------------------------------------------------------------------------------------------------


def of(database: Database, mentorship_id: str) -> list[Entry]:
    """The whole log, the oldest entry first."""
    return [entry(row) for row in database.rows(ENTRIES, (mentorship_id,))]


ENTRIES = f"SELECT {', '.join(COLUMNS)} FROM entries WHERE mentorship_id = ? ORDER BY number"
"""SQL for the rows of the log of one mentorship."""


def entry(row: Any) -> Entry:
    """The entry of a row that has `COLUMNS`."""
    values = dict(zip(COLUMNS, tuple(row), strict=True))
    return Entry(**values | {"kind": EntryKind(values["kind"])})


def newest(database: Database, mentorship_id: str) -> Receipt | None:
    """The receipt of the newest entry; None where nothing was frozen yet."""
    row = database.row(
        "SELECT number, sha256 FROM entries WHERE mentorship_id = ? ORDER BY number DESC LIMIT 1", (mentorship_id,)
    )
    return None if row is None else Receipt(mentorship_id, row["number"], row["sha256"])


# -- appending ---------------------------------------------------------------------------------------------------------


def append(database: Database, mentorship_id: str, kind: EntryKind, subject: str = "") -> Entry:
    """Append the entry that tells of something, in the transaction that has just written it."""
    with database.write():
        for it in subjects(database.connection, mentorship_id):
            if (it.kind, it.subject) == (kind, subject):
                return _append(database.connection, mentorship_id, it)
    raise NotFound(_("This version does not exist."))


def fill(connection: Any) -> None:
    """Append everything that has no entry yet: the log of a file that was written before there was one."""
    for (mentorship_id,) in [tuple(row) for row in connection.execute("SELECT id FROM mentorships ORDER BY rowid")]:
        there = {
            tuple(row)
            for row in connection.execute(
                "SELECT kind, subject FROM entries WHERE mentorship_id = ?", (mentorship_id,)
            ).fetchall()
        }
        for it in subjects(connection, mentorship_id):
            if (it.kind.value, it.subject) not in there:
                _append(connection, mentorship_id, it)


def _append(connection: Any, mentorship_id: str, it: Subject) -> Entry:
    last = connection.execute(
        "SELECT number, sha256, at FROM entries WHERE mentorship_id = ? ORDER BY number DESC LIMIT 1", (mentorship_id,)
    ).fetchone()
    number, previous, at = (0, "", "") if last is None else tuple(last)
    written = made(mentorship_id, number + 1, it.kind, it.subject, max(it.at, at), previous, it.of)
    values = asdict(written)
    marks = ", ".join("?" * len(COLUMNS))
    connection.execute(
        f"INSERT INTO entries ({', '.join(COLUMNS)}) VALUES ({marks})",
        [str(values[name]) if name == "kind" else values[name] for name in COLUMNS],
    )
    return written


# -- what belongs into a log -------------------------------------------------------------------------------------------


def subjects(connection: Any, mentorship_id: str) -> list[Subject]:
    """Everything that the rows of a file say has happened, in the order in which it did."""
    found: list[Subject] = []
    moments: dict[str, str] = {}
    for version in _dicts(
        connection,
        "SELECT id, kind, number, sha256, previous_sha256, language, frozen_at, frozen_by FROM versions "
        "WHERE mentorship_id = ? ORDER BY kind, number",
        mentorship_id,
    ):
        at = max(version["frozen_at"], moments.get(version["kind"], ""))
        told = {name: str(value) for name, value in version.items() if name != "id"}
        found.append(Subject(EntryKind.FROZEN, version["id"], at, (version["number"], 0, ""), told))
        given = list(_consents(connection, version, at))
        found += given
        # Nobody consents to a version when a newer one is there: whatever the clock says, that one came later.
        moments[version["kind"]] = max([at, *(it.at for it in given)])
    last = max((it.at for it in found), default="")
    return [*sorted(found, key=lambda it: (it.at, it.order, it.subject)), *_end(connection, mentorship_id, last)]


def _consents(connection: Any, version: dict[str, Any], at: str) -> Iterator[Subject]:
    given = _dicts(
        connection,
        "SELECT id, version_id, party, name, signed_on, at, method, sha256, os_user, ssh_public_key, ssh_signature "
        "FROM signatures WHERE version_id = ? ORDER BY party",
        version["id"],
    )
    for signature in given:
        order = (version["number"], 1, signature["party"])
        told = {name: str(value) for name, value in signature.items() if name != "id"}
        at = max(at, signature["at"])
        moment = max(version["frozen_at"], signature["at"])
        yield Subject(EntryKind.SIGNED, signature["id"], moment, order, told)
    if len(given) == 2:
        order = (version["number"], 2, "")
        told = {"kind": version["kind"], "number": str(version["number"]), "sha256": version["sha256"]}
        yield Subject(EntryKind.IN_FORCE, version["id"], at, order, told)


def _end(connection: Any, mentorship_id: str, last: str) -> Iterator[Subject]:
    for it in _dicts(
        connection,
        "SELECT state, ended_at FROM mentorships WHERE id = ? AND state IN ('ended', 'completed')",
        mentorship_id,
    ):
        moment = it["ended_at"] or ""
        yield Subject(EntryKind(it["state"]), "", max(moment, last), (0, 3, ""), {"ended_at": moment})


def _dicts(connection: Any, sql: str, parameter: str) -> list[dict[str, Any]]:
    """The rows by the names of their columns, whatever the connection makes of rows."""
    cursor = connection.execute(sql, (parameter,))
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, tuple(row), strict=True)) for row in cursor.fetchall()]


# -- comparing two files -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two logs of one mentorship stand to each other."""

    common: int
    """How many entries are the same in both, from the first on."""
    own_more: int
    """How many only the own log has behind them."""
    other_more: int
    """How many only the other log has behind them."""

    @property
    def parted(self) -> bool:
        """Whether neither continues the other: one was rewritten, or both were continued apart."""
        return self.own_more > 0 and self.other_more > 0


def compared(own: list[Entry], other: list[Entry]) -> Comparison:
    """How two logs of one mentorship stand to each other; equal ones have nothing more on either side."""
    common = 0
    for one, another in zip(own, other, strict=False):
        if one != another:
            break
        common += 1
    return Comparison(common, len(own) - common, len(other) - common)


def differences(own: list[Entry], other: list[Entry], own_file: Path, other_file: Path) -> list[str]:
    """What is wrong between two logs of one mentorship, in sentences; empty where the other one continues the own.

    Looked at from the own file: a shared one that lacks the end of the own log was cut, or an older copy of it was put
    back; one that says something else was rewritten. That the shared one goes on is no difference.
    """
    found = compared(own, other)
    if found.parted:
        return [
            _(
                "From entry {number} on, the log in {other} is another than yours in {own}: it was rewritten, or both "
                "were continued apart. Compare it with a copy that was handed out."
            ).format(number=found.common + 1, other=other_file, own=own_file)
        ]
    if found.own_more:
        return [
            ngettext(
                "The log in {other} ends at entry {number}; yours in {own} has {count} more entry. Its end was cut "
                "off, an older copy of it was put back, or yours was not brought over yet.",
                "The log in {other} ends at entry {number}; yours in {own} has {count} more entries. Its end was cut "
                "off, an older copy of it was put back, or yours were not brought over yet.",
                found.own_more,
            ).format(number=found.common, count=found.own_more, other=other_file, own=own_file)
        ]
    return []
