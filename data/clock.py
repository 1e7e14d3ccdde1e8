"""The one way by which time comes in: what happened is UTC, what is planned is wall-clock time with its zone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from .errors import BadInput
from .i18n import _


class _Pretended:
    """The instant that is taken for the present one; None is the real one."""

    moment: datetime | None = None


def now() -> datetime:
    """The present instant, aware, in UTC, with whole seconds."""
    return _Pretended.moment or datetime.now(UTC).replace(microsecond=0)


@contextmanager
def pretending(moment: datetime) -> Iterator[None]:
    """Take another instant for the present one: the sample data have a past."""
    before, _Pretended.moment = _Pretended.moment, moment.astimezone(UTC).replace(microsecond=0)
    try:
        yield
    finally:
        _Pretended.moment = before


def today(zone: str) -> date:
    """The calendar day that it is now in an IANA time zone."""
    return now().astimezone(zone_info(zone)).date()


def stamp(moment: datetime) -> str:
    """An instant as it is stored: ISO 8601 in UTC, whole seconds, so that text order is time order."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def from_stamp(text: str) -> datetime:
    """Read back what `stamp` wrote."""
    return datetime.fromisoformat(text)


def moment(text: str | None) -> datetime | None:
    """Read back what `stamp` wrote; None for what has not happened."""
    return None if text is None else from_stamp(text)


@cache
def zone_info(name: str) -> ZoneInfo:
    """The rules of an IANA time zone; `BadInput` where the name is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise BadInput(_("“{zone}” is no time zone. Type a name such as Europe/Berlin.").format(zone=name)) from error


def local_zone() -> str:
    """The IANA name of this account's zone: from TZ, else from /etc/localtime, else UTC."""
    candidates = [os.environ.get("TZ", "").lstrip(":")]
    link = Path("/etc/localtime")
    if link.is_symlink():
        candidates.append(str(link.resolve()).partition("zoneinfo/")[2])
    return next((name for name in candidates if _is_zone(name)), "UTC")


@cache
def _is_zone(name: str) -> bool:
    """Whether a name is an IANA zone; asked of its file, for a list of all of them is read for 20 ms."""
    if name.startswith(("posix", "right/")) or name == "localtime":
        return False
    try:
        zone_info(name)
    except BadInput:
        return False
    return True
