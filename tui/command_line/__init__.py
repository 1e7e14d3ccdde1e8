"""The command line: what it takes, what it prints, what it ends with.

Exit codes: 0 done; 1 the answer is no, or a rule forbids it; 2 wrong use; 3 the database cannot be used. Besides these,
70 is a fault in Handschlag itself, and 130 an interruption (Ctrl+C). Errors are one line on standard error.

The modules of the commands are imported when their command is called: a login message does not wait for the screens.
"""

from __future__ import annotations

from .root import run

__all__ = ["run"]
