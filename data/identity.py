"""The one place that says which OS account is at work."""

from __future__ import annotations

import os
import pwd
from functools import cache

from .clean import line


def number() -> int:
    """The real uid."""
    return os.getuid()


def user() -> str:
    """The login name of the real uid. The environment (LOGNAME, USER) is not asked: anyone can set it."""
    return _name(number())


@cache
def _name(uid: int) -> str:
    """Asked once: every key typed is recorded under it, and a directory service answers over the network."""
    try:
        return line(pwd.getpwuid(uid).pw_name)
    except KeyError:
        return str(uid)
