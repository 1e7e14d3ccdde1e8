"""Reading a file that a person names: whatever is wrong with it is said, and nothing is waited for."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from .clean import shown
from .errors import BadInput
from .i18n import _

MEGABYTE = 1_000_000


def read_file(path: Path, megabytes: int) -> bytes:
    """The content of an ordinary file.

    Raises `BadInput` where it is not there, may not be read, is no ordinary file, or is larger than allowed.
    """
    name = shown(str(path))
    try:
        data = _bytes(path, megabytes * MEGABYTE)
    except FileNotFoundError as error:
        raise BadInput(_("There is no file {path}. Check how it is written.").format(path=name)) from error
    except PermissionError as error:
        raise BadInput(_("You may not read {path}. Ask its owner, or take another file.").format(path=name)) from error
    except (OSError, ValueError) as error:
        raise BadInput(_("{path} cannot be opened. Take another file.").format(path=name)) from error
    if len(data) > megabytes * MEGABYTE:
        raise BadInput(
            _("{path} is larger than {limit} MB. Check whether it is the right file, or shorten it.").format(
                path=name, limit=megabytes
            )
        )
    return data


def _bytes(path: Path, limit: int) -> bytes:
    """The content of a file; one byte more than the limit where it is larger.

    What was opened is looked at, not what the path was a moment ago; and opening waits for nobody: neither for the
    other end of a pipe nor for a device.
    """
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    try:
        kind = os.fstat(handle).st_mode
        if stat.S_ISDIR(kind):
            raise BadInput(_("{path} is a folder. Type the name of a file in it.").format(path=shown(str(path))))
        if not stat.S_ISREG(kind):
            raise BadInput(_("{path} is not an ordinary file. Take another file.").format(path=shown(str(path))))
        with os.fdopen(handle, "rb", closefd=False) as file:
            return file.read(limit + 1)
    finally:
        os.close(handle)
