"""The files that people bring along: a question catalogue, ready-made clauses, a template for the agreement.

Their paths are typed by people, so that anything may be there: a folder, a device, a pipe that nobody writes to.
"""

from __future__ import annotations

import dataclasses
import os
import stat
from functools import cache
from typing import TYPE_CHECKING

from ..clean import shown
from ..errors import BadInput
from ..i18n import LANGUAGES, _, language
from . import bundled, clause_format
from .catalogue_format import digest, parse

if TYPE_CHECKING:
    from pathlib import Path

    from ..model.catalogue import Catalogue, CatalogueQuestion, ReadyClause

_MEGABYTE = 1_000_000

LARGEST_CATALOGUE = 1
"""Megabytes of a catalogue file."""

LARGEST_TEMPLATE = 5
"""Megabytes of a template."""


def parse_catalogue(text: str, source: str) -> Catalogue:
    """Read a catalogue of somebody's own; `source` is what it is called in an error.

    Its questions may refer to our topics without repeating them. A question is told apart by its words: it has our key
    where we ask the same, and else one of its own, whatever key the file gives it. Two files that both begin at 1 do
    not hide each other's questions. Raises `BadInput`.
    """
    ours = {it: bundled.catalogue(it).topics for it in LANGUAGES}
    found = parse(text, source, language=language(), known=ours)
    questions: dict[str, CatalogueQuestion] = {}
    for number, question in enumerate(found.questions, 1):
        key = _our_keys().get(question.wording) or digest(question.wording)
        if key in questions:
            raise BadInput(
                _("{file}, question {number} stands further up already. Remove one of the two.").format(
                    file=source, number=number
                )
            )
        questions[key] = dataclasses.replace(question, key=key)
    return dataclasses.replace(found, questions=tuple(questions.values()))


@cache
def _our_keys() -> dict[str, str]:
    """The keys of the bundled questions by their words, in all languages."""
    return {question.wording: question.key for it in LANGUAGES for question in bundled.catalogue(it).questions}


def read_catalogue(path: Path) -> Catalogue:
    """Read a catalogue file. Raises `BadInput` where it cannot be opened, is no text, too large, or no catalogue."""
    return parse_catalogue(_read(path, LARGEST_CATALOGUE), shown(path.name))


def read_clauses(path: Path) -> tuple[str, tuple[ReadyClause, ...]]:
    """Read a file of ready-made clauses; its text and what it holds. Raises `BadInput` as `read_catalogue`."""
    text = _read(path, LARGEST_CATALOGUE)
    return text, clause_format.parse(text, shown(path.name), language=language())


def read_template(path: Path) -> str:
    """Read a template: every byte as it is, but line ends as LF and without a byte order mark.

    What must not reach a terminal stays in it: the text belongs to whoever wrote it, and is made harmless where it is
    shown. Raises `BadInput` where it cannot be opened, is no text, or is too large.
    """
    return _read(path, LARGEST_TEMPLATE)


def _read(path: Path, megabytes: int) -> str:
    """The text of an ordinary file."""
    name = shown(str(path))
    try:
        data = _bytes(path, megabytes * _MEGABYTE)
    except FileNotFoundError as error:
        raise BadInput(_("There is no file {path}. Check how it is written.").format(path=name)) from error
    except PermissionError as error:
        raise BadInput(_("You may not read {path}. Ask its owner, or take another file.").format(path=name)) from error
    except (OSError, ValueError) as error:
        raise BadInput(_("{path} cannot be opened. Take another file.").format(path=name)) from error
    if len(data) > megabytes * _MEGABYTE:
        raise BadInput(
            _("{path} is larger than {limit} MB. Check whether it is the right file, or shorten it.").format(
                path=name, limit=megabytes
            )
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        sentence = _("{path} is not UTF-8 text. Save it in your editor with the encoding UTF-8, then try again.")
        raise BadInput(sentence.format(path=name)) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _bytes(path: Path, limit: int) -> bytes:
    """The content of a file; one byte more than the limit where it is larger.

    What was opened is looked at, not what the path was a moment ago; and opening waits for nobody: neither for the
    other end of a pipe nor for a device.
    """
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    try:
        kind = os.fstat(handle).st_mode
        if stat.S_ISDIR(kind):
            raise BadInput(_("{path} is a folder. Type the name of a file in it.").format(path=shown(str(path))))
        if not stat.S_ISREG(kind):
            raise BadInput(_("{path} is not an ordinary file. Take another file.").format(path=shown(str(path))))
        with os.fdopen(handle, "rb", closefd=False) as file:
            return file.read(limit + 1)
    finally:
        os.close(handle)
