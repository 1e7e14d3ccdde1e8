"""Ready-made clauses of one's own: TOML files in a folder of the settings, which people may write by hand as well.

A file that cannot be read is told and left alone; the others work all the same. What is changed here leaves comments
and everything else in the file as it was.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from . import clean, locations, texts
from .documents.files import write_file
from .errors import BadInput, Clash, reason
from .i18n import _
from .model.catalogue import SECTIONS, ReadyClause
from .texts.clause_format import LONGEST_CLAUSE, LONGEST_TITLE, words_of

if TYPE_CHECKING:
    from pathlib import Path

    from tomlkit import TOMLDocument

MOST_FILES = 100
"""Of one's own that are read: a folder with more is none of clauses."""


def of(language: str) -> tuple[list[ReadyClause], list[str]]:
    """The own clauses in a language, file by file, and a sentence for each file, or the folder, that is unreadable."""
    found: list[ReadyClause] = []
    try:
        paths = _files()
    except BadInput as error:
        return found, [str(error)]
    problems: list[str] = []
    for path in paths:
        try:
            _text, clauses = texts.read_clauses(path)
        except BadInput as error:
            problems.append(str(error))
        else:
            found += [clause for clause in clauses if clause.language == language]
    return found, problems


def _files() -> list[Path]:
    folder = locations.clauses()
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == ".toml")[:MOST_FILES]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise BadInput(
            _("The folder {folder} cannot be read ({reason}).").format(
                folder=clean.shown(str(folder)), reason=clean.shown(reason(error))
            )
        ) from error


# -- changing ----------------------------------------------------------------------------------------------------------


def add(language: str, section: str, title: str, wording: str) -> None:
    """Keep a clause in one's own file for the language. Raises `BadInput` where words are missing or too long."""
    values = _values(section, title, wording)
    path = locations.clauses() / f"{language}.toml"
    document = _document(path) if path.exists() else _new_document(language)
    _append(document, values if document.get("language") == language else values | {"language": language})
    _write(path, document)


def change(clause: ReadyClause, section: str, title: str, wording: str) -> None:
    """Give an own clause other words. Raises as `add`, and `Clash` where the file was changed since it was read."""
    values = _values(section, title, wording)
    path, document, entry = _entry(clause)
    for name, value in values.items():
        if words_of(entry.get(name)) != value:
            entry[name] = _string(value)
    _write(path, document)


def remove(clause: ReadyClause) -> None:
    """Take an own clause out of its file. Raises `Clash` where the file was changed since it was read."""
    path, document, _own = _entry(clause)
    del document["clause"][clause.number - 1]
    _write(path, document)


def _entry(clause: ReadyClause) -> tuple[Path, TOMLDocument, Any]:
    path = locations.clauses() / clause.file
    document = _document(path)
    entries = document.get("clause", [])
    entry = entries[clause.number - 1] if clause.number <= len(entries) else {}
    if words_of(entry.get("wording")) != clause.wording:
        raise Clash(_("{file} was changed in the meantime. Look at the clause again.").format(file=clause.file))
    return path, document, entry


def _values(section: str, title: str, wording: str) -> dict[str, str]:
    if section not in SECTIONS:
        raise ValueError(section)
    words, name = words_of(wording), clean.line(title, LONGEST_TITLE + 1)
    if not words:
        raise _about("wording", _("Type the words of the clause."))
    if len(words) > LONGEST_CLAUSE:
        raise _about("wording", _("A clause has at most {count} characters. Shorten it."), LONGEST_CLAUSE)
    if len(name) > LONGEST_TITLE:
        raise _about("title", _("A title has at most {count} characters. Shorten it."), LONGEST_TITLE)
    return {"section": section, "title": name or clean.line(words, LONGEST_TITLE), "wording": words}


def _about(field: str, sentence: str, count: int = 0) -> BadInput:
    error = BadInput(sentence.format(count=count))
    error.about = field
    return error


# -- sharing -----------------------------------------------------------------------------------------------------------


def exported(clauses: Iterable[ReadyClause]) -> str:
    """Clauses as one file for somebody else."""
    kept = list(clauses)
    document = _new_document(kept[0].language if kept else "")
    for clause in kept:
        values = _values(clause.section, clause.title, clause.wording)
        _append(document, values if clause.language == document["language"] else values | {"language": clause.language})
    return _dumped(document)


def take_in(path: Path, *, replace: bool = False) -> int:
    """Put somebody's file among one's own, under its name; how many clauses it holds.

    Raises `BadInput` for what is no file of clauses, `FileThere` for a name that is taken (unless `replace`).
    """
    text, clauses = texts.read_clauses(path)
    if not clauses:
        raise BadInput(
            _("{file} has no clauses. Begin each one with [[clause]] on a line of its own.").format(
                file=clean.shown(path.name)
            )
        )
    _store(locations.clauses() / f"{path.stem}.toml", text, overwrite=replace)
    return len(clauses)


# -- files -------------------------------------------------------------------------------------------------------------


def _document(path: Path) -> TOMLDocument:
    """The file with its comments. Raises `BadInput` where it is no file of clauses: it is not written over then."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    text, _clauses = texts.read_clauses(path)
    try:
        return tomlkit.parse(text)
    except TOMLKitError as error:
        raise BadInput(
            _("{file} cannot be changed from here ({reason}). Change it in your editor.").format(
                file=clean.shown(path.name), reason=clean.shown(str(error))
            )
        ) from error


def _new_document(language: str) -> TOMLDocument:
    import tomlkit

    document = tomlkit.document()
    document["language"] = language
    return document


def _append(document: TOMLDocument, values: dict[str, str]) -> None:
    """Put a clause behind the others, in the form that they have: people may write them as one list as well."""
    import tomlkit
    from tomlkit.items import AoT, Array

    entries = document.get("clause")
    entry: Any = tomlkit.inline_table() if isinstance(entries, Array) else tomlkit.table()
    for name, value in values.items():
        entry[name] = _string(value)
    if isinstance(entries, AoT | Array):
        entries.append(entry)
    else:
        document["clause"] = AoT([entry])


def _string(value: str) -> Any:
    import tomlkit

    return tomlkit.string(value, multiline="\n" in value)


def _dumped(document: TOMLDocument) -> str:
    import tomlkit

    return tomlkit.dumps(document)


def _write(path: Path, document: TOMLDocument) -> None:
    _store(path, _dumped(document), overwrite=True)


def _store(path: Path, text: str, *, overwrite: bool) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise BadInput(
            _("The folder {folder} cannot be made ({reason}).").format(
                folder=clean.shown(str(path.parent)), reason=clean.shown(reason(error))
            )
        ) from error
    write_file(path, text, overwrite=overwrite)
