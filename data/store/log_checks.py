"""Whether the log of a mentorship is whole: each entry in itself, after the one before it, and true of what is there.

Nothing is changed. A log that somebody has rewritten from end to end fits together as well as an honest one: that shows
only by a receipt that is kept elsewhere, which `answer` looks up.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from ..i18n import _
from ..model.agreement import fingerprint
from ..model.entry import Entry, EntryKind, text_of
from .entries import COLUMNS, Subject, entry, subjects


class Answer(StrEnum):
    """What a log says to a receipt."""

    IN_LOG = "in the log"
    """The entry stands there, and the log was not rewritten up to it."""
    REWRITTEN = "rewritten"
    """Another entry has its number: the log was rewritten."""
    CUT = "cut off"
    """The log ends before it: its end was taken away, or an older copy of the file was put back."""
    UNKNOWN = "unknown"
    """This file does not know the mentorship, or was written before there was a log."""


def has_log(connection: Any) -> bool:
    """Whether the file is of a version of the app that keeps logs."""
    return connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'entries'").fetchone() is not None


def log(connection: Any, mentorship_id: str) -> list[Entry]:
    """All entries, the oldest first. Raises `ValueError` for what no version of the app has written."""
    rows = connection.execute(
        f"SELECT {', '.join(COLUMNS)} FROM entries WHERE mentorship_id = ? ORDER BY number", (mentorship_id,)
    )
    return [entry(row) for row in rows.fetchall()]


def answer(connection: Any, mentorship_id: str, number: int, sha256: str) -> Answer:
    """What the log says to a receipt, of which `sha256` may be the beginning only."""
    known = connection.execute("SELECT 1 FROM mentorships WHERE id = ?", (mentorship_id,)).fetchone()
    if known is None or not has_log(connection):
        return Answer.UNKNOWN
    entries = log(connection, mentorship_id)
    if number > len(entries):
        return Answer.CUT
    return Answer.IN_LOG if entries[number - 1].sha256.startswith(sha256) else Answer.REWRITTEN


def answer_sentence(found: Answer, number: int, path: object, title: str) -> str:
    """What that means, in one sentence."""
    text = {
        Answer.IN_LOG: _("Its receipt, entry {number}, stands in the log of {title} in {path}."),
        Answer.REWRITTEN: _(
            "The log of {title} in {path} was REWRITTEN: its entry {number} is another than the one that the receipt "
            "names. Rely on the copies that were handed out, not on this database."
        ),
        Answer.CUT: _(
            "The log of {title} in {path} ends before entry {number}, which the receipt names: its end was CUT OFF, or "
            "an older copy of the database was put back."
        ),
        Answer.UNKNOWN: _("The database {path} does not know this mentoring: the receipt was compared with nothing."),
    }[found]
    return text.format(number=number, title=title, path=path)


def sentences(connection: Any, mentorship_id: str | None = None) -> Iterator[str]:
    """Everything that is wrong with the log of one mentorship, or of all; nothing where all is well."""
    if not has_log(connection):
        return
    rows = connection.execute(
        "SELECT id, mentor, mentee FROM mentorships WHERE coalesce(?, id) = id ORDER BY number", (mentorship_id,)
    )
    for row in rows.fetchall():
        title = f"{row['mentor']} → {row['mentee']}"
        entries = log(connection, row["id"])
        yield from _chain(entries, title)
        yield from _subjects(entries, subjects(connection, row["id"]), title)
        yield from _receipts(connection, row["id"], entries, title)


def _chain(entries: list[Entry], title: str) -> Iterator[str]:
    number, sha256, at = 0, "", ""
    for it in entries:
        if fingerprint(it.content) != it.sha256:
            yield _("Entry {number} of the log ({title}) was changed: its SHA-256 is not that of what it says.").format(
                number=it.number, title=title
            )
        if it.number != number + 1 or it.previous_sha256 != sha256:
            yield _(
                "Entry {number} of the log ({title}) does not follow the one before it: one is missing or was changed."
            ).format(number=it.number, title=title)
        if it.at < at:
            yield _("Entry {number} of the log ({title}) is dated before the entry before it.").format(
                number=it.number, title=title
            )
        number, sha256, at = it.number, it.sha256, it.at


def _subjects(entries: list[Entry], there: list[Subject], title: str) -> Iterator[str]:
    """The log tells of everything that is there, and of nothing else."""
    missing = {(it.kind, it.subject): it for it in there}
    for it in entries:
        found = missing.pop((it.kind, it.subject), None)
        if found is None or not _tells_of(it, found):
            yield _not_as_told(it, title)
    for kind, _subject in missing:
        yield _not_told(kind).format(title=title)


def _tells_of(it: Entry, found: Subject) -> bool:
    """Whether an entry says exactly what is there, in the one form that entries have."""
    text = text_of(it.mentorship_id, it.number, it.kind, it.subject, it.at, it.previous_sha256, found.of)
    return it.content == text and it.at >= found.at


def _not_as_told(it: Entry, title: str) -> str:
    text = {
        EntryKind.FROZEN: _("The version that entry {number} of the log ({title}) tells of was changed or is missing."),
        EntryKind.SIGNED: _("The consent that entry {number} of the log ({title}) tells of was changed or is missing."),
        EntryKind.IN_FORCE: _(
            "What came into force by entry {number} of the log ({title}) was changed, or a consent to it is missing."
        ),
    }.get(it.kind, _("The end that entry {number} of the log ({title}) tells of was changed or is missing."))
    return text.format(number=it.number, title=title)


def _not_told(kind: EntryKind) -> str:
    return {
        EntryKind.FROZEN: _("A version ({title}) stands in no entry of the log: the app has not put it there."),
        EntryKind.SIGNED: _("A consent ({title}) stands in no entry of the log: the app has not put it there."),
        EntryKind.IN_FORCE: _("A coming into force ({title}) stands in no entry of the log."),
    }.get(kind, _("The end ({title}) stands in no entry of the log: the app has not put it there."))


def _receipts(connection: Any, mentorship_id: str, entries: list[Entry], title: str) -> Iterator[str]:
    """Each receipt of a copy that was handed out names an entry of the log."""
    rows = connection.execute(
        "SELECT DISTINCT entry_number, entry_sha256 FROM copies WHERE mentorship_id = ? AND entry_number > 0 "
        "ORDER BY entry_number",
        (mentorship_id,),
    )
    known = {it.number: it.sha256 for it in entries}
    for number, sha256 in [tuple(row) for row in rows.fetchall()]:
        if known.get(number) != sha256:
            yield _(
                "A copy was handed out when entry {number} of the log ({title}) was another: the log was rewritten, or "
                "its end was cut off."
            ).format(number=number, title=title)
