"""The files that people bring along: a question catalogue, ready-made clauses, a template for the agreement.

Their paths are typed by people, so that anything may be there: a folder, a device, a pipe that nobody writes to.
"""

from __future__ import annotations

import dataclasses
from functools import cache
from typing import TYPE_CHECKING

from ..clean import shown
from ..errors import BadInput
from ..i18n import LANGUAGES, _, language
from ..incoming import read_file
from . import bundled, clause_format
from .catalogue_format import digest, parse

if TYPE_CHECKING:
    from pathlib import Path

    from ..model.catalogue import Catalogue, CatalogueQuestion, ReadyClause

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
    data = read_file(path, megabytes)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        sentence = _("{path} is not UTF-8 text. Save it in your editor with the encoding UTF-8, then try again.")
        raise BadInput(sentence.format(path=shown(str(path)))) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")
