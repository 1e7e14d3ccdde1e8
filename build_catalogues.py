"""The German catalogue of the screens: read the messages out of the code, check it, compile it (.po to .mo) with Babel.

As a build hook it compiles before hatchling packs a wheel or an editable install. By hand:

    python build_catalogues.py             compile
    python build_catalogues.py --update    bring new messages into the .po, take out those that are gone
    python build_catalogues.py --check     fail where a message is missing, untranslated, fuzzy or gone, then compile
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
LOCALES = ROOT / "data" / "locale"
"""The folder of the catalogues: `<language>/LC_MESSAGES/handschlag.po`."""

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def compile_catalogues() -> None:
    """Write a `.mo` beside every `.po` of the screens; fuzzy messages are left out."""
    for path in _catalogues():
        catalogue = _read(path)
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue)


def _catalogues() -> list[Path]:
    return sorted(LOCALES.glob("*/LC_MESSAGES/*.po"))


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


# -- reading the code --------------------------------------------------------------------------------------------------


def messages() -> Catalog:
    """All messages of the code: what the functions of `data.i18n` mark, and the docstrings of the commands."""
    found = Catalog(project="handschlag", charset="utf-8")
    for path in sorted(path for folder in ("data", "tui") for path in (ROOT / folder).rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        for text, context in _marked(path):
            found.add(text, locations=[(name, 0)], context=context)
        if path.parent.name == "commands":
            for docstring in _command_docstrings(path):
                found.add(docstring, locations=[(name, 0)])
    return found


def _marked(path: Path) -> Iterator[tuple[str | tuple[str, str], str | None]]:
    """The marked messages of a file with their contexts, also those inside an f-string, which Babel passes over."""
    calls = [it for it in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(it, ast.Call)]
    for call in sorted(calls, key=lambda it: (it.lineno, it.col_offset)):
        words = [it.value for it in call.args if isinstance(it, ast.Constant) and isinstance(it.value, str)]
        match call.func, words:
            case ast.Name(id="_" | "N_"), [text]:
                yield text, None
            case ast.Name(id="ngettext"), [singular, plural]:
                yield (singular, plural), None
            case ast.Name(id="pgettext"), [context, text]:
                yield text, context


def _command_docstrings(path: Path) -> Iterator[str]:
    """The docstring of each command is its explanation in help and palette."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef) and any(isinstance(it, ast.Name) and it.id == "Command" for it in node.bases):
            yield inspect.cleandoc(ast.get_docstring(node) or "")


def update() -> None:
    """Bring every catalogue up to the messages of the code; nothing is guessed from similar messages."""
    template = messages()
    for path in _catalogues():
        catalogue = _read(path)
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        with path.open("wb") as file:
            write_po(file, catalogue, sort_by_file=True, include_lineno=False, width=120)


# -- checking ----------------------------------------------------------------------------------------------------------


def check() -> list[str]:
    """What is wrong with the catalogues, one line each."""
    template = messages()
    found = []
    for path in _catalogues():
        catalogue = _read(path)
        name = path.relative_to(ROOT).as_posix()
        wanted = {(it.id, it.context) for it in template if it.id}
        there = {(it.id, it.context) for it in catalogue if it.id}
        found += [f"{name}: missing: {_shown(key)}" for key in sorted(wanted - there, key=str)]
        found += [f"{name}: gone from the code: {_shown(key)}" for key in sorted(there - wanted, key=str)]
        for it in catalogue:
            found += [f"{name}: {fault}: {_shown((it.id, it.context))}" for fault in _faults(it) if it.id]
    return found


def _faults(message: Message) -> Iterator[str]:
    ids = [message.id] if isinstance(message.id, str) else list(message.id)
    translations = [message.string] if isinstance(message.string, str) else list(message.string or ())
    if not all(translations) or len(translations) < len(ids):
        yield "not translated"
    elif message.fuzzy:
        yield "fuzzy"
    else:
        allowed = set().union(*(_PLACEHOLDER.findall(it) for it in ids))
        needed = set(_PLACEHOLDER.findall(ids[-1]))
        if any(set(_PLACEHOLDER.findall(it)) - allowed for it in translations):
            yield "a placeholder that the message does not have"
        elif needed - set(_PLACEHOLDER.findall(translations[-1])):
            yield "a placeholder is missing"


def _shown(key: tuple[Any, Any]) -> str:
    text = key[0] if isinstance(key[0], str) else key[0][0]
    return repr(text if len(text) < 90 else f"{text[:90]}…")


class CatalogueHook(BuildHookInterface[Any]):
    """Runs before hatchling packs a wheel, an editable one included."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the files are collected."""
        compile_catalogues()


def main() -> int:
    """What `make lint` and `make messages` run."""
    if "--update" in sys.argv:
        update()
    faults = check() if "--check" in sys.argv else []
    sys.stderr.writelines(f"{fault}\n" for fault in faults)
    compile_catalogues()
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
