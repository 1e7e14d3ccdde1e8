"""How much of each package the tests have run: `python -m tests.covered .coverage.json data=95 tui=85`.

Prints the lines that no test runs, file by file, and fails where a package stays below its share.
"""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any


def extents(lines: list[int]) -> str:
    """Line numbers as one reads them: `3-5, 9`."""
    begins = [0, *(place for place, (one, other) in enumerate(pairwise(lines), 1) if other != one + 1), len(lines)]
    parts = [lines[first:end] for first, end in pairwise(begins)]
    return ", ".join(str(it[0]) if len(it) == 1 else f"{it[0]}-{it[-1]}" for it in parts if it)


def share(files: dict[str, Any], package: str) -> float:
    """Print what no test runs of a package; how many of a hundred of its lines are run."""
    run = missed = 0
    for name, file in sorted(files.items()):
        if name.startswith(f"{package}/"):
            run += len(file["executed_lines"])
            missed += len(file["missing_lines"])
            if file["missing_lines"]:
                print(f"{name}: {extents(file['missing_lines'])}")  # noqa: T201
    return 100 * run / max(run + missed, 1)


def main(path: str, *wanted: str) -> int:
    """The exit code: 1 where too little is run."""
    files = json.loads(Path(path).read_text(encoding="utf-8"))["files"]
    code = 0
    for package, least in (it.split("=") for it in wanted):
        found = share(files, package)
        print(f"{package}: {found:.1f} % of the lines are run, {least} are wanted")  # noqa: T201
        code |= found < float(least)
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
