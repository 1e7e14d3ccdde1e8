"""Regular expressions in a process of their own, so that no pattern can stop the app.

A pattern such as `(a|aa)+$` takes longer than anybody lives, and Python cannot be interrupted in it; one such as
`((a{1000}){1000}){1000}` takes all memory in other engines. A process can be ended at any time. It is started for each
search (some 20 ms), imports the standard library only, and ends by itself should the app be gone.

Run as a program it reads one JSON object, and writes one: `found` with the row, start, end and replacement of each
match, or `error` with what `re` has to say.
"""

from __future__ import annotations

import json
import re
import resource
import sys
from typing import Any

SECONDS = 1
"""Of the processor at most."""
BYTES = 1 << 29
"""Of memory at most."""


def found(pattern: str, lines: list[str], *, case: bool, template: str) -> list[tuple[int, int, int, str]]:
    """The matches that are not empty: row, start, end, and what the template makes of each. Raises `re.error`."""
    compiled = re.compile(pattern, re.NOFLAG if case else re.IGNORECASE)
    return [
        (row, match.start(), match.end(), match.expand(template) if "\\" in template else template)
        for row, line in enumerate(lines)
        for match in compiled.finditer(line)
        if match.end() > match.start()
    ]


def main() -> None:
    """Answer one question."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    question: dict[str, Any] = json.load(sys.stdin)
    answer: dict[str, Any]
    try:
        answer = {"found": found(**question)}
    except re.error as error:
        answer = {"error": error.msg, "position": error.pos, "in_template": error.pattern == question["template"]}
    except (RecursionError, OverflowError, MemoryError, IndexError) as error:
        answer = {"error": str(error), "position": None, "in_template": False}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
