"""Calls the command line many times in one process: `python -m tests.terminal.many_calls FILE`.

FILE is a JSON list of calls, each its arguments and its environment. A line with the exit code stands behind what each
prints.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from tui.command_line import fault, run


def main() -> None:
    """Call after call."""
    fault.only_noted()
    before = dict(os.environ)
    for arguments, environment in json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")):
        os.environ.update(environment)
        code = run(arguments)
        sys.stdout.write(f"\n== {code}\n")
        sys.stdout.flush()
        for name in environment:
            del os.environ[name]
        os.environ.update(before)


if __name__ == "__main__":
    main()
