"""The one place that says which OS account is at work."""

from __future__ import annotations

import os
import pwd


def user() -> str:
    """The login name of the real uid. The environment (LOGNAME, USER) is not asked: anyone can set it."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())
