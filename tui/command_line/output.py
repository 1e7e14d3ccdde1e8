"""What the command line prints: harmless for a terminal, exact for a pipe, quiet when nobody reads it."""

from __future__ import annotations

import contextlib
import json
import os
import re
import sys
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

import click

from data.clean import FORBIDDEN, shown

_NOT_IN_JSON = re.compile(f"{FORBIDDEN.pattern}|[\u2028\u2029]")
"""What a terminal must not see, and what some readers take for the end of a line."""


def prepare() -> None:
    """Let no letter that the encoding of this terminal lacks end the program: it becomes a question mark."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, OSError, ValueError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]


def finish() -> None:
    """Send what was printed on its way, as long as somebody can be told that it does not arrive."""
    if sys.stdout is not None:
        sys.stdout.flush()


def abandon() -> None:
    """Print nothing more: nobody reads it, and Python would complain when it ends."""
    with contextlib.suppress(AttributeError, OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def say(sentence: str) -> None:
    """Print one line."""
    click.echo(shown(sentence))


def complain(sentence: str) -> None:
    """Print one line on standard error; nobody may be there to read it."""
    with contextlib.suppress(OSError, ValueError):
        click.echo(shown(sentence), err=True)


def table(rows: Iterable[Sequence[str]]) -> None:
    """Print rows, each column as wide as its widest cell."""
    from rich.cells import cell_len

    lines = [[shown(cell) for cell in row] for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        padded = (cell + " " * (width - cell_len(cell)) for cell, width in zip(line, widths, strict=True))
        click.echo("  ".join(padded).rstrip())


def as_json(value: Any) -> None:
    """Print a value for a script: JSON is UTF-8 (RFC 8259), and what a terminal must not see is written as its number.

    Such characters stand in strings only, so that the reader gets back exactly what was stored.
    """
    text = json.dumps(value, ensure_ascii=False, indent=2)
    click.echo(_as_numbers(text).encode("utf-8"))


def _as_numbers(text: str) -> str:
    return _NOT_IN_JSON.sub(lambda found: json.dumps(found.group())[1:-1].replace("\x7f", "\\u007f"), text)


def document(content: str | bytes) -> None:
    """Print a document: its exact bytes, unless somebody looks at it on a terminal."""
    data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    if not _is_terminal(sys.stdout):
        click.echo(data, nl=False)
        return
    lines = data.decode("utf-8", "replace").replace("\r\n", "\n").split("\n")
    click.echo("\n".join(map(shown, lines)), nl=False)


def ask(question: str) -> bool | None:
    """Whether a person says yes; None where there is nobody to ask."""
    if not (_is_terminal(sys.stdin) and _is_terminal(sys.stderr)):
        return None
    click.echo(f"{shown(question)} ", nl=False, err=True)
    return sys.stdin.readline().strip().casefold() in ("y", "yes", "j", "ja")


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()
