"""What `handschlag verify` says of a database: of the log of one mentorship, and of the receipt that a copy carries."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pysqlite3 import dbapi2 as sqlite3

from ..documents.record import CopyRecord, TextRecord, text_record
from ..errors import BadInput
from ..i18n import _, ngettext
from ..model.agreement import VersionKind
from ..model.entry import Receipt, typed_receipt
from . import entries, frozen_checks, mentorship_rows, versions
from .doctor import reading
from .findings import gathered
from .log_checks import Answer, answer, answer_sentence

if TYPE_CHECKING:
    from .connection import Database


@dataclass(frozen=True, slots=True)
class LogVerdict:
    """What a log turned out to be."""

    holds: bool
    """Nothing contradicts it: not itself, not what it tells of, not a receipt."""
    sentences: tuple[str, ...]
    """What there is to say, the verdict first."""
    entries: int = 0
    receipt: Receipt | None = None
    """Of its newest entry."""
    answer: Answer | None = None
    """To the receipt that it was asked about; None where it was asked about none."""


def of_log(database: Database, mentorship_id: str, typed: str | None = None) -> LogVerdict:
    """The verdict on the log of a mentorship, held against a short receipt as a person typed it.

    Raises `BadInput` for what is no receipt.
    """
    it = mentorship_rows.get(database, mentorship_id)
    found = [one.sentence for one in gathered(frozen_checks.checks(it.id), database.connection, database.path)]
    count = int(database.value("SELECT count(*) FROM entries WHERE mentorship_id = ?", (it.id,)))
    receipt = entries.newest(database, it.id)
    sentences = [_("The log of {title} is NOT whole.").format(title=it.title), *found]
    if not found:
        whole = ngettext(
            "The log of {title} is whole: {count} entry, true of every text and every consent.",
            "The log of {title} is whole: {count} entries, true of every text and every consent.",
            count,
        ).format(title=it.title, count=count)
        sentences = [_("Nothing of {title} was frozen yet: its log is empty.").format(title=it.title)]
        if receipt is not None:
            sentences = [
                whole,
                _("Its receipt: {receipt}").format(receipt=receipt.short),
                _(
                    "Whoever may write to the database could write all of it anew. Compare the receipt with the other "
                    "party's, or check your copy: “handschlag verify FILE”."
                ),
            ]
    said = None if typed is None else _answer_to_typed(database, it.id, typed)
    if said is not None:
        sentences.insert(1, answer_sentence(said[0], said[1], database.path, it.title))
    holds = not found and (said is None or said[0] is Answer.IN_LOG)
    return LogVerdict(holds, tuple(sentences), count, receipt, None if said is None else said[0])


def _answer_to_typed(database: Database, mentorship_id: str, typed: str) -> tuple[Answer, int]:
    read = typed_receipt(typed)
    if read is None:
        raise BadInput(
            _("“{receipt}” is no receipt. It looks like 12-7f3a-91c2-0b4e-55d1-9c2e and stands in a copy.").format(
                receipt=typed
            )
        )
    number, digits = read
    return answer(database.connection, mentorship_id, number, digits), number


def of_copy(path: Path, record: CopyRecord) -> LogVerdict | None:
    """What a database file says to the receipt in a copy; None where there is nothing to compare.

    The file is only read, and may be of any kind: a copy is checked also beside what cannot be opened.
    """
    receipt = record.receipt
    if receipt is None or not path.is_file():
        return None
    title = f"{record.mentor} → {record.mentee}"
    try:
        with reading(path) as connection:
            found = answer(connection, receipt.mentorship_id, receipt.number, receipt.sha256)
            if found is Answer.UNKNOWN:
                return None
            wrong = gathered(frozen_checks.checks(receipt.mentorship_id), connection, path)
    except (sqlite3.Error, OSError, ValueError):
        sentence = _("The database {path} cannot be read: the receipt of the copy was compared with nothing.")
        return LogVerdict(True, (sentence.format(path=path),))
    sentences = [answer_sentence(found, receipt.number, path, title), *(one.sentence for one in wrong)]
    return LogVerdict(found is Answer.IN_LOG and not wrong, tuple(sentences), answer=found)


def texts(database: Database, mentorship_id: str) -> list[TextRecord]:
    """Every version of a mentorship with its consents, as a copy would tell them."""
    return [text_record(kind, it) for kind in VersionKind for it in versions.of(database, mentorship_id, kind)]
