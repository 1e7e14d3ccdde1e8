"""Wall-clock time and the instants it stands for, over the changes of daylight saving time.

What is planned is naive wall-clock time beside an IANA zone; its instant is derived, for order only. A time that the
clocks skip stands for the instant that lies as long after the change as the time is past the skipped hour's beginning,
and of a time that occurs twice the first is meant: both as RFC 5545, 3.3.5, reads such times.
"""

from __future__ import annotations

from datetime import UTC, datetime

from ..clock import zone_info


def to_utc(naive: datetime, zone: str) -> datetime:
    """The instant, aware in UTC, that a wall-clock time in a zone stands for. `BadInput` where the zone is none."""
    return naive.replace(tzinfo=zone_info(zone), fold=0).astimezone(UTC)


def to_wall(instant: datetime, zone: str) -> datetime:
    """What the clocks of a zone show at an instant, naive."""
    return instant.astimezone(zone_info(zone)).replace(tzinfo=None, fold=0)


def existing(naive: datetime, zone: str) -> datetime:
    """The same wall-clock time where it exists, else the one that clocks show instead: 02:30 becomes 03:30."""
    return to_wall(to_utc(naive, zone), zone)


def exists(naive: datetime, zone: str) -> bool:
    """Whether the clocks of the zone ever show this time."""
    return existing(naive, zone) == naive.replace(fold=0)


def is_twice(naive: datetime, zone: str) -> bool:
    """Whether the clocks show this time twice, since they are put back over it; the first is meant then."""
    rules = zone_info(zone)
    first, second = (naive.replace(tzinfo=rules, fold=fold).utcoffset() for fold in (0, 1))
    return first != second and exists(naive, zone)
