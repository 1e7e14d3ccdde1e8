"""The command line called within the process, as a shell does."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from click.testing import CliRunner

from tui.command_line import run


@dataclass(frozen=True)
class Printed:
    """What a call came to."""

    code: int
    raw: bytes
    err: str

    @property
    def out(self) -> str:
        """Standard output as text."""
        return self.raw.decode("utf-8")

    @property
    def json(self) -> Any:
        """Standard output as a script reads it."""
        return json.loads(self.raw)


def call(*arguments: str) -> Printed:
    """Call the command line as a shell does."""
    with CliRunner().isolation() as (out, err, _both):
        code = run(arguments)
        return Printed(code, out.getvalue(), err.getvalue().decode("utf-8"))


def refused(printed: Printed, code: int) -> str:
    """The one line on standard error of a call that ended with a code and printed nothing else."""
    assert (printed.code, printed.out) == (code, "")
    assert printed.err.endswith("\n")
    line = printed.err.removesuffix("\n")
    assert line
    assert "\n" not in line
    return line
