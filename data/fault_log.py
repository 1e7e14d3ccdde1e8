"""The log of faults: which kinds of errors met which lines of the program, and not a word of anybody.

What an error says and what its variables hold may be what people have typed. Only kinds, files, lines and the names of
functions are written, so that the file can be sent to somebody who mends it.
"""

from __future__ import annotations

import os
import platform
import stat
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import TracebackType

from . import clock, locations
from .clean import shown

LARGEST = 200_000
"""Bytes after which the log is begun anew."""

_ENDS = 25
"""Calls that are kept of either end of a long chain: an endless recursion is a thousand of them."""

_DEEPEST = 5
"""Errors behind an error that are told."""


def note(error: BaseException) -> Path | None:
    """Add a fault to the log, for its owner only; where it stands, or None where it cannot be written."""
    try:
        path = locations.faults()
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_NONBLOCK, 0o600)
        try:
            _require_own(handle)
            if os.fstat(handle).st_size > LARGEST:
                os.ftruncate(handle, 0)
            os.write(handle, "".join(f"{shown(line)}\n" for line in entry(error)).encode("utf-8", "replace"))
        finally:
            os.close(handle)
    except (OSError, ValueError, RuntimeError):
        return None
    return path


def _require_own(handle: int) -> None:
    """Raises `OSError` for what somebody else has put there: with `su -m` the home is another person's."""
    found = os.fstat(handle)
    if not stat.S_ISREG(found.st_mode) or found.st_uid != os.getuid():
        raise PermissionError
    os.fchmod(handle, 0o600)


def entry(error: BaseException) -> Iterator[str]:
    """What the log says of a fault, line by line: when, in which version, what, and where."""
    versions = (f"{name} {_version(name)}" for name in ("handschlag", "textual"))
    yield f"{clock.stamp(clock.now())} {', '.join(versions)}, Python {platform.python_version()}"
    found: BaseException | None = error
    for _depth in range(_DEEPEST):
        if found is None:
            break
        yield f"  {type(found).__module__}.{type(found).__qualname__}"
        yield from (f"    {line}" for line in _calls(found.__traceback__))
        found = found.__cause__ or (None if found.__suppress_context__ else found.__context__)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "?"


def _calls(traceback: TracebackType | None) -> list[str]:
    """Where it went, the innermost call last. No line of source: one might hold a text as well."""
    calls = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        calls.append(f"{code.co_filename}:{traceback.tb_lineno} in {code.co_qualname}")
        traceback = traceback.tb_next
    return calls if len(calls) <= 2 * _ENDS else [*calls[:_ENDS], "…", *calls[-_ENDS:]]
