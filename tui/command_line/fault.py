"""A fault in Handschlag itself, whether a command met it or the app: one line for a person, its place on demand."""

from __future__ import annotations

import os

from data import clean
from data.i18n import _

from . import output

EXIT_CODE = 70
"""EX_SOFTWARE of sysexits.h."""

_LONGEST = 300
"""Characters of the reason that are shown; it may quote whatever was at hand."""


def told(error: BaseException) -> int:
    """Say what happened, or where (HANDSCHLAG_TRACEBACK=1), and return the exit code."""
    if os.environ.get("HANDSCHLAG_TRACEBACK"):
        import traceback

        for line in "".join(traceback.format_exception(error)).splitlines():
            output.complain(line)
    else:
        output.complain(
            _("This is a fault in Handschlag: {kind}, {reason}. With HANDSCHLAG_TRACEBACK=1 it says where.").format(
                kind=type(error).__name__, reason=clean.line(str(error), _LONGEST)
            )
        )
    return EXIT_CODE
