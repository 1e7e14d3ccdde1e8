"""Every import is of something that `pyproject.toml` declares: what the app imports, users are given."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

OWN = {"data", "tui", "tests", "bench", "screenshots", "build_catalogues"}
RUN = ("data", "tui")
"""What a user installs."""
DEVELOPMENT = ("tests", "bench", "screenshots", "build_catalogues.py")
"""What may also import what only developers are given."""


def declared() -> tuple[set[str], set[str]]:
    """The names of the distributions for everybody, and of those for developers."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return _names(project["dependencies"]), _names(project["optional-dependencies"]["dev"])


def _names(requirements: list[str]) -> set[str]:
    return {_plain(re.split(r"[^A-Za-z0-9._-]", it, maxsplit=1)[0]) for it in requirements}


def _plain(name: str) -> str:
    """As the names of distributions are compared (PyPA, name normalization)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def sources(*places: str) -> Iterator[Path]:
    for place in places:
        path = ROOT / place
        yield from [path] if path.is_file() else path.rglob("*.py")


def imported(source: str) -> set[str]:
    """The top-level modules that a file imports from outside, wherever in it the import stands."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {it.name for it in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add(node.module or "")
        elif isinstance(node, ast.Call) and _name(node.func) in _CALLS:
            found |= {it.value for it in node.args[:1] if isinstance(it, ast.Constant) and isinstance(it.value, str)}
    return {name.partition(".")[0] for name in found} - OWN - set(sys.stdlib_module_names) - {""}


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


_CALLS = ("import_module", "__import__", "importorskip", "find_spec")
"""What imports by a name that is given as a string, or asks where it lies."""


@cache
def providers() -> dict[str, set[str]]:
    """Which distributions a module may come from."""
    return {module: {_plain(it) for it in names} for module, names in metadata.packages_distributions().items()}


def undeclared(places: tuple[str, ...], allowed: set[str]) -> list[str]:
    """Each file with a module that none of the allowed distributions brings."""
    return [
        f"{path.relative_to(ROOT)} imports {module}"
        for path in sources(*places)
        for module in sorted(imported(path.read_text(encoding="utf-8")))
        if not providers().get(module, set()) & allowed
    ]


def test_what_a_user_runs_imports_only_what_a_user_is_given() -> None:
    run, _development = declared()
    assert undeclared(RUN, run) == []


def test_tests_and_tools_import_only_what_a_developer_is_given() -> None:
    run, development = declared()
    assert undeclared(DEVELOPMENT, run | development) == []


@pytest.mark.parametrize(
    "line",
    [
        "import numpy",
        "import os, numpy.linalg as la",
        "from numpy import array",
        "def f():\n    from numpy.linalg import norm",
        "import importlib\nimportlib.import_module('numpy')",
        "__import__('numpy')",
    ],
)
def test_an_import_is_seen_wherever_it_stands(line: str) -> None:
    assert imported(line) == {"numpy"}


def test_what_comes_with_something_else_is_not_declared_by_that() -> None:
    """`anyio` and `pygments` lie in every environment of ours; the next release of Textual may go without."""
    run, development = declared()
    assert "pygments" in providers()
    assert not providers()["pygments"] & (run | development)
