"""The file format of ready-made clauses, which people write by hand: `en/clauses.toml` explains it.

What cannot be read is a `BadInput` that names the file, the line, and what to do about it.
"""

from __future__ import annotations

import re
from typing import Any

from .. import clean
from ..errors import BadInput
from ..i18n import LANGUAGES, _
from ..model.catalogue import SECTIONS, ReadyClause
from . import toml_text

MOST_CLAUSES = 500
"""More than anybody looks through; a file with more is a mistake or an attack."""

LONGEST_CLAUSE = 2_000
"""Characters of a wording."""

LONGEST_TITLE = 80
"""Characters of a title; one that was left out is the beginning of the wording."""

_HEADING = re.compile(r"^[ \t]*\[\[[ \t]*clause[ \t]*\]\]", re.MULTILINE)


def parse(text: str, source: str, *, language: str) -> tuple[ReadyClause, ...]:
    """Read ready-made clauses; `source` is what the file is called, `language` is theirs where it names none."""
    content = _content(text, source)
    entries = content.get("clause", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise BadInput(
            _("{file}: “clause” is no list of clauses. Begin each one with [[clause]], in double brackets.").format(
                file=source
            )
        )
    if len(entries) > MOST_CLAUSES:
        raise BadInput(
            _("{file} has {count} clauses, more than {limit}. Split it into several files.").format(
                file=source, count=len(entries), limit=MOST_CLAUSES
            )
        )
    lines = [text.count("\n", 0, found.start()) + 1 for found in _HEADING.finditer(text)]
    if len(lines) != len(entries):
        lines = [0] * len(entries)  # The words of a clause look like a heading: then its number has to do.
    default = content.get("language", language)
    return tuple(
        _clause(entry, source, number, line, default)
        for number, (entry, line) in enumerate(zip(entries, lines, strict=True), 1)
    )


def _content(text: str, source: str) -> dict[str, Any]:
    try:
        return toml_text.read(text)
    except toml_text.TooDeep as error:
        sentence = _("{file} is nested too deeply. Begin each clause with [[clause]].")
        raise BadInput(sentence.format(file=source)) from error
    except toml_text.NotToml as error:
        line = error.line or text.rstrip("\n").count("\n") + 1
        sentence = _(
            "{file}, line {line}: this is not valid TOML. Put every text between quotation marks, and begin every "
            "clause with [[clause]]."
        )
        raise BadInput(sentence.format(file=source, line=line)) from error


def _clause(entry: dict[str, Any], source: str, number: int, line: int, default: object) -> ReadyClause:
    wording, section = words_of(entry.get("wording")), entry.get("section", SECTIONS[0])
    language = entry.get("language", default)
    where: dict[str, object] = {"file": source, "line": line, "number": number, "limit": LONGEST_CLAUSE}
    if not wording:
        at_line = _('{file}, line {line}: this clause has no words. Write them as: wording = "…"')
        at_number = _('{file}, clause {number} has no words. Write them as: wording = "…"')
    elif len(wording) > LONGEST_CLAUSE:
        at_line = _("{file}, line {line}: this clause is longer than {limit} characters. Shorten it.")
        at_number = _("{file}, clause {number} is longer than {limit} characters. Shorten it.")
    elif section not in SECTIONS:
        where |= {"value": clean.line(str(section)), "known": ", ".join(SECTIONS)}
        at_line = _("{file}, line {line}: there is no section “{value}”. Use one of: {known}.")
        at_number = _("{file}, clause {number}: there is no section “{value}”. Use one of: {known}.")
    elif language not in LANGUAGES:
        where |= {"value": clean.line(str(language)), "known": ", ".join(LANGUAGES)}
        at_line = _("{file}, line {line}: there is no language “{value}”. Use one of: {known}.")
        at_number = _("{file}, clause {number}: there is no language “{value}”. Use one of: {known}.")
    else:
        title = entry.get("title")
        words = clean.line(title, LONGEST_TITLE) if isinstance(title, str) else ""
        return ReadyClause(section, words or clean.line(wording, LONGEST_TITLE), wording, language, source, number)
    raise BadInput((at_line if line else at_number).format(**where))


def words_of(value: object) -> str:
    """The words of a clause, without what a terminal would obey; empty for what is no text."""
    return clean.text(value).strip() if isinstance(value, str) else ""
