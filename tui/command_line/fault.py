"""A fault in Handschlag itself, whether a command met it or the app: one line for a person, its place in a log.

What an error says may quote whatever was at hand, so that neither the line nor the log repeats it. With
HANDSCHLAG_TRACEBACK=1 whoever works on Handschlag sees all of it.
"""

from __future__ import annotations

import os
import sys
import threading
import warnings

from data.i18n import _

from . import output

EXIT_CODE = 70
"""EX_SOFTWARE of sysexits.h."""


def told(error: BaseException) -> int:
    """Say what happened and where its place is noted, and return the exit code."""
    from data import fault_log

    path = fault_log.note(error)
    kind = type(error).__name__
    if os.environ.get("HANDSCHLAG_TRACEBACK"):
        import traceback

        for line in "".join(traceback.format_exception(error)).splitlines():
            output.complain(line)
    elif path is not None:
        output.complain(
            _("This is a fault in Handschlag ({kind}). {path} says where, without a word of yours.").format(
                kind=kind, path=path
            )
        )
    else:
        output.complain(
            _("This is a fault in Handschlag ({kind}). With HANDSCHLAG_TRACEBACK=1 it says where.").format(kind=kind)
        )
    return EXIT_CODE


def only_noted() -> None:
    """Let nothing that Python or a library would print by itself reach the terminal: it may quote anybody's text.

    What ends the process is told like every other fault; what goes wrong beside it is noted in the log.
    """
    sys.excepthook = lambda _kind, error, _traceback: _tell_at_the_end(error)
    threading.excepthook = lambda it: _note(it.exc_value)
    sys.unraisablehook = lambda it: _note(it.exc_value)
    if not sys.warnoptions:
        warnings.simplefilter("ignore")


def nothing_logged() -> None:
    """The same for what libraries log, asyncio above all. Not for a login message: `logging` takes time to import."""
    import logging

    class Noting(logging.Handler):
        """Keeps the place of an error, and nothing of what was said."""

        def emit(self, record: logging.LogRecord) -> None:
            """Note the error, where there is one."""
            if isinstance(record.exc_info, tuple):
                _note(record.exc_info[1])

    logging.getLogger().addHandler(Noting())


def _tell_at_the_end(error: BaseException) -> None:
    if not isinstance(error, KeyboardInterrupt):
        told(error)


def _note(error: BaseException | None) -> None:
    if isinstance(error, Exception):
        from data import fault_log

        fault_log.note(error)
