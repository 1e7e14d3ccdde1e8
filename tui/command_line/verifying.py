"""`handschlag verify`: a copy, or the log of a mentorship, held against itself, receipts, a database and keys."""

from __future__ import annotations

import json as json_format
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from data.errors import BadInput, Unusable
from data.i18n import N_, _

from . import output
from .call import Call
from .speaking import FilePath, argument, command, option

if TYPE_CHECKING:
    from data import log_verdict, pinned_keys
    from data import verify as verifying

_ENDINGS = (".md", ".html", ".txt")


@command(
    "verify",
    N_(
        "Say whether a copy is as it was written, what it holds, and whether its SSH signatures are valid. Where your "
        "database knows the mentorship, the receipt in the copy is looked up in its log; none is needed.\n\n"
        "With the NAME of a mentorship, say whether its log is whole and true of every text and every consent.\n\n"
        "The exit code is 0 when all of it holds, 1 when something does not, and 2 when the file is no copy or nobody "
        "has that name."
    ),
)
@argument("what", N_("FILE|NAME"))
@option(
    "--keys",
    type=FilePath(),
    metavar=N_("FILE"),
    explanation=N_("Your file of allowed signers (OpenSSH): with which keys “mentor” and “mentee” sign."),
)
@option(
    "--receipt",
    metavar=N_("RECEIPT"),
    explanation=N_("With NAME: whether the log still holds this receipt of a copy, such as 12-7f3a-91c2-…"),
)
@option("--json", "json", is_flag=True, explanation=N_("Print JSON, for scripts."))
@click.pass_obj
def verify(call: Call, what: str, keys: Path | None, receipt: str | None, *, json: bool) -> int:
    """Look through a copy or a log."""
    path = FilePath().convert(what, None, None)
    if _is_file(what, path):
        if receipt is not None:
            raise BadInput(_("A copy carries its own receipt. Use --receipt with the name of a mentorship."))
        return _copy(call, path, keys, json=json)
    return _log(call, what, keys, receipt, json=json)


def _is_file(what: str, path: Path) -> bool:
    """Whether a file is meant: one that is there, or something that is written as a file is."""
    return os.path.lexists(path) or os.sep in what or path.suffix.casefold() in _ENDINGS


def _copy(call: Call, path: Path, keys: Path | None, *, json: bool) -> int:
    from data import pinned_keys
    from data import verify as verifying

    verdict = verifying.verify_file(path)
    record, compared, pinned = verdict.record, None, None
    if record is not None and verdict.same_words:
        compared = _compared(call, verdict)
        pinned = None if keys is None else pinned_keys.pinned(keys, (record.agreement, record.annex))
    elif keys is not None:
        pinned_keys.pinned(keys, ())
    sentences = [*verdict.sentences, *_said(compared, pinned)]
    _tell(sentences, _json_of_copy(verdict, compared, pinned, sentences) if json else None)
    return 0 if verdict.holds and _holds(compared, pinned) else 1


def _compared(call: Call, verdict: verifying.Verdict) -> log_verdict.LogVerdict | None:
    """What the own database says of the receipt in a copy; None where there is none: SQLite is not imported then."""
    path = _database(call)
    if verdict.record is None or not path.exists():
        return None
    from data import log_verdict

    return log_verdict.of_copy(path, verdict.record)


def _database(call: Call) -> Path:
    """The database that there may be; a path to nothing where nobody can tell."""
    try:
        return call.path
    except Unusable:
        return Path(os.devnull)


def _log(call: Call, name: str, keys: Path | None, receipt: str | None, *, json: bool) -> int:
    from data import log_verdict, mentorships, pinned_keys

    with call.database() as database:
        it = mentorships.find(database, name)
        verdict = log_verdict.of_log(database, it.id, receipt)
        pinned = None if keys is None else pinned_keys.pinned(keys, log_verdict.texts(database, it.id))
    sentences = _said(verdict, pinned)
    newest = verdict.receipt
    values = {
        "holds": _holds(verdict, pinned),
        "entries": verdict.entries,
        "receipt": None if newest is None else {"number": newest.number, "sha256": newest.sha256},
        "answer": None if verdict.answer is None else verdict.answer.value,
        "keys": None if pinned is None else pinned.holds,
        "sentences": sentences,
    }
    _tell(sentences, values if json else None)
    return 0 if _holds(verdict, pinned) else 1


def _said(log: log_verdict.LogVerdict | None, pinned: pinned_keys.Pinned | None) -> list[str]:
    return [*(() if log is None else log.sentences), *(() if pinned is None else pinned.sentences)]


def _holds(log: log_verdict.LogVerdict | None, pinned: pinned_keys.Pinned | None) -> bool:
    return (log is None or log.holds) and (pinned is None or pinned.holds)


def _tell(sentences: list[str], values: Any) -> None:
    if values is not None:
        output.as_json(values)
        return
    for sentence in sentences:
        output.say(sentence)


def _json_of_copy(
    verdict: verifying.Verdict,
    compared: log_verdict.LogVerdict | None,
    pinned: pinned_keys.Pinned | None,
    sentences: list[str],
) -> dict[str, Any]:
    return {
        "whole": verdict.whole,
        "same_words": verdict.same_words,
        "sentences": sentences,
        "signatures": [
            {
                "text": it.kind.value,
                "party": it.party.value,
                "ssh": "none" if it.ssh is None else it.ssh.value,
                "fingerprint": it.fingerprint or None,
            }
            for it in verdict.signatures
        ],
        "answer": None if compared is None or compared.answer is None else compared.answer.value,
        "keys": None if pinned is None else pinned.holds,
        "record": None if verdict.record is None else json_format.loads(verdict.record.to_json()),
    }
